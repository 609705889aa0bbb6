"""Choosing the measures of the concept an event serves."""

from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet.access import require
from kiknet.calendar import measures as deeds
from kiknet.calendar import policy, queries
from kiknet.calendar.models import Event
from kiknet.calendar.views.blueprint import bp
from kiknet.concept.queries import measures_by_ids
from kiknet.errors import ChangedMeanwhile, Rejected
from kiknet.i18n import _
from kiknet.organisations.session import acting_for_organisation
from kiknet.vocabulary.queries import field_names
from kiknet.web.requests import number_or_none

MOST_LETTERS = 100


@bp.route("/mein/veranstaltungen/<int:event_id>/massnahmen", methods=["GET", "POST"])
def measures(event_id: int) -> Response | str | tuple[str, int]:
    by = acting_for_organisation()
    event = queries.event_by_id(by, event_id)
    require(policy.may(by, "change", event))
    if request.method == "GET":
        return _page(event)
    chosen = {number for value in request.form.getlist("measures") if (number := number_or_none(value))}
    try:
        deeds.choose(by, event, chosen)
    except Rejected as refusal:
        return _page(event, refusal.reason, chosen), 422
    except ChangedMeanwhile:
        return _page(event, _("Somebody else has just saved this event. Please send it once more."), chosen), 409
    flash(_("Thank you. The network office looks at it.") if chosen else _("Saved."), "success")
    return redirect(url_for("calendar.event", event_id=event.id), 303)


def _page(event: Event, refusal: str = "", chosen: set[int] | None = None) -> str:
    words = request.args.get("q", "").strip()[:MOST_LETTERS]
    links = {link.measure_id: link for link in deeds.links_of(event)}
    ticked = {number for number, link in links.items() if link.state != "rejected"} if chosen is None else chosen
    found = [number for number in deeds.suggested(event, words) if number not in links]
    offered = measures_by_ids([*links, *found, *(chosen or ())])
    return render_template(
        "calendar/measures.html",
        event=event,
        refusal=refusal,
        words=words,
        links=links,
        ticked=ticked,
        chosen=[measure for measure in offered if measure.id in links],
        suggested=[measure for measure in offered if measure.id not in links],
        field_names=field_names(),
    )
