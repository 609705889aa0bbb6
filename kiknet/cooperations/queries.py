"""Finding cooperations. What somebody may not see is not found."""

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from kiknet.cooperations import policy
from kiknet.cooperations.models import Cooperation, CooperationPartner
from kiknet.db import db
from kiknet.errors import NotFound
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

WITH_PARTNERS = (selectinload(Cooperation.partners).joinedload(CooperationPartner.organisation),)


def cooperation_by_id(by: Acting | None, cooperation_id: int) -> Cooperation:
    """With its partners, if `by` (None: a stranger) may see it. Raises `NotFound`."""
    found = select(Cooperation).where(Cooperation.id == cooperation_id)
    found = found.options(joinedload(Cooperation.district), joinedload(Cooperation.outcome), *WITH_PARTNERS)
    cooperation = db.session.scalar(found)
    if cooperation is None or not policy.may_see(by, cooperation):
        raise NotFound
    return cooperation


def by_key(by: Acting, key: str) -> Cooperation | None:
    """What the same form has made already."""
    return db.session.scalar(
        select(Cooperation).where(Cooperation.key == key, Cooperation.initiator_id == by.organisation_id)
    )


def is_visible(by: Acting | None) -> ColumnElement[bool]:
    """The condition that `by` (None: a stranger) finds a cooperation in lists; what is archived is in none."""
    open_to_all = and_(Cooperation.hidden_at.is_(None), Cooperation.state != "archived")
    if by is None:
        return and_(
            open_to_all, Cooperation.visibility == "public", Cooperation.state != "cancelled", those_in_it().exists()
        )
    return or_(open_to_all, has_partner(by.organisation_id, "accepted", "invited"))


def those_in_it() -> Select[int]:
    """The rows of those who are in a cooperation and take part in the network."""
    return (
        select(CooperationPartner.id)
        .join(CooperationPartner.organisation)
        .where(
            CooperationPartner.cooperation_id == Cooperation.id,
            CooperationPartner.state == "accepted",
            Organisation.state == "active",
        )
        .correlate(Cooperation)
    )


def has_partner(organisation_id: int | None, *states: str) -> ColumnElement[bool]:
    """The condition that an organisation is in a cooperation, in one of these states."""
    return exists().where(
        CooperationPartner.cooperation_id == Cooperation.id,
        CooperationPartner.organisation_id == organisation_id,
        CooperationPartner.state.in_(states),
    )
