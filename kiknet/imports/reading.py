"""An iCalendar file as events of ours: everything that can be read, and line and reason for the rest."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from time import thread_time
from typing import Any

from kiknet.calendar import repeating
from kiknet.calendar.draft import MOST_ADDED, EventDraft
from kiknet.calendar.intake import DateIntake
from kiknet.errors import Rejected
from kiknet.i18n import _l
from kiknet.imports import series, values
from kiknet.imports.components import Component, Document, assemble
from kiknet.imports.lines import lines_of
from kiknet.imports.problem import MOST_DATES, MOST_DATES_IN_ALL
from kiknet.imports.read import ReadEvent, Reading
from kiknet.imports.said import check_privacy, differences, draft_of, place_apart, title_of, with_status
from kiknet.imports.times import Times
from kiknet.imports.values import When

LONGEST_UID = 500
MOST_SECONDS = 5
_WEB_PAGE = re.compile(rb"\s*<(?:!doctype|html|head|\?xml)", re.I)


def read(data: bytes, today: date) -> Reading:
    """The events of an .ics file. Raises `Rejected` for what is no calendar at all, or is too large."""
    if _WEB_PAGE.match(data[:500]):
        raise Rejected(_l("This is a web page, not a calendar. Look for “iCal” or “.ics” in your calendar's settings."))
    document = assemble(lines_of(data))
    if not document.is_calendar and not document.events:
        raise Rejected(_l("This is not a calendar file (.ics)."))
    reader = _Reader(document, today)
    events = list(_one_of_each(reader.events()))
    return Reading(
        events=events,
        problems=sorted(document.problems, key=lambda problem: problem.line),
        mentioned=frozenset(reader.mentioned),
        is_complete=document.is_complete,
        name=values.one_line(values.text(document.properties.get("X-WR-CALNAME", "")[:500]), 120),
    )


def _one_of_each(events: Iterable[ReadEvent]) -> Iterator[ReadEvent]:
    """Names are unique: of two events that still share one, the second gets its own."""
    seen: dict[str, int] = {}
    for event in events:
        count = seen[event.uid] = seen.get(event.uid, 0) + 1
        yield event if count == 1 else replace(event, uid=short_uid(f"{event.uid}#{count}"))


def short_uid(uid: str) -> str:
    """A name of any length as one that fits into a column."""
    if len(uid) <= LONGEST_UID and uid.isprintable():
        return uid
    return f"sha256-{hashlib.sha256(uid.encode('utf-8', 'replace')).hexdigest()}"


class _Reader:
    """Understands the components of one document."""

    def __init__(self, document: Document, today: date) -> None:
        self.document, self.today = document, today
        self.times = Times(document)
        self.mentioned: set[str] = set()
        self._patience_ends = thread_time() + MOST_SECONDS
        self._dates_left = MOST_DATES_IN_ALL

    def events(self) -> Iterator[ReadEvent]:
        masters, overrides = self._sorted()
        for uid, versions in masters.items():
            for name, master in self._distinct(uid, versions):
                yield from self._understood(name, master, overrides.pop(uid, []))
        for uid, alone in overrides.items():
            for component in alone:
                yield from self._understood(short_uid(f"{uid}#{component.value('RECURRENCE-ID')}"), component, [])

    def _sorted(self) -> tuple[dict[str, list[Component]], dict[str, list[Component]]]:
        """Events and the single dates changed in them, by UID; one without a UID is named after what it says."""
        masters: dict[str, list[Component]] = {}
        overrides: dict[str, list[Component]] = {}
        for component in self.document.events:
            uid = short_uid(component.value("UID")) or _derived_uid(component)
            self.mentioned.add(uid)
            (overrides if component.get("RECURRENCE-ID") else masters).setdefault(uid, []).append(component)
        return masters, overrides

    def _distinct(self, uid: str, versions: list[Component]) -> Iterator[tuple[str, Component]]:
        """Versions of one event are one, the newest; different events under one UID each get a name of their own."""
        if len(versions) == 1:
            yield uid, versions[0]
            return
        by_start: dict[str, list[Component]] = {}
        for component in versions:
            key = "" if any(c.value("SEQUENCE") for c in versions) else component.value("DTSTART")
            by_start.setdefault(key, []).append(component)
        for number, (start, same) in enumerate(by_start.items()):
            newest = max(same, key=_version)
            for older in same:
                if older is not newest:
                    reason = _l("The same event stands in line %(line)s again; the newer one counts.", line=newest.line)
                    self._hint(older, reason)
            name = uid if number == 0 else short_uid(f"{uid}#{start}")
            self.mentioned.add(name)
            yield name, newest

    def _understood(self, uid: str, component: Component, overrides: list[Component]) -> Iterator[ReadEvent]:
        self.mentioned.add(uid)
        try:
            yield self._event(uid, component, overrides)
        except Rejected as refusal:
            self._note(component, refusal.reason)
        except (ValueError, OverflowError):
            self._note(component, _l("We could not understand this event."))

    def _event(self, uid: str, component: Component, overrides: list[Component]) -> ReadEvent:
        """Raises `Rejected` with the reason why it stays out."""
        check_privacy(component)
        starts, length = self.times.span(component)
        changed = self._changed_dates(overrides)
        read = with_status(ReadEvent(uid=uid, line=component.line, draft=draft_of(component)), component)
        begins, read = self._repeated(read, component, starts, set(changed))
        read = replace(read, draft=_timed(read.draft, begins, length, is_all_day=starts.is_date))
        read.draft.check(self.today, publish=True)
        repeating.settled(read.draft, is_new=True)
        different = [found for at, each in sorted(changed.items()) if (found := self._override(read, at, each))]
        if read.draft.is_series or not different:
            return replace(read, overrides=tuple(different))
        only = different[-1]  # an event with a single date is itself what is different on that date
        timed = replace(read.draft, starts_local=only.starts_local, ends_local=only.ends_local)
        if only.place or only.place_note:
            timed = replace(timed, place=only.place or timed.place, place_note=only.place_note)
        return replace(read, draft=timed, is_cancelled=read.is_cancelled or only.is_cancelled)

    def _repeated(
        self, read: ReadEvent, component: Component, starts: When, changed: set[datetime]
    ) -> tuple[datetime, ReadEvent]:
        """Where it begins, and with its rule, its added and its removed dates. What was `changed` takes place."""
        rule_lines = component.all("RRULE")
        if rule_lines and thread_time() > self._patience_ends:
            raise Rejected(_l("The file has too many rules of repetition that are hard to work out."))
        if len(rule_lines) > 1:
            self._hint(component, _l("It has several rules of repetition; only the first was read."))
        added = [each.on(starts) for each in self.times.several(component, "RDATE")]
        found = series.dates_of(rule_lines[0].value.strip() if rule_lines else "", starts, added, self.today)
        gone = self._removed(component, found.all) - changed
        every = sorted({*found.all, *changed} - gone)[:MOST_DATES]
        if not every:
            raise Rejected(_l("All of its dates were removed."))
        self._dates_left -= len(every)
        if self._dates_left < 0:
            raise Rejected(_l("The calendar has more than %(number)s dates in all.", number=MOST_DATES_IN_ALL))
        if found.is_cut or (not found.rule and len(every) > MOST_ADDED):
            self._hint(component, _l("It has more dates than we keep of a series; only the nearer ones were read."))
        if not found.rule:  # without a rule the dates speak for themselves
            return every[0], replace(read, draft=replace(read.draft, added=tuple(every[1 : 1 + MOST_ADDED])))
        more = sorted({*found.added, *(changed - set(found.all))} - gone)[:MOST_DATES]
        draft = replace(read.draft, rule=found.rule, added=tuple(more), removed=tuple(sorted(gone)))
        return found.starts, replace(read, draft=draft)

    def _removed(self, component: Component, dates: tuple[datetime, ...]) -> set[datetime]:
        """EXDATE, in whichever zone; a day takes away everything on it."""
        exceptions = list(self.times.several(component, "EXDATE"))
        moments = {each.at_home() for each in exceptions if not each.is_date}
        days = {each.wall.date() for each in exceptions if each.is_date}
        return {at for at in dates if at in moments or at.date() in days}

    def _changed_dates(self, overrides: list[Component]) -> dict[datetime, Component]:
        """The newest version of each date that is different (RECURRENCE-ID), by that date."""
        newest: dict[datetime, Component] = {}
        for component in sorted(overrides, key=_version)[-MOST_DATES:]:
            try:
                check_privacy(component)
                which = self.times.when(component, "RECURRENCE-ID")
                begins, _length = self.times.span(component)
                newest[(which or begins).at_home()] = component
            except Rejected as refusal:
                self._note(component, refusal.reason)
        return newest

    def _override(self, read: ReadEvent, at: datetime, component: Component) -> DateIntake | None:
        starts, length = self.times.span(component)
        own = draft_of(component)
        timed = _timed(replace(own, title=read.draft.title), starts.at_home(), length, is_all_day=starts.is_date)
        for problem in timed.problems(self.today, publish=True):
            self._note(component, problem.reason)
            return None
        if timed.starts_local is None or timed.ends_local is None:
            return None
        place, place_note = place_apart(read.draft, own)
        return DateIntake(
            recurrence_id=at,
            place=place,
            place_note=place_note,
            starts_local=timed.starts_local,
            ends_local=timed.ends_local,
            is_cancelled=component.value("STATUS").upper() == "CANCELLED",
            note=differences(read.draft, own),
        )

    def _note(self, component: Component, reason: Any) -> None:
        self.document.note(component.line, reason, title_of(component))

    def _hint(self, component: Component, reason: Any) -> None:
        self.document.note(component.line, reason, title_of(component), is_hint=True)


def _timed(draft: EventDraft, begins: datetime, length: timedelta, *, is_all_day: bool) -> EventDraft:
    begins = begins.replace(second=0)
    return replace(draft, starts_local=begins, ends_local=begins + length, is_all_day=is_all_day)


def _derived_uid(component: Component) -> str:
    """The same for the same title and beginning, in every copy of the file."""
    said = "\0".join(component.value(name) for name in ("SUMMARY", "DTSTART", "RECURRENCE-ID"))
    return f"derived-{hashlib.sha256(said.encode('utf-8', 'replace')).hexdigest()[:32]}"


def _version(component: Component) -> tuple[int, str, str, int]:
    """What is later counts: SEQUENCE, then LAST-MODIFIED, then DTSTAMP, then the place in the file."""
    number = component.value("SEQUENCE")[:9]
    sequence = int(number) if number.isascii() and number.isdecimal() else 0
    return sequence, component.value("LAST-MODIFIED")[:20], component.value("DTSTAMP")[:20], component.line
