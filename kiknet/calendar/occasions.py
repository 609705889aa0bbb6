"""Holidays and feasts as the calendar shows them: the short ones on their days, the long ones once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from flask import url_for

from kiknet.calendar.month import DAY
from kiknet.i18n import _, written_day, written_days
from kiknet.observances.observance import Day

SHORT = 3


class Note(NamedTuple):
    """What stands beside a day: a text, and where it is explained."""

    text: str
    href: str


def notes_by_day(observed: Iterable[Day], first: date, last: date) -> dict[date, list[Note]]:
    """From `first` to `last`: short ones on each of their days, long ones on the first that is shown."""
    notes: dict[date, list[Note]] = defaultdict(list)
    for one in observed:
        begin, end = max(one.first, first), min(one.last, last)
        shown = (end - begin).days + 1 if one.days <= SHORT else min(1, (end - begin).days + 1)
        for n in range(shown):
            notes[begin + n * DAY].append(note_of(one))
    return notes


def long_ones(observed: Iterable[Day]) -> list[tuple[str, str, str]]:
    """Of those that last: name, where it is explained, and from when to when, with how sure that is."""
    return [
        (str(one.name), explained_at(one), _with(written_days(one.first, one.last), str(one.doubt)))
        for one in observed
        if one.days > SHORT
    ]


def note_of(one: Day) -> Note:
    """How an observance stands beside one day."""
    return Note(_text(one), explained_at(one))


def explained_at(one: Day) -> str:
    return f"{url_for('observances.index')}#{one.key}"


def _text(one: Day) -> str:
    name = str(one.name)
    if one.days > SHORT:
        name = _("%(name)s until %(day)s", name=name, day=written_day(one.last, "short", one.first))
    return _with(name, str(one.doubt))


def _with(text: str, doubt: str) -> str:
    return f"{text} ({doubt})" if doubt else text
