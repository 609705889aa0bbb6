"""When something could be, as people write it: "Di. und Do., 14:00–17:00 Uhr", "Di., 9. März 2027, ab 15:00 Uhr"."""

from datetime import time
from itertools import groupby

from babel.lists import format_list

from kiknet.board.availability import Availability, OnDate, Weekly
from kiknet.i18n import _, calendar_names, language, written_day, written_times


def written_availability(when: Availability) -> str:
    """One line; "" if nothing is known."""
    if when.type == "flexible":
        return _("flexible")
    if when.dates:
        return "; ".join(_joined(written_day(each.day, "short"), each) for each in when.dates)
    return "; ".join(_weekly(list(slots)) for _key, slots in groupby(_in_order(when.slots), lambda s: _hours(s)))


def _in_order(slots: tuple[Weekly, ...]) -> list[Weekly]:
    """Days that share their times stand together, the earliest day first."""
    first = {_hours(slot): slot.weekday for slot in sorted(slots, key=lambda s: -s.weekday)}
    return sorted(slots, key=lambda s: (first[_hours(s)], _hours(s), s.weekday))


def _weekly(slots: list[Weekly]) -> str:
    called = calendar_names().in_text
    days = [slot.weekday for slot in slots]
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        said = _("%(first)s to %(last)s", first=called[days[0]], last=called[days[-1]])
    else:
        said = str(format_list([called[day] for day in days], locale=language()))
    return _joined(said, slots[0])


def _joined(days: str, part: Weekly | OnDate) -> str:
    """Days and their times, if these are known: "Di., 9. März 2027, ab 15:00 Uhr"."""
    return ", ".join(said for said in (days, written_times(part.begins, part.ends)) if said)


def _hours(part: Weekly | OnDate) -> tuple[time, time]:
    return part.begins or time.min, part.ends or time.max
