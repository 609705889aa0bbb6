"""Status reports as everybody reads them."""

from flask import Response, render_template

from kiknet.calendar.views.remembered import remembered
from kiknet.organisations.session import acting_or_none
from kiknet.reports import policy, queries, tables
from kiknet.reports.views.blueprint import bp, shown
from kiknet.web.pagination import page_number, paginate
from kiknet.web.public import public
from kiknet.web.sheets import sheet
from kiknet.web.templating import here


@bp.get("/berichte")
@public
@remembered
def published() -> str:
    by = acting_or_none()
    return render_template(
        "reports/published.html",
        page=paginate(queries.published(), page_number()),
        here=here,
        may_count=by is not None and policy.may_count(by),
    )


@bp.get("/berichte/<int:status_report_id>")
@public
@remembered
def report(status_report_id: int) -> str:
    """A draft, too, for the office: it is looked at as it would be published."""
    by = acting_or_none()
    found = queries.report_by_id(by, status_report_id)
    is_office = by is not None and policy.may_count(by)
    return render_template(
        "reports/report.html",
        report=found,
        newer=queries.newer_for_the_same_days(found) if found.is_published else None,
        is_office=is_office,
        **shown(found.findings, leads_on=is_office),
    )


@bp.get("/berichte/<int:status_report_id>/zahlen.csv")
@public
def report_table(status_report_id: int) -> Response:
    found = queries.report_by_id(acting_or_none(), status_report_id)
    return sheet(f"bericht-{found.id}.csv", tables.head(), tables.rows(found.findings))
