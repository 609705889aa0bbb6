"""Who may see and do what on the board: plain yes or no."""

from dataclasses import dataclass

from kiknet.board.models import Interest, Listing
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

OPEN = frozenset({"draft", "submitted", "active", "paused"})
STAYS_FOR_THOSE_WHO_ANSWERED = frozenset({"paused", "fulfilled", "expired"})


@dataclass(frozen=True)
class Rule:
    """Who may do a deed (the owner's editors and admins, or the office), and in which states."""

    who: str
    states: frozenset[str]


RULES = {
    "change": Rule("owner", OPEN | {"expired"}),
    "publish": Rule("owner", frozenset({"draft"})),
    "pause": Rule("owner", frozenset({"active"})),
    "resume": Rule("owner", frozenset({"paused"})),
    "renew": Rule("owner", frozenset({"active", "paused", "expired"})),
    "fulfil": Rule("owner", frozenset({"active", "paused", "expired"})),
    "reopen": Rule("owner", frozenset({"fulfilled"})),
    "withdraw": Rule("owner", OPEN | {"expired", "fulfilled", "rejected"}),
    "approve": Rule("office", frozenset({"submitted"})),
    "return": Rule("office", frozenset({"submitted"})),
    "reject": Rule("office", frozenset({"submitted"})),
    "remove": Rule("office", frozenset({"active", "paused", "fulfilled", "expired"})),
    "restore": Rule("office", frozenset({"removed"})),
}
BRINGS_BACK = frozenset({"renew", "reopen"})
"""Deeds that nothing is left of once all dates of a listing are over."""


def may(by: Acting | None, deed: str, listing: Listing) -> bool:
    """Whether `by` may do `deed` (a key of `RULES`) with this listing as it is now."""
    rule = RULES[deed]
    if by is None or listing.state_now not in rule.states or (deed in BRINGS_BACK and listing.dates_are_over):
        return False
    return by.is_office if rule.who == "office" else by.may_write and by.acts_for(listing.organisation_id)


def may_post(by: Acting) -> bool:
    return by.may_write


def publishes_directly(by: Acting) -> bool:
    """What a new organisation writes is looked at by the office first."""
    return by.organisation is not None and by.organisation.is_trusted


def may_see(by: Acting | None, listing: Listing) -> bool:
    """Strangers see what is public and active, the network what is active; its owner and the office everything."""
    if by is None:
        return listing.is_public
    if by.is_office or by.acts_for(listing.organisation_id):
        return True
    return listing.is_active and listing.organisation.is_active


def has_lost(by: Acting | None, listing: Listing) -> bool:
    """Whether others could see it and it is over: fulfilled, expired, or taken back by its owner."""
    if not listing.was_shown or listing.state_now not in {"withdrawn", "fulfilled", "expired"}:
        return False
    if by is None:
        return listing.visibility == "public"
    return not by.is_office and not by.acts_for(listing.organisation_id)


def may_answer(by: Acting | None, listing: Listing) -> bool:
    """Writers of another organisation say "that suits us" while it is active."""
    if by is None or not by.may_write or by.acts_for(listing.organisation_id):
        return False
    return listing.is_active and listing.organisation.is_active


def may_decide_interest(by: Acting, interest: Interest) -> bool:
    return by.may_write and by.acts_for(interest.listing.organisation_id)


def has_asked(by: Acting, interest: Interest) -> bool:
    """May take it back."""
    return by.may_write and by.acts_for(interest.organisation_id)


def may_realise(by: Acting, interest: Interest) -> bool:
    """Writers of either organisation begin what both have agreed to."""
    return by.may_write and may_see_interest(by, interest) and interest.is_accepted


def found_by(listing: Listing, accepted: list[Interest]) -> list[Organisation]:
    """Who has answered it and got a yes, and with whom it was settled."""
    found = [interest.organisation for interest in accepted]
    return [*found, *([listing.fulfilled_with] if listing.fulfilled_with else [])]


def may_see_interest(by: Acting, interest: Interest) -> bool:
    """Everybody of either organisation."""
    return by.acts_for(interest.organisation_id) or by.acts_for(interest.listing.organisation_id)
