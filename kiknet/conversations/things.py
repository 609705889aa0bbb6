"""What a conversation can begin at: each capability registers how its things are found, by whom they may be seen."""

from collections.abc import Callable
from dataclasses import dataclass

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
