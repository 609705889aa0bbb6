"""What is lent in the demo, and what of it is booked (`demo/rooms.toml`), made through the services."""

from datetime import datetime, time, timedelta
from typing import Any

from kiknet import clock
from kiknet.booking import repeat
from kiknet.booking.asked import Asked
from kiknet.booking.draft import ResourceDraft
from kiknet.booking.hours import read_closures, read_hours
from kiknet.booking.models import Resource
from kiknet.booking.service import decisions, requests, resources
from kiknet.organisations.acting import Acting
from kiknet.places.draft import PlaceDraft
from kiknet.seeds import files

PLAIN = (
    "kind", "title", "capacity", "quantity", "wheelchair", "notice_hours", "advance_days", "buffer_before",
    "buffer_after", "mode", "price_note", "house_rules", "key_note",
)  # fmt: skip

Cast = dict[str, Acting]


def lend(cast: Cast) -> None:
    """Offer everything, then ask for some of it; what is confirmed its owner confirms."""
    script = files.script("rooms")
    places = {row["key"]: row["name"] for row in files.script("places")["places"]}
    offered = {row["key"]: _offer(cast[row["by"]], row, places) for row in script["resources"]}
    for row in script["bookings"]:
        _book(cast, offered, row)


def _offer(by: Acting, row: dict[str, Any], places: dict[str, str]) -> Resource:
    draft = ResourceDraft(
        **{name: row[name] for name in PLAIN if name in row},
        description=row["text"],
        features=tuple(row.get("features", [])),
        has_accessible_toilet=row.get("accessible_toilet", False),
        hours=tuple(hours for day in range(7) for hours in read_hours(row.get("hours", ""), day)),
        closures=tuple(read_closures(row.get("closures", ""), clock.today())),
        place=PlaceDraft(name=places[row["place"]]) if "place" in row else None,
    )
    if "picture" not in row:
        return resources.offer(by, draft)
    with files.picture(row["picture"]) as upload:
        return resources.offer(by, draft, resources.Photo(upload, files.alt(row["picture"])))


def _book(cast: Cast, offered: dict[str, Resource], row: dict[str, Any]) -> None:
    what = [offered[key] for key in row["what"]]
    quantities = row.get("quantity", [1] * len(what))
    first = datetime.combine(clock.today() + timedelta(days=row["after"]), time.fromisoformat(row["at"].zfill(5)))
    until = first.date() + timedelta(weeks=row.get("times", 1) - 1)
    asked = Asked(
        purpose=row["purpose"],
        people=row["people"],
        note=row.get("note", ""),
        slots=tuple(repeat.slots(first, first + timedelta(hours=row["hours"]), "week", until)),
        items=tuple((resource.id, quantity) for resource, quantity in zip(what, quantities, strict=True)),
        is_all_or_nothing=False,
        accepts_rules=True,
    )
    booking = requests.request_booking(cast[row["by"]], asked)
    if row.get("confirmed"):
        owner = next(by for by in cast.values() if by.acts_for(what[0].owner_id))
        decisions.confirm(owner, booking)
