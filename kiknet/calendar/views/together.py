"""Asking another organisation to do something together: a drafted message through its contact form."""

from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet import clock
from kiknet.access import require
from kiknet.calendar import queries
from kiknet.calendar.models import Event
from kiknet.calendar.views.blueprint import bp
from kiknet.calendar.when import written_when
from kiknet.errors import Rejected
from kiknet.i18n import _, written_day
from kiknet.organisations.acting import Acting
from kiknet.organisations.forms import MessageForm
from kiknet.organisations.session import acting_for_organisation
from kiknet.organisations.views.contact import deliver
from kiknet.web.typed import read_day

Answer = Response | tuple[str, int]


@bp.route("/veranstaltungen/<int:event_id>/gemeinsam", methods=["GET", "POST"])
def together(event_id: int) -> Answer:
    """A message to who owns an event. What the writer plans travels in the address (`titel`, `tag`), as does which date
    of a series it is about (`am`)."""
    by = acting_for_organisation()
    event = queries.event_by_id(by, event_id)
    require(event.publication == "published" and not by.acts_for(event.owner_id))
    form = MessageForm(display_name=by.user.display_name, email=by.user.email, message=_proposal(by, event))
    if form.validate_on_submit():
        try:
            deliver(event.owner, form)
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("Your message is on its way to %(name)s.", name=event.owner.name), "success")
            return redirect(url_for("calendar.event", event_id=event.id), 303)
    return render_template("calendar/together.html", form=form, event=event), form.status


def _proposal(by: Acting, event: Event) -> str:
    """A message to begin with."""
    parts = (
        _("Hello,"),
        f"{_plan()} {_theirs(event)}",
        _("Shall we do it together?")
        if event.has_open_date
        else _("Shall we do it together, or does one of us choose another day?"),
        f"{by.user.display_name}\n{by.organisation.name if by.organisation else ''}".strip(),
    )
    return "\n\n".join(parts)


def _plan() -> str:
    title, day = request.args.get("titel", "")[:160].strip(), read_day(request.args.get("tag", ""), clock.today())
    if title and day:
        return _("we plan “%(title)s” on %(day)s.", title=title, day=written_day(day, "short"))
    return _("we plan “%(title)s”.", title=title) if title else _("we plan something similar.")


def _theirs(event: Event) -> str:
    day = read_day(request.args.get("am", ""), clock.today())
    if event.has_open_date:
        return _("You plan “%(title)s”, without a date so far.", title=event.title)
    if event.is_series and day:
        return _("You have “%(title)s” in the calendar: %(when)s.", title=event.title, when=written_day(day, "short"))
    return _("You have “%(title)s” in the calendar: %(when)s.", title=event.title, when=written_when(event))
