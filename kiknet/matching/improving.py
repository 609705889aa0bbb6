"""What would make a match better, and is ours to say: only what our own listing leaves open."""

from collections.abc import Callable, Iterable, Mapping

from kiknet import clock
from kiknet.board.kinds import asked
from kiknet.board.models import Listing

MOST = 2
ASKED = ("time", "clock", "languages", "capacity", "quantity")
"""What the form asks of some kinds only, because others look for it there."""
SAME = {"language": "languages"}
ENDS_SOON = 14
"""Days before the end from which extending it is worth a word (the first warning, decision 0026)."""


def _has_no_clock(listing: Listing) -> bool:
    when = listing.when
    return any(one.begins is None for one in when.slots) or any(one.begins is None for one in when.dates)


_IS_OPEN: Mapping[str, Callable[[Listing], bool]] = {
    "time": lambda listing: _asks(listing, "availability") and not listing.when.is_known,
    "clock": _has_no_clock,
    "languages": lambda listing: _asks(listing, "languages") and not listing.languages,
    "capacity": lambda listing: _asks(listing, "capacity") and listing.capacity is None,
    "quantity": lambda listing: _asks(listing, "quantity") and listing.quantity is None,
    "district": lambda listing: listing.resource_id is None and listing.district_number is None,
    "audiences": lambda listing: not listing.audiences,
    "topics": lambda listing: not listing.topics,
    "renew": lambda listing: (listing.valid_until - clock.today()).days < ENDS_SOON and listing.is_worth_renewing,
}


def open_here(listing: Listing, gaps: Iterable[str]) -> list[str]:
    """Of what a verdict found missing or to improve, what this listing could say; the most telling first."""
    named = {SAME.get(gap, gap) for gap in gaps}
    return [gap for gap, is_open in _IS_OPEN.items() if gap in named and is_open(listing)][:MOST]


def _asks(listing: Listing, field: str) -> bool:
    """Whether it is asked of this kind, and not answered by the thing it points to."""
    return listing.resource_id is None and field in asked(listing.direction, listing.kind)
