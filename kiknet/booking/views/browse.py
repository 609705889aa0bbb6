"""Looking for something that is free, and at one resource with its honest week and month."""

from datetime import date, timedelta

from flask import current_app, render_template, request, url_for

from kiknet import clock
from kiknet.booking import plan, policy, queries
from kiknet.booking.models import KINDS
from kiknet.booking.search import Search, find
from kiknet.booking.views.blueprint import bp
from kiknet.booking.words import FEATURES, KIND_NAMES, PROBLEMS
from kiknet.organisations.session import acting, acting_or_none
from kiknet.vocabulary.queries import district_choices_with_groups
from kiknet.web import qr
from kiknet.web.public import public
from kiknet.web.templating import here

WEEK = timedelta(days=7)
FEW = 24
"""So many are shown at first: the smallest that are large enough."""


@bp.get("/raeume")
@public
def index() -> str:
    by = acting_or_none()
    search = Search.parse(request.args, request.args.getlist("merkmal"), request.args.getlist("stadtteil"))
    hits, shows_all = find(by, search), "alle" in request.args
    free, near = [hit for hit in hits if hit.fits], [hit for hit in hits if not hit.fits]
    chosen = set(request.args.getlist("stadtteil"))
    return render_template(
        "booking/index.html",
        search=search,
        free=free if shows_all else free[:FEW],
        near=near if shows_all else near[: FEW // 2],
        number=len(free),
        has_more=not shows_all and (len(free) > FEW or len(near) > FEW // 2),
        args=request.args,
        problems=PROBLEMS,
        is_asked=any(
            request.args.get(key) for key in ("tag", "personen", "merkmal", "stadtteil", "rollstuhl", "art", "q")
        ),
        is_day_unread=bool(request.args.get("tag")) and search.slot is None,
        kinds=[(kind, KIND_NAMES[kind], kind == search.kind) for kind in KINDS],
        features=[(code, name, code in search.features) for code, name in FEATURES.items()],
        districts=[(code, name, code in chosen) for code, name in district_choices_with_groups()],
    )


@bp.get("/raeume/<int:resource_id>")
@public
def resource(resource_id: int) -> str:
    by = acting_or_none()
    found = queries.resource_by_id(by, resource_id)
    today = clock.today()
    first = plan.read_month(request.args.get("monat", ""))
    monday = plan.read_week(request.args.get("woche", ""), today)
    weeks = plan.month(by, found, first) if first else None
    return render_template(
        "booking/resource.html",
        resource=found,
        weeks=weeks,
        is_free=not any(day.entries for week in weeks or () for day in week),
        days=[] if first else plan.week(by, [found], monday),
        first=first,
        monday=monday,
        links=_month_links(first) if first else _week_links(monday),
        week_address=here(monat=None, woche=plan.write_week(first or monday)),
        month_address=here(woche=None, monat=f"{first or monday + timedelta(days=3):%Y-%m}"),
        sees_who=policy.may_see_who(by),
    )


def _week_links(monday: date) -> tuple[str, str]:
    return here(woche=plan.write_week(monday - WEEK)), here(woche=plan.write_week(monday + WEEK))


def _month_links(first: date) -> tuple[str, str]:
    before, after = first - timedelta(days=1), first + timedelta(days=32)
    return here(monat=f"{before:%Y-%m}"), here(monat=f"{after:%Y-%m}")


@bp.get("/raeume/<int:resource_id>/aushang")
def door(resource_id: int) -> str:
    """The week as a sheet for the door."""
    by = acting()
    found = queries.resource_by_id(by, resource_id)
    monday = plan.read_week(request.args.get("woche", ""), clock.today())
    address = url_for("booking.resource", resource_id=found.id)
    return render_template(
        "booking/door.html",
        resource=found,
        days=plan.week(by, [found], monday),
        monday=monday,
        links=_week_links(monday),
        address=address,
        code=qr.data_uri(current_app.extensions["kiknet"].base_url + address),
    )
