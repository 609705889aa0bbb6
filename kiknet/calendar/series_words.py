"""When a series is on, in one line."""

from collections.abc import Iterator

from kiknet import clock
from kiknet.calendar import when
from kiknet.calendar.models import Event
from kiknet.calendar.recurrence import Rule
from kiknet.calendar.rule_words import sentence
from kiknet.i18n import ngettext


def written_series(event: Event, *, is_whole: bool = True) -> str:
    """ "jeden Dienstag, dazu 1 weiterer Termin · 15:00–17:00 Uhr"; the rule alone beside one date."""
    starts = event.starts_local
    if starts is None:
        return when.written_when(event)
    if event.rule:
        rule = sentence(Rule.parse(event.rule), starts, skips_holidays=event.skips_holidays)
        said = ", ".join([rule, *(_besides(event) if is_whole else ())])
    else:
        said = ngettext("%(num)s date", "%(num)s dates", 1 + len(event.added))
    return f"{said} · {when.written_times(event)}"


def _besides(event: Event) -> Iterator[str]:
    """What single dates to come change about the rule."""
    today = clock.today()
    added, removed = (sum(day.date() >= today for day in days) for days in (event.added, event.removed))
    if added:
        yield ngettext("plus %(num)s date", "plus %(num)s dates", added)
    if removed:
        yield ngettext("%(num)s date is left out", "%(num)s dates are left out", removed)


def written(thing: when.Timed, style: str = "short") -> str:
    """When something is on, whether once or again and again."""
    return written_series(thing) if isinstance(thing, Event) and thing.is_series else when.written_when(thing, style)
