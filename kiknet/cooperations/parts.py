"""What belongs to a cooperation and is known above it: events, bookings, listings. They register themselves here."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for

from kiknet.cooperations import policy
from kiknet.cooperations.models import Cooperation
from kiknet.organisations.acting import Acting


@dataclass(frozen=True)
class Item:
    """One thing that belongs to a cooperation, as its page lists it; `detail` says when, or what state it is in.

    Without a `url` it has no page this reader may open.
    """

    title: str
    url: str
    detail: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Part:
    """One kind of thing: what of it this reader may see, and the page on which another is added.

    That page's address names the cooperation as `given`.
    """

    name: str
    heading: Any
    empty: Any
    add: Any
    items: Callable[[Acting | None, Cooperation], list[Item]]
    adding: str
    given: str = "kooperation"

    def where_to_add(self, by: Acting, cooperation: Cooperation) -> str | None:
        """None: they may not."""
        if not policy.may(by, "link", cooperation):
            return None
        named: Any = {self.given: cooperation.id}
        address: str = url_for(self.adding, **named)
        return address


PARTS: list[Part] = []

last_dates: list[Callable[[Collection[int]], dict[int, date]]] = []
"""For cooperations by id: the day of the last date of their events, held or to come; none for those without one.

Of what has no end it is a year after it began: then one can say what has come of it.
"""

events_at: list[Callable[[Acting, int, datetime], str]] = []
"""The address of the cooperation's event that begins then, if this reader may see it; "" if there is none."""

on_change: list[Callable[..., None]] = []
"""Told in the deed's transaction (which ones), before it takes the revision, whenever who is in has changed.

Its rows are held; they are locked after rooms and before events.
"""

SHOWN_ABOVE = frozenset(
    {"change", "answer_invitation", "answer_interest", "leave", "remove_partner", "hand_over", "appoint", "set_role"}
)
"""The deeds after which that is so."""


def tell_above(*cooperations: Cooperation) -> None:
    for told in on_change:
        told(*cooperations)


def event_at(by: Acting, cooperation: Cooperation, starts: datetime) -> str:
    """The address of what takes place then; "" if nobody has posted it yet."""
    return next(filter(None, (ask(by, cooperation.id, starts) for ask in events_at)), "")


def last_date(cooperation_ids: Collection[int]) -> dict[int, date]:
    """The last day of each cooperation that has an event, by its id."""
    found: dict[int, date] = {}
    for ask in last_dates:
        for number, day in ask(cooperation_ids).items():
            found[number] = max(day, found.get(number, day))
    return found
