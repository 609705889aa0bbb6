"""Who acts when an operator imports on the command line: somebody who answers for the organisation."""

from sqlalchemy import select

from kiknet.accounts.models import User
from kiknet.db import db
from kiknet.errors import NotFound, Rejected
from kiknet.i18n import _
from kiknet.organisations import queries
from kiknet.organisations.acting import Acting
from kiknet.organisations.applications import office_people


def acting_for(slug: str) -> Acting:
    """An admin of the organisation, else the office, else whoever has been here longest. Raises `Rejected`."""
    try:
        organisation = queries.organisation_in_any_state(slug)
    except NotFound:
        raise Rejected(_("There is no organisation “%(slug)s”.", slug=slug)) from None
    admins = [membership.user for membership in queries.admins_of(organisation)]
    longest = select(User).order_by(User.id).limit(1)
    user = next(iter([*admins, *office_people(), *db.session.scalars(longest)]), None)
    if user is None:
        raise Rejected(_("There is nobody yet on whose behalf events could be posted."))
    return Acting(user, organisation, "admin")
