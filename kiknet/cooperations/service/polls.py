"""Date polls: dates are offered, organisations answer, one date is chosen."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from kiknet import clock, revisions
from kiknet.access import require
from kiknet.cooperations import work_policy as policy
from kiknet.cooperations import work_queries as queries
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.poll_count import Span
from kiknet.cooperations.service.deeds import note, touch
from kiknet.cooperations.service.work import at_work, tell_all
from kiknet.cooperations.work_draft import MOST_DATES, PollDraft, check_dates, idempotency
from kiknet.cooperations.work_models import ANSWERS, DatePoll, PollDate, Vote
from kiknet.db import db
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.notifications import service as notices
from kiknet.organisations.acting import Acting
from kiknet.web import throttle

DAY, MOST_BEGUN = timedelta(days=1), 30


def begin_poll(by: Acting, cooperation: Cooperation, draft: PollDraft, *, key: UUID | None = None) -> DatePoll:
    """Everybody who is in is asked; whoever begins it can come on all of its dates, until they say otherwise.

    The same form sent twice is one poll. Raises `NotAllowed`, `Rejected` or `TooOften`.
    """
    require(policy.may_work(by, cooperation))
    draft.check()
    throttle.count("poll", str(by.user.id), MOST_BEGUN, DAY)
    unique = idempotency(key, cooperation.id, by.user.id, draft) if key else None
    with at_work(by, cooperation):
        if unique and (first := queries.poll_by_key(unique)):
            return first
        poll = DatePoll(key=unique, cooperation=cooperation, title=draft.title, created_by_id=by.user.id)
        _offer(by, poll, draft.dates)
        db.session.add(poll)
        db.session.flush()
        tell_all(by, "cooperation_poll", poll, address(poll), str(poll.id), poll=poll)
        note(by, "poll_begin", cooperation, title=poll.title)
        revisions.stamp(poll)
    return poll


def _offer(by: Acting, poll: DatePoll, dates: Iterable[Span]) -> None:
    """Whoever offers a date can come."""
    for starts, ends in sorted(set(dates)):
        own = Vote(organisation_id=by.organisation_id, user_id=by.user.id, answer="yes")
        poll.dates.append(PollDate(starts_local=starts, ends_local=ends, votes=[own]))


def offer_more(by: Acting, poll: DatePoll, dates: Iterable[Span]) -> None:
    """Further dates, by any of those who are in; everybody is asked about them. What is offered already is left out.

    Raises `NotAllowed`, `Rejected` or `TooOften`.
    """
    cooperation, poll_id = poll.cooperation, poll.id
    require(policy.may_work(by, cooperation))
    throttle.count("poll", str(by.user.id), MOST_BEGUN, DAY)
    with at_work(by, cooperation):
        poll = _open_poll(cooperation, poll_id)
        new = set(dates) - {(row.starts_local, row.ends_local) for row in poll.dates}
        if not new:
            raise Rejected(_("Please write at least one further date."), "day_0")
        if len(poll.dates) + len(new) > MOST_DATES:
            raise Rejected(_("A poll has up to %(many)s dates.", many=MOST_DATES), "day_0")
        check_dates(new)
        _offer(by, poll, new)
        db.session.flush()
        key = f"{poll.id} {max(row.id for row in poll.dates)}"
        tell_all(by, "cooperation_poll_more", poll, address(poll), key, poll=poll, dates=sorted(new))
        note(by, "poll_more", cooperation, title=poll.title)
        revisions.stamp(poll)


def address(poll: DatePoll) -> str:
    return f"/kooperationen/{poll.cooperation_id}/terminfindung/{poll.id}"


def answer_poll(by: Acting, poll: DatePoll, answers: Mapping[int, str]) -> None:
    """What the organisation says, by a date's id; what it said before is replaced.

    Raises `NotAllowed` or `Rejected`.
    """
    cooperation, poll_id = poll.cooperation, poll.id
    with at_work(by, cooperation):
        poll = _open_poll(cooperation, poll_id)
        given = {row.id: answers[row.id] for row in poll.dates if answers.get(row.id) in ANSWERS}
        if not given:
            raise Rejected(_("Please answer for at least one of the dates."))
        for row in poll.dates:
            if row.id in given:
                _vote(by, row, given[row.id])
        touch(cooperation)
        notices.read_about(by.user, poll)


def _vote(by: Acting, row: PollDate, answer: str) -> None:
    organisation_id, user_id = by.organisation_id, by.user.id
    for vote in row.votes:
        if vote.organisation_id == organisation_id:
            vote.answer, vote.user_id = answer, user_id
            return
    row.votes.append(Vote(organisation_id=organisation_id, user_id=user_id, answer=answer))


def _open_poll(cooperation: Cooperation, poll_id: int) -> DatePoll:
    poll = queries.poll_in(cooperation, poll_id)
    if poll.is_closed:
        raise Rejected(_("Somebody has closed this poll in the meantime."))
    return poll


def close_poll(by: Acting, poll: DatePoll, date_id: int | None) -> DatePoll:
    """This date it is, or none of them; everybody hears of it. Of two who choose, the first has chosen.

    Raises `NotAllowed` or `Rejected`.
    """
    cooperation, poll_id = poll.cooperation, poll.id
    with at_work(by, cooperation):
        poll = _open_poll(cooperation, poll_id)
        require(policy.may_decide(by, poll))
        if date_id is not None and all(row.id != date_id for row in poll.dates):
            raise Rejected(_("Please choose one of the dates."), "date")
        poll.closed_at, poll.chosen_id = clock.now(), date_id
        said = {"date": poll.chosen.starts_local.isoformat()} if poll.chosen else {}
        key = f"{poll.id} {date_id} {poll.revision}"
        tell_all(by, "cooperation_poll_closed", poll, address(poll), key, poll=poll)
        note(by, "poll_close" if poll.chosen else "poll_end", cooperation, title=poll.title, **said)
        revisions.stamp(poll)
    return poll


def reopen_poll(by: Acting, poll: DatePoll) -> None:
    """It goes on, with the answers there are. Raises `NotAllowed`."""
    cooperation, poll_id = poll.cooperation, poll.id
    with at_work(by, cooperation):
        poll = queries.poll_in(cooperation, poll_id)
        require(policy.may_decide(by, poll))
        if poll.is_closed:
            poll.closed_at = poll.chosen_id = None
            note(by, "poll_reopen", cooperation, title=poll.title)
            revisions.stamp(poll)
