"""What can be asked, asking it, and one request for both sides."""

from flask import flash, redirect, render_template, request, url_for

from kiknet.access import require
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.organisations.session import acting, acting_for_organisation
from kiknet.pools import policy, queries, service
from kiknet.pools.forms import RequestForm
from kiknet.pools.views.blueprint import Page, bp
from kiknet.web.forms import ConfirmForm
from kiknet.web.pagination import page_number, paginate
from kiknet.web.templating import here


@bp.get("/vermittlung")
def index() -> str:
    acting()
    return render_template("pools/index.html", pools=queries.open_pools())


@bp.route("/vermittlung/<int:pool_id>/anfrage", methods=["GET", "POST"])
def ask(pool_id: int) -> Page:
    by = acting_for_organisation()
    pool = queries.pool_by_id(pool_id)
    require(policy.may_ask(by, pool), _("Editors and admins of an organisation can ask a pool that is open."))
    form = RequestForm()
    form.offer(pool)
    if form.validate_on_submit():
        try:
            made = service.ask(by, pool, form.draft(), key=form.idempotency_key)
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("Your request is on its way. You are told as soon as it is answered."), "success")
            return redirect(url_for(".one", request_id=made.id), 303)
    return render_template("pools/ask.html", pool=pool, form=form), form.status


@bp.get("/mein/vermittlung/anfragen")
def asked() -> str:
    by = acting_for_organisation()
    page = paginate(queries.asked_by(by.organisation_id), page_number())
    return render_template("pools/asked.html", page=page, here=here)


@bp.get("/vermittlung/anfragen/<int:request_id>")
def one(request_id: int) -> str:
    return render_template("pools/request.html", asked=queries.request_by_id(acting(), request_id))


@bp.post("/vermittlung/anfragen/<int:request_id>/antwort")
def answer(request_id: int) -> Page:
    """Yes, or no with one of the reasons there are."""
    by = acting()
    asked = queries.request_by_id(by, request_id)
    ConfirmForm().validate()
    is_yes = request.form.get("answer") == "yes"
    try:
        service.answer(by, asked, "" if is_yes else request.form.get("reason") or "-")
    except Rejected as refusal:
        flash(refusal.reason, "warning")
    else:
        flash(_("They are told that somebody comes.") if is_yes else _("They are told, with the reason."), "success")
    return redirect(url_for(".one", request_id=request_id), 303)


@bp.post("/vermittlung/anfragen/<int:request_id>/ruecknahme")
def withdraw(request_id: int) -> Page:
    by = acting()
    asked = queries.request_by_id(by, request_id)
    ConfirmForm().validate()
    try:
        service.withdraw(by, asked)
    except Rejected as refusal:
        flash(refusal.reason, "warning")
    else:
        flash(_("Withdrawn. The coordinators are told."), "success")
    return redirect(url_for(".one", request_id=request_id), 303)
