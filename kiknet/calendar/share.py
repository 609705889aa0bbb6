"""Passing an event on: a text for a group chat, and links that put it into somebody's calendar (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlencode

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose"


@dataclass(frozen=True)
class Shared:
    """What is passed on. `when` is a sentence; the moments are aware, the days (for all-day events) the first and the
    one after the last."""

    title: str
    when: str
    where: str
    url: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    days: tuple[date, date] | None = None

    @property
    def text(self) -> str:
        """Four lines at most: what, when, where, link."""
        return "\n".join(_line(part) for part in (self.title, self.when, self.where, self.url) if part.strip())

    def google_link(self) -> str:
        """Google's template for a new event. It is a copy and will not hear of changes. Empty without a date."""
        span = self._span("%Y%m%dT%H%M%SZ", "%Y%m%d")
        if not span:
            return ""
        fields = {"action": "TEMPLATE", "text": self.title, "dates": "/".join(span)}
        return f"{GOOGLE}?{urlencode(fields | {'location': self.where, 'details': self.url})}"

    def outlook_link(self) -> str:
        """The same for Outlook on the web."""
        span = self._span("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d")
        if not span:
            return ""
        fields = {"path": "/calendar/action/compose", "rru": "addevent", "subject": self.title, "body": self.url}
        times = {"startdt": span[0], "enddt": span[1], "allday": "true" if self.days else "false"}
        return f"{OUTLOOK}?{urlencode(fields | times | {'location': self.where})}"

    def _span(self, moment_format: str, day_format: str) -> Sequence[str]:
        if self.days:
            return [day.strftime(day_format) for day in self.days]
        if self.starts_at is None or self.ends_at is None:
            return []
        return [moment.astimezone(UTC).strftime(moment_format) for moment in (self.starts_at, self.ends_at)]


def _line(text: str) -> str:
    return " ".join(text.split())
