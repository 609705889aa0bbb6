"""When two organisations turn out to be one: what was theirs in cooperations belongs to the one that stays."""

from sqlalchemy import ColumnElement, delete, or_, select, update

from kiknet import revisions
from kiknet.cooperations.draft import LONGEST
from kiknet.cooperations.models import Cooperation, CooperationEntry, CooperationPartner
from kiknet.cooperations.queries import has_partner
from kiknet.cooperations.states import FEWEST_PARTNERS, ROLES
from kiknet.cooperations.work_models import Post, Task, Vote
from kiknet.db import UNSEEN, db, line_up_all
from kiknet.organisations.models import Organisation

STRENGTH = ("declined", "left", "interested", "invited", "accepted")
MOVED = (CooperationEntry, Task, Post)


def move_cooperations(organisation: Organisation, target: Organisation) -> None:
    """Inside the transaction that merges `organisation` into `target`.

    Where both are in, that becomes one row with the stronger state and role, and what both bring. What was being
    planned by these two alone looks for partners again.
    """
    theirs = select(CooperationPartner.cooperation_id).where(CooperationPartner.organisation_id == organisation.id)
    begun = Cooperation.initiator_id == organisation.id
    line_up_all(Cooperation, or_(Cooperation.id.in_(theirs), begun, _is_in(target)))
    for cooperation in db.session.scalars(select(Cooperation).where(or_(Cooperation.id.in_(theirs), begun))).all():
        _move_partner(cooperation, organisation, target)
        if cooperation.initiator_id == organisation.id:
            cooperation.initiator = target
        revisions.stamp_later(cooperation)
        db.session.flush()
    _move_work(organisation.id, target.id)


def _is_in(target: Organisation) -> ColumnElement[bool]:
    """Others may be named by its events afterwards, so nobody joins or leaves meanwhile."""
    return has_partner(target.id, "accepted")


def _move_partner(cooperation: Cooperation, organisation: Organisation, target: Organisation) -> None:
    goes, stays = cooperation.partner(organisation.id), cooperation.partner(target.id)
    if goes is None:
        return
    if stays is None:
        goes.organisation = target
        return
    _join(goes, stays)
    cooperation.partners.remove(goes)
    if cooperation.state == "planning" and len(cooperation.accepted) < FEWEST_PARTNERS:
        cooperation.state = "seeking"


def _join(goes: CooperationPartner, stays: CooperationPartner) -> None:
    if goes.state == stays.state:
        stays.role = min(goes.role, stays.role, key=ROLES.index)
        first = min(goes, stays, key=lambda row: row.answered_at or row.created_at)
        stays.created_at, stays.answered_at = first.created_at, first.answered_at
    elif STRENGTH.index(goes.state) > STRENGTH.index(stays.state):
        stays.state, stays.role = goes.state, goes.role
        stays.created_at, stays.answered_at = goes.created_at, goes.answered_at
    texts = dict.fromkeys(text for text in (stays.contribution, goes.contribution) if text)
    stays.contribution = "\n".join(texts)[: LONGEST["contribution"]]


def _move_work(old: int, new: int) -> None:
    """Tasks, posts and history; where both have answered to a date, the answer of the one that stays counts."""
    for row in MOVED:
        moved = update(row).where(row.organisation_id == old).values(organisation_id=new)
        db.session.execute(moved, execution_options=UNSEEN)
    answered = select(Vote.date_id).where(Vote.organisation_id == new)
    moved = update(Vote).where(Vote.organisation_id == old, Vote.date_id.not_in(answered))
    db.session.execute(moved.values(organisation_id=new), execution_options=UNSEEN)
    db.session.execute(delete(Vote).where(Vote.organisation_id == old), execution_options=UNSEEN)
