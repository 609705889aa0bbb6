"""What the organisations of a cooperation work with, as its page shows it in short: tasks, polls, posts, outcome.

A module that has such a thing registers its `Section` when it is imported.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kiknet.cooperations.models import Cooperation
from kiknet.i18n import _l
from kiknet.organisations.acting import Acting

ALL = _l("All about it")
ORDER = ("suits", "polls", "tasks", "posts", "outcome")


@dataclass(frozen=True)
class Section:
    """`read` gives what `template` shows as `facts` (None: nothing to show). `endpoint` is the page of its own; `more`
    leads there, unless what was read `is_empty`.

    Only people of its organisations see sections, on the cooperation's page.
    """

    name: str
    heading: Any
    template: str
    read: Callable[[Acting, Cooperation], Any]
    endpoint: str = ""
    more: Any = ALL
    is_empty: Callable[[Any], bool] = lambda _facts: False


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    _sections[section.name] = section


def shown(by: Acting, cooperation: Cooperation) -> list[tuple[Section, Any]]:
    """Each section that has something to show, with what it shows: first what is to be done, or what has come of it."""
    order = ORDER if cooperation.is_open else sorted(ORDER, key=lambda name: name != "outcome")
    every = [_sections[name] for name in order if name in _sections]
    read = [(section, section.read(by, cooperation)) for section in every]
    return [(section, facts) for section, facts in read if facts is not None]
