"""Date polls: offering dates, answering, choosing one."""

from flask import flash, redirect, render_template, request, url_for

from kiknet.access import require
from kiknet.cooperations import parts
from kiknet.cooperations import work_policy as policy
from kiknet.cooperations import work_queries as queries
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.policy import may
from kiknet.cooperations.service import polls as service
from kiknet.cooperations.views.blueprint import Page, bp
from kiknet.cooperations.views.inside import inside
from kiknet.cooperations.work_draft import MOST_DATES
from kiknet.cooperations.work_forms import ROWS_SHOWN, DatesForm, DecideForm, PollForm, written_span
from kiknet.cooperations.work_models import DatePoll
from kiknet.errors import Rejected
from kiknet.i18n import _, on_pages
from kiknet.organisations.acting import Acting
from kiknet.web.forms import ConfirmForm, Form
from kiknet.web.requests import number_or_none

bp.add_app_template_filter(on_pages(written_span), "written_span")
bp.add_app_template_filter(on_pages(lambda row: written_span((row.starts_local, row.ends_local))), "poll_date")
MORE_SHOWN = 3
ADDRESS = "/kooperationen/<int:cooperation_id>/terminfindung"


@bp.route(f"{ADDRESS}/neu", methods=["GET", "POST"])
def new_poll(cooperation_id: int) -> Page:
    by, found = inside(cooperation_id)
    require(policy.may_work(by, found))
    form = PollForm()
    draft = form.draft() if form.validate_on_submit() else None
    if draft is not None:
        try:
            poll = service.begin_poll(by, found, draft, key=form.idempotency_key)
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(
                _("All are asked now. You say yes to each of the dates, unless you change it here."),
                "success",
            )
            return _back(found.id, poll.id)
    return render_template("cooperations/new_poll.html", cooperation=found, form=form, shown=ROWS_SHOWN), form.status


@bp.route(f"{ADDRESS}/<int:poll_id>", methods=["GET", "POST"])
def poll(cooperation_id: int, poll_id: int) -> Page:
    by, found = inside(cooperation_id)
    one = queries.poll_in(found, poll_id)
    form = ConfirmForm()
    if request.method == "POST":
        require(policy.may_work(by, found))
        answers = {row.id: request.form.get(f"date-{row.id}", "") for row in one.dates}
        if form.validate():
            try:
                service.answer_poll(by, one, answers)
            except Rejected as refusal:
                form.show(refusal)
                one = queries.poll_in(found, poll_id)
            else:
                flash(_("Your answer is noted. You can change it while the poll is open."), "success")
                return _back(cooperation_id, poll_id)
    return _page(by, found, one, form)


def _page(
    by: Acting,
    found: Cooperation,
    one: DatePoll,
    form: Form,
    decide: DecideForm | None = None,
    more: DatesForm | None = None,
) -> Page:
    choices = queries.choices_of(one)
    return render_template(
        "cooperations/poll.html",
        cooperation=found,
        poll=one,
        choices=choices,
        organisations=[partner.organisation for partner in found.accepted],
        missing=queries.missing_in(one),
        form=form,
        may_work=policy.may_work(by, found),
        may_answer=policy.may_work(by, found) and not one.is_closed,
        may_decide=policy.may_decide(by, one),
        may_link=may(by, "link", found),
        decide=decide or _decide_form(one),
        more_dates=more or DatesForm(formdata=None),
        more_shown=min(MORE_SHOWN, MOST_DATES - len(one.dates)),
        event_address=event_address(one),
        event_made=parts.event_at(by, found, one.chosen.starts_local) if one.chosen else "",
    ), max(each.status for each in (form, decide, more) if each)


def _decide_form(one: DatePoll) -> DecideForm:
    choices = queries.choices_of(one)
    best = next((str(choice.row.id) for choice in choices if choice.is_best), None)
    form = DecideForm(data=None if request.method == "POST" else {"date": best})
    form.offer([(choice.row.id, written_span((choice.row.starts_local, choice.row.ends_local))) for choice in choices])
    return form


def event_address(one: DatePoll) -> str | None:
    """The form of a new event, filled in with the date that was chosen."""
    if (chosen := one.chosen) is None:
        return None
    starts, ends = chosen.starts_local, chosen.ends_local
    return url_for(
        "calendar.new", kooperation=one.cooperation_id, am=starts.date().isoformat(),
        von=f"{starts:%H:%M}", bis=f"{ends:%H:%M}",
    )  # fmt: skip


def _back(cooperation_id: int, poll_id: int) -> Page:
    return redirect(url_for(".poll", cooperation_id=cooperation_id, poll_id=poll_id), 303)


@bp.post(f"{ADDRESS}/<int:poll_id>/termine")
def offer_more(cooperation_id: int, poll_id: int) -> Page:
    by, found = inside(cooperation_id)
    one = queries.poll_in(found, poll_id)
    require(policy.may_work(by, found))
    form = DatesForm()
    dates = form.dates() if form.validate() else None
    if dates is not None:
        try:
            service.offer_more(by, one, dates)
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("All are asked about the further dates, too."), "success")
            return _back(cooperation_id, poll_id)
    return _page(by, found, queries.poll_in(found, poll_id), ConfirmForm(formdata=None), more=form)


@bp.post(f"{ADDRESS}/<int:poll_id>/entscheidung")
def close_poll(cooperation_id: int, poll_id: int) -> Page:
    """The chosen date leads on to the event; without one the poll is over."""
    by, found = inside(cooperation_id)
    one = queries.poll_in(found, poll_id)
    require(policy.may_decide(by, one))
    form = _decide_form(one)
    if not form.validate():
        return _page(by, found, one, ConfirmForm(formdata=None), form)
    try:
        one = service.close_poll(by, one, number_or_none(form.date.data) or None)
    except Rejected as refusal:
        flash(refusal.reason, "warning")
        return _back(cooperation_id, poll_id)
    flash(_("It is settled, and all are told.") if one.chosen else _("It is closed, and all are told."), "success")
    return redirect(event_address(one) or url_for(".poll", cooperation_id=cooperation_id, poll_id=poll_id), 303)


@bp.post(f"{ADDRESS}/<int:poll_id>/fortsetzung")
def reopen_poll(cooperation_id: int, poll_id: int) -> Page:
    by, found = inside(cooperation_id)
    one = queries.poll_in(found, poll_id)
    ConfirmForm().validate()
    service.reopen_poll(by, one)
    flash(_("All can answer again."), "success")
    return _back(cooperation_id, poll_id)
