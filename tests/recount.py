"""The figures once more, the slow way: every row is read and looked at, without any condition of theirs."""

from collections import Counter
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from kiknet.board.models import Interest, Listing
from kiknet.booking.models import BookingSlot
from kiknet.calendar.models import Event, EventOrganiser, Occurrence
from kiknet.concept.models import MeasureLink
from kiknet.cooperations.models import Cooperation, CooperationPartner, Outcome
from kiknet.db import db
from kiknet.matching.models import Match
from kiknet.organisations.models import Application, Organisation
from kiknet.pools.models import PoolRequest

HOME = ZoneInfo("Europe/Berlin")


class Recount:
    """Everything in the database, counted for the days from `first` to `last` as things were at `now`."""

    def __init__(self, first: date, last: date, now: datetime) -> None:
        self.first, self.last, self.now = first, last, now
        self.dates = [row for row in rows(Occurrence) if self.was_held(row) and self.is_in(row.starts_at)]
        held = {row.event_id for row in self.dates}
        self.events = [row for row in rows(Event) if row.id in held]
        self.shown = [row for row in rows(Cooperation) if not is_mistaken(row)]
        self.existing = [row for row in self.shown if self.existed(row)]
        self.told = [row for row in rows(Outcome) if self.tells(row)]
        self.lent = [row for row in rows(BookingSlot) if self.is_lent(row)]
        self.asked = [row for row in rows(PoolRequest) if self.is_asked(row)]

    def is_in(self, moment: datetime | None) -> bool:
        """The day it is at home belongs to the period, and it has come."""
        return moment is not None and moment < self.now and self.first <= moment.astimezone(HOME).date() <= self.last

    def was_held(self, row: Occurrence) -> bool:
        event = row.event
        if event.publication != "published" or row.state == "cancelled":
            return False
        if event.scheduling in {"cancelled", "postponed"}:
            return event.is_series and event.cancelled_at is not None and row.starts_at < event.cancelled_at
        return event.scheduling == "confirmed"

    def existed(self, row: Cooperation) -> bool:
        begun = row.created_at < self.now and row.created_at.astimezone(HOME).date() <= self.last
        is_over = row.state in {"completed", "cancelled", "archived"}
        gone = is_over and row.ended_at is not None and row.ended_at.astimezone(HOME).date() < self.first
        starts = datetime.combine(self.first, datetime.min.time(), HOME)
        return begun and not gone and starts < self.now

    def tells(self, row: Outcome) -> bool:
        if row.people_reached is None or is_mistaken(row.cooperation):
            return False
        before = [
            each.starts_at
            for each in rows(Occurrence)
            if each.event.cooperation_id == row.cooperation_id
            and self.was_held(each)
            and each.starts_at < row.created_at
        ]
        return self.is_in(max(before, default=row.created_at))

    def is_lent(self, row: BookingSlot) -> bool:
        is_room = row.resource.kind == "room" and row.booking.organisation_id != row.resource.owner_id
        return is_room and row.state == "confirmed" and self.is_in(row.starts_at)

    def is_asked(self, row: PoolRequest) -> bool:
        return row.pool.kind == "interpreters" and self.is_in(row.created_at)

    def active(self) -> set[int]:
        found = {event.owner_id for event in self.events}
        for event in self.events:
            found |= {row.organisation_id for row in of(EventOrganiser, event_id=event.id) if row.state == "accepted"}
        for slot in self.lent:
            found |= {slot.resource.owner_id, slot.booking.organisation_id}
        found |= {row.organisation_id for row in rows(Listing) if row.listed_at and self.is_in(row.created_at)}
        found |= {row.organisation_id for row in rows(Interest) if self.is_in(row.created_at)}
        found |= {row.organisation_id for row in rows(PoolRequest) if self.is_in(row.created_at)}
        for row in rows(CooperationPartner):
            came_in = row.answered_at or row.created_at
            joined = came_in < self.now and came_in.astimezone(HOME).date() <= self.last
            is_at_work = row.cooperation.state in {"planning", "active", "completed"} and self.existed(row.cooperation)
            if row.state == "accepted" and joined and is_at_work:
                found.add(row.organisation_id)
        return {row.id for row in rows(Organisation) if row.id in found and row.merged_into_id is None}

    def taken_in(self, row: Organisation) -> datetime | None:
        if row.merged_into_id is not None:
            return None
        admitted = [each.decided_at for each in of(Application, organisation_id=row.id) if each.state == "admitted"]
        return min(admitted) if admitted else row.created_at if row.state in {"active", "suspended"} else None

    def first_matches(self) -> list[Match]:
        """Of those that became real together in one thing the first."""
        found: dict[Any, Match] = {}
        for row in sorted(rows(Match), key=lambda row: row.id):
            if row.state == "realised":
                found.setdefault((row.realised_kind, row.realised_id) if row.realised_id else row.id, row)
        return list(found.values())

    def settled(self) -> list[Listing]:
        told = [row for row in rows(Listing) if row.fulfilled_at and self.is_in(row.fulfilled_at)]
        return [row for row in told if row.state != "removed"]

    def figures(self) -> dict[str, Any]:
        return {
            "termine": len(self.dates),
            "veranstaltungen": len(self.events),
            "erreichte": sum(row.people_reached for row in self.told),
            "organisationen": len(self.active()),
            "neue-organisationen": sum(self.is_in(self.taken_in(row)) for row in rows(Organisation)),
            "begonnen": sum(self.is_in(row.created_at) for row in self.shown),
            "kooperationen": len(self.existing),
            "abgeschlossen": sum(row.state == "completed" and self.is_in(row.ended_at) for row in self.shown),
            "treffer": sum(self.is_in(row.changed_at) for row in self.first_matches()),
            "erledigt": len(self.settled()),
            "vermittelt": sum(bool(row.fulfilled_how == "board" or row.fulfilled_with) for row in self.settled()),
            "raumbuchungen": len(self.lent),
            "raumstunden": round(sum(minutes(row) for row in self.lent) / 60, 1),
            "dolmetschen": len(self.asked),
            "zugesagt": sum(row.state == "yes" for row in self.asked),
        }

    def cuts(self) -> dict[str, dict[str, Counter[str]]]:
        """By cut and figure: how many fall on each code; "ohne" for what says nothing."""
        told = {row.cooperation: row.people_reached for row in self.told}
        ones = dict.fromkeys(self.events, 1)
        dates = dict.fromkeys(self.dates, 1)
        cooperations = dict.fromkeys(self.existing, 1)
        hours = {row: minutes(row) for row in self.lent}
        return {
            "feld": {
                "termine": spread(dates, lambda row: row.event.fields),
                "veranstaltungen": spread(ones, lambda event: event.fields),
                "kooperationen": spread(cooperations, lambda row: row.fields),
                "erreichte": spread(told, lambda row: row.fields),
            },
            "stand": {"kooperationen": spread(cooperations, lambda row: [row.state])},
            "zielgruppe": {
                "termine": spread(dates, lambda row: for_whom(row.event)),
                "veranstaltungen": spread(ones, for_whom),
                "kooperationen": spread(cooperations, lambda row: row.audiences),
                "erreichte": spread(told, lambda row: row.audiences),
            },
            "gesprochen": {
                "termine": spread(dates, lambda row: {*row.event.spoken, *row.event.interpreted}),
                "veranstaltungen": spread(ones, lambda event: {*event.spoken, *event.interpreted}),
                "dolmetschen": spread(dict.fromkeys(self.asked, 1), lambda row: [row.language]),
            },
            "stadtteil": {
                "termine": spread(dates, lambda row: district_of(row)),
                "veranstaltungen": spread(ones, lambda event: district(event.place.district_number)),
                "kooperationen": spread(cooperations, lambda row: district(row.district_number)),
                "raumstunden": spread(hours, lambda row: district(row.resource.place.district_number)),
            },
        }

    def measures(self) -> dict[int, dict[str, int]]:
        """What the office has confirmed: by measure and figure."""
        found: dict[int, Counter[str]] = {}
        for link in rows(MeasureLink):
            if link.state == "confirmed" and is_live(link):
                found.setdefault(link.measure_id, Counter()).update(self._of_thing(link.kind, link.thing_id))
        return {measure: dict(+counted) for measure, counted in found.items() if +counted}

    def goals(self) -> dict[int, dict[str, int]]:
        """Each thing once for every goal it serves."""
        found: dict[int, Counter[str]] = {}
        links = [row for row in rows(MeasureLink) if row.state == "confirmed" and is_live(row)]
        for goal, kind, thing in {(row.measure.goal_id, row.kind, row.thing_id) for row in links}:
            found.setdefault(goal, Counter()).update(self._of_thing(kind, thing))
        return {goal: dict(+counted) for goal, counted in found.items() if +counted}

    def _of_thing(self, kind: str, number: int) -> dict[str, int]:
        if kind == "event":
            return {
                "termine": sum(row.event_id == number for row in self.dates),
                "veranstaltungen": sum(row.id == number for row in self.events),
            }
        return {
            "kooperationen": sum(row.id == number for row in self.existing),
            "erreichte": sum(row.people_reached for row in self.told if row.cooperation_id == number),
        }


def is_mistaken(row: Cooperation) -> bool:
    """Hidden by the office, or a line of a meeting that was taken back."""
    return row.hidden_at is not None or (row.is_to_complete and row.state == "cancelled")


def is_live(link: MeasureLink) -> bool:
    from kiknet.concept.links import KINDS

    return link.kind in KINDS and link.thing_id in set(db.session.scalars(KINDS[link.kind].live()))


def rows(model: Any) -> list[Any]:
    return list(db.session.scalars(select(model)))


def of(model: Any, **wanted: Any) -> list[Any]:
    return [row for row in rows(model) if all(getattr(row, name) == value for name, value in wanted.items())]


def minutes(slot: BookingSlot) -> int:
    return int((slot.ends_at - slot.starts_at).total_seconds()) // 60


def for_whom(event: Event) -> set[str]:
    return {*event.audiences, *(["women"] if event.is_women_only else [])}


def district(number: int | None) -> list[str]:
    return [] if number is None else [str(number)]


def district_of(row: Occurrence) -> list[str]:
    return [] if row.has_no_place else district((row.place or row.event.place).district_number)


def spread(things: dict[Any, int], codes: Any) -> Counter[str]:
    found: Counter[str] = Counter()
    for thing, amount in things.items():
        for code in codes(thing) or ["ohne"]:
            found[code] += amount
    return +found
