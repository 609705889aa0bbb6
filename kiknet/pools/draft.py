"""A pool as its organisation describes it, a request as somebody makes it, and what must be true of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.pools.words import KINDS, LASTING, TOPICS, URGENCIES, WHERE

LONGEST_ABOUT = 1000
FURTHEST = timedelta(days=365)
AT_ONCE = timedelta(minutes=30)
"""Who needs somebody on the phone now may have begun to type a while ago."""


@dataclass(frozen=True)
class PoolDraft:
    kind: str
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    about: str = ""
    is_open: bool = True

    def problems(self) -> Iterator[Rejected]:
        """Every reason why this cannot be a pool."""
        if self.kind not in KINDS:
            yield Rejected(_("Please choose."), "kind")
        if not self.languages:
            yield Rejected(_("Please choose at least one language."), "languages")
        if not self.topics or not set(self.topics) <= set(TOPICS):
            yield Rejected(_("Please choose at least one topic."), "topics")
        if len(self.about) > LONGEST_ABOUT:
            yield Rejected(_("Up to %(number)s characters, please.", number=LONGEST_ABOUT), "about")


@dataclass(frozen=True)
class RequestDraft:
    """Classes and times only: no name, no case, no text."""

    language: str
    topic: str
    urgency: str
    where: str
    day: date
    starts: time
    minutes: int
    district: int | None = None

    def problems(self, languages: list[str], topics: list[str], now: datetime) -> Iterator[Rejected]:
        """Every reason why a pool with these languages and topics cannot be asked this; `now` as clocks show it."""
        if self.language not in languages:
            yield Rejected(_("The pool does not have this language."), "language")
        if self.topic not in topics:
            yield Rejected(_("The pool is not there for this."), "topic")
        known: dict[str, Mapping[Any, Any]] = {"urgency": URGENCIES, "where": WHERE, "minutes": LASTING}
        for name, words in known.items():
            if getattr(self, name) not in words:
                yield Rejected(_("Please choose."), name)
        if self.day < now.date():
            yield Rejected(_("This day is over."), "day")
        elif datetime.combine(self.day, self.starts) < now - AT_ONCE:
            yield Rejected(_("This time is over."), "starts")
        if self.day > now.date() + FURTHEST:
            yield Rejected(_("Please ask at most a year ahead."), "day")

    def idempotency(self, key: UUID) -> str:
        """The same for the same request sent twice."""
        return str(uuid5(key, repr(self)))
