"""Events in the search: strangers find the public ones, the network also its plans."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, select

from kiknet import clock
from kiknet.calendar import when
from kiknet.calendar.agenda import PLACE_ID, STATUS
from kiknet.calendar.kept_models import EventWords
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.recurrence import Rule
from kiknet.calendar.rule_words import sentence
from kiknet.db import db
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place
from kiknet.search.found import Found

IS_PUBLISHED = Event.publication == "published"
IS_PUBLIC = and_(
    IS_PUBLISHED, Event.visibility == "public", Event.scheduling != "planned", Event.starts_local.is_not(None)
)
IS_OFF = case((Occurrence.state == "cancelled", 1), else_=0)
STRIKING = ("cancelled", "postponed", "planned", "place_open")


def source() -> Select[Any]:
    dates = Occurrence.event_id == Event.id
    return select(
        Event.id.label("object_id"),
        Event.title.label("name"),
        EventWords.text.label("text"),
        case((IS_PUBLIC, "public"), (IS_PUBLISHED, "network"), else_="none").label("audience"),
        select(func.min(Occurrence.starts_at)).where(dates).scalar_subquery().label("starts_at"),
        select(func.max(Occurrence.ends_at)).where(dates).scalar_subquery().label("ends_at"),
        EventWords.revision.label("revision"),
    ).join_from(EventWords, Event, EventWords.event_id == Event.id)


def read(by: Acting | None, ids: Sequence[int]) -> dict[int, Found]:
    """Each with its next date that takes place, or its last one when all are over."""
    rows = db.session.connection().execute(_by_id(by is None), {"ids": ids, "now": clock.now()})
    return {row.id: _hit(row) for row in rows}


@cache
def _by_id(is_stranger: bool) -> Any:
    shown = (
        Event.id, Event.title, Event.summary, STATUS, Event.visibility, Event.is_all_day, Event.date_note,
        Event.place_note, Event.online_url, Event.rule, Event.skips_holidays, Event.starts_local.label("begins"),
        Occurrence.starts_local, Occurrence.ends_local,
        Place.name.label("place_name"), Organisation.name.label("organisation_name"),
    )  # fmt: skip
    return (
        select(*shown)
        .join(Organisation, Organisation.id == Event.owner_id)
        .outerjoin(Occurrence, Occurrence.id == _date_shown())
        .outerjoin(Place, Place.id == PLACE_ID)
        .where(Event.id.in_(bindparam("ids", expanding=True)), IS_PUBLIC if is_stranger else IS_PUBLISHED)
    )


def _date_shown() -> ColumnElement[int]:
    dates = select(Occurrence.id).where(Occurrence.event_id == Event.id).correlate(Event).limit(1)
    coming = dates.where(Occurrence.ends_at > bindparam("now")).order_by(IS_OFF, Occurrence.starts_at)
    gone = dates.order_by(Occurrence.starts_at.desc())
    shown: ColumnElement[int] = func.coalesce(coming.scalar_subquery(), gone.scalar_subquery())
    return shown


def _repeats(row: Any) -> str:
    return sentence(Rule.parse(row.rule), row.begins, skips_holidays=row.skips_holidays) if row.rule else ""


def _hit(row: Any) -> Found:
    where = row.place_name or row.place_note or (_("online") if row.online_url else "")
    if row.scheduling == "place_open":
        where = ""
    return Found(
        endpoint="calendar.event",
        key="event_id",
        value=row.id,
        title=row.title,
        kicker=when.written_when(row),
        meta=[part for part in dict.fromkeys((_repeats(row), where, row.organisation_name)) if part],
        text=row.summary,
        statuses=[row.scheduling] * (row.scheduling in STRIKING) + ["network"] * (row.visibility == "network"),
    )
