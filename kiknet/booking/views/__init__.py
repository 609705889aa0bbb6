"""Pages: importing this package registers them all."""

from kiknet.booking import talk
from kiknet.booking.views import ask, bookings, browse, feed, own
from kiknet.booking.views.blueprint import bp

__all__ = ["ask", "bookings", "bp", "browse", "feed", "own", "talk"]
