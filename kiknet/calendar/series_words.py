"""When a series is on, in one line."""

from kiknet.calendar import when
from kiknet.calendar.models import Event
from kiknet.calendar.recurrence import Rule
from kiknet.calendar.rule_words import sentence
from kiknet.i18n import ngettext


def written_series(event: Event) -> str:
    """ "jeden Dienstag, bis 31. Juli 2027 · 15–17 Uhr"."""
    starts = event.starts_local
    if starts is None:
        return when.written_when(event)
    if event.rule:
        said = sentence(Rule.parse(event.rule), starts, skips_holidays=event.skips_holidays)
    else:
        said = ngettext("%(num)s date", "%(num)s dates", 1 + len(event.added))
    return f"{said} · {when.written_times(event)}"


def written(thing: when.Timed) -> str:
    """When something is on, whether once or again and again."""
    return written_series(thing) if isinstance(thing, Event) and thing.is_series else when.written_when(thing)
