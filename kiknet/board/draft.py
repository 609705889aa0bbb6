"""What somebody typed, before it is a listing. The rules here hold for forms, seeds and renewals alike."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from kiknet.board import lifetime
from kiknet.board.availability import UNKNOWN, Availability, OnDate, Weekly
from kiknet.board.kinds import DIRECTIONS, KINDS, LEVELS, ROLES, asked
from kiknet.errors import Rejected
from kiknet.i18n import _l
from kiknet.vocabulary.words import LANGUAGES

LONGEST = {"title": 120, "text": 5000, "picture_alt": 300, "picture_credit": 160}
MANY_LINES = {"text"}
MOST = {"quantity": 10_000, "capacity": 10_000}
MOST_TAGS = 10
LONGEST_TAG = 40
MOST_LANGUAGES = 12
MOST_TIMES = 31
LOOKING_OR_OFFERING = _l("Are you looking for something, or do you offer it?")
WHICH_KIND = _l("What is it about? Please choose one.")
SAY_WHAT = _l("Please say in a few words what it is about.")
NOTHING: dict[str, Any] = {
    "resource": None, "quantity": None, "capacity": None, "features": (), "languages": (),
    "availability": UNKNOWN,
}  # fmt: skip
"""What only some kinds are asked, and what it is for the others."""


@dataclass(frozen=True, order=True)
class Spoken:
    """A language, what one does with it, and how well ("" is unknown)."""

    lang: str
    role: str = "speaks"
    level: str = ""

    def to_json(self) -> dict[str, str | None]:
        return {"lang": self.lang, "role": self.role, "level": self.level or None}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Spoken":
        return cls(stored["lang"], stored["role"], stored.get("level") or "")


@dataclass(frozen=True, kw_only=True)
class ListingDraft:
    """A listing to be; `resource` is the id of what is lent, `valid_until` (None: 90 days) its last day.

    With a `cooperation_id` it belongs there: a need is an open role.
    """

    direction: str
    kind: str
    title: str
    text: str = ""
    lang: str = "de"
    resource: int | None = None
    quantity: int | None = None
    capacity: int | None = None
    features: tuple[str, ...] = ()
    languages: tuple[Spoken, ...] = ()
    availability: Availability = UNKNOWN
    district_number: int | None = None
    topics: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    visibility: str = "public"
    valid_until: date | None = None
    cooperation_id: int | None = None
    picture_id: int | None = None
    picture_alt: str = ""
    picture_credit: str = ""

    def asked_only(self) -> "ListingDraft":
        """Without what its kind is not asked: nobody sees it, so it must not count."""
        kept = asked(self.direction, self.kind)
        return replace(self, **{name: nothing for name, nothing in NOTHING.items() if name not in kept})

    def idempotency(self, key: UUID) -> str:
        """The same for the same words sent twice."""
        return str(uuid5(key, repr(replace(self, picture_id=None))))

    def problems(self, today: date, known: Collection[date] = ()) -> Iterator[Rejected]:
        """Every reason why this cannot be a listing, each beside its field; `known` are the dates it had before."""
        if self.direction not in DIRECTIONS:
            yield Rejected(LOOKING_OR_OFFERING, "direction")
        if self.kind not in KINDS:
            yield Rejected(WHICH_KIND, "kind")
        yield from self._texts()
        yield from self._numbers()
        yield from self._languages()
        yield from self._times(today, known)
        if self.picture_id and not self.picture_alt.strip():
            yield Rejected(_l("Please describe the picture in one sentence."), "picture_alt")

    def _texts(self) -> Iterator[Rejected]:
        if not self.title.strip():
            yield Rejected(SAY_WHAT, "title")
        for name, most in LONGEST.items():
            text: str = getattr(self, name)
            if len(text) > most:
                yield Rejected(_l("Up to %(number)s characters, please.", number=most), name)
            if name not in MANY_LINES and not text.isprintable():
                yield Rejected(_l("One line, please."), name)
        for name in ("topics", "features"):
            tags: tuple[str, ...] = getattr(self, name)
            if len(tags) > MOST_TAGS or any(len(t) > LONGEST_TAG or "|" in t or not t.isprintable() for t in tags):
                yield Rejected(_l("Up to ten short words, separated by commas, please."), name)

    def _numbers(self) -> Iterator[Rejected]:
        for name, most in MOST.items():
            number = getattr(self, name)
            if number is not None and not 1 <= number <= most:
                yield Rejected(_l("A number from 1 to %(number)s, please.", number=most), name)

    def _languages(self) -> Iterator[Rejected]:
        if len(self.languages) > MOST_LANGUAGES:
            yield Rejected(_l("At most %(number)s languages, please.", number=MOST_LANGUAGES), "languages")
        for spoken in self.languages:
            is_known = spoken.lang in LANGUAGES and spoken.role in ROLES and spoken.level in ("", *LEVELS)
            if not is_known:
                yield Rejected(_l("Please choose the language from the list."), "languages")

    def _times(self, today: date, known: Collection[date]) -> Iterator[Rejected]:
        if self.valid_until and not today <= self.valid_until <= today + lifetime.LONGEST:
            yield Rejected(_l("It can stay for a year at most."), "valid_until")
        parts: tuple[Weekly | OnDate, ...] = (*self.availability.slots, *self.availability.dates)
        if len(parts) > MOST_TIMES:
            yield Rejected(_l("These are too many times. “Flexible” says it, too."), "availability")
        if any(part.begins and part.ends and part.ends <= part.begins for part in parts):
            yield Rejected(_l("It ends before it begins."), "availability")
        days = {part.day for part in self.availability.dates}
        over = {day for day in days if day < today}
        if over and (over == days or not over <= set(known)):
            yield Rejected(_l("This day is over."), "availability")
