"""What repeats: a program gets the same dates as the calendar's pages show, whatever was done with single ones."""

from datetime import date, datetime, timedelta

from drafts import draft
from hypothesis import HealthCheck, given, settings
from series_deeds import BEGINS, DEEDS, EXAMPLES, RULES, nothing_is_on, play

from kiknet.calendar import agenda, date_deeds, service
from kiknet.calendar.date_deeds import DateDraft
from kiknet.calendar.filter import Filter
from kiknet.calendar.service import post_event
from kiknet.places.draft import PlaceDraft

FIRST, LAST = date(2027, 3, 1), date(2028, 3, 31)
WINDOW = f"from={FIRST}&to={LAST}"


def weekly(by, **changes):
    return post_event(by, draft(**({"rule": "FREQ=WEEKLY;COUNT=4"} | changes)))


def test_each_date_of_a_series_stands_for_itself(ask, cast):
    event = weekly(cast.ana)
    moved, elsewhere, cancelled = event.occurrences[1:4]
    usual = date_deeds.draft_of(event, moved)
    later = usual.starts_local + timedelta(hours=2)
    date_deeds.change_date(
        cast.ana, event, moved, DateDraft(starts_local=later, ends_local=later + timedelta(hours=1), place=usual.place)
    )
    there = date_deeds.draft_of(event, elsewhere)
    hall = DateDraft(
        starts_local=there.starts_local, ends_local=there.ends_local, place=PlaceDraft(name="The Hall"), note="Mit Chor"
    )
    date_deeds.change_date(cast.ana, event, elsewhere, hall)
    date_deeds.cancel_date(cast.ana, event, cancelled, "Krank")

    found = ask(f"/occurrences?{WINDOW}&event={event.id}")["items"]

    assert [(item["start"], item["recurrence_id"], item["status"]) for item in found] == [
        ("2027-03-09T15:00:00+01:00", "2027-03-09T15:00:00+01:00", "scheduled"),
        ("2027-03-16T17:00:00+01:00", "2027-03-16T15:00:00+01:00", "moved"),
        ("2027-03-23T15:00:00+01:00", "2027-03-23T15:00:00+01:00", "scheduled"),
        ("2027-03-30T15:00:00+02:00", "2027-03-30T15:00:00+02:00", "cancelled"),
    ]
    assert [item["location"]["name"] for item in found] == [
        "Market Square",
        "Market Square",
        "The Hall",
        "Market Square",
    ]
    assert (found[2]["note"], found[3]["status_reason"]) == ("Mit Chor", "Krank")
    assert [item["url"].rpartition("/")[2] for item in found] == [
        "2027-03-09",
        "2027-03-16",
        "2027-03-23",
        "2027-03-30",
    ]
    assert {item["event"]["id"] for item in found} == {event.id}
    whole = ask(f"/events/{event.id}")
    assert (whole["rrule"], whole["start"]) == ("FREQ=WEEKLY;COUNT=4", "2027-03-09T15:00:00+01:00")
    assert "The Hall" in [place["name"] for place in ask("/places")["items"]]
    assert ask(f"/occurrences?{WINDOW}&event={event.id + 1}")["items"] == []


def test_a_series_called_off_is_called_off_on_each_date(ask, cast):
    event = weekly(cast.ana)
    service.cancel_event(cast.ana, event, "Kein Raum")

    found = ask(f"/occurrences?{WINDOW}")["items"]

    assert {(item["status"], item["status_reason"]) for item in found} == {("cancelled", "Kein Raum")}


def test_a_series_is_one_event_and_no_more_queries(ask, cast, queries):
    weekly(cast.ana, rule="FREQ=WEEKLY;COUNT=2")
    ask(f"/occurrences?{WINDOW}")
    with queries.counted() as counted:
        ask(f"/occurrences?{WINDOW}")
        two = len(counted)
    weekly(cast.ana, rule="FREQ=DAILY;COUNT=60", title="Jeden Tag", place=PlaceDraft(name="The Hall"))
    ask(f"/occurrences?{WINDOW}")

    with queries.counted() as counted:
        found = ask(f"/occurrences?{WINDOW}")

    assert (len(found["items"]), len(counted)) == (62, two)
    assert [event["name"] for event in ask(f"/events?{WINDOW}")["items"]] == ["Sprachcafé", "Jeden Tag"]


def on_the_pages():
    rows = agenda.entries_between(None, Filter(), FIRST, LAST, is_full=True)
    return sorted(
        (row.id, row.starts_local, row.ends_local, row.scheduling == "cancelled", row.place_name) for row in rows
    )


def for_programs(ask):
    found = ask.all_pages(f"/occurrences?{WINDOW}&limit=40")
    return sorted(
        (
            item["event"]["id"],
            datetime.fromisoformat(item["start"]).replace(tzinfo=None),
            datetime.fromisoformat(item["end"]).replace(tzinfo=None),
            item["status"] == "cancelled",
            item["location"]["name"],
        )
        for item in found
    )


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rule=RULES, begins=BEGINS, deeds=DEEDS)
def test_programs_and_pages_agree_whatever_was_done(ask, cast, rule, begins, deeds):
    nothing_is_on()
    play(cast, rule, begins, deeds)

    assert for_programs(ask) == on_the_pages()
