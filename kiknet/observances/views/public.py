"""The page that tells when the days are and what they mean."""

from datetime import timedelta
from itertools import groupby

from flask import render_template

from kiknet import clock
from kiknet.i18n import language
from kiknet.observances import queries
from kiknet.observances.bavaria import known_until
from kiknet.observances.known import GROUPS
from kiknet.observances.views.blueprint import bp
from kiknet.web.public import public

AHEAD = timedelta(days=365)


@bp.get("/kalender/feiertage")
@public
def index() -> str:
    today = clock.today()
    coming = queries.days_between(today, today + AHEAD)
    own = queries.own_since(today)
    months = groupby(coming, lambda day: max(day.first, today).replace(day=1))
    return render_template(
        "observances/index.html",
        months=[(month, list(days)) for month, days in months],
        groups=GROUPS,
        own=[(row.key, row.name_in(language()), row.about_in(language())) for row in own],
        dates={day.key: day for day in reversed(coming)},
        known_until=known_until(),
    )
