"""What a stranger's calendar program gets: every public event as it is, and nothing else."""

import random
from datetime import UTC, date, datetime, timedelta

import ics
import pytest
import recurring_ical_events
from drafts import draft, open_draft

from kiknet import clock, revisions
from kiknet.calendar import approval, organisers, service
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.service import post_event
from kiknet.db import db, transaction
from kiknet.organisations.models import FormerSlug
from kiknet.places.draft import PlaceDraft

WHOLE = "/feeds/kalender.ics"
MILL, LIBRARY = "/feeds/organisationen/mill.ics", "/feeds/organisationen/library.ics"


@pytest.fixture(autouse=True)
def _in_march(at):
    pass


def days(first, length=1):
    starts = datetime.combine(first, datetime.min.time())
    return {"starts_local": starts, "ends_local": starts + timedelta(days=length), "is_all_day": True}


def hours(*starts, length=2):
    first = datetime(*starts)
    return {"starts_local": first, "ends_local": first + timedelta(hours=length)}


def test_a_posted_event_is_on_somebodys_phone(browser, cast):
    event = post_event(
        cast.ana,
        draft(
            title="Sprachcafé; mit Kuchen, Tee",
            summary="Deutsch üben bei Kaffee.",
            description="**Alle** sind willkommen.\n\n- Tee\n- Kuchen",
            spoken=("de", "uk"),
            audiences=("women", "seniors"),
            fields=("sprache-bildung",),
            cost="free",
            registration="contact",
            registration_note="Telefon 0831 0000",
            place=PlaceDraft(name="The Hall"),
        ),
    )

    answer = browser.get(WHOLE)

    [found] = ics.events(answer.data).values()
    assert str(found["UID"]) == event.uid
    assert str(found["SUMMARY"]) == "Sprachcafé; mit Kuchen, Tee"
    assert found["DTSTART"].dt.astimezone(UTC) == datetime(2027, 3, 9, 14, tzinfo=UTC)
    assert found["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert str(found["STATUS"]) == "CONFIRMED"
    assert str(found["LOCATION"]) == "The Hall, Mühlweg 1, 87435 Kempten"
    assert str(found["URL"]) == f"http://localhost/veranstaltungen/{event.id}"
    assert [str(name) for name in found["CATEGORIES"].cats] == ["Sprache und Bildung", "Ältere Menschen", "Frauen"]
    assert str(found["DESCRIPTION"]).split("\n") == [
        "Deutsch üben bei Kaffee.",
        "",
        "Alle sind willkommen.",
        "",
        "– Tee",
        "– Kuchen",
        "",
        "Veranstaltet von: The Mill",
        "Für: Ältere Menschen, Frauen",
        "Sprachen: Deutsch, Ukrainisch",
        "Kosten: Kostenlos",
        "Anmeldung: Telefon 0831 0000",
        "Barrierefreiheit: mit dem Rollstuhl zugänglich",
        "",
        f"http://localhost/veranstaltungen/{event.id}",
    ]


def test_the_calendar_says_what_it_is(browser, cast):
    post_event(cast.ana, draft())

    answer = browser.get(WHOLE)

    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'inline; filename="kalender.ics"'
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers["Vary"]
    whole = ics.calendar(answer.data)
    said = {name: str(whole[name]) for name in whole} | {"X-WR-CALDESC": ics.unescaped(answer.data, "X-WR-CALDESC")[0]}
    assert said == {
        "VERSION": "2.0",
        "PRODID": "-//kiknet//kiknet//DE",
        "CALSCALE": "GREGORIAN",
        "NAME": "Netzwerk Kempten",
        "X-WR-CALNAME": "Netzwerk Kempten",
        "DESCRIPTION": "Alles, was im Netzwerk stattfindet.",
        "X-WR-CALDESC": "Alles, was im Netzwerk stattfindet.",
        "X-WR-TIMEZONE": "Europe/Berlin",
        "REFRESH-INTERVAL": said["REFRESH-INTERVAL"],
        "X-PUBLISHED-TTL": "PT4H",
        "COLOR": "teal",
        "URL": "http://localhost/kalender",
        "SOURCE": "http://localhost/feeds/kalender.ics",
    }
    assert whole["REFRESH-INTERVAL"].dt == timedelta(hours=4)
    assert whole["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert [str(zone["TZID"]) for zone in whole.walk("VTIMEZONE")] == ["Europe/Berlin"]


def test_strangers_get_nothing_that_is_not_public(browser, cast):
    shown = post_event(cast.ana, draft(title="öffentlich"))
    post_event(cast.ana, draft(title="Entwurf"), publish=False)
    post_event(cast.ana, draft(title="geplant", scheduling="planned"))
    post_event(cast.ana, draft(title="fürs Netzwerk", visibility="network"))
    post_event(cast.ana, open_draft(title="ohne Datum"))
    service.withdraw_event(cast.ana, post_event(cast.ana, draft(title="zurückgezogen")))
    approval.hide_event(cast.olga, post_event(cast.ana, draft(title="verborgen")), "x")

    assert db.session.query(Event).count() == 7
    for address in (WHOLE, MILL, f"{WHOLE}?organisation=mill"):
        assert ics.titles(browser.get(address).data) == ["öffentlich"]
    statuses = {e.title: browser.get(f"/veranstaltungen/{e.id}.ics").status_code for e in db.session.query(Event)}
    assert statuses == {
        "öffentlich": 200,
        "Entwurf": 404,
        "geplant": 404,
        "fürs Netzwerk": 404,
        "ohne Datum": 404,
        "zurückgezogen": 410,
        "verborgen": 404,
    }
    assert shown.is_public


def test_an_online_link_for_the_network_stays_in_the_network(browser, cast):
    inside = post_event(
        cast.ana, draft(place=None, online_url="https://meet.example.org/inside", online_is_public=False)
    )
    outside = post_event(cast.ana, draft(place=None, online_url="https://meet.example.org/outside"))

    text = browser.get(WHOLE).text.replace("\r\n ", "")

    assert "https://meet.example.org/outside" in text
    assert "inside" not in text
    assert "inside" not in browser.get(f"/veranstaltungen/{inside.id}.ics").text.replace("\r\n ", "")
    assert str(ics.events(browser.get(WHOLE).data)[outside.uid]["LOCATION"]) == "Online"


def test_a_cancelled_event_stays_and_says_so_until_a_week_after_its_day(browser, cast, at):
    event = post_event(cast.ana, draft(title="Chor"))
    other = post_event(cast.ana, draft(title="Yoga"))
    service.cancel_event(cast.ana, event, "Die Leiterin ist krank.")

    found = ics.events(browser.get(WHOLE).data)[event.uid]
    assert (str(found["SUMMARY"]), str(found["STATUS"])) == ("ABGESAGT: Chor", "CANCELLED")
    assert str(found["DESCRIPTION"]).startswith("Grund: Die Leiterin ist krank.")

    at(2027, 3, 16, 23, 59)
    assert ics.titles(browser.get(WHOLE).data) == ["ABGESAGT: Chor", "Yoga"]
    at(2027, 3, 17, 0, 0)
    assert ics.titles(browser.get(WHOLE).data) == ["Yoga"]
    assert browser.get(f"/veranstaltungen/{event.id}.ics").status_code == 200
    assert other.uid in ics.events(browser.get(WHOLE).data)


def test_a_postponed_event_is_tentative(browser, cast):
    service.postpone_event(cast.ana, post_event(cast.ana, draft(title="Chor")), "Der Raum ist belegt.")

    [found] = ics.events(browser.get(WHOLE).data).values()

    assert (str(found["SUMMARY"]), str(found["STATUS"])) == ("VERSCHOBEN: Chor", "TENTATIVE")


def test_programs_can_tell_a_new_version_from_an_old_one(browser, cast, at):
    event = post_event(cast.ana, draft())

    def version():
        [found] = ics.events(browser.get(WHOLE).data).values()
        return int(found["SEQUENCE"]), found["DTSTAMP"].dt, str(found["UID"])

    first = version()
    at(2027, 3, 1, 13)
    assert version() == first
    service.change_event(cast.ana, event, draft(description="Neu."), event.revision)
    reworded = version()
    at(2027, 3, 1, 14)
    service.change_event(cast.ana, event, draft(description="Neu.", **hours(2027, 3, 10, 15)), event.revision)
    moved = version()
    service.cancel_event(cast.ana, event, "x")

    assert first == (0, clock.from_local(datetime(2027, 3, 1, 12)), event.uid)
    assert reworded == (0, clock.from_local(datetime(2027, 3, 1, 13)), event.uid)
    assert moved == (1, clock.from_local(datetime(2027, 3, 1, 14)), event.uid)
    assert version()[0] == 2


def test_the_window_moves_with_the_day_and_takes_whole_events(browser, cast, at):
    at(2026, 1, 1)
    exhibition = {**days(date(2026, 6, 1), 200)}
    for title, when in {
        "lange her": hours(2026, 11, 30, 10),
        "90 Tage her": hours(2026, 12, 1, 10),
        "in 399 Tagen": hours(2028, 4, 3, 23),
        "in 400 Tagen": hours(2028, 4, 4, 0),
        "Ausstellung": exhibition,
        "über Mitternacht": hours(2026, 11, 30, 23, length=2),
    }.items():
        post_event(cast.ana, draft(title=title, **when))

    at(2027, 3, 1, 0, 0)
    assert ics.titles(browser.get(WHOLE).data) == ["90 Tage her", "Ausstellung", "in 399 Tagen", "über Mitternacht"]
    at(2027, 2, 28, 23, 59)
    assert ics.titles(browser.get(WHOLE).data) == ["90 Tage her", "Ausstellung", "lange her", "über Mitternacht"]


def test_an_independent_reader_sees_the_same_dates_as_the_calendar_on_the_site(browser, cast):
    for title, when in {
        "abends": hours(2027, 3, 9, 18),
        "über Mitternacht": hours(2027, 3, 20, 22, length=5),
        "Umstellung im März": hours(2027, 3, 28, 1, length=3),
        "im Loch": hours(2027, 3, 28, 2, 30, length=3),
        "Umstellung im Oktober": hours(2027, 10, 31, 1, 30, length=3),
        "ganzer Tag": days(date(2027, 5, 1)),
        "drei Tage": days(date(2027, 6, 4), 3),
        "Tag der Umstellung": days(date(2027, 3, 28)),
        "Freitag bis Sonntag": hours(2027, 7, 2, 18, length=48),
    }.items():
        post_event(cast.ana, draft(title=title, **when))

    whole = ics.calendar(browser.get(WHOLE).data)
    found = sorted(
        (str(e["SUMMARY"]), _moment(e["DTSTART"].dt), _moment(e["DTEND"].dt))
        for e in recurring_ical_events.of(whole).between(date(2027, 1, 1), date(2028, 1, 1))
    )

    rows = db.session.query(Occurrence).join(Event)
    assert found == sorted((row.event.title, row.starts_at, row.ends_at) for row in rows)
    assert len(found) == 9


def test_so_it_is_for_a_whole_colourful_year(browser, cast):
    dice = random.Random(7)
    for number in range(60):
        starts = datetime(2027, 1, 1) + timedelta(minutes=15 * dice.randrange(4 * 24 * 365))
        length = dice.choice([timedelta(minutes=45), timedelta(hours=2), timedelta(hours=9), timedelta(days=3)])
        when = days(starts.date(), dice.randint(1, 5)) if dice.random() < 0.3 else {}
        title = "".join(dice.choices("abcäößçШعם🎉;,:\\\"' ", k=dice.randint(1, 120))).strip() + str(number)
        post_event(cast.ana, draft(title=title, **({"starts_local": starts, "ends_local": starts + length} | when)))

    data = browser.get(WHOLE).data
    found = sorted(
        (str(e["UID"]), _moment(e["DTSTART"].dt), _moment(e["DTEND"].dt))
        for e in recurring_ical_events.of(ics.calendar(data)).between(date(2026, 12, 1), date(2028, 3, 1))
    )

    rows = db.session.query(Occurrence).join(Event).all()
    assert found == sorted((row.event.uid, row.starts_at, row.ends_at) for row in rows)
    assert sorted(ics.unescaped(data, "SUMMARY")) == sorted(row.event.title for row in rows)
    assert len(rows) == 60


def _moment(shown):
    return clock.midnight(shown) if not isinstance(shown, datetime) else shown.astimezone(UTC)


def test_an_organisations_feed_has_what_it_owns_and_what_it_has_agreed_to(browser, cast):
    post_event(cast.ana, draft(title="Mühle"))
    post_event(cast.carla, draft(title="Bücherei"))
    agreed = post_event(cast.ana, draft(title="zusammen"), partners=[cast.city_library])
    organisers.accept(cast.carla, agreed)
    post_event(cast.ana, draft(title="angefragt"), partners=[cast.city_library])

    assert ics.titles(browser.get(LIBRARY).data) == ["Bücherei", "zusammen"]
    assert ics.titles(browser.get(MILL).data) == ["Mühle", "angefragt", "zusammen"]
    text = str(ics.events(browser.get(LIBRARY).data)[agreed.uid]["DESCRIPTION"])
    assert "Veranstaltet von: The Mill, The Library" in text
    assert str(ics.calendar(browser.get(MILL).data)["NAME"]) == "The Mill – Netzwerk Kempten"


def test_a_renamed_organisation_keeps_its_subscribers(browser, cast):
    post_event(cast.ana, draft())
    with transaction() as session:
        cast.mill.slug = "muehle"
        session.add(FormerSlug(slug="mill", organisation_id=cast.mill.id))
        revisions.stamp(cast.mill)

    moved = browser.get(f"{MILL}?sprache=en")

    assert (moved.status_code, moved.location) == (301, "/feeds/organisationen/muehle.ics?sprache=en")
    assert len(ics.events(browser.get(moved.location).data)) == 1


def test_unknown_and_suspended_organisations_have_no_feed(browser, cast):
    assert browser.get(MILL).status_code == 200
    with transaction():
        cast.mill.state = "suspended"
        revisions.stamp(cast.mill)

    assert browser.get(MILL).status_code == 404
    assert browser.get("/feeds/organisationen/nobody.ics").status_code == 404
    assert browser.get("/feeds/organisationen/nobody.ics").mimetype == "text/plain"


def test_any_filter_is_a_feed_and_its_address_has_one_text(browser, cast):
    post_event(cast.ana, draft(title="Frauen", audiences=("women",), spoken=("tr",), place=PlaceDraft(name="The Hall")))
    post_event(cast.ana, draft(title="Frauen woanders", audiences=("women",), spoken=("tr",)))
    post_event(cast.ana, draft(title="alle", audiences=("everyone",), place=PlaceDraft(name="The Hall")))

    tidy = browser.get(f"{WHOLE}?stadtteil=thingers&zielgruppe=women&gesprochen=tr")
    untidy = browser.get(f"{WHOLE}?gesprochen=tr&unsinn=1&zielgruppe=women&stadtteil=thingers&gesprochen=tr")

    assert ics.titles(tidy.data) == ["Frauen"]
    assert (tidy.data, tidy.headers["ETag"]) == (untidy.data, untidy.headers["ETag"])
    whole = ics.calendar(tidy.data)
    assert str(whole["NAME"]) == "Netzwerk Kempten: Thingers · Frauen · Türkisch"
    assert str(whole["SOURCE"]) == (
        "http://localhost/feeds/kalender.ics?stadtteil=thingers&zielgruppe=women&gesprochen=tr"
    )


def test_an_empty_feed_is_a_calendar_too(browser, cast):
    answer = browser.get(f"{WHOLE}?zielgruppe=men")

    assert answer.status_code == 200
    assert ics.events(answer.data) == {}


def test_english_words_for_english_readers(browser, cast):
    event = post_event(cast.ana, draft(title="Chor", fields=("sprache-bildung",), cost="free"))
    service.cancel_event(cast.ana, event, "krank")

    whole = ics.calendar(browser.get(f"{WHOLE}?sprache=en").data)

    [found] = whole.walk("VEVENT")
    assert str(found["SUMMARY"]) == "CANCELLED: Chor"
    assert "Cost: Free of charge" in str(found["DESCRIPTION"])
    assert str(found["URL"]) == f"http://localhost/veranstaltungen/{event.id}?sprache=en"
    assert str(whole["DESCRIPTION"]) == "Everything that is on in the network."
    assert str(whole["SOURCE"]) == "http://localhost/feeds/kalender.ics?sprache=en"
    assert ics.titles(browser.get(WHOLE).data) == ["ABGESAGT: Chor"]


def test_whoever_looks_first_does_not_choose_the_language_for_the_others(new_browser, cast):
    event = post_event(cast.ana, draft(cost="free"))
    with transaction():
        cast.olga.user.language = "en"
    theirs = new_browser().as_(cast.olga)

    for path in (WHOLE, MILL, f"{WHOLE}?zielgruppe=everyone", f"/veranstaltungen/{event.id}.ics"):
        first, second = theirs.get(path), new_browser().get(path)
        assert first.data == second.data
        assert "Free of charge" not in second.text


def test_one_event_as_a_file(browser, cast):
    event = post_event(cast.ana, draft())

    answer = browser.get(f"/veranstaltungen/{event.id}.ics")

    assert list(ics.events(answer.data)) == [event.uid]
    assert "X-WR-CALNAME" not in ics.calendar(answer.data)
    assert answer.headers["Content-Disposition"] == f'inline; filename="veranstaltung-{event.id}.ics"'
    known = {"If-None-Match": answer.headers["ETag"]}
    assert browser.get(f"/veranstaltungen/{event.id}.ics", headers=known).status_code == 304
    service.cancel_event(cast.ana, event, "x")
    assert browser.get(f"/veranstaltungen/{event.id}.ics", headers=known).status_code == 200


def test_the_network_may_take_a_planned_event_along_but_nobody_on_the_way_keeps_it(new_browser, cast):
    event = post_event(cast.ana, draft(scheduling="planned"))

    answer = new_browser().as_(cast.carla).get(f"/veranstaltungen/{event.id}.ics")

    assert list(ics.events(answer.data)) == [event.uid]
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_title_with_line_breaks_cannot_break_a_feed(browser, cast):
    event = post_event(cast.ana, draft(title="Fest"))
    with transaction():
        event.title = "Fest\r\nATTENDEE:mailto:x@example.org\nDTSTART:19700101"
        revisions.stamp(event)

    [found] = ics.events(browser.get(WHOLE).data).values()

    assert str(found["SUMMARY"]) == "Fest ATTENDEE:mailto:x@example.org DTSTART:19700101"
    assert "ATTENDEE" not in found
