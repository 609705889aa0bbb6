"""What the office decides: what a new organisation writes first, and what must not be seen."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kiknet import clock
from kiknet.access import require
from kiknet.board import lifetime, policy, telling
from kiknet.board.models import Listing
from kiknet.board.service import answers
from kiknet.board.service.deeds import deed
from kiknet.i18n import _
from kiknet.organisations import applications
from kiknet.organisations.acting import Acting


def publish_or_submit(by: Acting, listing: Listing) -> None:
    """Inside a deed of the owner: onto the board if the organisation is trusted, else before the office."""
    if policy.publishes_directly(by):
        publish(listing)
    else:
        listing.state, listing.office_reason = "submitted", ""
        telling.tell_office("listing_submitted", by, listing)


def publish(listing: Listing) -> None:
    """Onto the board, on top; what was written long ago gets its time anew."""
    listing.state, listing.office_reason, listing.listed_at = "active", "", clock.now()
    if lifetime.is_over(listing.valid_until, clock.today()):
        listing.valid_until, listing.warned = lifetime.lasts_until(clock.today(), listing.when.last_day), 0


@contextmanager
def _decision(by: Acting, name: str, listing: Listing, *, version: int | None = None, **noted: Any) -> Iterator[None]:
    require(
        applications.is_impartial(by, listing.organisation_id),
        _("You belong to this organisation. Please let somebody else decide."),
    )
    with deed(by, name, listing, version=version, **noted):
        yield
        telling.tell(listing.organisation, "listing_decided", by, listing, decision=name, **noted)


def approve_listing(by: Acting, listing: Listing, *, version: int | None = None, trust: bool = False) -> Listing:
    """Publish what was read at the revision `version`; with `trust` the organisation publishes by itself from now on.

    Raises `NotAllowed`, or `ChangedMeanwhile` if it says something else by now.
    """
    with _decision(by, "approve", listing, version=version, trust=trust):
        publish(listing)
        if trust:
            listing.organisation.trust = "trusted"
    return listing


def return_listing(by: Acting, listing: Listing, reason: str, *, version: int | None = None) -> Listing:
    """Give it back, as it was read, with a word on what to change: it is a draft again, the owner may send it anew.

    Raises `NotAllowed` or `ChangedMeanwhile`, like the others.
    """
    with _decision(by, "return", listing, version=version):
        listing.state, listing.office_reason = "draft", reason
    return listing


def reject_listing(by: Acting, listing: Listing, reason: str, *, version: int | None = None) -> Listing:
    """Decline for good what waits, as it was read.

    Only its organisation reads the reason: the network has not seen these words.
    """
    with _decision(by, "reject", listing, version=version):
        listing.state, listing.office_reason = "rejected", reason
        answers.decline_open(by, listing, "removed")
    return listing


def remove_listing(by: Acting, listing: Listing, reason: str, *, version: int | None = None) -> Listing:
    """Take it off the board, as it was read; who answered it is told, and the network can read the reason."""
    with _decision(by, "remove", listing, version=version, reason=reason):
        listing.state_before, listing.state, listing.office_reason = listing.state, "removed", reason
        answers.decline_open(by, listing, "removed")
    return listing


def restore_listing(by: Acting, listing: Listing, reason: str = "", *, version: int | None = None) -> Listing:
    """As it was before it was removed: what was paused or settled then does not come on the board now."""
    with _decision(by, "restore", listing, version=version, reason=reason):
        listing.state, listing.state_before, listing.office_reason = listing.state_before, "", ""
    return listing
