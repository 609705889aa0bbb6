"""Ideas: putting one on the wall, "we would join", and "it is still current"."""

from flask import flash, render_template, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet.access import require
from kiknet.accounts.links import LinkOver
from kiknet.cooperations import policy, queries
from kiknet.cooperations.idea_forms import IdeaForm, JoinForm
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.service import archiving, founding, joining
from kiknet.cooperations.views.blueprint import Page, bp
from kiknet.errors import NotAllowed, Rejected
from kiknet.i18n import _, language
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting, acting_for_organisation
from kiknet.web.forms import ConfirmForm, safe_next
from kiknet.web.public import public


@bp.route("/mein/kooperationen/idee", methods=["GET", "POST"])
def idea() -> Page:
    """The quick form: what a paper note on the wall has room for."""
    by = acting_for_organisation()
    form = IdeaForm(data={"visibility": "public" if policy.may_show_to_all(by) else "network"})
    require(policy.may_found(by), _("Editors and admins of the organisation can write here."))
    if form.validate_on_submit():
        try:
            made = founding.found(by, form.draft(language()), key=form.idempotency_key)
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("Your idea hangs on the wall. You will be told as soon as somebody would join."), "success")
            return _to(made)
    return render_template("cooperations/idea.html", form=form), form.status


@bp.route("/kooperationen/<int:cooperation_id>/mitmachen", methods=["GET", "POST"])
def join(cooperation_id: int) -> Page:
    by = acting_for_organisation()
    found = queries.cooperation_by_id(by, cooperation_id)
    if policy.is_member(by, found):
        return _to(found)
    require(policy.may(by, "join", found))
    own = found.partner(by.organisation_id)
    form = JoinForm(data={"contribution": own.contribution if own and own.state == "interested" else ""})
    if form.validate_on_submit() and _joined(by, found, form):
        lead = found.lead.organisation.name if found.lead else found.initiator.name
        flash(_("%(name)s is told. You will hear from them.", name=lead), "success")
        return redirect(safe_next(_address(found)), 303)
    return render_template("cooperations/join.html", cooperation=found, form=form, own=own), form.status


def _joined(by: Acting, found: Cooperation, form: JoinForm) -> bool:
    try:
        joining.join(by, found, form.contribution.data or "")
    except Rejected as refusal:
        form.show(refusal)
    return not form.errors


@bp.post("/kooperationen/<int:cooperation_id>/ruecknahme")
def take_back(cooperation_id: int) -> Response:
    by = acting()
    found = queries.cooperation_by_id(by, cooperation_id)
    joining.take_back(by, found)
    flash(_("It is taken back."), "success")
    return redirect(safe_next(_address(found)), 303)


@bp.post("/kooperationen/<int:cooperation_id>/noch-aktuell")
def keep(cooperation_id: int) -> Response:
    by = acting()
    found = archiving.keep(by, queries.cooperation_by_id(by, cooperation_id))
    flash(_("It hangs on the wall for another half year."), "success")
    return _to(found)


@bp.route("/kooperationen/noch-aktuell/<token>", methods=["GET", "POST"])
@public
def keep_from_mail(token: str) -> Page:
    """The link in the mail opens a page whose button does it: mail scanners open links, and looking is no deed."""
    form = ConfirmForm()
    try:
        link, by, found = archiving.linked(token)
        may_keep = policy.may(by, "keep", found)
        if may_keep and form.validate_on_submit():
            archiving.keep_by_link(link, by, found)
            return render_template("cooperations/kept.html", cooperation=found)
    except LinkOver as refusal:
        return render_template("cooperations/keep_over.html", reason=refusal.reason), 410
    except NotAllowed:  # its state has changed since the page was opened
        may_keep = False
    return render_template("cooperations/keep.html", cooperation=found, form=form, may_keep=may_keep), form.status


def _address(cooperation: Cooperation) -> str:
    return url_for("cooperations.cooperation", cooperation_id=cooperation.id)


def _to(cooperation: Cooperation) -> Response:
    return redirect(_address(cooperation), 303)
