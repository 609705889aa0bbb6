"""Choosing the measures of the concept a cooperation serves."""

from functools import partial

from flask import url_for
from werkzeug.wrappers import Response

from kiknet.access import require
from kiknet.concept import choosing
from kiknet.cooperations import measures as deeds
from kiknet.cooperations import policy, queries
from kiknet.cooperations.views.blueprint import bp
from kiknet.organisations.session import acting_for_organisation


@bp.route("/kooperationen/<int:cooperation_id>/massnahmen", methods=["GET", "POST"])
def measures(cooperation_id: int) -> Response | str | tuple[str, int]:
    by = acting_for_organisation()
    cooperation = queries.cooperation_by_id(by, cooperation_id)
    require(policy.may(by, "link", cooperation))
    return choosing.page(
        cooperation.title,
        url_for("cooperations.cooperation", cooperation_id=cooperation.id),
        deeds.links_of(cooperation),
        partial(deeds.suggested, cooperation),
        partial(deeds.choose, by, cooperation),
    )
