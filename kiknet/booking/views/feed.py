"""The caretaker's calendar: a secret address for one resource."""

from flask import Response

from kiknet.booking import ics, queries
from kiknet.booking.views.blueprint import bp
from kiknet.web.public import public


@bp.get("/feeds/raeume/<secret>.ics")
@public
def feed(secret: str) -> Response:
    resource = queries.resource_by_feed(secret)
    body = ics.calendar(resource, queries.feed_slots(resource))
    headers = {"Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}
    return Response(body, content_type="text/calendar; charset=utf-8", headers=headers)
