"""Finding status reports. What somebody may not see is not found."""

from sqlalchemy import Select, select
from sqlalchemy.orm import defer

from kiknet.db import db
from kiknet.errors import NotFound
from kiknet.organisations.acting import Acting
from kiknet.reports import policy
from kiknet.reports.models import StatusReport

LISTED = (defer(StatusReport.findings), defer(StatusReport.text), defer(StatusReport.text_html))


def report_by_id(by: Acting | None, report_id: int) -> StatusReport:
    """If `by` (None: a stranger) may see it. Raises `NotFound`."""
    found = db.session.get(StatusReport, report_id)
    if found is None or not policy.may_see(by, found):
        raise NotFound
    return found


def report_by_key(key: str) -> StatusReport | None:
    return db.session.scalar(select(StatusReport).where(StatusReport.key == key))


def published() -> Select[StatusReport]:
    """What everybody can read, the latest period first."""
    found = select(StatusReport).where(StatusReport.state == "published").options(*LISTED)
    return found.order_by(StatusReport.last.desc(), StatusReport.published_at.desc(), StatusReport.id.desc())


def drafts() -> list[StatusReport]:
    found = select(StatusReport).where(StatusReport.state == "draft").options(*LISTED)
    return list(db.session.scalars(found.order_by(StatusReport.changed_at.desc(), StatusReport.id.desc())))


def newer_for_the_same_days(report: StatusReport) -> StatusReport | None:
    """The latest published report about the same period, if it is another one: it corrects this one."""
    same = (StatusReport.first == report.first, StatusReport.last == report.last, StatusReport.state == "published")
    found = select(StatusReport).where(*same).options(*LISTED).order_by(StatusReport.published_at.desc())
    latest = db.session.scalars(found.limit(1)).first()
    return latest if latest is not None and latest.id != report.id else None
