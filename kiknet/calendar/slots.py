"""Dates for clash hints: those of the network around some days, and those of one event."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import case, select, union_all

from kiknet import clock
from kiknet.calendar.agenda import (
    DATES,
    IN_ORDER,
    IS_SERIES,
    LOOK_BACK,
    PLACE_ID,
    ROOM_ID,
    event,
    occurrence,
    organisation,
    place,
)
from kiknet.calendar.clash import NEAR, Plan, Slot, telling
from kiknet.calendar.models import Event
from kiknet.calendar.month import last_day
from kiknet.db import db
from kiknet.fold import fold
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place

MOST = 2000
MOST_OF_A_SERIES = 60
AHEAD = timedelta(days=183)
ABOUT = (
    event.id, event.spoken, event.interpreted, event.audiences, event.is_women_only, event.fields, event.topics,
    place.district_number,
)  # fmt: skip
COLUMNS = (
    *ABOUT, event.title, event.scheduling, event.is_all_day, event.owner_id,
    PLACE_ID.label("place_id"), ROOM_ID.label("room_id"),
    occurrence.id.label("occurrence_id"), occurrence.starts_at, occurrence.ends_at,
    occurrence.starts_local, occurrence.ends_local,
    case((IS_SERIES, occurrence.recurrence_id)).label("recurrence_id"),
    case((IS_SERIES, event.starts_local)).label("usual"),
    place.name.label("place_name"), organisation.name.label("organisation_name"),
)  # fmt: skip
_DATES_WITH_NAMES = (
    select(*COLUMNS)
    .select_from(
        DATES.join(Organisation.__table__, organisation.id == event.owner_id).outerjoin(
            Place.__table__, place.id == PLACE_ID
        )
    )
    .order_by(*IN_ORDER)
)
ALIVE = (
    event.publication == "published",
    event.scheduling.in_(("planned", "confirmed")),
    occurrence.state != "cancelled",
)


@dataclass(frozen=True, kw_only=True)
class OnDate(Slot):
    """A date of the network, with what a hint shows of it; `spelled` are its topics by how they are folded."""

    occurrence_id: int
    title: str
    owner_id: int
    organisation_name: str
    place_name: str
    starts_local: datetime
    ends_local: datetime
    is_all_day: bool
    is_planned: bool
    recurrence_id: datetime | None = None
    usual: datetime | None = None
    date_note: str = ""
    spelled: Mapping[str, str] = field(default_factory=dict, compare=False)


def around(wanted: Iterable[Slot]) -> list[OnDate]:
    """Everything the network has on or plans on the days of `wanted` and within two hours of them, in one query.

    For members of the network only: plans are not public.
    """
    return within(_stretches(wanted))


def within(stretches: Sequence[tuple[datetime, datetime]]) -> list[OnDate]:
    """The same for stretches of moments, given in order."""
    if not stretches:
        return []
    found = _DATES_WITH_NAMES.where(*ALIVE, occurrence.id.in_(_touching(stretches)))
    return [_on_date(row) for row in db.session.execute(found.limit(MOST))]


def _on_date(row: Any) -> OnDate:
    return OnDate(
        occurrence_id=row.occurrence_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        first_day=clock.to_local(row.starts_at).date(),
        last_day=last_day(clock.to_local(row.ends_at)),
        **about(row, row.district_number),
        title=row.title,
        owner_id=row.owner_id,
        organisation_name=row.organisation_name,
        place_name=row.place_name or "",
        starts_local=row.starts_local,
        ends_local=row.ends_local,
        is_all_day=row.is_all_day,
        is_planned=row.scheduling == "planned",
        recurrence_id=row.recurrence_id,
        usual=row.usual,
        spelled=spelled(row),
    )


def spelled(row: Any) -> dict[str, str]:
    return {fold(topic): topic for topic in row.topics}


def about(row: Any, district: int | None) -> dict[str, Any]:
    """What a `clash.Plan` says of an event, from the event itself or a row of `ABOUT`."""
    return {
        "event_id": row.id,
        "place_ids": frozenset() if row.place_id is None else frozenset({row.place_id}),
        "room_id": row.room_id,
        "district": district,
        "languages": telling("languages", (*row.spoken, *row.interpreted)),
        "audiences": telling("audiences", (*row.audiences, *(["women"] if row.is_women_only else []))),
        "topics": frozenset((*row.fields, *map(fold, row.topics))),
    }


def of_event(stored: Event) -> list[OnDate]:
    """The coming dates of a stored event: of a series those of half a year."""
    found = _DATES_WITH_NAMES.where(
        occurrence.event_id == stored.id, occurrence.state != "cancelled", occurrence.ends_at > clock.now()
    )
    rows = db.session.execute(found.limit(MOST_OF_A_SERIES)).all()
    return [_on_date(row) for row in rows if row.starts_at < rows[0].starts_at + AHEAD]


def plan_of(stored: Event) -> Plan:
    """What a stored event is about."""
    return Plan(**about(stored, stored.place.district_number if stored.place else None))


def repeated(slot: Slot, starts: Iterable[datetime]) -> list[Slot]:
    """What somebody plans on several days, by its first one: the same at each of these wall times, for half a year."""
    moments = sorted(clock.from_local(at) for at in starts)[:MOST_OF_A_SERIES]
    return [_moved(slot, at) for at in moments if at < moments[0] + AHEAD]


def _moved(slot: Slot, starts_at: datetime) -> Slot:
    ends_at = starts_at + (slot.ends_at - slot.starts_at)
    first, last = clock.to_local(starts_at).date(), last_day(clock.to_local(ends_at))
    return replace(slot, starts_at=starts_at, ends_at=ends_at, first_day=first, last_day=last)


def _stretches(wanted: Iterable[Slot]) -> list[tuple[datetime, datetime]]:
    """From when to when to look: whole days and two hours more; what overlaps is one stretch."""
    found: list[tuple[datetime, datetime]] = []
    for one in sorted(wanted, key=lambda slot: slot.starts_at):
        begin = min(clock.midnight(one.first_day), one.starts_at - NEAR)
        end = max(_midnight_after(one.last_day), one.ends_at + NEAR)
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def _midnight_after(day: date) -> datetime:
    return clock.midnight(day + timedelta(days=1))


def _touching(stretches: Sequence[tuple[datetime, datetime]]) -> Any:
    """The dates that touch one of the stretches: a range of an index for each, and the few that last longer."""
    short = [
        select(occurrence.id).where(
            occurrence.starts_at >= begins - LOOK_BACK, occurrence.starts_at < ends, occurrence.ends_at > begins
        )
        for begins, ends in stretches
    ]
    long = select(occurrence.id).where(
        occurrence.is_long, occurrence.ends_at > stretches[0][0], occurrence.starts_at < stretches[-1][1]
    )
    return union_all(*short, long)
