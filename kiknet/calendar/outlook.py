"""What else is on when somebody plans something: clash hints, observances, and plans that are alike."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from kiknet.calendar import clash, kin, slots
from kiknet.calendar.addressing import date_address
from kiknet.calendar.clash import Hint, Plan, Reason, Slot
from kiknet.calendar.kin import Likeness, OpenPlan
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


@dataclass(frozen=True)
class Outlook:
    """What there is to know for somebody who plans something: of each of its dates, and of similar plans without one.

    `is_open` if it has none itself, on purpose.
    """

    days: Sequence[OneDay]
    alike: Sequence[Likeness]
    is_open: bool


def look(plan: Plan, owner_id: int | None, dates: Sequence[Slot], *, is_open: bool) -> Outlook:
    """What `owner_id` plans, and its dates: in three queries."""
    return Outlook(_days(dates), kin.like(plan, owner_id, kin.still_open()), is_open)


def _days(wanted: Sequence[Slot]) -> list[OneDay]:
    """For each date its day."""
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


def address(one: OnDate | OpenPlan) -> str:
    """Where a date is found: a single event's page, or that of the date of a series."""
    page = url_for("calendar.event", event_id=one.event_id)
    return date_address(page, one.recurrence_id, one.usual) if one.recurrence_id and one.usual else page


def headline(hint: Hint | Likeness) -> str:
    """What a hint is about, in a few words."""
    if hint.level == "alike":
        return _("Similar plan without a date")
    kinds = {reason.kind for reason in hint.reasons}
    if hint.level == "hard":
        return _("Same place, same time")
    if hint.level == "strong":
        return _("Similar guests, nearly the same time")
    if "place" in kinds:
        return _("Same place, same day")
    if "house" in kinds:
        return _("Same house, another room, same time")
    return _("Same topic, same day") if kinds == {"topic"} else _("Similar guests, same day")


def said(reason: Reason, other: OnDate | OpenPlan) -> str:
    """What two have in common beside their place, in the reader's words; a topic as the `other` spells it."""
    names: dict[str, Callable[[str], str]] = {
        "audience": audience_name,
        "language": language_name,
        "topic": lambda key: vocabulary.field_names().get(key) or other.spelled.get(key, key),
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
