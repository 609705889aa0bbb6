"""A series of ten years with 500 dates opens and saves with as many questions to the database as one of five dates."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from drafts import draft

from kiknet.calendar import date_deeds, repeating, splitting
from kiknet.calendar.copies import draft_of
from kiknet.calendar.queries import event_by_id
from kiknet.calendar.service import change_event, post_event
from kiknet.db import db
from kiknet.places.draft import PlaceDraft


@pytest.fixture(autouse=True)
def _march(at):
    at(2027, 5, 1, 12)


def series(by, number, overrides):
    """A weekly series of `number` dates, the last of them in May 2027; some have a note and another place."""
    starts = datetime(2027, 5, 25, 15) - timedelta(weeks=number - 1)
    event = post_event(
        by, draft(starts_local=starts, ends_local=starts + timedelta(hours=2), rule=f"FREQ=WEEKLY;COUNT={number}")
    )
    for row in (*event.occurrences[: -2 : number // overrides], event.occurrences[-2]):
        now = date_deeds.draft_of(event, row)
        date_deeds.change_date(by, event, row, replace(now, note="Mit Musik", place=PlaceDraft(name="The Hall")))
    return event.id


def opened(by, event_id):
    db.session.expire_all()
    event = event_by_id(by, event_id)
    return event, repeating.planned_change(event, draft_of(event))


def an_hour_later(now):
    return replace(
        now,
        starts_local=now.starts_local + timedelta(hours=1),
        ends_local=now.ends_local + timedelta(hours=1),
    )


def save_all(by, event):
    change_event(by, event, an_hour_later(draft_of(event)), event.revision)


def save_other_weekday(by, event):
    change_event(by, event, replace(draft_of(event), rule="FREQ=WEEKLY;BYDAY=FR;COUNT=600"), event.revision)


def save_elsewhere(by, event):
    change_event(by, event, replace(draft_of(event), place=PlaceDraft(name="The Hall")), event.revision)


def save_following(by, event):
    row = event.occurrences[len(event.occurrences) // 2]
    changed = an_hour_later(repeating.draft_from(event, row))
    splitting.change_following(by, event, row.recurrence_id, changed, event.revision)


def save_one(by, event):
    date_deeds.cancel_date(by, event, event.occurrences[-1], "Rohrbruch")


@pytest.mark.parametrize("save", [save_all, save_other_weekday, save_elsewhere, save_following, save_one])
def test_opening_and_saving_costs_the_same_for_every_length(cast, queries, save):
    counts = []
    for number, overrides in ((12, 6), (12, 6), (500, 50)):  # the first one finds nothing remembered
        event_id = series(cast.ana, number, overrides)
        with queries.counted() as sent:
            event, _plan = opened(cast.ana, event_id)
            save(cast.ana, event)
            db.session.refresh(event)
            assert event.occurrences
        counts.append(len(sent))

    assert counts[1] == counts[2]
