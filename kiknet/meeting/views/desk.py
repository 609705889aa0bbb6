"""The office writes while others talk: one line, Enter, the next."""

from dataclasses import replace

from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet.access import require
from kiknet.db import db
from kiknet.errors import NotFound, Rejected
from kiknet.i18n import _
from kiknet.meeting import lines, queries, service
from kiknet.meeting.forms import KIND_NAMES, LineForm
from kiknet.meeting.views.blueprint import bp
from kiknet.organisations import policy
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.organisations.session import acting
from kiknet.web.requests import number_or_none

MOST_NAMED = 5


@bp.route("/buero/netzwerktreffen", methods=["GET", "POST"])
def desk() -> Response | tuple[str, int]:
    by = acting()
    require(policy.may_steer(by))
    names = queries.active_names()
    form = LineForm(data={"kind": request.args.get("art"), "organisation": request.args.get("fuer")})
    if form.kind.data not in lines.KINDS:
        form.kind.data = lines.IDEA
    if form.validate_on_submit():
        try:
            kind, whose = _write(by, form, names)
        except Rejected as refusal:
            form.show(Rejected(refusal.reason, refusal.field if refusal.field in form else "line"))
        else:
            flash(_("Written down for %(name)s.", name=whose), "success")
            return redirect(url_for("meeting.desk", art=kind, fuer=form.organisation.data or None), 303)
    return render_template(
        "meeting/desk.html", form=form, names=names, written=queries.written_today(), kind_names=KIND_NAMES
    ), form.status


@bp.post("/buero/netzwerktreffen/ruecknahme")
def take_back() -> Response:
    by = acting()
    require(policy.may_steer(by))
    kind = request.form.get("art", "")
    if kind not in queries.MODELS:
        raise NotFound
    try:
        title = service.take_back(by, kind, number_or_none(request.form.get("nummer")) or 0)
    except Rejected as refusal:
        flash(refusal.reason, "warning")
    else:
        flash(_("“%(title)s” is taken back.", title=title), "success")
    return redirect(url_for("meeting.desk"), 303)


def _write(by: Acting, form: LineForm, names: dict[int, str]) -> tuple[str, str]:
    """The kind and the organisation it was written for; what the line says goes before the fields beside it."""
    line = lines.read(form.line.data or "")
    line = replace(line, kind=line.kind or form.kind.data)
    organisation = _organisation(line.organisation, names, "line") if line.organisation else None
    organisation = organisation or _organisation(form.organisation.data or "", names, "organisation")
    service.write(by, line, organisation, form.idempotency_key)
    return line.kind, organisation.name


def _organisation(text: str, names: dict[int, str], field: str) -> Organisation:
    """The one that is meant. Raises `Rejected`, beside where it was named, if none is, or several are."""
    found = lines.meant(text, names)
    if not text:
        raise Rejected(_("For which organisation? Put it behind a stroke “|” or into the field below."), field)
    if not found:
        raise Rejected(_("No organisation of the network is called “%(text)s”.", text=text), field)
    if len(found) > 1:
        some = ", ".join(names[each] for each in found[:MOST_NAMED])
        raise Rejected(_("Which one do you mean: %(some)s?", some=some), field)
    return db.session.get_one(Organisation, found[0])
