"""What people hear of events: notices, and mails as they want them, written in the transaction of the deed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from kiknet import clock
from kiknet.accounts.models import User
from kiknet.booking.models import Resource
from kiknet.calendar.kept_models import EventChange
from kiknet.calendar.models import Event
from kiknet.db import db, transaction
from kiknet.i18n import _l
from kiknet.notifications import topics
from kiknet.notifications.service import notify
from kiknet.notifications.topics import Topic
from kiknet.organisations.acting import Acting
from kiknet.organisations.applications import office_people
from kiknet.organisations.models import Organisation
from kiknet.organisations.queries import writers_of

MOST_AT_ONCE = 50
GROUP = _l("Events")
topics.register(
    Topic(
        "events.together", GROUP, _l("Organising together"),
        ("organiser_asked", "organiser_answered", "organiser_removed"),
    ),
    Topic(
        "events.changes", GROUP, _l("Changes of what we organise, and of its rooms"),
        ("event_changed", "event_room", "room_moved"),
    ),
    Topic(
        "events.decisions", GROUP, _l("What the office decides about our events"),
        ("event_decided", "import_decided"),
    ),
    Topic("events.review", GROUP, _l("New events to look at"), ("event_submitted", "import_submitted"), office=True),
)  # fmt: skip


def tell(organisation_id: int, kind: str, by: Acting, *, url: str = "", **context: Any) -> None:
    """A notice to the organisation's editors and admins, but not to the person who does it."""
    _tell(db.session.get_one(Organisation, organisation_id), kind, by, url, context)


def tell_office(kind: str, by: Acting, **context: Any) -> None:
    """A notice to everybody in the office."""
    _tell(office_people(), kind, by, "/buero/", context)


def tell_organisers(kind: str, by: Acting | None, *, event: Event, **context: Any) -> None:
    """A notice to the writers of all who organise it, each of them once, but not to the person who does it."""
    told: set[int] = set()
    for organisation in _organisers(event):
        people = [user for user in writers_of(organisation.id) if user.id not in told]
        told.update(user.id for user in people)
        notify(
            kind, to=people, organisation=organisation, url=_page(event), about=event, by=by, event=event,
            is_owner=organisation.id == event.owner_id, **context,
        )  # fmt: skip


def tell_moved(by: Acting, room: Resource, events: Iterable[Event]) -> None:
    """One notice to each organisation, of all that it organises in a room whose owner says anew where that is."""
    theirs: dict[Organisation, list[Event]] = {}
    for event in events:
        for organisation in _organisers(event):
            theirs.setdefault(organisation, []).append(event)
    for organisation, several in theirs.items():
        notify("room_moved", to=organisation, url=f"/raeume/{room.id}", about=room, by=by, room=room, events=several)


def _organisers(event: Event) -> list[Organisation]:
    return [event.owner, *(o.organisation for o in event.organisers if o.state == "accepted")]


def _tell(to: Organisation | list[User], kind: str, by: Acting | None, url: str, context: dict[str, Any]) -> None:
    """About an event it leads to its page, if not elsewhere."""
    event = context.get("event")
    notify(kind, to=to, url=url or (_page(event) if event else "/mein/veranstaltungen"), about=event, by=by, **context)


def _page(event: Event, more: str = "") -> str:
    return f"/veranstaltungen/{event.id}{more}"


def tell_about_changes() -> int:
    """A job: turn change rows into mails to the co-organisers; returns how many rows. It may run at any time."""
    waiting = select(EventChange.id).where(EventChange.handled_at.is_(None)).order_by(EventChange.id)
    return sum(_tell_about(change_id) for change_id in db.session.scalars(waiting.limit(MOST_AT_ONCE)).all())


def _tell_about(change_id: int) -> int:
    with transaction() as session:
        mine = update(EventChange).where(EventChange.id == change_id, EventChange.handled_at.is_(None))
        if session.execute(mine.values(handled_at=clock.now())).rowcount == 0:  # type: ignore[attr-defined]
            return 0
        change = session.get_one(EventChange, change_id)
        about = _about(change)
        for partner in _concerned(change):
            url, key = _page(change.event), str(change_id)
            notify("event_changed", to=partner, url=url, about=change.event, key=key, event=change.event, **about)
    return 1


def _about(change: EventChange) -> dict[str, Any]:
    """What the mail says beside the event: the kind of change, and which date of a series if it is about one."""
    date = change.before.get("date")
    starts = datetime.fromisoformat(date) if date else None
    after = change.after.get("starts_local")
    kind = change.kind
    if starts and kind == "status":
        kind = {None: "date_removed", "cancelled": "date_cancelled"}.get(change.after.get("scheduling"), "date_on")
    return {"change": kind, "date": starts, "moved_to": datetime.fromisoformat(after) if starts and after else None}


def _concerned(change: EventChange) -> list[Organisation]:
    """The organisations that organise it too; who made the change knows of it."""
    partners = [o.organisation for o in change.event.organisers if o.state == "accepted"]
    return [partner for partner in partners if partner.id != change.by_organisation_id]


def tell_decision(by: Acting, event: Event, decision: str, **context: Any) -> None:
    """Write to the owner's editors and admins what the office has decided."""
    is_back = decision in {"return", "hide"}
    url = f"/mein/veranstaltungen/{event.id}/bearbeiten" if is_back else _page(event)
    tell(event.owner_id, "event_decided", by, url=url, event=event, decision=decision, **context)
