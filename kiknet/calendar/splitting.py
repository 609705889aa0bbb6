"""This date and those that follow become a series of their own; those before stay as they were."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import update

from kiknet import clock
from kiknet.access import require
from kiknet.booking.service.keeping import Terms
from kiknet.calendar import cooperating, dates, policy, repeating, rooms, service
from kiknet.calendar.deeds import Room, deed
from kiknet.calendar.draft import EventDraft
from kiknet.calendar.models import Event, EventOrganiser
from kiknet.calendar.past import Where, keep_places
from kiknet.db import db
from kiknet.errors import NotFound
from kiknet.organisations.acting import Acting


def change_following(
    by: Acting,
    event: Event,
    at: datetime,
    draft: EventDraft,
    version: int,
    *,
    terms: Terms = rooms.AS_FAR_AS_POSSIBLE,
) -> Event:
    """Change what the date with the original start `at`, and those that follow, say to `draft` (see `draft_from`).

    Returns the new event, with its rows moved over so that nothing about them is lost; the same event if none was
    before; rooms go with their dates. Raises `NotAllowed`, `Rejected`, `Refused`, `NotFound`, or `ChangedMeanwhile`.
    """
    rows = [*event.occurrences]
    if at not in {row.recurrence_id for row in rows}:
        raise NotFound
    if all(row.recurrence_id >= at for row in rows):
        return service.change_event(by, event, draft, version, terms=terms)
    require(policy.may(by, "change", event))
    draft.check(clock.today(), publish=event.publication in policy.SENT)
    draft = repeating.settled(repeating.in_step(event, draft, at))
    room = Room(draft.room_id, terms)
    noted, cooperation_id = f"{at:%Y-%m-%dT%H:%M}", draft.cooperation_id
    with deed(by, "change", event, version=version, room=room, cooperation_id=cooperation_id, following=noted) as saved:
        following, was, was_known = _successor(by, event, draft), Where.of(event), rooms.is_known_outside(event)
        db.session.add(following)
        service.write_words(by, following, draft)
        cooperating.belong(by, following, draft.cooperation_id, is_shown=False)
        db.session.flush()
        rows_from = (dates.ROWS.c.event_id == event.id, dates.ROWS.c.recurrence_id >= at)
        db.session.connection().execute(update(dates.ROWS).where(*rows_from).values(event_id=following.id))
        rooms.go_along(following)
        dates.forget_rows(event)
        db.session.expire(following, ["occurrences"])
        keep_places(following, was)
        repeating.shorten(event, at)
        if not event.is_series:
            dates.keep_in_step(event)
        dates.keep_in_step(following)
        if event.room_id or following.room_id or rooms.has_any(following):
            rooms.settle(by, following, was_known=was_known, terms=terms)
        saved.append(following)
    return following


def _successor(by: Acting, event: Event, draft: EventDraft) -> Event:
    return Event(
        uid=str(uuid4()),
        owner=event.owner,
        created_by_id=by.user.id,
        split_from_id=event.id,
        publication=event.publication,
        published_at=event.published_at,
        scheduling=service.scheduling_after(event, draft),
        status_reason=event.status_reason,
        office_reason=event.office_reason,
        cancelled_at=event.cancelled_at,
        dates_until=event.dates_until,
        room_id=event.room_id,
        place=event.place,
        place_note=event.place_note,
        cooperation_id=event.cooperation_id,
        organisers=[
            EventOrganiser(
                organisation=o.organisation,
                role=o.role,
                state=o.state,
                through_cooperation=o.through_cooperation,
                asked_at=o.asked_at,
            )
            for o in event.organisers
        ],
    )
