"""What was taken over from another calendar is decided by the office together, not one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import joinedload, selectinload

from kiknet.access import require
from kiknet.calendar import approval, intake, telling
from kiknet.calendar.models import Event
from kiknet.db import UNSEEN, db, line_up, transaction
from kiknet.i18n import _
from kiknet.organisations import applications, policy
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place

PIECE = 100
DECISIONS = ("approve", "return")


@dataclass(frozen=True)
class Batch:
    """How many entries of an organisation wait, taken over from elsewhere, the oldest since when."""

    owner: Organisation
    number: int
    since: datetime


def waiting() -> list[Batch]:
    """One for each organisation."""
    counted = (
        select(Event.owner_id, func.count().label("number"), func.min(Event.changed_at).label("since"))
        .where(Event.publication == "submitted", Event.source_uid != "")
        .group_by(Event.owner_id)
        .subquery()
    )
    found = select(Organisation, counted.c.number, counted.c.since).join(counted, counted.c.owner_id == Organisation.id)
    return [Batch(*row) for row in db.session.execute(found)]


def entries_of(organisation: Organisation) -> list[Event]:
    """What waits of one organisation, by date."""
    found = select(Event).where(
        Event.owner_id == organisation.id, Event.publication == "submitted", Event.source_uid != ""
    )
    found = found.options(joinedload(Event.place)).order_by(Event.starts_local, Event.id)
    return list(db.session.scalars(found))


def may_decide(by: Acting, organisation: Organisation) -> bool:
    involved = applications.involved_in([organisation.id])[organisation.id]
    return policy.may_decide(by, involved, applications.office_ids())


def decide(
    by: Acting, organisation: Organisation, event_ids: Sequence[int], decision: str, seen: int, *, reason: str = "",
    trust: bool = False,
) -> int:  # fmt: skip
    """Approve or return those of the entries that still wait; their people get one mail. Returns how many there were.

    What was changed since the revision `seen` waits on: nobody has read it. Each hundred is a transaction of its own.
    With `trust` the organisation publishes by itself from now on, unless there was none.
    Raises `NotAllowed`.
    """
    require(may_decide(by, organisation), _("You belong to this organisation. Please let somebody else decide."))
    number = sum(_decide(by, organisation, some, decision, seen, reason) for some in _pieces(event_ids))
    if not number:
        return 0
    with transaction():
        if trust:
            organisation.trust = "trusted"
        telling.tell(
            organisation.id, "import_decided", by, url="/mein/veranstaltungen", of=organisation, number=number,
            decision=decision, reason=reason, trust=trust,
        )  # fmt: skip
    return number


def _decide(
    by: Acting, organisation: Organisation, event_ids: Sequence[int], decision: str, seen: int, reason: str
) -> int:
    with transaction():
        line_up(organisation)
        events = _held(organisation, event_ids, seen)
        for event in events:
            if decision == "approve":
                approval.publish(event)
            else:
                event.publication, event.office_reason = "changes_requested", reason
        intake.keep(by, events, f"event.{decision}")
    return len(events)


def _held(organisation: Organisation, event_ids: Sequence[int], seen: int) -> list[Event]:
    """Those that wait as they were seen, and nobody else decides about them (or takes them back) until we commit."""
    still = update(Event).where(
        Event.id.in_(event_ids),
        Event.revision <= seen,
        Event.owner_id == organisation.id,
        Event.publication == "submitted",
        Event.source_uid != "",
    )
    held = db.session.execute(
        still.values(revision=Event.revision).returning(Event.id), execution_options=UNSEEN
    ).scalars()
    found = select(Event).where(Event.id.in_(list(held))).order_by(Event.id)
    parts = joinedload(Event.place).joinedload(Place.district), selectinload(Event.occurrences)
    return list(db.session.scalars(found.options(*parts, selectinload(Event.organisers))))


def _pieces(event_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (event_ids[start : start + PIECE] for start in range(0, len(event_ids), PIECE))
