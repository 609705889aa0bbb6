"""What moderation must know of a kind of thing that can be reported."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from kiknet.media import KeptFile
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

Deed = Callable[[Acting, Any, str], object]
"""`(by, thing, reason)`."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`find` raises `NotFound` for what somebody may not see; `hide` and `restore` take a reason its owner reads.

    `path` names the kind in addresses. `hides` is what hiding is called; `deeds` are the audit entries that say it was
    hidden or shown again, in the words of the decision log. `owners` finds whose several are. What the office may
    see for a report only has a finder of its own, `find_reported`; its `text` and `files` stand on the page of the
    report, for the office cannot open where they stand.
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
    find_reported: Callable[[Acting, int], Any] | None = None
    text: Callable[[Any], str] | None = None
    files: Callable[[Any], list[KeptFile]] = lambda _thing: []
    table: str = ""
    deeds: Mapping[str, Any] = field(default_factory=dict)

    def owner(self, thing: Any) -> Organisation | None:
        return self.owners([thing.id]).get(thing.id)
