"""What fits what we look for and offer, and saying that it does not."""

from flask import flash, render_template, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet.access import require
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.matching import policy, queries, service
from kiknet.matching.forms import DismissForm
from kiknet.matching.shown import all_shown, shown
from kiknet.matching.views.blueprint import bp
from kiknet.organisations.session import acting, acting_for_organisation, memberships
from kiknet.web.forms import safe_next


@bp.get("/mein/treffer")
def mine() -> str:
    by = acting_for_organisation() if memberships() else acting()
    number = by.organisation_id
    found = all_shown(by, queries.for_organisation(number)) if number is not None else []
    gone = all_shown(by, queries.for_organisation(number, dismissed=True)) if number is not None else []
    return render_template(
        "matching/mine.html",
        good=[one for one in found if one.is_good],
        possible=[one for one in found if not one.is_good],
        dismissed=gone,
        has_new=any(one.is_new and one.may_decide for one in found),
    )


@bp.post("/mein/treffer/gesehen")
def seen() -> Response:
    by = acting()
    require(by.may_write)
    service.see(by, [one for one in queries.for_organisation(by.organisation_id or 0) if one.state == "suggested"])
    return redirect(url_for(".mine"), 303)


@bp.route("/mein/treffer/<int:match_id>/absage", methods=["GET", "POST"])
def dismissal(match_id: int) -> Response | tuple[str, int]:
    by = acting()
    match = queries.match_by_id(by, match_id)
    require(policy.may_decide(by, match))
    form = DismissForm()
    if form.validate_on_submit():
        try:
            service.dismiss(by, match, form.reason.data or "")
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("It is not suggested again, unless one of the two entries changes."), "success")
            return redirect(safe_next(url_for(".mine")), 303)
    return render_template("matching/dismissal.html", one=shown(by, match), form=form), form.status


@bp.post("/mein/treffer/<int:match_id>/ruecknahme")
def return_(match_id: int) -> Response:
    by = acting()
    try:
        service.take_back(by, queries.match_by_id(by, match_id))
    except Rejected as refusal:
        flash(refusal.reason, "warning")
    else:
        flash(_("It is among the entries that fit again."), "success")
    return redirect(url_for(".mine"), 303)
