"""The part of the form that asks when it could be: weekdays with a time of day, some dates, or whenever."""

from collections.abc import Iterator
from datetime import date, time
from itertools import groupby
from typing import Any

from kiknet.board.availability import Availability, OnDate, Weekly
from kiknet.board.words import PART_NAMES, WHEN_NAMES, weekday_choices
from kiknet.errors import Rejected
from kiknet.i18n import _l
from kiknet.web.fields import ClockField, DayField, RadioField, SelectMultipleField

ON_WHICH_DAYS = _l("On which days? Please choose at least one.")
ON_WHICH_DAY = _l("On which day? Please choose one.")
SETS = 4
DATES = 6
PARTS = {
    "": (None, None),
    "morning": (time(8), time(12)),
    "afternoon": (time(12), time(17)),
    "evening": (time(17), time(22)),
}


class WhenFields:
    """To be mixed into a form. A set is some weekdays that share a time of day."""

    when: Any = RadioField(_l("When could it be?"), default="")

    def offer_times(self) -> None:
        self.when.choices = [(key, str(name)) for key, name in WHEN_NAMES.items()]
        for days, part, _begins, _ends in self.sets:
            days.choices, part.choices = weekday_choices(), [(key, str(name)) for key, name in PART_NAMES.items()]
        for field in (field for row in (*self.sets, *self.date_rows) for field in row):
            field.flags.follows = True

    @property
    def sets(self) -> list[tuple[Any, Any, Any, Any]]:
        form: Any = self
        return [(form[f"days_{n}"], form[f"part_{n}"], form[f"from_{n}"], form[f"to_{n}"]) for n in range(SETS)]

    @property
    def date_rows(self) -> list[tuple[Any, Any, Any]]:
        form: Any = self
        return [(form[f"date_{n}"], form[f"date_from_{n}"], form[f"date_to_{n}"]) for n in range(DATES)]

    def read_availability(self) -> Availability:
        """What is filled in counts, also when nobody has said of which type it is."""
        slots, dates = tuple(self._slots()), tuple(self._dates())
        chosen = self.when.data or ("weekly" if slots else "dates" if dates else "")
        return Availability(chosen, slots if chosen == "weekly" else (), dates if chosen == "dates" else ())

    def unfinished_times(self) -> Iterator[Rejected]:
        """What was said of times that belong to no day, each beside the field that lacks: it would be lost."""
        if self.when.data == "weekly":
            for days, part, begins, ends in self.sets:
                if not days.data and (part.data or begins.data or ends.data):
                    yield Rejected(ON_WHICH_DAYS, days.name)
        elif self.when.data == "dates":
            for day, begins, ends in self.date_rows:
                if not day.data and (begins.data or ends.data):
                    yield Rejected(ON_WHICH_DAY, day.name)

    def _slots(self) -> list[Weekly]:
        return [
            Weekly(int(day), *(_exact(begins, ends) or PARTS.get(part.data or "", PARTS[""])))
            for days, part, begins, ends in self.sets
            for day in days.data or ()
            if day in dict(days.choices)
        ]

    def _dates(self) -> list[OnDate]:
        return [OnDate(day.data, begins.data, ends.data) for day, begins, ends in self.date_rows if day.data]


def _exact(begins: Any, ends: Any) -> tuple[time | None, time | None] | None:
    return (begins.data, ends.data) if begins.data or ends.data else None


for number in range(SETS):
    setattr(WhenFields, f"days_{number}", SelectMultipleField(_l("On which days?")))
    setattr(WhenFields, f"part_{number}", RadioField(_l("At what time?"), default=""))
    setattr(WhenFields, f"from_{number}", ClockField(_l("Or exactly: from")))
    setattr(WhenFields, f"to_{number}", ClockField(_l("until")))
for number in range(DATES):
    setattr(WhenFields, f"date_{number}", DayField(_l("Day")))
    setattr(WhenFields, f"date_from_{number}", ClockField(_l("From")))
    setattr(WhenFields, f"date_to_{number}", ClockField(_l("To")))


def values_of_times(when: Availability) -> dict[str, Any]:
    """The same the other way round."""
    values: dict[str, Any] = {"when": when.type}
    values |= _sets(when.slots)
    for number in range(DATES):
        day = when.dates[number] if number < len(when.dates) else None
        values |= _date(number, day.day if day else None, day.begins if day else None, day.ends if day else None)
    return values


def _sets(slots: tuple[Weekly, ...]) -> dict[str, Any]:
    def hours(slot: Weekly) -> tuple[time | None, time | None]:
        return slot.begins, slot.ends

    in_order = sorted(slots, key=lambda s: (s.begins or time.min, s.ends or time.max, s.weekday))
    groups = [(key, [str(s.weekday) for s in group]) for key, group in groupby(in_order, hours)]
    values: dict[str, Any] = {}
    for number in range(SETS):
        (begins, ends), days = groups[number] if number < len(groups) else ((None, None), [])
        part = next((name for name, times in PARTS.items() if times == (begins, ends)), "")
        exact = (None, None) if PARTS[part] == (begins, ends) else (begins, ends)
        values |= {f"days_{number}": days, f"part_{number}": part}
        values |= {f"from_{number}": exact[0], f"to_{number}": exact[1]}
    return values


def _date(number: int, day: date | None, begins: time | None, ends: time | None) -> dict[str, Any]:
    return {f"date_{number}": day, f"date_from_{number}": begins, f"date_to_{number}": ends}
