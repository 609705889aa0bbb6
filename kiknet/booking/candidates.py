"""What a search reads of each resource: just enough to decide, for there may be hundreds."""

from collections.abc import Collection
from datetime import timedelta
from functools import cache, reduce
from itertools import starmap
from operator import add
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Text, case, cast, func, literal, select, type_coerce

from kiknet.booking.models import Resource, minutes
from kiknet.booking.opening import Closure, Hours, closures_in, hours_in
from kiknet.db import db
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place


class Candidate(NamedTuple):
    """A resource that may be what somebody looks for."""

    id: int
    quantity: int
    capacity: int
    wheelchair: str
    feature_text: str
    buffer_before: int
    buffer_after: int
    opening: str
    closed: str
    closes_on_holidays: bool
    closes_in_school_holidays: bool
    notice_hours: int
    advance_days: int | None
    mode: str
    name: str = ""
    """Its own, its owner's and its place's, where somebody looks for a word."""

    @property
    def buffers(self) -> tuple[timedelta, timedelta]:
        return minutes(self.buffer_before), minutes(self.buffer_after)

    @property
    def hours(self) -> tuple[Hours, ...]:
        return hours_in(self.opening)

    @property
    def closures(self) -> tuple[Closure, ...]:
        return closures_in(self.closed)

    def has(self, feature: str) -> bool:
        return f"|{feature}|" in self.feature_text


COLUMNS = (
    Resource.id,
    Resource.quantity,
    func.coalesce(Resource.capacity, 0),
    Resource.wheelchair,
    type_coerce(Resource.features, Text),
    Resource.buffer_before,
    Resource.buffer_after,
    cast(Resource.opening, Text),
    cast(Resource.closed, Text),
    Resource.closes_on_holidays,
    Resource.closes_in_school_holidays,
    Resource.notice_hours,
    Resource.advance_days,
    Resource.mode,
)


def candidates(
    *,
    is_stranger: bool,
    kind: str = "",
    districts: Collection[str] = (),
    least: float = 0,
    wishes: Collection[ColumnElement[bool]] = (),
    is_named: bool = False,
) -> list[Candidate]:
    """What is lent and the network (or a stranger) may see, for `least` people at least, the smallest first: one query.

    All but one of the `wishes` are true of it. With `is_named` each says the names somebody may look for.
    """
    found = _candidates(is_named, bool(districts))
    if is_stranger:
        found = found.where(Resource.visibility == "public")
    if kind:
        found = found.where(Resource.kind == kind)
    if districts:
        found = found.where(Place.district_number.in_([int(each) for each in districts if each.isdigit()]))
    if least:
        found = found.where(Resource.capacity >= least)
    if len(wishes) > 1:
        found = found.where(reduce(add, [case((wish, 0), else_=1) for wish in wishes]) <= 1)
    return list(starmap(Candidate, db.session.execute(found)))


@cache
def _candidates(is_named: bool, is_somewhere: bool) -> Select[*tuple[Any, ...]]:
    name = Resource.title + " " + Organisation.name + " " + func.coalesce(Place.name, "") if is_named else literal("")
    found = select(*COLUMNS, name).join(Resource.owner)
    found = found.where(Resource.retired_at.is_(None), Organisation.state == "active")
    if is_named or is_somewhere:
        found = found.outerjoin(Resource.place)
    return found.order_by(func.coalesce(Resource.capacity, 0), Resource.title, Resource.id)


class Owner(NamedTuple):
    name: str


class _Seat(NamedTuple):
    name: str
    street: str
    postcode: str
    city: str


class Seat(_Seat):
    """Where something is, said as a `Place` says it."""

    __slots__ = ()
    address, location = Place.address, Place.location


class Shown(NamedTuple):
    """A resource as a list shows it; the names are those of `Resource`."""

    id: int
    title: str
    kind: str
    capacity: int | None
    quantity: int
    features: list[str]
    wheelchair: str
    mode: str
    price_note: str
    owner: Owner
    place: Seat | None


def by_ids(resource_ids: Collection[int]) -> dict[int, Shown]:
    """Those as a list shows them: one query."""
    return {
        row[0]: Shown._make((*row[:9], Owner(row[9]), Seat(*row[10:]) if row[10] is not None else None))
        for row in db.session.execute(_shown().where(Resource.id.in_(resource_ids)))
    }


@cache
def _shown() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Resource.id, Resource.title, Resource.kind, Resource.capacity, Resource.quantity, Resource.features,
            Resource.wheelchair, Resource.mode, Resource.price_note,
            Organisation.name, Place.name, Place.street, Place.postcode, Place.city,
        )
        .join(Resource.owner)
        .outerjoin(Resource.place)
    )  # fmt: skip
