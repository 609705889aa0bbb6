"""What an edit would do to a series' dates, in one sentence."""

from collections.abc import Iterable, Iterator
from datetime import date

from babel.lists import format_list

from kiknet.calendar import when
from kiknet.calendar.series import Plan
from kiknet.i18n import _, language, ngettext

MOST_NAMED = 4


def sentence(what: Plan) -> str:
    """ "New: Tue, 16 March and Tue, 23 March. Cancelled, because something is different there: …" """
    return " ".join(_parts(what)) or _("The days of this series stay the same.")


def _parts(what: Plan) -> Iterator[str]:
    groups = (
        (_("At another time: %(days)s."), [start.date() for _row, start in what.rekeyed]),
        (_("New: %(days)s."), [start.date() for start in what.created]),
        (_("No longer: %(days)s."), [row.starts_local.date() for row in what.deleted]),
        (
            _("Cancelled and still shown, because something is different there: %(days)s."),
            [row.starts_local.date() for row in what.cancelled],
        ),
    )
    for text, days in groups:
        if days:
            yield text % {"days": named(days)}


def named(days: Iterable[date]) -> str:
    """The first few days, and how many more."""
    days = sorted(set(days))
    shown = [when.written(day, with_year=day.year != days[0].year or day == days[0]) for day in days[:MOST_NAMED]]
    more = len(days) - MOST_NAMED
    if more > 0:
        shown.append(ngettext("%(num)s more", "%(num)s more", more))
    return str(format_list(shown, locale=language()))
