"""Who may see and do what in a cooperation: plain yes or no."""

from dataclasses import dataclass

from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.states import OPEN, STATES
from kiknet.organisations.acting import Acting

ALL = frozenset(STATES)


@dataclass(frozen=True)
class Rule:
    """Who may do a deed (a key of `_WHO`), and in which states of the cooperation."""

    who: str
    states: frozenset[str] = OPEN


RULES = {
    "change": Rule("lead"),
    "move": Rule("lead", ALL),
    "invite": Rule("lead"),
    "answer_interest": Rule("lead"),
    "remove_partner": Rule("lead"),
    "set_role": Rule("lead"),
    "hand_over": Rule("lead"),
    "appoint": Rule("office"),
    "join": Rule("outsider"),
    "take_back": Rule("interested"),
    "keep": Rule("lead", frozenset({"idea", "archived"})),
    "answer_invitation": Rule("invited"),
    "leave": Rule("member"),
    "say_contribution": Rule("member"),
    "work": Rule("member"),
    "write": Rule("member", ALL - {"archived"}),
    "link": Rule("member", OPEN | {"completed"}),
    "write_outcome": Rule("lead", frozenset({"planning", "active", "completed"})),
    "hide": Rule("office", ALL),
    "restore": Rule("office", ALL),
}
"""`keep`: an idea is still current, or is back on the wall; `work` is tasks and date polls; `link` is events, bookings,
listings and measures."""


def may(by: Acting | None, deed: str, cooperation: Cooperation) -> bool:
    """Whether `by` may do `deed` (a key of `RULES`) with this cooperation as it is now."""
    rule = RULES[deed]
    if by is None or cooperation.state not in rule.states:
        return False
    if rule.who == "office":
        return by.is_office
    if not by.may_write or (cooperation.is_hidden and not is_member(by, cooperation)):
        return False
    own = cooperation.partner(by.organisation_id)
    if rule.who == "lead":
        return leads(by, cooperation)
    if rule.who == "member":
        return own is not None and own.is_in
    if rule.who in {"invited", "interested"}:
        return own is not None and own.state == rule.who
    return own is None or own.state in {"interested", "left", "declined"}


def may_found(by: Acting) -> bool:
    return by.may_write


def may_show_to_all(by: Acting) -> bool:
    """What a new organisation begins is for the network at first: the office does not look at it before."""
    return by.organisation is not None and by.organisation.is_trusted


def is_member(by: Acting | None, cooperation: Cooperation) -> bool:
    """Everybody, viewers too, of an organisation that is in."""
    own = cooperation.partner(by.organisation_id) if by is not None else None
    return own is not None and own.is_in


def leads(by: Acting, cooperation: Cooperation) -> bool:
    own = cooperation.partner(by.organisation_id)
    return own is not None and own.is_in and own.role == "lead"


def may_see(by: Acting | None, cooperation: Cooperation) -> bool:
    """Strangers see what is public; the network what is not hidden; its own organisations and the office everything.

    An invited organisation counts as one of its own, so that it can read what it is asked to join.
    """
    if by is None:
        return cooperation.is_public
    own = cooperation.partner(by.organisation_id)
    if by.is_office or (own is not None and own.state in {"accepted", "invited"}):
        return True
    return not cooperation.is_hidden and cooperation.state != "archived"


def may_see_inside(by: Acting | None, cooperation: Cooperation) -> bool:
    """Tasks, polls, what is written and history: its own organisations only, like conversations."""
    return is_member(by, cooperation)
