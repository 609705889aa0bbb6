"""What somebody is about to plan, and when, as far as the form tells."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from werkzeug.datastructures import MultiDict

from kiknet import clock
from kiknet.booking.models import Resource
from kiknet.booking.queries import resource_by_id
from kiknet.calendar.clash import Plan, Slot, telling
from kiknet.calendar.draft import span
from kiknet.calendar.month import last_day
from kiknet.errors import Gone, NotAllowed, NotFound, Rejected
from kiknet.fold import fold
from kiknet.organisations.acting import Acting
from kiknet.places.models import Place
from kiknet.places.queries import places_named
from kiknet.web.requests import number_or_none
from kiknet.web.typed import read_day, read_time


def typed(by: Acting, given: MultiDict[str, str], event_id: int | None = None) -> Plan:
    """What a form holds so far, finished or not: a `Slot` once it has a day. Looks up the room, or the place."""
    room = _room(by, given)
    places = ([room.place] if room.place else []) if room else _named(by, given.get("place_name", "")[:160])
    districts = [number_or_none(given.get("place_district_number")), *(p.district_number for p in places)]
    women = ["women"] if given.get("is_women_only") else []
    plan = Plan(
        event_id=event_id,
        place_ids=frozenset(p.id for p in places),
        room_id=room.id if room else None,
        district=next((number for number in districts if number is not None), None),
        languages=telling("languages", _codes(given, "spoken") + _codes(given, "interpreted")),
        audiences=telling("audiences", _codes(given, "audiences") + women),
        topics=frozenset([*_codes(given, "fields"), *_topics(given.get("topics", ""))]),
    )
    times = _times(given)
    return _on_its_day(plan, *times) if times else plan


def _room(by: Acting, given: MultiDict[str, str]) -> Resource | None:
    room_id = number_or_none(given.get("room"))
    try:
        return resource_by_id(by, room_id) if room_id else None
    except (NotFound, NotAllowed, Gone):
        return None


def _named(by: Acting, name: str) -> Sequence[Place]:
    return places_named(by, name) if name.strip() else []


def _on_its_day(plan: Plan, starts: datetime, ends: datetime, has_hours: bool) -> Slot:
    return Slot(
        **vars(plan),
        starts_at=clock.from_local(starts),
        ends_at=clock.from_local(ends),
        first_day=starts.date(),
        last_day=last_day(ends),
        has_hours=has_hours,
    )


def _times(given: MultiDict[str, str]) -> tuple[datetime, datetime, bool] | None:
    """Start and end in wall time, and whether the hours are known; what cannot be read is passed over."""
    today = clock.today()
    first = read_day(given.get("first_day", ""), today)
    if first is None or given.get("is_date_open"):
        return None
    last, starts = read_day(given.get("last_day", ""), today), read_time(given.get("starts", ""))
    is_all_day = bool(given.get("is_all_day"))
    try:
        return *span(first, starts, read_time(given.get("ends", "")), last, is_all_day=is_all_day or not starts), (
            is_all_day or starts is not None
        )
    except Rejected:
        whole_day = datetime.combine(first, time.min)
        return whole_day, whole_day + timedelta(days=1), False


def _codes(given: MultiDict[str, str], name: str) -> list[str]:
    return given.getlist(name)[:50]


def _topics(text: str) -> list[str]:
    return [fold(topic) for topic in text[:500].split(",") if topic.strip()]
