"""When something is on, from the properties of a component and the zones its file speaks of."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from kiknet import clock
from kiknet.calendar.draft import USUAL_LENGTH
from kiknet.errors import Rejected
from kiknet.i18n import _l
from kiknet.imports import values
from kiknet.imports.components import Component, Document
from kiknet.imports.lines import Line
from kiknet.imports.problem import MOST_DATES
from kiknet.imports.values import When

A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)


class Times:
    """Reads the moments of one document; what it had to guess becomes a hint there."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._calendar_zone = document.zone(document.properties.get("X-WR-TIMEZONE", ""))
        self._unknown_zones: set[str] = set()

    def when(self, component: Component, name: str) -> When | None:
        """The moment in this property. Raises `Rejected` for one that cannot be read."""
        line = component.get(name)
        return self._moment(line, line.value) if line and line.value.strip() else None

    def several(self, component: Component, name: str) -> Iterator[When]:
        """Those of RDATE or EXDATE; what cannot be read is noted and passed over."""
        count = 0
        for line in component.all(name):
            for text in values.many(line):
                count += 1
                if count > MOST_DATES:
                    return
                try:
                    yield self._moment(line, text)
                except Rejected as refusal:
                    self._document.note(line.number, refusal.reason, is_hint=True)

    def span(self, component: Component) -> tuple[When, timedelta]:
        """When it begins, and how long it lasts on the clocks here; an end that is missing or wrong is guessed."""
        starts = self.when(component, "DTSTART") or self.when(component, "RECURRENCE-ID")
        if starts is None:
            raise Rejected(_l("It does not say when it begins (DTSTART)."))
        if component.value("X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE":
            starts = _as_day(starts)
        usual = A_DAY if starts.is_date else USUAL_LENGTH
        length = self._length(component, starts)
        if length is None:
            return starts, usual
        if length <= timedelta():
            self._document.note(component.line, _l("It ends before it begins; we took the usual length."), is_hint=True)
            return starts, usual
        return starts, A_DAY * max(1, -(-length // A_DAY)) if starts.is_date else max(length, A_MINUTE)

    def _length(self, component: Component, starts: When) -> timedelta | None:
        """By DTEND or DURATION; None without either, and for a day that ends when it begins (many programs do that)."""
        ends = self.when(component, "DTEND")
        if ends is None:
            return values.length(component.value("DURATION"))
        if not starts.is_date:
            return ends.at_home() - starts.at_home() or None
        return _as_day(ends).wall - starts.wall or None

    def _moment(self, line: Line, text: str) -> When:
        return self._at_calendar(values.when(text, self._zone(line.parameters.get("TZID", ""), line.number)))

    def _zone(self, name: str, line: int) -> str | None:
        zone = self._document.zone(name) if name else None
        if name and zone is None and name not in self._unknown_zones:
            self._unknown_zones.add(name)
            reason = _l("Nobody knows the time zone “%(name)s”; we took the time as it stands.", name=name[:60])
            self._document.note(line, reason, is_hint=True)
        return zone

    def _at_calendar(self, when: When) -> When:
        """Times that float, and those in UTC of a calendar that names its zone, are that zone's (X-WR-TIMEZONE)."""
        zone = self._calendar_zone
        if zone is None or when.is_date or when.zone not in {None, "UTC"}:
            return when
        if when.zone is None:
            return replace(when, zone=zone)
        return When(clock.to_local(clock.from_local(when.wall, "UTC"), zone), zone)


def _as_day(when: When) -> When:
    return When(datetime.combine(when.wall.date(), time.min), is_date=True)
