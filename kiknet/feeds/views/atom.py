"""The .atom addresses."""

from flask import Response, request

from kiknet.board.filter import Filter as BoardFilter
from kiknet.calendar.filter import Filter
from kiknet.feeds.board import board_news
from kiknet.feeds.news import news
from kiknet.feeds.views import answer
from kiknet.feeds.views.blueprint import bp
from kiknet.web.public import public

MIMETYPE = "application/atom+xml; charset=utf-8"


@bp.get("/feeds/kalender.atom")
@public
def atom() -> Response:
    chosen = Filter.parse(request.args.items(multi=True)).without_days()
    return answer.feed(("atom", chosen), lambda today, _revision: news(chosen, today), MIMETYPE, "kalender.atom")


@bp.get("/feeds/suchen-bieten.atom")
@public
def listings() -> Response:
    chosen = BoardFilter.parse(request.args.items(multi=True))
    return answer.feed(
        ("listings", chosen), lambda today, _revision: board_news(chosen, today), MIMETYPE, "suchen-bieten.atom"
    )
