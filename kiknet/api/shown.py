"""Things as programs get them: plain values, their names as in schema.org and RFC 5545, every key always there.

Times are wall time with its offset, beside the name of the zone. What strangers may not see is not in here: contacts
and online links for the network, organisations that are not listed.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app, url_for

from kiknet.board.filter import WORDS as BOARD_WORDS
from kiknet.board.models import Listing
from kiknet.booking.models import Resource
from kiknet.calendar import accessibility
from kiknet.calendar.addressing import date_address
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.on_date import place_note_on, place_on, room_on
from kiknet.media import Picture
from kiknet.organisations import queries as organisations
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place
from kiknet.web.markdown import to_html
from kiknet.web.plain import to_text

STATUS = {"planned": "scheduled", "confirmed": "scheduled"}
ATTENDANCE = {(True, True): "mixed", (False, True): "online"}
Shown = dict[str, Any]


def event(found: Event) -> Shown:
    """Everything about an event that is in the public calendar."""
    return {
        **brief(found),
        "description": to_text(found.description_html),
        "description_html": found.description_html,
        "start": _local(found.starts_local, found.timezone),
        "end": _local(found.ends_local, found.timezone),
        "timezone": found.timezone,
        "all_day": found.is_all_day,
        "rrule": found.rule or None,
        "status": "tentative" if _is_open(found) else STATUS.get(found.scheduling, found.scheduling),
        "status_reason": found.status_reason,
        "location": place(found.place) if found.place and not _is_open(found) else None,
        "location_note": "" if _is_open(found) else found.place_note,
        "accessibility": _accessibility(found.place, found.room, found, is_open=_is_open(found)),
        "online_url": found.online_url if found.online_url and found.online_is_public else None,
        "cost_note": found.cost_note,
        "registration": found.registration,
        "registration_note": found.registration_note,
        "registration_url": found.registration_url or None,
        "accessibility_note": found.accessibility_note,
        "topics": found.topics,
        "ical": absolute("feeds.event", event_id=found.id),
        "created": _moment(found.created_at),
        "published": _moment(found.published_at) if found.published_at else None,
        "last_modified": _moment(found.changed_at),
        "sequence": found.sequence,
    }


def brief(found: Event) -> Shown:
    """What is the same for each of its dates."""
    return {
        "id": found.id,
        "uid": found.uid,
        "url": absolute("calendar.event", event_id=found.id),
        "name": found.title,
        "abstract": found.summary,
        "organizers": list(_organizers(found)),
        "fields": found.fields,
        "audiences": found.audiences,
        "languages": found.spoken,
        "interpreted": found.interpreted,
        "women_only": found.is_women_only,
        "childcare": found.has_childcare,
        "cost": found.cost,
        "attendance_mode": ATTENDANCE.get(
            (bool(found.place_id or found.place_note), bool(found.online_url)), "offline"
        ),
        "image": _picture(found.picture) if found.picture else None,
    }


def occurrence(found: Occurrence) -> Shown:
    """One date, as the calendar shows it: what is its own, else what is the event's."""
    of = found.event
    where = place_on(of, found)
    page = absolute("calendar.event", event_id=of.id)
    status = _status_on(found)
    return {
        "event": brief(of),
        "recurrence_id": _local(found.recurrence_id, of.timezone),
        "url": date_address(page, found.recurrence_id, of.starts_local or found.recurrence_id)
        if of.is_series
        else page,
        "start": _local(found.starts_local, of.timezone),
        "end": _local(found.ends_local, of.timezone),
        "timezone": of.timezone,
        "all_day": of.is_all_day,
        "status": status,
        "status_reason": found.reason if found.is_cancelled else of.status_reason,
        "note": found.note,
        "location": place(where) if where and status != "tentative" else None,
        "location_note": "" if status == "tentative" else place_note_on(of, found),
        "accessibility": _accessibility(where, room_on(of, found), of, is_open=status == "tentative"),
    }


def _is_open(found: Event) -> bool:
    """Whether it is not known yet where it takes place."""
    return found.is_place_open and found.scheduling == "confirmed"


def _status_on(found: Occurrence) -> str:
    """What is called off as a whole is called off on each date."""
    scheduling = found.event.scheduling
    if found.is_cancelled or scheduling == "cancelled":
        return "cancelled"
    if found.is_place_open and scheduling == "confirmed":
        return "tentative"
    return found.state if scheduling == "confirmed" else STATUS.get(scheduling, scheduling)


def _accessibility(where: Place | None, room: Resource | None, of: Event, *, is_open: bool) -> Shown:
    """Of the place, or of the room there, which may be another thing than its house."""
    known = accessibility.known(*((None, None) if is_open else (where, room)), of.accessibility_note)
    return {
        "wheelchair": known.wheelchair,
        "lift": known.has_lift,
        "accessible_toilet": known.has_accessible_toilet,
        "hearing_loop": known.has_hearing_loop,
        "notes": list(known.notes),
    }


def place(found: Place) -> Shown:
    return {
        "id": found.id,
        "name": found.name,
        "street_address": found.street,
        "postal_code": found.postcode,
        "locality": found.city,
        "district": str(found.district_number) if found.district_number is not None else None,
        "latitude": found.latitude,
        "longitude": found.longitude,
        "wheelchair": found.wheelchair,
        "lift": found.has_lift,
        "accessible_toilet": found.has_accessible_toilet,
        "hearing_loop": found.has_hearing_loop,
        "accessibility_note": found.accessibility_note,
    }


def organisation(found: Organisation) -> Shown:
    html = to_html(found.description)
    return {
        "slug": found.slug,
        "url": absolute("home.organisation", slug=found.slug),
        "name": found.name,
        "kind": found.kind,
        "claimed": found.is_active,
        "description": to_text(html),
        "description_html": html,
        "fields": found.fields,
        "audiences": found.audiences,
        "languages": found.languages,
        "districts": found.districts,
        "parent": found.parent.slug if found.parent and found.parent.is_listed else None,
        "contacts": [
            {"kind": c.kind, "value": c.value, "label": c.label} for c in organisations.contacts_for(None, found)
        ],
        "logo": _picture(found.logo) if found.logo else None,
        "calendar": absolute("feeds.organisation", slug=found.slug),
        "last_modified": _moment(found.changed_at),
    }


def listing(found: Listing) -> Shown:
    """What strangers see of what is looked for or offered."""
    return {
        "id": found.id,
        "url": absolute("board.listing", listing_id=found.id),
        "direction": BOARD_WORDS[found.direction],
        "category": found.kind,
        "name": found.title,
        "description": found.text,
        "in_language": found.lang,
        "organisation": {
            "slug": found.organisation.slug,
            "name": found.organisation.name,
            "url": absolute("home.organisation", slug=found.organisation.slug),
        },
        "quantity": found.quantity,
        "capacity": found.capacity,
        "features": found.features,
        "languages": [{"language": s["lang"], "role": s["role"], "level": s["level"]} for s in found.languages],
        "availability": _availability(found.availability),
        "district": str(found.district_number) if found.district_number else None,
        "audiences": found.audiences,
        "fields": found.fields,
        "topics": found.topics,
        "image": _picture(found.picture) if found.picture else None,
        "published": _moment(found.listed_at or found.created_at),
        "valid_until": found.valid_until.isoformat(),
        "last_modified": _moment(found.changed_at),
    }


def _availability(stored: Shown) -> Shown:
    return {"type": stored.get("type"), "slots": stored.get("slots", []), "dates": stored.get("dates", [])}


def absolute(endpoint: str, **values: Any) -> str:
    return f"{current_app.extensions['kiknet'].base_url}{url_for(endpoint, **values)}"


def _organizers(found: Event) -> Iterator[Shown]:
    partners = [(partner.role, partner.organisation) for partner in found.organisers if partner.state == "accepted"]
    for role, one in [("owner", found.owner), *partners]:
        if one.is_listed:
            url = absolute("home.organisation", slug=one.slug)
            yield {"slug": one.slug, "name": one.name, "url": url, "role": role}


def _picture(found: Picture) -> Shown:
    base_url = current_app.extensions["kiknet"].base_url
    size = {"width": found.width, "height": found.height}
    return {"url": base_url + found.path, **size, "description": found.alt, "credit": found.credit}


def _local(wall_time: datetime | None, zone: str) -> str | None:
    return wall_time.replace(tzinfo=ZoneInfo(zone), fold=0).isoformat(timespec="seconds") if wall_time else None


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
