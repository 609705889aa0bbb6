"""What a mail says of an event: four lines, what, when, where, link."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from flask import current_app

from kiknet import clock, i18n
from kiknet.calendar import when
from kiknet.calendar.addressing import date_address
from kiknet.calendar.kept_models import EventChange
from kiknet.calendar.recurrence import Rule
from kiknet.calendar.rule_words import sentence
from kiknet.i18n import _, ngettext

MOST = 50


class Entry(NamedTuple):
    """`label` says what happened ("Cancelled"), to which date of a series (`on`), `before` what it was, `more` speaks
    of further dates; or empty.

    What `has_left` does not fit the reader's filter any more.
    """

    title: str
    when: str
    where: str
    url: str
    label: str = ""
    on: str = ""
    before: str = ""
    reason: str = ""
    more: str = ""
    has_left: bool = False


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
    """One for each event that takes place, with its next date."""
    found = (dates_on(dates) for dates in rows.values())
    return [_entry(dates[0], _address(dates[0]), more=_more(dates)) for dates in found if dates]


def dates_on(dates: Sequence[Any]) -> list[Any]:
    """Those that take place."""
    return [row for row in dates if row.publication == "published" and row.scheduling != "cancelled"]


def changed_entries(
    changes: Iterable[EventChange], fitting: Rows, every: Rows, known: Collection[int] = ()
) -> list[Entry]:
    """One for each event (or single date of a series) that was changed, as it is now; several changes are one.

    `fitting` are the dates that fit the reader's filter now, `every` all there are; of the events that are `known` to
    the reader it is told, too, when they do not fit any more.
    """
    first: dict[tuple[int, str], EventChange] = {}
    for change in changes:
        if change.event_id in fitting or change.event_id in known:
            first.setdefault((change.event_id, _date_of(change)), change)
    found = (
        _changed(change, fitting.get(event_id, ()), every.get(event_id, ())) for (event_id, _), change in first.items()
    )
    return [entry for entry in found if entry]


def _date_of(change: EventChange) -> str:
    """The original start of the one date that was changed; empty if it was the whole event."""
    return str(change.after.get("date") or change.before.get("date") or "")


def _changed(change: EventChange, fitting: Sequence[Any], every: Sequence[Any]) -> Entry | None:
    date = _date_of(change)
    row = _row(fitting, date)
    has_left = row is None and (not fitting or "place" in change.before)
    if has_left:
        row = _row(every, date)
    if row is None:
        return None if _row(every, date) else _removed(change, every)
    address = _date_address(row) if date else _address(row)
    words = {"label": _label(row, change), "before": _before(row, change, date), "reason": row.reason}
    return _entry(row, address, **words, on=_on(row) if date else "", has_left=has_left)


def _row(dates: Sequence[Any], date: str) -> Any:
    """The date with this original start; of the event as a whole the next one that takes place."""
    if not date:
        return next(iter(dates_on(dates) or dates), None)
    return next((row for row in dates if f"{row.original_start:%Y-%m-%dT%H:%M}" == date), None)


def _removed(change: EventChange, dates: Sequence[Any]) -> Entry | None:
    """A date that is not there any more, of a series that goes on."""
    was = change.before
    if not dates or "starts_local" not in was or "ends_local" not in was:
        return None
    span = _span_in(was, dates[0])
    if span.starts_local is None or clock.from_local(span.starts_local) < clock.now():
        return None
    where = str(was.get("place") or was.get("place_note") or "")
    return Entry(dates[0].title, when.written_when(span), where, _address(dates[0]), label=_("Cancelled"), on=_on(span))


def _on(span: Any) -> str:
    return i18n.written_day(span.starts_local.date(), "long") if span.starts_local else ""


def _label(row: Any, change: EventChange) -> str:
    if row.publication == "withdrawn":
        return _("Withdrawn")
    if row.scheduling == "cancelled":
        return _("Cancelled")
    if row.scheduling == "postponed":
        return _("Postponed")
    if set(change.before) == {"date"}:
        return _("Additional date")
    if row.scheduling == "place_open" and change.kind == "place":
        return _("Place still open")
    words = {"place": _("New place"), "time": _("New time")}
    return words.get(change.kind, _("Takes place after all"))


def _before(row: Any, change: EventChange, date: str) -> str:
    """When or where it was, if that is another time or place now; not when a whole series began."""
    was = change.before
    if change.kind == "place":
        return str(was.get("place") or was.get("place_note") or "")
    if not was.get("starts_local") or row.scheduling == "cancelled" or (row.recurrence_id and not date):
        return ""
    before = when.written_when(_span_in(was, row))
    return "" if before == _when(row) else before


def _span_in(facts: Mapping[str, Any], row: Any) -> Span:
    starts = datetime.fromisoformat(facts["starts_local"])
    ends = datetime.fromisoformat(facts["ends_local"]) if facts.get("ends_local") else starts + _length(row)
    return Span(starts, ends, bool(facts.get("is_all_day", row.is_all_day)))


def _entry(row: Any, address: str, **more: Any) -> Entry:
    where = row.place_name or row.place_note or (_("online") if row.online_url else "")
    if row.scheduling == "place_open":
        where = _("Place still open")
    return Entry(row.title, _when(row), where, address, **more)


def _more(dates: Sequence[Any]) -> str:
    """What else there is of a series: its rule in words, or how many dates."""
    row, others = dates[0], len(dates) - 1
    if row.rule:
        return sentence(Rule.parse(row.rule), row.usual, skips_holidays=row.skips_holidays)
    return ngettext("and %(num)s more date", "and %(num)s more dates", others) if others else ""


def _when(row: Any) -> str:
    return when.written_when(Span(row.starts_local, row.ends_local, row.is_all_day))


def _length(row: Any) -> Any:
    return row.ends_local - row.starts_local


def _address(row: Any) -> str:
    base_url, language = current_app.extensions["kiknet"].base_url, i18n.language()
    suffix = "" if language == i18n.DEFAULT else f"?sprache={language}"
    return f"{base_url}/veranstaltungen/{row.id}{suffix}"


def _date_address(row: Any) -> str:
    """One date of a series has a page of its own."""
    return date_address(_address(row), row.recurrence_id, row.usual) if row.recurrence_id else _address(row)
