"""The feed and the site are one: whatever happens to a series, a stranger's program shows the dates our pages show."""

import os
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import ics
import recurring_ical_events
from drafts import draft
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from kiknet import clock
from kiknet.calendar import agenda, date_deeds, horizon, repeating, splitting
from kiknet.calendar.copies import draft_of
from kiknet.calendar.filter import Filter
from kiknet.calendar.kept_models import EventText
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.on_date import place_on
from kiknet.calendar.series_text import CANCELLED_STAYS
from kiknet.calendar.service import cancel_event, change_event, post_event, take_back_cancellation
from kiknet.db import db, transaction
from kiknet.errors import NotAllowed, Rejected
from kiknet.feeds import ical
from kiknet.places.draft import PlaceDraft
from kiknet.places.models import Place

EXAMPLES = int(os.environ.get("KIKNET_TEST_SERIES", "40"))
FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)  # rows reach further
TODAY = datetime(2027, 1, 20, 12)


def shown_by_programs() -> list[tuple[Any, ...]]:
    """What a calendar program makes of the stored texts: (uid, start, end, place, is it cancelled)."""
    written = [text.encode() for text in db.session.scalars(select(EventText.text).order_by(EventText.event_id))]
    data = b"".join(ical.calendar(ical.head(ical.Heading()), written))
    ics.check(data)
    read = recurring_ical_events.of(icalendar.Calendar.from_ical(data))
    starts, ends = clock.day_span(FIRST, LAST)
    found = map(_of_program, read.between(FIRST - timedelta(days=2), LAST + timedelta(days=2)))
    return sorted(each for each in found if each[1] < ends and each[2] > starts)


def agree():
    programs, we = shown_by_programs(), shown_by_us()
    assert programs == we, {"only programs": set(programs) - set(we), "only we": set(we) - set(programs)}


def _of_program(component):
    place = str(component.get("LOCATION", "")).partition(",")[0].replace("Online", "")
    starts, ends = _moment(component["DTSTART"].dt), _moment(component["DTEND"].dt)
    return str(component["UID"]), starts, ends, place, component["STATUS"] == "CANCELLED"


def _moment(value):
    return value.astimezone(UTC) if isinstance(value, datetime) else clock.midnight(value)


def shown_by_us() -> list[tuple[Any, ...]]:
    """The same from the rows our pages show."""
    starts, ends = clock.day_span(FIRST, LAST)
    found = (
        select(Occurrence, Event, Place.name)
        .join(Occurrence.event)
        .outerjoin(Place, Place.id == agenda.PLACE_ID)
        .where(Occurrence.starts_at < ends, Occurrence.ends_at > starts)
        .execution_options(populate_existing=True)
    )
    rows = db.session.execute(found).all()
    assert _pages() == sorted((e.id, row.starts_local, row.ends_local) for row, e, _place in rows)
    return sorted(
        (e.uid, row.starts_at, row.ends_at, place or "", e.is_cancelled or row.is_cancelled)
        for row, e, place in rows
        if not _has_left(row) or all(map(_has_left, e.occurrences))
    )


def _has_left(row):
    """Calendars show a cancelled date until a week after it, unless there is no other."""
    return row.is_cancelled and row.ends_at < row.event.changed_at - CANCELLED_STAYS


def _pages():
    rows = agenda.entries_between(None, Filter(), FIRST, LAST, is_full=True)
    return sorted((row.id, row.starts_local, row.ends_local) for row in rows)


# Nights in which the clocks change, a leap day, the turn of the year, and any other day.
DAYS = st.sampled_from(
    [
        date(2027, 3, 27),
        date(2027, 3, 28),
        date(2027, 10, 30),
        date(2027, 10, 31),
        date(2026, 10, 25),
        date(2028, 2, 29),
        date(2028, 2, 22),
        date(2026, 12, 31),
        date(2027, 12, 25),
        date(2027, 1, 31),
    ]
) | st.dates(date(2026, 6, 1), date(2028, 3, 1))
TIMES = st.sampled_from([time(0), time(1, 30), time(2), time(2, 30), time(3), time(15), time(18, 45), time(23, 30)])
# The library takes 02:00 here for 02:00 in UTC where a date is changed or left out: no two are an hour or two apart.
EXTRA = st.sampled_from([time(0, 40), time(2, 10), time(11, 20), time(20, 5)])
LENGTHS = st.sampled_from([timedelta(minutes=n) for n in (30, 60, 120, 300, 1440, 1800)])
ZONES = st.sampled_from(["Europe/Berlin"] * 5 + ["Europe/London", "America/New_York"])
RULES = st.sampled_from(
    [
        "", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=SU", "FREQ=WEEKLY;BYDAY=SA,SU,MO",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=YEARLY",
        "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=-1SU", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO,3MO",
    ]
)  # fmt: skip
ENDS = st.sampled_from(["", "", ";COUNT=1", ";COUNT=7", ";COUNT=30", ";UNTIL=20271031", ";UNTIL=20280301"])

WHERE = st.sampled_from(
    [
        {"place": PlaceDraft(name="Market Square")},
        {"place": PlaceDraft(name="The Hall")},
        {"place": None, "place_note": "", "online_url": "https://example.org/cafe"},
    ]
)


@st.composite
def drafts(draw):
    starts, is_all_day = datetime.combine(draw(DAYS), draw(TIMES)), draw(st.sampled_from([False] * 4 + [True]))
    length = draw(LENGTHS)
    if is_all_day:
        starts, length = datetime.combine(starts, time.min), timedelta(days=draw(st.integers(1, 3)))
    rule = draw(RULES)
    return draft(
        starts_local=starts,
        ends_local=starts + length,
        is_all_day=is_all_day,
        timezone=clock.HOME_ZONE if is_all_day else draw(ZONES),
        rule=rule + draw(ENDS) if rule else "",
        skips_holidays=draw(st.booleans()) if rule else False,
        added=tuple(draw(st.lists(st.builds(datetime.combine, DAYS, EXTRA), max_size=2))) if not is_all_day else (),
        **draw(WHERE),
    )


OF_MANY = {"all", "times", "following", "following_times", "days_pass"}
PICK = st.integers(0, 400)
EDITS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["cancel", "take_back", "remove", "put_back", "elsewhere", "note"]), PICK),
        st.tuples(st.just("move"), PICK, st.integers(-60, 60), LENGTHS),
        st.tuples(st.just("add"), st.builds(datetime.combine, DAYS, EXTRA)),
        st.tuples(st.just("all"), drafts()),
        st.tuples(st.just("times"), TIMES, LENGTHS),
        st.tuples(st.just("following"), PICK, drafts()),
        st.tuples(st.just("following_times"), PICK, TIMES, LENGTHS),
        st.tuples(st.just("days_pass"), st.integers(1, 100)),
        st.tuples(st.just("all_off")),
    ),
    max_size=7 if EXAMPLES < 100 else 12,
)


class Ana:
    """Does what hypothesis thinks of with the newest of her series."""

    def __init__(self, cast, at):
        self.by, self.at, self.now = cast.ana, at, TODAY
        self._tick()

    def _tick(self):
        self.at(*self.now.timetuple()[:5])

    def post(self, first):
        self.event = post_event(self.by, first)

    def do(self, what, *how):
        was = self._past()
        with suppress(Rejected, NotAllowed):
            getattr(self, what)(*how)
            event(what)
        if what in OF_MANY:
            now = self._past()
            assert {number: now.get(number, when) for number, when in was.items()} == was

    def _past(self):
        """Dates of series that are over, by their number: when and where they were."""
        over = select(Occurrence).join(Occurrence.event).where(Occurrence.ends_at <= clock.now())
        rows = db.session.scalars(over, execution_options={"populate_existing": True}).all()
        of_series = [row for row in rows if len(row.event.occurrences) > 1]
        return {row.id: (row.starts_at, row.ends_at, place_on(row.event, row)) for row in of_series}

    def saving_unchanged_changes_no_date(self):
        with suppress(Rejected):
            what = repeating.planned_change(self.event, draft_of(self.event))
            assert not what.changes_dates, what

    def row(self, number):
        rows = self.event.occurrences
        return rows[number % len(rows)]

    def cancel(self, number):
        date_deeds.cancel_date(self.by, self.event, self.row(number), "x")

    def take_back(self, number):
        date_deeds.take_back_date(self.by, self.event, self.row(number))

    def remove(self, number):
        date_deeds.remove_date(self.by, self.event, self.row(number))

    def put_back(self, number):
        if self.event.removed:
            date_deeds.put_back_date(self.by, self.event, self.event.removed[number % len(self.event.removed)])

    def elsewhere(self, number):
        self._change(number, place=PlaceDraft(name="The Hall"))

    def note(self, number):
        self._change(number, note="Mit Musik")

    def move(self, number, hours, length):
        starts = self.row(number).starts_local + timedelta(hours=hours)
        if self.event.is_all_day:
            starts, length = datetime.combine(starts, time.min), timedelta(days=1)
        self._change(number, starts_local=starts, ends_local=starts + length)

    def _change(self, number, **changes):
        row = self.row(number)
        now = date_deeds.draft_of(self.event, row)
        date_deeds.change_date(self.by, self.event, row, replace(now, **changes))

    def add(self, starts):
        if not self.event.is_all_day:
            date_deeds.add_date(self.by, self.event, starts)

    def all(self, changed):
        change_event(self.by, self.event, changed, self.event.revision)

    def times(self, at, length):
        self.all(self._at(draft_of(self.event), at, length))

    def following(self, number, changed):
        row = self.row(number)
        starts = datetime.combine(row.recurrence_id.date(), changed.starts_local.time())
        ends = starts + (changed.ends_local - changed.starts_local)
        self._split(row, replace(changed, starts_local=starts, ends_local=ends))

    def following_times(self, number, at, length):
        row = self.row(number)
        self._split(row, self._at(repeating.draft_from(self.event, row), at, length))

    def _split(self, row, changed):
        following = splitting.change_following(self.by, self.event, row.recurrence_id, changed, self.event.revision)
        self.event = following

    def _at(self, now, at, length):
        if now.is_all_day:
            return now
        starts = datetime.combine(now.starts_local.date(), at)
        return replace(now, starts_local=starts, ends_local=starts + length)

    def days_pass(self, number):
        self.now += timedelta(days=number)
        self._tick()
        horizon.move_on()
        horizon.let_cancelled_go()

    def all_off(self):
        off = cancel_event if not self.event.is_cancelled else take_back_cancellation
        off(self.by, self.event, *(["x"] if off is cancel_event else []))


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drafts(), EDITS)
def test_programs_show_what_pages_show(cast, at, first, edits):
    with transaction() as session:
        session.execute(delete(Event))
    ana = Ana(cast, at)
    try:
        ana.post(first)
    except Rejected:
        return
    agree()

    for edit in edits:
        ana.do(*edit)
        agree()
        ana.saving_unchanged_changes_no_date()


PAST_NIGHT = datetime(2026, 10, 25, 2, 10)


def test_a_date_that_is_over_and_left_alone_lasts_as_long_as_it_did(cast, at):
    """Found by hypothesis: split, one more date in the past, all of another length and beginning, split once more."""
    ana = Ana(cast, at)
    begins = datetime(2027, 3, 27, 15)
    daily = draft(
        starts_local=begins, ends_local=begins + timedelta(hours=1), rule="FREQ=DAILY;INTERVAL=3", skips_holidays=True
    )
    ana.post(replace(daily, added=(datetime(2027, 4, 1, 11, 20),)))
    ana.following(3, daily)
    ana.add(PAST_NIGHT)
    ana.all(replace(daily, starts_local=begins + timedelta(days=30), ends_local=begins + timedelta(days=30, hours=5)))
    past = ana.event
    agree()

    ana.following(1, daily)

    agree()
    assert [(row.starts_local, row.ends_local) for row in past.occurrences] == [
        (PAST_NIGHT, PAST_NIGHT + timedelta(hours=1))
    ]
    assert (past.starts_local, past.ends_local) == (PAST_NIGHT, PAST_NIGHT + timedelta(hours=1))


def test_a_called_off_date_left_alone_lasts_all_day_from_midnight(cast, at):
    """Found by hypothesis: moved, called off when the others begin to last all day without it, split from there on."""
    ana, begins = Ana(cast, at), datetime(2027, 4, 6, 18, 45)
    ana.post(draft(starts_local=begins, ends_local=begins + timedelta(hours=1), rule="FREQ=WEEKLY;COUNT=5"))
    ana.move(4, 11, timedelta(hours=1))
    days = {"starts_local": datetime(2027, 4, 6), "ends_local": datetime(2027, 4, 9), "is_all_day": True}
    ana.all(draft(rule="FREQ=WEEKLY;COUNT=2", **days))
    assert [row.is_cancelled for row in ana.event.occurrences] == [False, False, True]
    agree()

    ana.following_times(2, time(15), timedelta(hours=1))

    agree()
    assert (ana.event.starts_local, ana.event.ends_local) == (datetime(2027, 5, 4), datetime(2027, 5, 7))


def test_a_date_that_was_over_and_is_moved_to_a_day_to_come_stays_one(cast, at):
    """Found by hypothesis: the rule is another one since, and saving without a change would have called it off."""
    ana, begins = Ana(cast, at), datetime(2027, 1, 5, 15)
    ana.post(draft(starts_local=begins, ends_local=begins + timedelta(hours=1), rule="FREQ=WEEKLY;COUNT=5"))
    later = begins + timedelta(days=70, hours=1)
    ana.all(draft(starts_local=later, ends_local=later + timedelta(hours=1), rule="FREQ=WEEKLY;COUNT=2"))

    ana.move(0, 24 * 30, timedelta(hours=1))

    agree()
    ana.saving_unchanged_changes_no_date()
