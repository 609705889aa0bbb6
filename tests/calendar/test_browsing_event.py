"""One event's page: the Mill's language café, seen by strangers, its own people and machines."""

import json
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from drafts import draft, open_draft
from pages import as_read

from kiknet import clock
from kiknet.calendar.approval import hide_event
from kiknet.calendar.organisers import accept, ask
from kiknet.calendar.service import cancel_event, post_event, postpone_event, withdraw_event
from kiknet.calendar.share import Shared
from kiknet.calendar.when import written_when
from kiknet.i18n import force_locale
from kiknet.places.draft import PlaceDraft

NASTY = "</script><script>alert(1)</script> & „Tee“"


@pytest.fixture(autouse=True)
def in_early_march(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 3, 1, 8, tzinfo=UTC))


def page_of(browser, event):
    return browser.get(f"/veranstaltungen/{event.id}")


def data_in(page):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page.text, re.DOTALL)[1])


def test_a_stranger_reads_everything_there_is_to_know(cast, browser):
    event = post_event(
        cast.ana,
        draft(
            summary="Reden und Tee trinken",
            description="Komm **einfach**.",
            place=PlaceDraft(name="The Hall"),
            place_note="Erdgeschoss",
            fields=("sprache-bildung",),
            audiences=("newcomers", "women"),
            spoken=("de", "uk"),
            interpreted=("ar",),
            cost="free",
            registration="url",
            registration_url="https://example.org/da",
            accessibility_note="Klingel links",
        ),
    )
    ask(cast.ana, event, cast.city_library)
    accept(cast.carla, event)

    page = page_of(browser, event)

    for text in (
        "Dienstag, 9. März 2027, 15:00–17:00 Uhr",
        "Reden und Tee trinken",
        "<strong>einfach</strong>",
        "Erdgeschoss",
        "Mühlweg 1, 87435 Kempten",
        "Thingers – Nord",
        "mit dem Rollstuhl zugänglich",
        "Klingel links",
        "Sprache und Bildung",
        "Deutsch, Ukrainisch",
        "wird übersetzt: Arabisch",
        "kostenlos",
        'href="https://example.org/da" rel="noopener noreferrer nofollow"',
        "https://www.openstreetmap.org/search?query=M%C3%BChlweg+1%2C+87435+Kempten",
        '<a href="/organisationen/mill"><bdi>The Mill</bdi></a> und <a href="/organisationen/library">',
        f'<link rel="canonical" href="http://localhost/veranstaltungen/{event.id}">',
    ):
        assert text in as_read(page.text), text
    assert "Set-Cookie" not in page.headers


def test_the_page_costs_few_queries_however_many_organise(cast, browser, queries):
    event = post_event(cast.ana, draft(fields=("sprache-bildung",)))
    path = f"/veranstaltungen/{event.id}"
    browser.get(path)
    with queries.counted():
        browser.get(path)
    alone = len(queries)
    ask(cast.ana, event, cast.city_library)
    accept(cast.carla, event)

    with queries.counted():
        page = browser.get(path)

    assert "The Library" in page.text
    assert len(queries) == alone == 1


def test_machines_read_it_as_schema_org(cast, browser):
    event = post_event(cast.ana, draft(place=PlaceDraft(name="The Hall"), cost="free", spoken=("de", "uk")))

    data = data_in(page_of(browser, event))

    assert data["@type"] == "Event"
    assert data["startDate"] == "2027-03-09T15:00:00+01:00"
    assert data["endDate"] == "2027-03-09T17:00:00+01:00"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert data["location"][0]["address"]["postalCode"] == "87435"
    assert data["organizer"] == [
        {"@type": "Organization", "name": "The Mill", "url": "http://localhost/organisationen/mill"}
    ]
    assert data["isAccessibleForFree"] is True
    assert data["offers"]["price"] == 0
    assert data["inLanguage"] == ["de", "uk"]


def test_machines_hear_of_cancelling_and_postponing(cast, browser):
    called_off, later = post_event(cast.ana, draft()), post_event(cast.ana, draft())
    cancel_event(cast.ana, called_off, "Grippe")
    postpone_event(cast.ana, later, "Glatteis")

    assert data_in(page_of(browser, called_off))["eventStatus"] == "https://schema.org/EventCancelled"
    assert data_in(page_of(browser, later))["eventStatus"] == "https://schema.org/EventPostponed"


def test_all_day_events_have_days_for_machines(cast, browser):
    starts = datetime(2027, 3, 28)
    event = post_event(cast.ana, draft(starts_local=starts, ends_local=starts + timedelta(days=2), is_all_day=True))

    data = data_in(page_of(browser, event))

    assert (data["startDate"], data["endDate"]) == ("2027-03-28", "2027-03-29")


def test_a_title_cannot_break_out_of_anything(cast, browser):
    event = post_event(cast.ana, draft(title=NASTY))

    page = page_of(browser, event)

    assert data_in(page)["name"] == NASTY
    assert "<script>alert" not in page.text
    assert "<script>alert" not in browser.get("/kalender/2027/03").text
    assert "<script>alert" not in browser.get("/kalender").text
    assert "<script>alert" not in browser.get("/").text


def test_an_online_link_for_the_network_stays_there(cast, browser, new_browser):
    event = post_event(cast.ana, draft(online_url="https://example.org/raum", online_is_public=False))

    assert "example.org/raum" not in page_of(browser, event).text
    assert "Mitglieder des Netzwerks sehen den Link" in page_of(browser, event).text
    assert "example.org/raum" in page_of(new_browser().as_(cast.carla), event).text


def test_who_may_see_what_is_not_public(cast, new_browser):
    network = post_event(cast.ana, draft(visibility="network"))
    planned = post_event(cast.ana, draft(scheduling="planned"))
    open_date = post_event(cast.ana, open_draft(date_note="im Herbst"))
    kept = post_event(cast.ana, draft(), publish=False)
    hidden = post_event(cast.ana, draft())
    hide_event(cast.olga, hidden, "Werbung")
    stranger, carla, ana, olga = new_browser(), *(new_browser().as_(p) for p in (cast.carla, cast.ana, cast.olga))

    def seen(event):
        return [page_of(who, event).status_code for who in (stranger, carla, ana, olga)]

    assert seen(network) == seen(planned) == seen(open_date) == [404, 200, 200, 200]
    assert seen(kept) == seen(hidden) == [404, 404, 200, 200]
    assert "Nur für das Netzwerk" in page_of(carla, network).text
    assert "Geplant, aber noch nicht fest" in page_of(carla, planned).text
    assert "im Herbst" in page_of(carla, open_date).text
    assert "Das ist ein Entwurf." in page_of(ana, kept).text
    assert "Werbung" in page_of(ana, hidden).text
    for event in (network, planned, open_date):
        page = page_of(carla, event).text
        assert "application/ld+json" not in page
        assert "wa.me" not in page
        assert 'content="noindex"' in page


def test_search_engines_get_words_without_markup_and_no_empty_address(cast, browser):
    event = post_event(
        cast.ana, draft(place=PlaceDraft(name="Vereinsheim"), description="Wir **lesen** [vor](https://mill.example/).")
    )

    told = data_in(page_of(browser, event))

    assert told["description"] == "Wir lesen vor (https://mill.example/)."
    assert told["location"] == [{"@type": "Place", "name": "Vereinsheim"}]


def test_what_was_withdrawn_is_gone(cast, browser):
    event = post_event(cast.ana, draft())
    withdraw_event(cast.ana, event)

    page = page_of(browser, event)

    assert page.status_code == 410
    assert "zurückgezogen" in page.text


def test_cancelled_says_why(cast, browser):
    event = post_event(cast.ana, draft())
    cancel_event(cast.ana, event, "Der Raum ist überflutet.")

    page = page_of(browser, event).text

    assert "Diese Veranstaltung ist abgesagt." in page
    assert "Der Raum ist überflutet." in page
    assert "ABGESAGT: Sprachcafé" in page
    assert "In meinen Kalender" not in page


def test_only_those_who_may_get_buttons(cast, new_browser):
    event = post_event(cast.ana, draft())

    assert "bearbeiten" in page_of(new_browser().as_(cast.ana), event).text
    assert "bearbeiten" not in page_of(new_browser().as_(cast.carla), event).text
    assert "bearbeiten" not in page_of(new_browser(), event).text


def test_the_text_for_the_group_chat_has_four_lines(cast, browser):
    event = post_event(cast.ana, draft(place=PlaceDraft(name="The Hall")))

    page = page_of(browser, event).text

    text = re.search(r'id="share-text">([^<]+)<', page)[1]
    assert text.split("\n") == [
        "Sprachcafé",
        "Di., 9. März 2027, 15:00–17:00 Uhr",
        "The Hall, Mühlweg 1, 87435 Kempten",
        f"http://localhost/veranstaltungen/{event.id}",
    ]


def test_links_into_other_calendars(cast):
    moments = {"starts_at": datetime(2027, 3, 9, 14, tzinfo=UTC), "ends_at": datetime(2027, 3, 9, 16, tzinfo=UTC)}
    shared = Shared("Tee & Kuchen", "…", "Haus\n1", "https://example.org/1", **moments)

    google = parse_qs(urlsplit(shared.google_link()).query)
    outlook = parse_qs(urlsplit(shared.outlook_link()).query)

    assert google["dates"] == ["20270309T140000Z/20270309T160000Z"]
    assert google["text"] == outlook["subject"] == ["Tee & Kuchen"]
    assert (outlook["startdt"], outlook["allday"]) == (["2027-03-09T14:00:00Z"], ["false"])
    assert shared.text.count("\n") == 3
    assert Shared("Tee", "offen", "", "https://example.org/1").google_link() == ""
    all_day = Shared("Fest", "", "", "u", **moments, days=(datetime(2027, 3, 9).date(), datetime(2027, 3, 11).date()))
    assert parse_qs(urlsplit(all_day.google_link()).query)["dates"] == ["20270309/20270311"]


@pytest.mark.parametrize(
    ("starts", "ends", "is_all_day", "german", "english"),
    [
        (
            "2027-03-09T15:00",
            "2027-03-09T17:00",
            False,
            "Di., 9. März 2027, 15:00–17:00 Uhr",
            "Tue, 9 Mar 2027, 15:00–17:00",
        ),
        (
            "2027-03-09T09:30",
            "2027-03-09T11:00",
            False,
            "Di., 9. März 2027, 09:30–11:00 Uhr",
            "Tue, 9 Mar 2027, 09:30–11:00",
        ),
        (
            "2027-03-09T20:00",
            "2027-03-10T00:00",
            False,
            "Di., 9. März 2027, 20:00–24:00 Uhr",
            "Tue, 9 Mar 2027, 20:00–24:00",
        ),
        (
            "2027-12-31T20:00",
            "2028-01-01T02:00",
            False,
            "Fr., 31. Dez. 2027, 20:00 bis Sa., 1. Jan. 2028, 02:00 Uhr",
            "Fri, 31 Dec 2027, 20:00 to Sat, 1 Jan 2028, 02:00",
        ),
        ("2027-03-09T00:00", "2027-03-10T00:00", True, "Di., 9. März 2027, ganztägig", "Tue, 9 Mar 2027, all day"),
        (
            "2027-03-09T00:00",
            "2027-03-12T00:00",
            True,
            "Di., 9. März bis Do., 11. März 2027",
            "Tue, 9 Mar to Thu, 11 Mar 2027",
        ),
    ],
)
def test_dates_as_people_write_them(app, starts, ends, is_all_day, german, english):
    thing = draft(
        starts_local=datetime.fromisoformat(starts), ends_local=datetime.fromisoformat(ends), is_all_day=is_all_day
    )

    with app.test_request_context("/"):
        assert written_when(thing) == german
        with force_locale("en"):
            assert written_when(thing) == english
        assert written_when(thing) == german


def test_an_open_date_says_so(app):
    with app.test_request_context("/"):
        assert written_when(open_draft()) == "Der Termin ist noch offen"
        assert written_when(open_draft(date_note="im Herbst")) == "im Herbst"
