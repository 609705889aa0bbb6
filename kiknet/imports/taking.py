"""Taking a calendar over into ours: what would happen, and doing it, a piece at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from sqlalchemy import update

from kiknet import clock, i18n
from kiknet.access import require
from kiknet.calendar import intake, telling
from kiknet.calendar import policy as calendar_policy
from kiknet.calendar.draft import EventDraft
from kiknet.calendar.intake import Intake
from kiknet.calendar.models import Event
from kiknet.calendar.recurrence import Rule
from kiknet.calendar.rule_words import sentence
from kiknet.db import UNSEEN, db, line_up, line_up_all, transaction
from kiknet.i18n import _, ngettext
from kiknet.imports import policy, queries
from kiknet.imports.plan import Entry, plan
from kiknet.imports.problem import Problem
from kiknet.imports.read import ReadEvent, Reading
from kiknet.organisations.acting import Acting
from kiknet.vocabulary import meaning

PIECE = 100
LISTED = 200


@dataclass
class Outcome:
    """What became (or would become) of every event of a calendar, and what could not be read."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def of(self, kind: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind == kind]

    @property
    def full_report(self) -> dict[str, Any]:
        """The same as values for JSON, in the language of the moment."""
        unread = [{"line": p.line, "title": p.title, "reason": str(p.reason)} for p in self.problems if not p.is_hint]
        skipped = [_told(entry) for entry in self.of("skipped")]
        told = {kind: [_told(entry) for entry in self.of(kind)] for kind in ("new", "changed", "gone")}
        told |= {"skipped": [*skipped, *unread]}
        hints = [{"line": p.line, "title": p.title, "reason": str(p.reason)} for p in self.problems if p.is_hint]
        counts = {kind: len(entries) for kind, entries in told.items()} | {"unchanged": len(self.of("unchanged"))}
        return {"counts": counts, **told, "hints": hints}

    @property
    def report(self) -> dict[str, Any]:
        """For a page: of each kind the first two hundred."""
        return {k: part if k == "counts" else part[:LISTED] for k, part in self.full_report.items()}


def _told(entry: Entry) -> dict[str, Any]:
    starts = entry.starts_local.isoformat(timespec="minutes") if entry.starts_local else ""
    told = {"title": entry.title, "starts": starts, "line": entry.line, "event_id": entry.event_id}
    if entry.read:
        told |= {"uid": entry.read.uid, "repeats": _repeats(entry.read.draft)}
    return told | ({"reason": str(entry.reason)} if entry.reason else {})


def _repeats(draft: EventDraft) -> str:
    if draft.rule and draft.starts_local:
        return sentence(Rule.parse(draft.rule), draft.starts_local)
    more = len(draft.added)
    return ngettext("and on one more day", "and on %(num)s more days", more) if more else ""


def look_ahead(by: Acting, reading: Reading, source_id: int | None = None) -> Outcome:
    """What `take_over` would do now. Raises `NotAllowed`."""
    require(policy.may_import(by))
    entries = plan(reading.events, queries.here(by.organisation_id, reading.events), source_id)
    gone = [_gone(event) for event in _gone_events(reading, source_id)]
    return Outcome([*entries, *gone], reading.problems)


def take_over(by: Acting, reading: Reading, source_id: int | None = None) -> Outcome:
    """Post, change and call off; only with a source (an address kept in step) can anything be gone.

    Each hundred is a transaction of its own, and done again without harm: what has its mark already is passed over.
    Raises `NotAllowed`.
    """
    require(policy.may_import(by))
    outcome = Outcome(problems=list(reading.problems))
    events = iter(reading.events)
    while some := list(islice(events, PIECE)):
        outcome.entries += _take_piece(by, some, source_id)
    outcome.entries += _let_go(by, reading, source_id)
    _tell_office(by, outcome)
    return outcome


def _take_piece(by: Acting, some: Sequence[ReadEvent], source_id: int | None) -> list[Entry]:
    with transaction():
        line_up(by.organisation)
        line_up_all(Event, *queries.taken_over(by.organisation_id, some))
        entries = plan(some, queries.here(by.organisation_id, some), source_id)
        known = queries.events_by_id([e.event_id for e in entries if e.event_id and e.kind == "changed"])
        taken = intake.take_in(by, [_intake(e.read, known.get(e.event_id or 0)) for e in _to_write(entries)], source_id)
        if source_id:
            _adopt([e.event_id for e in entries if e.kind == "unchanged" and e.event_id], source_id)
        ids = {event.source_uid: event.id for event in taken}
    return [replace(e, event_id=e.event_id or ids.get(e.read.uid if e.read else "")) for e in entries]


def _to_write(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.kind in {"new", "changed"}]


def _intake(read: ReadEvent | None, known: Event | None) -> Intake:
    if read is None:
        raise ValueError("only what was read can be taken over")
    return Intake(
        uid=read.uid,
        mark=read.fingerprint,
        draft=_described(read.draft),
        scheduling=read.scheduling,
        dates=read.overrides,
        event=known,
    )


def _described(draft: EventDraft) -> EventDraft:
    """Categories are what we call fields of action and audiences where the words match, topics otherwise."""
    meant = meaning.of(draft.topics)
    return replace(draft, fields=meant.fields, audiences=meant.audiences, topics=meant.others)


def _adopt(event_ids: list[int], source_id: int) -> None:
    """What came as a file before is kept in step by this source from now on."""
    strays = update(Event).where(Event.id.in_(event_ids), Event.source_id.is_distinct_from(source_id))
    db.session.execute(strays.values(source_id=source_id), execution_options=UNSEEN)


def _gone_events(reading: Reading, source_id: int | None) -> list[Event]:
    """Only a complete calendar can tell; what it mentions but we could not read is not gone."""
    if source_id is None or not reading.is_complete:
        return []
    kept = queries.kept_in_step(source_id, clock.now())
    return [event for event in kept if event.source_uid not in reading.mentioned]


def _gone(event: Event) -> Entry:
    return Entry(kind="gone", title=event.title, starts_local=event.starts_local, event_id=event.id)


def _let_go(by: Acting, reading: Reading, source_id: int | None) -> list[Entry]:
    entries = []
    with i18n.as_(i18n.DEFAULT):  # everybody reads it, not only who imports
        reason = _("It is no longer in the organiser's own calendar.")
    gone = iter(_gone_events(reading, source_id))
    while some := list(islice(gone, PIECE)):
        entries += [_gone(event) for event in some]
        intake.let_go(by, some, reason)
    return entries


def _tell_office(by: Acting, outcome: Outcome) -> None:
    """A new organisation's entries wait for the office, which hears of all of them at once."""
    new = outcome.of("new")
    if new and not calendar_policy.publishes_directly(by):
        with transaction():
            telling.tell_office("import_submitted", by, of=by.organisation, number=len(new))
