"""Plans of the network that have no date yet: which of them could become one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import select

from kiknet.calendar import slots
from kiknet.calendar.agenda import event, organisation, place
from kiknet.calendar.clash import Plan, Reason, alike
from kiknet.calendar.models import Event
from kiknet.db import db
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place

MOST = 200
MOST_SHOWN = 5
_WITH_NAMES = (
    select(
        *slots.ABOUT,
        event.place_id,
        event.room_id,
        event.title,
        event.scheduling,
        event.date_note,
        event.owner_id,
        place.name.label("place_name"),
        organisation.name.label("organisation_name"),
    )
    .select_from(
        Event.__table__.join(Organisation.__table__, organisation.id == event.owner_id).outerjoin(
            Place.__table__, place.id == event.place_id
        )
    )
    .where(event.publication == "published", event.starts_local.is_(None), event.scheduling != "cancelled")
    .order_by(event.changed_at.desc(), event.id)
)


@dataclass(frozen=True, kw_only=True)
class OpenPlan(Plan):
    """A plan of the network without a date, with what a hint shows of it."""

    title: str
    owner_id: int
    organisation_name: str
    place_name: str
    date_note: str
    is_planned: bool
    starts_local: None = None
    ends_local: None = None
    is_all_day: bool = False
    recurrence_id: None = None
    usual: None = None
    spelled: Mapping[str, str] = field(default_factory=dict, compare=False)


class Likeness(NamedTuple):
    """Another plan, and what it has in common with this one."""

    other: OpenPlan
    reasons: tuple[Reason, ...]
    level: str = "alike"


def still_open() -> list[OpenPlan]:
    """The latest plans without a date; for members of the network only."""
    rows = db.session.execute(_WITH_NAMES.limit(MOST))
    return [
        OpenPlan(
            **slots.about(row, row.district_number),
            title=row.title,
            owner_id=row.owner_id,
            organisation_name=row.organisation_name,
            place_name=row.place_name or "",
            date_note=row.date_note,
            is_planned=row.scheduling == "planned",
            spelled=slots.spelled(row),
        )
        for row in rows
    ]


def like(plan: Plan, owner_id: int | None, others: Iterable[OpenPlan]) -> list[Likeness]:
    """Those of other organisations that have most in common with what this one plans, at most a handful."""
    found = [Likeness(other, alike(plan, other)) for other in others if other.owner_id != owner_id]
    return sorted((each for each in found if each.reasons), key=lambda each: -len(each.reasons))[:MOST_SHOWN]


def among(others: Sequence[OpenPlan]) -> dict[int, list[Likeness]]:
    """For each plan those like it, by its event's id; nothing for one that is like no other."""
    found = {plan.event_id: like(plan, plan.owner_id, others) for plan in others}
    return {event_id: likenesses for event_id, likenesses in found.items() if event_id and likenesses}
