"""What can be reported. Each kind says how one is found, and hides it through its own capability's service."""

from collections.abc import Collection
from typing import Any

from flask import url_for
from sqlalchemy import Select, select

from kiknet.board import policy as board_policy
from kiknet.board import queries as board_queries
from kiknet.board.models import Listing
from kiknet.board.service import approval as board_approval
from kiknet.calendar import approval
from kiknet.calendar import policy as calendar_policy
from kiknet.calendar import queries as calendar_queries
from kiknet.calendar.models import Event
from kiknet.conversations import policy as conversation_policy
from kiknet.conversations import queries as conversation_queries
from kiknet.conversations import service as conversations
from kiknet.conversations.models import Message
from kiknet.cooperations import policy as cooperation_policy
from kiknet.cooperations import post_queries, work_policy
from kiknet.cooperations import queries as cooperation_queries
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.service import moving as cooperations
from kiknet.cooperations.service import posts
from kiknet.cooperations.work_models import Post
from kiknet.db import db
from kiknet.errors import Gone, NotFound
from kiknet.i18n import _, _l
from kiknet.media import KeptFile
from kiknet.moderation.kind import Kind
from kiknet.moderation.models import Report
from kiknet.organisations import policy as organisations_policy
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.organisations.queries import organisation_by_id
from kiknet.organisations.service import office


def _event_owners(ids: Collection[int]) -> dict[int, Organisation]:
    return _owners(select(Event.id, Organisation).join(Event.owner).where(Event.id.in_(ids)))


def _listing_owners(ids: Collection[int]) -> dict[int, Organisation]:
    return _owners(select(Listing.id, Organisation).join(Listing.organisation).where(Listing.id.in_(ids)))


def _cooperation_owners(ids: Collection[int]) -> dict[int, Organisation]:
    """Those who began them; its lead hears of what is decided."""
    return _owners(select(Cooperation.id, Organisation).join(Cooperation.initiator).where(Cooperation.id.in_(ids)))


def _message_owners(ids: Collection[int]) -> dict[int, Organisation]:
    return _owners(select(Message.id, Organisation).join(Message.organisation).where(Message.id.in_(ids)))


def _post_owners(ids: Collection[int]) -> dict[int, Organisation]:
    return _owners(select(Post.id, Organisation).join(Post.organisation).where(Post.id.in_(ids)))


def _owners(rows: Select[int, Organisation]) -> dict[int, Organisation]:
    return dict(iter(db.session.execute(rows)))


def _organisation(by: Acting | None, organisation_id: int) -> Organisation:
    found = organisation_by_id(organisation_id)
    if found is None or not (found.is_listed or (by and organisations_policy.may_steer(by))):
        raise NotFound
    return found


def _organisations(ids: Collection[int]) -> dict[int, Organisation]:
    return {found.id: found for found in db.session.scalars(select(Organisation).where(Organisation.id.in_(ids)))}


EVENT = Kind(
    code="event",
    path="veranstaltung",
    name=_l("Event"),
    find=calendar_queries.event_by_id,
    title=lambda event: event.title,
    url=lambda event: url_for("calendar.event", event_id=event.id),
    owners=_event_owners,
    hides=_l("Hide the event"),
    may_hide=lambda by, event: calendar_policy.may(by, "hide", event),
    hide=approval.hide_event,
    may_restore=lambda by, event: calendar_policy.may(by, "restore", event),
    restore=approval.restore_event,
    table="events",
    deeds={"event.hide": _l("hidden"), "event.restore": _l("shown again")},
)
ORGANISATION = Kind(
    code="organisation",
    path="organisation",
    name=_l("Organisation"),
    find=_organisation,
    title=lambda organisation: organisation.name,
    url=lambda organisation: url_for("home.organisation", slug=organisation.slug),
    owners=_organisations,
    hides=_l("Suspend the organisation: its pages vanish, and nothing can be posted for it"),
    may_hide=lambda by, organisation: organisations_policy.may_steer(by) and organisation.state == "active",
    hide=office.suspend,
    may_restore=lambda by, organisation: organisations_policy.may_steer(by) and organisation.state == "suspended",
    restore=office.resume,
    table="organisations",
    deeds={"organisation.suspended": _l("suspended"), "organisation.resumed": _l("takes part again")},
)
LISTING = Kind(
    code="listing",
    path="eintrag",
    name=_l("Listing"),
    find=board_queries.listing_by_id,
    title=lambda listing: listing.title,
    url=lambda listing: url_for("board.listing", listing_id=listing.id),
    owners=_listing_owners,
    hides=_l("Take the listing off the board"),
    may_hide=lambda by, listing: board_policy.may(by, "remove", listing),
    hide=board_approval.remove_listing,
    may_restore=lambda by, listing: board_policy.may(by, "restore", listing),
    restore=board_approval.restore_listing,
    table="listings",
    deeds={"listing.remove": _l("hidden"), "listing.restore": _l("shown again")},
)
COOPERATION = Kind(
    code="cooperation",
    path="kooperation",
    name=_l("Cooperation"),
    find=cooperation_queries.cooperation_by_id,
    title=lambda cooperation: cooperation.title,
    url=lambda cooperation: url_for("cooperations.cooperation", cooperation_id=cooperation.id),
    owners=_cooperation_owners,
    hides=_l("Hide the cooperation: only its organisations find it"),
    may_hide=lambda by, cooperation: cooperation_policy.may(by, "hide", cooperation) and not cooperation.is_hidden,
    hide=cooperations.hide,
    may_restore=lambda by, cooperation: cooperation_policy.may(by, "restore", cooperation) and cooperation.is_hidden,
    restore=cooperations.restore,
    table="cooperations",
    deeds={"cooperation.hide": _l("hidden"), "cooperation.restore": _l("shown again")},
)
MESSAGE = Kind(  # between two organisations: the office reads the one that was reported, and the log is silent about it
    code="message",
    path="nachricht",
    name=_l("Message"),
    find=conversation_queries.message_by_id,
    title=lambda message: message.conversation.subject,
    url=lambda message: url_for("conversations.conversation", conversation_id=message.conversation_id),
    owners=_message_owners,
    find_reported=conversation_queries.reported_message,
    text=lambda message: message.text,
    files=lambda message: [row.file for row in message.files],
    hides=_l("Hide the message"),
    may_hide=conversation_policy.may_hide,
    hide=conversations.hide,
    may_restore=conversation_policy.may_restore,
    restore=conversations.restore,
)
POST = Kind(  # inside a cooperation, likewise
    code="post",
    path="beitrag",
    name=_l("Post"),
    find=post_queries.post_by_id,
    title=lambda post: _("Post in “%(title)s”", title=post.cooperation.title),
    url=lambda post: url_for("cooperations.posts", cooperation_id=post.cooperation_id),
    owners=_post_owners,
    find_reported=post_queries.reported_post,
    text=lambda post: post.text,
    files=lambda post: [row.file for row in post.files],
    hides=_l("Hide the post"),
    may_hide=work_policy.may_hide,
    hide=posts.hide,
    may_restore=work_policy.may_restore,
    restore=posts.restore,
)
KINDS = {kind.code: kind for kind in (EVENT, ORGANISATION, LISTING, COOPERATION, MESSAGE, POST)}


def at(path: str) -> Kind:
    """The kind an address names. Raises `NotFound`."""
    found = next((kind for kind in KINDS.values() if kind.path == path), None)
    if found is None:
        raise NotFound
    return found


def reported(by: Acting, report: Report) -> Any | None:
    """The thing a report is about, as the office finds it; None if it is gone, or taken back by its owner."""
    kind = KINDS[report.kind]
    try:
        return (kind.find_reported or kind.find)(by, report.target_id)
    except (NotFound, Gone):
        return None


def reported_file(by: Acting, report: Report, name: str) -> KeptFile:
    """One that belongs to the thing a report is about. Raises `NotFound`."""
    thing = reported(by, report)
    for kept in KINDS[report.kind].files(thing) if thing is not None else ():
        if kept.name == name:
            return kept
    raise NotFound
