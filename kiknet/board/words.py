"""What the states and kinds of the board are called."""

from kiknet.board.models import Listing
from kiknet.i18n import _l

DIRECTIONS = {"need": _l("Wanted"), "offer": _l("Offered")}
"""The two words on every card."""

CHOICES = {"need": _l("We are looking for something"), "offer": _l("We offer something")}
KINDS = {
    "room": _l("Room"),
    "furniture": _l("Furniture"),
    "equipment": _l("Equipment"),
    "language_partner": _l("Language partners"),
    "interpreter": _l("Interpreting"),
    "volunteer": _l("Volunteers"),
    "speaker": _l("Speakers"),
    "cooperation_partner": _l("Partners to do something together"),
    "transport": _l("Transport"),
    "know_how": _l("Know-how and advice"),
    "other": _l("Something else"),
}
STATES = {
    "draft": _l("Draft"),
    "submitted": _l("Waits for the office"),
    "active": _l("On the board"),
    "paused": _l("Paused"),
    "fulfilled": _l("Found"),
    "expired": _l("Expired"),
    "withdrawn": _l("Withdrawn"),
    "removed": _l("Removed by the office"),
}
INTERESTS = {
    "open": _l("Waits for an answer"),
    "accepted": _l("Accepted"),
    "declined": _l("Declined"),
    "withdrawn": _l("Taken back"),
}
OVER = {
    "fulfilled": _l("This has been settled with somebody else by now."),
    "withdrawn": _l("The listing has been taken back."),
    "removed": _l("The listing is no longer on the board."),
}
"""Reasons kiknet gives by itself, by what became of the listing."""


def reason_shown(reason: str) -> str:
    """Why an interest was declined: what somebody wrote, or what happened."""
    return str(OVER.get(reason, reason))


def listing_direction(listing: Listing) -> str:
    return str(DIRECTIONS[listing.direction])
