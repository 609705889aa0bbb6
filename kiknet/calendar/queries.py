"""Finding events. What somebody may not see is not found."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, not_, or_, select
from sqlalchemy.orm import contains_eager, joinedload, with_expression

from kiknet.calendar import policy
from kiknet.calendar.models import Event, EventOrganiser, Occurrence
from kiknet.db import db
from kiknet.errors import Gone, NotFound
from kiknet.fold import fold
from kiknet.media import Picture
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place

IS_SERIES = or_(Event.rule != "", Event.added != "")
WAITING = ("draft", "submitted", "changes_requested", "rejected")


ONE_EVENT = (
    select(Event)
    .where(Event.id == bindparam("event_id"))
    .options(
        joinedload(Event.owner),
        joinedload(Event.place).joinedload(Place.district),
        joinedload(Event.picture),
        joinedload(Event.organisers).joinedload(EventOrganiser.organisation),
    )
)


def event_by_id(by: Acting | None, event_id: int) -> Event:
    """The event with owner, place, picture and organisers, if `by` (None: a stranger) may see it.

    Raises `NotFound`, or `Gone` for one they could see until its owner withdrew it.
    """
    event = db.session.scalars(ONE_EVENT, {"event_id": event_id}).unique().one_or_none()
    if event is None:
        raise NotFound
    if policy.has_lost(by, event):
        raise Gone
    if not policy.may_see(by, event):
        raise NotFound
    return event


def own_event_by_uid(by: Acting, uid: str) -> Event | None:
    """The event of the organisation `by` acts for that carries this UID."""
    return db.session.scalar(select(Event).where(Event.uid == uid, Event.owner_id == by.organisation_id))


def organisation_names(by: Acting) -> list[str]:
    """The active organisations one can organise something with, by name."""
    found = select(Organisation.name).where(Organisation.state == "active", Organisation.id != by.organisation_id)
    return list(db.session.scalars(found.order_by(Organisation.name)))


def organisation_named(by: Acting, name: str) -> Organisation | None:
    """The active organisation meant by `name`, compared as people read it."""
    found = select(Organisation).where(Organisation.state == "active", Organisation.id != by.organisation_id)
    return next((o for o in db.session.scalars(found) if fold(o.name) == fold(name)), None)


def own_events(by: Acting, part: str, today: date) -> Select[Any]:
    """What the organisation `by` acts for posts or organises with others: `coming`, `waiting` or `past`."""
    asked = select(EventOrganiser.event_id).where(
        EventOrganiser.organisation_id == by.organisation_id, EventOrganiser.state == "accepted"
    )
    own = select(Event).where(or_(Event.owner_id == by.organisation_id, Event.id.in_(asked)))
    own = own.options(joinedload(Event.owner), joinedload(Event.place))
    begins = datetime.combine(today, time.min)
    if part == "waiting":
        return own.where(Event.publication.in_(WAITING)).order_by(Event.changed_at.desc(), Event.id)
    shown = own.where(Event.publication.in_(("published", "hidden")))
    if part == "past":
        return shown.where(not_(is_coming(begins))).order_by(Event.starts_local.desc(), Event.id)
    coming = shown.where(or_(is_coming(begins), Event.starts_local.is_(None)))
    soonest = next_date(begins)
    coming = coming.options(with_expression(Event.next_local, soonest))
    return coming.order_by(Event.starts_local.is_(None), soonest, Event.id)


def is_coming(begins: datetime) -> ColumnElement[bool]:
    """The condition that an event, or some date of a series, has not ended before this wall time."""
    later = exists(select(Occurrence.id).where(Occurrence.event_id == Event.id, Occurrence.ends_local > begins))
    return and_(Event.ends_local.is_not(None), or_(Event.ends_local > begins, and_(IS_SERIES, later)))


def next_date(begins: datetime) -> ColumnElement[datetime | None]:
    """When an event begins; of a series the next date."""
    dates = select(func.min(Occurrence.starts_local)).where(
        Occurrence.event_id == Event.id, Occurrence.ends_local > begins
    )
    return case((IS_SERIES, dates.scalar_subquery()), else_=Event.starts_local)


def waiting_entries() -> list[Event]:
    """The entries the office has to look at one by one, oldest first; what was taken over is in `batches`."""
    typed = (Event.publication == "submitted", Event.source_uid == "")
    found = select(Event).where(*typed).order_by(Event.changed_at)
    return list(db.session.scalars(found.options(joinedload(Event.owner), joinedload(Event.place))))


def picture(picture_id: int | None) -> Picture | None:
    return db.session.get(Picture, picture_id) if picture_id else None


def invitations_to(organisation_ids: list[int]) -> list[EventOrganiser]:
    """What these organisations are asked to organise with others and have not answered, oldest first."""
    found = (
        select(EventOrganiser)
        .join(EventOrganiser.event)
        .where(
            EventOrganiser.organisation_id.in_(organisation_ids),
            EventOrganiser.state == "invited",
            Event.publication.in_(("draft", "submitted", "changes_requested", "published")),
        )
        .options(contains_eager(EventOrganiser.event).joinedload(Event.owner), joinedload(EventOrganiser.organisation))
        .order_by(EventOrganiser.asked_at)
    )
    return list(db.session.scalars(found))


def involved_organisations(event_id: int) -> set[int]:
    """The ids of the owner and of those who were asked to organise it too."""
    owner = select(Event.owner_id).where(Event.id == event_id)
    asked = select(EventOrganiser.organisation_id).where(EventOrganiser.event_id == event_id)
    return set(db.session.scalars(owner.union(asked)))
