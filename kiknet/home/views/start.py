"""The start page: what is on this week."""

from datetime import timedelta

from flask import render_template, url_for

from kiknet import clock
from kiknet.board import queries as board_queries
from kiknet.calendar import agenda
from kiknet.calendar.entries import Writer
from kiknet.calendar.filter import Filter
from kiknet.cooperations import wall
from kiknet.home.views.blueprint import bp
from kiknet.organisations.session import acting_or_none
from kiknet.vocabulary.queries import field_names
from kiknet.web.public import public

SHOWN = 12
AHEAD = timedelta(days=6)
OWN = 3
LISTINGS = 4
IDEAS = 3


@bp.get("/")
@public
def start() -> str:
    by, today = acting_or_none(), clock.today()
    rows, has_more = agenda.list_entries(by, Filter(last=today + AHEAD), 1, SHOWN)
    writer = Writer(today, field_names())
    own = agenda.organisation_agenda(by, by.organisation.id, per_page=OWN)[0] if by and by.organisation else []
    return render_template(
        "home/start.html",
        days=writer.list(rows[:SHOWN], today),
        has_more=has_more or len(rows) > SHOWN,
        own=writer.list(own, today),
        feed=url_for("feeds.calendar"),
        listings=board_queries.latest(by, LISTINGS),
        ideas=wall.latest(by, IDEAS),
    )
