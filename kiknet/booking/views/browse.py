"""Looking for something that is free, and at one resource with its honest week and month."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from urllib.parse import urlencode

from flask import current_app, render_template, request, url_for

from kiknet import clock
from kiknet.booking import plan, policy, queries
from kiknet.booking.models import KINDS
from kiknet.booking.search import Hit, Search, find
from kiknet.booking.slot import Slot
from kiknet.booking.views.blueprint import bp
from kiknet.booking.when import query_of
from kiknet.booking.words import FEATURES, KIND_NAMES, PROBLEMS, asked_for, closed_words, written_slot
from kiknet.cooperations import linking
from kiknet.i18n import unbroken
from kiknet.organisations.session import acting, acting_or_none
from kiknet.vocabulary.queries import district_choices_with_groups
from kiknet.web import qr
from kiknet.web.addresses import numbered
from kiknet.web.public import public
from kiknet.web.requests import number_or_none
from kiknet.web.templating import here

WEEK = timedelta(days=7)
FREE, NEAR = 12, 6
"""So many are shown at first: the smallest that are large enough."""
ASKED = ("tag", "personen", "merkmal", "stadtteil", "rollstuhl", "art", "anzahl", "q")


@bp.get("/raeume")
@public
def index() -> str:
    by = acting_or_none()
    search = Search.parse(request.args, request.args.getlist("merkmal"), request.args.getlist("stadtteil"))
    most = (None, None) if "alle" in request.args else (FREE, NEAR)
    found = find(by, search, *most)
    chosen = set(request.args.getlist("stadtteil"))
    districts = [(code, name, code in chosen) for code, name in district_choices_with_groups()]
    feature_names = {code: str(name) for code, name in FEATURES.items()}
    return render_template(
        "booking/index.html",
        search=search,
        found=found,
        feature_names=feature_names,
        address=_address(),
        asking=_asking(search),
        written=cache(lambda slot: unbroken(written_slot(slot))),
        args=request.args,
        problems=PROBLEMS,
        is_asked=any(request.args.get(key) for key in ASKED),
        asked_for=asked_for(search, [name for _code, name, is_chosen in districts if is_chosen]),
        for_cooperation=linking.asked_for(by, number_or_none(request.args.get("kooperation"))) if by else None,
        is_day_unread=bool(request.args.get("tag")) and search.slot is None,
        kinds=[(kind, KIND_NAMES[kind], kind == search.kind) for kind in KINDS],
        features=[(code, name, code in search.features) for code, name in feature_names.items()],
        districts=districts,
    )


def _address() -> Callable[[int], str]:
    """The page of a room; it still knows for which cooperation one looks."""
    page, for_ = numbered("booking.resource", "resource_id"), number_or_none(request.args.get("kooperation"))
    if not for_:
        return page
    more = ("&" if "?" in page(0) else "?") + urlencode({"kooperation": for_})
    return lambda resource_id: page(resource_id) + more


def _asking(search: Search) -> Callable[[Hit], str]:
    """The address of a filled-in request for what was found."""
    ask = numbered("booking.ask", "resource_id")
    mark = "&" if "?" in ask(0) else "?"
    for_ = number_or_none(request.args.get("kooperation"))
    known = {"personen": search.people, "kooperation": for_}
    more = {key: value for key, value in known.items() if value}

    @cache
    def keys(slot: Slot) -> str:
        return mark + urlencode(query_of(slot, search.quantity) | more)

    return lambda hit: ask(hit.resource.id) + (keys(hit.slot) if hit.slot else "")


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
        is_free=not any(day.entries for week in weeks or () for day in week if not day.is_outside),
        days=[] if first else plan.week(by, [found], monday),
        first=first,
        monday=monday,
        links=_month_links(first) if first else _week_links(monday),
        week_address=here(monat=None, woche=plan.write_week(first or monday)),
        month_address=here(woche=None, monat=f"{first or monday + timedelta(days=3):%Y-%m}"),
        closed=closed_words(found, today),
        sees_who=policy.may_see_who(by),
        for_cooperation=number_or_none(request.args.get("kooperation")) if by else None,
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
