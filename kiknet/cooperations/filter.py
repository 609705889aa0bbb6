"""Which cooperations somebody wants to see: one value, one text in the address."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kiknet.web import filters

STATES = {
    "idee": "idea",
    "sucht": "seeking",
    "planung": "planning",
    "laeuft": "active",
    "abgeschlossen": "completed",
    "abgesagt": "cancelled",
}
_WORDS = {state: word for word, state in STATES.items()}
_MANY = {
    "stand": "states",
    "feld": "fields",
    "stadtteil": "districts",
    "zielgruppe": "audiences",
    "organisation": "organisations",
}


@dataclass(frozen=True)
class Filter:
    """Values of one kind widen each other, kinds narrow each other. Without a state: what is still open."""

    states: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    words: str = ""

    @classmethod
    def parse(cls, pairs: Iterable[tuple[str, str]]) -> "Filter":
        """The filter an address carries. Unknown keys and malformed values are passed over, never an error."""
        given = filters.given(pairs, (*_MANY, "q"))
        many = {name: filters.codes(given.get(key, ())) for key, name in _MANY.items()}
        many["states"] = tuple(state for word, state in STATES.items() if word in many["states"])
        return cls(words=filters.words(" ".join(given.get("q", ()))), **many)

    def query(self) -> list[tuple[str, str]]:
        """The pairs of the address, always in the same order: equal filters give equal texts."""
        pairs = [(key, value) for key, name in _MANY.items() for value in getattr(self, name)]
        pairs = [(key, _WORDS[value] if key == "stand" else value) for key, value in pairs]
        return pairs + [("q", self.words)] * bool(self.words)

    def to_dict(self) -> dict[str, Any]:
        """The same, as `url_for` takes it."""
        found: dict[str, list[str]] = {}
        for key, value in self.query():
            found.setdefault(key, []).append(value)
        return found

    def without(self, key: str, value: str) -> "Filter":
        """This filter with one condition taken off."""
        return Filter.parse(pair for pair in self.query() if pair != (key, value))
