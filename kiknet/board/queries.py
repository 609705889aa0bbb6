"""Finding listings and interests. What somebody may not see is not found."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.orm import contains_eager, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from kiknet import clock
from kiknet.board import policy
from kiknet.board.filter import Filter
from kiknet.board.models import ALIVE_STATES, Interest, Listing
from kiknet.board.words import GONE
from kiknet.booking.models import Resource
from kiknet.db import db, holds, says
from kiknet.errors import Gone, NotFound
from kiknet.fold import words
from kiknet.media import Picture
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.organisations.queries import ids_at
from kiknet.vocabulary.queries import districts_meant

EVERYTHING = Filter()

ONE_LISTING = (
    select(Listing)
    .where(Listing.id == bindparam("listing_id"))
    .options(
        joinedload(Listing.organisation),
        joinedload(Listing.district),
        joinedload(Listing.picture),
        joinedload(Listing.resource).joinedload(Resource.place),
        joinedload(Listing.fulfilled_with),
    )
)
OWN_PARTS = {
    "active": ("active",),
    "waiting": ("draft", "submitted"),
    "resting": ("paused", "expired"),
    "over": ("fulfilled", "rejected", "removed"),
}


def listing_by_id(by: Acting | None, listing_id: int) -> Listing:
    """With owner, district, picture and resource, if `by` (None: a stranger) may see it.

    Whose answer stands sees it also when it rests or is settled: there it goes on. Raises `NotFound`, or `Gone` for one
    they could see and that is over.
    """
    listing = db.session.scalars(ONE_LISTING, {"listing_id": listing_id}).one_or_none()
    if listing is None:
        raise NotFound
    if not policy.may_see(by, listing) and not _is_answered(by, listing):
        raise Gone(*GONE[listing.state_now]) if policy.has_lost(by, listing) else NotFound
    return listing


def _is_answered(by: Acting | None, listing: Listing) -> bool:
    if by is None or listing.state_now not in policy.STAYS_FOR_THOSE_WHO_ANSWERED:
        return False
    mine = (Interest.listing_id == listing.id, Interest.organisation_id == by.organisation_id)
    return db.session.scalar(select(Interest.id).where(*mine, Interest.state.in_(ALIVE_STATES))) is not None


def own_listing_by_key(by: Acting, key: str) -> Listing | None:
    return db.session.scalar(select(Listing).where(Listing.key == key, Listing.organisation_id == by.organisation_id))


def is_shown(by: Acting | None, today: date) -> ColumnElement[bool]:
    """The condition that a listing is on the board for `by` (None: a stranger); needs a join with its organisation."""
    shown = and_(Listing.state == "active", Listing.valid_until >= today, Organisation.state == "active")
    return shown if by is not None else and_(shown, Listing.visibility == "public")


def on_board(by: Acting | None, chosen: Filter = EVERYTHING) -> Select[Any]:
    """What is on the board for this reader, the latest first, with organisation and picture: one query."""
    return (
        select(Listing)
        .join(Listing.organisation)
        .options(contains_eager(Listing.organisation), joinedload(Listing.picture))
        .where(is_shown(by, clock.today()), *_conditions(chosen))
        .order_by(Listing.listed_at.desc(), Listing.id.desc())
    )


def _conditions(chosen: Filter) -> Iterator[ColumnElement[bool]]:
    if chosen.direction:
        yield Listing.direction == chosen.direction
    if chosen.kinds:
        yield Listing.kind.in_(chosen.kinds)
    if chosen.organisations:
        yield Listing.organisation_id.in_(ids_at(chosen.organisations))
    if chosen.districts:
        there = Listing.district_number.in_([int(number) for number in districts_meant(list(chosen.districts))])
        yield or_(there, Listing.district_number.is_(None))
    if chosen.audiences:
        yield holds(Listing.audiences, {*chosen.audiences, "everyone"})
    if chosen.spoken:
        yield holds(Listing.spoken, chosen.spoken)
    for word in words(chosen.words):
        theirs = select(Organisation.id).where(says(Organisation.search_text, word))
        yield or_(Listing.organisation_id.in_(theirs.correlate(None)), says(Listing.folded, word))


def latest(by: Acting | None, most: int, organisation_id: int | None = None) -> list[Listing]:
    """The latest on the board, of one organisation if told."""
    found = on_board(by).limit(most)
    if organisation_id is not None:
        found = found.where(Listing.organisation_id == organisation_id)
    return list(db.session.scalars(found))


def own_listings(by: Acting, part: str) -> list[Listing]:
    """Of the organisation `by` acts for; `part` is a key of `OWN_PARTS`. What its time has ended counts as such."""
    states = OWN_PARTS[part]
    found = (
        select(Listing)
        .options(joinedload(Listing.organisation), joinedload(Listing.picture), joinedload(Listing.fulfilled_with))
        .where(Listing.organisation_id == by.organisation_id, Listing.state.in_({*states, "active", "paused"}))
        .order_by(Listing.changed_at.desc(), Listing.id.desc())
    )
    return [listing for listing in db.session.scalars(found) if listing.state_now in states]


def waiting_listings() -> list[Listing]:
    """What the office has to look at, oldest first."""
    found = select(Listing).where(Listing.state == "submitted").order_by(Listing.changed_at)
    return list(db.session.scalars(found.options(joinedload(Listing.organisation), joinedload(Listing.picture))))


def own_resources(by: Acting, kinds: Iterable[str]) -> list[Resource]:
    """What the organisation lends of these kinds, by name."""
    found = select(Resource).where(
        Resource.owner_id == by.organisation_id, Resource.retired_at.is_(None), Resource.kind.in_(list(kinds))
    )
    return list(db.session.scalars(found.order_by(Resource.title, Resource.id)))


def interest_by_id(by: Acting, interest_id: int) -> Interest:
    """For people of either organisation. Raises `NotFound`."""
    interest = db.session.get(Interest, interest_id, options=_whole())
    if interest is None or not policy.may_see_interest(by, interest):
        raise NotFound
    return interest


def interests_in(listing: Listing) -> list[Interest]:
    """Who has answered it, latest first."""
    found = select(Interest).where(Interest.listing_id == listing.id).options(*_whole())
    return list(db.session.scalars(found.order_by(Interest.id.desc())))


def only_accepted(listing: Listing) -> int | None:
    """The id of the organisation whose answer got a yes, if there is just one."""
    accepted = select(Interest.organisation_id).where(Interest.listing_id == listing.id, Interest.state == "accepted")
    found = db.session.scalars(accepted.distinct().limit(2)).all()
    return found[0] if len(found) == 1 else None


def own_interest(by: Acting, listing: Listing) -> Interest | None:
    """The latest answer of the organisation `by` acts for."""
    found = select(Interest).where(Interest.listing_id == listing.id, Interest.organisation_id == by.organisation_id)
    return db.session.scalar(found.options(*_whole()).order_by(Interest.id.desc()).limit(1))


def interest_between(listing_id: int, organisation_ids: Collection[int]) -> Interest | None:
    """The latest answer to a listing by one of these organisations."""
    found = select(Interest).where(Interest.listing_id == listing_id, Interest.organisation_id.in_(organisation_ids))
    return db.session.scalar(found.options(*_whole()).order_by(Interest.id.desc()).limit(1))


def open_interests(organisation_ids: list[int]) -> list[Interest]:
    """Answers to listings of these organisations that wait for theirs, oldest first."""
    found = (
        select(Interest)
        .join(Interest.listing)
        .options(contains_eager(Interest.listing), joinedload(Interest.organisation))
        .where(Listing.organisation_id.in_(organisation_ids), Interest.state == "open")
    )
    return list(db.session.scalars(found.order_by(Interest.id)))


def _whole() -> list[ORMOption]:
    return [
        joinedload(Interest.listing).joinedload(Listing.organisation),
        joinedload(Interest.listing).joinedload(Listing.resource),
        joinedload(Interest.organisation),
        joinedload(Interest.message),
    ]


def picture(picture_id: int | None) -> Picture | None:
    return db.session.get(Picture, picture_id) if picture_id else None


def possible_partners(by: Acting) -> list[Organisation]:
    """The active organisations beside one's own, by name."""
    found = select(Organisation).where(Organisation.state == "active", Organisation.id != by.organisation_id)
    return list(db.session.scalars(found.order_by(Organisation.name)))


def partner_by_id(by: Acting, organisation_id: int | None) -> Organisation | None:
    found = select(Organisation).where(Organisation.state == "active", Organisation.id == organisation_id)
    return db.session.scalar(found) if organisation_id else None
