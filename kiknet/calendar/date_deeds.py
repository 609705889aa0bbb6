"""Deeds with one date of a series: it takes place at another time or place, not at all, or there is one more."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from kiknet import clock
from kiknet.booking.service.keeping import Terms
from kiknet.calendar import changes, copies, dates, rooms
from kiknet.calendar.deeds import Room, deed
from kiknet.calendar.draft import EventDraft
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.on_date import place_note_on, place_on, room_id_on
from kiknet.db import db
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.places import service as places
from kiknet.places.draft import PlaceDraft

LONGEST_NOTE = 300


@dataclass(frozen=True, kw_only=True)
class DateDraft:
    """What one date is like: wall times, its place (or a room, which has one), and a word on what is different."""

    starts_local: datetime
    ends_local: datetime
    place: PlaceDraft | None = None
    room_id: int | None = None
    place_note: str = ""
    note: str = ""


def draft_of(event: Event, row: Occurrence) -> DateDraft:
    """The date as it is now; what it does not say itself is the series'."""
    place = place_on(event, row)
    return DateDraft(
        starts_local=row.starts_local,
        ends_local=row.ends_local,
        place=copies.place_draft(place) if place else None,
        room_id=room_id_on(event, row),
        place_note=place_note_on(event, row),
        note=row.note,
    )


def change_date(
    by: Acting,
    event: Event,
    row: Occurrence,
    draft: DateDraft,
    version: int | None = None,
    *,
    terms: Terms | None = None,
) -> Occurrence:
    """Move this one date, give it another place or room, or a note. What is the series' own again differs no more.

    A room is asked for on these `terms`. Raises `NotAllowed`, `Rejected`, `Refused` if it cannot be had, or
    `ChangedMeanwhile` if the event no longer has the revision `version`.
    """
    _check(event, draft)
    with _date_deed(by, "change", event, row, version, Room(draft.room_id, terms or Terms())):
        set_times(event, row, draft.starts_local, draft.ends_local)
        if row.ends_at > clock.now() and not row.is_cancelled:  # it may have been over, and the rule another one since
            _want(event, row.recurrence_id)
        _set_place(by, event, row, draft)
        row.note = draft.note
    return row


def _set_place(by: Acting, event: Event, row: Occurrence, draft: DateDraft) -> None:
    was = room_id_on(event, row)
    if draft.room_id is not None and draft.room_id != was:
        rooms.move_date_in(event, row, draft.room_id, draft.place_note)
        return
    place = places.place_for(by, draft.place, place_on(event, row)) if draft.place else None
    leaves_room = was is not None and draft.room_id is None
    is_own = place is not None and (place is not event.place or leaves_room or row.room_id is not None)
    row.room_id = None if leaves_room else row.room_id
    row.place = place if is_own else None
    row.has_no_place = row.has_no_place and place is None
    is_as_usual = not is_own and place_on(event, row) is event.place and draft.place_note == event.place_note
    row.place_note = "" if is_as_usual else draft.place_note


def _check(event: Event, draft: DateDraft) -> None:
    """The rules for events hold for a single date too."""
    like_an_event = EventDraft(
        title=event.title,
        timezone=event.timezone,
        starts_local=draft.starts_local,
        ends_local=draft.ends_local,
        is_all_day=event.is_all_day,
        place=draft.place,
        place_note=draft.place_note,
    )
    like_an_event.check(clock.today(), publish=True)
    if len(draft.note) > LONGEST_NOTE:
        raise Rejected(_("Up to %(number)s characters, please.", number=LONGEST_NOTE), "note")


def set_times(event: Event, row: Occurrence, starts: datetime, ends: datetime) -> None:
    """Inside a deed: this date is on then; at its usual time it is not a moved one (any more)."""
    usual = dates.usual_span(event, row.recurrence_id)
    own = dates.span_of(starts, ends, event.timezone, is_all_day=event.is_all_day)
    for name, value in own.columns.items():
        setattr(row, name, value)
    if not row.is_cancelled:
        row.state = "scheduled" if own == usual else "moved"


def cancel_date(by: Acting, event: Event, row: Occurrence, reason: str, version: int | None = None) -> Occurrence:
    """This date does not take place. It stays visible, with the word and the reason."""
    with _date_deed(by, "cancel", event, row, version):
        row.state, row.reason = "cancelled", reason
    return row


def take_back_date(by: Acting, event: Event, row: Occurrence, version: int | None = None) -> Occurrence:
    """This date takes place after all, also if the series would no longer say so."""
    with _date_deed(by, "take_back", event, row, version):
        _want(event, row.recurrence_id)
        row.state, row.reason = "scheduled", ""
        set_times(event, row, row.starts_local, row.ends_local)
    return row


def add_date(by: Acting, event: Event, starts: datetime, version: int | None = None) -> Occurrence:
    """One more date, as long as the others; a single event becomes a series. Raises `Rejected` if there is one."""
    if event.starts_local is None:
        raise Rejected(_("On which day does the series begin?"), "first_day")
    if any(row.recurrence_id == starts for row in event.occurrences):
        raise Rejected(_("There is a date at this time already."), "added")
    draft = DateDraft(starts_local=starts, ends_local=starts + event.length)
    _check(event, draft)
    row = Occurrence(recurrence_id=starts)
    with _date_deed(by, "add", event, row, version):
        _put_in(event, row)
    return row


def put_back_date(by: Acting, event: Event, recurrence_id: datetime, version: int | None = None) -> Occurrence:
    """A date that was removed is one again. Raises `Rejected` if it was not removed."""
    if recurrence_id not in event.removed:
        raise Rejected(_("This date was not removed."), "removed")
    row = Occurrence(recurrence_id=recurrence_id)
    with _date_deed(by, "put_back", event, row, version):
        _put_in(event, row)
    return row


def _put_in(event: Event, row: Occurrence) -> None:
    starts = row.recurrence_id
    event.removed = [moment for moment in event.removed if moment != starts]
    _want(event, starts)
    event.dates_until = event.dates_until or dates.horizon(event, clock.today())
    for name, value in dates.new_row(event, starts).items():
        setattr(row, name, value)
    event.occurrences.append(row)


def _want(event: Event, starts: datetime) -> None:
    if starts not in dates.wanted(event, starts):
        event.added = sorted({*event.added, starts})


def remove_date(by: Acting, event: Event, row: Occurrence, version: int | None = None) -> None:
    """As if it had never been planned. Raises `Rejected` for a date that has something of its own, or the last one."""
    if row.is_touched:
        raise Rejected(_("Something is different on this date. Please cancel it, so that people see it."))
    if len(event.occurrences) == 1:
        raise Rejected(_("This is the only date. Please cancel or withdraw the event."))
    if not event.rule and len(event.occurrences) == 2 and any(other.is_touched for other in event.occurrences):
        raise Rejected(_("Then only one date is left, and something is different on it. Please cancel this one."))
    starts = row.recurrence_id
    with _date_deed(by, "remove", event, row, version):
        event.occurrences.remove(row)
        if starts in event.added:
            event.added = [moment for moment in event.added if moment != starts]
        elif event.rule:
            event.removed = sorted({*event.removed, starts})
        else:  # the first of several single dates
            _begin_later(event)
        db.session.flush()


def _begin_later(event: Event) -> None:
    earliest, *others = event.added
    first = dates.begins(event, earliest)
    event.ends_local = first + event.length
    event.starts_local, event.added = first, others


@contextmanager
def _date_deed(
    by: Acting, what: str, event: Event, row: Occurrence, version: int | None, room: Room | None = None
) -> Iterator[None]:
    day = f"{row.recurrence_id:%Y-%m-%dT%H:%M}"
    if not event.is_series and what != "add":
        raise Rejected(_("This event has one date only. Please change the event itself."))
    with deed(by, "change_dates", event, version=version, room=room, what=what, date=day):
        before = changes.date_facts(event, row) if what not in {"add", "put_back"} else {}
        yield
        after = changes.date_facts(event, row) if what != "remove" else {}
        if changes.was_seen(event):
            changes.note_date(by, event, day, before, after)
