"""What is on: light rows for pages, one or two queries each. Conditions are about `Occurrence` joined with `Event`."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, or_, select, union_all

from kiknet import clock
from kiknet.calendar import words
from kiknet.calendar.filter import Filter
from kiknet.calendar.models import Event, EventOrganiser, Occurrence
from kiknet.db import db, holds
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import FormerSlug, Organisation
from kiknet.places.models import Place
from kiknet.vocabulary import queries as vocabulary

PER_PAGE = 40
MOST_RUNNING = 20
LOOK_BACK = timedelta(days=1)

BRIEF = (
    Event.id, Event.title, Event.scheduling, Event.visibility, Event.is_all_day, Event.fields,
    Occurrence.starts_local, Occurrence.ends_local,
)  # fmt: skip
FULL = (
    *BRIEF, Event.cost, Event.spoken, Event.place_note, Event.online_url,
    Place.name.label("place_name"), Organisation.name.label("organisation_name"),
)  # fmt: skip
IN_ORDER = (Occurrence.starts_at, Occurrence.event_id)

Rows = Sequence[Row[*tuple[Any, ...]]]
Statement = Select[*tuple[Any, ...]]


def visible_to(by: Acting | None) -> ColumnElement[bool]:
    """The condition that an event is in the calendar of `by`: strangers see what is public, others all published."""
    published = and_(Event.publication + "" == "published", Event.scheduling != "planned")
    return published if by else and_(published, Event.visibility == "public")


def between(starts: datetime, ends: datetime) -> ColumnElement[bool]:
    """The condition that a date touches the stretch of moments from `starts` until `ends`.

    Both halves are ranges of an index: what began in it or within the day before, and the few that last longer.
    """
    early = starts - LOOK_BACK
    short = select(Occurrence.id).where(
        Occurrence.starts_at >= early, Occurrence.starts_at < ends, Occurrence.ends_at > starts
    )
    return Occurrence.id.in_(union_all(short, _long(starts)))


def conditions(chosen: Filter) -> list[ColumnElement[bool]]:
    """`chosen` as conditions; all of them must hold. Looks up the districts when some are asked for."""
    found: list[ColumnElement[bool]] = []
    if chosen.organisations:
        found.append(organised_by(_organisations(chosen.organisations)))
    if chosen.fields:
        found.append(holds(Event.fields, chosen.fields))
    if chosen.districts:
        numbers = [int(number) for number in vocabulary.districts_meant(list(chosen.districts))]
        found.append(_at_place(Place.district_number.in_(numbers)))
    if chosen.audiences:
        is_for_women = [Event.is_women_only] if "women" in chosen.audiences else []
        found.append(or_(holds(Event.audiences, chosen.audiences), *is_for_women))
    if chosen.spoken:
        found.append(or_(holds(Event.spoken, chosen.spoken), holds(Event.interpreted, chosen.spoken)))
    if chosen.is_free:
        found.append(Event.cost == "free")
    if chosen.is_wheelchair:
        found.append(_at_place(Place.wheelchair == "yes"))
    if chosen.words:
        found.append(words.have(chosen.words))
    if chosen.first:
        found.append(Occurrence.ends_at > clock.midnight(chosen.first))
    if chosen.last:
        found.append(Occurrence.starts_at < clock.midnight(chosen.last + timedelta(days=1)))
    return found


def organised_by(ids: Any) -> ColumnElement[bool]:
    """The condition that one of the organisations owns an event or organises with its owner; `ids` a list or select."""
    accepted = EventOrganiser.state == "accepted"
    partner = select(EventOrganiser.event_id).where(EventOrganiser.organisation_id.in_(ids), accepted)
    return or_(Event.owner_id.in_(ids), Event.id.in_(partner))


def entries_between(by: Acting | None, chosen: Filter, first: date, last: date, *, is_full: bool = False) -> Rows:
    """What is on from `first` to `last`, for a month (brief rows) or a week (full ones)."""
    where = (between(*clock.day_span(first, last)), *conditions(chosen))
    return _rows(_full() if is_full else _brief(), by, *where)


def list_entries(by: Acting | None, chosen: Filter, page: int, per_page: int = PER_PAGE) -> tuple[Rows, bool]:
    """One page of what is on from the filter's first day, otherwise from now, and whether there is more.

    The first page begins with what has been on for longer and still is.
    """
    starts = clock.midnight(chosen.first) if chosen.first else clock.now()
    where = [Occurrence.ends_at > starts, *conditions(chosen)]
    begins = Occurrence.starts_at >= starts - LOOK_BACK
    rows = _rows(_full(), by, begins, *where, limit=per_page + 1, offset=(page - 1) * per_page)
    running = _rows(_full(), by, Occurrence.id.in_(_long(starts)), *where, limit=MOST_RUNNING) if page == 1 else []
    return [*running, *rows[:per_page]], len(rows) > per_page


def organisation_agenda(
    by: Acting | None, organisation_id: int, *, is_past: bool = False, page: int = 1, per_page: int = PER_PAGE
) -> tuple[Rows, bool]:
    """One page of what an organisation has next (or had, the latest first), and whether there is more."""
    now = clock.now()
    where = (organised_by([organisation_id]), Occurrence.ends_at <= now if is_past else Occurrence.ends_at > now)
    order = tuple(column.desc() for column in IN_ORDER) if is_past else IN_ORDER
    rows = _rows(_full(), by, *where, order=order, limit=per_page + 1, offset=(page - 1) * per_page)
    return rows[:per_page], len(rows) > per_page


def coming_up(by: Acting, organisation_ids: Sequence[int], most: int) -> Rows:
    """The next dates of several organisations, at most so many."""
    if not organisation_ids:
        return []
    return _rows(_full(), by, organised_by(organisation_ids), Occurrence.ends_at > clock.now(), limit=most)


def _at_place(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Looked up for each event of the stretch shown: never all events a place has ever seen."""
    return exists(select(Place.id).where(Place.id == Event.place_id, condition).correlate(Event))


def _organisations(slugs: Iterable[str]) -> Any:
    now = select(Organisation.id).where(Organisation.slug.in_(slugs))
    formerly = select(FormerSlug.organisation_id).where(FormerSlug.slug.in_(slugs))
    return now.union(formerly)


def _long(moment: datetime) -> Select[int]:
    """Those that began more than a day before `moment` and are still on."""
    early = Occurrence.starts_at < moment - LOOK_BACK
    return select(Occurrence.id).where(Occurrence.is_long, Occurrence.ends_at > moment, early)


def _brief() -> Statement:
    return select(*BRIEF).join_from(Occurrence, Event)


def _full() -> Statement:
    return select(*FULL).join_from(Occurrence, Event).join(Event.owner).outerjoin(Event.place)


def _rows(
    statement: Statement,
    by: Acting | None,
    *where: Any,
    order: Any = IN_ORDER,
    limit: int | None = None,
    offset: int = 0,
) -> Rows:
    found = statement.where(visible_to(by), *where).order_by(*order).limit(limit).offset(offset or None)
    return db.session.execute(found).all()
