"""Choosing the measures of the concept an event serves."""

from functools import partial

from flask import url_for
from werkzeug.wrappers import Response

from kiknet.access import require
from kiknet.calendar import measures as deeds
from kiknet.calendar import policy, queries
from kiknet.calendar.views.blueprint import bp
from kiknet.concept import choosing
from kiknet.organisations.session import acting_for_organisation


@bp.route("/mein/veranstaltungen/<int:event_id>/massnahmen", methods=["GET", "POST"])
def measures(event_id: int) -> Response | str | tuple[str, int]:
    by = acting_for_organisation()
    event = queries.event_by_id(by, event_id)
    require(policy.may(by, "change", event))
    return choosing.page(
        event.title,
        url_for("calendar.event", event_id=event.id),
        deeds.links_of(event),
        partial(deeds.suggested, event),
        partial(deeds.choose, by, event),
        usual=deeds.usual(event),
    )
