"""Ideas nobody touches: their people are asked whether they are still current; without an answer they rest.

The jobs can be run again, and late, without harm: nothing is archived that nobody was told of before.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from kiknet import audit, clock, revisions
from kiknet.accounts import links
from kiknet.accounts.models import OneTimeLink, User
from kiknet.cooperations.models import Cooperation, CooperationEntry
from kiknet.cooperations.service.deeds import deed
from kiknet.cooperations.telling import path
from kiknet.db import db, line_up, transaction
from kiknet.errors import NotFound
from kiknet.notifications.service import notify
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.organisations.queries import membership_of, writers_of

PURPOSE = "keep-idea"
ARCHIVED_AFTER = timedelta(days=180)
WARNED_BEFORE = timedelta(days=21)
LINK_LASTS = timedelta(days=180)


def keep(by: Acting, cooperation: Cooperation) -> Cooperation:
    """It is still current: its time begins anew; what rested is back on the wall. Raises `NotAllowed`."""
    with deed(by, "keep", cooperation):
        cooperation.state = "idea"
    return cooperation


def warn() -> int:
    """Ask the people of ideas untouched for long whether they are still current; returns how many ideas that was."""
    since = clock.now() - ARCHIVED_AFTER + WARNED_BEFORE
    found = select(Cooperation.id).where(
        Cooperation.state == "idea", Cooperation.touched_at < since, Cooperation.warned_at.is_(None)
    )
    return sum(_warn(number) for number in db.session.scalars(found).all())


def _warn(number: int) -> int:
    with transaction() as session:
        idea = session.get_one(Cooperation, number)
        line_up(idea)
        is_due = idea.touched_at < clock.now() - ARCHIVED_AFTER + WARNED_BEFORE
        if idea.state != "idea" or idea.warned_at is not None or not is_due:
            return 0
        idea.warned_at = clock.now()
        _tell("idea_rests", idea, rests_on=clock.to_local(idea.warned_at + WARNED_BEFORE).date())
    return 1


def archive() -> int:
    """Take the ideas off the wall whose people have been asked and have not answered; returns how many."""
    found = select(Cooperation.id).where(
        Cooperation.state == "idea", Cooperation.warned_at < clock.now() - WARNED_BEFORE
    )
    return sum(_archive(number) for number in db.session.scalars(found).all())


def _archive(number: int) -> int:
    with transaction() as session:
        idea = session.get_one(Cooperation, number)
        line_up(idea)
        if idea.state != "idea" or idea.warned_at is None or idea.warned_at >= clock.now() - WARNED_BEFORE:
            return 0
        idea.state, idea.ended_at = "archived", clock.now()
        session.add(CooperationEntry(cooperation_id=idea.id, deed="archive", said={}))
        _tell("idea_archived", idea)
        audit.record("cooperation.archive", idea, organisation_id=idea.initiator_id)
        revisions.stamp(idea)
    return 1


def _tell(kind: str, idea: Cooperation, **context: Any) -> None:
    """To each of the lead's writers, once for each time it rests, with a link of their own that keeps it."""
    lead, key = _leads(idea), f"{idea.id}:{idea.warned_at:%Y%m%d%H%M}"
    for user in writers_of(lead.id):
        token = links.create(PURPOSE, user, LINK_LASTS, cooperation=idea.id)
        address = links.address("cooperations.keep_from_mail", token)
        notify(
            kind, to=user, url=path(idea), about=idea, key=key, organisation=lead, cooperation=idea, keep=address,
            **context,
        )  # fmt: skip


def _leads(idea: Cooperation) -> Organisation:
    """Who is asked: the lead, or who had the idea while there is none."""
    return idea.lead.organisation if idea.lead else idea.initiator


def linked(token: str) -> tuple[OneTimeLink, Acting, Cooperation]:
    """Who the link is for, acting for the idea's lead. Raises `NotFound`, or `LinkOver` with the reason."""
    link = links.look(PURPOSE, token)
    idea = db.session.get(Cooperation, link.data["cooperation"])
    if idea is None:
        raise NotFound
    return link, _acting(links.owner(link), idea), idea


def _acting(user: User, idea: Cooperation) -> Acting:
    """Somebody who has left the organisation since does nothing for it any more."""
    lead = _leads(idea)
    membership = membership_of(user, lead)
    if membership is None:
        raise NotFound
    return Acting(user, lead, membership.role)


def keep_by_link(link: OneTimeLink, by: Acting, idea: Cooperation) -> None:
    """The button behind the link in the mail. Raises `NotAllowed`, or `LinkOver` when it was pressed before."""
    with transaction():
        links.use(link)
        keep(by, idea)
