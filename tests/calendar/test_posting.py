"""Posting events: Ana writes for the Mill, everybody sees it."""

from datetime import datetime
from uuid import uuid4

import pytest

from kiknet.calendar.draft import EventDraft
from kiknet.calendar.models import Event
from kiknet.calendar.service import post_event
from kiknet.db import db
from kiknet.errors import NotAllowed, Rejected
from kiknet.places.draft import PlaceDraft


def draft(**changes):
    given = {
        "title": "Sprachcafé",
        "starts_local": datetime(2027, 3, 9, 15),
        "ends_local": datetime(2027, 3, 9, 17),
        "place": PlaceDraft(name="Market Square"),
    }
    return EventDraft(**(given | changes))


def test_what_a_trusted_organisation_posts_is_on_the_calendar(cast):
    event = post_event(cast.ana, draft())

    assert event.publication == "published"
    assert event.is_public
    assert event.place == cast.square
    assert [o.starts_local for o in event.occurrences] == [datetime(2027, 3, 9, 15)]


def test_somebody_who_may_only_look_cannot_post(cast):
    with pytest.raises(NotAllowed):
        post_event(cast.vera, draft())


def test_sending_the_same_form_twice_posts_once(cast):
    key = uuid4()

    first, second = (post_event(cast.ana, draft(), key=key) for _ in range(2))

    assert first.id == second.id
    assert db.session.query(Event).count() == 1


def test_an_old_form_with_new_words_is_a_new_event(cast):
    key = uuid4()

    first = post_event(cast.ana, draft(), key=key)
    second = post_event(cast.ana, draft(title="Another"), key=key)

    assert first.id != second.id


def test_without_a_day_it_cannot_be_published_but_kept(cast):
    dateless = draft(starts_local=None, ends_local=None)

    with pytest.raises(Rejected) as refusal:
        post_event(cast.ana, dateless)
    kept = post_event(cast.ana, dateless, publish=False)

    assert refusal.value.field == "first_day"
    assert kept.publication == "draft"


def test_posting_takes_few_queries(cast, queries):
    post_event(cast.ana, draft())

    with queries.counted():
        post_event(cast.ana, draft(title="Another"))

    assert len(queries) <= 10, "\n".join(queries)
