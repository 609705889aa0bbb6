"""What becomes of a series' dates when its rule changes: rows and wanted dates in, a plan out (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiknet.calendar.models import Occurrence

EVER = datetime(1, 1, 1)  # noqa: DTZ001 - wall time


@dataclass(frozen=True)
class Plan:
    """`kept` stay what they are; `rekeyed` belong to another original start from now on; `created` are new.

    Nobody has touched what is `deleted`; what is no longer wanted but has something of its own is `cancelled`.
    """

    kept: tuple[Occurrence, ...] = ()
    rekeyed: tuple[tuple[Occurrence, datetime], ...] = ()
    created: tuple[datetime, ...] = ()
    deleted: tuple[Occurrence, ...] = ()
    cancelled: tuple[Occurrence, ...] = ()

    @property
    def changes_dates(self) -> bool:
        return bool(self.rekeyed or self.created or self.deleted or self.cancelled)


def plan(rows: Sequence[Occurrence], wanted: Iterable[datetime], now: datetime | None = None) -> Plan:
    """Match rows with wanted dates: by their original start, else those to come by their day.

    What is over by `now` stays as it was, and nothing new begins before `now`; without it nothing is over.
    """
    wanted = sorted(set(wanted))
    now = now or EVER
    known = {row.recurrence_id for row in rows}
    matched, starts = set(wanted) & known, [start for start in wanted if start not in known and start >= now]
    loose = [row for row in rows if row.recurrence_id not in matched and row.ends_local > now]
    rekeyed = _by_day(loose, starts)
    moved_on, taken = {row.recurrence_id for row, _start in rekeyed}, {start for _row, start in rekeyed}
    left = [row for row in loose if row.recurrence_id not in moved_on]
    gone = {row.recurrence_id for row in left if not row.is_touched or not row.is_cancelled}
    return Plan(
        kept=tuple(row for row in rows if row.recurrence_id not in moved_on | gone),
        rekeyed=tuple(rekeyed),
        created=tuple(start for start in starts if start not in taken),
        deleted=tuple(row for row in left if not row.is_touched),
        cancelled=tuple(row for row in left if row.is_touched and not row.is_cancelled),
    )


def _by_day(rows: list[Occurrence], starts: list[datetime]) -> list[tuple[Occurrence, datetime]]:
    """Rows and new starts of the same day, in order: a series that begins an hour later keeps its dates."""
    by_day: dict[date, list[datetime]] = {}
    for start in starts:
        by_day.setdefault(start.date(), []).append(start)
    pairs = []
    for row in sorted(rows, key=lambda row: row.recurrence_id):
        same_day = by_day.get(row.recurrence_id.date())
        if same_day:
            pairs.append((row, same_day.pop(0)))
    return pairs
