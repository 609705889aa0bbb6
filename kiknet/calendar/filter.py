"""What somebody wants to see of the calendar: one value, one text in the address."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from kiknet.calendar.month import YEARS
from kiknet.web import filters

YES = frozenset({"1", "ja", "on", "true", "yes"})

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MANY = {
    "organisation": "organisations",
    "feld": "fields",
    "stadtteil": "districts",
    "zielgruppe": "audiences",
    "gesprochen": "spoken",
}
KEYS = ("von", "bis", *_MANY, "kostenlos", "rollstuhl", "q")


@dataclass(frozen=True)
class Filter:
    """Values of one kind widen each other (women or parents), kinds narrow each other (and in Turkish).

    `organisations` are slugs, `fields` and `audiences` keys, `spoken` language codes, `districts` numbers or slugs of
    groups, `words` what was typed, `first` and `last` the days shown. The sets are sorted tuples.
    """

    organisations: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    is_free: bool = False
    is_wheelchair: bool = False
    words: str = ""
    first: date | None = None
    last: date | None = None

    @classmethod
    def parse(cls, pairs: Iterable[tuple[str, str]]) -> "Filter":
        """The filter an address carries. Unknown keys and malformed values are passed over, never an error."""
        return _parsed(tuple(pairs))

    def query(self) -> list[tuple[str, str]]:
        """The pairs of the address, always in the same order: equal filters give equal texts."""
        pairs = [("von", self.first.isoformat())] if self.first else []
        pairs += [("bis", self.last.isoformat())] if self.last else []
        pairs += [(key, value) for key, name in _MANY.items() for value in getattr(self, name)]
        pairs += [("kostenlos", "1")] * self.is_free + [("rollstuhl", "1")] * self.is_wheelchair
        return pairs + [("q", self.words)] * bool(self.words)

    @property
    def count(self) -> int:
        """How many single conditions are set."""
        return len(self.query())

    @property
    def is_empty(self) -> bool:
        return self == Filter()

    def without(self, key: str, value: str) -> "Filter":
        """This filter with one condition taken off; itself if it was not set."""
        return Filter.parse(pair for pair in self.query() if pair != (key, value))

    def without_days(self) -> "Filter":
        """What a subscription carries: it has no first and last day, its window moves."""
        return replace(self, first=None, last=None)


EVERYTHING = Filter()


@lru_cache(maxsize=200)
def _parsed(pairs: tuple[tuple[str, str], ...]) -> Filter:
    """Programs that subscribe ask for the same again and again."""
    given = filters.given(pairs, KEYS)
    if not given:
        return EVERYTHING
    first, last = _day(given.get("von", ())), _day(given.get("bis", ()))
    if first and last and last < first:
        first, last = last, first
    return Filter(
        **{name: filters.codes(given.get(key, ())) for key, name in _MANY.items()},
        is_free=_yes(given.get("kostenlos", ())),
        is_wheelchair=_yes(given.get("rollstuhl", ())),
        words=filters.words(" ".join(given.get("q", ()))),
        first=first,
        last=last,
    )


def _yes(values: Iterable[str]) -> bool:
    return any(value.strip().lower() in YES for value in values)


def _day(values: Iterable[str]) -> date | None:
    days = (date.fromisoformat(value) for value in values if _DAY.fullmatch(value) and _is_day(value))
    return next((day for day in days if day.year in YEARS), None)


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
