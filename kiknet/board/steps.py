"""What comes after a yes: the addresses where it goes on, with everything filled in that is known."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import url_for

from kiknet.board.models import Interest, Listing
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation


class Step(NamedTuple):
    """A button: where it leads, what it says, its sign."""

    href: str
    label: str
    sign: str


def of(by: Acting, interest: Interest) -> list[Step]:
    """The steps that are open to the side `by` acts for."""
    if not by.may_write:
        return []
    listing = interest.listing
    partner = interest.organisation if by.acts_for(listing.organisation_id) else listing.organisation
    return [*_booking(by, listing, partner), _event(listing, partner)]


def _booking(by: Acting, listing: Listing, partner: Organisation) -> list[Step]:
    """What is lent is booked by whoever needs it: the very thing, or what the other side lends."""
    if listing.resource is not None and not by.acts_for(listing.organisation_id):
        asked = {"anzahl": listing.quantity, "personen": listing.capacity, "zweck": listing.title}
        address = url_for("booking.ask", resource_id=listing.resource.id, **_known(asked))
        return [Step(address, _("Book “%(title)s”", title=listing.resource.title), "calendar")]
    if listing.kind in {"room", "furniture", "equipment"} and listing.is_offer != by.acts_for(listing.organisation_id):
        asked = {"personen": listing.capacity, "q": partner.name}
        return [Step(url_for("booking.index", **_known(asked)), _("See what they lend"), "room")]
    return []


def _event(listing: Listing, partner: Organisation) -> Step:
    return Step(
        url_for("calendar.new", titel=listing.title, mit=partner.name), _("Make an event of it together"), "calendar"
    )


def _known(values: Mapping[str, object]) -> dict[str, Any]:
    return {key: str(value) for key, value in values.items() if value}
