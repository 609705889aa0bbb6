"""Lists of cooperations: everybody's, one's own, what waits for an answer; and what has happened in one."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from kiknet.cooperations.filter import Filter
from kiknet.cooperations.models import Cooperation, CooperationEntry, CooperationPartner
from kiknet.cooperations.queries import WITH_PARTNERS, has_partner, is_visible, those_in_it
from kiknet.cooperations.states import OPEN
from kiknet.db import db, holds, says
from kiknet.fold import words
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.organisations.queries import ids_at
from kiknet.vocabulary.queries import districts_meant

EVERYTHING = Filter()
NAMED = frozenset({"accepted", "invited", "interested"})
OWN_PARTS = {
    "open": tuple(sorted(OPEN)),
    "completed": ("completed",),
    "over": ("cancelled", "archived"),
}


def listed(by: Acting | None, chosen: Filter = EVERYTHING) -> Select[Any]:
    """What `by` (None: a stranger) may see, what was touched last first, with partners and district."""
    return (
        select(Cooperation)
        .options(joinedload(Cooperation.district), *WITH_PARTNERS)
        .where(is_visible(by), *_conditions(chosen))
        .order_by(Cooperation.touched_at.desc(), Cooperation.id.desc())
    )


def _conditions(chosen: Filter) -> Iterator[ColumnElement[bool]]:
    yield Cooperation.state.in_(chosen.states or sorted(OPEN))
    if chosen.fields:
        yield holds(Cooperation.fields, chosen.fields)
    if chosen.districts:
        yield Cooperation.district_number.in_([int(number) for number in districts_meant(list(chosen.districts))])
    if chosen.audiences:
        yield holds(Cooperation.audiences, {*chosen.audiences, "everyone"})
    for word in words(chosen.words):
        yield or_(says(Cooperation.folded, word), _is_by(word))
    if chosen.organisations:
        yield Cooperation.id.in_(
            select(CooperationPartner.cooperation_id).where(
                CooperationPartner.organisation_id.in_(ids_at(chosen.organisations)),
                CooperationPartner.state == "accepted",
            )
        )


def _is_by(word: str) -> ColumnElement[bool]:
    """The condition that an organisation with this in its name is in it."""
    named = those_in_it().where(says(Organisation.search_text, word))
    return named.exists()


def own(by: Acting, part: str) -> Select[Any]:
    """Those the organisation is in; `part` is a key of `OWN_PARTS`."""
    return (
        select(Cooperation)
        .options(joinedload(Cooperation.district), *WITH_PARTNERS)
        .where(Cooperation.state.in_(OWN_PARTS[part]), has_partner(by.organisation_id, "accepted"))
        .order_by(Cooperation.touched_at.desc(), Cooperation.id.desc())
    )


def waiting_for(organisation_ids: list[int]) -> list[CooperationPartner]:
    """What these organisations have to answer: invitations to them, and who would join what they lead."""
    led = select(CooperationPartner.cooperation_id).where(
        CooperationPartner.organisation_id.in_(organisation_ids),
        CooperationPartner.role == "lead",
        CooperationPartner.state == "accepted",
    )
    invited = (CooperationPartner.state == "invited") & CooperationPartner.organisation_id.in_(organisation_ids)
    interested = (CooperationPartner.state == "interested") & CooperationPartner.cooperation_id.in_(led)
    found = (
        select(CooperationPartner)
        .join(CooperationPartner.cooperation)
        .join(CooperationPartner.organisation)
        .options(
            contains_eager(CooperationPartner.organisation),
            contains_eager(CooperationPartner.cooperation).options(*WITH_PARTNERS),
        )
        .where(invited | interested, Cooperation.state.in_(OPEN), Organisation.state == "active")
    )
    return list(db.session.scalars(found.order_by(CooperationPartner.id)))


def history(cooperation: Cooperation) -> Select[Any]:
    """What has happened, the latest first."""
    return (
        select(CooperationEntry)
        .where(CooperationEntry.cooperation_id == cooperation.id)
        .options(joinedload(CooperationEntry.organisation), joinedload(CooperationEntry.user))
        .order_by(CooperationEntry.id.desc())
    )


def to_invite(cooperation: Cooperation | None, by: Acting) -> list[Organisation]:
    """The active organisations that are neither in, nor asked, nor waiting for an answer, by name."""
    taken = {by.organisation_id or 0}
    if cooperation is not None:
        taken |= {row.organisation_id for row in cooperation.partners if row.state in NAMED}
    found = select(Organisation).where(Organisation.state == "active", Organisation.id.not_in(taken))
    return list(db.session.scalars(found.order_by(Organisation.search_text, Organisation.id)))


def without_lead() -> list[Cooperation]:
    """What is still open and has others in it, and is led by nobody who takes part: the office names somebody."""
    leads = those_in_it().where(CooperationPartner.role == "lead").exists()
    found = select(Cooperation).where(Cooperation.state.in_(OPEN), ~leads, those_in_it().exists())
    return list(db.session.scalars(found.options(*WITH_PARTNERS).order_by(Cooperation.touched_at)))
