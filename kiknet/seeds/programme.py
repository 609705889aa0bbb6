"""What is on in the demo: events of `demo/events.toml`, on sensible days around today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from kiknet import clock
from kiknet.calendar import organisers, service
from kiknet.calendar.draft import EventDraft, span
from kiknet.calendar.models import Event
from kiknet.organisations.acting import Acting
from kiknet.places.draft import PlaceDraft
from kiknet.seeds import files, reference, repeating

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKS_BACK = 3
CREDIT = "kiknet"

Cast = dict[str, Acting]


@dataclass(frozen=True)
class Question:
    """An organisation that is still to be asked whether it joins in."""

    event: Event
    slug: str


def post(cast: Cast) -> list[Question]:
    """Post everything through the calendar's services; returns which partners are still to be asked."""
    seeds = {row["id"]: row for row in reference.rows("events")}
    places = {row["key"]: row["name"] for row in files.script("places")["places"]}
    questions: list[Question] = []
    for row in files.script("events")["events"]:
        events = _post_all(cast[row["by"]], {**_from_seed(seeds.get(row.get("seed"))), **row}, places)
        for event in events:
            _join_in(cast, event, row.get("partners", []))
        coming = [event for event in events if event.has_open_date or _is_ahead(event)]
        questions += [Question(coming[0], slug) for slug in row.get("asked", [])]
    return questions


def ask(cast: Cast, questions: list[Question]) -> None:
    """Ask the partners whose answer is still open."""
    for question in questions:
        owner = next(by for by in cast.values() if by.acts_for(question.event.owner_id))
        partner = cast[question.slug].organisation
        assert partner is not None  # noqa: S101 - the cast acts for organisations
        organisers.ask(owner, question.event, partner)


def days_of(row: dict[str, Any], today: date) -> list[tuple[int, date]]:
    """The days of an entry, numbered from 0 for the first to come; regular ones began some weeks ago.

    Holidays are left out; what happens only once moves on by a week.
    """
    first = next_day(row, today)
    if "every" not in row:
        return [(0, next(day for day in _weekly(first) if not repeating.is_holiday(day)))]
    back = _number_back(row)
    regular = [first + timedelta(days=number * row["every"]) for number in range(-back, row["times"])]
    days = [day for day in regular if not repeating.is_holiday(day)]
    gone = sum(day < first for day in days)
    return [(number - gone, day) for number, day in enumerate(days)]


def next_day(row: dict[str, Any], today: date) -> date:
    """The first day to come on which it may take place."""
    first = today + timedelta(days=row.get("after", 0))
    return first + timedelta(days=(WEEKDAYS.index(row["day"]) - first.weekday()) % 7)


def _number_back(row: dict[str, Any]) -> int:
    return 0 if row.get("after") else WEEKS_BACK * 7 // int(row["every"])


def _weekly(first: date) -> Iterator[date]:
    return (first + timedelta(weeks=week) for week in count())


def _is_ahead(event: Event) -> bool:
    return event.is_series or (event.starts_local is not None and event.starts_local >= clock.to_local(clock.now()))


def _from_seed(seed: dict[str, str] | None) -> dict[str, Any]:
    """What the reference data say about an event."""
    if seed is None:
        return {}
    known = {"title": seed["title"], "fields": reference.several(seed["field_key"])}
    spoken = reference.several(seed["languages"])
    return known | ({"spoken": spoken} if spoken else {})


def _post_all(by: Acting, row: dict[str, Any], places: dict[str, str]) -> list[Event]:
    draft = _draft(by, row, places)
    if row.get("repeats"):
        return [repeating.post(by, row, EventDraft(**draft, **_first_time(row)), places)]
    off = {entry["date"]: entry for entry in row.get("off", [])}
    return [_post(by, when, draft, off.get(number), row) for number, when in _times(row)]


def _times(row: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Number and times of each date, as an event draft names them."""
    if "open" in row:
        yield 0, {"is_date_open": True, "date_note": row["open"]}
        return
    for number, day in days_of(row, clock.today()):
        yield number, _span(row, day)


def _span(row: dict[str, Any], day: date) -> dict[str, Any]:
    if "days" in row:
        starts, ends = span(day, last_day=day + timedelta(days=row["days"] - 1), is_all_day=True)
    else:
        starts = datetime.combine(day, time.fromisoformat(row["at"]))
        ends = starts + timedelta(minutes=row["minutes"])
    return {"starts_local": starts, "ends_local": ends, "is_all_day": "days" in row}


def _first_time(row: dict[str, Any]) -> dict[str, Any]:
    """When a series begins: some weeks ago, holiday or not."""
    return _span(row, next_day(row, clock.today()) - timedelta(days=row["every"] * _number_back(row)))


def _post(
    by: Acting, when: dict[str, Any], draft: dict[str, Any], off: dict[str, str] | None, row: dict[str, Any]
) -> Event:
    event = service.post_event(by, EventDraft(**draft, **when), publish=not row.get("draft"))
    if off:
        call_off = service.cancel_event if off["how"] == "cancelled" else service.postpone_event
        call_off(by, event, off["reason"])
    return event


def _draft(by: Acting, row: dict[str, Any], places: dict[str, str]) -> dict[str, Any]:
    several = {key: tuple(row.get(key, [])) for key in ("spoken", "interpreted", "audiences", "fields", "topics")}
    return {
        "title": row["title"],
        "description": row["text"].strip(),
        **several,
        **_where(row, places),
        **_conditions(row),
        **_picture(by, row),
        "scheduling": "planned" if row.get("planned") else "confirmed",
        "visibility": "network" if row.get("network") else "public",
    }


def _where(row: dict[str, Any], places: dict[str, str]) -> dict[str, Any]:
    return {
        "place": PlaceDraft(name=places[row["place"]]) if "place" in row else None,
        "place_note": row.get("place_note", ""),
        "online_url": row.get("online", ""),
        "online_is_public": not row.get("online_for_network", False),
    }


def _conditions(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "is_women_only": row.get("women_only", False),
        "has_childcare": row.get("childcare", False),
        "cost": row.get("cost", "unknown"),
        "cost_note": row.get("cost_note", ""),
        "registration": row.get("registration", "none"),
        "registration_note": row.get("registration_note", ""),
        "registration_url": row.get("registration_url", ""),
        "accessibility_note": row.get("accessibility", ""),
    }


def _picture(by: Acting, row: dict[str, Any]) -> dict[str, Any]:
    """All dates of an entry show the same picture."""
    if "picture" not in row:
        return {}
    alt = files.alt(row["picture"])
    with files.picture(row["picture"]) as upload:
        picture = service.keep_picture(by, upload, alt, CREDIT)
    return {"picture_id": picture.id, "picture_alt": alt, "picture_credit": CREDIT}


def _join_in(cast: Cast, event: Event, partners: list[str]) -> None:
    owner = next(by for by in cast.values() if by.acts_for(event.owner_id))
    for slug in partners:
        partner = cast[slug]
        assert partner.organisation is not None  # noqa: S101 - the cast acts for organisations
        organisers.ask(owner, event, partner.organisation)
        organisers.accept(partner, event)
