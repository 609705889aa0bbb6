"""The office looks at figures of any period, and at the list behind each."""

from flask import Response, render_template, request

from kiknet import clock
from kiknet.errors import NotFound
from kiknet.i18n import _
from kiknet.reports import figures, lines, narrowing, periods, queries, tables
from kiknet.reports.figure import total
from kiknet.reports.gathering import gather
from kiknet.reports.periods import Period
from kiknet.reports.views.blueprint import Answer, bp, office, shown
from kiknet.web.pagination import page_number
from kiknet.web.sheets import sheet
from kiknet.web.templating import here


def _period() -> Period:
    return periods.read(request.args.get("von", ""), request.args.get("bis", ""), clock.today())


@bp.get("/buero/berichte")
def index() -> Answer:
    office()
    period = _period()
    return render_template(
        "reports/index.html",
        **shown(gather(period, clock.now()), leads_on=True),
        presets=_presets(period),
        drafts=queries.drafts(),
    )


def _presets(chosen: Period) -> list[tuple[str, Period, bool]]:
    names = {
        "this_year": _("This year"),
        "last_year": _("Last year"),
        "this_quarter": _("This quarter"),
        "last_quarter": _("Last quarter"),
    }
    return [(names[key], period, period == chosen) for key, period in periods.presets(clock.today()).items()]


@bp.get("/buero/berichte/zahlen.csv")
def table() -> Response:
    office()
    period = _period()
    name = f"zahlen-{period.first}-{period.last}.csv"
    return sheet(name, tables.head(), tables.rows(gather(period, clock.now())))


@bp.get("/buero/berichte/zahlen/<key>")
def listed(key: str) -> Answer:
    """What a number counts, a page at a time: the same condition, so the number above is the one that led here."""
    office()
    figure = figures.BY_KEY.get(key)
    if figure is None:
        raise NotFound
    period, now = _period(), clock.now()
    span, narrowed = period.until(now), narrowing.read(figure, request.args)
    where = narrowed.where if narrowed else None
    return render_template(
        "reports/listed.html",
        figure=figure,
        period=period,
        narrowed=narrowed.words if narrowed else "",
        number=figure.number(total(figure, span, where)),
        second=lines.SECOND.get(figure.kind) or _("When"),
        page=lines.page(figure, figure.things(span), page_number(), where),
        here=here,
    )
