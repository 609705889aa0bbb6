"""Deeds with events: posting, changing, calling off. Each happens completely or not at all."""

from collections.abc import Sequence
from dataclasses import replace
from typing import IO
from uuid import UUID, uuid4, uuid5

from sqlalchemy.exc import IntegrityError

from kiknet import audit, clock, media
from kiknet.access import require
from kiknet.booking.models import Booking
from kiknet.booking.policy import has_asked
from kiknet.booking.service import following
from kiknet.booking.service.keeping import Terms
from kiknet.calendar import approval, cooperating, copies, organisers, policy, queries, repeating, rooms
from kiknet.calendar.dates import keep_in_step
from kiknet.calendar.deeds import Room, deed, save
from kiknet.calendar.draft import EventDraft
from kiknet.calendar.models import Event
from kiknet.calendar.past import Where, keep_places, miss_pause
from kiknet.db import db, transaction
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.media import Picture
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.places import service as places
from kiknet.web import markdown

UNWRITTEN = {"is_date_open", "place", "picture_alt", "picture_credit", "scheduling", "cooperation_id"}
WRITTEN = tuple(name for name in EventDraft.__dataclass_fields__ if name not in UNWRITTEN)


def post_event(
    by: Acting,
    draft: EventDraft,
    *,
    publish: bool = True,
    key: UUID | None = None,
    partners: Sequence[Organisation] = (),
    terms: Terms | None = None,
    booking: Booking | None = None,
) -> Event:
    """Put `draft` on the calendar (or keep it as a draft); a new organisation's entry waits for the office.

    The same draft sent twice with the same `key` is one event: the second time the first is returned.
    `partners` are asked whether they organise it too. The draft's room is asked for on these `terms`; it takes place in
    what the organisation's `booking` holds already.
    Raises `NotAllowed`, `Rejected` for a draft that breaks a rule, or `Refused` if the room cannot be had.
    """
    require(policy.may_post(by) and (booking is None or has_asked(by, booking)))
    draft.check(clock.today(), publish=publish)
    draft = repeating.settled(draft, is_new=True)
    uid = _uid(draft, key)
    try:
        with transaction(forgets=False):
            wished = [slot.resource_id for slot in booking.slots] if booking else []
            has_rooms = rooms.lined_up(None, draft.room_id, *wished)
            if has_rooms and key and (first := queries.own_event_by_uid(by, uid)):
                return first
            event = Event(uid=uid, owner=by.organisation, created_by_id=by.user.id, organisers=[], occurrences=[])
            event.scheduling = draft.scheduling
            write(by, event, draft)
            cooperating.belong(by, event, draft.cooperation_id, is_shown=publish)
            if publish:
                approval.publish_or_submit(by, event)
            if has_rooms:
                _take_rooms(by, event, terms, booking)
                following.tell(by)
            save(event)
            for partner in partners:
                organisers.ask(by, event, partner)
            audit.record("event.post", event, user_id=by.user.id, organisation_id=by.organisation_id)
    except IntegrityError:
        first = queries.own_event_by_uid(by, uid) if key else None
        if first is None:
            raise
        return first
    return event


def _take_rooms(by: Acting, event: Event, terms: Terms | None, booking: Booking | None) -> None:
    db.session.add(event)
    db.session.flush()
    if booking is not None:
        rooms.link(event, booking)
    rooms.settle(by, event, was_known=False, terms=terms or rooms.AS_FAR_AS_POSSIBLE)


def _uid(draft: EventDraft, key: UUID | None) -> str:
    """A UUID, as RFC 7986 (5.3) asks; with a key the same one for the same words."""
    return str(uuid5(key, repr(replace(draft, picture_id=None)))) if key else str(uuid4())


def change_event(
    by: Acting,
    event: Event,
    draft: EventDraft,
    version: int,
    *,
    publish: bool = False,
    terms: Terms = rooms.AS_FAR_AS_POSSIBLE,
) -> Event:
    """Change what `event`, with all its dates, says to `draft`; its room is asked for on these `terms`.

    `publish` also sends a draft, or one that was given back, on its way.
    Raises `NotAllowed`, `Rejected`, `Refused`, or `ChangedMeanwhile` if it no longer has the revision `version`.
    """
    require(policy.may(by, "change", event))
    is_sent = publish or event.publication in policy.SENT
    draft.check(clock.today(), publish=is_sent)
    if event.is_public and (draft.scheduling == "planned" or draft.starts_local is None):
        field = "scheduling" if draft.scheduling == "planned" else "is_date_open"
        raise Rejected(_("This is public already. Please postpone, cancel or withdraw it instead."), field)
    draft = repeating.settled(repeating.in_step(event, draft))
    with deed(
        by, "change", event, version=version, room=Room(draft.room_id, terms), cooperation_id=draft.cooperation_id
    ):
        event.awaits_room = event.is_to_complete = False
        _go_on(event, scheduling_after(event, draft))
        write(by, event, draft)
        cooperating.belong(by, event, draft.cooperation_id, is_shown=is_sent)
        if publish and event.publication in {"draft", "changes_requested"}:
            approval.publish_or_submit(by, event)
    return event


def scheduling_after(event: Event, draft: EventDraft) -> str:
    """A new date ends a postponement; a cancelled event stays cancelled until that is taken back."""
    if event.is_postponed:
        return "postponed" if event.starts_local == draft.starts_local else "confirmed"
    return event.scheduling if event.is_cancelled else draft.scheduling


def _go_on(event: Event, scheduling: str) -> None:
    """Inside a deed: from now on it is `scheduling`; the pause that ends with that has been one."""
    if scheduling == "confirmed" and (event.is_postponed or event.is_cancelled):
        miss_pause(event)
        event.cancelled_at = None
    event.scheduling = scheduling


def write(by: Acting, event: Event, draft: EventDraft) -> None:
    """Inside a deed: let `event` and its dates say what `draft` does."""
    was = Where.of(event)
    write_words(by, event, draft)
    keep_places(event, was)
    keep_in_step(event)


def write_words(by: Acting, event: Event, draft: EventDraft) -> None:
    """The same without its dates."""
    former_room_id = event.room_id
    for name in WRITTEN:
        value = getattr(draft, name)
        setattr(event, name, sorted(set(value)) if isinstance(value, tuple) else value)
    event.description_html = markdown.to_html(draft.description)
    event.place = places.place_for(by, draft.place, event.place) if draft.place and not draft.room_id else None
    rooms.move_in(event, former_room_id)
    if draft.picture_id is not None:
        words = {"alt": draft.picture_alt, "credit": draft.picture_credit}
        event.picture = media.describe(draft.picture_id, event, **words)


def publish_event(by: Acting, event: Event) -> Event:
    """Send a draft, or one that was given back, on its way. Raises `Rejected` when something is still missing."""
    require(policy.may(by, "publish", event))
    copies.draft_of(event).check(clock.today(), publish=True)
    with deed(by, "publish", event, room=Room(terms=Terms())):
        approval.publish_or_submit(by, event)
    return event


def cancel_event(by: Acting, event: Event, reason: str) -> Event:
    """Call it off. It stays visible, with the word and the reason."""
    with deed(by, "cancel", event):
        since = event.cancelled_at if event.is_postponed else None
        event.scheduling, event.status_reason, event.cancelled_at = "cancelled", reason, since or clock.now()
    return event


def postpone_event(by: Acting, event: Event, reason: str, draft: EventDraft | None = None) -> Event:
    """Put it off: to the date of `draft`, or without one until a new date is known."""
    if draft is not None:
        draft.check(clock.today(), publish=True)
    if draft is not None and draft.starts_local is not None and event.is_series:
        raise Rejected(_("Please move the single dates of a series."), "first_day")
    with deed(by, "postpone", event, room=Room(terms=Terms())):
        event.status_reason = reason
        if draft is None or draft.starts_local is None:
            event.scheduling, event.cancelled_at = "postponed", clock.now()
        else:
            event.starts_local, event.ends_local = draft.starts_local, draft.ends_local
            event.is_all_day = draft.is_all_day
            keep_in_step(event)
    return event


def take_back_cancellation(by: Acting, event: Event) -> Event:
    """It takes place after all, as it was planned."""
    with deed(by, "take_back", event):
        _go_on(event, "confirmed")
        event.status_reason = ""
    return event


def withdraw_event(by: Acting, event: Event) -> Event:
    """Take it off the calendar for good: its page answers 410."""
    with deed(by, "withdraw", event):
        event.publication = "withdrawn"
    return event


def keep_picture(by: Acting, upload: IO[bytes], alt: str, credit: str) -> Picture:
    """Check and keep an uploaded picture, so that it is not lost while the form is corrected. Raises `Rejected`."""
    require(policy.may_post(by))
    with transaction():
        return media.keep_picture(upload, alt=alt, credit=credit, user_id=by.user.id)
