"""What is compared: a need or an offer, whatever it is stored as. What is not known is None or empty."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Literal

from kiknet.wording import courtesies
from kiknet.wording.short_forms import spelled_out

KINDS = (
    "room", "furniture", "equipment", "language_partner", "interpreter", "volunteer", "speaker",
    "cooperation_partner", "transport", "know_how", "other",
)  # fmt: skip
ALSO = {
    "cooperation": "cooperation_partner", "partner": "cooperation_partner", "language": "language_partner",
    "language_tandem": "language_partner", "tandem": "language_partner", "interpreting": "interpreter",
    "interpretation": "interpreter", "volunteering": "volunteer", "knowhow": "know_how", "expertise": "know_how",
    "talk": "speaker", "ride": "transport", "space": "room", "furnishing": "furniture",
}  # fmt: skip
"""Other names of kinds; a plural, a blank or a hyphen is read without being listed."""
DIRECTIONS = ("need", "offer")
ROLES = ("speaks", "learns", "offers", "wants")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
TYPES = ("weekly", "dates", "flexible")
LONGEST_TEXT = 10_000
"""Characters of a text that are read: nobody writes more to say what they need."""
CODES = {
    "deu": "de", "ger": "de", "eng": "en", "tur": "tr", "ukr": "uk", "rus": "ru", "ara": "ar", "arb": "ar", "fas": "fa",
    "per": "fa", "prs": "fa", "kur": "ku", "kmr": "ku", "ron": "ro", "rum": "ro", "ita": "it", "pol": "pl", "spa": "es",
    "fra": "fr", "fre": "fr", "sqi": "sq", "alb": "sq", "tir": "ti", "som": "so", "pus": "ps", "urd": "ur",
    "gsg": "sgn", "ua": "uk",
}  # fmt: skip
"""Longer codes of languages, and some that say the same here."""

Direction = Literal["need", "offer"]


class Unreadable(ValueError):
    """Something in an entry that cannot be meant; says what."""


@dataclass(frozen=True)
class Tongue:
    """A language, what somebody does with it (None: unknown), and how well (A1 … C2, native)."""

    code: str
    role: str | None
    level: str | None = None


@dataclass(frozen=True)
class Window:
    """A stretch of time on a weekday (0 is Monday) or on a day; without times it is open when."""

    weekday: int
    day: date | None = None
    begins: time | None = None
    ends: time | None = None


@dataclass(frozen=True)
class Availability:
    """When it could be: in `windows`, or whenever suits (`is_flexible`)."""

    windows: tuple[Window, ...] = ()
    is_flexible: bool = False


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One listing. `id` is only a name for it; `organisation` decides what is one's own."""

    id: str
    direction: str
    kind: str
    title: str = ""
    text: str = ""
    text_lang: str | None = None
    organisation: str | None = None
    languages: tuple[Tongue, ...] = ()
    audiences: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    district: int | None = None
    availability: Availability | None = None
    capacity: int | None = None
    quantity: int | None = None
    features: tuple[str, ...] = ()
    status: str | None = None
    valid_until: date | None = None

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> "Entry":
        """Of a JSON object as in the issue. Raises `Unreadable` with what is wrong; missing or null is unknown."""
        lang = _text(raw, "text_lang")
        return cls(
            id=_required(raw, "id"),
            direction=_one_of(_required(raw, "direction"), "direction", DIRECTIONS),
            kind=_kind(_text(raw, "kind") or ""),
            title=spelled_out(" ".join((_text(raw, "title") or "").split())[:LONGEST_TEXT], lang),
            text=courtesies.without(spelled_out((_text(raw, "text") or "")[:LONGEST_TEXT], lang)),
            text_lang=lang,
            organisation=_text(raw, "organisation"),
            languages=tuple(tongue for part in _list(raw, "languages") if (tongue := _tongue(part))),
            audiences=_words(raw, "audiences"),
            topics=_words(raw, "topics"),
            district=_number(raw, "district"),
            availability=_availability(raw.get("availability")),
            capacity=_number(raw, "capacity"),
            quantity=_number(raw, "quantity"),
            features=_words(raw, "features"),
            status=(_text(raw, "status") or "").strip().lower() or None,
            valid_until=_day(raw.get("valid_until"), "valid_until"),
        )


def _text(raw: Mapping[str, Any], name: str) -> str | None:
    value = raw.get(name)
    if value is None:
        return None
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()  # half a character cannot be printed
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise Unreadable(f"{name}: {value!r} is not a text")


def _required(raw: Mapping[str, Any], name: str) -> str:
    value = (_text(raw, name) or "").strip()
    if not value:
        raise Unreadable(f"{name} is missing")
    return value


def _one_of(value: str, name: str, known: Iterable[str]) -> str:
    if value not in known:
        raise Unreadable(f"{name}: {value!r} is none of {', '.join(known)}")
    return value


def _kind(value: str) -> str:
    """ "volunteers", "know-how" and "Cooperation" are kinds, too; one that nobody knows contradicts nothing."""
    named = "_".join(re.findall(r"[a-z]+", value.lower()))
    forms = (named, named.removesuffix("s"))
    return next((ALSO.get(form, form) for form in forms if form in KINDS or form in ALSO), "other")


def _list(raw: Mapping[str, Any], name: str) -> list[Any]:
    """Without what is null in it."""
    value = raw.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Unreadable(f"{name}: {value!r} is not a list")
    return [part for part in value if part is not None]


def _words(raw: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = _list(raw, name)
    if not all(isinstance(word, str) for word in found):
        raise Unreadable(f"{name}: {found!r} holds something other than texts")
    return tuple(word[:LONGEST_TEXT] for word in found if word.strip())


def _number(raw: Mapping[str, Any], name: str) -> int | None:
    value = raw.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Unreadable(f"{name}: {value!r} is not a number")
    try:
        return int(value)
    except (ValueError, OverflowError):
        raise Unreadable(f"{name}: {value!r} is not a number") from None


def _tongue(part: Any) -> Tongue | None:
    """None when it does not say which language."""
    if not isinstance(part, Mapping):
        raise Unreadable(f"languages: {part!r} is not an object with lang, role and level")
    named = (_text(part, "lang") or "").strip().lower().replace("_", "-").partition("-")[0]
    role, level = _text(part, "role") or None, _text(part, "level")
    if role is not None:
        _one_of(role, "languages: role", ROLES)
    return Tongue(CODES.get(named, named), role, level or None) if named else None


def _availability(raw: Any) -> Availability | None:
    if raw is None:
        return None
    if not isinstance(raw, Mapping):
        raise Unreadable(f"availability: {raw!r} is not an object")
    kind = _text(raw, "type") or None
    if kind is not None:
        _one_of(kind, "availability: type", TYPES)
    if kind == "flexible":
        return Availability(is_flexible=True)
    weekly = [window for slot in _list(raw, "slots") if (window := _weekly(slot))]
    dated = [window for slot in _list(raw, "dates") if (window := _dated(slot))]
    windows = {"weekly": weekly or dated, "dates": dated or weekly}.get(kind or "", [*weekly, *dated])
    return Availability(tuple(windows)) if windows else None


def _weekly(slot: Any) -> Window | None:
    """None when it does not say on which weekday."""
    if not isinstance(slot, Mapping):
        raise Unreadable(f"slots: {slot!r} is not an object with weekday, from and to")
    weekday = (_text(slot, "weekday") or "").upper()
    if weekday:
        _one_of(weekday, "slots: weekday", WEEKDAYS)
    begins, ends = _clocks(slot)
    return Window(WEEKDAYS.index(weekday), None, begins, ends) if weekday else None


def _dated(slot: Any) -> Window | None:
    """None when it does not say on which day."""
    times = slot if isinstance(slot, Mapping) else {"date": slot}
    day, (begins, ends) = _day(times.get("date"), "dates"), _clocks(times)
    return Window(day.weekday(), day, begins, ends) if day else None


def _clocks(slot: Mapping[str, Any]) -> tuple[time | None, time | None]:
    """What goes on past midnight counts until then."""
    begins, ends = _clock(slot.get("from")), _clock(slot.get("to"))
    return begins, time(23, 59) if begins and ends and ends <= begins else ends


def _clock(value: Any) -> time | None:
    if value is None or value == "":
        return None
    hour, colon, rest = str(value).strip().partition(":")
    try:
        if int(hour) == 24:
            return time(23, 59)
        return time.fromisoformat(f"{hour.zfill(2)}:{rest if colon else '00'}").replace(tzinfo=None)
    except ValueError:
        raise Unreadable(f"{value!r} is not a time of day") from None


def _day(value: Any, name: str) -> date | None:
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise Unreadable(f"{name}: {value!r} is not a date") from None
