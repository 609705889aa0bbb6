"""Writing status reports: begun with the figures of this moment, counted anew while they are drafts, published once."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from kiknet import audit, clock, revisions
from kiknet.access import require
from kiknet.db import transaction
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.reports import policy, queries
from kiknet.reports.gathering import gather
from kiknet.reports.models import StatusReport
from kiknet.reports.periods import YEARS, Period
from kiknet.web.markdown import to_html

LONGEST = {"title": 160, "text": 50_000}


@dataclass(frozen=True, kw_only=True)
class ReportDraft:
    """What the office has typed. `text` is Markdown."""

    title: str
    first: date
    last: date
    text: str = ""

    def check(self) -> None:
        """Raise `Rejected` for what is missing, too long or the wrong way round."""
        if not self.title.strip():
            raise Rejected(_("Please give it a title."), "title")
        for name, most in LONGEST.items():
            if len(getattr(self, name)) > most:
                raise Rejected(_("Please keep this to %(most)s characters.", most=most), name)
        for name in ("first", "last"):
            if (year := getattr(self, name).year) not in YEARS:
                raise Rejected(_("Please check the year %(year)s.", year=year), name)
        if self.last < self.first:
            raise Rejected(_("The last day cannot be before the first."), "last")
        if self.first > clock.today():
            raise Rejected(_("There is nothing to report yet: this period has not begun."), "first")


def begin(by: Acting, draft: ReportDraft, key: UUID | None = None) -> StatusReport:
    """A draft with the figures of this moment. The same form sent twice with the same `key` is one.

    Raises `NotAllowed` or `Rejected`.
    """
    require(policy.may_count(by))
    draft.check()
    unique = str(key) if key else None
    try:
        with transaction() as session:
            report = StatusReport(key=unique, created_by_id=by.user.id)
            _write(report, draft)
            _count(report)
            session.add(report)
            audit.record("status_report.begun", report, user_id=by.user.id)
            revisions.stamp(report)
    except IntegrityError:
        first = queries.report_by_key(unique) if unique else None
        if first is None:
            raise
        return first
    return report


def change(by: Acting, report: StatusReport, draft: ReportDraft, version: int) -> None:
    """Another text; with another period it is counted anew. Raises `NotAllowed`, `Rejected`, `ChangedMeanwhile`."""
    require(policy.may_change(by, report))
    draft.check()
    with transaction():
        revisions.hold(report, version)
        has_moved = (report.first, report.last) != (draft.first, draft.last)
        _write(report, draft)
        if has_moved:
            _count(report)
        audit.record("status_report.changed", report, user_id=by.user.id)
        revisions.stamp(report)


def count_anew(by: Acting, report: StatusReport, version: int) -> None:
    """The figures as they are now. Raises `NotAllowed` or `ChangedMeanwhile`."""
    require(policy.may_change(by, report))
    with transaction():
        revisions.hold(report, version)
        _count(report)
        audit.record("status_report.counted", report, user_id=by.user.id)
        revisions.stamp(report)


def publish(by: Acting, report: StatusReport, version: int) -> None:
    """For everybody and for good, exactly as it was looked at. Raises `NotAllowed` or `ChangedMeanwhile`."""
    require(policy.may_change(by, report))
    with transaction():
        revisions.hold(report, version)
        report.state, report.published_at, report.published_by_id = "published", clock.now(), by.user.id
        audit.record("status_report.published", report, user_id=by.user.id)
        revisions.stamp(report)


def discard(by: Acting, report: StatusReport, version: int) -> None:
    """A draft nobody needs any more. Raises `NotAllowed` or `ChangedMeanwhile`."""
    require(policy.may_change(by, report))
    with transaction() as session:
        revisions.hold(report, version)
        audit.record("status_report.discarded", report, user_id=by.user.id)
        session.delete(report)


def _write(report: StatusReport, draft: ReportDraft) -> None:
    report.title, report.first, report.last = draft.title.strip(), draft.first, draft.last
    report.text, report.text_html = draft.text, to_html(draft.text, top=2)


def _count(report: StatusReport) -> None:
    now = clock.now()
    report.findings, report.counted_at = gather(Period(report.first, report.last), now), now
