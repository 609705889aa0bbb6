"""A programmer asks for what is on: what comes, what is wrong with a question, and what is not sent twice."""

import json
from datetime import datetime, timedelta

import pytest
from drafts import draft
from hypothesis import given
from hypothesis import strategies as st
from listings import listed
from openapi_spec_validator import OpenAPIV31SpecValidator

from kiknet import clock
from kiknet.api import cursor
from kiknet.api.document import ADDRESSES
from kiknet.calendar import organisers, service
from kiknet.calendar.service import post_event
from kiknet.db import transaction
from kiknet.organisations.models import Contact, Organisation
from kiknet.organisations.service import office
from kiknet.places.draft import PlaceDraft

MARCH = "from=2027-03-01&to=2027-03-31"


def names(found):
    return [item["event"]["name"] for item in found["items"]]


def post(by, title, day=9, **more):
    starts = datetime(2027, 3, day, 15)
    return post_event(by, draft(title=title, starts_local=starts, ends_local=starts + timedelta(hours=2), **more))


def test_the_document_is_an_openapi_document_in_both_languages(browser, cast):
    for language in ("de", "en"):
        document = browser.get(f"/api/v1/openapi.json?sprache={language}").json
        OpenAPIV31SpecValidator(document).validate()
        assert document["servers"] == [{"url": "http://localhost/api/v1"}]


def test_every_address_of_the_document_leads_somewhere(ask, app, cast):
    event, need = post(cast.ana, "Chor"), listed(cast.ana)
    rules = {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("api.")}
    assert len(rules) == len(ADDRESSES) + 2 - 5  # the document and the page; one rule for the six lists of words

    for address in ADDRESSES.values():
        path = address.path.replace("{listing}", str(need.id))
        ask(path.replace("{id}", str(event.id)).replace("{slug}", "mill"))


def test_a_date_carries_what_a_website_shows_of_it(ask, cast):
    event = post(cast.ana, "Sprachcafé", spoken=("de", "tr"), audiences=("women",), cost="free")

    (found,) = ask(f"/occurrences?{MARCH}")["items"]

    assert found["start"] == "2027-03-09T15:00:00+01:00"
    assert found["end"] == "2027-03-09T17:00:00+01:00"
    assert found["recurrence_id"] == found["start"]
    assert (found["timezone"], found["all_day"], found["status"]) == ("Europe/Berlin", False, "scheduled")
    assert found["location"]["name"] == "Market Square"
    brief = found["event"]
    assert (brief["id"], brief["uid"]) == (event.id, event.uid)
    assert brief["url"] == f"http://localhost/veranstaltungen/{event.id}"
    assert brief["organizers"] == [
        {"slug": "mill", "name": "The Mill", "url": "http://localhost/organisationen/mill", "role": "owner"}
    ]
    assert (brief["languages"], brief["audiences"], brief["cost"]) == (["de", "tr"], ["women"], "free")


def test_one_event_tells_everything(ask, cast):
    event = post(cast.ana, "Sprachcafé", description="Mit **Kuchen**", online_url="https://example.org/x")

    found = ask(f"/events/{event.id}")

    assert found["description"] == "Mit Kuchen"
    assert found["description_html"] == "<p>Mit <strong>Kuchen</strong></p>\n"
    assert (found["online_url"], found["attendance_mode"]) == ("https://example.org/x", "mixed")
    assert found == ask(f"/events?{MARCH}")["items"][0]


def test_an_all_day_event_lasts_from_midnight_to_midnight_across_the_clock_change(ask, cast):
    first, after = datetime(2027, 3, 27), datetime(2027, 3, 29)
    post_event(cast.ana, draft(starts_local=first, ends_local=after, is_all_day=True))

    (found,) = ask(f"/occurrences?{MARCH}")["items"]

    assert (found["all_day"], found["start"], found["end"]) == (
        True, "2027-03-27T00:00:00+01:00", "2027-03-29T00:00:00+02:00",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("deed", "status"), [(service.cancel_event, "cancelled"), (service.postpone_event, "postponed")]
)
def test_what_was_called_off_says_so_and_why(ask, cast, deed, status):
    event = post(cast.ana, "Fest")
    deed(cast.ana, event, "Es regnet")

    assert [item["status"] for item in ask(f"/occurrences?{MARCH}")["items"]] == [status]
    assert ask(f"/events/{event.id}")["status_reason"] == "Es regnet"


def test_the_calendars_filters_find_the_same_here(ask, browser, cast):
    post(cast.ana, "Chor", audiences=("women",), cost="free", spoken=("tr",))
    post(cast.carla, "Lesung", place=PlaceDraft(name="Reading Room"), fields=("sprache-bildung",))

    for query in (
        "zielgruppe=women", "kostenlos=1", "kostenlos=0", "gesprochen=tr", "organisation=library", "stadtteil=39",
        "feld=sprache-bildung", "stadtteil=thingers", "q=lesung", "organisation=mill&organisation=library",
        "rollstuhl=true",
    ):  # fmt: skip
        page = browser.get(f"/kalender?von=2027-03-01&bis=2027-03-31&{query}").text
        on_page = [title for title in ("Chor", "Lesung") if f">{title}</a>" in page]
        assert names(ask(f"/occurrences?{MARCH}&{query}")) == on_page, query
        assert [item["name"] for item in ask(f"/events?{MARCH}&{query}")["items"]] == on_page, query


def test_without_days_it_is_what_comes_from_today_on(ask, cast, at):
    post(cast.ana, "Gestern", day=8)
    post(cast.ana, "Heute", day=9)
    at(2027, 3, 9, 18)

    assert names(ask("/occurrences")) == ["Heute"]
    assert names(ask("/occurrences?from=2027-03-08")) == ["Gestern", "Heute"]
    assert names(ask("/occurrences?from=2027-03-08&to=2027-03-08")) == ["Gestern"]


def test_pages_show_everything_once_even_when_something_is_added_between_them(ask, cast):
    for number in range(5):
        post(cast.ana, f"Termin {number}")
    first = ask(f"/occurrences?{MARCH}&limit=2&sprache=de")
    assert len(first["items"]) == 2
    post(cast.ana, "Früher", day=2)

    rest = ask.all_pages(first["next"].partition("/api/v1")[2])

    assert names(first) + names({"items": rest}) == [f"Termin {number}" for number in range(5)]
    assert [e["name"] for e in ask.all_pages(f"/events?{MARCH}&limit=1")] == [
        *(f"Termin {number}" for number in range(5)), "Früher",
    ]  # fmt: skip
    for path in ("/organisations", "/places"):
        assert ask.all_pages(f"{path}?limit=1") == ask(path)["items"], path


def test_the_next_page_is_named_in_the_header_too(ask, browser, cast):
    for number in range(2):
        post(cast.ana, f"Termin {number}")
    answer = browser.get(f"/api/v1/occurrences?{MARCH}&limit=1")

    links = answer.headers.getlist("Link")
    assert f'<{answer.json["next"]}>; rel="next"' in links
    assert '</api/v1/openapi.json>; rel="service-desc"' in links
    last = browser.get(answer.json["next"].removeprefix("http://localhost"))
    assert last.json["next"] is None
    assert not any("next" in link for link in last.headers.getlist("Link"))


LISTS = ("/occurrences?from=2027-03-01", "/events?from=2027-03-01", "/organisations", "/places")


@pytest.mark.parametrize("path", LISTS)
def test_a_list_costs_the_same_for_one_and_for_seven(ask, cast, queries, path):
    def fill(numbers):
        for n in numbers:
            with transaction() as session:
                more = Organisation(slug=f"verein-{n}", name=f"Verein {n}", kind="culture", state="active")
                session.add(more)
            event = post(cast.ana, f"Termin {n}", place=PlaceDraft(name=f"Ort {n}"))
            organisers.ask(cast.ana, event, more)
            with transaction():
                event.organisers[0].state = "accepted"

    fill([0])
    ask(path)
    with queries.counted() as counted:
        ask(path)
        one = len(counted)
    fill(range(1, 7))
    ask(path)

    with queries.counted() as counted:
        found = ask(path)

    assert len(found["items"]) >= 7
    assert len(counted) == one


# What is wrong with a question


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("from=yesterday", "from"), ("from=2027-02-30", "from"), ("from=20270301", "from"), ("to=2027-13-01", "to"),
        ("from=0001-01-01", "from"), ("from=9999-12-31", "from"), ("from=", "from"), ("from=2027-03-01T00:00", "from"),
        ("from=2027-03-02&to=2027-03-01", "to"), ("from=2027-03-01&to=2028-12-01", "to"), ("to=2026-01-01", "to"),
        ("from=2027-03-01&from=2027-03-02", "from"), ("limit=0", "limit"), ("limit=501", "limit"), ("limit=x", "limit"),
        ("limit=-1", "limit"), ("limit=²", "limit"), ("cursor=x", "cursor"), ("cursor=" + "A" * 5000, "cursor"),
        ("cursor=WzFd", "cursor"), ("cursor=ä", "cursor"), ("feld=kochen", "feld"), ("zielgruppe=cats", "zielgruppe"),
        ("gesprochen=tlh", "gesprochen"), ("stadtteil=4711", "stadtteil"), ("organisation=nobody", "organisation"),
        ("kostenlos=perhaps", "kostenlos"), ("q=" + "a" * 101, "q"), ("sprache=fr", "sprache"),
        ("von=2027-03-01", "von"),
        ("colour=red", "colour"), ("art=culture", "art"),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_understood_is_told_which_part(ask, query, parameter):
    problem = ask(f"/occurrences?{query}", status=400)

    assert [error["parameter"] for error in problem["errors"]] == [parameter]
    assert len(problem["errors"][0]["reason"]) > 10
    assert problem["detail"].startswith(f"{parameter}: ")


def test_everything_that_is_wrong_is_told_at_once_in_the_language_asked_for(ask):
    problem = ask("/occurrences?from=x&limit=y&sprache=en", status=400)

    assert [error["parameter"] for error in problem["errors"]] == ["from", "limit"]
    assert problem["errors"][0]["reason"] == "This must be a day such as 2027-03-09."


def test_a_cursor_of_another_list_is_none_of_this(ask, cast):
    post(cast.ana, "Chor")
    onward = cursor.written((1,))

    assert ask(f"/events?{MARCH}&cursor={onward}")["items"] == []
    assert ask(f"/occurrences?{MARCH}&cursor={onward}", status=400)["errors"][0]["parameter"] == "cursor"


MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(clock.from_local)
PARTS = st.one_of(
    MOMENTS, st.integers(0, 2**31 - 1), st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=60)
)


@given(st.lists(PARTS, min_size=1, max_size=3).map(tuple))
def test_a_cursor_comes_back_as_it_went(key):
    assert cursor.read(cursor.written(key), [type(part) for part in key]) == key


@given(
    st.one_of(
        st.text(max_size=80),
        st.recursive(st.none() | st.booleans() | st.floats() | st.text() | st.integers(), st.lists).map(
            lambda value: cursor.written((value,))
        ),
    ),
    st.lists(st.sampled_from([int, str, datetime]), max_size=3),
)
def test_whatever_else_stands_in_a_cursor_is_refused_or_of_the_right_kind(text, kinds):
    try:
        found = cursor.read(text, kinds)
    except ValueError:
        return
    assert [type(part) for part in found] == kinds


@pytest.mark.parametrize(
    "path", ["/api/v1/nothing", "/api/v1/events/99999999999999", "/api/v2/", "/api/v1/events/x", "/api/"]
)
def test_where_nothing_is_programs_are_told_so_too(browser, cast, path):
    answer = browser.get(path)

    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert answer.json["status"] == 404
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_it_is_read_only(browser, cast):
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(browser, method)("/api/v1/events")
        assert (answer.status_code, answer.mimetype) == (405, "application/problem+json"), method


# What strangers may not see


def test_what_strangers_may_not_see_is_in_no_answer(ask, browser, cast):
    network = post(cast.ana, "Nur im Netzwerk", visibility="network", place=PlaceDraft(name="Secret Kitchen"))
    hidden, plan, gone, shown = (post(cast.ana, t) for t in ("Versteckt", "Geplant", "Zurückgezogen", "Chor"))
    organisers.ask(cast.ana, shown, cast.city_library)
    with transaction() as session:
        hidden.publication, plan.scheduling = "hidden", "planned"
        shown.online_url, shown.online_is_public = "https://meet.example.org/secret", False
        session.add_all(
            [
                Contact(organisation=cast.mill, kind="phone", value="0831 1", is_public=False),
                Contact(organisation=cast.mill, kind="email", value="mill@example.org", is_public=True),
                Organisation(slug="waiting", name="Waits", kind="culture", state="pending"),
                Organisation(slug="asleep", name="Sleeps", kind="culture", state="suspended"),
            ]
        )
    service.withdraw_event(cast.ana, gone)
    browser.as_(cast.ana)  # even for somebody who may see it elsewhere

    paths = (*LISTS, f"/events/{shown.id}", "/organisations/mill")
    texts = json.dumps([ask(path) for path in paths], ensure_ascii=False)

    secrets = ("Netzwerk", "Versteckt", "Geplant", "Zurückgezogen", "Secret", "secret", "0831", "Waits", "Sleeps")
    assert [word for word in secrets if word in texts] == []
    assert "mill@example.org" in texts
    assert "The Library" not in json.dumps(ask(f"/events/{shown.id}"))
    for event in (network, hidden, plan):
        ask(f"/events/{event.id}", status=404)
    ask(f"/events/{gone.id}", status=410)
    for slug in ("waiting", "asleep", "nobody"):
        ask(f"/organisations/{slug}", status=404)


def test_a_suspended_organisation_is_not_named(ask, cast):
    event = post(cast.carla, "Lesung")
    office.suspend(cast.olga, cast.city_library, "Darum")

    assert ask(f"/events/{event.id}")["organizers"] == []
    assert ask("/occurrences?organisation=library", status=400)["errors"][0]["parameter"] == "organisation"


def test_a_merged_organisation_leads_to_where_it_went(ask, browser, cast):
    post(cast.carla, "Lesung")
    office.merge(cast.olga, cast.city_library, cast.mill)

    moved = browser.get("/api/v1/organisations/library?sprache=en")
    assert (moved.status_code, moved.location) == (301, "/api/v1/organisations/mill?sprache=en")
    assert names(ask(f"/occurrences?{MARCH}&organisation=library")) == ["Lesung"]


# Asking again


@pytest.mark.parametrize("path", [*LISTS, "/fields", "/openapi.json", "/events/{id}"])
def test_what_has_not_changed_is_not_sent_again(browser, cast, at, path):
    event = post(cast.ana, "Chor")
    path = "/api/v1" + path.format(id=event.id)
    first = browser.get(path)

    again = browser.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert first.headers["Cache-Control"] in {"public, no-cache", "no-cache, public"}
    assert browser.get(path, headers={"If-None-Match": '"x"'}).status_code == 200


def test_a_change_a_new_day_or_another_question_is_news(browser, cast, at):
    event = post(cast.ana, "Chor")
    tags = []
    for change in (
        lambda: None, lambda: service.cancel_event(cast.ana, event, ""), lambda: at(2027, 3, 2, 0, 1)
    ):  # fmt: skip
        change()
        tags.append(browser.get("/api/v1/occurrences?limit=5").headers["ETag"])
    tags.append(browser.get("/api/v1/occurrences?limit=6").headers["ETag"])
    tags.append(browser.get("/api/v1/events?limit=6").headers["ETag"])

    assert len(set(tags)) == len(tags)


@pytest.mark.parametrize("conditions", [{"If-None-Match": "*"}, {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}])
@pytest.mark.parametrize(
    ("path", "status"),
    [("/events/999", 404), ("/organisations/nobody", 404), ("/events?feldd=x", 400), ("/events", 304)],
)
def test_what_does_not_exist_is_not_unchanged_either(browser, cast, at, conditions, path, status):
    assert browser.get(f"/api/v1{path}", headers=conditions).status_code == status


def test_unchanged_costs_one_small_query(browser, cast, at, queries):
    post(cast.ana, "Chor")
    first = browser.get("/api/v1/events")

    with queries.counted(is_remembered=True) as counted:
        assert browser.get("/api/v1/events", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
        assert browser.get("/api/v1/events").data == first.data

    assert counted == []  # but for the network's mark, which is read past SQLAlchemy


def test_nothing_that_was_remembered_outlives_a_change(browser, cast, at):
    event = post(cast.ana, "Chor")
    path = f"/api/v1/events/{event.id}"
    assert browser.get(path).status_code == 200

    service.withdraw_event(cast.ana, event)

    assert browser.get(path).status_code == 410
    assert browser.get("/api/v1/occurrences?from=2027-03-09").json["items"] == []


def test_any_website_may_ask_with_and_without_a_preflight(browser, cast, at):
    for path in ("/api/v1/occurrences", "/api/v1/openapi.json"):
        allowed = browser.options(path, headers={"Origin": "https://example.org"})
        assert allowed.status_code == 200
        assert allowed.headers["Access-Control-Allow-Origin"] == "*"
        assert "If-None-Match" in allowed.headers["Access-Control-Allow-Headers"]
        answer = browser.get(path, headers={"Origin": "https://example.org"})
        assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
        assert "Access-Control-Allow-Credentials" not in answer.headers


def test_head_says_the_same_without_the_body(browser, cast, at):
    post(cast.ana, "Chor")
    whole, head = browser.get("/api/v1/events"), browser.head("/api/v1/events")

    assert (head.status_code, head.data) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Length"):
        assert head.headers[name] == whole.headers[name]


def test_nobody_gets_a_cookie_and_everybody_the_same_answer(browser, new_browser, cast, at):
    post(cast.ana, "Chor")
    stranger = browser.get("/api/v1/events")
    ana = new_browser().as_(cast.ana).get("/api/v1/events")

    assert stranger.data == ana.data
    for answer in (stranger, ana):
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")


# Words and organisations


def test_the_words_of_filters_are_lists_with_their_names(ask):
    assert {"key": "women", "names": {"de": "Frauen", "en": "Women"}} in ask("/audiences")["items"]
    assert {"key": "uk", "names": {"de": "Ukrainisch", "en": "Ukrainian"}} in ask("/languages")["items"]
    thingers = {"key": "40", "name": "Thingers – Nord", "group": {"key": "thingers", "name": "Thingers"}}
    assert thingers in ask("/districts")["items"]
    assert [field["key"] for field in ask("/fields")["items"]] == ["sprache-bildung", "gesundheit-pflege"]
    assert ask("/fields?limit=1", status=400)["errors"][0]["parameter"] == "limit"


def test_organisations_are_found_by_what_the_directory_knows(ask, cast):
    with transaction():
        cast.mill.languages, cast.mill.districts, cast.mill.fields = ["uk"], ["40"], ["sprache-bildung"]
        cast.mill.description = "Wir **mahlen**."

    for query in ("gesprochen=uk", "stadtteil=thingers", "feld=sprache-bildung", "q=mil"):
        assert [o["slug"] for o in ask(f"/organisations?{query}")["items"]] == ["mill"], query
    assert [o["slug"] for o in ask("/organisations?art=meeting_place")["items"]] == ["library", "mill"]
    mill = ask("/organisations/mill")
    assert (mill["description"], mill["districts"]) == ("Wir mahlen.", ["40"])
    assert mill["calendar"] == "http://localhost/feeds/organisationen/mill.ics"


def test_places_are_those_of_public_events(ask, cast):
    assert ask("/places")["items"] == []
    post(cast.ana, "Chor", place=PlaceDraft(name="The Hall"))

    (hall,) = ask("/places")["items"]
    assert (hall["name"], hall["district"], hall["wheelchair"]) == ("The Hall", "40", "yes")
