"""The counter: requests by language and month, as a page and as a table for the report."""

from flask import Response, render_template

from kiknet.i18n import _
from kiknet.organisations.session import acting, acting_for_organisation
from kiknet.pools import counter, queries
from kiknet.pools.models import Pool
from kiknet.pools.views.blueprint import bp
from kiknet.pools.words import KINDS
from kiknet.vocabulary.words import language_name
from kiknet.web.sheets import sheet


def _counts() -> list[tuple[Pool, list[counter.Line]]]:
    by = acting()
    if not by.is_office:
        by = acting_for_organisation()
    return [(pool, counter.count(queries.counted(pool))) for pool in queries.pools_counted_for(by)]


@bp.get("/mein/vermittlung/zahlen")
def numbers() -> str:
    return render_template("pools/numbers.html", counts=_counts())


@bp.get("/mein/vermittlung/zahlen.csv")
def table() -> Response:
    head = [_("Organisation"), _("Pool"), _("Month"), _("Language"), _("Requests"), _("Yes"), _("No"), _("Open")]
    rows = [
        [
            pool.organisation.name, str(KINDS[pool.kind]), f"{line.month:%Y-%m}", language_name(line.language),
            line.asked, line.yes, line.no, line.open,
        ]
        for pool, lines in _counts()
        for line in lines
    ]  # fmt: skip
    return sheet("vermittlung.csv", head, rows)
