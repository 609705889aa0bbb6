"""Pages for those who are in: finding the cooperation, and asking people of several organisations for whom."""

from flask import abort, redirect, request, url_for

from kiknet.access import require
from kiknet.cooperations import policy, queries, work_queries
from kiknet.cooperations.models import Cooperation
from kiknet.errors import NotAllowed, NotFound
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting, memberships


def inside(cooperation_id: int) -> tuple[Acting, Cooperation]:
    """Who asks, and the cooperation they are in; whoever is in for another organisation of theirs is asked first.

    Raises `NotFound`, or `NotAllowed` for those who see it from outside only.
    """
    by = acting()
    try:
        found = queries.cooperation_by_id(by, cooperation_id)
        require(policy.may_see_inside(by, found), _("Only the organisations in it can read this."))
    except (NotFound, NotAllowed):
        mine = {membership.organisation_id for membership in memberships()}
        if request.method == "GET" and work_queries.is_one_in(cooperation_id, mine):
            abort(redirect(url_for("organisations.act_for", next=request.full_path.rstrip("?")), 303))
        raise
    return by, found
