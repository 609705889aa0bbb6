"""By what figures are cut: fields of action, states, audiences, languages, districts; what their codes are called."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from kiknet.cooperations.words import STATE_NAMES
from kiknet.i18n import LANGUAGES, _l
from kiknet.reports.both import Both, both, same
from kiknet.reports.figure import WITHOUT
from kiknet.vocabulary import queries as vocabulary
from kiknet.vocabulary import words
from kiknet.vocabulary.words import AUDIENCES, language_name


@dataclass(frozen=True, kw_only=True)
class Cut:
    """`key` is its word in addresses, as in the calendar's filter; `figures` are the columns of its table.

    `names` gives every code it knows, in order; where `shows_all` those nothing falls on are shown, too.
    """

    key: str
    name: Any
    definition: Any
    figures: tuple[str, ...]
    names: Callable[[], dict[str, Both]]
    shows_all: bool = False
    largest_first: bool = False

    def name_of(self, code: str) -> Both:
        return both(_l("nothing said about it")) if code == WITHOUT else self.names().get(code, same(code))

    def order(self, counted: Iterable[str], first: dict[str, int]) -> list[str]:
        """The codes in the order of their table; what says nothing about itself comes last."""
        found, known = set(counted) - {WITHOUT}, list(self.names())
        if self.shows_all:
            found |= set(known)
        places = {code: place for place, code in enumerate(known)}
        by_place = sorted(found, key=lambda code: (places.get(code, len(known)), code))
        if self.largest_first:
            by_place.sort(key=lambda code: -first.get(code, 0))
        return by_place + [WITHOUT] * (WITHOUT in set(counted))


def _fields() -> dict[str, Both]:
    return {word.key: {code: word.name_in(code) for code in LANGUAGES} for word in vocabulary.fields()}


def _districts() -> dict[str, Both]:
    return {str(word.number): same(word.name) for word in vocabulary.districts()}


def _languages() -> dict[str, Both]:
    return {code: {reader: language_name(code, reader) for reader in LANGUAGES} for code in words.LANGUAGES}


CUTS = [
    Cut(
        key="feld",
        name=_l("By field of action"),
        definition=_l("What names several fields of action counts in each of them."),
        figures=("termine", "veranstaltungen", "kooperationen", "erreichte"),
        names=_fields,
        shows_all=True,
    ),
    Cut(
        key="stand",
        name=_l("Cooperations by state"),
        definition=_l("The state at the moment of counting."),
        figures=("kooperationen",),
        names=lambda: {code: both(name) for code, name in STATE_NAMES.items()},
    ),
    Cut(
        key="zielgruppe",
        name=_l("By audience"),
        definition=_l("What is for several audiences counts in each of them; what is for women only counts for women."),
        figures=("termine", "veranstaltungen", "kooperationen", "erreichte"),
        names=lambda: {code: both(name) for code, name in AUDIENCES.items()},
    ),
    Cut(
        key="gesprochen",
        name=_l("By language"),
        definition=_l(
            "Languages spoken at a date or interpreted there; for requests, the language that was asked for. "
            "What is in several languages counts in each of them."
        ),
        figures=("termine", "veranstaltungen", "dolmetschen"),
        names=_languages,
        largest_first=True,
    ),
    Cut(
        key="stadtteil",
        name=_l("By district"),
        definition=_l("The district of the place; of a cooperation, the one it names."),
        figures=("termine", "veranstaltungen", "kooperationen", "raumstunden"),
        names=_districts,
        largest_first=True,
    ),
]
BY_KEY = {cut.key: cut for cut in CUTS}
