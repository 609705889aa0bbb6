"""Opening a pool, asking it, answering."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from kiknet import audit, clock, revisions
from kiknet.access import require
from kiknet.db import db, line_up, transaction
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.notifications.service import notify
from kiknet.organisations.acting import Acting
from kiknet.pools import policy, queries
from kiknet.pools.draft import PoolDraft, RequestDraft
from kiknet.pools.models import Pool, PoolRequest
from kiknet.pools.words import REASONS
from kiknet.web import throttle

MOST_ASKED, DAY = 30, timedelta(days=1)


def open_pool(by: Acting, draft: PoolDraft) -> Pool:
    """From now on the network can ask it. Raises `NotAllowed`, or `Rejected` if there is one of this kind."""
    require(policy.may_run(by))
    _check(draft)
    try:
        with transaction() as session:
            pool = Pool(organisation=by.organisation)
            _describe(pool, draft)
            session.add(pool)
            session.flush()
            revisions.stamp(pool)
            _note(by, "pool.open", pool)
    except IntegrityError as trouble:
        raise Rejected(_("Your organisation has a pool of this kind already."), "kind") from trouble
    return pool


def change_pool(by: Acting, pool: Pool, draft: PoolDraft, version: int) -> None:
    """Raises `NotAllowed`, `Rejected` or `ChangedMeanwhile`."""
    require(policy.may_change(by, pool))
    _check(draft)
    with transaction():
        revisions.hold(pool, version)
        _describe(pool, draft)
        revisions.stamp(pool)
        _note(by, "pool.change", pool)


def _check(draft: PoolDraft) -> None:
    for problem in draft.problems():
        raise problem


def _describe(pool: Pool, draft: PoolDraft) -> None:
    pool.kind = pool.kind or draft.kind
    pool.about, pool.is_open = draft.about, draft.is_open
    pool.languages, pool.topics = sorted(draft.languages), sorted(draft.topics)


def ask(by: Acting, pool: Pool, draft: RequestDraft, *, key: UUID | None = None) -> PoolRequest:
    """Put it before the pool's coordinators. Sent twice with the same `key` it is one request.

    Raises `NotAllowed`, `Rejected` or `TooOften`.
    """
    require(policy.may_ask(by, pool))
    for problem in draft.problems(pool.languages, pool.topics, clock.to_local(clock.now())):
        raise problem
    throttle.count("pool", str(by.user.id), MOST_ASKED, DAY)
    unique = draft.idempotency(key) if key else None
    with transaction() as session:
        line_up(pool)
        if unique and (first := queries.request_by_key(unique)):
            return first
        request = PoolRequest(
            pool=pool, organisation=by.organisation, created_by_id=by.user.id, key=unique, **asdict(draft)
        )
        session.add(request)
        session.flush()
        _note(by, "pool.ask", request)
        _tell("pool_requested", pool.organisation, request, by)
    return request


def answer(by: Acting, request: PoolRequest, reason: str = "") -> None:
    """Yes, or no with a class of reason (a key of `REASONS`). Raises `NotAllowed`, or `Rejected` if it is settled."""
    require(by.may_write and by.acts_for(request.pool.organisation_id))
    if reason and reason not in REASONS:
        raise Rejected(_("Please choose."), "reason")
    with transaction():
        line_up(request)
        if not policy.may_answer(by, request):
            raise Rejected(_("This has been settled meanwhile."))
        request.state, request.reason, request.decided_at = "no" if reason else "yes", reason, clock.now()
        _note(by, "pool.answer", request, answer=request.state)
        _tell("pool_answered", request.organisation, request, by)


def withdraw(by: Acting, request: PoolRequest) -> None:
    """It is not needed any more; the coordinators hear of it. Raises `NotAllowed` or `Rejected`."""
    require(by.may_write and by.acts_for(request.organisation_id))
    with transaction():
        line_up(request)
        if not policy.may_withdraw(by, request):
            raise Rejected(_("This has been settled meanwhile."))
        request.state, request.decided_at = "withdrawn", clock.now()
        _note(by, "pool.withdraw", request)
        _tell("pool_withdrawn", request.pool.organisation, request, by)


def _tell(kind: str, to: Any, request: PoolRequest, by: Acting) -> None:
    notify(kind, to=to, about=request, url=f"/vermittlung/anfragen/{request.id}", by=by, request=request)


def _note(by: Acting, deed: str, thing: Pool | PoolRequest, **changes: Any) -> None:
    audit.record(deed, thing, user_id=by.user.id, organisation_id=by.organisation_id, **changes)
    db.session.flush()
