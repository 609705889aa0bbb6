"""Finding what the organisations of a cooperation work with: for them only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from kiknet import clock
from kiknet.accounts.models import User
from kiknet.cooperations.models import Cooperation, CooperationPartner
from kiknet.cooperations.poll_count import Tally, best, count
from kiknet.cooperations.queries import WITH_PARTNERS
from kiknet.cooperations.states import OPEN
from kiknet.cooperations.work_models import DatePoll, PollDate, Task, Vote
from kiknet.db import db
from kiknet.errors import NotFound
from kiknet.organisations.models import Organisation

DONE_SHOWN = 50
STILL_ASKED = timedelta(days=14)


def is_one_in(cooperation_id: int, organisation_ids: Collection[int]) -> bool:
    """Whether one of these organisations is in."""
    found = db.session.get(Cooperation, cooperation_id, options=WITH_PARTNERS)
    return found is not None and any(row.organisation_id in organisation_ids for row in found.accepted)


def tasks_of(cooperation: Cooperation, *, done: bool = False) -> list[Task]:
    """What is to be done, the most urgent first; or what was done last."""
    found = _tasks().where(Task.cooperation_id == cooperation.id)
    if done:
        over = found.where(Task.done_at.is_not(None)).order_by(Task.done_at.desc(), Task.id.desc())
        return list(db.session.scalars(over.limit(DONE_SHOWN)))
    return list(db.session.scalars(_by_urgency(found.where(Task.done_at.is_(None)))))


def _tasks() -> Select[Task]:
    return select(Task).options(joinedload(Task.organisation), joinedload(Task.assignee), joinedload(Task.done_by))


def _by_urgency(found: Select[Task]) -> Select[Task]:
    return found.order_by(Task.due_on.is_(None), Task.due_on, Task.id)


def task_in(cooperation: Cooperation, task_id: int) -> Task:
    """Raises `NotFound`."""
    found = db.session.get(Task, task_id)
    if found is None or found.cooperation_id != cooperation.id:
        raise NotFound
    return found


def task_by_key(key: str) -> Task | None:
    return db.session.scalar(select(Task).where(Task.key == key))


def _running() -> Select[Task]:
    """What is to be done in cooperations about which something is being done."""
    return select(Task).join(Task.cooperation).where(Task.done_at.is_(None), Cooperation.state.in_(OPEN))


def due_until(day: date) -> list[int]:
    """The ids of open tasks whose day is not after this one."""
    return list(db.session.scalars(_running().with_only_columns(Task.id).where(Task.due_on <= day).order_by(Task.id)))


def my_tasks(user: User, organisation_ids: Collection[int]) -> list[Task]:
    """What a person has to do, for organisations of theirs that are in: what names them or nobody of it."""
    is_in = and_(
        CooperationPartner.cooperation_id == Task.cooperation_id,
        CooperationPartner.organisation_id == Task.organisation_id,
        CooperationPartner.state == "accepted",
    )
    mine = or_(Task.assignee_id == user.id, Task.assignee_id.is_(None))
    found = _running().join(CooperationPartner, is_in).join(CooperationPartner.organisation)
    found = found.where(Organisation.id.in_(organisation_ids), Organisation.state == "active", mine)
    with_names = found.options(joinedload(Task.organisation), joinedload(Task.assignee), joinedload(Task.cooperation))
    return list(db.session.scalars(_by_urgency(with_names)))


def polls_of(cooperation: Cooperation) -> list[DatePoll]:
    """Open ones first, the latest first; with dates and answers. Three queries, however many there are."""
    found = (
        select(DatePoll)
        .options(selectinload(DatePoll.dates).selectinload(PollDate.votes))
        .where(DatePoll.cooperation_id == cooperation.id)
        .order_by(DatePoll.closed_at.is_not(None), DatePoll.id.desc())
    )
    return list(db.session.scalars(found))


def _is_asked() -> ColumnElement[bool]:
    """The condition that a poll is open, something is being done about its cooperation, and not all dates are over."""
    to_come = exists().where(PollDate.poll_id == DatePoll.id, PollDate.starts_local > clock.to_local(clock.now()))
    return and_(DatePoll.closed_at.is_(None), Cooperation.state.in_(OPEN), to_come)


def polls_waiting_for(organisation_ids: Collection[int]) -> list[tuple[DatePoll, Organisation]]:
    """Open date polls to which these organisations have not said anything yet, each with the organisation."""
    is_in = and_(
        CooperationPartner.cooperation_id == Cooperation.id,
        CooperationPartner.organisation_id.in_(organisation_ids),
        CooperationPartner.state == "accepted",
    )
    answered = exists().where(
        Vote.date_id == PollDate.id, PollDate.poll_id == DatePoll.id, Vote.organisation_id == Organisation.id,
        Vote.id >= _since_last_offer(),
    )  # fmt: skip
    found = (
        select(DatePoll, Organisation)
        .join(DatePoll.cooperation)
        .join(CooperationPartner, is_in)
        .join(CooperationPartner.organisation)
        .options(contains_eager(DatePoll.cooperation))
        .where(_is_asked(), Organisation.state == "active", ~answered)
    )
    return [(row[0], row[1]) for row in db.session.execute(found.order_by(DatePoll.id, Organisation.id))]


def _since_last_offer() -> ColumnElement[int]:
    """The first answer to the date that was offered last, which is that of who offered it: later ones know of it."""
    last = select(func.max(PollDate.id)).where(PollDate.poll_id == DatePoll.id).correlate(DatePoll).scalar_subquery()
    first = select(func.min(Vote.id)).where(Vote.date_id == last).correlate(DatePoll).scalar_subquery()
    return func.coalesce(first, 0)


def polls_to_ask_again(since: datetime) -> list[int]:
    """The ids of polls that were begun before that moment, but not long before."""
    begun = (DatePoll.created_at < since, DatePoll.created_at > since - STILL_ASKED)
    found = select(DatePoll.id).join(DatePoll.cooperation).where(_is_asked(), *begun)
    return list(db.session.scalars(found.order_by(DatePoll.id)))


def poll_in(cooperation: Cooperation, poll_id: int) -> DatePoll:
    """With its dates and what was answered. Raises `NotFound`."""
    found = db.session.get(DatePoll, poll_id, options=[selectinload(DatePoll.dates).selectinload(PollDate.votes)])
    if found is None or found.cooperation_id != cooperation.id:
        raise NotFound
    return found


def poll_by_key(key: str) -> DatePoll | None:
    return db.session.scalar(select(DatePoll).where(DatePoll.key == key))


@dataclass(frozen=True)
class Choice:
    """One date of a poll as it stands: what each organisation says (by its id), and what that adds up to."""

    row: PollDate
    answers: dict[int, str]
    tally: Tally
    is_best: bool


def choices_of(poll: DatePoll) -> list[Choice]:
    """Its dates in order. Whoever has left is not counted any more."""
    asked = {row.organisation_id for row in poll.cooperation.accepted}
    answers = [{vote.organisation_id: vote.answer for vote in row.votes} for row in poll.dates]
    tallies = [count(given, asked) for given in answers]
    top = best(tallies)
    rows = zip(poll.dates, answers, tallies, strict=True)
    return [Choice(row, given, tally, place in top) for place, (row, given, tally) in enumerate(rows)]


def missing_in(poll: DatePoll) -> list[Organisation]:
    """Who is asked and has said nothing yet, or nothing since further dates were offered (`_since_last_offer`)."""
    last = max(poll.dates, key=lambda row: row.id)
    since = min((vote.id for vote in last.votes), default=0)
    given = {vote.organisation_id for row in poll.dates for vote in row.votes if vote.id >= since}
    return [row.organisation for row in poll.cooperation.accepted if row.organisation_id not in given]
