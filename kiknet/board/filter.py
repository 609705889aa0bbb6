"""What somebody wants to see of the board: one value, one text in the address."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from kiknet.board.kinds import KINDS
from kiknet.web import filters

DIRECTIONS = {"gesucht": "need", "geboten": "offer"}
WORDS = {direction: word for word, direction in DIRECTIONS.items()}
_MANY = {
    "kategorie": "kinds",
    "organisation": "organisations",
    "stadtteil": "districts",
    "zielgruppe": "audiences",
    "gesprochen": "spoken",
}
KEYS = ("richtung", *_MANY, "q")


@dataclass(frozen=True)
class Filter:
    """Values of one kind widen each other, kinds narrow each other, as in the calendar.

    `direction` is "", "need" or "offer"; `organisations` are slugs, `districts` numbers or slugs of groups: what may be
    anywhere in town belongs to each, as what is for everybody belongs to each of the `audiences`.
    """

    direction: str = ""
    kinds: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    words: str = ""

    @classmethod
    def parse(cls, pairs: Iterable[tuple[str, str]]) -> "Filter":
        """The filter an address carries. Unknown keys and malformed values are passed over, never an error."""
        given = filters.given(pairs, KEYS)
        many = {name: filters.codes(given.get(key, ())) for key, name in _MANY.items()}
        many["kinds"] = tuple(kind for kind in KINDS if kind in many["kinds"])
        directions = {DIRECTIONS[word] for word in given.get("richtung", ()) if word in DIRECTIONS}
        return cls(
            direction=directions.pop() if len(directions) == 1 else "",
            words=filters.words(" ".join(given.get("q", ()))),
            **many,
        )

    def query(self) -> list[tuple[str, str]]:
        """The pairs of the address, always in the same order: equal filters give equal texts."""
        pairs = [("richtung", WORDS[self.direction])] if self.direction else []
        pairs += [(key, value) for key, name in _MANY.items() for value in getattr(self, name)]
        return pairs + [("q", self.words)] * bool(self.words)

    def to_dict(self) -> dict[str, Any]:
        """The same, as `url_for` takes it."""
        found: dict[str, list[str]] = {}
        for key, value in self.query():
            found.setdefault(key, []).append(value)
        return found

    @property
    def is_empty(self) -> bool:
        return self == Filter()

    def without(self, key: str, value: str) -> "Filter":
        """This filter with one condition taken off; itself if it was not set."""
        return Filter.parse(pair for pair in self.query() if pair != (key, value))

    def towards(self, direction: str) -> "Filter":
        """The same for needs or offers only, or ("") for both."""
        return replace(self, direction=direction)
