"""What people want to hear about: a published change of time, place or status leaves a row (`telling` mails it)."""

from typing import Any

from kiknet import clock
from kiknet.calendar.kept_models import EventChange
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.on_date import place_note_on, place_on
from kiknet.calendar.policy import SEEN_SINCE
from kiknet.db import db
from kiknet.organisations.acting import Acting

Facts = dict[str, Any]


def facts(event: Event) -> Facts:
    """What a change is about, as it is now (values for JSON)."""
    return {
        "starts_local": event.starts_local.isoformat() if event.starts_local else None,
        "ends_local": event.ends_local.isoformat() if event.ends_local else None,
        "is_all_day": event.is_all_day,
        "place": event.place.location if event.place else "",
        "place_note": event.place_note,
        "is_place_open": event.is_place_open,
        "scheduling": event.scheduling,
        "rule": event.rule,
        "skips_holidays": event.skips_holidays,
        "withdrawn": event.publication == "withdrawn",
    }


def note(by: Acting | None, event: Event, before: Facts, *, is_told: bool = False) -> None:
    """Count the change (RFC 5545, 3.8.7.4: SEQUENCE) and leave a row, if it was published and something differs.

    With `is_told` those who organise it know already.
    """
    after = facts(event)
    differing = [key for key in after if after[key] != before[key]]
    if not differing:
        return
    event.sequence += 1
    db.session.add(
        EventChange(
            event=event,
            kind=_kind(differing),
            before={key: before[key] for key in differing},
            after={key: after[key] for key in differing},
            by_organisation_id=by.organisation_id if by else None,
            handled_at=clock.now() if is_told else None,
        )
    )


def date_facts(event: Event, row: Occurrence) -> Facts:
    """The same about one date of a series."""
    place = place_on(event, row)
    return {
        "starts_local": row.starts_local.isoformat(),
        "ends_local": row.ends_local.isoformat(),
        "place": place.location if place else "",
        "place_note": place_note_on(event, row),
        "is_place_open": row.is_place_open,
        "scheduling": "cancelled" if row.is_cancelled else "confirmed",
    }


def note_date(
    by: Acting | None, event: Event, date: str, before: Facts, after: Facts, *, is_told: bool = False
) -> None:
    """The same for a change of one date; before it was one, and afterwards if it is none any more, it has no facts.

    `date` is its original start, which both sides carry.
    """
    differing = [key for key in before or after if before.get(key) != after.get(key)]
    if not differing:
        return
    event.sequence += 1
    kind = _kind(differing) if before and after else "status"
    sides = [{"date": date} | {key: facts[key] for key in differing if key in facts} for facts in (before, after)]
    db.session.add(
        EventChange(
            event=event,
            kind=kind,
            before=sides[0],
            after=sides[1],
            by_organisation_id=by.organisation_id if by else None,
            handled_at=clock.now() if is_told else None,
        )
    )


def was_seen(event: Event) -> bool:
    """Whether people know of it: only then a change is news."""
    return event.published_at is not None and event.publication in SEEN_SINCE


def _kind(differing: list[str]) -> str:
    if "withdrawn" in differing:
        return "withdrawn"
    if "scheduling" in differing:
        return "status"
    return "place" if {"place", "place_note", "is_place_open"} >= set(differing) else "time"
