"""When something could be: on weekdays at a time of day, on certain dates, or whenever. Pure.

Nothing said is unknown, and that is no contradiction to anything.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
TYPES = ("weekly", "dates", "flexible")


@dataclass(frozen=True, order=True)
class Weekly:
    """A stretch of a weekday (0 is Monday); without times the whole day."""

    weekday: int
    begins: time | None = None
    ends: time | None = None


@dataclass(frozen=True, order=True)
class OnDate:
    """A stretch of one date; without times the whole day."""

    day: date
    begins: time | None = None
    ends: time | None = None


@dataclass(frozen=True)
class Availability:
    """`type` is "" (unknown), or one of `TYPES`."""

    type: str = ""
    slots: tuple[Weekly, ...] = ()
    dates: tuple[OnDate, ...] = ()

    @property
    def is_known(self) -> bool:
        return self.type == "flexible" or bool(self.slots or self.dates)

    @property
    def last_day(self) -> date | None:
        """After which it cannot be any more; None unless it is on certain dates."""
        return max((each.day for each in self.dates), default=None) if self.type == "dates" else None

    def to_json(self) -> dict[str, Any]:
        """As it is stored: `{}` when nothing is known."""
        if self.type == "weekly" and self.slots:
            rows = [{"weekday": WEEKDAYS[s.weekday], **_times(s)} for s in sorted(set(self.slots), key=_order)]
            return {"type": "weekly", "slots": rows}
        if self.type == "dates" and self.dates:
            days = sorted(set(self.dates), key=lambda d: (d.day, _order(d)))
            return {"type": "dates", "dates": [{"date": d.day.isoformat(), **_times(d)} for d in days]}
        return {"type": "flexible"} if self.type == "flexible" else {}

    @classmethod
    def from_json(cls, stored: dict[str, Any] | None) -> "Availability":
        stored = stored or {}
        return cls(
            stored.get("type", ""),
            tuple(Weekly(WEEKDAYS.index(s["weekday"]), *_read(s)) for s in stored.get("slots", ())),
            tuple(OnDate(date.fromisoformat(d["date"]), *_read(d)) for d in stored.get("dates", ())),
        )


UNKNOWN = Availability()


def _order(part: Weekly | OnDate) -> tuple[int, time, time]:
    return (part.weekday if isinstance(part, Weekly) else 0, part.begins or time.min, part.ends or time.max)


def _times(part: Weekly | OnDate) -> dict[str, str | None]:
    return {
        "from": part.begins.isoformat("minutes") if part.begins else None,
        "to": part.ends.isoformat("minutes") if part.ends else None,
    }


def _read(stored: dict[str, Any]) -> tuple[time | None, time | None]:
    begins, ends = stored.get("from"), stored.get("to")
    return time.fromisoformat(begins) if begins else None, time.fromisoformat(ends) if ends else None
