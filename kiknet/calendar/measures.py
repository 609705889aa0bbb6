"""Which measures of the concept an event serves: suggested from what it says, chosen by who may change it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import joinedload

from kiknet import revisions
from kiknet.access import require
from kiknet.calendar import policy, when
from kiknet.calendar.models import Event, Occurrence
from kiknet.concept import links, queries, suggesting
from kiknet.concept.links import Kind, Thing
from kiknet.concept.models import MeasureLink
from kiknet.concept.suggesting import Wanted
from kiknet.cooperations.measures import KIND as COOPERATION
from kiknet.db import db, transaction
from kiknet.organisations.acting import Acting

KIND = "event"


def suggested(event: Event, words: str = "") -> list[int]:
    """The ids of at most five measures, for what the event says or for `words` typed instead."""
    if words:
        return suggesting.suggest(Wanted(words), queries.candidates())
    text = f"{event.summary} {event.description}"
    said = Wanted(event.title, text, event.fields, _audiences(event), event.topics)
    return suggesting.suggest(said, queries.candidates())


def links_of(event: Event) -> list[MeasureLink]:
    return links.links_of(KIND, event.id)


def usual(event: Event) -> list[int]:
    """The ids of those its cooperation serves, as far as the office has not said no."""
    if event.cooperation_id is None:
        return []
    found = links.links_of(COOPERATION, event.cooperation_id)
    return [link.measure_id for link in found if link.state != "rejected"]


def choose(by: Acting, event: Event, measure_ids: Collection[int]) -> None:
    """Let the event serve these measures; the office decides about new ones.

    Raises `NotAllowed`, `Rejected`, or `ChangedMeanwhile` if somebody saves the event at this moment.
    """
    require(policy.may(by, "change", event))
    with transaction():
        revisions.hold(event, event.revision)
        links.choose(by, KIND, event.id, measure_ids)


def kind() -> Kind:
    """How the concept sees events: those the network finds, and how they look in the office's list."""
    return Kind(live=_live, describe=_described)


def _live() -> Select[Any]:
    """What is hidden, withdrawn or called off does not count, nor does anybody decide about it.

    A series that was called off later counts with the dates it had.
    """
    before = (Occurrence.state != "cancelled", Occurrence.starts_at < Event.cancelled_at)
    had_some = and_(or_(Event.rule != "", Event.added != ""), exists().where(Occurrence.event_id == Event.id, *before))
    return select(Event.id).where(Event.publication == "published", or_(Event.scheduling != "cancelled", had_some))


def _described(ids: Collection[int]) -> list[Thing]:
    found = select(Event).where(Event.id.in_(ids), Event.id.in_(_live())).options(joinedload(Event.owner))
    return [
        Thing(
            event.id,
            event.title,
            "calendar.event",
            {"event_id": event.id},
            event.owner_id,
            event.owner.name,
            when.written_when(event),
        )
        for event in db.session.scalars(found)
    ]


def _audiences(event: Event) -> list[str]:
    return sorted({*event.audiences, *(["women"] if event.is_women_only else [])})
