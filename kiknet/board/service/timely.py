"""What happens by itself: owners hear of listings near their end, what is over expires; and the one-button answer.

Each can be done again, and late, without harm.
"""

from datetime import timedelta

from sqlalchemy import select

from kiknet import audit, clock, revisions
from kiknet.accounts import links
from kiknet.accounts.models import OneTimeLink, User
from kiknet.board import lifetime, telling
from kiknet.board.models import Listing
from kiknet.board.service.listings import renew_listing
from kiknet.db import db, line_up, transaction
from kiknet.errors import NotFound
from kiknet.organisations.acting import Acting
from kiknet.organisations.queries import membership_of, writers_of

PURPOSE = "renew-listing"
LINK_LASTS = timedelta(days=60)
RUNNING = ("active", "paused")


def warn() -> int:
    """Tell the owners of what ends within 14 days, and once more within 3; returns how many listings that was."""
    soon = clock.today() + lifetime.WARNED_BEFORE[0]
    found = select(Listing.id).where(
        Listing.state.in_(RUNNING), Listing.valid_until <= soon, Listing.warned < len(lifetime.WARNED_BEFORE)
    )
    return sum(_warn(listing_id) for listing_id in db.session.scalars(found).all())


def _warn(listing_id: int) -> int:
    with transaction() as session:
        listing = session.get_one(Listing, listing_id)
        line_up(listing)
        due = lifetime.warnings_due(listing.valid_until, clock.today())
        if listing.state_now not in RUNNING or due <= listing.warned:
            return 0
        listing.warned = due
        if not lifetime.is_worth_renewing(listing.valid_until, clock.today(), listing.when.last_day):
            return 0  # it ends with its dates, and nothing is to be done about that
        _tell("listing_ends_soon", listing)
    return 1


def expire() -> int:
    """Write down what is over and tell its owners; returns how many listings that was."""
    found = select(Listing.id).where(Listing.state.in_(RUNNING), Listing.valid_until < clock.today())
    return sum(_expire(listing_id) for listing_id in db.session.scalars(found).all())


def _expire(listing_id: int) -> int:
    with transaction() as session:
        listing = session.get_one(Listing, listing_id)
        line_up(listing)
        if listing.state not in RUNNING or listing.state_now != "expired":
            return 0
        listing.state = "expired"
        _tell("listing_expired", listing)
        revisions.stamp(listing)
        audit.record("listing.expire", listing, organisation_id=listing.organisation_id)
    return 1


def _tell(kind: str, listing: Listing) -> None:
    """To each of the owner's writers, with a link of their own that renews it."""
    for user in writers_of(listing.organisation_id):
        token = links.create(PURPOSE, user, LINK_LASTS, listing=listing.id)
        telling.tell_owner(user, kind, listing, renewal=links.address("board.renew_from_mail", token))


def linked(token: str) -> tuple[OneTimeLink, Acting, Listing]:
    """Who the link is for, acting for the listing's owner. Raises `NotFound`, or `LinkOver` with the reason."""
    link = links.look(PURPOSE, token)
    listing = db.session.get(Listing, link.data["listing"])
    if listing is None:
        raise NotFound
    return link, _acting(links.owner(link), listing), listing


def _acting(user: User, listing: Listing) -> Acting:
    """Somebody who has left the organisation since does nothing for it any more."""
    membership = membership_of(user, listing.organisation)
    if membership is None:
        raise NotFound
    return Acting(user, listing.organisation, membership.role)


def renew_by_link(link: OneTimeLink, by: Acting, listing: Listing) -> Listing:
    """The button behind the link in the mail. Raises `NotAllowed`, or `LinkOver` when it was pressed before."""
    with transaction():
        links.use(link)
        return renew_listing(by, listing)
