"""Writing a line for an organisation that is in the room: it is told, it is logged, and it completes it later."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from kiknet import audit, clock
from kiknet.access import require
from kiknet.board import suggest
from kiknet.board.draft import ListingDraft
from kiknet.board.models import Listing
from kiknet.board.service.listings import post_listing, withdraw_listing
from kiknet.calendar.draft import EventDraft
from kiknet.calendar.models import Event
from kiknet.calendar.service import post_event, withdraw_event
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.service import moving
from kiknet.cooperations.service.founding import found
from kiknet.db import db, line_up, transaction
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.meeting import lines, queries
from kiknet.meeting.topics import PAGES
from kiknet.notifications.service import notify
from kiknet.organisations import policy
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

USUAL_LENGTH = timedelta(hours=2)
Thing = Cooperation | Listing | Event


def write(by: Acting, line: lines.Line, organisation: Organisation, key: UUID | None = None) -> Thing:
    """What the line says, as an idea, a listing or a planned event of `organisation`, for the network's eyes only.

    The same form sent twice with the same `key` writes once. Raises `NotAllowed` (only the office does this, for an
    organisation that takes part), or `Rejected` for a line without words or with too many.
    """
    on_behalf = policy.on_behalf(by, organisation)
    require(on_behalf is not None)
    assert on_behalf is not None  # noqa: S101 - see the line above
    if not line.title:
        raise Rejected(_("Please write a few words."), "line")
    with transaction():
        line_up(organisation)
        known: Thing | None = queries.written_with(by, key) if key else None
        if known is not None:
            return known
        thing = _WRITERS[line.kind](on_behalf, line)
        thing.is_to_complete = True
        audit.record(
            f"{queries.DEED}{line.kind}", thing, user_id=by.user.id, organisation_id=organisation.id, key=str(key)
        )
        notify(
            "written_at_meeting", to=organisation, url=PAGES[thing.__tablename__].format(thing.id), about=thing, by=by,
            title=line.title, what=line.kind, of=organisation,
        )  # fmt: skip
    return thing


def take_back(by: Acting, kind: str, number: int) -> str:
    """A line of today was wrong: what has become of it goes, as if its organisation had taken it back; it is told.

    Returns the title. Raises `NotAllowed`, `NotFound` for what was not written down today, or `Rejected` once the
    organisation has gone on with it, or another one would join.
    """
    require(policy.may_steer(by))
    entry, thing = queries.written(kind, number)
    organisation = db.session.get_one(Organisation, entry.organisation_id)
    on_behalf = policy.on_behalf(by, organisation)
    require(on_behalf is not None)
    assert on_behalf is not None  # noqa: S101 - see the line above
    with transaction():
        line_up(organisation)
        if not thing.is_to_complete or (kind == "cooperations" and len(thing.partners) > 1):
            raise Rejected(_("%(name)s has gone on with it. Please ask them to take it back.", name=organisation.name))
        title: str = thing.title
        _TAKERS[kind](on_behalf, thing)
        audit.record("meeting.take_back", thing, user_id=by.user.id, organisation_id=organisation.id)
        notify(
            "meeting_line_taken_back", to=organisation, url="/mein/", about=thing, by=by, title=title, of=organisation
        )
    return title


def _idea(by: Acting, line: lines.Line) -> Cooperation:
    return found(by, CooperationDraft(title=line.title, needs=line.more))


def _listing(by: Acting, line: lines.Line) -> Listing:
    """What kind of thing it is about its words tell, as on the board."""
    guess = suggest.guess(line.title)
    return post_listing(
        by,
        ListingDraft(
            direction=line.kind,
            kind=guess.kind or "other",
            title=line.title,
            text=line.more,
            audiences=guess.audiences,
            topics=guess.topics,
            visibility="network",
        ),
    )


def _event(by: Acting, line: lines.Line) -> Event:
    """Planned: with its day if the line begins with one, all day as long as the time is open."""
    plan = lines.planned(line.title, clock.today())
    if not plan.title:
        raise Rejected(_("Please write a few words."), "line")
    when: dict[str, Any] = {"is_date_open": True}
    if plan.day is not None and plan.at is not None:
        starts = datetime.combine(plan.day, plan.at)
        when = {"starts_local": starts, "ends_local": starts + USUAL_LENGTH}
    elif plan.day is not None:
        starts = datetime.combine(plan.day, datetime.min.time())
        when = {"starts_local": starts, "ends_local": starts + timedelta(days=1), "is_all_day": True}
    said = [line.more, _("The time is still open.") if plan.day and not plan.at else ""]
    text = "\n\n".join(part for part in said if part)
    return post_event(by, EventDraft(title=plan.title, description=text, scheduling="planned", **when))


_WRITERS: dict[str, Callable[[Acting, lines.Line], Thing]] = {
    lines.IDEA: _idea,
    lines.NEED: _listing,
    lines.OFFER: _listing,
    lines.DATE: _event,
}


def _take_back_idea(by: Acting, idea: Cooperation) -> None:
    moving.move(by, idea, "cancelled", _("The network office has taken back the line from the meeting."))


_TAKERS: dict[str, Callable[[Acting, Any], Any]] = {
    "cooperations": _take_back_idea,
    "listings": withdraw_listing,
    "events": withdraw_event,
}
