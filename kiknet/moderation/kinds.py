"""What can be reported. Each kind says how one is found, and hides it through its own capability's service."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import select

from kiknet.calendar import approval
from kiknet.calendar import policy as calendar_policy
from kiknet.calendar import queries as calendar_queries
from kiknet.calendar.models import Event
from kiknet.db import db
from kiknet.errors import Gone, NotFound
from kiknet.i18n import _l
from kiknet.moderation.models import Report
from kiknet.organisations import policy as organisations_policy
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.organisations.queries import organisation_by_id
from kiknet.organisations.service import office

Deed = Callable[[Acting, Any, str], object]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`find` raises `NotFound` for what somebody may not see; `hide` and `restore` take a reason its owner reads.

    `path` names the kind in addresses. `hides` is what hiding is called; `deeds` are the audit entries that say it was
    hidden or shown again, in the words of the decision log. `owners` finds whose several are.
    """

    code: str
    path: str
    name: Any
    find: Callable[[Acting | None, int], Any]
    title: Callable[[Any], str]
    url: Callable[[Any], str]
    owners: Callable[[Collection[int]], dict[int, Organisation]]
    hides: Any
    may_hide: Callable[[Acting, Any], bool]
    hide: Deed
    may_restore: Callable[[Acting, Any], bool]
    restore: Deed
    table: str
    deeds: Mapping[str, Any]

    def owner(self, thing: Any) -> Organisation | None:
        return self.owners([thing.id]).get(thing.id)


def _event_owners(ids: Collection[int]) -> dict[int, Organisation]:
    rows = select(Event.id, Organisation).join(Event.owner).where(Event.id.in_(ids))
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
KINDS = {kind.code: kind for kind in (EVENT, ORGANISATION)}


def at(path: str) -> Kind:
    """The kind an address names. Raises `NotFound`."""
    found = next((kind for kind in KINDS.values() if kind.path == path), None)
    if found is None:
        raise NotFound
    return found


def reported(by: Acting, report: Report) -> Any | None:
    """The thing a report is about, as the office finds it; None if it is gone, or taken back by its owner."""
    try:
        return KINDS[report.kind].find(by, report.target_id)
    except (NotFound, Gone):
        return None
