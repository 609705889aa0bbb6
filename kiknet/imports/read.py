"""What was read from a file: values for everything that plans and does the import."""

import hashlib
from dataclasses import dataclass, field

from kiknet.calendar.draft import EventDraft
from kiknet.calendar.intake import DateIntake
from kiknet.imports.problem import Problem

FORMAT = 2  # count up when the same file is read differently: what was imported is then compared anew


@dataclass(frozen=True, kw_only=True)
class ReadEvent:
    """An event of somebody else's calendar. Times are wall time here; `uid` is its name over there."""

    uid: str
    line: int
    draft: EventDraft
    is_cancelled: bool = False
    is_postponed: bool = False
    overrides: tuple[DateIntake, ...] = ()

    @property
    def scheduling(self) -> str:
        if self.is_cancelled:
            return "cancelled"
        return "postponed" if self.is_postponed else self.draft.scheduling

    @property
    def fingerprint(self) -> str:
        """Equal for what says the same, wherever it stands in the file."""
        said = repr((FORMAT, self.draft, self.scheduling, self.overrides))
        return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32]


@dataclass(frozen=True)
class Reading:
    """Everything a file says. `mentioned` are all names of events in it, also of those that could not be read.

    Only a file that is complete can tell what is gone.
    """

    events: list[ReadEvent] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    mentioned: frozenset[str] = frozenset()
    is_complete: bool = True
    name: str = ""
