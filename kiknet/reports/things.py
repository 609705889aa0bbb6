"""The things the figures count: one statement each that finds all of them in a period.

Each knows by which moment a thing belongs to a period (decision 0033).
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, not_, null, or_, select, union

from kiknet.board.models import Interest, Listing
from kiknet.booking.models import Booking, BookingSlot, Resource
from kiknet.calendar.models import Event, EventOrganiser, Occurrence
from kiknet.cooperations.models import Cooperation, CooperationPartner, Outcome
from kiknet.matching.models import Match
from kiknet.organisations.models import Application, Organisation
from kiknet.places.models import Place
from kiknet.pools.models import Pool, PoolRequest
from kiknet.reports.figure import within
from kiknet.reports.periods import Span

event, date, place = Event.__table__.c, Occurrence.__table__.c, Place.__table__.c
organisation, organiser, application = Organisation.__table__.c, EventOrganiser.__table__.c, Application.__table__.c
cooperation, partner, outcome = Cooperation.__table__.c, CooperationPartner.__table__.c, Outcome.__table__.c
slot, booking, resource = BookingSlot.__table__.c, Booking.__table__.c, Resource.__table__.c
request, pool, match = PoolRequest.__table__.c, Pool.__table__.c, Match.__table__.c
listing, interest = Listing.__table__.c, Interest.__table__.c

DATES = Occurrence.__table__.join(Event.__table__, event.id == date.event_id)
OVER = ("completed", "cancelled", "archived")
AT_WORK = ("planning", "active", "completed")
IN_THE_NETWORK = ("active", "suspended")
IS_SERIES = or_(event.rule != "", event.added != "")
WAS_CALLED_OFF = and_(event.scheduling.in_(("cancelled", "postponed")), IS_SERIES, date.starts_at < event.cancelled_at)
TOOK_PLACE = and_(
    event.publication == "published",
    date.state != "cancelled",
    or_(event.scheduling == "confirmed", WAS_CALLED_OFF),
)
"""A date of an event people could find. Of a series that was called off or put off those before count."""


def dates_held(span: Span) -> Select[Any]:
    where = select(date.id).select_from(DATES.outerjoin(Place.__table__, place.id == PLACE_OF_DATE))
    return where.where(TOOK_PLACE, within(date.starts_at, span))


def events_held(span: Span) -> Select[Any]:
    held = select(date.event_id).select_from(DATES).where(TOOK_PLACE, within(date.starts_at, span))
    found = select(event.id).select_from(Event.__table__.outerjoin(Place.__table__, place.id == event.place_id))
    return found.where(event.id.in_(held))


def organisations_active(span: Span) -> Select[Any]:
    held = select(date.event_id).select_from(DATES).where(TOOK_PLACE, within(date.starts_at, span))
    lent = rooms_lent(span)
    helped = select(partner.organisation_id).select_from(_PARTNERS).where(
        partner.state == "accepted", span.ends > CAME_IN, cooperation.state.in_(AT_WORK), _existed(span)
    )  # fmt: skip
    those = union(
        select(event.owner_id).where(event.id.in_(held)),
        select(organiser.organisation_id).where(organiser.state == "accepted", organiser.event_id.in_(held)),
        lent.with_only_columns(resource.owner_id, maintain_column_froms=True),
        lent.with_only_columns(booking.organisation_id, maintain_column_froms=True),
        select(listing.organisation_id).where(listing.listed_at.is_not(None), within(listing.created_at, span)),
        select(interest.organisation_id).where(within(interest.created_at, span)),
        select(request.organisation_id).where(within(request.created_at, span)),
        helped,
    )
    return select(organisation.id).where(organisation.id.in_(those), organisation.merged_into_id.is_(None))


def organisations_new(span: Span) -> Select[Any]:
    taken_in = or_(organisation.state.in_(IN_THE_NETWORK), ADMITTED.is_not(None))
    return select(organisation.id).where(organisation.merged_into_id.is_(None), taken_in, within(TAKEN_IN, span))


def begun(span: Span) -> Select[Any]:
    return select(cooperation.id).where(IS_SHOWN, within(cooperation.created_at, span))


def existed(span: Span) -> Select[Any]:
    return select(cooperation.id).where(IS_SHOWN, _existed(span))


def completed(span: Span) -> Select[Any]:
    return select(cooperation.id).where(IS_SHOWN, cooperation.state == "completed", within(cooperation.ended_at, span))


def outcomes(span: Span) -> Select[Any]:
    told = Outcome.__table__.join(Cooperation.__table__, cooperation.id == outcome.cooperation_id)
    found = select(outcome.cooperation_id).select_from(told)
    return found.where(IS_SHOWN, outcome.people_reached.is_not(None), within(LAST_HELD, span))


def matches_realised(span: Span) -> Select[Any]:
    return select(match.id).where(match.state == "realised", FIRST_OF_ITS_THING, within(match.changed_at, span))


def entries_settled(span: Span) -> Select[Any]:
    return select(listing.id).where(listing.state != "removed", within(listing.fulfilled_at, span))


def entries_settled_here(span: Span) -> Select[Any]:
    """Through an answer on the board, or with an organisation they name."""
    through_us = or_(listing.fulfilled_how == "board", listing.fulfilled_with_id.is_not(None))
    return entries_settled(span).where(through_us)


def rooms_lent(span: Span) -> Select[Any]:
    lent = BookingSlot.__table__.join(Booking.__table__, booking.id == slot.booking_id)
    lent = lent.join(Resource.__table__, resource.id == slot.resource_id)
    found = select(slot.id).select_from(lent.outerjoin(Place.__table__, place.id == resource.place_id))
    to_others = booking.organisation_id != resource.owner_id
    return found.where(slot.state == "confirmed", resource.kind == "room", to_others, within(slot.starts_at, span))


def interpreters_asked(span: Span) -> Select[Any]:
    found = select(request.id).select_from(PoolRequest.__table__.join(Pool.__table__, pool.id == request.pool_id))
    return found.where(pool.kind == "interpreters", within(request.created_at, span))


def interpreters_sent(span: Span) -> Select[Any]:
    return interpreters_asked(span).where(request.state == "yes")


def _existed(span: Span) -> ColumnElement[bool]:
    if span.is_empty:
        return false()
    goes_on = or_(cooperation.state.not_in(OVER), cooperation.ended_at.is_(None), cooperation.ended_at >= span.starts)
    return and_(cooperation.created_at < span.ends, goes_on)


PLACE_OF_DATE = case((date.has_no_place, null()), else_=func.coalesce(date.place_id, event.place_id))
_PARTNERS = CooperationPartner.__table__.join(Cooperation.__table__, cooperation.id == partner.cooperation_id)
CAME_IN = func.coalesce(partner.answered_at, partner.created_at)
WAS_TAKEN_BACK = and_(cooperation.state == "cancelled", cooperation.is_to_complete)
IS_SHOWN = and_(cooperation.hidden_at.is_(None), not_(WAS_TAKEN_BACK))
"""Neither hidden by the office nor a line of a meeting that was a mistake."""
ADMITTED = (
    select(func.min(application.decided_at))
    .where(application.organisation_id == organisation.id, application.state == "admitted")
    .correlate(Organisation.__table__)
    .scalar_subquery()
)
TAKEN_IN = func.coalesce(ADMITTED, organisation.created_at)
LAST_HELD = func.coalesce(
    select(func.max(date.starts_at))
    .select_from(DATES)
    .where(event.cooperation_id == outcome.cooperation_id, TOOK_PLACE, date.starts_at < outcome.created_at)
    .correlate(Outcome.__table__)
    .scalar_subquery(),
    outcome.created_at,
)
"""The last date there had been when the outcome was written: later dates do not move it into another year."""

_SAME = Match.__table__.alias("same_thing")
FIRST_OF_ITS_THING = or_(
    match.realised_id.is_(None),
    match.id.in_(
        select(func.min(_SAME.c.id))
        .where(_SAME.c.state == "realised", _SAME.c.realised_id.is_not(None))
        .group_by(_SAME.c.realised_kind, _SAME.c.realised_id)
    ),
)
"""One booking or cooperation can be what several pairs have looked for: it has become real once."""
