"""Who organises it together: asking, answering, leaving."""

from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet.access import require
from kiknet.calendar import organisers as deeds
from kiknet.calendar import policy, queries
from kiknet.calendar.models import Event
from kiknet.calendar.short_forms import PartnerForm
from kiknet.calendar.views.blueprint import bp
from kiknet.errors import NotFound, Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting, acting_for_organisation, memberships

Answer = Response | str | tuple[str, int]


@bp.get("/veranstaltungen/<int:event_id>/mitveranstalter")
def organisers(event_id: int) -> Answer:
    """For the owner: who is asked and who has answered. For the asked: the question."""
    by = acting_for_organisation()
    involved = queries.involved_organisations(event_id)
    if by.organisation_id not in involved and any(m.organisation_id in involved for m in memberships()):
        return redirect(url_for("organisations.act_for", next=request.path), 303)
    event = queries.event_by_id(by, event_id)
    return _page(by, event, PartnerForm())


@bp.post("/veranstaltungen/<int:event_id>/mitveranstalter")
def ask_organiser(event_id: int) -> Answer:
    by = acting_for_organisation()
    event = queries.event_by_id(by, event_id)
    require(policy.may(by, "invite", event))
    form = PartnerForm()
    partner = queries.organisation_named(by, form.organiser.data or "")
    try:
        if partner is None:
            raise Rejected(_("We do not know this organisation. Please choose one from the list."), "organiser")
        deeds.ask(by, event, partner)
    except Rejected as refusal:
        form.show(refusal)
        return _page(by, event, form), 422
    flash(_("%(name)s has been asked.", name=partner.name), "success")
    return _back(event)


@bp.post("/veranstaltungen/<int:event_id>/mitveranstalter/antwort")
def answer_organiser(event_id: int) -> Response:
    by = acting_for_organisation()
    event = queries.event_by_id(by, event_id)
    if request.form.get("answer") == "yes":
        deeds.accept(by, event)
        flash(_("Your organisation is named with the event."), "success")
    else:
        deeds.decline(by, event)
        flash(_("Your organisation is not named with the event."), "success")
    return redirect(url_for("calendar.mine"), 303)


@bp.post("/veranstaltungen/<int:event_id>/mitveranstalter/<int:organisation_id>/entfernen")
def remove_organiser(event_id: int, organisation_id: int) -> Response:
    by = acting()
    event = queries.event_by_id(by, event_id)
    deeds.remove(by, event, organisation_id)
    flash(_("The organisation is no longer named."), "success")
    return _back(event)


def _page(by: Acting, event: Event, form: PartnerForm) -> str:
    own = deeds.organiser_of(event, by.organisation_id)
    may_invite = policy.may(by, "invite", event)
    if not may_invite and own is None:
        raise NotFound
    names = queries.organisation_names(by) if may_invite else []
    return render_template(
        "calendar/organisers.html", event=event, form=form, own=own, may_invite=may_invite, organisation_names=names
    )


def _back(event: Event) -> Response:
    return redirect(url_for("calendar.organisers", event_id=event.id), 303)
