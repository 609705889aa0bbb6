"""Who may decide about reports: plain yes or no. Reporting is open to everybody."""

from kiknet.moderation.models import Report
from kiknet.organisations import applications
from kiknet.organisations import policy as organisations
from kiknet.organisations.acting import Acting


def may_see(by: Acting) -> bool:
    return organisations.may_steer(by)


def may_decide(by: Acting, report: Report) -> bool:
    """Nobody decides about an organisation they belong to, unless no one else in the office can."""
    if report.organisation_id is None:
        return may_see(by)
    involved = applications.involved_in([report.organisation_id])[report.organisation_id]
    return organisations.may_decide(by, involved, applications.office_ids())
