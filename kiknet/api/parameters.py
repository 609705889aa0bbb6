"""What can be asked, one entry a parameter: how it is checked, and what the OpenAPI document says of it.

Unlike the site's pages, which pass over what they do not understand, an address for programs says what is wrong.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from kiknet.api import cursor
from kiknet.api.problems import BadQuestion
from kiknet.board import filter as board
from kiknet.board.kinds import KINDS
from kiknet.calendar.filter import YES, Filter
from kiknet.calendar.month import YEARS
from kiknet.fold import slug
from kiknet.i18n import LANGUAGES, _, _l
from kiknet.organisations.queries import listed_organisation_at
from kiknet.vocabulary import queries as vocabulary
from kiknet.vocabulary import words
from kiknet.web.filters import MOST_LETTERS, MOST_PAIRS, MOST_VALUES
from kiknet.web.requests import number_or_none

PER_PAGE, MOST_PER_PAGE = 100, 500
MOST_DAYS = 400
NO = frozenset({"0", "false", "nein", "no", "off"})
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[0-9]{1,4}")

TEXT: dict[str, Any] = {"type": "string"}
FLAG: dict[str, Any] = {"type": "string", "enum": ["1", "true", "0", "false"]}


@dataclass(frozen=True)
class Parameter:
    """`check` returns what a program means by a text, or raises `ValueError` with a sentence."""

    name: str
    description: Any
    check: Callable[[str], Any]
    schema: dict[str, Any] = field(default_factory=lambda: TEXT)
    repeats: bool = False
    example: str = ""


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise ValueError(_("This must be a day such as 2027-03-09."))
    return day


def _id(text: str) -> int:
    number = number_or_none(text)
    if not number:
        raise ValueError(_("This must be the number of an event."))
    return number


def _flag(text: str) -> bool:
    if text.lower() not in YES | NO:
        raise ValueError(_("This must be 1 or 0."))
    return text.lower() in YES


def _limit(text: str) -> int:
    number = int(text) if _NUMBER.fullmatch(text) else 0
    if not 1 <= number <= MOST_PER_PAGE:
        raise ValueError(_("This must be a number from 1 to %(most)s.", most=MOST_PER_PAGE))
    return number


def _text(text: str) -> str:
    if len(text) > MOST_LETTERS:
        raise ValueError(_("Up to %(number)s characters, please.", number=MOST_LETTERS))
    return text


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise ValueError(_("Known are: %(list)s.", list=", ".join(LANGUAGES)))
    return text


def _organisation(text: str) -> str:
    found = listed_organisation_at(text)
    if found is None:
        raise ValueError(_("No organisation has the address “%(value)s”.", value=text[:80]))
    return found.slug


def _one_of(known: Callable[[], Iterable[str]]) -> Callable[[str], str]:
    def check(text: str) -> str:
        keys = list(known())
        if text not in keys:
            raise ValueError(_("Known are: %(list)s.", list=", ".join(keys)))
        return text

    return check


def _districts() -> list[str]:
    groups = dict.fromkeys(slug(d.group) for d in vocabulary.districts() if d.group)
    return [*groups, *(str(d.number) for d in vocabulary.districts())]


def _cursor(text: str) -> str:
    """Its parts are the list's to check."""
    if len(text) > cursor.LONGEST:
        raise ValueError(_("This is not a cursor of this list."))
    return text


DATE = {"type": "string", "format": "date"}
PARAMETERS = {
    parameter.name: parameter
    for parameter in (
        Parameter("from", _l("The first day. Without it: today."), _day, DATE, example="2027-03-01"),
        Parameter("to", _l("The last day, up to 400 days after the first."), _day, DATE, example="2027-03-31"),
        Parameter(
            "event", _l("Only dates of this event: its `id`."), _id, {"type": "integer", "minimum": 1}, repeats=True
        ),
        Parameter(
            "organisation", _l("Owns the event or organises it with others: its `slug`."), _organisation, repeats=True
        ),
        Parameter(
            "feld",
            _l("Field of action: a `key` of /fields."),
            _one_of(lambda: [f.key for f in vocabulary.fields()]),
            repeats=True,
        ),
        Parameter(
            "stadtteil",
            _l("District: a `key` of /districts, or the key of a group."),
            _one_of(_districts),
            repeats=True,
        ),
        Parameter("zielgruppe", _l("For whom: a `key` of /audiences."), _one_of(lambda: words.AUDIENCES), repeats=True),
        Parameter(
            "gesprochen",
            _l("Language spoken or interpreted into: a `key` of /languages."),
            _one_of(lambda: words.LANGUAGES),
            repeats=True,
        ),
        Parameter("art", _l("Kind of organisation: a `key` of /kinds."), _one_of(lambda: words.KINDS), repeats=True),
        Parameter(
            "richtung",
            _l("`gesucht`: what is looked for; `geboten`: what is offered."),
            _one_of(lambda: board.DIRECTIONS),
            {"type": "string", "enum": [*board.DIRECTIONS]},
        ),
        Parameter(
            "kategorie",
            _l("What is looked for or offered: a `key` of /categories."),
            _one_of(lambda: KINDS),
            repeats=True,
        ),
        Parameter("kostenlos", _l("Only what is free of charge."), _flag, FLAG),
        Parameter("rollstuhl", _l("Only where one gets in with a wheelchair."), _flag, FLAG),
        Parameter("q", _l("Words that must all be found."), _text, TEXT | {"maxLength": MOST_LETTERS}),
        Parameter(
            "limit",
            _l("How many at once."),
            _limit,
            {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE},
        ),
        Parameter("cursor", _l("Where to go on: take the whole address from `next`."), _cursor),
        Parameter(
            "sprache",
            _l("The language of sentences and of the pages linked to."),
            _language,
            {"type": "string", "enum": [*LANGUAGES], "default": "de"},
        ),
    )
}
WINDOW = ("from", "to")
FILTERS = ("organisation", "feld", "stadtteil", "zielgruppe", "gesprochen", "kostenlos", "rollstuhl", "q")
PAGING = ("limit", "cursor")


class Question:
    """The parameters of one request, understood. Raises `BadQuestion` with everything that is wrong."""

    def __init__(self, pairs: Iterable[tuple[str, str]], allowed: tuple[str, ...]) -> None:
        self._values: dict[str, list[Any]] = {}
        self._reasons: list[tuple[str, str]] = []
        for number, (name, text) in enumerate(pairs):
            if number >= MOST_PAIRS:
                self._refuse(name, _("There are too many parameters."))
                break
            self._take(name, text, allowed)
        self.answer_if_wrong()

    def one(self, name: str, default: Any = None) -> Any:
        return self._values.get(name, [default])[0]

    def many(self, name: str) -> list[Any]:
        return self._values.get(name, [])

    @property
    def filter(self) -> Filter:
        """The calendar's filter, without its days."""
        flags = {key: "1" for key in ("kostenlos", "rollstuhl") if self.one(key)}
        many = ("organisation", "feld", "stadtteil", "zielgruppe", "gesprochen", "q")
        return Filter.parse([*((key, value) for key in many for value in self.many(key)), *flags.items()])

    @property
    def board_filter(self) -> board.Filter:
        return board.Filter.parse((key, value) for key in board.KEYS for value in self.many(key))

    def days(self, today: date, usual: timedelta) -> tuple[date, date]:
        """The first and last day asked for; without a last one so many as `usual`."""
        first = self.one("from", today)
        last = self.one("to", min(first + usual, date(YEARS[-1], 12, 31)))
        if last < first:
            self._refuse("to", _("This day is before the first one, %(day)s.", day=first.isoformat()))
        elif last - first > timedelta(days=MOST_DAYS):
            self._refuse("to", _("Up to %(number)s days at once, please.", number=MOST_DAYS))
        self.answer_if_wrong()
        return first, last

    def after(self, kinds: tuple[type, ...]) -> cursor.Key | None:
        """Where the page before ended, if one is gone on from."""
        try:
            return cursor.read(self.one("cursor"), kinds) if "cursor" in self._values else None
        except ValueError:
            raise BadQuestion([("cursor", _("This is not a cursor of this list."))]) from None

    def answer_if_wrong(self) -> None:
        if self._reasons:
            raise BadQuestion(self._reasons)

    def _take(self, name: str, text: str, allowed: tuple[str, ...]) -> None:
        if name not in allowed:
            known = ", ".join(allowed) or _("none")
            return self._refuse(name, _("There is no such parameter here. Known are: %(list)s.", list=known))
        parameter, taken = PARAMETERS[name], self._values.setdefault(name, [])
        if len(taken) >= (MOST_VALUES if parameter.repeats else 1):
            return self._refuse(name, _("This is given too often."))
        try:
            taken.append(parameter.check(text))
        except ValueError as problem:
            self._refuse(name, str(problem))
        return None

    def _refuse(self, name: str, reason: str) -> None:
        self._reasons.append((name, reason))
