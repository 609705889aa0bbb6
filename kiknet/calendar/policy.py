"""Who may see and do what with an event: plain yes or no."""

from kiknet.calendar.models import Event
from kiknet.organisations.acting import Acting

TAKEN_BACK = "withdrawn"


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


def _is_asked(by: Acting, event: Event) -> bool:
    return event.publication in {"draft", "submitted"} and any(
        o.state != "declined" and by.acts_for(o.organisation_id) for o in event.organisers
    )
