"""Planning: what the network plans, what gets in its way, and asking the others."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from drafts import draft, open_draft
from post import mails_to

from kiknet import clock
from kiknet.calendar import date_deeds
from kiknet.calendar.models import Event
from kiknet.calendar.service import cancel_event, post_event, withdraw_event
from kiknet.db import db
from kiknet.observances import service as observances
from kiknet.places.draft import PlaceDraft

WOMEN = {"audiences": ("women",), "fields": ("sprache-bildung",), "spoken": ("de", "ar")}
FORM = {
    "title": "Frauenfrühstück", "first_day": "2027-03-10", "starts": "16:00", "ends": "18:00",
    "place_name": "Market Square", "audiences": "women", "fields": "sprache-bildung", "then": "look",
}  # fmt: skip

SEWING = {"audiences": ("women",), "topics": ("Nähen",)}
PLAN_TYPED = {
    "title": "Nähcafé", "is_date_open": "y", "audiences": "women", "topics": "naehen, Tee", "then": "look",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 3, 9, 8, tzinfo=UTC))


@pytest.fixture
def ana(app, cast):
    return app.test_client().as_(cast.ana)


def at(day, hour, length=2, **more):
    starts = datetime(2027, 3, day, hour)
    return draft(starts_local=starts, ends_local=starts + timedelta(hours=length), **more)


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def hints_in(page):
    """(level, title) of every hint on a page."""
    found = re.findall(r'<li class="hint hint--(\w+)">.*?dir="auto"[^>]*>([^<]*)<', page.text, re.DOTALL)
    return [(level, title.strip()) for level, title in found]


class TestWhileWriting:
    def test_the_button_shows_what_else_is_on_and_loses_nothing(self, ana, cast):
        post_event(cast.carla, at(10, 17, title="Lesung"))

        page = ana.post("/mein/veranstaltungen/neu", data=FORM)

        assert page.status_code == 200
        assert hints_in(page) == [("hard", "Lesung")]
        assert 'value="Frauenfrühstück"' in page.text
        assert 'value="16:00' in page.text
        assert db.session.query(Event).count() == 1, "nothing was stored"

    def test_a_form_that_is_not_finished_gets_hints_and_no_complaints(self, ana, cast):
        post_event(cast.carla, at(10, 17, title="Lesung", fields=("sprache-bildung",)))

        page = ana.post("/mein/veranstaltungen/neu", data=FORM | {"title": "", "starts": "", "ends": ""})

        assert page.status_code == 200
        assert hints_in(page) == [("note", "Lesung")]
        assert "field__error" not in page.text

    @pytest.mark.parametrize(
        ("day", "starts", "more", "level"),
        [
            (10, 19, {}, "strong"),
            (10, 20, {}, "strong"),
            (10, 21, {}, "note"),
            (10, 13, {}, "strong"),
            (10, 19, {"audiences": ("men",)}, "strong"),
            (10, 19, {"audiences": ("men",), "fields": ("gesundheit-pflege",)}, None),
            (10, 19, {"place": PlaceDraft(name="Elsewhere")}, "note"),
            (10, 17, {"fields": (), "audiences": ("everyone",)}, "hard"),
            (11, 17, {}, None),
            (10, 17, {"scheduling": "planned"}, "hard"),
        ],
    )
    def test_how_weighty_a_hint_is(self, ana, cast, day, starts, more, level):
        post_event(cast.carla, at(day, starts, title="Lesung", **(WOMEN | more)))

        assert hints_in(ana.post("/mein/veranstaltungen/neu", data=FORM)) == ([(level, "Lesung")] if level else [])

    def test_what_is_called_off_or_taken_back_is_in_nobody_s_way(self, ana, cast):
        cancel_event(cast.carla, post_event(cast.carla, at(10, 17, title="Abgesagt")), "Krank")
        withdraw_event(cast.carla, post_event(cast.carla, at(10, 17, title="Zurückgezogen")))
        post_event(cast.carla, at(10, 17, title="Entwurf"), publish=False)

        assert hints_in(ana.post("/mein/veranstaltungen/neu", data=FORM)) == []

    def test_feasts_of_that_day_are_named_with_their_doubt(self, ana, cast):
        day = date(2027, 3, 10)
        observances.add(
            cast.olga, observances.OwnDraft(name="Stadtfest", about="Ein Fest.", first_day=day, last_day=day)
        )

        page = text_of(ana.post("/mein/veranstaltungen/neu", data=FORM).text)

        assert "Fest des Fastenbrechens (Zuckerfest) (± 1 Tag)" in page
        assert "Stadtfest" in page

    def test_an_event_is_not_in_its_own_way(self, ana, cast):
        event = post_event(cast.ana, at(10, 16, title="Frauenfrühstück", **WOMEN))
        address = f"/mein/veranstaltungen/{event.id}/bearbeiten"

        assert hints_in(ana.get(address)) == []
        assert hints_in(ana.post(address, data=FORM)) == []
        assert hints_in(ana.get(f"/planung/hinweise?first_day=2027-03-10&starts=16:00&event={event.id}")) == []

    def test_the_form_of_a_stored_event_shows_its_hints_at_once(self, ana, cast):
        event = post_event(cast.ana, at(10, 16, title="Frauenfrühstück"))
        post_event(cast.carla, at(10, 17, title="Lesung"))

        assert hints_in(ana.get(f"/mein/veranstaltungen/{event.id}/bearbeiten")) == [("hard", "Lesung")]

    def test_hints_cost_the_same_for_one_and_for_five(self, ana, cast, queries):
        post_event(cast.carla, at(10, 17, title="Lesung", **WOMEN))
        ana.get("/planung/hinweise", query_string=FORM)
        with queries.counted():
            ana.get("/planung/hinweise", query_string=FORM)
        one = len(queries)
        for hour in (12, 14, 16, 18):
            post_event(cast.carla, at(10, hour, title="Lesung", **WOMEN))
        ana.get("/planung/hinweise", query_string=FORM)
        with queries.counted():
            page = ana.get("/planung/hinweise", query_string=FORM)

        assert len(hints_in(page)) == 5
        assert len(queries) == one


class TestTheAnswerForTheForm:
    def test_it_is_for_members_of_the_network(self, browser, app, cast):
        assert browser.get("/planung/hinweise").location.startswith("/anmelden")
        assert app.test_client().as_(cast.olga).get("/planung/hinweise").status_code == 200

    @pytest.mark.parametrize(
        "given",
        [
            {}, {"first_day": "übermorgen"}, {"first_day": "2027-03-10", "starts": "25:00"},
            {"first_day": "0001-01-01", "starts": "10:00"}, {"first_day": "2027-03-10", "last_day": "2027-03-01"},
            {"first_day": "2027-03-10", "last_day": "2999-12-31", "is_all_day": "y"}, {"first_day": "2999-12-31"},
            {"first_day": "2027-03-28", "starts": "02:30", "ends": "03:00"}, {"event": "x", "first_day": "1.4."},
            {"first_day": "2027-03-10", "place_name": "\x00", "place_district_number": "9" * 40, "spoken": "|||"},
        ],
    )  # fmt: skip
    def test_whatever_is_asked_it_answers(self, ana, cast, given):
        post_event(cast.carla, at(10, 17, title="Lesung"))

        assert ana.get("/planung/hinweise", query_string=given).status_code == 200

    def test_without_a_day_it_says_what_it_needs(self, ana):
        assert "Sobald Sie den Tag angeben" in ana.get("/planung/hinweise").text

    def test_a_day_on_which_nothing_is_known_is_said_to_be_free(self, ana):
        assert "nichts bekannt, was im Weg steht" in text_of(ana.get("/planung/hinweise?first_day=2027-03-16").text)


class TestTogether:
    def test_ana_asks_carla_with_a_drafted_message(self, ana, cast):
        event = post_event(cast.carla, at(10, 17, title="Lesung"))
        page = ana.post("/mein/veranstaltungen/neu", data=FORM)
        address = re.search(r'href="(/veranstaltungen/\d+/gemeinsam[^"]*)"', page.text)[1].replace("&amp;", "&")

        form = ana.get(address)
        assert "wir planen „Frauenfrühstück“ am Mi., 10. März 2027" in form.text
        assert "„Lesung“ im Kalender: Mi., 10. März 2027, 17:00–19:00 Uhr" in form.text
        sent = {"message": "Wollen wir zusammen?", "display_name": "Ana", "email": "ana@example.org"}
        answer = ana.post(address, data=sent)

        assert answer.location == f"/veranstaltungen/{event.id}"
        assert "Wollen wir zusammen?" in mails_to("carla@example.org", "contact_message")[0].text

    def test_nobody_asks_themselves_nor_about_what_they_do_not_see(self, ana, cast):
        own = post_event(cast.ana, at(10, 17))
        hidden = post_event(cast.carla, at(10, 17), publish=False)

        assert ana.get(f"/veranstaltungen/{own.id}/gemeinsam").status_code == 403
        assert ana.get(f"/veranstaltungen/{hidden.id}/gemeinsam").status_code == 404

    def test_an_empty_message_comes_back(self, ana, cast):
        event = post_event(cast.carla, at(10, 17))
        answer = ana.post(f"/veranstaltungen/{event.id}/gemeinsam", data={"message": "", "display_name": "Ana"})

        assert answer.status_code == 422
        assert mails_to("carla@example.org", "contact_message") == []


class TestPlansWithoutADate:
    """Ana and Carla both want to sew with women one day; neither has chosen the day."""

    def test_the_planning_list_says_which_are_alike(self, ana, cast):
        post_event(cast.ana, open_draft(title="Nähcafé", **SEWING))
        carlas = open_draft(title="Nähabend", date_note="im Frühjahr", place=None, **SEWING)
        theirs = post_event(cast.carla, carlas)
        post_event(cast.carla, open_draft(title="Chor", audiences=("women",), place=None))

        page = ana.get("/planung")

        assert sorted(hints_in(page)) == [("alike", "Nähabend"), ("alike", "Nähcafé")]
        assert "im Frühjahr" in text_of(page.text)
        assert "Gemeinsam: Frauen, Nähen" in text_of(page.text)
        assert page.text.count(f"/veranstaltungen/{theirs.id}/gemeinsam?titel=N%C3%A4hcaf%C3%A9") == 1
        assert text_of(page.text).count("1 ähnliches Vorhaben") == 2

    @pytest.mark.parametrize(
        ("more", "is_alike"),
        [
            ({}, True),
            ({"audiences": ()}, False),
            ({"audiences": ("everyone",), "spoken": ("de",)}, False),
            ({"audiences": (), "is_women_only": True}, True),
            ({"topics": (), "place": PlaceDraft(name="Market Square")}, True),
            ({"topics": (), "fields": ("sprache-bildung",)}, False),
            ({"scheduling": "planned"}, True),
        ],
    )
    def test_two_things_in_common_make_a_plan_alike(self, ana, cast, more, is_alike):
        post_event(cast.carla, open_draft(title="Nähabend", **({"place": None} | SEWING | more)))

        page = ana.post("/mein/veranstaltungen/neu", data=PLAN_TYPED | {"place_name": "Market Square"})

        assert hints_in(page) == ([("alike", "Nähabend")] if is_alike else [])
        assert ("uns nicht bekannt" in page.text) == (not is_alike)

    def test_own_plans_drafts_and_what_is_called_off_are_not_named(self, ana, cast):
        post_event(cast.ana, open_draft(title="Eigenes", **SEWING))
        post_event(cast.carla, open_draft(title="Entwurf", **SEWING), publish=False)
        cancel_event(cast.carla, post_event(cast.carla, open_draft(title="Abgesagt", **SEWING)), "Krank")

        assert hints_in(ana.post("/mein/veranstaltungen/neu", data=PLAN_TYPED)) == []
        assert hints_in(ana.get("/planung")) == []

    def test_who_has_a_day_in_mind_hears_of_them_too(self, ana, cast):
        post_event(cast.carla, open_draft(title="Nähabend", **SEWING))
        post_event(cast.carla, at(10, 17, title="Lesung"))

        page = ana.post("/mein/veranstaltungen/neu", data=FORM | PLAN_TYPED | {"is_date_open": ""})

        assert hints_in(page) == [("hard", "Lesung"), ("alike", "Nähabend")]

    def test_a_stored_plan_shows_them_at_once_and_the_message_fits(self, ana, cast):
        mine = post_event(cast.ana, open_draft(title="Nähcafé", **SEWING))
        post_event(cast.carla, open_draft(title="Nähabend", **SEWING))

        page = ana.get(f"/mein/veranstaltungen/{mine.id}/bearbeiten")

        assert hints_in(page) == [("alike", "Nähabend")]
        together = re.search(r'href="(/veranstaltungen/\d+/gemeinsam[^"]*)"', page.text)[1].replace("&amp;", "&")
        message = ana.get(together).text
        assert "wir planen „Nähcafé“." in message
        assert "Sie haben „Nähabend“ vor, noch ohne festen Termin." in message
        assert "anderen Tag" not in message


class TestThePlanningList:
    def test_it_shows_plans_open_dates_and_what_is_published_with_what_gets_in_their_way(self, ana, cast):
        post_event(cast.ana, at(10, 16, title="Frauenfrühstück", scheduling="planned"))
        post_event(cast.carla, at(10, 17, title="Lesung"))
        post_event(cast.carla, at(12, 17, title="Weit weg"))
        post_event(cast.carla, open_draft(title="Irgendwann"))
        post_event(cast.carla, at(10, 17, title="Entwurf"), publish=False)

        page = ana.get("/planung")

        assert hints_in(page) == [("hard", "Lesung"), ("hard", "Frauenfrühstück")]
        said = text_of(page.text)
        assert all(title in said for title in ("Irgendwann", "Weit weg", "Geplant"))
        assert "Entwurf" not in said
        assert "Fest des Fastenbrechens (Zuckerfest) (± 1 Tag)" in said

    def test_who_owns_a_date_may_ask_the_other_from_there(self, ana, cast):
        post_event(cast.ana, at(10, 16, title="Frauenfrühstück"))
        lesung = post_event(cast.carla, at(10, 17, title="Lesung"))

        addresses = re.findall(r'href="(/veranstaltungen/\d+/gemeinsam[^"]*)"', ana.get("/planung").text)

        assert addresses == [
            f"/veranstaltungen/{lesung.id}/gemeinsam?titel=Frauenfr%C3%BChst%C3%BCck&amp;tag=2027-03-10"
        ]

    def test_the_calendar_s_filter_narrows_it(self, ana, cast):
        post_event(cast.carla, at(10, 17, title="Lesung", fields=("sprache-bildung",)))
        post_event(cast.carla, at(10, 17, title="Turnen", fields=("gesundheit-pflege",)))
        post_event(cast.carla, replace(open_draft(title="Singen"), fields=("gesundheit-pflege",)))

        page = text_of(ana.get("/planung?feld=sprache-bildung").text)
        assert ("Lesung" in page, "Singen" in page) == (True, False)
        nothing = ana.get("/planung?feld=sprache-bildung&bis=2027-03-09")
        assert "ohne „" in nothing.text, "it offers to take a condition off"
        assert "Lesung" not in text_of(ana.get("/planung?von=2027-03-11").text)

    def test_twenty_at_a_time_and_every_date_once(self, ana, cast):
        for n in range(45):
            post_event(cast.carla, at(10 + n // 10, 8 + n % 10, title=f"Termin {n:02}", place=None))

        pages = [ana.get(f"/planung?seite={number}").text for number in (1, 2, 3)]

        assert 'href="/planung?seite=2"' in pages[0]
        found = [re.findall(r">(Termin \d\d)</a></h3>", page) for page in pages]
        assert [len(titles) for titles in found] == [20, 20, 5]
        assert len({title for titles in found for title in titles}) == 45

    def test_it_costs_the_same_for_one_and_for_five(self, ana, cast, queries):
        post_event(cast.carla, at(10, 17, title="Lesung"))
        post_event(cast.carla, open_draft(title="Irgendwann"))
        ana.get("/planung")
        with queries.counted():
            ana.get("/planung")
        one = len(queries)
        for n in range(4):
            post_event(cast.carla, at(10 + n, 17, title="Lesung"))
            post_event(cast.carla, open_draft(title="Irgendwann"))
        ana.get("/planung")
        with queries.counted():
            ana.get("/planung")

        assert len(queries) == one

    def test_what_has_been_on_for_long_stands_on_the_first_day(self, ana, cast):
        long = draft(
            title="Ausstellung", starts_local=datetime(2027, 1, 1), ends_local=datetime(2027, 6, 1), is_all_day=True
        )
        post_event(cast.carla, long)
        post_event(cast.ana, at(10, 16, title="Frauenfrühstück"))

        page = ana.get("/planung")

        assert 'id="tag-2027-03-09"' in page.text
        assert ("hard", "Ausstellung") in hints_in(page)


class TestSeries:
    """Every Wednesday at four; the Library is in the way of one of them, and Ramadan ends with another."""

    @pytest.fixture
    def weekly(self, cast):
        return post_event(cast.ana, at(10, 16, title="Frauenfrühstück", rule="FREQ=WEEKLY;UNTIL=20270526", **WOMEN))

    def test_the_form_sums_up_all_dates_of_the_next_months(self, ana, cast, weekly):
        post_event(cast.carla, at(24, 17, title="Lesung"))

        page = ana.get(f"/mein/veranstaltungen/{weekly.id}/bearbeiten")

        assert "Von den nächsten 12 Terminen überschneidet sich 1." in text_of(page.text)
        assert hints_in(page) == [("hard", "Lesung")]
        assert "Fest des Fastenbrechens" in page.text
        assert "Osterferien" in page.text

    def test_others_hear_of_the_very_date_and_ask_about_it(self, app, cast, weekly):
        carla = app.test_client().as_(cast.carla)
        asked = {"first_day": "2027-03-24", "starts": "17:00", "place_name": "Market Square"}

        page = carla.get("/planung/hinweise", query_string=asked)

        assert hints_in(page) == [("hard", "Frauenfrühstück")]
        assert f'href="/veranstaltungen/{weekly.id}/2027-03-24"' in page.text
        together = re.search(r'href="(/veranstaltungen/\d+/gemeinsam[^"]*)"', page.text)[1].replace("&amp;", "&")
        assert "Sie haben „Frauenfrühstück“ im Kalender: Mi., 24. März 2027." in carla.get(together).text

    def test_a_date_that_moved_elsewhere_or_was_called_off_is_in_nobody_s_way(self, ana, app, cast, weekly):
        def row(day):
            return next(one for one in weekly.occurrences if one.starts_local.date() == day)

        elsewhere = replace(date_deeds.draft_of(weekly, row(date(2027, 3, 24))), place=PlaceDraft(name="The Hall"))
        date_deeds.change_date(cast.ana, weekly, row(date(2027, 3, 24)), elsewhere)
        date_deeds.cancel_date(cast.ana, weekly, row(date(2027, 3, 31)), "Ferien")
        carla = app.test_client().as_(cast.carla)

        found = {
            day: hints_in(carla.get(f"/planung/hinweise?first_day={day}&starts=16:00&place_name=Market+Square"))
            for day in ("2027-03-17", "2027-03-24", "2027-03-31")
        }

        assert found == {"2027-03-17": [("hard", "Frauenfrühstück")], "2027-03-24": [], "2027-03-31": []}

    def test_a_series_of_ten_years_costs_as_many_queries_as_one_date(self, ana, cast, queries):
        single = post_event(cast.ana, at(11, 16, title="Einmal"))
        many = post_event(cast.ana, at(11, 16, title="Oft", rule="FREQ=WEEKLY;COUNT=500"))
        counts = []
        for event in (single, many):
            address = f"/mein/veranstaltungen/{event.id}/bearbeiten"
            ana.get(address)
            with queries.counted():
                ana.get(address)
            counts.append(len(queries))

        assert counts[0] == counts[1]

    def test_each_date_stands_in_the_planning_list_with_what_gets_in_its_way(self, ana, cast, weekly):
        post_event(cast.carla, at(24, 17, title="Lesung"))

        page = ana.get("/planung")

        assert page.text.count(">Frauenfrühstück</a></h3>") == 12
        assert hints_in(page) == [("hard", "Lesung"), ("hard", "Frauenfrühstück")]

    def test_open_dates_are_narrowed_by_district_without_a_date_to_look_at(self, ana, cast):
        post_event(cast.ana, open_draft(title="Hofkonzert", place=PlaceDraft(name="The Hall")))
        post_event(cast.ana, open_draft(title="Marktlauf"))

        page = text_of(ana.get("/planung?stadtteil=thingers").text)

        assert ("Hofkonzert" in page, "Marktlauf" in page) == (True, False)

    def test_the_form_of_a_new_series_is_told_about_all_its_dates(self, ana, cast):
        post_event(cast.carla, at(24, 17, title="Lesung"))
        weekly = FORM | {"repeats": "weekly", "repeats_every": "1", "repeats_count": "6"}

        for address in ("/mein/veranstaltungen/neu", "/planung/hinweise"):
            page = ana.post(address, data=weekly)
            assert "Von den nächsten 6 Terminen überschneidet sich 1." in text_of(page.text)
            assert hints_in(page) == [("hard", "Lesung")]

    def test_days_that_are_taken_out_or_holidays_are_not_asked_about(self, ana, cast):
        post_event(cast.carla, at(24, 17, title="Lesung"))
        post_event(cast.carla, at(17, 17, title="Chor"))
        weekly = FORM | {"repeats": "weekly", "repeats_every": "1", "repeats_count": "6"}

        page = ana.post("/planung/hinweise", data=weekly | {"skips_holidays": "y", "removed": "2027-03-17"})

        assert hints_in(page) == []
        assert "überschneidet sich keiner der Termine" in text_of(page.text)


class TestLongLists:
    """Twenty dates a page, and a way to each of its days."""

    def test_the_page_leads_to_its_days_and_says_where_the_next_begins(self, ana, cast):
        for day in range(10, 31):
            post_event(cast.carla, at(day, 17, title=f"Lesung {day}"))

        page = ana.get("/planung").text

        index = re.search(r'<nav class="jumps.*?</nav>', page, re.DOTALL)[0]
        assert re.findall(r'href="#(tag-[\d-]+)">', index) == [f"tag-2027-03-{day}" for day in range(10, 30)]
        assert "Mi., 10.3." in index
        for target in re.findall(r'href="#(tag-[\d-]+)">', index):
            assert f'id="{target}"' in page
        assert "Weiter ab Di., 30. März" in page
        rest = ana.get("/planung?seite=2").text
        assert "Lesung 30" in rest
        assert "Lesung 29" not in rest
        assert "Weiter ab" not in rest

    def test_many_plans_without_a_date_do_not_stand_before_what_has_one(self, ana, cast):
        for number in range(6):
            post_event(cast.carla, open_draft(title=f"Vorhaben {number}"))
        post_event(cast.carla, at(10, 17, title="Lesung"))

        page = ana.get("/planung").text

        before, folded = page.split("2 weitere Pläne ohne Termin")
        assert len(re.findall(r">Vorhaben \d<", before)) == 4
        assert len(re.findall(r">Vorhaben \d<", folded.split("</details>")[0])) == 2
        assert "Lesung" in folded.split("</details>", 1)[1]
