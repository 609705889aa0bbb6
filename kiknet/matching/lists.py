"""Matches as people see them: those of their organisation whose two sides are both on the board (or lent) today."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, func, or_, select, union
from sqlalchemy.orm import aliased, contains_eager

from kiknet import clock
from kiknet.board.models import Listing
from kiknet.booking.models import Resource
from kiknet.db import db
from kiknet.errors import NotFound
from kiknet.matching import policy
from kiknet.matching.judge import SHOWN_FROM, TOLD_FROM
from kiknet.matching.models import OPEN_STATES, Match
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

BEST_FIRST = (Match.score.desc(), Match.id.desc())


def match_by_id(by: Acting, match_id: int) -> Match:
    """For people of either organisation, while both sides are on the board. Raises `NotFound`."""
    found = _current(aliased(Listing), aliased(Listing), (*OPEN_STATES, "dismissed"))
    match: Match | None = db.session.scalar(found.where(Match.id == match_id))
    if match is None or not policy.may_see(by, match):
        raise NotFound
    return match


def for_organisation(organisation_id: int, which: str = "") -> Select[Any]:
    """What fits what the organisation looks for, offers or lends, the best first: all, or only what is "good" or
    "possible"; or what was "dismissed".
    """
    states = ("dismissed",) if which == "dismissed" else OPEN_STATES
    found = _current(aliased(Listing), aliased(Listing), states).where(Match.id.in_(ids_of(organisation_id)))
    if which in {"good", "possible"}:
        found = found.where(Match.score >= TOLD_FROM if which == "good" else Match.score < TOLD_FROM)
    return found.order_by(*BEST_FIRST)


def ids_of(organisation_id: int) -> CompoundSelect[int]:
    """All its matches, whatever became of them."""
    listings = select(Listing.id).where(Listing.organisation_id == organisation_id)
    resources = select(Resource.id).where(Resource.owner_id == organisation_id)
    return union(
        select(Match.id).where(Match.need_id.in_(listings)),
        select(Match.id).where(Match.offer_id.in_(listings)),
        select(Match.id).where(Match.resource_id.in_(resources)),
    )


def number_before(theirs: Select[Any], match_id: int) -> int:
    """How many come before one in such a list; none if it is not in there."""
    match = db.session.scalar(theirs.where(Match.id == match_id))
    if match is None:
        return 0
    is_better = or_(Match.score > match.score, and_(Match.score == match.score, Match.id > match.id))
    before = theirs.where(is_better).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(before)) or 0


def for_listing(listing: Listing, *, organisation_id: int | None = None, most: int = 10) -> list[Match]:
    """What fits one listing, the best first; of an organisation's entries only, if it is said which."""
    need, offer = aliased(Listing), aliased(Listing)
    found = _current(need, offer, OPEN_STATES).where(or_(Match.need_id == listing.id, Match.offer_id == listing.id))
    if organisation_id is not None:
        found = found.where(Match.id.in_(ids_of(organisation_id)))
    return list(db.session.scalars(found.order_by(*BEST_FIRST).limit(most)))


def _current(need: Any, offer: Any, states: Iterable[str]) -> Select[Any]:
    """Matches in these states whose two sides are both on the board (or lent) today."""
    has, lends = aliased(Organisation), aliased(Organisation)
    asks = aliased(Organisation)
    return (
        select(Match)
        .join(Match.need.of_type(need))
        .join(need.organisation.of_type(asks))
        .outerjoin(Match.offer.of_type(offer))
        .outerjoin(offer.organisation.of_type(has))
        .outerjoin(Match.resource)
        .outerjoin(Resource.owner.of_type(lends))
        .options(
            contains_eager(Match.need.of_type(need)).contains_eager(need.organisation.of_type(asks)),
            contains_eager(Match.offer.of_type(offer)).contains_eager(offer.organisation.of_type(has)),
            contains_eager(Match.resource).contains_eager(Resource.owner.of_type(lends)),
            contains_eager(Match.resource).joinedload(Resource.place),
        )
        .where(
            Match.state.in_(list(states)),
            Match.score >= SHOWN_FROM,
            _is_on_board(need, asks),
            or_(
                and_(Match.offer_id.is_not(None), _is_on_board(offer, has)),
                and_(Match.resource_id.is_not(None), Resource.retired_at.is_(None), lends.state == "active"),
            ),
        )
    )


def _is_on_board(listing: Any, organisation: Any) -> ColumnElement[bool]:
    return and_(listing.state == "active", listing.valid_until >= clock.today(), organisation.state == "active")
