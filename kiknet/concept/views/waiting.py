"""Deciding about what an organisation proposed, from the desk."""

from flask import flash, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet.concept import links
from kiknet.concept.views.blueprint import bp, office
from kiknet.errors import ChangedMeanwhile
from kiknet.i18n import _


@bp.post("/buero/konzept/vorschlaege/<int:link_id>")
def decide(link_id: int) -> Response:
    by, link = office(), links.link_by_id(link_id)
    confirms = request.form.get("answer") == "yes"
    try:
        links.decide(by, link, confirms=confirms)
    except ChangedMeanwhile:
        flash(_("Somebody else has decided about this already."), "warning")
    else:
        flash(_("Confirmed: it counts for the measure.") if confirms else _("It does not count."), "success")
    return redirect(url_for("home.desk"), 303)
