"""One organisation, with its events."""

from datetime import date

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiknet import clock
from kiknet.board import queries as board_queries
from kiknet.calendar import agenda
from kiknet.calendar.entries import Writer
from kiknet.home.views.blueprint import bp
from kiknet.organisations import queries
from kiknet.organisations.session import acting_or_none
from kiknet.organisations.shown import words_of
from kiknet.vocabulary.queries import field_names
from kiknet.web.pagination import page_number
from kiknet.web.public import public

LISTINGS = 20
DATES = 8
"""At a time: below them stands what the organisation looks for and offers."""


@bp.get("/organisationen/<slug>")
@public
def organisation(slug: str) -> str | Response:
    found, is_former = queries.organisation_by_slug(slug)
    if is_former:
        return redirect(url_for("home.organisation", slug=found.slug), 301)
    by, is_past, page = acting_or_none(), request.args.get("zeit") == "vergangen", page_number()
    rows, has_more = agenda.organisation_agenda(by, found.id, is_past=is_past, page=page, per_page=DATES)
    today = clock.today()
    return render_template(
        "home/organisation.html",
        organisation=found,
        **words_of(by, found),
        days=Writer(today, field_names()).list(rows, date.min if is_past else today),
        is_past=is_past,
        page=page,
        has_more=has_more,
        listings=board_queries.latest(by, LISTINGS, found.id),
    )
