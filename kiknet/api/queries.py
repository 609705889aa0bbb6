"""Finding what strangers may see, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from kiknet import clock
from kiknet.api.cursor import Key
from kiknet.board.filter import Filter as BoardFilter
from kiknet.board.models import Listing
from kiknet.board.queries import latest, on_board
from kiknet.calendar import agenda
from kiknet.calendar.filter import Filter
from kiknet.calendar.models import Event, EventOrganiser, Occurrence
from kiknet.db import db
from kiknet.organisations import directory
from kiknet.organisations.models import LISTED, Organisation
from kiknet.places.models import Place

T = TypeVar("T")


@dataclass(frozen=True)
class List(Generic[T]):
    """A statement, the columns that put its rows in one order (no two rows are equal in all), and what they hold."""

    statement: Select[T]
    order: tuple[Any, ...]
    kinds: tuple[type, ...]

    def page(self, after: Key | None, limit: int) -> tuple[Sequence[T], Key | None]:
        """Up to `limit` rows, and where they end if there are more."""
        found = self.statement.order_by(*self.order).limit(limit + 1)
        if after is not None:
            found = found.where(_beyond(self.order, after))
        rows = db.session.scalars(found).unique().all()
        return rows[:limit], self._key(rows[limit - 1]) if len(rows) > limit else None

    def _key(self, row: Any) -> Key:
        return tuple(getattr(row, column.key) for column in self.order)


def _beyond(order: tuple[Any, ...], after: Key) -> ColumnElement[bool]:
    """Row after row in that order, written so that an index on the first column is used."""
    first, value = order[0], after[0]
    if len(order) == 1:
        return first > value  # type: ignore[no-any-return]  # a column
    return and_(first >= value, or_(first > value, _beyond(order[1:], after[1:])))


def occurrences(chosen: Filter, first: date, last: date, event_ids: list[int]) -> List[Occurrence]:
    """With `event_ids` only dates of these events."""
    found = select(Occurrence).join(Occurrence.event).where(*_shown(chosen, first, last))
    if event_ids:
        found = found.where(Occurrence.event_id.in_(event_ids))
    return List(
        found.options(
            contains_eager(Occurrence.event).options(*_event_parts()),
            joinedload(Occurrence.place),
            joinedload(Occurrence.room),
        ),
        (Occurrence.starts_at, Occurrence.id),
        (datetime, int),
    )


def events(chosen: Filter, first: date, last: date) -> List[Event]:
    """Those with a date in the window."""
    dated = select(Occurrence.event_id).join(Occurrence.event).where(*_shown(chosen, first, last))
    return List(select(Event).where(Event.id.in_(dated)).options(*_event_parts()), (Event.id,), (int,))


def organisations(wanted: directory.Filter) -> List[Organisation]:
    found = directory.organisations_found(wanted).order_by(None).options(*_organisation_parts())
    return List(found, (Organisation.search_text, Organisation.id), (str, int))


def places() -> List[Place]:
    """Only where something for everybody was or will be on: an organisation may keep places for itself."""
    here = exists().where(Event.place_id == Place.id, agenda.visible_to(None))
    moved_here = exists().where(
        Occurrence.place_id == Place.id, Event.id == Occurrence.event_id, agenda.visible_to(None)
    )
    return List(select(Place).where(or_(here, moved_here)), (Place.folded_name, Place.id), (str, int))


def listings(chosen: BoardFilter) -> List[Listing]:
    return List(on_board(None, chosen).order_by(None), (Listing.id,), (int,))


def examples() -> dict[str, str | int]:
    """Something to ask for by name, as the parts of a path are called: what is on next, and who has it on."""
    soon = (
        select(Event.id, Organisation.slug)
        .join_from(Occurrence, Occurrence.event)
        .join(Event.owner)
        .where(agenda.visible_to(None), Occurrence.starts_at > clock.now(), Organisation.state.in_(LISTED))
        .order_by(Occurrence.starts_at)
    )
    row, listing = db.session.execute(soon.limit(1)).first(), latest(None, 1)
    found = {"id": row.id, "slug": row.slug} if row else {}
    return found | ({"listing": listing[0].id} if listing else {})


def _organisation_parts() -> list[Any]:
    return [joinedload(Organisation.parent), selectinload(Organisation.contacts)]


def _event_parts() -> list[Any]:
    return [
        joinedload(Event.owner),
        joinedload(Event.place),
        joinedload(Event.room),
        joinedload(Event.picture),
        selectinload(Event.organisers).joinedload(EventOrganiser.organisation),
    ]


def _shown(chosen: Filter, first: date, last: date) -> list[ColumnElement[bool]]:
    return [agenda.visible_to(None), agenda.between(*clock.day_span(first, last)), *agenda.conditions(chosen)]
