"""Who is in: inviting, answering, roles, what each brings, leaving, and who leads."""

from collections.abc import Callable
from typing import Any

from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect

from kiknet.access import require
from kiknet.cooperations import lists, policy, queries
from kiknet.cooperations.forms import ContributionForm, InviteForm, LeadForm, ReasonForm
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.service import parting, partners
from kiknet.cooperations.views.blueprint import Page, bp
from kiknet.cooperations.views.page import cooperation_page
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.queries import organisation_by_id
from kiknet.organisations.session import acting
from kiknet.web.forms import ConfirmForm, Form
from kiknet.web.requests import number_or_none

ASK = ["GET", "POST"]


@bp.route("/kooperationen/<int:cooperation_id>/partner", methods=ASK, endpoint="partners")
def all_partners(cooperation_id: int) -> Page:
    by = acting()
    found = queries.cooperation_by_id(by, cooperation_id)
    form = InviteForm()
    form.offer(lists.to_invite(found, by) if policy.may(by, "invite", found) else [])
    if request.method == "POST":
        require(policy.may(by, "invite", found), _("The organisation that leads it invites others."))
        if form.validate() and _invite(by, found, form):
            return redirect(url_for(".partners", cooperation_id=cooperation_id), 303)
        found = queries.cooperation_by_id(by, cooperation_id)
    said = ContributionForm()
    return _partners_page(by, found, form, said), form.status


def _partners_page(by: Acting, found: Cooperation, form: InviteForm, said: ContributionForm) -> str:
    own = found.partner(by.organisation_id)
    if own is not None and "contribution" not in request.form:
        said.contribution.data = own.contribution
    return render_template(
        "cooperations/partners.html",
        cooperation=found,
        form=form,
        said=said,
        is_inside=policy.may_see_inside(by, found),
        own=own,
    )


def _invite(by: Acting, found: Cooperation, form: InviteForm) -> bool:
    organisation = organisation_by_id(number_or_none(form.organisation.data))
    if organisation is None:
        form.show(Rejected(_("Please choose an organisation."), "organisation"))
        return False
    try:
        partners.invite(by, found, organisation, role=form.role.data or "", message=form.message.data or "")
    except Rejected as refusal:
        form.show(refusal)
        return False
    flash(_("%(name)s is asked and says yes or no.", name=organisation.name), "success")
    return True


@bp.post("/kooperationen/<int:cooperation_id>/einladung")
def answer_invitation(cooperation_id: int) -> Page:
    by, found = _asked(cooperation_id, "answer_invitation")
    form, accepts = ContributionForm(), request.form.get("answer") == "yes"
    if not form.validate():
        return cooperation_page(by, found, form), form.status
    return _done(
        found,
        lambda: partners.answer_invitation(by, found, accepts=accepts, contribution=form.contribution.data or ""),
        _("You are in. Welcome!") if accepts else _("They are told that you do not join."),
    )


@bp.post("/kooperationen/<int:cooperation_id>/partner/<int:organisation_id>/antwort")
def answer_interest(cooperation_id: int, organisation_id: int) -> Page:
    by, found = _asked(cooperation_id, "answer_interest")
    ConfirmForm().validate()
    accepts, role = request.form.get("answer") == "yes", request.form.get("role", "partner")
    return _done(
        found,
        lambda: partners.answer_interest(by, found, organisation_id, accepts=accepts, role=role),
        _("They are in, and are told.") if accepts else _("They are told."),
    )


@bp.post("/kooperationen/<int:cooperation_id>/partner/<int:organisation_id>/ruecknahme")
def take_back_invitation(cooperation_id: int, organisation_id: int) -> Page:
    by, found = _asked(cooperation_id, "invite")
    ConfirmForm().validate()
    return _done(
        found,
        lambda: partners.take_back_invitation(by, found, organisation_id),
        _("The invitation is taken back."),
        _list(found),
    )


@bp.post("/kooperationen/<int:cooperation_id>/partner/<int:organisation_id>/rolle")
def set_role(cooperation_id: int, organisation_id: int) -> Page:
    by, found = _asked(cooperation_id, "set_role")
    ConfirmForm().validate()
    role = request.form.get("role", "")
    return _done(found, lambda: partners.set_role(by, found, organisation_id, role), _("Saved."), _list(found))


@bp.post("/kooperationen/<int:cooperation_id>/beitrag")
def contribution(cooperation_id: int) -> Page:
    by, found = _asked(cooperation_id, "say_contribution")
    form = ContributionForm()
    if not form.validate():
        invite = InviteForm(formdata=None)
        invite.offer(lists.to_invite(found, by) if policy.may(by, "invite", found) else [])
        return _partners_page(by, found, invite, form), form.status
    return _done(found, lambda: partners.say_contribution(by, found, form.contribution.data or ""), _("Saved."))


@bp.route("/kooperationen/<int:cooperation_id>/abschied", methods=ASK)
def leave(cooperation_id: int) -> Page:
    by, found = _asked(cooperation_id, "leave")
    if policy.leads(by, found):
        flash(_("You lead this. Please hand the lead over first, or call the cooperation off."), "warning")
        return redirect(_list(found), 303)
    form = ConfirmForm()
    if form.validate_on_submit():
        return _done(
            found, lambda: parting.leave(by, found), _("You are no longer in it. The lead is told."), url_for(".mine")
        )
    return _question(
        found,
        form,
        _("Leave “%(title)s”?", title=found.title),
        _("The lead is told. What you have done together stays; tasks, dates and messages you no longer see."),
        _("Stop taking part"),
    )


@bp.route("/kooperationen/<int:cooperation_id>/partner/<int:organisation_id>/abschied", methods=ASK)
def remove_partner(cooperation_id: int, organisation_id: int) -> Page:
    by, found = _asked(cooperation_id, "remove_partner")
    row, form = found.partner(organisation_id), ReasonForm()
    if row is None or row.state != "accepted":
        flash(_("This organisation is not in the cooperation (any more)."), "warning")
        return redirect(url_for(".partners", cooperation_id=cooperation_id), 303)
    if form.validate_on_submit():
        return _done(
            found,
            lambda: parting.remove(by, found, organisation_id, form.reason.data or ""),
            _("They are no longer in it, and are told."),
            _list(found),
        )
    return _question(
        found,
        form,
        _("Go on without %(name)s?", name=row.organisation.name),
        _("They are told, with what you write here. They no longer see tasks, dates and messages."),
        _("Go on without them"),
    )


@bp.route("/kooperationen/<int:cooperation_id>/leitung", methods=ASK)
def lead(cooperation_id: int) -> Page:
    """The lead hands over; the office appoints one where none is left."""
    by = acting()
    found = queries.cooperation_by_id(by, cooperation_id)
    is_handing_over = policy.may(by, "hand_over", found)
    require(is_handing_over or (policy.may(by, "appoint", found) and found.lead is None))
    form = LeadForm()
    form.offer([row.organisation for row in found.accepted if row.role != "lead"])
    if form.validate_on_submit():
        deed = parting.hand_over if is_handing_over else parting.appoint
        chosen = number_or_none(form.organisation.data) or 0
        return _done(found, lambda: deed(by, found, chosen), _("The lead is handed over. All are told."))
    return _question(
        found,
        form,
        _("Hand over the lead of “%(title)s”?", title=found.title)
        if is_handing_over
        else _("Who leads “%(title)s”?", title=found.title),
        _("Who leads invites others, changes the description and says how it goes on."),
        _("Hand over the lead") if is_handing_over else _("Appoint"),
        "",
    )


def _asked(cooperation_id: int, deed: str) -> tuple[Acting, Cooperation]:
    """Who acts and the cooperation, if they may do this deed with it."""
    by = acting()
    found = queries.cooperation_by_id(by, cooperation_id)
    require(policy.may(by, deed, found))
    return by, found


def _question(
    found: Cooperation, form: Form, question: str, consequence: str, label: str, kind: str = "danger"
) -> tuple[str, int]:
    words: dict[str, Any] = {"question": question, "consequence": consequence, "label": label, "kind": kind}
    back = _list(found)
    return render_template("cooperations/ask.html", cooperation=found, form=form, back=back, **words), form.status


def _list(found: Cooperation) -> str:
    return url_for(".partners", cooperation_id=found.id)


def _done(found: Cooperation, deed: Callable[[], None], sentence: str, then: str = "") -> Page:
    """Do it and say so, or why not, on the page `then` (the cooperation's, if not told)."""
    then = then or url_for(".cooperation", cooperation_id=found.id)
    try:
        deed()
    except Rejected as refusal:
        flash(refusal.reason, "warning")
    else:
        flash(sentence, "success")
    return redirect(then, 303)
