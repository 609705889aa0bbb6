"""What is looked for and offered in our tests: the Mill looks for people to speak German with on Tuesdays."""

from datetime import time
from typing import Any

from kiknet.board.availability import Availability, Weekly
from kiknet.board.draft import ListingDraft, Spoken
from kiknet.board.models import Listing
from kiknet.board.service.listings import post_listing

TUESDAYS = Availability("weekly", (Weekly(1, time(14), time(17)),))


def wanted(**changes: Any) -> ListingDraft:
    """A need for language partners."""
    given = {
        "direction": "need",
        "kind": "language_partner",
        "title": "Menschen zum Deutschsprechen",
        "text": "Wir üben Deutsch beim Tee.\nAlle sind willkommen.",
        "languages": (Spoken("uk"), Spoken("de", "learns", "A2")),
        "availability": TUESDAYS,
        "audiences": ("seniors",),
        "topics": ("Sprachcafé",),
        "district_number": 40,
    }
    return ListingDraft(**given | changes)


def offer(**changes: Any) -> ListingDraft:
    """An offer that suits it."""
    given = {
        "direction": "offer",
        "title": "Ältere sprechen gern mit Ihnen",
        "text": "",
        "languages": (Spoken("de", "speaks", "native"),),
    }
    return wanted(**given | changes)


def listed(by: Any, **changes: Any) -> Listing:
    """A need on the board."""
    return post_listing(by, wanted(**changes))


def offered(by: Any, **changes: Any) -> Listing:
    """An offer on the board."""
    return post_listing(by, offer(**changes))
