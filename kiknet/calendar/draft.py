"""What somebody typed, before it is an event. The rules here hold for forms, imports and seeds alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from kiknet import clock
from kiknet.calendar.recurrence import Rule
from kiknet.errors import Rejected
from kiknet.i18n import _l
from kiknet.places.draft import PlaceDraft

USUAL_LENGTH = timedelta(hours=2)
LONGEST_STAY = timedelta(days=366)
FIRST_YEAR = 2000
YEARS_AHEAD = 5
MOST_TOPICS = 10
MOST_ADDED = 1000
MOST_REMOVED = 1000

LONGEST = {
    "title": 160, "summary": 300, "date_note": 120, "place_note": 160, "online_url": 500, "cost_note": 160,
    "registration_note": 300, "registration_url": 500, "accessibility_note": 300, "picture_alt": 300,
    "picture_credit": 160, "description": 20_000,
}  # fmt: skip
MANY_LINES = {"description"}


@dataclass(frozen=True, kw_only=True)
class EventDraft:
    """An event to be. `starts_local`/`ends_local` are wall time; both are None while the date is open.

    All-day events begin at midnight and end at the midnight after their last day (see `span`). A series has a `rule`
    as `recurrence.Rule.text` writes it, or dates `added` to the first; added and removed ones are original starts.
    """

    title: str
    summary: str = ""
    description: str = ""
    timezone: str = clock.HOME_ZONE
    starts_local: datetime | None = None
    ends_local: datetime | None = None
    is_all_day: bool = False
    is_date_open: bool = False
    date_note: str = ""
    rule: str = ""
    skips_holidays: bool = False
    added: tuple[datetime, ...] = ()
    removed: tuple[datetime, ...] = ()
    place: PlaceDraft | None = None
    room_id: int | None = None
    cooperation_id: int | None = None
    place_note: str = ""
    online_url: str = ""
    online_is_public: bool = True
    spoken: tuple[str, ...] = ()
    interpreted: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    is_women_only: bool = False
    has_childcare: bool = False
    cost: str = "unknown"
    cost_note: str = ""
    registration: str = "none"
    registration_note: str = ""
    registration_url: str = ""
    accessibility_note: str = ""
    picture_id: int | None = None
    picture_alt: str = ""
    picture_credit: str = ""
    scheduling: str = "confirmed"
    visibility: str = "public"

    def check(self, today: date, *, publish: bool) -> None:
        """Raise the first of `problems` as `Rejected`."""
        for problem in self.problems(today, publish=publish):
            raise problem

    def problems(self, today: date, *, publish: bool) -> Iterator[Rejected]:
        """Every reason why this cannot be stored, each beside its field. What is only kept may lack its date."""
        yield from self._texts()
        yield from self._times(today)
        yield from self._series(today)
        if publish and self.starts_local is None and not self.is_date_open:
            yield Rejected(_l("On which day? If you do not know yet, tick “The date is still open”."), "first_day")
        yield from self._links()
        if self.picture_id and not self.picture_alt.strip():
            yield Rejected(_l("Please describe the picture in one sentence."), "picture_alt")
        if self.place:
            yield from self.place.problems("place_")

    def _texts(self) -> Iterator[Rejected]:
        if not self.title.strip():
            yield Rejected(_l("What is it called? Please give it a title."), "title")
        for name, most in LONGEST.items():
            text: str = getattr(self, name)
            if len(text) > most:
                yield Rejected(_l("Up to %(number)s characters, please.", number=most), name)
            if name not in MANY_LINES and not text.isprintable():
                yield Rejected(_l("One line, please."), name)
        if len(self.topics) > MOST_TOPICS or any(len(t) > 40 or "|" in t or not t.isprintable() for t in self.topics):
            yield Rejected(_l("Up to ten short topics, separated by commas, please."), "topics")

    def _times(self, today: date) -> Iterator[Rejected]:
        starts, ends = self.starts_local, self.ends_local
        if starts is None or ends is None:
            return
        if starts >= ends:
            yield Rejected(_l("It ends before it begins."), "ends")
        elif clock.from_local(starts, self.timezone) >= clock.from_local(ends, self.timezone):
            yield Rejected(_l("The clocks change in that night: this hour does not exist."), "ends")
        elif ends - starts > LONGEST_STAY:
            yield Rejected(_l("That is longer than a year. Please check the last day."), "last_day")
        if not FIRST_YEAR <= starts.year <= today.year + YEARS_AHEAD:
            yield Rejected(_l("Please check the year %(year)s.", year=starts.year), "first_day")

    @property
    def is_series(self) -> bool:
        return bool(self.rule or self.added)

    def _series(self, today: date) -> Iterator[Rejected]:
        if not self.is_series:
            return
        if self.starts_local is None:
            yield Rejected(_l("On which day does the series begin?"), "first_day")
            return
        try:
            rule = Rule.parse(self.rule) if self.rule else None
        except Rejected as refusal:
            yield refusal
            return
        if rule and rule.until and rule.until < self.starts_local.date():
            yield Rejected(_l("The series ends before it begins."), "until")
        if len(self.added) > MOST_ADDED or len(self.removed) > MOST_REMOVED:
            yield Rejected(_l("These are too many single dates for one series."), "added")
        if not all(FIRST_YEAR <= moment.year <= today.year + YEARS_AHEAD for moment in self.added):
            yield Rejected(_l("Please check the year of the added dates."), "added")

    def _links(self) -> Iterator[Rejected]:
        for name in ("online_url", "registration_url"):
            if getattr(self, name) and not is_link(getattr(self, name)):
                yield Rejected(_l("A link looks like https://example.org/page."), name)
        if self.registration == "url" and not self.registration_url:
            yield Rejected(_l("Where can people register? Please give the link."), "registration_url")


def is_link(text: str) -> bool:
    """Whether `text` is an http(s) address with a host and nothing that could break a line."""
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and text.isprintable() and " " not in text


def span(
    first_day: date,
    starts: time | None = None,
    ends: time | None = None,
    last_day: date | None = None,
    *,
    is_all_day: bool = False,
) -> tuple[datetime, datetime]:
    """Start and end in wall time, from what people type.

    All day: from the first midnight to the one after the last day (RFC 5545, 3.6.1: DTEND is exclusive).
    Without an end: two hours. An end not after the start, on the same day: over midnight.
    Raises `Rejected` beside `starts`, `ends` or `last_day`.
    """
    last = last_day or first_day
    if last < first_day:
        raise Rejected(_l("The last day is before the first."), "last_day")
    if is_all_day:
        return datetime.combine(first_day, time.min), datetime.combine(last, time.min) + timedelta(days=1)
    if starts is None:
        raise Rejected(_l("When does it begin? If it lasts all day, tick “All day”."), "starts")
    begin = datetime.combine(first_day, starts)
    if ends is None:
        if last > first_day:
            raise Rejected(_l("When does it end on the last day?"), "ends")
        return begin, begin + USUAL_LENGTH
    end = datetime.combine(last, ends)
    if end == begin:
        raise Rejected(_l("It ends when it begins. Please check the times."), "ends")
    return begin, end if end > begin else end + timedelta(days=1)
