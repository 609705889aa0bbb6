"""Taking over many events at once: the rules for those people type hold, and a batch shares the work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from kiknet import audit, clock, i18n, revisions
from kiknet.access import require
from kiknet.calendar import approval, changes, policy, repeating, service, texts, words
from kiknet.calendar.date_deeds import set_times
from kiknet.calendar.draft import EventDraft
from kiknet.calendar.models import Event, Occurrence
from kiknet.db import db, line_up_all, transaction
from kiknet.organisations.acting import Acting
from kiknet.places import service as places
from kiknet.places.draft import PlaceDraft


@dataclass(frozen=True, kw_only=True)
class DateIntake:
    """What is different on one date of a series; its place only if it is another than the usual one."""

    recurrence_id: datetime
    starts_local: datetime
    ends_local: datetime
    is_cancelled: bool = False
    place: PlaceDraft | None = None
    place_note: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Intake:
    """One event as another calendar has it: `uid` is its name there, `mark` a fingerprint of what is said of it.

    `event` is the one it was taken over as before, if it was. `scheduling` overrules that of the draft.
    """

    uid: str
    mark: str
    draft: EventDraft
    scheduling: str
    dates: Sequence[DateIntake] = ()
    event: Event | None = None


def take_in(by: Acting, intakes: Sequence[Intake], source_id: int | None = None) -> list[Event]:
    """Post what is new and change what is known, in one transaction; a new organisation's entries wait for the office.

    Whoever asks has lined up for what is known, before looking what is to be done with it.
    Raises `NotAllowed`, or `Rejected` for a draft that breaks a rule; then nothing of the batch was taken over.
    """
    require(policy.may_post(by))
    with transaction():
        events = []
        for intake in intakes:
            event = intake.event or _new(by, intake)
            require(intake.event is None or policy.may(by, "change", event))
            _write(by, event, intake, source_id)
            events.append(event)
        keep(by, events)
    return events


def let_go(by: Acting, events: Sequence[Event], reason: str) -> None:
    """What is gone from the other calendar: called off if people have seen it, taken away if not.

    Of a series that has begun, the dates to come are cancelled and those that were stay. What was edited here
    meanwhile stays as it is.
    """
    with transaction():
        events = _held([event.id for event in events])
        for event in events:
            require(policy.may(by, "change", event))
            before = changes.facts(event)
            event.source_mark = ""
            if not changes.was_seen(event):
                event.publication = "withdrawn"
            elif event.is_series and any(row.ends_at <= clock.now() for row in event.occurrences):
                _cancel_what_comes(by, event, reason)
            else:
                _schedule(event, "cancelled", reason)
                changes.note(by, event, before)
        keep(by, events)


def _held(event_ids: Sequence[int]) -> list[Event]:
    meant = Event.id.in_(event_ids)
    line_up_all(Event, meant)
    found = select(Event).where(meant, Event.is_detached.is_(False)).order_by(Event.id)
    return list(db.session.scalars(found.options(selectinload(Event.occurrences), selectinload(Event.organisers))))


def _new(by: Acting, intake: Intake) -> Event:
    """Named after its name over there: two that take it over at the same moment meet at the unique UID."""
    uid = str(uuid5(NAMESPACE_URL, f"kiknet:{by.organisation_id}:{intake.uid}"))
    return Event(
        uid=uid, owner=by.organisation, created_by_id=by.user.id, publication="draft", scheduling=intake.scheduling,
        organisers=[], occurrences=[],
    )  # fmt: skip


def _write(by: Acting, event: Event, intake: Intake, source_id: int | None) -> None:
    is_known = intake.event is not None
    draft = repeating.settled(intake.draft, is_new=not is_known)
    draft.check(clock.today(), publish=True)
    was_seen, before = is_known and changes.was_seen(event), changes.facts(event)
    event.source_uid, event.source_mark = intake.uid, intake.mark
    event.source_id = source_id or event.source_id
    _schedule(event, "confirmed" if event.is_public and intake.scheduling == "planned" else intake.scheduling)
    service.write(by, event, draft)
    if event.is_series:
        _write_dates(by, event, {each.recurrence_id: each for each in intake.dates}, was_seen=was_seen)
    if was_seen:
        changes.note(by, event, before)
    elif event.publication in {"draft", "changes_requested"}:
        _publish_or_submit(by, event)


def _schedule(event: Event, scheduling: str, reason: str = "") -> None:
    if scheduling not in {"cancelled", "postponed"}:
        event.cancelled_at = None
    elif not (event.is_cancelled or event.is_postponed):
        event.cancelled_at = clock.now()
    event.scheduling, event.status_reason = scheduling, reason


def _publish_or_submit(by: Acting, event: Event) -> None:
    """As for one event, but whoever takes over many tells the office of all of them at once."""
    if policy.publishes_directly(by):
        approval.publish(event)
    else:
        event.publication = "submitted"


def _write_dates(by: Acting, event: Event, wanted: dict[datetime, DateIntake], *, was_seen: bool) -> None:
    """Every date as the other calendar has it; what differed and does not any more is as usual again."""
    for row in event.occurrences:
        given = wanted.get(row.recurrence_id)
        if given is None and row.state == "scheduled" and not row.note:
            continue
        before = changes.date_facts(event, row)
        _write_place(by, event, row, given)
        row.note = given.note if given else ""
        row.state, row.reason = ("cancelled" if given and given.is_cancelled else "scheduled"), ""
        if given:
            set_times(event, row, given.starts_local, given.ends_local)
        else:
            set_times(event, row, row.recurrence_id, row.recurrence_id + event.length)
        if was_seen:
            _note_date(by, event, row, before)


def _write_place(by: Acting, event: Event, row: Occurrence, given: DateIntake | None) -> None:
    place = places.place_for(by, given.place) if given and given.place else None
    row.place = None if place is event.place else place
    row.has_no_place = row.has_no_place and place is None
    row.place_note = given.place_note if given else ""


def _cancel_what_comes(by: Acting, event: Event, reason: str) -> None:
    for row in event.occurrences:
        if row.ends_at > clock.now() and not row.is_cancelled:
            before = changes.date_facts(event, row)
            row.state, row.reason = "cancelled", reason
            _note_date(by, event, row, before)


def _note_date(by: Acting, event: Event, row: Occurrence, before: changes.Facts) -> None:
    changes.note_date(by, event, f"{row.recurrence_id:%Y-%m-%dT%H:%M}", before, changes.date_facts(event, row))


def keep(by: Acting, events: Sequence[Event], deed: str = "event.import") -> None:
    """Inside a deed with many: stamp them all with one revision and keep beside each what is made from it."""
    db.session.add_all(events)
    db.session.flush()
    with db.session.no_autoflush:
        revisions.stamp(*events)
    db.session.flush()
    for event in events:
        words.store(event)
        audit.record(deed, event, user_id=by.user.id, organisation_id=by.organisation_id)
    texts.store_by_id([event.id for event in events], i18n.DEFAULT)
