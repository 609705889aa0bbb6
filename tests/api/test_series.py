"""What repeats: a program gets the same dates as the calendar's pages show, whatever was done with single ones."""

from datetime import date, datetime, timedelta

from drafts import STARTS, draft
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from kiknet.calendar import agenda, date_deeds, service, splitting
from kiknet.calendar.copies import draft_of
from kiknet.calendar.date_deeds import DateDraft
from kiknet.calendar.filter import Filter
from kiknet.calendar.models import Event
from kiknet.calendar.repeating import draft_from
from kiknet.calendar.service import post_event
from kiknet.db import db, transaction
from kiknet.errors import Rejected
from kiknet.feeds import memory
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


RULES = st.sampled_from(
    [
        "FREQ=DAILY;COUNT=9", "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=8", "FREQ=WEEKLY;INTERVAL=2;UNTIL=20280901",
        "FREQ=MONTHLY;BYDAY=-1SU;COUNT=7", "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=5", "FREQ=WEEKLY",
    ]
)  # fmt: skip
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["move", "elsewhere", "cancel", "take_back", "remove", "put_back", "all", "following", "add"]),
        st.integers(0, 11),
        st.integers(-30, 30),
    ),
    min_size=1,
    max_size=8,
)
BEGINS = st.sampled_from(
    [
        STARTS,
        datetime(2027, 3, 26, 2, 30),
        datetime(2027, 10, 29, 2, 30),
        datetime(2028, 2, 27, 23),
        datetime(2027, 12, 30, 22),
    ]
)


def do(cast, event, deed, number, hours):
    """One thing people do with a series; what makes no sense just now is refused, as on the pages."""
    row = event.occurrences[number % len(event.occurrences)]
    usual, moved = date_deeds.draft_of(event, row), timedelta(hours=hours)
    times = {"starts_local": usual.starts_local + moved, "ends_local": usual.ends_local + moved}
    if deed == "move":
        date_deeds.change_date(cast.ana, event, row, DateDraft(**times, place=usual.place))
    elif deed == "elsewhere":
        here = {"starts_local": usual.starts_local, "ends_local": usual.ends_local}
        date_deeds.change_date(
            cast.ana, event, row, DateDraft(**here, place=PlaceDraft(name="The Hall"), note="Anders")
        )
    elif deed == "cancel":
        date_deeds.cancel_date(cast.ana, event, row, "Krank")
    elif deed == "take_back":
        date_deeds.take_back_date(cast.ana, event, row)
    elif deed == "remove":
        date_deeds.remove_date(cast.ana, event, row)
    elif deed == "put_back":
        date_deeds.put_back_date(cast.ana, event, event.removed[0])
    elif deed == "add":
        date_deeds.add_date(cast.ana, event, event.starts_local + moved)
    elif deed == "following":
        return splitting.change_following(cast.ana, event, row.recurrence_id, draft_from(event, row), event.revision)
    else:
        known = draft_of(event)
        shifted = {"starts_local": known.starts_local + moved / 10, "ends_local": known.ends_local + moved / 10}
        service.change_event(
            cast.ana, event, draft(rule=known.rule, added=known.added, removed=known.removed, **shifted), event.revision
        )
    return event


def nothing_is_on():
    """The network as it was before the last series."""
    db.session.rollback()
    with transaction() as session:
        session.execute(delete(Event))
    memory.forget()


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


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rule=RULES, begins=BEGINS, deeds=DEEDS)
def test_programs_and_pages_agree_whatever_was_done(ask, cast, rule, begins, deeds):
    nothing_is_on()
    event = post_event(cast.ana, draft(rule=rule, starts_local=begins, ends_local=begins + timedelta(hours=2)))
    for deed, number, hours in deeds:
        try:
            event = do(cast, event, deed, number, hours)
        except (Rejected, IndexError, ValueError):
            db.session.rollback()
        db.session.refresh(event)

    assert for_programs(ask) == on_the_pages()
