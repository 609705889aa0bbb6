"""The office looks after the places: corrects, shares and merges them."""

from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet.access import require
from kiknet.errors import ChangedMeanwhile, Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting
from kiknet.places import policy, queries, service
from kiknet.places.forms import MergeForm, PlaceForm, stored_values
from kiknet.places.models import Place
from kiknet.places.views.blueprint import bp
from kiknet.web import conflicts
from kiknet.web.pagination import page_number, paginate
from kiknet.web.templating import here

Answer = Response | str | tuple[str, int]


@bp.get("/buero/orte")
def index() -> str:
    _office()
    text = request.args.get("q", "")
    page = paginate(queries.all_places(text), page_number())
    return render_template("places/index.html", page=page, text=text, here=here)


@bp.route("/buero/orte/<int:place_id>", methods=["GET", "POST"])
def edit(place_id: int) -> Answer:
    by, place = _office(), queries.place_by_id(place_id)
    stored = stored_values(place)
    form = PlaceForm(data=None if request.method == "POST" else stored)
    form.open_at(place.revision, stored)
    if request.method == "POST":
        conflicts.settle(form, stored)
    if not form.validate_on_submit():
        return _page(place, form), form.status
    try:
        service.change_place(by, place, form.facts(), form.version_number)
    except ChangedMeanwhile:
        differences = conflicts.join(form, stored_values(place), place.revision)
        return _page(place, form, differences=differences), 409
    return _done(_("The place is saved."))


@bp.post("/buero/orte/<int:place_id>/freigabe")
def share(place_id: int) -> Response:
    service.share_place(_office(), queries.place_by_id(place_id))
    return _done(_("The place is now offered to everybody."))


@bp.post("/buero/orte/<int:place_id>/zusammenlegung")
def merge(place_id: int) -> Answer:
    by, place = _office(), queries.place_by_id(place_id)
    form = _merge_form(place)
    if not form.validate():
        return _page(place, _filled(place), form), 422
    try:
        service.merge_places(by, place, queries.place_by_id(int(form.into.data)))
    except Rejected as refusal:
        form.show(refusal)
        return _page(place, _filled(place), form), 422
    return _done(_("The two places are one now."))


def _office() -> Acting:
    by = acting()
    require(policy.may_steer(by))
    return by


def _filled(place: Place) -> PlaceForm:
    form = PlaceForm(formdata=None, data=stored_values(place))
    form.open_at(place.revision, stored_values(place))
    return form


def _merge_form(place: Place) -> MergeForm:
    form = MergeForm(prefix="merge-")
    others = [(str(place_id), name) for place_id, name in queries.other_places(place)]
    form.into.choices = [("", _("Please choose")), *others] if others else []
    return form


def _page(place: Place, form: PlaceForm, merge_form: MergeForm | None = None, **more: object) -> str:
    merge_form = merge_form or _merge_form(place)
    return render_template("places/edit.html", place=place, form=form, merge_form=merge_form, **more)


def _done(sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for("places.index"), 303)
