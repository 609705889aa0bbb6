"""An event as schema.org data (https://schema.org/Event), for search engines and assistants (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from kiknet.i18n import _
from kiknet.web.plain import to_text

if TYPE_CHECKING:
    from kiknet.calendar.models import Event
    from kiknet.places.models import Place

SCHEMA = "https://schema.org"
STATUS = {"confirmed": "EventScheduled", "cancelled": "EventCancelled", "postponed": "EventPostponed"}
ATTENDANCE = {
    (True, False): "OfflineEventAttendanceMode",
    (False, True): "OnlineEventAttendanceMode",
    (True, True): "MixedEventAttendanceMode",
}


def data(event: Event, url: str, organisers: list[tuple[str, str]], picture: str = "") -> dict[str, Any]:
    """A dictionary for JSON-LD; `organisers` are (name, address). Empty while the date is open: there must be one."""
    dates = _dates(event)
    if not dates:
        return {}
    online = event.online_url if event.online_is_public else ""
    found: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "Event",
        "name": event.title,
        "description": event.summary or to_text(event.description_html)[:500],
        "url": url,
        **dates,
        "eventStatus": f"{SCHEMA}/{STATUS.get(event.scheduling, 'EventScheduled')}",
        "location": _locations(event, online),
        "organizer": [{"@type": "Organization", "name": name, "url": address} for name, address in organisers],
        "inLanguage": list(event.spoken),
        "image": [picture] if picture else [],
    }
    mode = ATTENDANCE.get((bool(event.place or event.place_note), bool(event.online_url)))
    if mode:
        found["eventAttendanceMode"] = f"{SCHEMA}/{mode}"
    if event.is_free:
        found["isAccessibleForFree"] = True
        found["offers"] = {"@type": "Offer", "price": 0, "priceCurrency": "EUR", "url": url}
    return {key: value for key, value in found.items() if value not in ("", [], {})}


def of_series(whole: dict[str, Any], dates: Iterable[tuple[Any, str]]) -> dict[str, Any]:
    """The data of an event that takes place several times; `dates` are (the event on that date, its address)."""
    same = {key: whole[key] for key in ("name", "organizer", "image") if key in whole}
    parts = [
        {
            "@type": "Event",
            **same,
            **_dates(shown),
            "url": address,
            "eventStatus": f"{SCHEMA}/{STATUS.get(shown.scheduling, 'EventScheduled')}",
            "location": _locations(shown, shown.online_url if shown.online_is_public else ""),
        }
        for shown, address in dates
    ]
    without = {key: value for key, value in whole.items() if key != "endDate"}
    return {**without, "@type": "EventSeries", "subEvent": parts}


def _dates(event: Event) -> dict[str, str]:
    """Days without a time for all-day events, both included; otherwise moments with their offset."""
    if event.starts_local is None or event.ends_local is None:
        return {}
    if event.is_all_day:
        last = event.ends_local.date() - timedelta(days=1)
        return {"startDate": event.starts_local.date().isoformat(), "endDate": last.isoformat()}
    zone = ZoneInfo(event.timezone)
    span = (event.starts_local.replace(tzinfo=zone), event.ends_local.replace(tzinfo=zone))
    return {"startDate": span[0].isoformat(), "endDate": span[1].isoformat()}


def _locations(event: Event, online: str) -> list[dict[str, Any]]:
    if event.is_place_open and not event.is_cancelled:
        return [{"@type": "Place", "name": _("Place still open")}]
    found = [_place(event.place)] if event.place else []
    if not event.place and event.place_note:
        found.append({"@type": "Place", "name": event.place_note})
    if online:
        found.append({"@type": "VirtualLocation", "url": online})
    return found


def _place(place: Place) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "streetAddress": place.street,
        "postalCode": place.postcode,
        "addressLocality": place.city,
    }
    known = {key: value for key, value in address.items() if value}
    found: dict[str, Any] = {"@type": "Place", "name": place.name}
    if len(known) > 1:
        found["address"] = known
    if place.latitude is not None and place.longitude is not None:
        found["geo"] = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    return found
