"""What the worker does with sources: fetch, look ahead, take over, come back later. Every step can be repeated."""

import logging
from datetime import timedelta

from flask import current_app
from sqlalchemy import delete, update

from kiknet import clock, i18n
from kiknet.config import Settings
from kiknet.db import UNSEEN, db, transaction
from kiknet.errors import NotAllowed, Rejected
from kiknet.i18n import _
from kiknet.imports import formats, queries, taking
from kiknet.imports.addresses import NotFetched
from kiknet.imports.answers import Fetched, Known
from kiknet.imports.fetching import Fetcher
from kiknet.imports.models import Source
from kiknet.notifications.service import notify
from kiknet.organisations import queries as organisations
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Membership

log = logging.getLogger(__name__)

USUAL_WAIT = timedelta(hours=1)
LONGEST_WAIT = timedelta(days=1)
LEASE = timedelta(minutes=15)
TOLD_AFTER = 3
UNDECIDED_KEPT = timedelta(days=7)
DONE_KEPT = timedelta(days=90)


def work() -> int:
    """A job: do what is due; returns how many sources were looked at."""
    return sum(claim_and_do(source_id) for source_id in queries.due(clock.now()))


def claim_and_do(source_id: int) -> bool:
    """Only one worker at a time: who comes second finds it due later."""
    now = clock.now()
    with transaction() as session:
        mine = update(Source).where(Source.id == source_id, Source.due_at <= now).values(due_at=now + LEASE)
        if session.execute(mine, execution_options=UNSEEN).rowcount == 0:  # type: ignore[attr-defined]
            return False
        session.expire_all()
    source = db.session.get_one(Source, source_id)
    do(source)
    return True


def do(source: Source) -> None:
    """Whatever comes next for this source. What goes wrong is written beside it, for its owner to read."""
    by = _acting_for(source)
    if by is None:
        _end(source, _("Nobody who may do this belongs to the organisation any more."))
        return
    with i18n.as_(by.user.language):
        try:
            if source.state == "confirmed":
                _take_over(by, source)
            elif source.state in {"waiting", "kept"}:
                _fetch(by, source)
            else:
                _rest(source)
        except NotFetched as trouble:
            _failed(source, str(trouble.reason), trouble.wait)
        except Rejected as trouble:
            _failed(source, str(trouble.reason), None)
        except NotAllowed:
            _end(source, _("The organisation does not take part at the moment."))
        except Exception as trouble:  # one calendar nobody has thought of must not keep the others waiting
            log.error("calendar source %s broke: %s", source.id, type(trouble).__name__)
            db.session.rollback()
            _failed(source, _("Something went wrong on our side. We try again later."), None)


def _fetch(by: Acting, source: Source) -> None:
    """Ask the server, outside of any transaction; then look ahead, or keep in step."""
    known = Known(source.etag, source.modified) if source.state == "kept" else Known()
    address, source_id, state = source.address, source.id, source.state
    db.session.rollback()  # nobody waits for us while we wait for others
    fetched = fetcher().fetch(address, known)
    source = db.session.get_one(Source, source_id)
    if source.state != state:  # somebody has ended it meanwhile
        return
    if fetched.data is None:
        _succeeded(source, fetched)
        return
    reading = formats.read(fetched.data, clock.today())
    if state == "kept":
        outcome = taking.take_over(by, reading, source.id)
        _succeeded(source, fetched, outcome.report)
        return
    outcome = taking.look_ahead(by, reading, source.id)
    with transaction():
        source.state, source.body, source.report, source.due_at = "read", fetched.data, outcome.report, None
        source.name, source.problem, source.failures = reading.name, "", 0
        source.address = fetched.moved_to or source.address
        source.etag, source.modified, source.fetched_at = fetched.known.etag, fetched.known.modified, clock.now()


def _take_over(by: Acting, source: Source) -> None:
    """What somebody has looked at and confirmed, from the very bytes they have seen."""
    reading = formats.read(source.body or b"", clock.today())
    outcome = taking.take_over(by, reading, source.id if source.is_address else None)
    with transaction():
        source.state, source.body, source.report = ("kept" if source.is_address else "done"), None, outcome.report
        source.due_at = clock.now() + USUAL_WAIT if source.is_address else None
        source.problem = ""


def _succeeded(source: Source, fetched: Fetched, report: dict[str, object] | None = None) -> None:
    with transaction():
        source.address = fetched.moved_to or source.address
        source.etag, source.modified = fetched.known.etag, fetched.known.modified
        source.fetched_at, source.problem, source.failures = clock.now(), "", 0
        source.due_at = clock.now() + USUAL_WAIT
        if report is not None:
            source.report = report


def _failed(source: Source, problem: str, wait: timedelta | None) -> None:
    """Nothing changes but what is said of it; each time we come back later, and not before the server wants us to."""
    with transaction():
        source = db.session.get_one(Source, source.id)
        source.failures, source.failed_at, source.problem = source.failures + 1, clock.now(), problem[:500]
        if source.state in {"kept", "confirmed"} and source.is_address:
            back_off = min(USUAL_WAIT * 2 ** min(source.failures, 10), LONGEST_WAIT)
            source.due_at = clock.now() + max(wait or back_off, back_off)
            if source.failures == TOLD_AFTER:
                _tell(source)
        else:
            source.state, source.due_at, source.body = "refused", None, None


def _tell(source: Source) -> None:
    """Whoever writes for the organisation hears of it once, not every hour."""
    key, url = f"{source.id}:{source.fetched_at}", f"/mein/import/{source.id}"
    notify("import_failed", to=source.organisation, url=url, about=source, key=key, source=source)


def _end(source: Source, problem: str) -> None:
    with transaction():
        source.state, source.due_at, source.body, source.problem = "stopped", None, None, problem


def _rest(source: Source) -> None:
    with transaction():
        source.due_at = None


def _acting_for(source: Source) -> Acting | None:
    """Whoever brought it, as long as they may write there; else an admin of the organisation."""
    organisation, user = source.organisation, source.created_by
    if not organisation.is_active:
        return None
    membership = organisations.membership_of(user, organisation) if user else None
    if user and membership and membership.role in {"admin", "editor"}:
        return Acting(user, organisation, membership.role)
    if user and user.is_office:
        return Acting(user, organisation, "admin")
    admins: list[Membership] = organisations.admins_of(organisation)
    return Acting(admins[0].user, organisation, "admin") if admins else None


def fetcher() -> Fetcher:
    settings: Settings = current_app.extensions["kiknet"]
    return Fetcher(allows_loopback=settings.allows_loopback_fetch)


def forget_old() -> int:
    """A job: what nobody has decided about for a week, and what was done three months ago; returns how many."""
    now = clock.now()
    undecided = Source.state.in_(("read", "refused", "waiting")) & (Source.created_at < now - UNDECIDED_KEPT)
    over = Source.state.in_(("done", "stopped")) & (Source.created_at < now - DONE_KEPT)
    with transaction() as session:
        gone = session.execute(delete(Source).where(undecided | over), execution_options=UNSEEN)
        return int(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE's result has it
