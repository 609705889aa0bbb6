"""Deeds with reports: making one, looking into it, deciding. What is decided about a thing, its own capability does."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, update

from kiknet import audit, clock, mail, revisions
from kiknet.access import require
from kiknet.accounts.models import User
from kiknet.db import UNSEEN, db, line_up, transaction
from kiknet.errors import Rejected
from kiknet.i18n import _, _l
from kiknet.moderation import kinds, policy
from kiknet.moderation.kind import Kind
from kiknet.moderation.models import UNDECIDED, Report
from kiknet.moderation.words import ACTIONS, ANSWERED, REASONS
from kiknet.notifications import topics
from kiknet.notifications.service import notify, read_about
from kiknet.notifications.topics import Topic
from kiknet.organisations.acting import Acting
from kiknet.organisations.applications import office_people
from kiknet.organisations.models import Organisation
from kiknet.revisions import Revised

topics.register(
    Topic("reports", _l("The network office"), _l("Something is reported"), kinds=("report_received",), office=True)
)
PERSONAL_KEPT = timedelta(days=30)
SAME = timedelta(hours=1)


def report(
    kind: Kind, thing: Any, *, reason: str, text: str, language: str, reporter: User | None = None, email: str = ""
) -> Report:
    """Put it before the office, which is told once a day about one thing. The same sent twice is one report."""
    if reason not in REASONS:
        raise Rejected(_("Please choose."), "reason")
    if reason == "other" and not text:
        raise Rejected(_("What is it? One sentence is enough."), "text")
    said = {"kind": kind.code, "target_id": thing.id, "reason": reason, "text": text}
    with transaction() as session:
        if first := _the_same(said):
            return first
        made = Report(
            **said,
            title=kind.title(thing)[:200],
            organisation=kind.owner(thing),
            language=language,
            reporter=reporter,
            email="" if reporter else email.casefold(),
        )
        session.add(made)
        session.flush()
        audit.record("report.make", made, organisation_id=made.organisation_id)
        _tell_office(kind, made)
    return made


def _the_same(said: dict[str, Any]) -> Report | None:
    """One with the same words that waits since a moment ago."""
    recent = Report.created_at > clock.now() - SAME
    found = select(Report).filter_by(**said).where(recent, Report.state.in_(UNDECIDED))
    return db.session.scalars(found.limit(1)).first()


def _tell_office(kind: Kind, made: Report) -> None:
    notify(
        "report_received",
        to=office_people(),
        url=f"/buero/meldungen/{made.id}",
        about=made,
        key=f"{kind.code}:{made.target_id}:{clock.today()}",
        report=made,
        kind_name=kind.name,
        reason=REASONS[made.reason],
    )


def take(by: Acting, report: Report) -> None:
    """Say that one looks into it, so that two do not. Raises `NotAllowed`, `Rejected`."""
    require(policy.may_decide(by, report))
    with transaction():
        line_up(report)
        if not report.is_undecided:
            raise Rejected(_("Somebody else has decided about it meanwhile."))
        report.state, report.taken_by_id = "in_review", by.user.id
        read_about(by.user, report)


def decide(by: Acting, report: Report, action: str, answer: str) -> None:
    """Decide about the thing: this report and all others about it that wait. `hide` also takes it off the pages.

    Its owner gets the answer as the reason by their own capability's mail; who reported and left an address hears too.
    Of two who decide at once, the second is told. Raises `NotAllowed`, `Rejected`.
    """
    require(policy.may_decide(by, report), _("You belong to this organisation. Please let somebody else decide."))
    if action not in ACTIONS:
        raise Rejected(_("Please choose."), "action")
    kind = kinds.KINDS[report.kind]
    with transaction():
        settled = _settle(by, report, action, answer)
        if action == "hide":
            thing = kinds.reported(by, report)
            if thing is None or not kind.may_hide(by, thing):
                raise Rejected(_("It is not shown any more. Then there is nothing to take off."), "action")
            kind.hide(by, thing, answer)
        audit.record(f"report.{action}", report, user_id=by.user.id, organisation_id=report.organisation_id)
        for each in settled:
            _tell_reporter(each)
            read_about(by.user, each)


def _settle(by: Acting, report: Report, action: str, answer: str) -> list[Report]:
    """Mark all that wait about the same thing; of two who do so at once one finds them."""
    waiting = update(Report).where(
        Report.kind == report.kind, Report.target_id == report.target_id, Report.state.in_(UNDECIDED)
    )
    decided = waiting.values(
        state=ANSWERED[action], action=action, answer=answer, decided_by_id=by.user.id, decided_at=clock.now()
    )
    report_id = report.id
    ids = set(db.session.scalars(decided.returning(Report.id), execution_options=UNSEEN))
    if report_id not in ids:
        raise Rejected(_("Somebody else has decided about it meanwhile."))
    db.session.expire_all()
    return list(db.session.scalars(select(Report).where(Report.id.in_(ids)).order_by(Report.id)))


def _tell_reporter(report: Report) -> None:
    email = report.reporter.email if report.reporter else report.email
    if email:
        language = report.reporter.language if report.reporter else report.language
        mail.send_later("report_answered", email, language, key=f"report_answered:{report.id}", report=report)


def show_again(by: Acting, report: Report, reason: str, version: int | None = None) -> None:
    """The thing is shown as before, as it was read at its revision `version`; its owner is told.

    Raises `NotAllowed`, `Rejected`, or `ChangedMeanwhile` if it says something else by now.
    """
    require(policy.may_decide(by, report), _("You belong to this organisation. Please let somebody else decide."))
    kind = kinds.KINDS[report.kind]
    with transaction():
        line_up(report)
        thing = kinds.reported(by, report)
        if thing is None or not kind.may_restore(by, thing):
            raise Rejected(_("It is shown already, or was taken back."))
        if version is not None and isinstance(thing, Revised):
            revisions.hold(thing, version)
        kind.restore(by, thing, reason)
        audit.record("report.show_again", report, user_id=by.user.id, organisation_id=report.organisation_id)


def move_reports(organisation: Organisation, target: Organisation) -> None:
    """Inside the transaction that merges `organisation` into `target`: what is said of its things concerns that one."""
    theirs = update(Report).where(Report.organisation_id == organisation.id)
    db.session.execute(theirs.values(organisation_id=target.id), execution_options=UNSEEN)


def forget_old() -> None:
    """Erase who reported, and their words, a month after the decision; the rest goes with the audit's entries."""
    now = clock.now()
    personal = {"reporter_id": None, "email": "", "text": ""}
    with transaction() as session:
        decided = update(Report).where(Report.decided_at < now - PERSONAL_KEPT)
        session.execute(decided.values(personal), execution_options=UNSEEN)
        session.execute(delete(Report).where(Report.decided_at < now - audit.KEPT), execution_options=UNSEEN)
