"""What a change does to the dates of a series, in sentences."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from kiknet.calendar import when
from kiknet.calendar.series import Plan
from kiknet.i18n import _, ngettext

MOST_NAMED = 4


def sentences(plan: Plan, now: datetime) -> Iterator[str]:
    """One about the dates that change, and one each about what else becomes of others. `now` is wall time."""
    kept = [row for row in plan.kept if row.ends_local > now]
    rekeyed = [row for row, _start in plan.rekeyed]
    changed = sorted(row.starts_local.date() for row in (*kept, *rekeyed) if not row.is_touched)
    if changed:
        yield ngettext(
            "Changes %(num)s date, on %(first)s.",
            "Changes %(num)s dates, from %(first)s to %(last)s.",
            len(changed),
            first=when.written(changed[0]),
            last=when.written(changed[-1]),
        )
    own = sum(row.is_touched for row in (*kept, *rekeyed))
    if own:
        yield ngettext(
            "%(num)s date that was changed on its own keeps what was said there.",
            "%(num)s dates that were changed on their own keep what was said there.",
            own,
        )
    yield from _others(plan)
    if len(kept) < len(plan.kept):
        yield _("What is over stays as it was.")


def _others(plan: Plan) -> Iterator[str]:
    if plan.created:
        days = _named(start.date() for start in plan.created)
        yield ngettext(
            "%(num)s date is new: %(days)s.", "%(num)s dates are new: %(days)s.", len(plan.created), days=days
        )
    if plan.deleted:
        days = _named(row.starts_local.date() for row in plan.deleted)
        yield ngettext(
            "%(num)s date disappears: %(days)s.", "%(num)s dates disappear: %(days)s.", len(plan.deleted), days=days
        )
    if plan.cancelled:
        days = _named(row.starts_local.date() for row in plan.cancelled)
        yield ngettext(
            "%(num)s date with something of its own is cancelled and stays visible: %(days)s.",
            "%(num)s dates with something of their own are cancelled and stay visible: %(days)s.",
            len(plan.cancelled),
            days=days,
        )


def _named(days: Iterable[date]) -> str:
    found = sorted(days)
    named = ", ".join(when.written(day) for day in found[:MOST_NAMED])
    return f"{named} …" if len(found) > MOST_NAMED else named
