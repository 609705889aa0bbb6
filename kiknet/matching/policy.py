"""Who may see and do what with a match: plain yes or no."""

from kiknet.matching.models import Match
from kiknet.organisations.acting import Acting


def may_see(by: Acting, match: Match) -> bool:
    """People of either organisation."""
    return any(by.acts_for(organisation.id) for organisation in match.organisations)


def may_decide(by: Acting, match: Match) -> bool:
    """Writers of either organisation."""
    return by.may_write and may_see(by, match)
