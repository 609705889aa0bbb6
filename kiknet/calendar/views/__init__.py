"""Pages: importing this package registers them all."""

from kiknet.calendar import talk
from kiknet.calendar.views import (
    browse,
    change,
    date_deeds,
    dates,
    measures,
    office,
    organisers,
    planning,
    post,
    rooms,
    status,
    together,
)
from kiknet.calendar.views.blueprint import bp

__all__ = [
    "bp",
    "browse",
    "change",
    "date_deeds",
    "dates",
    "measures",
    "office",
    "organisers",
    "planning",
    "post",
    "rooms",
    "status",
    "talk",
    "together",
]
