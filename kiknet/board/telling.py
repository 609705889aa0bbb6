"""What people hear about listings and answers: notices, and mails as they want them, in the transaction of the deed."""

from typing import Any

from kiknet.accounts.models import User
from kiknet.board.models import Interest, Listing
from kiknet.cooperations.models import Cooperation
from kiknet.i18n import _l
from kiknet.notifications import topics
from kiknet.notifications.service import notify
from kiknet.notifications.topics import Topic
from kiknet.organisations.acting import Acting
from kiknet.organisations.applications import office_people
from kiknet.organisations.models import Organisation

GROUP = _l("Wanted and offered")
topics.register(
    Topic(
        "listing_answers", GROUP, _l("Answers to what we look for or offer"),
        ("interest_shown", "interest_answered", "interest_withdrawn", "cooperation_begun"),
    ),
    Topic(
        "listing_lifetime", GROUP, _l("What becomes of our listings"),
        ("listing_decided", "listing_ends_soon", "listing_expired"),
    ),
    Topic("listing_review", GROUP, _l("New listings to look at"), ("listing_submitted",), office=True),
)  # fmt: skip


def path(listing: Listing) -> str:
    return f"/suchen-bieten/{listing.id}"


def tell(organisation: Organisation, kind: str, by: Acting, listing: Listing, **context: Any) -> None:
    """To the writers of `organisation`, but not to the person who does it."""
    notify(kind, to=organisation, url=path(listing), about=listing, by=by, listing=listing, **context)


def tell_about(interest: Interest, kind: str, by: Acting, to: Organisation, *, is_over: bool = False) -> None:
    """The same about somebody's answer; where the listing's page shows it no more, it stands where the two talk."""
    listing = interest.listing
    url = f"/mein/nachrichten/{interest.conversation_id}" if is_over else path(listing)
    notify(kind, to=to, url=url, about=interest, by=by, listing=listing, interest=interest)


def tell_begun(interest: Interest, by: Acting, to: Organisation, cooperation: Cooperation) -> None:
    """One of the two has begun a cooperation from it."""
    url = f"/kooperationen/{cooperation.id}"
    who = by.organisation.name if by.organisation else ""
    notify("cooperation_begun", to=to, url=url, about=cooperation, by=by, cooperation=cooperation, who=who)


def tell_office(kind: str, by: Acting, listing: Listing) -> None:
    notify(kind, to=office_people(), url="/buero/", about=listing, by=by, listing=listing)


def tell_owner(user: User, kind: str, listing: Listing, **context: Any) -> None:
    """To one person, once before each end of the listing's time."""
    key = f"{listing.id}:{listing.valid_until}:{listing.warned}"
    notify(
        kind, to=user, url=path(listing), about=listing, key=key, organisation=listing.organisation, listing=listing,
        **context,
    )  # fmt: skip
