"""What serves a measure: proposed by an organisation, decided by the office. Only what is confirmed counts.

This package knows nothing of events: what can be linked registers itself in `KINDS`.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, false, func, or_, select, update
from sqlalchemy.orm import joinedload

from kiknet import audit, clock
from kiknet.access import require
from kiknet.concept import policy
from kiknet.concept.models import ConceptVersion, Measure, MeasureLink, MeasureSuccessor
from kiknet.db import UNSEEN, db, transaction
from kiknet.errors import ChangedMeanwhile, NotFound, Rejected
from kiknet.i18n import _
from kiknet.organisations import applications
from kiknet.organisations import policy as organisations
from kiknet.organisations.acting import Acting

MOST_CHOSEN = 5


@dataclass(frozen=True)
class Thing:
    """Something that is linked, as the office's list shows it; its page is `endpoint` with `values`."""

    id: int
    title: str
    endpoint: str
    values: dict[str, int]
    owner_id: int
    owner_name: str
    detail: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of thing: those of it that exist for everybody in the network, and how they look."""

    live: Callable[[], Select[int]]
    describe: Callable[[Collection[int]], list[Thing]]


KINDS: dict[str, Kind] = {}


@dataclass(frozen=True)
class Waiting:
    """A thing with the links the office has to decide about."""

    thing: Thing
    links: list[MeasureLink]

    @property
    def since(self) -> datetime:
        return self.links[0].created_at


def links_of(kind: str, thing_id: int) -> list[MeasureLink]:
    """All links of one thing, whatever became of them, with their measures."""
    found = select(MeasureLink).where(MeasureLink.kind == kind, MeasureLink.thing_id == thing_id)
    found = found.options(joinedload(MeasureLink.measure)).order_by(MeasureLink.id)
    return list(db.session.scalars(found.execution_options(populate_existing=True)))


def choose(by: Acting, kind: str, thing_id: int, measure_ids: Collection[int]) -> None:
    """Let a thing serve these measures, and no others: new ones wait for the office, decided ones stay as they are.

    The caller has asked whether `by` may change the thing, and holds it. What the office has rejected cannot be
    proposed once more. Raises `Rejected`.
    """
    with transaction() as session:
        wanted = set(measure_ids)
        known = {link.measure_id: link for link in links_of(kind, thing_id)}
        kept = {number for number, link in known.items() if link.state != "rejected" and number in wanted}
        new = wanted - known.keys()
        if len(kept) + len(new) > MOST_CHOSEN:
            raise Rejected(_("Five measures at most, please: those that fit best."), "measures")
        if len(set(session.scalars(_current(new)))) != len(new):
            raise Rejected(_("The concept has changed meanwhile. Please choose once more."), "measures")
        for number, link in known.items():
            if number not in wanted and link.state != "rejected":
                session.delete(link)
        session.flush()
        session.add_all(
            MeasureLink(measure_id=number, kind=kind, thing_id=thing_id, proposed_by_id=by.user.id)
            for number in sorted(new)
        )
        session.flush()
        audit.record(f"{kind}.measures", user_id=by.user.id, organisation_id=by.organisation_id, of=thing_id)


def decide(by: Acting, link: MeasureLink, *, confirms: bool) -> None:
    """Confirm or reject what an organisation proposed; of two who decide at once the first one counts.

    Raises `NotAllowed`, `NotFound` if the thing is not there any more, or `ChangedMeanwhile`.
    """
    require(policy.may_steer(by))
    thing = thing_of(link)
    involved = applications.involved_in([thing.owner_id])[thing.owner_id]
    require(organisations.may_decide(by, involved, applications.office_ids()))
    state = "confirmed" if confirms else "rejected"
    with transaction() as session:
        mine = update(MeasureLink).where(MeasureLink.id == link.id, MeasureLink.state == "proposed")
        settled = mine.values(state=state, decided_by_id=by.user.id, decided_at=clock.now())
        if session.execute(settled, execution_options=UNSEEN).rowcount != 1:  # type: ignore[attr-defined]
            raise ChangedMeanwhile
        audit.record(f"measure_link.{state}", link, user_id=by.user.id)
        session.expire(link)


def link_by_id(link_id: int) -> MeasureLink:
    """Raises `NotFound`."""
    found = db.session.scalar(
        select(MeasureLink).where(MeasureLink.id == link_id).options(joinedload(MeasureLink.decided_by))
    )
    if found is None:
        raise NotFound
    return found


def thing_of(link: MeasureLink) -> Thing:
    """Raises `NotFound` if it is not there any more."""
    found = KINDS[link.kind].describe([link.thing_id]) if link.kind in KINDS else []
    if not found:
        raise NotFound
    return found[0]


def waiting() -> list[Waiting]:
    """What waits for the office, oldest first; two queries for each kind. What was taken back waits no more."""
    open_ = MeasureLink.state == "proposed"
    found = select(MeasureLink).where(open_, _is_live()).options(joinedload(MeasureLink.measure))
    by_thing: dict[tuple[str, int], list[MeasureLink]] = {}
    for link in db.session.scalars(found.order_by(MeasureLink.created_at, MeasureLink.id)):
        by_thing.setdefault((link.kind, link.thing_id), []).append(link)
    things = {
        (kind, thing.id): thing
        for kind in {kind for kind, _id in by_thing}
        for thing in KINDS[kind].describe([number for of, number in by_thing if of == kind])
    }
    return [Waiting(things[key], links) for key, links in by_thing.items() if key in things]


def counted(version_id: int) -> dict[int, int]:
    """How many live things count for each measure of a version, with those of the measures it came from."""
    found = counting(version_id).subquery()
    rows = db.session.execute(select(found.c.measure_id, func.count()).group_by(found.c.measure_id))
    return {row[0]: row[1] for row in rows}


def counting(version_id: int) -> Select[Any]:
    """(measure_id, kind, thing_id) of all that counts for a version: confirmed, still there, each once."""
    counts = (MeasureLink.state == "confirmed", _is_live())
    columns = (MeasureLink.kind, MeasureLink.thing_id)
    own = select(Measure.id.label("measure_id"), *columns).join(MeasureLink, MeasureLink.measure_id == Measure.id)
    came = select(MeasureSuccessor.new_id.label("measure_id"), *columns).join(
        MeasureLink, MeasureLink.measure_id == MeasureSuccessor.old_id
    )
    both = own.where(Measure.version_id == version_id, *counts).union(
        came.where(MeasureSuccessor.version_id == version_id, MeasureSuccessor.new_id.is_not(None), *counts)
    )
    return select(both.subquery())


def _is_live() -> Any:
    kinds = [and_(MeasureLink.kind == name, MeasureLink.thing_id.in_(kind.live())) for name, kind in KINDS.items()]
    return or_(false(), *kinds)


def _current(measure_ids: Collection[int]) -> Select[int]:
    found = select(Measure.id).join(Measure.version).where(ConceptVersion.is_current, Measure.is_gone.is_(False))
    return found.where(Measure.id.in_(measure_ids))
