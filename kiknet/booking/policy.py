"""Who may do what with rooms and bookings: plain yes or no."""

from kiknet.booking.models import Booking, Resource
from kiknet.cooperations.policy import is_member
from kiknet.organisations.acting import Acting


def may_offer(by: Acting) -> bool:
    """An organisation's admins offer what it lends."""
    return by.is_admin and by.may_write


def may_manage(by: Acting | None, resource: Resource) -> bool:
    """Its owner's admins, and its editors if they were granted that, change it and decide about it."""
    if by is None or not by.may_write or not by.acts_for(resource.owner_id):
        return False
    return by.is_admin or resource.editors_decide


def may_see(by: Acting | None, resource: Resource) -> bool:
    return resource.visibility == "public" or by is not None


def may_see_who(by: Acting | None) -> bool:
    """Who occupies a room is for the network; the public sees that it is taken."""
    return by is not None


def may_request(by: Acting | None, resource: Resource) -> bool:
    """Whoever writes for an organisation; what is lent by word of mouth only its owner enters.

    An owner that takes part no longer lends nothing: nobody would answer.
    """
    if by is None or not by.may_write or resource.is_retired or not resource.owner.is_active:
        return False
    return resource.mode != "contact" or may_manage(by, resource)


def has_asked(by: Acting, booking: Booking) -> bool:
    """May withdraw, cancel and change it."""
    return by.may_write and by.acts_for(booking.organisation_id)


def may_see_booking(by: Acting, booking: Booking) -> bool:
    """Those who asked, those who were asked, and everybody in the cooperation it is for."""
    if booking.cooperation is not None and is_member(by, booking.cooperation):
        return True
    return is_involved(by, booking)


def is_involved(by: Acting, booking: Booking) -> bool:
    """Those who asked, and those who were asked."""
    owners = {slot.resource.owner_id for slot in booking.slots}
    return by.organisation_id is not None and by.organisation_id in {booking.organisation_id, *owners}
