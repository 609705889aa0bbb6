"""The list behind a number: what one thing of each kind looks like in it. Two queries a page, whatever the kind."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload, selectinload

from kiknet import clock
from kiknet.board.models import Listing
from kiknet.booking.models import Booking, BookingSlot, Resource
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.when import written_when
from kiknet.cooperations.models import Cooperation, CooperationPartner
from kiknet.cooperations.words import state_name
from kiknet.db import db
from kiknet.i18n import _, _l, written_day, written_number
from kiknet.matching.models import Match
from kiknet.organisations.models import Organisation
from kiknet.pools.models import Pool, PoolRequest
from kiknet.pools.words import STATES, TOPICS
from kiknet.reports.figure import Figure
from kiknet.vocabulary.words import kind_name, language_name
from kiknet.web.pagination import Page, paginate


@dataclass(frozen=True)
class Line:
    """`url` is empty where the office may not look closer; `when` may be something else (see `SECOND`)."""

    title: str
    url: str = ""
    when: str = ""
    who: str = ""
    amount: str = ""


def page(figure: Figure, found: Select[Any], number: int, where: ColumnElement[bool] | None) -> Page[Line]:
    """One page of the things `found` by a figure, the latest first (organisations by name)."""
    narrowed = found if where is None else found.where(where)
    order = figure.at if figure.key == "organisationen" else figure.at.desc()
    ids = paginate(narrowed.order_by(order, figure.id.desc()), number)
    lines = dict(READERS[figure.kind](ids.items))
    return Page([lines[one] for one in ids.items], ids.number, ids.has_next)


Lines = list[tuple[int, Line]]


def _dates(ids: Collection[int]) -> Lines:
    found = select(Occurrence).where(Occurrence.id.in_(ids))
    rows = db.session.scalars(found.options(joinedload(Occurrence.event).joinedload(Event.owner)))
    return [
        (row.id, Line(row.event.title, _event(row.event), written_day(row.starts_local, "short"), row.event.owner.name))
        for row in rows
    ]


def _events(ids: Collection[int]) -> Lines:
    rows = db.session.scalars(select(Event).where(Event.id.in_(ids)).options(joinedload(Event.owner)))
    return [(row.id, Line(row.title, _event(row), written_when(row), row.owner.name)) for row in rows]


def _event(event: Event) -> str:
    return url_for("calendar.event", event_id=event.id)


def _organisations(ids: Collection[int]) -> Lines:
    rows = db.session.scalars(select(Organisation).where(Organisation.id.in_(ids)))
    return [(row.id, Line(row.name, _organisation(row), kind_name(row.kind))) for row in rows]


def _organisation(row: Organisation) -> str:
    return url_for("home.organisation", slug=row.slug) if row.is_listed else ""


def _cooperations(ids: Collection[int]) -> Lines:
    return [(row.id, _cooperation(row)) for row in _with_partners(ids)]


def _outcomes(ids: Collection[int]) -> Lines:
    return [(row.id, _outcome(row)) for row in _with_partners(ids, joinedload(Cooperation.outcome))]


def _outcome(row: Cooperation) -> Line:
    """Leads to what its lead has said, which the office reads, too."""
    reached = written_number(row.outcome.people_reached or 0) if row.outcome else ""
    return replace(_cooperation(row), url=url_for("cooperations.outcome", cooperation_id=row.id), amount=reached)


def _with_partners(ids: Collection[int], *more: Any) -> list[Cooperation]:
    partners = selectinload(Cooperation.partners).joinedload(CooperationPartner.organisation)
    return list(db.session.scalars(select(Cooperation).where(Cooperation.id.in_(ids)).options(partners, *more)))


def _cooperation(row: Cooperation) -> Line:
    names = ", ".join(partner.organisation.name for partner in row.accepted)
    url = url_for("cooperations.cooperation", cooperation_id=row.id)
    return Line(row.title, url, state_name(row.state), names)


def _matches(ids: Collection[int]) -> Lines:
    found = select(Match).where(Match.id.in_(ids)).options(joinedload(Match.need), joinedload(Match.offer))
    return [
        (row.id, Line(row.need.title, _need(row), _day(row.changed_at), " · ".join(o.name for o in row.organisations)))
        for row in db.session.scalars(found.options(joinedload(Match.resource)))
    ]


def _need(match: Match) -> str:
    return url_for("board.listing", listing_id=match.need_id)


def _listings(ids: Collection[int]) -> Lines:
    both = joinedload(Listing.organisation), joinedload(Listing.fulfilled_with)
    return [
        (row.id, _settled(row)) for row in db.session.scalars(select(Listing).where(Listing.id.in_(ids)).options(*both))
    ]


def _settled(row: Listing) -> Line:
    url = url_for("board.listing", listing_id=row.id)
    who = " → ".join(each.name for each in (row.organisation, row.fulfilled_with) if each)
    return Line(row.title, url, _day(row.fulfilled_at), who)


def _slots(ids: Collection[int]) -> Lines:
    room = joinedload(BookingSlot.resource).joinedload(Resource.owner)
    found = select(BookingSlot).where(BookingSlot.id.in_(ids))
    rows = db.session.scalars(found.options(room, joinedload(BookingSlot.booking).joinedload(Booking.organisation)))
    return [(row.id, _slot(row)) for row in rows]


def _slot(row: BookingSlot) -> Line:
    hours = round((row.ends_at - row.starts_at).total_seconds() / 3600, 1)
    who = _("%(owner)s to %(organisation)s", owner=row.resource.owner.name, organisation=row.booking.organisation.name)
    url = url_for("booking.resource", resource_id=row.resource_id)
    return Line(row.resource.title, url, _day(row.starts_at), who, _("%(hours)s h", hours=written_number(hours)))


def _requests(ids: Collection[int]) -> Lines:
    pool = joinedload(PoolRequest.pool).joinedload(Pool.organisation)
    found = select(PoolRequest).where(PoolRequest.id.in_(ids)).options(pool, joinedload(PoolRequest.organisation))
    return [
        (row.id, Line(
            f"{language_name(row.language)} · {TOPICS.get(row.topic, row.topic)}", "", _day(row.created_at),
            f"{row.organisation.name} → {row.pool.organisation.name}", str(STATES[row.state_now]),
        ))
        for row in db.session.scalars(found)
    ]  # fmt: skip


def _day(moment: Any) -> str:
    return written_day(clock.to_local(moment), "short")


READERS: dict[str, Callable[[Collection[int]], Lines]] = {
    "date": _dates, "event": _events, "organisation": _organisations, "cooperation": _cooperations,
    "outcome": _outcomes, "match": _matches, "listing": _listings, "slot": _slots, "request": _requests,
}  # fmt: skip

SECOND = {
    "organisation": _l("Kind of organisation"),
    "cooperation": _l("Where it stands"),
    "outcome": _l("Where it stands"),
}
"""What the second column tells of things that are not about a day."""
