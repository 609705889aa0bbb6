"""How long a listing lasts: 90 days, with a word 14 and 3 days before, or to the last of its dates. Pure."""

from datetime import date, timedelta

LASTS = timedelta(days=90)
LONGEST = timedelta(days=366)
GAIN = timedelta(days=30)
WARNED_BEFORE = (timedelta(days=14), timedelta(days=3))


def lasts_until(today: date, last_date: date | None = None) -> date:
    """The last day of a listing that is published or renewed today; `last_date` if it is about certain dates."""
    return _by(today + LASTS, today, last_date)


def moved(until: date, today: date, before: date | None, last_date: date | None) -> date:
    """The last day of a running listing whose last date was `before`: only what that date has cut short grows."""
    if before == last_date:
        return until
    return _by(today + LASTS if before == until else until, today, last_date)


def _by(until: date, today: date, last_date: date | None) -> date:
    """`until`, or the last date where renewing would not gain a month."""
    return max(last_date, today) if last_date and last_date < until + GAIN else until


def is_over(valid_until: date, today: date) -> bool:
    """It lasts to the end of its last day."""
    return valid_until < today


def is_worth_renewing(valid_until: date, today: date, last_date: date | None = None) -> bool:
    """Whether renewing gives it a month more at least: what was put up yesterday need not be kept."""
    return lasts_until(today, last_date) - valid_until >= GAIN


def warnings_due(valid_until: date, today: date) -> int:
    """How many of the warnings should have been sent by today."""
    return sum(valid_until - today <= before for before in WARNED_BEFORE)


def state_on(state: str, valid_until: date, today: date) -> str:
    """What a listing is today, whether or not a job has written it down: time ends what is active or paused."""
    return "expired" if state in {"active", "paused"} and is_over(valid_until, today) else state
