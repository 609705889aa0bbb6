"""What is asked of me, what is coming up, what my organisation has."""

from flask import render_template

from kiknet.calendar import queries as calendar_queries
from kiknet.home import tasks
from kiknet.home.views.blueprint import bp
from kiknet.i18n import _l
from kiknet.organisations.forms import ROLE_NAMES
from kiknet.organisations.session import acting, memberships

APPLICATION_WORDS = {
    "open": _l("Waiting"),
    "changes_requested": _l("Please revise"),
    "declined": _l("Declined"),
}


@bp.get("/mein/")
def mine() -> str:
    return render_template(
        "home/mine.html",
        applications=tasks.applications_shown_to(acting().user),
        application_words=APPLICATION_WORDS,
        invitations=calendar_queries.invitations_to([m.organisation_id for m in memberships() if m.role != "viewer"]),
        organisations=[(m.organisation, m.role) for m in memberships()],
        role_names=ROLE_NAMES,
    )
