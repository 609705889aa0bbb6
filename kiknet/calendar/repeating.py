"""A series as a whole: what a draft of it must be like, and what it would do to the dates there are."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from kiknet import clock
from kiknet.calendar import copies, dates
from kiknet.calendar.draft import EventDraft
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.recurrence import MOST_DATES, Rule
from kiknet.calendar.series import Plan
from kiknet.errors import Rejected
from kiknet.i18n import _


def settled(draft: EventDraft, *, is_new: bool = False) -> EventDraft:
    """`draft` beginning with the first date of its own rule. Raises `Rejected` when there is none, or too many."""
    if not draft.is_series:
        return replace(draft, **copies.ONCE)
    if not draft.rule:
        draft = replace(draft, skips_holidays=False)
    first = dates.first_start(draft)
    if first is None or draft.starts_local is None or draft.ends_local is None:
        raise Rejected(_("This rule gives no date."), "rule")
    later = first - draft.starts_local
    draft = replace(draft, starts_local=first, ends_local=draft.ends_local + later)
    found = dates.wanted(draft, dates.horizon(draft, clock.today()))
    if not found:
        raise Rejected(_("This rule gives no date."), "rule")
    if is_new and len(found) > MOST_DATES:
        raise Rejected(_("These are more than %(number)s dates. Please begin later.", number=MOST_DATES), "rule")
    return draft


def in_step(event: Event, draft: EventDraft) -> EventDraft:
    """`draft` with its single dates at the new time, where they were at the usual one.

    Raises `Rejected` if dates that are over would begin to last all day, or in another zone.
    """
    if not (event.is_series and event.starts_local and draft.starts_local):
        return draft
    turns = (event.is_all_day, event.timezone) != (draft.is_all_day, draft.timezone)
    if turns and event.published_at and any(row.ends_at <= clock.now() for row in event.occurrences):
        raise Rejected(_("Some dates are over already. Please change this date and those that follow."), "is_all_day")
    was, now = event.starts_local.time(), draft.starts_local.time()

    def follow(moments: Iterable[datetime]) -> tuple[datetime, ...]:
        return tuple(datetime.combine(m.date(), now) if m.time() == was else m for m in moments)

    return replace(draft, added=follow(draft.added), removed=follow(draft.removed))


def planned_change(event: Event, draft: EventDraft) -> Plan:
    """What `service.change_event` would do to the dates. Raises `Rejected` for a draft that breaks a rule."""
    draft.check(clock.today(), publish=True)
    return dates.planned(event, settled(in_step(event, draft)), [*event.occurrences])


def planned_following(event: Event, at: datetime, draft: EventDraft) -> Plan:
    """What `splitting.change_following` would do to the dates from the original start `at` on."""
    rows = [row for row in event.occurrences if row.recurrence_id >= at]
    if len(rows) == len(event.occurrences):
        return planned_change(event, draft)
    draft.check(clock.today(), publish=True)
    draft = settled(in_step(event, draft))
    return dates.planned(event, draft, rows)


def draft_from(event: Event, row: Occurrence) -> EventDraft:
    """What the series says from this date on, as its author would type it."""
    draft, at = copies.draft_of(event), row.recurrence_id
    return replace(
        draft,
        starts_local=at,
        ends_local=at + event.length,
        rule=_rest(event, at),
        added=tuple(moment for moment in draft.added if moment > at),
        removed=tuple(moment for moment in draft.removed if moment > at),
    )


def _rest(event: Event, at: datetime) -> str:
    if not event.rule:
        return ""
    rule = Rule.parse(event.rule)
    if rule.count is None:
        return event.rule
    gone = len(dates.by_rule(event, at - timedelta(minutes=1)))
    return replace(rule, count=max(1, rule.count - gone)).text()


def shorten(event: Event, at: datetime) -> None:
    """Let the rule of `event` end before `at`; the rows from there on are somebody else's already."""
    before = dates.by_rule(event, at - timedelta(minutes=1))
    added = [moment for moment in event.added if moment < at]
    if before:
        event.rule = replace(Rule.parse(event.rule), until=before[-1].date(), count=None).text()
    else:  # all that is left are single dates: added ones, and what was before the rule began as it does now
        first, *added = sorted(row.recurrence_id for row in event.occurrences)
        event.ends_local = first + event.length
        event.starts_local = first
        is_like_others = added or not event.occurrences[0].is_touched
        event.rule = "" if is_like_others else Rule(frequency="DAILY", count=1).text()
        event.skips_holidays = False
    event.added, event.removed = added, [moment for moment in event.removed if moment < at]
