"""For those who lend: what they have, what waits for an answer, the week over all, how much is used."""

from typing import Any

from flask import Response as FlaskResponse
from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet import clock
from kiknet.access import require
from kiknet.booking import occupancy, plan, policy, queries
from kiknet.booking.models import Resource
from kiknet.booking.resource_form import ResourceForm, stored_values
from kiknet.booking.service import resources
from kiknet.booking.service.resources import Photo, StillBooked
from kiknet.booking.views.blueprint import bp
from kiknet.booking.views.browse import _week_links
from kiknet.errors import ChangedMeanwhile, Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting, acting_for_organisation
from kiknet.places.queries import place_names
from kiknet.web import conflicts
from kiknet.web.forms import ConfirmForm
from kiknet.web.sheets import sheet

Answer = Response | str | tuple[str, int]


@bp.get("/mein/raeume")
def own() -> str:
    by = acting_for_organisation()
    mine = queries.owned_by(by.organisation_id)
    monday = plan.read_week(request.args.get("woche", ""), clock.today())
    return render_template(
        "booking/own.html",
        resources=mine,
        waiting=queries.waiting_for(by.organisation_id),
        days=plan.week(by, mine, monday) if mine else [],
        monday=monday,
        links=_week_links(monday),
    )


@bp.route("/mein/raeume/neu", methods=["GET", "POST"])
def new() -> Answer:
    by = acting_for_organisation()
    require(policy.may_offer(by), _("Admins of the organisation can offer rooms."))
    form = ResourceForm()
    if request.method == "GET":
        return _form_page(by, form)
    draft = form.read()
    if draft is None:
        return _form_page(by, form)
    try:
        resource = resources.offer(by, draft, _photo(form))
    except Rejected as refusal:
        form.show(refusal)
        return _form_page(by, form)
    flash(_("From now on it can be found and asked for."), "success")
    return redirect(url_for("booking.resource", resource_id=resource.id), 303)


@bp.route("/mein/raeume/<int:resource_id>/bearbeiten", methods=["GET", "POST"])
def edit(resource_id: int) -> Answer:
    by, resource = _own(resource_id)
    stored = stored_values(resource)
    form = ResourceForm(data=None if request.method == "POST" else stored)
    form.removed.choices = [(row.picture_id, row.picture.alt) for row in resource.pictures]
    form.open_at(resource.revision, stored)
    if request.method == "GET":
        return _form_page(by, form, resource)
    conflicts.settle(form, stored)
    draft = form.read()
    if draft is None:
        return _form_page(by, form, resource)
    try:
        resources.change(
            by,
            resource,
            draft,
            form.version_number,
            keeps_bookings=bool(form.keeps_bookings.data),
            removed=form.removed.data or (),
            photo=_photo(form),
        )
    except ChangedMeanwhile:
        current = queries.resource_by_id(by, resource_id)
        differences = conflicts.join(form, stored_values(current), current.revision)
        return _form_page(by, form, current, differences=differences)[0], 409
    except Rejected as refusal:
        form.show(refusal)
        hit = refusal.slots if isinstance(refusal, StillBooked) else []
        return _form_page(by, form, queries.resource_by_id(by, resource_id), still_booked=hit)
    flash(_("Saved."), "success")
    return redirect(url_for("booking.resource", resource_id=resource_id), 303)


def _own(resource_id: int) -> tuple[Acting, Resource]:
    by = acting()
    resource = queries.resource_by_id(by, resource_id)
    require(policy.may_manage(by, resource))
    return by, resource


def _photo(form: ResourceForm) -> Photo | None:
    upload = form.picture.data
    has_file = upload and getattr(upload, "filename", "")
    return Photo(upload.stream, form.picture_alt.data or "") if has_file else None


def _form_page(by: Acting, form: ResourceForm, resource: Resource | None = None, **more: Any) -> tuple[str, int]:
    names = place_names(by)
    return render_template("booking/edit.html", form=form, resource=resource, place_names=names, **more), form.status


@bp.route("/mein/raeume/<int:resource_id>/ende", methods=["GET", "POST"])
def retire(resource_id: int) -> Answer:
    by, resource = _own(resource_id)
    form = ConfirmForm()
    if form.validate_on_submit() and not resource.is_retired:
        resources.retire(by, resource)
        flash(_("It is no longer lent. Everybody concerned gets a mail."), "success")
        return redirect(url_for("booking.own"), 303)
    booked, waiting = queries.confirmed_ahead(resource), queries.open_requests(resource)
    return render_template("booking/retire.html", resource=resource, form=form, booked=booked, waiting=waiting), 200


@bp.route("/mein/raeume/<int:resource_id>/kalender", methods=["GET", "POST"])
def calendar(resource_id: int) -> Answer:
    """The caretaker's secret address: made anew here, shown once."""
    by, resource = _own(resource_id)
    form, address = ConfirmForm(), ""
    if form.validate_on_submit():
        address = url_for("booking.feed", secret=resources.renew_feed(by, resource))
    return render_template("booking/calendar.html", resource=resource, form=form, address=address), form.status


@bp.get("/mein/raeume/auslastung")
def usage() -> Answer:
    by = acting_for_organisation()
    mine = queries.owned_by(by.organisation_id)
    rows = occupancy.of(mine, occupancy.months_until(clock.today()))
    return render_template("booking/usage.html", rows=rows, months=occupancy.months_until(clock.today()))


@bp.get("/mein/raeume/auslastung.csv")
def usage_table() -> FlaskResponse:
    by = acting_for_organisation()
    head = [_("Room or thing"), _("Month"), _("Bookings"), _("Hours booked"), _("Hours open"), _("Percent")]
    rows = [
        [
            row.resource.title,
            f"{month.first:%Y-%m}",
            month.bookings,
            round(month.booked),
            round(month.open),
            month.percent,
        ]
        for row in occupancy.of(queries.owned_by(by.organisation_id), occupancy.months_until(clock.today()))
        for month in row.months
    ]
    return sheet("auslastung.csv", head, rows)
