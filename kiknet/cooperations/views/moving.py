"""The next state, with what it needs; and calling it off."""

from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect

from kiknet.access import require
from kiknet.cooperations import policy, queries, states
from kiknet.cooperations.forms import ReasonForm
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.service import moving
from kiknet.cooperations.views.blueprint import Page, bp
from kiknet.cooperations.words import MOVED
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.organisations.session import acting


@bp.route("/kooperationen/<int:cooperation_id>/stand", methods=["GET", "POST"])
def move(cooperation_id: int) -> Page:
    """GET asks before a cooperation is called off; everything else is one button on its page."""
    by = acting()
    found = queries.cooperation_by_id(by, cooperation_id)
    require(policy.may(by, "move", found), _("The organisation that leads it decides this."))
    form = ReasonForm()
    if request.method == "GET":
        return _ask(found, form)
    state = request.form.get("state", "cancelled")
    if not form.validate():
        return _ask(found, form)
    try:
        if state != found.state:
            moving.move(by, found, state, form.reason.data or "")
    except Rejected as refusal:
        flash(refusal.reason, "warning")
    else:
        if state in MOVED:  # what was put away stays so, however often it is asked
            flash(str(MOVED[state]), "success")
    return redirect(url_for(".cooperation", cooperation_id=cooperation_id), 303)


def _ask(found: Cooperation, form: ReasonForm) -> Page:
    if "cancelled" not in states.choices(found.state):
        return redirect(url_for(".cooperation", cooperation_id=found.id), 303)
    page = render_template(
        "cooperations/ask.html",
        cooperation=found,
        form=form,
        question=_("Call “%(title)s” off?", title=found.title),
        consequence=_("Everybody in it is told, with your reason. Its events stay: cancel them one by one."),
        label=_("Call it off"),
        kind="danger",
        back=url_for(".cooperation", cooperation_id=found.id),
    )
    return page, form.status
