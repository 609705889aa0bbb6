"""What comes after a yes: the addresses where it goes on, with everything filled in that is known."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import url_for

from kiknet import clock
from kiknet.board import policy
from kiknet.board.models import Interest, Listing
from kiknet.board.next_time import next_time
from kiknet.board.service import realising
from kiknet.cooperations import policy as cooperations
from kiknet.cooperations.models import Cooperation
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation


class Step(NamedTuple):
    """A button: where it leads, what it says, its sign; `fields` are sent if it is a deed."""

    href: str
    label: str
    sign: str
    fields: dict[str, Any] | None = None


def of(by: Acting, interest: Interest) -> list[Step]:
    """The steps that are open to the side `by` acts for."""
    if not by.may_write:
        return []
    listing, partner = interest.listing, realising.partner_of(by, interest)
    begun = realising.begun_from(interest)
    for_ = {"kooperation": begun.id} if begun and cooperations.may(by, "link", begun) else {}
    return [
        *_cooperation(by, interest, begun),
        *_booking(by, listing, partner, for_),
        _event(listing, partner, for_),
        *_settled(by, listing, partner, begun),
    ]


def after(by: Acting | None, listing: Listing) -> list[Step]:
    """What its owner is offered once an open role has found somebody."""
    partner = listing.fulfilled_with
    if by is None or partner is None or listing.state_now != "fulfilled" or not by.acts_for(listing.organisation_id):
        return []
    return _invitation(by, listing, partner)


def _cooperation(by: Acting, interest: Interest, begun: Cooperation | None) -> list[Step]:
    if begun is not None:
        address = url_for("cooperations.cooperation", cooperation_id=begun.id)
        return [Step(address, _("To the cooperation “%(title)s”", title=begun.title), "people")]
    if interest.listing.cooperation is not None and interest.listing.cooperation.is_open:
        return _invitation(by, interest.listing, realising.partner_of(by, interest))
    begin = url_for("board.cooperate", interest_id=interest.id)
    return [Step(begin, _("Begin a cooperation"), "people", {"acting_for": by.organisation_id})]


def _invitation(by: Acting, listing: Listing, partner: Organisation) -> list[Step]:
    """Into the cooperation that looks for it, by whoever leads that."""
    cooperation = listing.cooperation
    if cooperation is None or not by.acts_for(listing.organisation_id):
        return []
    known = cooperation.partner(partner.id)
    if not cooperations.may(by, "invite", cooperation) or (known and known.state in {"accepted", "invited"}):
        return []
    label = _("Invite %(name)s into “%(title)s”", name=partner.name, title=cooperation.title)
    fields = {"acting_for": by.organisation_id, "organisation": partner.id}
    return [Step(url_for("board.invite", listing_id=listing.id), label, "people", fields)]


def _booking(by: Acting, listing: Listing, partner: Organisation, for_: Mapping[str, Any]) -> list[Step]:
    """What is lent is booked by whoever needs it: the very thing, or what the other side lends."""
    known: dict[str, Any] = {"personen": listing.capacity} | _when(listing, "tag")
    if listing.resource is not None and not by.acts_for(listing.organisation_id):
        asked = {"anzahl": listing.quantity, "zweck": listing.title} | known
        address = url_for("booking.ask", resource_id=listing.resource.id, **_known(asked), **for_)
        return [Step(address, _("Book “%(title)s”", title=listing.resource.title), "calendar")]
    if listing.kind in {"room", "furniture", "equipment"}:
        if listing.is_offer == by.acts_for(listing.organisation_id):
            return []
        asked = {"q": partner.name} | known
        return [Step(url_for("booking.index", **_known(asked), **for_), _("See what they lend"), "room")]
    return [Step(url_for("booking.index", art="room", **_known(known), **for_), _("Ask for a room"), "room")]


def _event(listing: Listing, partner: Organisation, for_: Mapping[str, Any]) -> Step:
    known = {"titel": listing.title, "mit": partner.name, "text": listing.text} if not for_ else {}
    codes: dict[str, Any] = {"zielgruppe": listing.audiences, "feld": listing.fields} if not for_ else {}
    address = url_for("calendar.new", **_known(known | _when(listing, "am")), **codes, **for_)
    return Step(address, _("Post an event"), "calendar")


def _settled(by: Acting, listing: Listing, partner: Organisation, begun: Cooperation | None) -> list[Step]:
    """Once it has led somewhere it may leave the board."""
    if begun is None or not policy.may(by, "fulfil", listing):
        return []
    address = url_for("board.fulfil", listing_id=listing.id, mit=partner.id)
    return [Step(address, _("It is settled"), "check")]


def _when(listing: Listing, day: str) -> dict[str, Any]:
    """The next time it could be, in the keys of an address."""
    found = next_time(clock.today(), listing.when)
    if found is None:
        return {}
    times = {key: f"{at:%H:%M}" for key, at in (("von", found.begins), ("bis", found.ends)) if at}
    return {day: found.day.isoformat()} | times


def _known(values: Mapping[str, object]) -> dict[str, Any]:
    return {key: str(value) for key, value in values.items() if value}
