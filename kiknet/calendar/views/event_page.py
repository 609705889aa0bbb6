"""What the page of one event shows, beside the event itself."""

from typing import Any
from urllib.parse import urlencode

from flask import current_app, url_for

from kiknet import clock
from kiknet.calendar import accessibility, date_queries, policy, room_pages, structured, when
from kiknet.calendar.addressing import date_address, which
from kiknet.calendar.dates import usual_span
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.on_date import EventOnDate
from kiknet.calendar.series_words import written, written_series
from kiknet.calendar.share import Shared
from kiknet.cooperations import linking
from kiknet.i18n import _, written_day, written_time
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place
from kiknet.vocabulary import queries as vocabulary
from kiknet.vocabulary.words import audience_name, language_name

MAP = "https://www.openstreetmap.org"


MOST_NEXT = 5


def context(by: Acting | None, event: Event, row: Occurrence | None = None) -> dict[str, Any]:
    """The whole event, or what it is on the date `row`."""
    if row is not None:
        found = _shown(by, EventOnDate(event, row), address_of(event, row)) | _beside_date(by, event, row)
        return found | {"rooms": room_pages.rooms_of(by, event, row)}
    found = _shown(by, event, url_for("calendar.event", event_id=event.id))
    found["rooms"] = room_pages.rooms_of(by, event)
    return found | (_dates(event, found["structured"]) if event.is_series else {})


def address_of(event: Event, row: Occurrence) -> str:
    """The page of one date of a series."""
    page = url_for("calendar.event", event_id=event.id)
    return date_address(page, row.recurrence_id, event.starts_local or row.recurrence_id)


def _dates(event: Event, data: dict[str, Any]) -> dict[str, Any]:
    """What the page of a series says about its dates; `data` is what it says to machines about the whole."""
    coming = date_queries.next_dates(event, MOST_NEXT)
    base_url: str = current_app.extensions["kiknet"].base_url
    several = [(EventOnDate(event, row), base_url + address_of(event, row)) for row in coming]
    return {
        "sentence": written_series(event),
        "dates": [listed(event, row) for row in coming],
        "structured": structured.of_series(data, several) if data else {},
    }


def listed(event: Event, row: Occurrence) -> dict[str, Any]:
    """A date in a list of dates."""
    shown = EventOnDate(event, row)
    return {
        "href": address_of(event, row),
        "starts": row.starts_local,
        "when": when.written_when(shown),
        "is_cancelled": shown.is_cancelled,
        "is_moved": shown.is_moved,
        "instead": _instead(event, row) if shown.is_moved else "",
        "is_added": _is_added(event, row),
        "place": row.place.name if row.place else "",
        "is_place_open": row.is_place_open and not shown.is_cancelled,
        "note": row.note,
        "reason": row.reason,
    }


def _instead(event: Event, row: Occurrence) -> str:
    """When the date would be as a rule; nothing where it begins as always."""
    usual = usual_span(event, row.recurrence_id).starts_local
    if usual.date() != row.starts_local.date():
        return _("instead of %(day)s", day=written_day(usual, "short", row.starts_local))
    return _("instead of at %(time)s", time=written_time(usual)) if usual != row.starts_local else ""


def _is_added(event: Event, row: Occurrence) -> bool:
    """Whether it takes place besides what the rule says."""
    return bool(event.rule) and row.recurrence_id in event.added


def _beside_date(by: Acting | None, event: Event, row: Occurrence) -> dict[str, Any]:
    """What the page of one date has beside the event itself: its neighbours, and what can be done with it."""
    before, after = date_queries.neighbours_of(row)
    return {
        "at": which(event, row),
        "may_change": policy.may(by, "change_dates", event),
        "row": row,
        "series": event,
        "is_added": _is_added(event, row),
        "sentence": written_series(event, is_whole=False),
        "moved_from": row.recurrence_id if EventOnDate(event, row).is_moved else None,
        "previous": (address_of(event, before), before.starts_local.date()) if before else None,
        "next": (address_of(event, after), after.starts_local.date()) if after else None,
    }


def _alone(event: Any) -> str:
    """When it is on, without what single dates change about it: for those who have only a line."""
    is_series = isinstance(event, Event) and event.is_series
    return written_series(event, is_whole=False) if is_series else written(event)


def _shown(by: Acting | None, event: Any, path: str) -> dict[str, Any]:
    base_url: str = current_app.extensions["kiknet"].base_url
    url = base_url + path
    organisers = [event.owner, *_partners(event, "co")]
    names = vocabulary.field_names() if event.fields else {}
    place, room = (None, None) if event.is_place_open else (event.place, event.room)
    return {
        "event": event,
        "url": url,
        "when": written(event, "full"),
        "where": where(event),
        "room": room if room_pages.can_be_looked_at(by, room) else None,
        "address_of_map": map_address(event.place) if event.place else "",
        "is_place_open": event.is_place_open and not event.is_cancelled,
        "accessibility": accessibility.known(place, room, event.accessibility_note),
        "online_url": event.online_url if event.online_is_public or by else "",
        "organisers": organisers,
        "supporters": _partners(event, "supporter"),
        "cooperation": linking.shown(by, event.cooperation_id),
        "fields": [(key, names[key]) for key in event.fields if key in names],
        "audiences": [audience_name(code) for code in event.audiences],
        "spoken": [language_name(code) for code in event.spoken],
        "interpreted": [language_name(code) for code in event.interpreted],
        "shared": shared(event, url),
        "summary": event.summary or " · ".join(filter(None, [_alone(event), where(event)])),
        "may_act": by is not None and (by.is_office or policy.organises(by, event) or by.may_write),
        "structured": _structured(event, url, organisers, base_url) if event.is_public else {},
        "picture": base_url + event.picture.path if event.picture else "",
    }


def where(event: Event) -> str:
    """The place in one line."""
    if event.is_place_open and not event.is_cancelled:
        return _("Place still open")
    place = event.place.location if event.place else event.place_note
    online = _("online") if event.online_url else ""
    return " · ".join(part for part in (place, online) if part)


def shared(event: Event, url: str) -> Shared:
    place = where(event)
    title = _("CANCELLED: %(title)s", title=event.title) if event.is_cancelled else event.title
    is_series = isinstance(event, Event) and event.is_series
    if is_series or event.starts_local is None or event.ends_local is None:
        return Shared(title, written(event), place, url)
    return Shared(
        title,
        written(event),
        place,
        url,
        clock.from_local(event.starts_local, event.timezone),
        clock.from_local(event.ends_local, event.timezone),
        (event.starts_local.date(), event.ends_local.date()) if event.is_all_day else None,
    )


def map_address(place: Place) -> str:
    """The place on a map: its coordinates if they are known, otherwise a search for its address."""
    if place.latitude is not None and place.longitude is not None:
        return f"{MAP}/?mlat={place.latitude}&mlon={place.longitude}#map=18/{place.latitude}/{place.longitude}"
    return f"{MAP}/search?{urlencode({'query': place.address})}" if place.street else ""


def _partners(event: Event, role: str) -> list[Organisation]:
    return [o.organisation for o in event.organisers if o.state == "accepted" and o.role == role]


def _structured(event: Event, url: str, organisers: list[Organisation], base_url: str) -> dict[str, Any]:
    named = [(o.name, base_url + url_for("home.organisation", slug=o.slug)) for o in organisers]
    return structured.data(event, url, named, base_url + event.picture.path if event.picture else "")
