"""What stands above a cooperation and belongs to it (events, bookings, listings) finds here what it may belong to."""

from collections.abc import Collection

from sqlalchemy import select

from kiknet.access import require
from kiknet.cooperations import policy, queries
from kiknet.cooperations.models import Cooperation, CooperationEntry
from kiknet.cooperations.service.deeds import note
from kiknet.db import db, holds, line_up, line_up_all
from kiknet.errors import NotFound
from kiknet.organisations.acting import Acting

UNDER_WAY, WISHED_FOR = ("planning", "active"), ("idea", "seeking")
LINKABLE = policy.RULES["link"].states


def in_field(by: Acting | None, key: str, states: Collection[str], most: int) -> list[Cooperation]:
    """The latest cooperations in a field of action that `by` (None: a stranger) may see, with their partners."""
    found = select(Cooperation).where(
        Cooperation.state.in_(states), holds(Cooperation.fields, [key]), queries.is_visible(by)
    )
    latest = found.order_by(Cooperation.touched_at.desc(), Cooperation.id.desc()).limit(most)
    return list(db.session.scalars(latest.options(*queries.WITH_PARTNERS)))


def to_choose(by: Acting) -> list[Cooperation]:
    """The cooperations `by` may add something to, the latest first."""
    if by.organisation is None or not by.may_write:
        return []
    found = select(Cooperation).where(
        Cooperation.state.in_(LINKABLE), queries.has_partner(by.organisation_id, "accepted")
    )
    return list(db.session.scalars(found.order_by(Cooperation.touched_at.desc(), Cooperation.id.desc())))


def choices(by: Acting, stored_id: int | None = None) -> list[tuple[str, str]]:
    """The same for a form; what is stored stays, even if nothing may be added to it any more."""
    own = [(str(each.id), each.title) for each in to_choose(by)]
    if stored_id is not None and str(stored_id) not in dict(own):
        own.append((str(stored_id), db.session.get_one(Cooperation, stored_id).title))
    return own


def asked_for(by: Acting, cooperation_id: int | None) -> Cooperation | None:
    """What the address names, with its partners, if `by` may add something to it. Raises `NotFound` or `NotAllowed`."""
    if cooperation_id is None:
        return None
    found = queries.cooperation_by_id(by, cooperation_id)
    require(policy.may(by, "link", found))
    return found


def text_for_guests(cooperation: Cooperation) -> str:
    """Its summary, as an event's description begins. What two have written on the board to find each other is none,
    until the lead has put it into other words.
    """
    if cooperation.origin != "match":
        return cooperation.summary
    changes = select(CooperationEntry.said).where(
        CooperationEntry.cooperation_id == cooperation.id, CooperationEntry.deed == "change"
    )
    return cooperation.summary if any("summary" in said for said in db.session.scalars(changes)) else ""


def shown(by: Acting | None, cooperation_id: int | None) -> Cooperation | None:
    """What something belongs to, if the reader may see it."""
    if cooperation_id is None:
        return None
    try:
        return queries.cooperation_by_id(by, cooperation_id)
    except NotFound:
        return None


def wait_for(cooperation_id: int | None, former_id: int | None) -> None:
    """In a deed that moves something to another cooperation, before it takes hold of that: first come cooperations."""
    if cooperation_id is not None and cooperation_id != former_id:
        line_up_all(Cooperation, Cooperation.id == cooperation_id)


def line_up_to_link(by: Acting, cooperation_id: int, kind: str, title: str) -> Cooperation:
    """In a deed that adds something: wait for those who change it, then look, and write it into the history.

    `kind` is "event", "listing" or "booking"; without a `title` others see nothing of it yet.
    Raises `NotFound` or `NotAllowed`.
    """
    cooperation = queries.cooperation_by_id(by, cooperation_id)
    line_up(cooperation)
    require(policy.may(by, "link", cooperation))
    if title:
        note(by, f"link_{kind}", cooperation, title=title)
    return cooperation
