"""An organisation is suspended, resumed, merged or gone: what stands above its cooperations names who is in now."""

from sqlalchemy import select

from kiknet.cooperations import linking, parts, queries
from kiknet.cooperations.models import Cooperation
from kiknet.db import db, line_up
from kiknet.organisations.models import Organisation


def follow_merge(_gone: Organisation, organisation: Organisation) -> None:
    """The same for the one that stays, last of all: its cooperations and their events are held by then."""
    follow_standing(organisation)


def follow_standing(organisation: Organisation) -> None:
    """Inside the office's deed, before it takes the revision."""
    concerned = queries.has_partner(organisation.id, "accepted"), Cooperation.state.in_(linking.LINKABLE)
    found = db.session.scalars(select(Cooperation).where(*concerned).order_by(Cooperation.id)).all()
    for cooperation in found:  # all of them before the first event is saved, which takes the revision
        line_up(cooperation)
    parts.tell_above(*found)
