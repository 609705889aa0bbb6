"""The fields of action: what is to be reached, what is on, whom to ask."""

from flask import render_template

from kiknet import clock
from kiknet.calendar import agenda
from kiknet.calendar.entries import Writer
from kiknet.calendar.filter import Filter
from kiknet.calendar.views.remembered import remembered
from kiknet.concept import queries as concept
from kiknet.cooperations.linking import UNDER_WAY, WISHED_FOR, in_field
from kiknet.errors import NotFound
from kiknet.home.views.blueprint import bp
from kiknet.organisations import directory
from kiknet.organisations.queries import active_in
from kiknet.organisations.session import acting_or_none
from kiknet.vocabulary import queries as vocabulary
from kiknet.vocabulary.words import kind_name
from kiknet.web.public import public

MOST_DATES = 6
MOST_ORGANISATIONS = 12
MOST_COOPERATIONS = 6


@bp.get("/handlungsfelder")
@public
@remembered
def fields() -> str:
    return render_template(
        "home/fields.html", fields=vocabulary.fields(), version=concept.current_version(), goals=concept.goal_counts()
    )


@bp.get("/handlungsfelder/<key>")
@public
@remembered
def field(key: str) -> str:
    word = next((word for word in vocabulary.fields() if word.key == key), None)
    if word is None:
        raise NotFound
    by, today, version = acting_or_none(), clock.today(), concept.current_version()
    rows, has_more = agenda.list_entries(by, Filter(fields=(key,)), 1, MOST_DATES)
    return render_template(
        "home/field.html",
        field=word,
        version=version,
        goals=concept.goals_of(version.id, key) if version else [],
        days=Writer(today, vocabulary.field_names()).list(rows, today),
        has_more=has_more,
        cooperations=in_field(by, key, UNDER_WAY, MOST_COOPERATIONS),
        ideas=in_field(by, key, WISHED_FOR, MOST_COOPERATIONS),
        organisations=active_in(key, MOST_ORGANISATIONS),
        all_organisations=directory.number_of(directory.Filter(fields=[key])),
        kind_name=kind_name,
    )
