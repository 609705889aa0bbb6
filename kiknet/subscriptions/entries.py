"""What a mail says of an event: four lines, what, when, where, link."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from flask import current_app

from kiknet import i18n
from kiknet.calendar import when
from kiknet.calendar.models import EventChange
from kiknet.i18n import _

MOST = 50


class Entry(NamedTuple):
    """`label` says what happened ("Cancelled"), `before` what it was; `more` counts further dates. Empty: nothing."""

    title: str
    when: str
    where: str
    url: str
    label: str = ""
    before: str = ""
    reason: str = ""
    more: int = 0


@dataclass
class Span:
    """What a date shows of itself, now or before it was changed."""

    starts_local: datetime | None
    ends_local: datetime | None
    is_all_day: bool
    date_note: str = ""


Rows = Mapping[int, Sequence[Any]]


def by_event(rows: Iterable[Any]) -> Rows:
    """The dates of each event, in the order in which they come."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.id].append(row)
    return found


def new_entries(rows: Rows) -> list[Entry]:
    """One for each event that takes place."""
    return [_entry(dates[0], more=len(dates) - 1) for dates in rows.values() if is_on(dates)]


def is_on(dates: Sequence[Any]) -> bool:
    return bool(dates) and dates[0].publication == "published" and dates[0].scheduling != "cancelled"


def changed_entries(changes: Iterable[EventChange], rows: Rows) -> list[Entry]:
    """One for each event (or single date of a series) that was changed, as it is now; several changes are one."""
    first: dict[tuple[int, str], EventChange] = {}
    for change in changes:
        first.setdefault((change.event_id, _date_of(change)), change)
    found = (_changed(change, date, rows.get(event_id, ())) for (event_id, date), change in first.items())
    return [entry for entry in found if entry]


def _date_of(change: EventChange) -> str:
    """The original start of the one date that was changed; empty if it was the whole event."""
    return str(change.after.get("date") or change.before.get("date") or "")


def _changed(change: EventChange, date: str, dates: Sequence[Any]) -> Entry | None:
    row = next((d for d in dates if not date or d.original_start.isoformat() == date), None)
    if row is None:
        return None
    return _entry(row, label=_label(row, change.kind), before=_before(row, change), reason=row.status_reason)


def _label(row: Any, kind: str) -> str:
    if row.publication == "withdrawn":
        return _("Withdrawn")
    if row.scheduling == "cancelled":
        return _("Cancelled")
    if row.scheduling == "postponed":
        return _("Postponed")
    words = {"place": _("New place"), "time": _("New time")}
    return words.get(kind, _("Takes place after all"))


def _before(row: Any, change: EventChange) -> str:
    """When or where it was, if that is another time or place now."""
    was = change.before
    if change.kind == "place":
        return str(was.get("place") or was.get("place_note") or "")
    if not was.get("starts_local") or row.scheduling == "cancelled":
        return ""
    starts = datetime.fromisoformat(was["starts_local"])
    ends = datetime.fromisoformat(was["ends_local"]) if was.get("ends_local") else starts + _length(row)
    before = when.written_when(Span(starts, ends, bool(was.get("is_all_day", row.is_all_day))))
    return "" if before == _when(row) else before


def _entry(row: Any, **more: Any) -> Entry:
    where = row.place_name or row.place_note or (_("online") if row.online_url else "")
    return Entry(row.title, _when(row), where, _address(row), **more)


def _when(row: Any) -> str:
    return when.written_when(Span(row.starts_local, row.ends_local, row.is_all_day))


def _length(row: Any) -> Any:
    return row.ends_local - row.starts_local


def _address(row: Any) -> str:
    base_url, language = current_app.extensions["kiknet"].base_url, i18n.language()
    suffix = "" if language == i18n.DEFAULT else f"?sprache={language}"
    return f"{base_url}/veranstaltungen/{row.id}{suffix}"
