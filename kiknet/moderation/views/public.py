"""Reporting something, with or without an account; and what the office has decided, for the network."""

from datetime import timedelta

from flask import flash, redirect, render_template, request

from kiknet.accounts.models import User
from kiknet.accounts.session import signed_in_user
from kiknet.errors import Rejected
from kiknet.i18n import _, language
from kiknet.moderation import kinds, queries, service
from kiknet.moderation.forms import ReportForm
from kiknet.moderation.kind import Kind
from kiknet.moderation.views.blueprint import Page, bp
from kiknet.organisations.session import acting, acting_or_none
from kiknet.web import throttle
from kiknet.web.pagination import page_number, paginate
from kiknet.web.public import public
from kiknet.web.templating import here

MOST_REPORTS = 10, timedelta(hours=1)


@bp.route("/melden/<path>/<int:target_id>", methods=["GET", "POST"])
@public
def report(path: str, target_id: int) -> Page:
    """Whoever may see a thing may report it; what they may not see is not found."""
    by, kind = acting_or_none(), kinds.at(path)
    thing, form = kind.find(by, target_id), ReportForm()
    if form.validate_on_submit():
        try:
            _send(kind, thing, form, signed_in_user())
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("Thank you. The network office looks into it."), "success")
            return redirect(kind.url(thing), 303)
    words = {"title": kind.title(thing), "back": kind.url(thing), "owner": kind.owner(thing), "kind": kind}
    return render_template("moderation/report.html", form=form, **words), form.status


def _send(kind: Kind, thing: object, form: ReportForm, reporter: User | None) -> None:
    throttle.count("report", request.remote_addr or "", *MOST_REPORTS)
    service.report(
        kind,
        thing,
        reason=form.reason.data,
        text=form.text.data or "",
        language=language(),
        reporter=reporter,
        email=form.email.data or "",
    )


@bp.get("/mein/entscheidungen")
def decisions() -> Page:
    """What the office has hidden or shown again, and why: everybody in the network may read it."""
    acting()
    page = paginate(queries.decisions(), page_number())
    return render_template("moderation/decisions.html", page=page, rows=queries.as_decisions(page.items), here=here)
