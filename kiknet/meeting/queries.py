"""What was written down at a meeting, and for whom one can."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from kiknet import clock
from kiknet.audit import AuditEntry
from kiknet.board.models import Listing
from kiknet.calendar.models import Event
from kiknet.cooperations.models import Cooperation
from kiknet.db import db
from kiknet.errors import NotFound
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

DEED = "meeting."
MOST_SHOWN = 60
MODELS: dict[str, Any] = {"cooperations": Cooperation, "listings": Listing, "events": Event}
GONE: dict[Any, Any] = {
    Cooperation: Cooperation.state == "cancelled",
    Listing: Listing.state == "withdrawn",
    Event: Event.publication == "withdrawn",
}
ADDRESSES = {"cooperations": "/kooperationen/", "listings": "/suchen-bieten/", "events": "/veranstaltungen/"}


@dataclass(frozen=True)
class Written:
    """A line as the page lists it."""

    at: datetime
    kind: str
    title: str
    url: str
    organisation: str
    is_to_complete: bool
    day: date | None = None
    thing: str = ""
    id: int = 0
    is_taken_back: bool = False


def active_names() -> dict[int, str]:
    """Those who take part, by name: for them one can write."""
    found = select(Organisation.id, Organisation.name).where(Organisation.state == "active").order_by(Organisation.name)
    return {row.id: row.name for row in db.session.execute(found)}


def written_today() -> list[Written]:
    """Everything of today, the newest first; as many queries for one line as for sixty."""
    found = select(AuditEntry, Organisation.name).join(Organisation, Organisation.id == AuditEntry.organisation_id)
    rows = db.session.execute(_today(found).order_by(AuditEntry.id.desc()).limit(MOST_SHOWN)).all()
    things = {name: _things(model, [e.object_id for e, _n in rows if e.kind == name]) for name, model in MODELS.items()}
    return [_written(entry, name, things[entry.kind][entry.object_id]) for entry, name in rows]


def written_with(by: Acting, key: UUID) -> Any:
    """What this form has written already."""
    mine = _today(select(AuditEntry)).where(AuditEntry.user_id == by.user.id)
    entry = next((e for e in db.session.scalars(mine) if e.changes.get("key") == str(key)), None)
    return db.session.get(MODELS[entry.kind], entry.object_id) if entry else None


def written(kind: str, number: int) -> tuple[AuditEntry, Any]:
    """The line of today that has become this thing, and the thing. Raises `NotFound`."""
    entry = db.session.scalar(_today(select(AuditEntry)).where(AuditEntry.kind == kind, AuditEntry.object_id == number))
    thing = db.session.get(MODELS[kind], number) if entry else None
    if entry is None or thing is None:
        raise NotFound
    return entry, thing


def _today(found: Any) -> Any:
    deeds = [f"{DEED}{kind}" for kind in ("idea", "need", "offer", "date")]
    return found.where(AuditEntry.deed.in_(deeds), AuditEntry.at >= clock.midnight(clock.today()))


def _things(model: Any, ids: list[int | None]) -> dict[int | None, Any]:
    day = [model.starts_local] if model is Event else []
    found = select(model.id, model.title, model.is_to_complete, GONE[model].label("is_gone"), *day)
    found = found.where(model.id.in_(ids))
    return {row.id: row for row in db.session.execute(found)}


def _written(entry: AuditEntry, organisation: str, thing: Any) -> Written:
    url = f"{ADDRESSES[entry.kind]}{entry.object_id}"
    kind, starts = entry.deed.removeprefix(DEED), getattr(thing, "starts_local", None)
    return Written(
        entry.at, kind, thing.title, url, organisation, thing.is_to_complete, starts.date() if starts else None,
        entry.kind, thing.id, thing.is_gone,
    )  # fmt: skip
