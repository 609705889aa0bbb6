"""A listing in words: what a row of the list, its page and a group chat say of it."""

from typing import Any

from flask import current_app, url_for

from kiknet.board import when, words
from kiknet.board.models import Listing
from kiknet.booking.words import feature_name, pieces
from kiknet.i18n import _, ngettext
from kiknet.vocabulary import queries as vocabulary
from kiknet.vocabulary.words import audience_name

SHORT = 160


def direction(listing: Listing) -> str:
    """The word on every card: "Gesucht" or "Geboten"."""
    return str(words.DIRECTIONS[listing.direction])


def kind(listing: Listing) -> str:
    return str(words.KIND_NAMES[listing.kind])


def times(listing: Listing) -> str:
    """When it could be, in one line; "" if that is not known."""
    return when.written_availability(listing.when)


def languages(listing: Listing) -> str:
    return words.spoken_text(listing.languages)


def amount(listing: Listing) -> str:
    """How many, and for how many people."""
    many = pieces(listing.quantity) if listing.quantity and listing.kind != "volunteer" else ""
    if listing.quantity and listing.kind == "volunteer":
        many = ngettext("%(num)s person", "%(num)s people", listing.quantity)
    people = _("for %(number)s people", number=listing.capacity) if listing.capacity else ""
    return ", ".join(part for part in (many, people) if part)


def short(listing: Listing) -> str:
    """The beginning of its first paragraph, on one line: what follows may be in another language."""
    line = " ".join(listing.text.split("\n\n")[0].split())
    return line if len(line) <= SHORT else line[:SHORT].rsplit(" ", 1)[0] + " …"


def district(listing: Listing) -> str:
    return vocabulary.district_names().get(str(listing.district_number), "") if listing.district_number else ""


def url(listing: Listing) -> str:
    base_url: str = current_app.extensions["kiknet"].base_url
    return base_url + url_for("board.listing", listing_id=listing.id)


def share_text(listing: Listing) -> str:
    """For a group chat: what, from whom, when, where, link."""
    lines = (
        f"{direction(listing)}: {listing.title}",
        listing.organisation.name,
        " · ".join(part for part in (languages(listing), amount(listing), times(listing), district(listing)) if part),
        url(listing),
    )
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def page(listing: Listing) -> dict[str, Any]:
    """What its page shows beside the listing itself."""
    names = vocabulary.field_names() if listing.fields else {}
    return {
        "listing": listing,
        "url": url(listing),
        "fields": [(key, names[key]) for key in listing.fields if key in names],
        "audiences": [audience_name(code) for code in listing.audiences],
        "features": [feature_name(code) for code in listing.features],
        "share_text": share_text(listing),
    }
