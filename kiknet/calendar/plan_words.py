"""What an edit would do to a series' dates, in sentences."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from babel.lists import format_list

from kiknet.calendar.series import Plan
from kiknet.i18n import _, language, ngettext, written_day

MOST_NAMED = 4


def sentences(what: Plan, now: datetime, known_until: datetime | None) -> list[str]:
    """One about the dates that change, and one each about what becomes of others. `now` is wall time.

    `known_until` is how far the dates were rows: those that come later by themselves are no news.
    """
    return [*_changed(what, now), *_others(what, _news(what, now, known_until))]


def _news(what: Plan, now: datetime, known_until: datetime | None) -> list[date]:
    goes_on = what.rekeyed or any(row.ends_local > now for row in what.kept)
    near = [start for start in what.created if known_until is None or start <= known_until]
    return [start.date() for start in (near if near or goes_on else what.created)]


def _changed(what: Plan, now: datetime) -> Iterator[str]:
    staying = [row for row in what.kept if row.ends_local > now] + [row for row, _start in what.rekeyed]
    days = sorted(row.starts_local.date() for row in staying if not row.is_touched)
    if days:
        yield ngettext(
            "Changes %(num)s date, on %(first)s.",
            "Changes %(num)s dates, from %(first)s to %(last)s.",
            len(days),
            first=written_day(days[0], "short"),
            last=written_day(days[-1], "short"),
        )
    own = len(staying) - len(days)
    if own:
        yield ngettext(
            "%(num)s date that was changed on its own keeps what was said there.",
            "%(num)s dates that were changed on their own keep what was said there.",
            own,
        )
    if any(row.ends_local <= now for row in what.kept):
        yield _("What is over stays as it was.")


def _others(what: Plan, created: list[date]) -> Iterator[str]:
    deleted, cancelled = ([row.starts_local.date() for row in rows] for rows in (what.deleted, what.cancelled))
    if created:
        yield ngettext("New is %(days)s.", "%(num)s dates are new: %(days)s.", len(created), days=named(created))
    if deleted:
        yield ngettext(
            "No longer on: %(days)s.", "%(num)s dates are no longer on: %(days)s.", len(deleted), days=named(deleted)
        )
    if cancelled:
        yield _("Cancelled and still shown, because something is different there: %(days)s.", days=named(cancelled))


def named(days: Iterable[date]) -> str:
    """The first few days, and how many more."""
    days = sorted(set(days))
    shown = [written_day(day, "short", None if day == days[0] else days[0]) for day in days[:MOST_NAMED]]
    more = len(days) - MOST_NAMED
    if more > 0:
        shown.append(ngettext("%(num)s more", "%(num)s more", more))
    return str(format_list(shown, locale=language()))
