"""The folded words an event is found by, kept in a row beside it."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from kiknet import clock, fold, revisions
from kiknet.calendar.kept_models import EventWords
from kiknet.calendar.models import Event, EventOrganiser, Occurrence
from kiknet.db import db, is_sqlite, says, transaction, upsert
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place
from kiknet.revisions import Revised
from kiknet.vocabulary.models import District


def store(event: Event, revision: int | None = None) -> None:
    """Write the event's words into the running transaction; call it after `revisions.stamp`.

    `revision` is the network's when it is not the event that was stamped.
    """
    said = text_of(event, _said_of_dates(event.id) if event.is_series else ())
    values = {"event_id": event.id, "text": said, "revision": revision or _newest(event)}
    db.session.connection().execute(_store(is_sqlite()), values)


@cache
def _store(_is_for_sqlite: bool) -> Any:
    row = upsert(EventWords)
    given = {"text": row.excluded.text, "revision": row.excluded.revision}
    return row.on_conflict_do_update(index_elements=[EventWords.event_id], set_=given)


def text_of(event: Event, of_dates: Iterable[str] = ()) -> str:
    """Everything shown of `event` that somebody may look for, with what is said `of_dates` alone, folded.

    A room that is only asked for is not shown, so nobody finds it by where that is.
    """
    place, note = (None, "") if event.is_place_open else (event.place, event.place_note)
    district = place.district if place else None
    parts = [event.title, event.summary, event.description, *event.topics, event.owner.name, note]
    parts += [organisation.name for organisation in _accepted(event)]
    parts += [place.name, place.street] if place else []
    parts += [district.name, district.group or ""] if district else []
    return fold.fold(" ".join([*parts, *of_dates]))


def _said_of_dates(event_id: int) -> list[str]:
    """What single dates to come say of themselves: another place, a note. Each word once, however many dates say it."""
    is_of_one = or_(Occurrence.place_id.is_not(None), Occurrence.place_note != "", Occurrence.note != "")
    where = (Place.name, Place.street, District.name, District.group, Occurrence.place_note)
    found = (
        select(Occurrence.note, *(case((Occurrence.is_place_open, ""), else_=said) for said in where))
        .select_from(Occurrence)
        .outerjoin(Occurrence.place)
        .outerjoin(Place.district)
        .where(Occurrence.event_id == event_id, Occurrence.ends_at > clock.now(), is_of_one)
        .distinct()
    )
    return sorted({word for row in db.session.execute(found) for word in row if word})


def have(text: str) -> ColumnElement[bool]:
    """The condition that an event's words hold every word of `text` (see `fold.says`).

    The row is looked up for each event of the stretch of time shown, which costs what the stretch holds; a trigram
    index would first collect every event there ever was that has the word (see docs/decisions/0011).
    """
    return exists(
        select(EventWords.event_id).where(
            EventWords.event_id == Event.id,
            *(says(EventWords.text, word) for word in fold.words(text)),
        )
    )


def refresh_stale(limit: int = 500) -> int:
    """Write anew the words of up to `limit` events that are missing, or name something that has changed since.

    Returns how many there were; a job calls it from time to time. Feeds and pages that ask for words learn of it by the
    network's revision, which is taken first: what is read after it is as new as the number says.
    """
    with transaction() as session:
        stale = list(session.scalars(_stale().limit(limit)))
        revision = revisions.stamp() if stale else 0
        for event in session.scalars(_with_all_it_names().where(Event.id.in_(stale))):
            store(event, revision)
    return len(stale)


def _with_all_it_names() -> Select[Event]:
    return (
        select(Event)
        .options(
            joinedload(Event.owner),
            joinedload(Event.place).joinedload(Place.district),
            selectinload(Event.organisers).joinedload(EventOrganiser.organisation),
        )
        .execution_options(populate_existing=True)
    )


def _stale() -> Select[int]:
    partner = (
        select(EventOrganiser.id)
        .join(EventOrganiser.organisation)
        .where(EventOrganiser.event_id == Event.id, Organisation.revision > EventWords.revision)
    )
    elsewhere = (
        select(Occurrence.id)
        .join(Place, Place.id == Occurrence.place_id)
        .where(
            Occurrence.event_id == Event.id,
            Occurrence.place_id.is_not(None),
            Place.revision > EventWords.revision,
        )
        .correlate(Event, EventWords)
    )
    return (
        select(Event.id)
        .outerjoin(EventWords, EventWords.event_id == Event.id)
        .join(Event.owner)
        .outerjoin(Event.place)
        .where(
            or_(
                EventWords.event_id.is_(None),
                Event.revision > EventWords.revision,
                Organisation.revision > EventWords.revision,
                Place.revision > EventWords.revision,
                exists(partner),
                exists(elsewhere),
            )
        )
        .order_by(Event.id)
    )


def _accepted(event: Event) -> list[Organisation]:
    return [partner.organisation for partner in event.organisers if partner.state == "accepted"]


def _newest(event: Event) -> int:
    named: list[Revised] = [event, event.owner, *(partner.organisation for partner in event.organisers)]
    return max(thing.revision for thing in [*named, *([event.place] if event.place else [])])
