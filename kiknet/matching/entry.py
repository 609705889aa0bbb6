"""What is compared: a need or an offer, whatever it is stored as. What is not known is None or empty."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Literal

KINDS = (
    "room", "furniture", "equipment", "language_partner", "interpreter", "volunteer", "speaker",
    "cooperation_partner", "transport", "know_how", "other",
)  # fmt: skip
DIRECTIONS = ("need", "offer")
ROLES = ("speaks", "learns", "offers", "wants")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
TYPES = ("weekly", "dates", "flexible")

Direction = Literal["need", "offer"]


class Unreadable(ValueError):
    """Something in an entry that cannot be meant; says what."""


@dataclass(frozen=True)
class Tongue:
    """A language, what somebody does with it, and how well (A1 … C2, native)."""

    code: str
    role: str
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
        return cls(
            id=_required(raw, "id"),
            direction=_one_of(raw, "direction", DIRECTIONS),
            kind=_one_of(raw, "kind", KINDS),
            title=_text(raw, "title") or "",
            text=_text(raw, "text") or "",
            text_lang=_text(raw, "text_lang"),
            organisation=_text(raw, "organisation"),
            languages=tuple(_tongue(part) for part in _list(raw, "languages")),
            audiences=_words(raw, "audiences"),
            topics=_words(raw, "topics"),
            district=_number(raw, "district"),
            availability=_availability(raw.get("availability")),
            capacity=_number(raw, "capacity"),
            quantity=_number(raw, "quantity"),
            features=_words(raw, "features"),
            status=_text(raw, "status"),
            valid_until=_day(raw.get("valid_until"), "valid_until"),
        )


def _text(raw: Mapping[str, Any], name: str) -> str | None:
    value = raw.get(name)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise Unreadable(f"{name}: {value!r} is not a text")


def _required(raw: Mapping[str, Any], name: str) -> str:
    value = _text(raw, name)
    if not value:
        raise Unreadable(f"{name} is missing")
    return value


def _one_of(raw: Mapping[str, Any], name: str, known: Iterable[str]) -> str:
    value = _required(raw, name)
    if value not in known:
        raise Unreadable(f"{name}: {value!r} is none of {', '.join(known)}")
    return value


def _list(raw: Mapping[str, Any], name: str) -> list[Any]:
    value = raw.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Unreadable(f"{name}: {value!r} is not a list")
    return value


def _words(raw: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = _list(raw, name)
    if not all(isinstance(word, str) for word in found):
        raise Unreadable(f"{name}: {found!r} holds something other than texts")
    return tuple(found)


def _number(raw: Mapping[str, Any], name: str) -> int | None:
    value = raw.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Unreadable(f"{name}: {value!r} is not a number")
    try:
        return int(value)
    except ValueError:
        raise Unreadable(f"{name}: {value!r} is not a number") from None


def _tongue(part: Any) -> Tongue:
    if not isinstance(part, Mapping) or not isinstance(part.get("lang"), str):
        raise Unreadable(f"languages: {part!r} names no language")
    role = part.get("role") or "speaks"
    if role not in ROLES:
        raise Unreadable(f"languages: {role!r} is none of {', '.join(ROLES)}")
    level = part.get("level")
    return Tongue(part["lang"].lower(), role, str(level) if level else None)


def _availability(raw: Any) -> Availability | None:
    if raw is None:
        return None
    if not isinstance(raw, Mapping):
        raise Unreadable(f"availability: {raw!r} is not an object")
    kind = raw.get("type")
    if kind is not None and kind not in TYPES:
        raise Unreadable(f"availability: {kind!r} is none of {', '.join(TYPES)}")
    if kind == "flexible":
        return Availability(is_flexible=True)
    weekly = [_weekly(slot) for slot in _list(raw, "slots")]
    dated = [_dated(slot) for slot in _list(raw, "dates")]
    windows = tuple(dated if kind == "dates" else weekly if kind == "weekly" else [*weekly, *dated])
    return Availability(windows) if windows else None


def _weekly(slot: Any) -> Window:
    if not isinstance(slot, Mapping) or slot.get("weekday") not in WEEKDAYS:
        raise Unreadable(f"slots: {slot!r} has no weekday out of {', '.join(WEEKDAYS)}")
    return Window(WEEKDAYS.index(slot["weekday"]), None, _clock(slot.get("from")), _clock(slot.get("to")))


def _dated(slot: Any) -> Window:
    day = _day(slot.get("date") if isinstance(slot, Mapping) else slot, "dates")
    if day is None:
        raise Unreadable(f"dates: {slot!r} has no date")
    times = slot if isinstance(slot, Mapping) else {}
    return Window(day.weekday(), day, _clock(times.get("from")), _clock(times.get("to")))


def _clock(value: Any) -> time | None:
    if value is None or value == "":
        return None
    try:
        return time(23, 59) if value in {"24:00", "24"} else time.fromisoformat(str(value).zfill(5))
    except ValueError:
        raise Unreadable(f"{value!r} is not a time of day") from None


def _day(value: Any, name: str) -> date | None:
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise Unreadable(f"{name}: {value!r} is not a date") from None
