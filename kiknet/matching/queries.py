"""Listings and resources as entries, and matches for those they concern."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from kiknet import clock
from kiknet.board.models import ALIVE_STATES, Interest, Listing
from kiknet.booking.models import Resource
from kiknet.db import db
from kiknet.matching.entry import Availability, Entry, Tongue, Window
from kiknet.matching.models import TO_TELL, Match, MatchTerm
from kiknet.vocabulary import queries as vocabulary
from kiknet.wording import courtesies
from kiknet.wording.short_forms import spelled_out

RESOURCE_KINDS = {"room": "room", "furniture": "furniture", "equipment": "equipment", "vehicle": "transport"}


def entry_of(listing: Listing) -> Entry:
    """What is compared of a listing; a room or thing that points to a resource has what is known of that."""
    resource = listing.resource
    return Entry(
        id=f"listing:{listing.id}",
        direction=listing.direction,
        kind=listing.kind,
        title=spelled_out(listing.title, listing.lang),
        text=_read(f"{listing.text}\n{resource.title}" if resource else listing.text, listing.lang),
        text_lang=listing.lang,
        organisation=str(listing.organisation_id),
        languages=tuple(Tongue(row["lang"], row["role"], row.get("level")) for row in listing.languages),
        audiences=tuple(listing.audiences),
        topics=tuple(listing.topics),
        district=listing.district_number or (_district(resource) if resource else None),
        availability=_when(listing) or (_open(resource) if resource else None),
        capacity=listing.capacity or (resource.capacity if resource else None),
        quantity=listing.quantity or (resource.quantity if resource and resource.kind != "room" else None),
        features=tuple(dict.fromkeys((*listing.features, *(_features(resource) if resource else ())))),
        status=listing.state if listing.organisation.is_active else "paused",
        valid_until=_lasts_until(listing),
    )


def _read(text: str, lang: str) -> str:
    return courtesies.without(spelled_out(text, lang))


def _lasts_until(listing: Listing) -> date | None:
    """What ends with its dates is none the staler for that."""
    ends_with_them = listing.when.last_day is not None and listing.valid_until >= clock.today()
    return None if ends_with_them else listing.valid_until


def entry_of_resource(resource: Resource) -> Entry:
    """A room or a thing that is lent is an offer, as long as it is lent; when it is open says when it could be."""
    return Entry(
        id=f"resource:{resource.id}",
        direction="offer",
        kind=RESOURCE_KINDS[resource.kind],
        title=spelled_out(resource.title, "de"),
        text=_read(resource.description, "de"),
        text_lang="de",
        organisation=str(resource.owner_id),
        district=_district(resource),
        availability=_open(resource),
        capacity=resource.capacity,
        quantity=resource.quantity if resource.kind != "room" else None,
        features=tuple(_features(resource)),
        status="paused" if resource.is_retired or not resource.owner.is_active else "active",
    )


def _when(listing: Listing) -> Availability | None:
    known = listing.when
    if not known.is_known:
        return None
    weekly = [Window(slot.weekday, None, slot.begins, slot.ends) for slot in known.slots]
    dated = [Window(one.day.weekday(), one.day, one.begins, one.ends) for one in known.dates]
    return Availability((*weekly, *dated), is_flexible=known.type == "flexible")


def _open(resource: Resource) -> Availability | None:
    hours = [Window(hour.weekday, None, hour.opens, hour.closes) for hour in resource.hours]
    return Availability(tuple(hours)) if hours else None


def _district(resource: Resource) -> int | None:
    return resource.place.district_number if resource.place else None


def _features(resource: Resource) -> list[str]:
    return [*resource.features, *(["step_free"] if resource.wheelchair == "yes" else [])]


def groups() -> dict[int, str]:
    """Which districts lie together."""
    return {district.number: district.group for district in vocabulary.districts() if district.group}


def listings_by_id(ids: Collection[int]) -> list[Listing]:
    found = select(Listing).where(Listing.id.in_(ids)).options(*_parts(Listing))
    return list(db.session.scalars(found)) if ids else []


def resources_by_id(ids: Collection[int]) -> list[Resource]:
    found = select(Resource).where(Resource.id.in_(ids))
    options = (joinedload(Resource.owner), joinedload(Resource.place))
    return list(db.session.scalars(found.options(*options))) if ids else []


def listed_resources(ids: Collection[int]) -> set[int]:
    """Those an offer on the board already points to: it speaks for them."""
    found = select(Listing.resource_id).where(
        Listing.resource_id.in_(ids), Listing.state == "active", Listing.valid_until >= clock.today()
    )
    return {number for number in db.session.scalars(found) if number is not None}


def matches_with(resource_id: int, organisation_id: int) -> list[Match]:
    """What an organisation looks for and this resource, or an offer that speaks for it, fits."""
    speaks_for = select(Listing.id).where(Listing.resource_id == resource_id)
    found = select(Match).join(Match.need).where(Listing.organisation_id == organisation_id)
    found = found.where(or_(Match.resource_id == resource_id, Match.offer_id.in_(speaks_for)))
    return list(db.session.scalars(found.options(contains_eager(Match.need))))


def matches_of(*, listing_id: int | None = None, resource_id: int | None = None) -> list[Match]:
    """Every match with this listing or resource, whatever became of it; inside a transaction that renews them."""
    if listing_id is not None:
        return list(
            db.session.scalars(select(Match).where(or_(Match.need_id == listing_id, Match.offer_id == listing_id)))
        )
    return list(db.session.scalars(select(Match).where(Match.resource_id == resource_id)))


def talked_about(matches: Collection[Match]) -> dict[int, str]:
    """By match, what its two organisations say to each other's listings: "agreed" after a yes, "contacted" before."""
    sides = {match.id: _sides_of(match) for match in matches}
    listings = {number for pairs in sides.values() for number, _organisation in pairs}
    found = select(Interest.listing_id, Interest.organisation_id, Interest.state).where(
        Interest.listing_id.in_(listings), Interest.state.in_(ALIVE_STATES)
    )
    alive = {(row.listing_id, row.organisation_id): row.state for row in db.session.execute(found)}
    said = {number: {alive.get(pair) for pair in pairs} for number, pairs in sides.items()}
    return {number: "agreed" if "accepted" in states else "contacted" for number, states in said.items() if any(states)}


def _sides_of(match: Match) -> list[tuple[int, int]]:
    """Each listing of a match, with the organisation on the other side."""
    asks, has = match.organisations
    offer = [(match.offer_id, asks.id)] if match.offer_id is not None else []
    return [(match.need_id, has.id), *offer]


def to_tell(most: int) -> list[Match]:
    """Matches both sides are still to hear of, oldest first."""
    found = select(Match).where(TO_TELL).options(*_whole()).order_by(Match.id).limit(most)
    return list(db.session.scalars(found))


def _parts(listing: Any) -> list[ORMOption]:
    return [joinedload(listing.organisation), joinedload(listing.resource).joinedload(Resource.place)]


def _whole() -> list[ORMOption]:
    return [
        joinedload(Match.need).joinedload(Listing.organisation),
        joinedload(Match.offer).joinedload(Listing.organisation),
        joinedload(Match.resource).joinedload(Resource.owner),
    ]


def live_listing(after: int, upto: int | None = None, *, is_unindexed: bool = False) -> Listing | None:
    """The first one on the board after an id, perhaps of those the index does not know."""
    found = select(Listing).where(*_within(Listing, after, upto, is_unindexed))
    found = found.where(Listing.state == "active", Listing.valid_until >= clock.today())
    return db.session.scalar(found.options(*_parts(Listing)).order_by(Listing.id).limit(1))


def live_resource(after: int, upto: int | None = None, *, is_unindexed: bool = False) -> Resource | None:
    """The first one that is lent after an id, perhaps of those the index does not know."""
    found = select(Resource).where(*_within(Resource, after, upto, is_unindexed), Resource.retired_at.is_(None))
    options = (joinedload(Resource.owner), joinedload(Resource.place))
    return db.session.scalar(found.options(*options).order_by(Resource.id).limit(1))


def _within(row: Any, after: int, upto: int | None, is_unindexed: bool) -> Iterator[ColumnElement[bool]]:
    yield row.id > after
    if upto is not None:
        yield row.id <= upto
    if is_unindexed:
        source = "listing" if row is Listing else "resource"
        yield ~exists().where(MatchTerm.source == source, MatchTerm.object_id == row.id)
