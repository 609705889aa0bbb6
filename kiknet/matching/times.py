"""Is there a time that suits both? Two unknowns, or an unknown and a known, contradict nothing."""

from dataclasses import dataclass
from datetime import date, time

from kiknet.matching.entry import Availability, Window

SHORTEST = 30
"""Minutes in common below which there is no time in common."""
ENOUGH = 60
FLEXIBLE, DAY_ONLY, ONE_SIDE_ONLY, BOTH_FLEXIBLE = 0.85, 0.8, 0.5, 0.7
WHOLE_DAY = 24 * 60


@dataclass(frozen=True)
class Fit:
    """How well the times go together, from 0 to 1; `window` is one of those in common, or what only one side says."""

    credit: float
    window: Window | None = None
    is_wrong: bool = False
    is_open: bool = False
    is_flexible: bool = False


def fit(need: Availability | None, offer: Availability | None, *, is_whole: bool) -> Fit | None:
    """None when neither says when. With `is_whole` the need's time should be covered, not only touched."""
    if need is None or offer is None:
        return None if need is None and offer is None else Fit(ONE_SIDE_ONLY, is_open=True)
    if need.is_flexible or offer.is_flexible:
        both = need.is_flexible and offer.is_flexible
        return Fit(BOTH_FLEXIBLE if both else FLEXIBLE, is_flexible=True)
    fits = [_of_windows(a, b, is_whole=is_whole) for a in need.windows for b in offer.windows]
    best = max(fits, key=lambda one: one.credit, default=None)
    return best if best and best.credit > 0 else Fit(0.0, is_wrong=True)


def is_over(when: Availability | None, today: date) -> bool:
    """Whether all its days are in the past."""
    if when is None or when.is_flexible or not when.windows:
        return False
    return all(window.day is not None and window.day < today for window in when.windows)


def _of_windows(need: Window, offer: Window, *, is_whole: bool) -> Fit:
    if need.day and offer.day and need.day != offer.day:
        return Fit(0.0)
    if need.weekday != offer.weekday:
        return Fit(0.0)
    begins, ends = max(_begin(need), _begin(offer)), min(_end(need), _end(offer))
    common = Window(need.weekday, need.day or offer.day, _clock(begins), _clock(ends))
    if is_whole and need.begins and need.ends and 2 * (ends - begins) < _end(need) - _begin(need):
        return Fit(max(0.0, (ends - begins) / (_end(need) - _begin(need))), common)
    if None in (need.begins, need.ends, offer.begins, offer.ends):
        return Fit(DAY_ONLY if ends - begins >= SHORTEST else 0.0, common, is_open=True)
    if ends - begins < SHORTEST:
        return Fit(0.0)
    length = max(_end(need) - _begin(need), 1)
    asked = length if is_whole else min(length, ENOUGH)
    return Fit(min(1.0, (ends - begins) / asked), common)


def _begin(window: Window) -> int:
    return _minutes(window.begins) if window.begins else 0


def _end(window: Window) -> int:
    return _minutes(window.ends) if window.ends else WHOLE_DAY


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _clock(minutes: int) -> time | None:
    return None if minutes in (0, WHOLE_DAY) else time(minutes // 60, minutes % 60)
