"""Who may do what with an organisation: plain yes or no."""

from collections.abc import Collection

from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation


def may_see_members(by: Acting, organisation: Organisation) -> bool:
    """Everybody who belongs to it, and the office."""
    return by.acts_for(organisation.id) or by.is_office


def may_manage(by: Acting, organisation: Organisation) -> bool:
    """Its admins change the profile, invite and remove people, while it is active."""
    return by.is_admin and by.acts_for(organisation.id) and organisation.is_active


def may_steer(by: Acting) -> bool:
    """The office sees every organisation and what waits."""
    return by.is_office


def on_behalf(by: Acting, organisation: Organisation) -> Acting | None:
    """The office does it for an organisation that agreed: the log has their name, the organisation is told."""
    return Acting(by.user, organisation, "admin") if by.is_office and organisation.is_active else None


def may_decide(by: Acting, involved: Collection[int], office: Collection[int]) -> bool:
    """The office decides; nobody about an organisation they belong to or apply for, unless no one else can.

    `involved` and `office` hold the ids of users.
    """
    return by.is_office and (by.user.id not in involved or set(office) <= set(involved))
