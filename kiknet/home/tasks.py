"""What waits for somebody: for the office on its desk, for a person in their own area.

A row of the desk names the template that shows it with its buttons; other capabilities join in here.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kiknet import clock
from kiknet.accounts.models import User
from kiknet.board import queries as board_queries
from kiknet.calendar import batches
from kiknet.calendar import queries as calendar_queries
from kiknet.concept import links
from kiknet.cooperations import lists as cooperations
from kiknet.moderation import queries as moderation
from kiknet.organisations import applications, policy
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Application

REFUSALS_SHOWN = timedelta(days=30)


@dataclass(frozen=True)
class Row:
    """One thing that waits on the desk since a moment, and whether this person may decide it."""

    since: datetime
    template: str
    thing: Any
    may_decide: bool


def waiting_for_the_office(by: Acting) -> list[Row]:
    """Everything that waits for a decision, oldest first."""
    office = applications.office_ids()
    sources = (_applications, _entries, _batches, _listings, _measures)
    found = [row for source in sources for row in source(by, office)] + _cooperations() + _reports()
    return sorted(found, key=lambda row: row.since)


def _applications(by: Acting, office: set[int]) -> list[Row]:
    waiting = applications.waiting_applications()
    involved = applications.involved_in([a.organisation_id for a in waiting])
    template = "organisations/_waiting_application.html"
    return [Row(a.created_at, template, a, policy.may_decide(by, involved[a.organisation_id], office)) for a in waiting]


def _entries(by: Acting, office: set[int]) -> list[Row]:
    waiting = calendar_queries.waiting_entries()
    involved = applications.involved_in([event.owner_id for event in waiting])
    template = "calendar/_waiting_entry.html"
    return [Row(e.changed_at, template, e, policy.may_decide(by, involved[e.owner_id], office)) for e in waiting]


def _batches(by: Acting, office: set[int]) -> list[Row]:
    waiting = batches.waiting()
    involved = applications.involved_in([batch.owner.id for batch in waiting])
    template = "calendar/_waiting_batch.html"
    return [Row(b.since, template, b, policy.may_decide(by, involved[b.owner.id], office)) for b in waiting]


def _listings(by: Acting, office: set[int]) -> list[Row]:
    waiting = board_queries.waiting_listings()
    involved = applications.involved_in([listing.organisation_id for listing in waiting])
    template = "board/_waiting_listing.html"
    return [
        Row(listing.changed_at, template, listing, policy.may_decide(by, involved[listing.organisation_id], office))
        for listing in waiting
    ]


def _cooperations() -> list[Row]:
    """Nobody who takes part leads them any more."""
    template = "cooperations/_waiting_lead.html"
    return [Row(each.touched_at, template, each, True) for each in cooperations.without_lead()]


def _reports() -> list[Row]:
    """They have a page of their own."""
    number, since = moderation.waiting()
    return [Row(since, "moderation/_waiting_reports.html", number, True)] if since else []


def _measures(by: Acting, office: set[int]) -> list[Row]:
    waiting = links.waiting()
    involved = applications.involved_in([w.thing.owner_id for w in waiting])
    template = "concept/_waiting_links.html"
    return [Row(w.since, template, w, policy.may_decide(by, involved[w.thing.owner_id], office)) for w in waiting]


def applications_shown_to(user: User) -> list[Application]:
    """Their own applications that are not settled: undecided ones, and refusals of the last month."""
    recent = clock.now() - REFUSALS_SHOWN
    return [
        a
        for a in applications.applications_of(user)
        if a.is_undecided or (a.state == "declined" and a.decided_at and a.decided_at > recent)
    ]
