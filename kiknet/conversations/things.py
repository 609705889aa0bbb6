"""What conversations are about: each capability registers how its things are found by who may see them, and what it
has to say, above what two write to each other, of how it stands between them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kiknet.conversations.models import Conversation
from kiknet.errors import NotFound
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.web.requests import number_or_none


@dataclass(frozen=True)
class Thing:
    """What it is called, where it is shown, and whom one asks about it. `kind` and `id` as audit entries name it."""

    kind: str
    id: int
    title: str
    url: str
    organisation: Organisation


Finder = Callable[[Acting, int], Thing]
"""Raises `NotFound` (or `Gone`) for what this person may not see."""

_finders: dict[str, Finder] = {}


def register(word: str, finder: Finder) -> None:
    """`word` stands for the kind in addresses: "veranstaltung"."""
    _finders[word] = finder


def find(by: Acting, reference: str) -> Thing:
    """The thing behind "veranstaltung-7". Raises `NotFound`."""
    word, _dash, digits = reference.rpartition("-")
    finder, number = _finders.get(word), number_or_none(digits)
    if finder is None or number is None:
        raise NotFound
    return finder(by, number)


@dataclass(frozen=True)
class Standing:
    """A part of the conversation's page: its template, and what that is given."""

    template: str
    context: dict[str, Any]


Teller = Callable[[Acting, Conversation], Standing | None]
"""None where there is nothing to say."""

_tellers: dict[str, Teller] = {}


def register_standing(kind: str, teller: Teller) -> None:
    """`kind` as `Thing.kind`."""
    _tellers[kind] = teller


def standing(by: Acting, conversation: Conversation) -> Standing | None:
    """How it stands with what two talk about, for the side `by` acts for."""
    teller = _tellers.get(conversation.about_kind)
    return teller(by, conversation) if teller else None
