"""What must hold before a pair gets points, and what a listing that is over means (domain model, "Match")."""

from datetime import date

from kiknet.fold import fold
from kiknet.matching import numbers, times, tongues
from kiknet.matching.entry import Entry
from kiknet.matching.weights import WHOLE, kinship

CURRENT = frozenset({"active"})
LEAST_SHARE = 0.5


def refusal(need: Entry, offer: Entry, today: date) -> str | None:
    """The first hard rule the pair breaks, or None. What is not known breaks none."""
    if need.direction != "need" or offer.direction != "offer":
        return "direction"
    if not kinship(need.kind, offer.kind):
        return "kind"
    if not (is_current(need, today) and is_current(offer, today)):
        return "state"
    if is_same_organisation(need, offer):
        return "organisation"
    if is_too_small(need, offer):
        return "capacity"
    language = tongues.fit(need, offer)
    if language and language.is_wrong:
        return "language"
    when = times.fit(need.availability, offer.availability, is_whole=need.kind in WHOLE)
    return "time" if when and when.is_wrong else None


def is_current(entry: Entry, today: date) -> bool:
    """Whether it is active and not over; an unknown state or end is no reason against."""
    if entry.status is not None and entry.status not in CURRENT:
        return False
    if entry.valid_until is not None and entry.valid_until < today:
        return False
    return not times.is_over(entry.availability, today)


def is_same_organisation(need: Entry, offer: Entry) -> bool:
    return bool(need.organisation and offer.organisation) and fold(need.organisation or "") == fold(
        offer.organisation or ""
    )


def is_too_small(need: Entry, offer: Entry) -> bool:
    asked, given = numbers.capacity(need), numbers.capacity(offer)
    if asked is not None and given is not None and given < asked:
        return True
    return numbers.share_of_quantity(need, offer) < LEAST_SHARE
