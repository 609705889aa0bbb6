"""What the office decides about an entry; nobody decides about an organisation they belong to."""

from collections.abc import Callable

from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet.access import require
from kiknet.calendar import approval, batches
from kiknet.calendar.models import Event
from kiknet.calendar.short_forms import BatchForm, OfficeForm
from kiknet.calendar.views.blueprint import bp
from kiknet.calendar.views.status import ASK, Answer, ask, asked, done
from kiknet.errors import ChangedMeanwhile
from kiknet.i18n import _, ngettext
from kiknet.organisations import policy as organisations_policy
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.organisations.queries import organisation_in_any_state
from kiknet.organisations.session import acting
from kiknet.web.forms import safe_next
from kiknet.web.requests import number_or_none


@bp.post("/veranstaltungen/<int:event_id>/freigabe")
def approve(event_id: int) -> Response:
    by, event = asked(event_id, "approve")
    approval.approve_event(by, event, _version_read(), trust=bool(request.form.get("trust")))
    flash(_("“%(title)s” is published.", title=event.title), "success")
    return redirect(safe_next(url_for("home.desk")), 303)


@bp.route("/veranstaltungen/<int:event_id>/rueckgabe", methods=ASK)
def return_(event_id: int) -> Answer:
    return _with_reason(
        event_id,
        "return",
        approval.return_event,
        _("What should be changed?"),
        _("Give it back"),
        _("The organisation is asked to change it."),
    )


@bp.route("/veranstaltungen/<int:event_id>/ablehnung", methods=ASK)
def reject(event_id: int) -> Answer:
    return _with_reason(
        event_id,
        "reject",
        approval.reject_event,
        _("Why is it not published?"),
        _("Decline"),
        _("The entry is declined."),
    )


@bp.route("/veranstaltungen/<int:event_id>/ausblendung", methods=ASK)
def hide(event_id: int) -> Answer:
    return _with_reason(
        event_id,
        "hide",
        lambda by, event, reason, **_read: approval.hide_event(by, event, reason),
        _("Why is it hidden?"),
        _("Hide the entry"),
        _("The entry is hidden."),
        _("The organisation reads this, and so does the whole network in the list of decisions."),
    )


@bp.post("/veranstaltungen/<int:event_id>/einblendung")
def restore(event_id: int) -> Response:
    by, event = asked(event_id, "restore")
    approval.restore_event(by, event, version=_version_read())
    return done(event, _("The entry shows again."))


def _is_done(form: OfficeForm, deed: Callable[[str], Event], event: Event) -> bool:
    if not form.reason.data:
        form.reason.errors = [_("Please give the reason: the organisation reads it.")]
        return False
    try:
        deed(form.reason.data)
    except ChangedMeanwhile:
        form.ask_to_read_again(event.revision)
        return False
    return True


def _version_read() -> int:
    """The revision that was on the page with the button; none is no entry's."""
    return number_or_none(request.form.get("version")) or 0


@bp.route("/buero/uebernommen/<slug>", methods=ASK)
def batch(slug: str) -> Answer:
    """All entries of an organisation that were taken over from elsewhere, decided together."""
    by = acting()
    require(organisations_policy.may_steer(by))
    organisation = organisation_in_any_state(slug)
    form = BatchForm()
    form.reason.label.text = _("Your message to the organisation")
    form.reason.description = _("Only if you give them back.")
    chosen = request.form.getlist("eintrag", type=int) if request.method == "POST" else None
    if form.validate_on_submit() and chosen is not None:
        decision = request.form.get("entscheidung", "")
        if decision == "return" and not form.reason.data:
            form.reason.errors = [_("Please give the reason: the organisation reads it.")]
        elif not chosen or decision not in batches.DECISIONS:
            form.form_errors.append(_("Please tick at least one entry."))
        else:
            return _decide_together(by, organisation, chosen, decision, form)
    words = {"organisation": organisation, "form": form, "chosen": chosen}
    entries, may_decide = batches.entries_of(organisation), batches.may_decide(by, organisation)
    return render_template("calendar/batch.html", entries=entries, may_decide=may_decide, **words), form.status


def _decide_together(
    by: Acting, organisation: Organisation, chosen: list[int], decision: str, form: BatchForm
) -> Response:
    trust = decision == "approve" and form.trust.data
    reason, seen = form.reason.data or "", _version_read()
    number = batches.decide(by, organisation, chosen, decision, seen, reason=reason, trust=trust)
    if not number:
        raise ChangedMeanwhile
    if decision == "approve":
        flash(ngettext("One entry is published.", "%(num)s entries are published.", number), "success")
    else:
        flash(ngettext("One entry was given back.", "%(num)s entries were given back.", number), "success")
    return redirect(url_for("home.desk"), 303)


def _with_reason(
    event_id: int,
    name: str,
    deed: Callable[..., Event],
    question: str,
    label: str,
    sentence: str,
    readers: str = "",
) -> Answer:
    """Ask for the reason, which the organisation gets by mail, then do it. `readers`: who else will read it."""
    by, event = asked(event_id, name)
    form = OfficeForm(readers=readers)
    if request.method == "GET":
        form.open_at(number_or_none(request.args.get("version")) or event.revision, {})
    if form.validate_on_submit() and _is_done(
        form, lambda reason: deed(by, event, reason, version=form.version_number), event
    ):
        flash(sentence, "success")
        return redirect(safe_next(url_for("home.desk")), 303)
    return ask(event, form, question, _("“%(title)s” by %(name)s", title=event.title, name=event.owner.name), label)
