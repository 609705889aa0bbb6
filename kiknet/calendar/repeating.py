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


def in_step(event: Event, draft: EventDraft, at: datetime | None = None) -> EventDraft:
    """`draft`, of all or from the original start `at` on, with its single dates at the new time, where they were at
    the usual one.

    Raises `Rejected` if dates that are over would begin to last all day, or in another zone.
    """
    if not (event.is_series and event.starts_local and draft.starts_local):
        return draft
    turns = (event.is_all_day, event.timezone) != (draft.is_all_day, draft.timezone)
    if turns and event.published_at and _are_any_over(event, at):
        raise Rejected(_("Some dates are over already. Please change this date and those that follow."), "is_all_day")
    began = _rest(event, at)[0] if at else event.starts_local
    was, now = began.time(), draft.starts_local.time()

    def follow(moments: Iterable[datetime]) -> tuple[datetime, ...]:
        return tuple(datetime.combine(m.date(), now) if m.time() == was else m for m in moments)

    return replace(draft, added=follow(draft.added), removed=follow(draft.removed))


def _are_any_over(event: Event, at: datetime | None) -> bool:
    return any(row.ends_at <= clock.now() for row in event.occurrences if at is None or row.recurrence_id >= at)


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
    draft = settled(in_step(event, draft, at))
    return dates.planned(event, draft, rows)


def draft_from(event: Event, row: Occurrence) -> EventDraft:
    """What the series says from this date on, as its author would type it.

    It begins with the rule's next date: one that was added does not shift the others to its own day and hour.
    """
    draft, at = copies.draft_of(event), row.recurrence_id
    begins, rule = _rest(event, at)
    single = {*draft.added, *([] if rule else [event.starts_local or at])}
    return replace(
        draft,
        starts_local=begins,
        ends_local=begins + event.length,
        rule=rule,
        added=tuple(sorted(moment for moment in single if moment >= at and moment != begins)),
        removed=tuple(moment for moment in draft.removed if moment > at),
    )


def _rest(event: Event, at: datetime) -> tuple[datetime, str]:
    """Where the rule goes on and how, from `at` on; `at` without a rule if it is at its end."""
    gone = len(dates.by_rule(event, at - timedelta(minutes=1)))
    coming = dates.by_rule(event, max(at, event.starts_local or at) + dates.FAR, most=gone + 1)[gone:]
    if not coming:
        return dates.begins(event, at), ""
    rule = Rule.parse(event.rule)
    return coming[0], replace(rule, count=rule.count - gone).text() if rule.count else event.rule


def shorten(event: Event, at: datetime) -> None:
    """Let the rule of `event` end before `at`; the rows from there on are somebody else's already."""
    before = dates.by_rule(event, at - timedelta(minutes=1))
    added = [moment for moment in event.added if moment < at]
    if before:
        event.rule = replace(Rule.parse(event.rule), until=before[-1].date(), count=None).text()
    else:  # all that is left are single dates: added ones, and what was before the rule began as it does now
        added = _become_single_dates(event)
    event.added, event.removed = added, [moment for moment in event.removed if moment < at]


def _become_single_dates(event: Event) -> list[datetime]:
    """Let `event` begin with its first row, without a rule; the other rows are to be `added`.

    What differs on a date is told beside the rest of a series, so one date that differs is a series of one. One that is
    merely over may have been longer than the series is by now: left alone, it is the event, and stays as long.
    """
    first, *others = sorted(event.occurrences, key=lambda row: row.recurrence_id)
    is_alone, begins = not others, dates.begins(event, first.recurrence_id)
    event.starts_local, event.ends_local = begins, begins + event.length
    event.rule = Rule(frequency="DAILY", count=1).text() if is_alone and first.is_touched else ""
    event.skips_holidays = False
    if is_alone and not first.is_touched:
        event.starts_local, event.ends_local = first.starts_local, first.ends_local
    return [row.recurrence_id for row in others]
