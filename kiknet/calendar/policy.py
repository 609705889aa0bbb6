"""Who may see and do what with an event: plain yes or no."""

from dataclasses import dataclass

from kiknet.calendar.models import SCHEDULINGS, Event
from kiknet.organisations.acting import Acting

LIVE = frozenset({"draft", "submitted", "changes_requested", "published", "hidden"})
SENT = frozenset({"submitted", "published", "hidden"})
SEEN_SINCE = frozenset({"published", "hidden"})


@dataclass(frozen=True)
class Rule:
    """Who may do a deed (the owner's editors and admins, or the office), and in which states."""

    who: str
    publications: frozenset[str]
    schedulings: frozenset[str] = frozenset(SCHEDULINGS)


RULES = {
    "change": Rule("owner", LIVE),
    "publish": Rule("owner", frozenset({"draft", "changes_requested"})),
    "cancel": Rule("owner", SEEN_SINCE, frozenset({"confirmed", "postponed"})),
    "postpone": Rule("owner", SEEN_SINCE, frozenset({"confirmed"})),
    "take_back": Rule("owner", SEEN_SINCE, frozenset({"cancelled", "postponed"})),
    "change_dates": Rule("owner", LIVE, frozenset({"planned", "confirmed", "postponed"})),
    "withdraw": Rule("owner", LIVE | {"rejected"}),
    "invite": Rule("owner", LIVE),
    "approve": Rule("office", frozenset({"submitted"})),
    "return": Rule("office", frozenset({"submitted"})),
    "reject": Rule("office", frozenset({"submitted"})),
    "hide": Rule("office", frozenset({"published"})),
    "restore": Rule("office", frozenset({"hidden"})),
}


def may(by: Acting | None, deed: str, event: Event) -> bool:
    """Whether `by` may do `deed` (a key of `RULES`) with this event as it is now."""
    rule = RULES[deed]
    if by is None or event.publication not in rule.publications or event.scheduling not in rule.schedulings:
        return False
    return by.is_office if rule.who == "office" else by.may_write and by.acts_for(event.owner_id)


def may_post(by: Acting) -> bool:
    return by.may_write


def publishes_directly(by: Acting) -> bool:
    """The first entries of a new organisation are looked at by the office."""
    return by.organisation is not None and by.organisation.trust == "trusted"


def organises(by: Acting, event: Event) -> bool:
    """Acts for the owner or for an accepted co-organiser."""
    return by.acts_for(event.owner_id) or any(
        o.state == "accepted" and by.acts_for(o.organisation_id) for o in event.organisers
    )


def may_see(by: Acting | None, event: Event) -> bool:
    """Strangers see what is public, the network what is published, the owner and the office everything."""
    if event.publication == "published":
        return event.is_public or by is not None
    if by is None:
        return False
    return by.is_office or by.acts_for(event.owner_id) or _is_asked(by, event)


def has_lost(by: Acting | None, event: Event) -> bool:
    """Whether it was taken back by others after `by` could see it."""
    if event.publication != "withdrawn" or event.published_at is None:
        return False
    return event.is_for_everybody if by is None else not by.acts_for(event.owner_id)


def _is_asked(by: Acting, event: Event) -> bool:
    """Before it is public, too; who is named because of a cooperation sees no draft that is not sent yet."""
    waits = event.publication in {"draft", "submitted", "changes_requested"}
    return waits and any(
        o.state != "declined" and by.acts_for(o.organisation_id)
        for o in event.organisers
        if event.publication != "draft" or not o.through_cooperation
    )
