"""What every answer looks like (JSON Schema 2020-12). Closed: a key that is not named here is not sent."""

from typing import Any

from kiknet.board.availability import WEEKDAYS
from kiknet.board.filter import DIRECTIONS
from kiknet.board.kinds import ROLES
from kiknet.calendar.models import COSTS, REGISTRATIONS
from kiknet.i18n import _l
from kiknet.organisations.models import CONTACT_KINDS
from kiknet.places.models import YES_NO

Schema = dict[str, Any]


def said(description: Any, schema: Schema) -> Schema:
    return schema | {"description": description}


def maybe(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]} if "$ref" in schema else schema | {"type": [schema["type"], "null"]}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def many(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def choice(*values: str) -> Schema:
    return {"type": "string", "enum": list(values)}


def thing(properties: dict[str, Schema]) -> Schema:
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


def listed(name: str) -> Schema:
    """A page of a list."""
    return thing(
        {"items": many(ref(name)), "next": said(_l("The address of the next page; null on the last one."), maybe(URI))}
    )


TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
DECIMAL: Schema = {"type": "number"}
FLAG: Schema = {"type": "boolean"}
URI: Schema = {"type": "string", "format": "uri"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
NAMES: Schema = {"type": "object", "additionalProperties": TEXT, "required": ["de"]}

STATUS = said(
    _l(
        "`moved`: not at the time it was first announced for. `postponed`: a new date is not known yet. "
        "`tentative`: its place is not certain yet."
    ),
    choice("scheduled", "moved", "tentative", "cancelled", "postponed"),
)
KEYS = said(_l("Keys of the list with this name."), many(TEXT))
HTML = said(_l("Sanitised: safe to show."), TEXT)
START = said(_l("Wall time with its offset; for all-day events the midnight their first day begins with."), MOMENT)
END = said(_l("The moment it is over; for all-day events the midnight after their last day."), MOMENT)
ZONE = said(_l("Name of the time zone (IANA)."), TEXT)

ACCESS: dict[str, Schema] = {
    "wheelchair": choice(*YES_NO),
    "lift": said(_l("Null: not known."), maybe(FLAG)),
    "accessible_toilet": maybe(FLAG),
    "hearing_loop": maybe(FLAG),
}
BRIEF: dict[str, Schema] = {
    "id": NUMBER,
    "uid": said(_l("The same as UID in the calendar feeds (RFC 5545)."), TEXT),
    "url": URI,
    "name": TEXT,
    "abstract": said(_l("One or two sentences; may be empty."), TEXT),
    "organizers": many(ref("Organizer")),
    "fields": KEYS,
    "audiences": KEYS,
    "languages": said(_l("Languages spoken there."), many(TEXT)),
    "interpreted": said(_l("Languages interpreted into."), many(TEXT)),
    "women_only": FLAG,
    "childcare": FLAG,
    "cost": choice(*COSTS),
    "attendance_mode": choice("offline", "online", "mixed"),
    "image": maybe(ref("Image")),
}
TIMES: dict[str, Schema] = {"start": START, "end": END, "timezone": ZONE, "all_day": FLAG, "status": STATUS}
WHERE: dict[str, Schema] = {
    "location": maybe(ref("Place")),
    "location_note": said(_l("Beside the place or instead of it: “second floor”."), TEXT),
    "accessibility": ref("Accessibility"),
}

SCHEMAS: dict[str, Schema] = {
    "Event": thing(
        {
            **BRIEF,
            "description": said(_l("The text without its markup."), TEXT),
            "description_html": HTML,
            **TIMES,
            "rrule": said(
                _l("How a series repeats (RFC 5545), null for a single event. What is really on: /occurrences."),
                maybe(TEXT),
            ),
            "status_reason": TEXT,
            **WHERE,
            "online_url": maybe(URI),
            "cost_note": TEXT,
            "registration": choice(*REGISTRATIONS),
            "registration_note": TEXT,
            "registration_url": maybe(URI),
            "accessibility_note": TEXT,
            "topics": many(TEXT),
            "ical": said(_l("The event as a file for calendar programs."), URI),
            "created": MOMENT,
            "published": maybe(MOMENT),
            "last_modified": MOMENT,
            "sequence": said(_l("Grows when time, place or status change (RFC 5545)."), NUMBER),
        }
    ),
    "EventBrief": thing(BRIEF),
    "Occurrence": thing(
        {
            "event": ref("EventBrief"),
            "recurrence_id": said(
                _l("The time this date was first announced for. With the event's `id` it names the date for ever."),
                MOMENT,
            ),
            "url": said(_l("The page of this date."), URI),
            **TIMES,
            "status_reason": TEXT,
            "note": said(_l("What is different on this date."), TEXT),
            **WHERE,
        }
    ),
    "Accessibility": said(
        _l("What is known of getting in: of the room where it is in one, else of the place."),
        thing({**ACCESS, "notes": many(TEXT)}),
    ),
    "Organizer": thing({"slug": TEXT, "name": TEXT, "url": URI, "role": choice("owner", "co", "supporter")}),
    "Organisation": thing(
        {
            "slug": TEXT,
            "url": URI,
            "name": TEXT,
            "kind": said(_l("A key of /kinds."), TEXT),
            "claimed": said(_l("Whether somebody from there takes part in the network."), FLAG),
            "description": TEXT,
            "description_html": HTML,
            "fields": KEYS,
            "audiences": KEYS,
            "languages": KEYS,
            "districts": KEYS,
            "parent": said(_l("The `slug` of the organisation it belongs to."), maybe(TEXT)),
            "contacts": many(ref("Contact")),
            "logo": maybe(ref("Image")),
            "calendar": said(_l("Its events as a feed for calendar programs."), URI),
            "last_modified": MOMENT,
        }
    ),
    "Contact": thing({"kind": choice(*CONTACT_KINDS), "value": TEXT, "label": TEXT}),
    "Place": thing(
        {
            "id": NUMBER,
            "name": TEXT,
            "street_address": TEXT,
            "postal_code": TEXT,
            "locality": TEXT,
            "district": said(_l("A key of /districts."), maybe(TEXT)),
            "latitude": maybe(DECIMAL),
            "longitude": maybe(DECIMAL),
            **ACCESS,
            "accessibility_note": TEXT,
        }
    ),
    "Listing": thing(
        {
            "id": NUMBER,
            "url": URI,
            "direction": choice(*DIRECTIONS),
            "category": said(_l("A key of /categories."), TEXT),
            "name": TEXT,
            "description": said(_l("Plain text; lines end where their author ended them."), TEXT),
            "in_language": said(_l("The language it is written in."), TEXT),
            "organisation": thing({"slug": TEXT, "name": TEXT, "url": URI}),
            "quantity": maybe(NUMBER),
            "capacity": said(_l("For how many people."), maybe(NUMBER)),
            "features": many(TEXT),
            "languages": many(
                thing({"language": TEXT, "role": choice(*ROLES), "level": said(_l("Null: not known."), maybe(TEXT))})
            ),
            "availability": ref("Availability"),
            "district": said(_l("A key of /districts."), maybe(TEXT)),
            "audiences": KEYS,
            "fields": KEYS,
            "topics": many(TEXT),
            "image": maybe(ref("Image")),
            "published": MOMENT,
            "valid_until": said(_l("The last day it is on the board."), DAY),
            "last_modified": MOMENT,
        }
    ),
    "Availability": thing(
        {
            "type": said(_l("`weekly`, `dates` or `flexible`; null: not known."), maybe(TEXT)),
            "slots": many(thing({"weekday": choice(*WEEKDAYS), "from": maybe(TEXT), "to": maybe(TEXT)})),
            "dates": many(thing({"date": DAY, "from": maybe(TEXT), "to": maybe(TEXT)})),
        }
    ),
    "Image": thing({"url": URI, "width": NUMBER, "height": NUMBER, "description": TEXT, "credit": TEXT}),
    "Word": thing({"key": TEXT, "names": NAMES}),
    "Field": thing({"key": TEXT, "names": NAMES, "description": TEXT}),
    "District": thing({"key": TEXT, "name": TEXT, "group": maybe(ref("Group"))}),
    "Group": thing({"key": TEXT, "name": TEXT}),
    "Problem": {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": TEXT,
            "status": NUMBER,
            "detail": TEXT,
            "errors": many(thing({"parameter": TEXT, "reason": TEXT})),
        },
    },
    **{
        f"{name}List": listed(name)
        for name in ("Event", "Occurrence", "Organisation", "Place", "Listing", "Word", "Field", "District")
    },
}
