"""Events of a cooperation: who is in it organises them, as long as they are to come.

Everybody locks in this order, so that nobody waits in a ring: rooms, the cooperation, its events (by id), the revision.
An event that moves to another cooperation waits for that one first (`linking.wait_for`).
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from flask import url_for
from sqlalchemy import and_, func, not_, or_, select
from sqlalchemy.orm import joinedload, selectinload, with_expression

from kiknet import clock
from kiknet.calendar import policy, queries
from kiknet.calendar.deeds import deed, save
from kiknet.calendar.models import Event, EventOrganiser, Occurrence
from kiknet.calendar.series_words import written
from kiknet.cooperations import linking
from kiknet.cooperations.beginnings import Beginning
from kiknet.cooperations.draft import LONGEST, CooperationDraft
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.parts import Item, Part
from kiknet.db import db, line_up
from kiknet.errors import NotFound
from kiknet.i18n import _, _l
from kiknet.organisations.acting import Acting

MOST_SHOWN = 50
A_YEAR = timedelta(days=365)
ROLES = {"lead": "co", "partner": "co", "supporter": "supporter"}


def belong(by: Acting, event: Event, cooperation_id: int | None, *, is_shown: bool = True) -> None:
    """Inside a deed: from now on the event belongs to this cooperation, or to none.

    Its history says so if `is_shown`: it is new, and no draft.

    Raises `NotFound`, or `NotAllowed` if the organisation `by` acts for is not in it.
    """
    if event.cooperation_id == cooperation_id:
        return
    db.session.add(event)
    cooperation = None
    if cooperation_id is not None:
        cooperation = linking.line_up_to_link(by, cooperation_id, "event", event.title if is_shown else "")
    event.cooperation = cooperation
    _name(event, cooperation)


def follow(*cooperations: Cooperation) -> None:
    """Who is in has changed: the events to come name those who are in now. Past ones stay as they were."""
    known, held = {each.id: each for each in cooperations}, set[int]()
    while new := _coming(known) - held:
        for event_id in sorted(new):
            line_up(db.session.get_one(Event, event_id))
        held |= new
    events = [db.session.get_one(Event, event_id) for event_id in sorted(held)]
    belonging = [(event, known.get(event.cooperation_id or 0)) for event in events]
    for event in [event for event, cooperation in belonging if cooperation and _name(event, cooperation)]:
        save(event)


def _coming(cooperation_ids: Collection[int]) -> set[int]:
    begins = clock.to_local(clock.now())
    coming = queries.is_coming(begins) | Event.starts_local.is_(None)
    return set(db.session.scalars(select(Event.id).where(Event.cooperation_id.in_(cooperation_ids), coming)))


def _name(event: Event, cooperation: Cooperation | None) -> bool:
    """Bring the organisers in step; whether that changed anything. Whoever was asked by hand and said no stays out."""
    accepted = cooperation.accepted if cooperation else []
    roles = {each.organisation_id: ROLES[each.role] for each in accepted if each.organisation_id != event.owner_id}
    before = [(row.organisation_id, row.role, row.state) for row in event.organisers]
    for row in [*event.organisers]:
        if row.organisation_id in roles and (row.through_cooperation or row.state == "invited"):
            row.role, row.through_cooperation = roles[row.organisation_id], True
            row.state = "accepted" if row.state == "invited" else row.state
        elif row.through_cooperation:
            event.organisers.remove(row)
    known = {row.organisation_id for row in event.organisers}
    for each in accepted:
        if each.organisation_id in roles.keys() - known:
            event.organisers.append(
                EventOrganiser(
                    organisation=each.organisation,
                    role=roles[each.organisation_id],
                    state="accepted",
                    through_cooperation=True,
                )
            )
    return before != [(row.organisation_id, row.role, row.state) for row in event.organisers]


def last_dates(cooperation_ids: Collection[int]) -> dict[int, date]:
    """The day of the last date that takes place or has done so, of each cooperation that has one.

    A series that was called off ended with what it had held before; one without an end counts for a year.
    """
    had_begun = and_(Event.scheduling == "cancelled", queries.IS_SERIES, Occurrence.starts_at < Event.cancelled_at)
    takes_place = or_(Event.scheduling == "confirmed", had_begun)
    is_endless = and_(
        Event.scheduling == "confirmed", Event.rule != "", not_(Event.rule.contains("COUNT=")),
        not_(Event.rule.contains("UNTIL=")),
    )  # fmt: skip
    found = (
        select(Event.cooperation_id, is_endless, Event.starts_local, func.max(Occurrence.starts_local))
        .join(Event.occurrences)
        .where(Event.cooperation_id.in_(cooperation_ids), Event.publication == "published")
        .where(Occurrence.state != "cancelled", takes_place)
        .group_by(Event.id)
    )
    last: dict[int, date] = {}
    for cooperation_id, endless, first, latest in db.session.execute(found):
        number, day = int(cooperation_id or 0), (first + A_YEAR if endless and first else latest).date()
        last[number] = max(day, last.get(number, day))
    return last


def event_at(by: Acting, cooperation_id: int, starts: datetime) -> str:
    """The address of the cooperation's event that begins then, as far as `by` may see it; "" without one."""
    found = select(Event).where(
        Event.cooperation_id == cooperation_id, Event.starts_local == starts,
        Event.publication.not_in(("withdrawn", "rejected")),
    )  # fmt: skip
    seen = (event for event in db.session.scalars(found.order_by(Event.id)) if policy.may_see(by, event))
    return next((url_for("calendar.event", event_id=event.id) for event in seen), "")


def beginning(by: Acting, event_id: int) -> Beginning:
    """A cooperation of an event that is there already: its words, and whoever organises it is in from the start.

    Raises `NotFound` for what `by` may not change, or what belongs to one already.
    """
    event = queries.event_by_id(by, event_id)
    if event.cooperation_id is not None or not policy.may(by, "change", event):
        raise NotFound

    def join(by: Acting, cooperation: Cooperation) -> None:
        with deed(by, "change", event, cooperation_id=cooperation.id):
            belong(by, event, cooperation.id, is_shown=False)

    return Beginning(
        origin="event",
        draft=CooperationDraft(
            title=event.title[: LONGEST["title"]],
            summary=event.summary,
            fields=tuple(event.fields),
            audiences=tuple(event.audiences),
            starts_on=event.starts_local.date() if event.starts_local else None,
        ),
        with_=tuple(row.organisation for row in event.organisers if row.state == "accepted"),
        have_agreed=True,
        because=_("The event “%(title)s” belongs to it from then on.", title=event.title),
        done=join,
    )


def part() -> Part:
    return Part(
        name="events",
        heading=_l("Events"),
        empty=_l("No event yet. Everybody who is in can post one; all of you are named as organisers."),
        add=_l("Post an event"),
        items=_items,
        adding="calendar.new",
    )


def _items(by: Acting | None, cooperation: Cooperation) -> list[Item]:
    """Those this reader may see: the next first, then what is over."""
    now = clock.to_local(clock.now())
    found = (
        select(Event)
        .where(Event.cooperation_id == cooperation.id, Event.publication.not_in(("withdrawn", "rejected")))
        .options(
            joinedload(Event.owner),
            selectinload(Event.organisers).joinedload(EventOrganiser.organisation),
            with_expression(Event.next_local, queries.next_date(now)),
        )
        .order_by(Event.starts_local.desc(), Event.id.desc())
        .limit(MOST_SHOWN)
    )
    events = [event for event in db.session.scalars(found) if policy.may_see(by, event)]
    return [_item(event) for event in sorted(events, key=lambda event: _place_in_list(event, now))]


def _place_in_list(event: Event, now: datetime) -> tuple[int, float]:
    starts = event.shown_start
    if starts is None:
        return 1, 0
    seconds = (starts - now).total_seconds()
    return (0, seconds) if seconds >= 0 else (2, -seconds)


def _item(event: Event) -> Item:
    said = [written(event)]
    if event.is_cancelled:
        said.append(_("cancelled"))
    elif event.publication != "published":
        said.append(_("not published yet"))
    elif event.scheduling == "planned":
        said.append(_("planned"))
    return Item(event.title, url_for("calendar.event", event_id=event.id), " · ".join(said), event.owner.name)
