"""Who may look at figures, and write and read reports: plain yes or no."""

from kiknet.organisations.acting import Acting
from kiknet.reports.models import StatusReport


def may_count(by: Acting) -> bool:
    """The office looks at figures and the lists behind them, and writes reports."""
    return by.is_office


def may_see(by: Acting | None, report: StatusReport) -> bool:
    return report.is_published or (by is not None and may_count(by))


def may_change(by: Acting, report: StatusReport) -> bool:
    """A published report stays as it is."""
    return may_count(by) and not report.is_published
