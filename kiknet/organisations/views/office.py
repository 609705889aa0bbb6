"""The office looks after organisations."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from kiknet.access import require
from kiknet.errors import NotFound, Rejected
from kiknet.i18n import _, _l
from kiknet.organisations import applications, directory, policy, queries
from kiknet.organisations.acting import Acting
from kiknet.organisations.forms import AppointForm, MergeForm, ReasonForm
from kiknet.organisations.models import STATES, Organisation
from kiknet.organisations.service import office as service
from kiknet.organisations.session import acting
from kiknet.organisations.views.blueprint import Page, bp
from kiknet.organisations.words import ROLE_NAMES
from kiknet.vocabulary import words
from kiknet.web.forms import ConfirmForm
from kiknet.web.pagination import page_number, paginate
from kiknet.web.templating import here

STATE_NAMES = {
    "unclaimed": _l("Nobody yet"),
    "pending": _l("Has applied"),
    "changes_requested": _l("Asked to revise"),
    "active": _l("Takes part"),
    "suspended": _l("Suspended"),
    "archived": _l("Archived"),
    "rejected": _l("Declined"),
}
MOVES = {"sperre": service.suspend, "freigabe": service.resume, "archiv": service.archive}


def _office() -> Acting:
    by = acting()
    require(policy.may_steer(by))
    return by


@bp.get("/buero/organisationen")
def all_organisations() -> str:
    """All of them with their states."""
    _office()
    looked_for, state = request.args.get("q", "")[:100], request.args.get("zustand", "")
    found = directory.in_any_state(looked_for, state if state in STATES else "")
    return render_template(
        "organisations/office_list.html",
        page=paginate(found, page_number()),
        looked_for=looked_for,
        state=state,
        state_names=STATE_NAMES,
        kind_name=words.kind_name,
        here=here,
    )


@bp.get("/buero/organisationen/<slug>")
def look_after(slug: str) -> Page:
    return _page(_office(), queries.organisation_in_any_state(slug))


def _page(by: Acting, organisation: Organisation, **forms: ReasonForm | AppointForm | MergeForm) -> Page:
    involved = applications.involved_in([organisation.id])[organisation.id]
    page = render_template(
        "organisations/office_one.html",
        organisation=organisation,
        members=queries.members_of(organisation),
        waiting=applications.undecided_for(organisation),
        merged_into=queries.organisation_by_id(organisation.merged_into_id),
        may_decide=policy.may_decide(by, involved, applications.office_ids()),
        state_names=STATE_NAMES,
        role_names=ROLE_NAMES,
        kind_name=words.kind_name,
        appoint=forms.get("appoint") or AppointForm(formdata=None),
        merge=forms.get("merge") or MergeForm(formdata=None),
        confirm=ConfirmForm(formdata=None),
    )
    return page, 422 if forms else 200


@bp.route("/buero/organisationen/<slug>/<deed>", methods=["GET", "POST"])
def move(slug: str, deed: str) -> Page:
    """Suspend, resume, archive: each with a reason the organisation's admins read."""
    by, organisation, form = _office(), queries.organisation_in_any_state(slug), ReasonForm()
    if deed not in MOVES:
        raise NotFound
    if form.validate_on_submit():
        try:
            MOVES[deed](by, organisation, form.reason.data)
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("Saved. The organisation's admins are told by e-mail."), "success")
            return _to(organisation)
    page = render_template("organisations/office_move.html", organisation=organisation, form=form, deed=deed)
    return page, form.status


@bp.post("/buero/organisationen/<slug>/vertrauen")
def trust(slug: str) -> Answer:
    by, organisation = _office(), queries.organisation_in_any_state(slug)
    service.give_trust(by, organisation, "new" if organisation.is_trusted else "trusted")
    flash(_("Saved."), "success")
    return _to(organisation)


@bp.post("/buero/organisationen/<slug>/admin")
def appoint(slug: str) -> Page:
    by, organisation, form = _office(), queries.organisation_in_any_state(slug), AppointForm()
    if form.validate_on_submit():
        try:
            service.appoint_admin(by, organisation, form.email.data)
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("Saved. %(email)s is told by e-mail.", email=form.email.data), "success")
            return _to(organisation)
    return _page(by, organisation, appoint=form)


@bp.post("/buero/organisationen/<slug>/zusammenlegung")
def merge(slug: str) -> Page:
    by, organisation, form = _office(), queries.organisation_in_any_state(slug), MergeForm()
    if form.validate_on_submit():
        try:
            target = queries.organisation_in_any_state(form.target.data.rpartition("/")[2])
            service.merge(by, organisation, target)
        except NotFound:
            form.show(Rejected(_("There is no organisation with this address."), field="target"))
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("Done. The old address now leads to %(name)s.", name=target.name), "success")
            return _to(target)
    return _page(by, organisation, merge=form)


def _to(organisation: Organisation) -> Answer:
    return redirect(url_for(".look_after", slug=organisation.slug), 303)
