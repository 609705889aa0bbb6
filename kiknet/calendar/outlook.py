"""What else is on when somebody plans something: clash hints and observances."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from kiknet.calendar import clash, slots
from kiknet.calendar.addressing import date_address
from kiknet.calendar.clash import Hint, Reason, Slot
from kiknet.calendar.slots import OnDate
from kiknet.i18n import _
from kiknet.observances.observance import Day
from kiknet.observances.queries import days_between
from kiknet.vocabulary import queries as vocabulary
from kiknet.vocabulary.words import audience_name, language_name

MOST_NOTES = 5
WEIGHTY = ("hard", "strong")


@dataclass(frozen=True)
class OneDay:
    """What there is to know of one date: hints, the weightiest first (of notes only some), and feasts that day."""

    slot: Slot
    hints: Sequence[Hint]
    unnamed: int
    observed: Sequence[Day]

    @property
    def weighty(self) -> list[Hint]:
        return [hint for hint in self.hints if hint.level in WEIGHTY]


def look(wanted: Sequence[Slot]) -> list[OneDay]:
    """For each date its day, in two queries."""
    if not wanted:
        return []
    others = clash.Neighbours(slots.around(wanted))
    observed = days_between(min(one.first_day for one in wanted), max(one.last_day for one in wanted))
    return [_one(slot, others, observed) for slot in wanted]


def among(listed: Iterable[OnDate], others: Sequence[OnDate]) -> dict[int, list[Hint]]:
    """The weighty hints for each listed date, by the occurrence's id."""
    near = clash.Neighbours(others)
    found = {one.occurrence_id: [h for h in clash.hints(one, near.of(one)) if h.level in WEIGHTY] for one in listed}
    return {key: hints for key, hints in found.items() if hints}


def address(one: OnDate) -> str:
    """Where a date is found: a single event's page, or that of the date of a series."""
    page = url_for("calendar.event", event_id=one.event_id)
    return date_address(page, one.recurrence_id, one.usual) if one.recurrence_id and one.usual else page


def headline(hint: Hint) -> str:
    """What a hint is about, in a few words."""
    kinds = {reason.kind for reason in hint.reasons}
    if hint.level == "hard":
        return _("Same place, same time")
    if hint.level == "strong":
        return _("Similar guests, nearly the same time")
    if "place" in kinds:
        return _("Same place, same day")
    return _("Same topic, same day") if kinds == {"topic"} else _("Similar guests, same day")


def said(reason: Reason) -> str:
    """What two dates have in common beside their place, in the reader's words."""
    names: dict[str, Callable[[str], str]] = {
        "audience": audience_name,
        "language": language_name,
        "topic": lambda key: vocabulary.field_names().get(key, key),
        "district": lambda number: vocabulary.district_names().get(number, number),
    }
    return names[reason.kind](reason.value)


def touching(observed: Iterable[Day], first: date, last: date) -> list[Day]:
    return [day for day in observed if day.first <= last and day.last >= first]


def _one(slot: Slot, others: clash.Neighbours, observed: Sequence[Day]) -> OneDay:
    found = clash.hints(slot, others.of(slot))
    weighty = sum(hint.level in WEIGHTY for hint in found)
    shown = found[: weighty + MOST_NOTES]
    return OneDay(slot, shown, len(found) - len(shown), touching(observed, slot.first_day, slot.last_day))
