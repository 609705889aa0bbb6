"""Finding reports, and the decisions everybody in the network may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from kiknet.audit import AuditEntry
from kiknet.db import db
from kiknet.errors import NotFound
from kiknet.moderation.kind import Kind
from kiknet.moderation.kinds import KINDS
from kiknet.moderation.models import UNDECIDED, Report
from kiknet.organisations.models import Organisation

WITH_PEOPLE = (joinedload(Report.organisation), joinedload(Report.taken_by), joinedload(Report.decided_by))


def reports(*, is_decided: bool) -> Select[Report]:
    """What waits, oldest first; or what was decided, the latest first."""
    if is_decided:
        found = select(Report).where(Report.state.not_in(UNDECIDED)).order_by(Report.decided_at.desc(), Report.id)
    else:
        found = select(Report).where(Report.state.in_(UNDECIDED)).order_by(Report.id)
    return found.options(*WITH_PEOPLE)


def report_by_id(report_id: int) -> Report:
    found = db.session.get(Report, report_id, options=[*WITH_PEOPLE, joinedload(Report.reporter)])
    if found is None:
        raise NotFound
    return found


def others_about_it(report: Report) -> Sequence[Report]:
    """What else was said about the same thing, the latest first."""
    same = (Report.kind == report.kind, Report.target_id == report.target_id, Report.id != report.id)
    return db.session.scalars(select(Report).where(*same).order_by(Report.id.desc()).limit(50)).all()


def waiting() -> tuple[int, datetime | None]:
    """How many reports wait, and since when."""
    counted = select(func.count(), func.min(Report.created_at)).where(Report.state.in_(UNDECIDED))
    number, since = db.session.execute(counted).one()
    return number, since


@dataclass(frozen=True)
class Decision:
    """A line of the log: what became of somebody's thing, and why. The thing itself is not named."""

    at: datetime
    kind: Kind
    what: Any
    owner: Organisation | None
    reason: str


def decisions() -> Select[AuditEntry]:
    """The audit entries that say something was hidden or shown again, the latest first."""
    deeds = [deed for kind in KINDS.values() for deed in kind.deeds]
    return select(AuditEntry).where(AuditEntry.deed.in_(deeds)).order_by(AuditEntry.at.desc(), AuditEntry.id.desc())


def as_decisions(entries: Sequence[AuditEntry]) -> list[Decision]:
    """With whose thing it was: a query for each kind."""
    by_table = {kind.table: kind for kind in KINDS.values() if kind.deeds}
    owners = {
        table: kind.owners([entry.object_id for entry in entries if entry.kind == table and entry.object_id])
        for table, kind in by_table.items()
    }
    return [
        Decision(
            at=entry.at,
            kind=by_table[entry.kind],
            what=by_table[entry.kind].deeds[entry.deed],
            owner=owners[entry.kind].get(entry.object_id or 0),
            reason=str(entry.changes.get("reason", "")),
        )
        for entry in entries
    ]
