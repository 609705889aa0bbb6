"""The .atom address."""

from flask import Response, request

from kiknet.calendar.filter import Filter
from kiknet.feeds.news import News
from kiknet.feeds.views import answer
from kiknet.feeds.views.blueprint import bp
from kiknet.web.public import public


@bp.get("/feeds/kalender.atom")
@public
def atom() -> Response:
    chosen = Filter.parse(request.args.items(multi=True)).without_days()
    mimetype = "application/atom+xml; charset=utf-8"
    return answer.feed(("atom", chosen), lambda today, _revision: News(chosen, today), mimetype, "kalender.atom")
