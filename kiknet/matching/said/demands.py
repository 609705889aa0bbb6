"""What the one demands and the other has not: a driving licence, a deposit, a car of one's own, that it is fetched."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching.entry import Entry
from kiknet.matching.said.clauses import denies
from kiknet.matching.said.phrases import section
from kiknet.matching.weights import LENT

THINGS = frozenset({"furniture", "equipment", "other"})
DRIVEN = frozenset({"transport", "equipment"})
DEEDS = frozenset({"volunteer"})
DEMANDED_BY_OFFER = {"deposit": LENT, "licence": DRIVEN}
DEMANDED_BY_NEED = {"licence": DEEDS, "car": DEEDS, "clearance": DEEDS}
SAID_OUTRIGHT = {
    ("needs_delivery", "pick_up_only"): THINGS,
    ("needs_driver", "drive_yourself"): DRIVEN,
    ("needs_no_mains", "mains_only"): frozenset({"equipment", "other"}),
    ("needs_mains", "no_mains"): frozenset({"room"}),
}
""" "We have no car" and "to be fetched only": both in words of their own."""
_CLAUSES = re.compile(r"[.,;:!?()\n،؟–]|\s(?:aber|but|ama|але|но|لكن)\s")


def differ(need: Entry, offer: Entry) -> bool:
    """Whether somebody without a licence finds a van to drive themselves."""
    kinds = {need.kind, offer.kind}
    asked, given = (f"{entry.title}. {entry.text}" for entry in (need, offer))
    if any(
        kinds <= where and _denies(name, asked) and _states(name, given) for name, where in DEMANDED_BY_OFFER.items()
    ):
        return True
    if any(
        kinds <= where and _states(name, asked) and _denies(name, given) for name, where in DEMANDED_BY_NEED.items()
    ):
        return True
    return any(
        kinds <= where and _says(wish, asked) and _says(limit, given) for (wish, limit), where in SAID_OUTRIGHT.items()
    )


@lru_cache(maxsize=20_000)
def _says(name: str, text: str) -> bool:
    return any(section(name).search(clause) for clause in map(fold, _CLAUSES.split(text)))


@lru_cache(maxsize=20_000)
def _states(name: str, text: str) -> bool:
    return any(
        section(f"on_{name}").search(clause) and not denies(clause) and not section("no_trouble").search(clause)
        for clause in map(fold, _CLAUSES.split(text))
    )


@lru_cache(maxsize=20_000)
def _denies(name: str, text: str) -> bool:
    return any(
        section(f"on_{name}").search(clause)
        and (denies(clause) or section("nobody").search(clause))
        and not section("no_trouble").search(clause)
        for clause in map(fold, _CLAUSES.split(text))
    )
