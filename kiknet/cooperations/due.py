"""When a task is due, and when its people are reminded of it. Knows neither database nor person."""

from datetime import date, timedelta

BEFORE = timedelta(days=2)


def urgency(due_on: date | None, today: date) -> str:
    """ "overdue", "today", "soon" (within a week), "later", or "" for a task without a day."""
    if due_on is None:
        return ""
    if due_on <= today:
        return "today" if due_on == today else "overdue"
    return "soon" if due_on - today <= timedelta(days=7) else "later"


def is_reminder_due(due_on: date, reminded_on: date | None, today: date) -> bool:
    """Once from two days before on, and once more when the day has passed."""
    if today > due_on:
        return reminded_on is None or reminded_on <= due_on
    return reminded_on is None and today >= due_on - BEFORE
