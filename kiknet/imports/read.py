"""What was read from a file: values for everything that plans and does the import."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from kiknet.calendar.draft import EventDraft
from kiknet.imports.problem import Problem

FORMAT = 1  # count up when the same file is read differently: what was imported is then compared anew


@dataclass(frozen=True, kw_only=True)
class ReadOverride:
    """What is different on one date of a series; None where it is as usual."""

    recurrence_id: datetime
    starts_local: datetime
    ends_local: datetime
    is_cancelled: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ReadEvent:
    """An event of somebody else's calendar. Times are wall time here; `uid` is its name over there."""

    uid: str
    line: int
    draft: EventDraft
    is_cancelled: bool = False
    is_postponed: bool = False
    rule: str = ""
    added: tuple[datetime, ...] = ()
    removed: tuple[datetime, ...] = ()
    overrides: tuple[ReadOverride, ...] = ()

    @property
    def is_series(self) -> bool:
        return bool(self.rule or self.added)

    @property
    def last_end(self) -> datetime:
        """The end of its last known date; that of a rule is not looked for."""
        length = self.draft.ends_local - self.draft.starts_local  # type: ignore[operator]  # what is read has a date
        ends = [self.draft.ends_local, *(at + length for at in self.added), *(o.ends_local for o in self.overrides)]
        return max(at for at in ends if at is not None)

    @property
    def fingerprint(self) -> str:
        """Equal for what says the same, wherever it stands in the file."""
        said = (FORMAT, self.draft, self.is_cancelled, self.is_postponed, self.rule, self.added, self.removed)
        return hashlib.sha256(repr((said, self.overrides)).encode()).hexdigest()[:32]


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
