"""Keeping an event's occurrence rows in step with its dates: one of a single event, those of a series to a horizon."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from sqlalchemy import bindparam, delete, insert, update

from kiknet import clock
from kiknet.calendar import recurrence
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.month import last_day
from kiknet.calendar.recurrence import Rule
from kiknet.calendar.series import Plan, plan
from kiknet.db import db
from kiknet.observances import bavaria

A_DAY = timedelta(hours=24)
FAR = timedelta(days=366 * 9)  # no rule of ours waits longer for its next date
MONTHS_AHEAD = 24
MOST_ROWS = 5000
ROWS: Any = Occurrence.__table__


class Repeating(Protocol):
    """An event, or a draft of one."""

    @property
    def starts_local(self) -> datetime | None: ...
    @property
    def rule(self) -> str: ...
    @property
    def skips_holidays(self) -> bool: ...
    @property
    def added(self) -> Sequence[datetime]: ...
    @property
    def removed(self) -> Sequence[datetime]: ...


@dataclass(frozen=True)
class Span:
    """When one date is on: wall times, and the moments they mean."""

    starts_local: datetime
    ends_local: datetime
    starts_at: datetime
    ends_at: datetime

    @property
    def columns(self) -> dict[str, Any]:
        """What an occurrence row says of it."""
        return {**vars(self), "is_long": self.ends_at - self.starts_at > A_DAY}


def span_of(starts: datetime, ends: datetime, zone: str, *, is_all_day: bool = False) -> Span:
    """From wall time to wall time; where the clocks skip that hour, as long after it (RFC 5545, 3.3.5)."""
    starts_at, ends_at = clock.from_local(starts, zone), clock.from_local(ends, zone)
    if ends_at <= starts_at:
        ends_at = starts_at + (ends - starts)
    if is_all_day:
        return Span(starts, ends, starts_at, ends_at)
    return Span(clock.to_local(starts_at, zone), clock.to_local(ends_at, zone), starts_at, ends_at)


def usual_span(event: Event, recurrence_id: datetime) -> Span:
    """When the date with this original start is on, unless it was moved."""
    starts = begins(event, recurrence_id)
    return span_of(starts, starts + event.length, event.timezone, is_all_day=event.is_all_day)


def begins(event: Event, recurrence_id: datetime) -> datetime:
    """The usual beginning of the date with this original start, which may have an hour from when it had hours."""
    return _day_of(recurrence_id) if event.is_all_day else recurrence_id


def _day_of(moment: datetime) -> datetime:
    return datetime.combine(moment, time.min)


def horizon(thing: Repeating, today: date) -> datetime:
    """How far dates are rows, from today or from the first date: whole months, so that texts made for it hold for one.

    What leaves out the holidays goes no further than these are known.
    """
    begin = max(today, thing.starts_local.date() if thing.starts_local else today)
    months = begin.year * 12 + begin.month + MONTHS_AHEAD
    last = date(months // 12, months % 12 + 1, 1) - timedelta(days=1)
    if thing.skips_holidays:
        last = min(last, bavaria.known_until())
    return datetime.combine(last, time(23, 59))


def wanted(thing: Repeating, until: datetime) -> list[datetime]:
    """The original starts of all dates as far as `until`, and the added ones. Raises `Rejected` for a broken rule."""
    if thing.starts_local is None:
        return []
    found = {thing.starts_local} if not thing.rule else set(by_rule(thing, until, skip(thing, until)))
    return sorted((found | set(thing.added)) - set(thing.removed))


def by_rule(
    thing: Repeating, until: datetime, is_skipped: Callable[[date], bool] | None = None, most: int = MOST_ROWS
) -> list[datetime]:
    """What the rule alone gives."""
    if thing.starts_local is None or not thing.rule:
        return []
    return recurrence.dates(Rule.parse(thing.rule), thing.starts_local, until, most, is_skipped)


def skip(thing: Repeating, until: datetime) -> Callable[[date], bool] | None:
    if not thing.skips_holidays or thing.starts_local is None:
        return None
    free = bavaria.free_days(thing.starts_local.date(), until.date())
    return free.__contains__


def first_start(thing: Repeating) -> datetime | None:
    """Where the rule begins: a series starts with a date of its own rule (RFC 5545, 3.8.5.3); None if there is none."""
    if thing.starts_local is None or not thing.rule:
        return thing.starts_local
    return next(iter(by_rule(thing, thing.starts_local + FAR, most=1)), None)


def planned(event: Event, thing: Repeating, rows: Sequence[Occurrence]) -> Plan:
    """What becomes of `rows` if the event's dates were those of `thing`; what nobody has seen yet has no past."""
    starts = wanted(thing, horizon(thing, clock.today()))
    what = plan(rows, starts, _past(event, rows))
    leaves_any = what.kept or what.rekeyed or what.created or what.cancelled
    return what if leaves_any else plan(rows, starts)


def _past(event: Event, rows: Sequence[Occurrence]) -> datetime | None:
    """The wall time until which what was is kept."""
    return clock.to_local(clock.now(), event.timezone) if has_past(event) and rows else None


def has_past(event: Event) -> bool:
    """Whether what is over stays as it was: until now it was a series that people have seen."""
    return bool(event.published_at and event.dates_until)


def keep_in_step(event: Event) -> None:
    """Bring the rows in line with what the event says; a series' rows are written at once, whatever their number."""
    if event.is_series or len(event.occurrences) > 1:
        _keep_series_in_step(event)
    else:
        _keep_one_in_step(event)


def _keep_one_in_step(event: Event) -> None:
    """A single event has one row, none while its date is open.

    A single event has no RECURRENCE-ID (RFC 5545, 3.8.4.4 names instances of a recurring component), so here
    `recurrence_id` follows the start. Its status is the event's `scheduling`; the row stays `scheduled`.
    """
    event.dates_until = None
    if event.starts_local is None or event.ends_local is None:
        event.occurrences.clear()
        return
    if not event.occurrences:
        event.occurrences.append(Occurrence())
    row = event.occurrences[0]
    if row.is_cancelled:  # the only date left of a series was called off, so the event is
        event.scheduling, event.status_reason, event.cancelled_at = "cancelled", row.reason, clock.now()
    row.recurrence_id = row.starts_local = event.starts_local
    row.ends_local = event.ends_local
    row.starts_at = clock.from_local(event.starts_local, event.timezone)
    row.ends_at = clock.from_local(event.ends_local, event.timezone)
    row.is_long = row.ends_at - row.starts_at > A_DAY
    row.state, row.place_id, row.room_id, row.place_note, row.note, row.reason = "scheduled", None, None, "", "", ""
    row.has_no_place = False


def _keep_series_in_step(event: Event) -> None:
    db.session.add(event)
    db.session.flush()
    rows = [*event.occurrences]
    what = planned(event, event, rows)
    carry_out(event, what)
    event.dates_until = horizon(event, clock.today())
    if not event.rule:  # what is over, or has something of its own, stays a date of the event
        ids = {row.recurrence_id for row in (*what.kept, *what.cancelled)} | {start for _row, start in what.rekeyed}
        event.added = sorted((ids | {*what.created}) - {event.starts_local})
    if not event.is_series:
        _keep_one_in_step(event)


def carry_out(event: Event, what: Plan) -> None:
    """Write the plan: a fixed number of statements for any number of dates."""
    connection = db.session.connection()
    if what.deleted:
        connection.execute(delete(ROWS).where(ROWS.c.id.in_([row.id for row in what.deleted])))
    changed = [*_changed(event, what)]
    if changed:
        connection.execute(_UPDATE, changed)
    if what.created:
        connection.execute(insert(ROWS), [new_row(event, start) for start in what.created])
    for row in what.deleted:
        db.session.expunge(row)
    forget_rows(event)


def forget_rows(event: Event) -> None:
    """What was written past the session is read again, in one query, when somebody asks for it."""
    for row in event.__dict__.get("occurrences", ()):
        if row in db.session:
            db.session.expire(row)
    db.session.expire(event, ["occurrences"])


def new_row(event: Event, recurrence_id: datetime) -> dict[str, Any]:
    """The values of a row that is like its series."""
    plain: dict[str, Any] = {"place_id": None, "place_note": "", "note": "", "reason": "", "state": "scheduled"}
    plain |= {"has_no_place": False, "room_id": None, "is_place_open": event.room_id is not None}
    return {"event_id": event.id, "recurrence_id": recurrence_id, **usual_span(event, recurrence_id).columns, **plain}


_SET = ("recurrence_id", "starts_local", "ends_local", "starts_at", "ends_at", "is_long", "state")
_UPDATE = update(ROWS).where(ROWS.c.id == bindparam("row")).values({name: bindparam(f"new_{name}") for name in _SET})


def _changed(event: Event, what: Plan) -> Iterable[dict[str, Any]]:
    """The rows to write, and what: their times follow the series unless they are over or were moved."""
    now = clock.now() if has_past(event) else None
    for row in what.kept:
        if now is None or row.ends_at > now:
            yield from _values(event, row, row.recurrence_id, row.state)
    for row, start in what.rekeyed:
        yield from _values(event, row, start, row.state)
    for row in what.cancelled:
        yield from _values(event, row, row.recurrence_id, "cancelled")


def is_moved(row: Occurrence) -> bool:
    """Whether this date has times of its own; of a cancelled one only the start is remembered."""
    return row.state == "moved" or (row.is_cancelled and row.starts_local != _usual_start(row))


def _usual_start(row: Occurrence) -> datetime:
    zone = row.event.timezone
    if row.event.is_all_day:
        return _day_of(row.recurrence_id)
    return clock.to_local(clock.from_local(row.recurrence_id, zone), zone)


def _own_span(event: Event, row: Occurrence) -> Span:
    """The times of a moved date, as days if the series lasts all day from now on, and the other way round."""
    starts, ends = row.starts_local, row.ends_local
    was_all_day = starts.time() == ends.time() == time.min
    if event.is_all_day and not was_all_day:
        starts, ends = (
            datetime.combine(starts, time.min),
            datetime.combine(last_day(ends) + timedelta(days=1), time.min),
        )
    elif was_all_day and not event.is_all_day and event.starts_local:
        return usual_span(event, datetime.combine(starts, event.starts_local.time()))
    return span_of(starts, ends, event.timezone, is_all_day=event.is_all_day)


def _values(event: Event, row: Occurrence, recurrence_id: datetime, state: str) -> Iterable[dict[str, Any]]:
    times = usual_span(event, recurrence_id) if not is_moved(row) else _own_span(event, row)
    new = {"recurrence_id": recurrence_id, "state": state, **times.columns}
    if any(getattr(row, name) != value for name, value in new.items()):
        yield {"row": row.id, **{f"new_{name}": value for name, value in new.items()}}
