"""An organisation is suspended, resumed or gone: what stands above its cooperations names those who are in now."""

from sqlalchemy import select

from kiknet.cooperations import linking, parts, queries
from kiknet.cooperations.models import Cooperation
from kiknet.db import db, line_up
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation


def follow_standing(by: Acting, organisation: Organisation) -> None:
    """Inside the office's deed, before it takes the revision."""
    concerned = queries.has_partner(organisation.id, "accepted"), Cooperation.state.in_(linking.LINKABLE)
    found = db.session.scalars(select(Cooperation).where(*concerned).order_by(Cooperation.id)).all()
    for cooperation in found:  # all of them before the first event is saved, which takes the revision
        line_up(cooperation)
    parts.tell_above(by, *found)
