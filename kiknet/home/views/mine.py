"""What is asked of me, what is coming up, what my organisation has."""

from flask import render_template

from kiknet import clock
from kiknet.board import queries as board_queries
from kiknet.calendar import agenda
from kiknet.calendar import queries as calendar_queries
from kiknet.calendar.entries import Writer
from kiknet.cooperations import lists as cooperations
from kiknet.cooperations import work_queries
from kiknet.home import tasks
from kiknet.home.views.blueprint import bp
from kiknet.i18n import _l
from kiknet.organisations.session import memberships, myself
from kiknet.organisations.words import ROLE_NAMES
from kiknet.vocabulary.queries import field_names

MOST_COMING = 5
MOST_TASKS = 5
APPLICATION_WORDS = {
    "open": _l("Waiting"),
    "changes_requested": _l("Please revise"),
    "declined": _l("Declined"),
}


@bp.get("/mein/")
def mine() -> str:
    by, today = myself(), clock.today()
    ids = [m.organisation_id for m in memberships()]
    may_answer = [m.organisation_id for m in memberships() if m.role != "viewer"]
    return render_template(
        "home/mine.html",
        applications=tasks.applications_shown_to(by.user),
        application_words=APPLICATION_WORDS,
        invitations=calendar_queries.invitations_to(may_answer),
        waiting=board_queries.open_interests(may_answer),
        waiting_cooperations=cooperations.waiting_for(may_answer),
        tasks=work_queries.my_tasks(by.user, may_answer),
        waiting_polls=work_queries.polls_waiting_for(may_answer),
        most=MOST_TASKS,
        days=Writer(today, field_names()).list(agenda.coming_up(by, ids, MOST_COMING), today),
        organisations=[(m.organisation, m.role) for m in memberships()],
        role_names=ROLE_NAMES,
    )
