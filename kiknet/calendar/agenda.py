"""What is on: light rows for pages, one or two queries each. Conditions are about `Occurrence` joined with `Event`."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    case,
    exists,
    func,
    not_,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)

from kiknet import clock
from kiknet.booking.models import Resource
from kiknet.calendar import words
from kiknet.calendar.filter import Filter
from kiknet.calendar.models import Event, EventOrganiser, Occurrence
from kiknet.db import db, holds
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.organisations.queries import ids_at
from kiknet.places.models import Place
from kiknet.vocabulary import queries as vocabulary

PER_PAGE = 40
MOST_RUNNING = 20
MOST_ADDRESSES = 40_000
LOOK_BACK = timedelta(days=1)

# Columns, not attributes of models: rows come without the work the ORM would do for objects.
event, occurrence, place = Event.__table__.c, Occurrence.__table__.c, Place.__table__.c
resource = Resource.__table__.c
organisation, partner = Organisation.__table__.c, EventOrganiser.__table__.c

FIELDS = type_coerce(event.fields, Text).label("fields")  # as stored, "|health|work|": a page shows the first only
IS_OPEN = and_(occurrence.is_place_open, event.scheduling == "confirmed")
STATUS = case(
    (occurrence.state == "cancelled", "cancelled"),
    (IS_OPEN, "place_open"),
    else_=event.scheduling,
).label("scheduling")
IS_SERIES = or_(event.rule != "", event.added != "")  # only dates of a series have an address of their own
PLACE_ID = case((occurrence.has_no_place, null()), else_=func.coalesce(occurrence.place_id, event.place_id))
HAS_OWN_PLACE = or_(occurrence.place_id.is_not(None), occurrence.place_note != "", occurrence.has_no_place)
ROOM_ID = func.coalesce(
    occurrence.room_id,
    case((or_(occurrence.place_id.is_not(None), occurrence.has_no_place), null()), else_=event.room_id),
)
BRIEF = (
    event.id, event.title, STATUS, event.visibility, event.is_all_day, FIELDS,
    occurrence.starts_local, occurrence.ends_local,
    case((IS_SERIES, occurrence.recurrence_id)).label("recurrence_id"),
    case((IS_SERIES, event.starts_local)).label("usual"),
)  # fmt: skip
FULL = (
    *BRIEF, event.cost, event.spoken,
    case((IS_OPEN, ""), (HAS_OWN_PLACE, occurrence.place_note), else_=event.place_note).label("place_note"),
    event.online_url, case((not_(IS_OPEN), place.name)).label("place_name"),
    organisation.name.label("organisation_name"),
)  # fmt: skip
DATES = Occurrence.__table__.join(Event.__table__, occurrence.event_id == event.id)
IN_ORDER = (occurrence.starts_at, occurrence.event_id)
STARTS: Any = bindparam("starts")
ENDS: Any = bindparam("ends")
EARLY: Any = bindparam("early")

Rows = Sequence[Row[*tuple[Any, ...]]]
Statement = Select[*tuple[Any, ...]]


def visible_to(by: Acting | None) -> ColumnElement[bool]:
    """The condition that an event is in the calendar of `by`: strangers see what is public, others all published."""
    return _visible(by is None)


def _visible(is_stranger: bool) -> ColumnElement[bool]:
    published = and_(event.publication == "published", event.scheduling != "planned")
    return and_(published, event.visibility == "public") if is_stranger else published


def between(starts: Any, ends: Any, early: Any = None) -> ColumnElement[bool]:
    """The condition that a date touches the stretch of moments from `starts` until `ends`.

    Both halves are ranges of an index: what began in it or in the day before (`early`), and the few that last longer.
    """
    early = starts - LOOK_BACK if early is None else early
    short = select(occurrence.id).where(occurrence.starts_at >= early, occurrence.starts_at < ends)
    return and_(occurrence.id.in_(union_all(short, _long(starts, early))), occurrence.ends_at > starts)


def conditions(chosen: Filter) -> list[ColumnElement[bool]]:
    """`chosen` as conditions; all of them must hold. Looks up the districts when some are asked for."""
    found: list[ColumnElement[bool]] = []
    if chosen.organisations:
        found.append(organised_by(ids_at(chosen.organisations)))
    if chosen.fields:
        found.append(holds(event.fields, chosen.fields))
    if chosen.districts:
        numbers = [int(number) for number in vocabulary.districts_meant(list(chosen.districts))]
        found.append(_at_place(place.district_number.in_(numbers)))
    if chosen.audiences:
        is_for_women = [event.is_women_only] if "women" in chosen.audiences else []
        found.append(or_(holds(event.audiences, chosen.audiences), *is_for_women))
    if chosen.spoken:
        found.append(or_(holds(event.spoken, chosen.spoken), holds(event.interpreted, chosen.spoken)))
    if chosen.is_free:
        found.append(event.cost == "free")
    if chosen.is_wheelchair:
        found.append(_is_step_free())
    if chosen.words:
        found.append(words.have(chosen.words))
    if chosen.first:
        found.append(occurrence.ends_at > clock.midnight(chosen.first))
    if chosen.last:
        found.append(occurrence.starts_at < clock.midnight(chosen.last + timedelta(days=1)))
    return found


def organised_by(ids: Any) -> ColumnElement[bool]:
    """The condition that one of the organisations owns an event or organises with its owner; `ids` a list or select."""
    accepted = partner.state == "accepted"
    partners = select(partner.event_id).where(partner.organisation_id.in_(ids), accepted)
    return or_(event.owner_id.in_(ids), event.id.in_(partners))


def entries_between(by: Acting | None, chosen: Filter, first: date, last: date, *, is_full: bool = False) -> Rows:
    """What is on from `first` to `last`, for a month (brief rows) or a week (full ones)."""
    starts, ends = clock.day_span(first, last)
    statement = _narrowed(_stretch(by is None, is_full), conditions(chosen))
    return db.session.execute(statement, {"starts": starts, "ends": ends, "early": starts - LOOK_BACK}).all()


def list_entries(by: Acting | None, chosen: Filter, page: int, per_page: int = PER_PAGE) -> tuple[Rows, date | None]:
    """One page of what is on from the filter's first day, otherwise from now, and where the next begins, if there is
    more.

    The first page begins with what has been on for longer and still is.
    """
    starts = clock.midnight(chosen.first) if chosen.first else clock.now()
    where, times = conditions(chosen), {"starts": starts, "early": starts - LOOK_BACK}
    window = {"limit": per_page + 1, "offset": (page - 1) * per_page}
    rows = db.session.execute(_narrowed(_coming(by is None), where), times | window).all()
    running = db.session.execute(_narrowed(_running(by is None), where), times).all() if page == 1 else []
    return [*running, *rows[:per_page]], rows[per_page].starts_local.date() if len(rows) > per_page else None


def organisation_agenda(
    by: Acting | None, organisation_id: int, *, is_past: bool = False, page: int = 1, per_page: int = PER_PAGE
) -> tuple[Rows, bool]:
    """One page of what an organisation has next (or had, the latest first), and whether there is more."""
    now = clock.now()
    found = _full().where(visible_to(by), organised_by([organisation_id]))
    if is_past:
        found = found.where(occurrence.ends_at <= now).order_by(*(column.desc() for column in IN_ORDER))
    else:
        found = found.where(occurrence.ends_at > now).order_by(*IN_ORDER)
    rows = db.session.execute(found.limit(per_page + 1).offset((page - 1) * per_page)).all()
    return rows[:per_page], len(rows) > per_page


def coming_up(by: Acting, organisation_ids: Sequence[int], most: int) -> Rows:
    """The next dates of several organisations, at most so many."""
    if not organisation_ids:
        return []
    found = _full().where(visible_to(by), organised_by(organisation_ids), occurrence.ends_at > clock.now())
    return db.session.execute(found.order_by(*IN_ORDER).limit(most)).all()


def shown_since(moment: datetime) -> Rows:
    """(id, changed_at) of the events strangers find that have not ended before `moment`: for the sitemap."""
    found = select(event.id, event.changed_at).select_from(DATES).where(_visible(True), occurrence.ends_at > moment)
    return db.session.execute(found.distinct().order_by(event.id).limit(MOST_ADDRESSES)).all()


def dates_shown() -> Statement:
    """Full rows in order, with the date's original start, the event's state and the reason for it: to be narrowed."""
    reason = case((occurrence.reason != "", occurrence.reason), else_=event.status_reason).label("reason")
    more = (
        occurrence.recurrence_id.label("original_start"),
        event.publication,
        event.rule,
        event.skips_holidays,
        reason,
    )
    return _full().add_columns(*more).order_by(*IN_ORDER)


def _narrowed(statement: Statement, where: list[ColumnElement[bool]]) -> Statement:
    """The same statement, which SQLAlchemy knows already, when there is nothing to add."""
    return statement.where(*where) if where else statement


@cache
def _stretch(is_stranger: bool, is_full: bool) -> Statement:
    columns = _full() if is_full else select(*BRIEF).select_from(DATES)
    return columns.where(_visible(is_stranger), between(STARTS, ENDS, EARLY)).order_by(*IN_ORDER)


@cache
def _coming(is_stranger: bool) -> Statement:
    where = (_visible(is_stranger), occurrence.starts_at >= EARLY, occurrence.ends_at > STARTS)
    return _full().where(*where).order_by(*IN_ORDER).limit(bindparam("limit")).offset(bindparam("offset"))


@cache
def _running(is_stranger: bool) -> Statement:
    where = (_visible(is_stranger), occurrence.id.in_(_long(STARTS, EARLY)))
    return _full().where(*where).order_by(*IN_ORDER).limit(MOST_RUNNING)


def _full() -> Statement:
    return select(*FULL).select_from(
        DATES.join(Organisation.__table__, organisation.id == event.owner_id).outerjoin(
            Place.__table__, place.id == PLACE_ID
        )
    )


def _long(starts: Any, early: Any) -> Select[int]:
    """Those that began before `early` and are still on at `starts`: few, and found by their own index."""
    return select(occurrence.id).where(occurrence.is_long, occurrence.ends_at > starts, occurrence.starts_at < early)


def _is_step_free() -> ColumnElement[bool]:
    """What is known of the room it is in says more than what is known of the house; a wished room promises nothing."""
    its_room = select(resource.wheelchair).where(resource.id == ROOM_ID, resource.wheelchair != "unknown")
    of_room = its_room.correlate(Event.__table__, Occurrence.__table__).scalar_subquery()
    is_known = or_(of_room == "yes", and_(of_room.is_(None), _at_place(place.wheelchair == "yes")))
    return and_(not_(occurrence.is_place_open), is_known)


def _at_place(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Looked up for each date of the stretch shown: never all events a place has ever seen."""
    found = select(place.id).where(place.id == PLACE_ID, condition)
    return exists(found.correlate(Event.__table__, Occurrence.__table__))
