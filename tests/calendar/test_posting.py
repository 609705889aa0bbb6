"""Posting and changing: Ana and Ben write for the Mill, Vera only looks, Carla is from the Library."""

from datetime import datetime
from uuid import uuid4

import pytest
from drafts import ENDS, STARTS, draft, open_draft
from sqlalchemy import func, select

from kiknet.audit import AuditEntry
from kiknet.calendar.copies import draft_of
from kiknet.calendar.kept_models import EventChange
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.queries import event_by_id
from kiknet.calendar.service import (
    cancel_event,
    change_event,
    post_event,
    postpone_event,
    publish_event,
    take_back_cancellation,
    withdraw_event,
)
from kiknet.db import db, transaction
from kiknet.errors import ChangedMeanwhile, Gone, NotAllowed, NotFound, Rejected
from kiknet.organisations.acting import Acting
from kiknet.places.draft import PlaceDraft


def number_of(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_what_a_trusted_organisation_posts_is_on_the_calendar(cast):
    event = post_event(cast.ana, draft(description="**Tee**"))

    assert event.publication == "published"
    assert event.is_public
    assert event.place == cast.square
    assert event.description_html == "<p><strong>Tee</strong></p>\n"
    (row,) = event.occurrences
    assert (row.starts_local, row.ends_local, row.recurrence_id) == (STARTS, ENDS, STARTS)
    assert (row.starts_at.hour, row.is_long) == (14, False)


def test_editors_post_too_and_lookers_do_not(cast):
    assert post_event(cast.ben, draft()).owner == cast.mill
    with pytest.raises(NotAllowed):
        post_event(cast.vera, draft())
    with pytest.raises(NotAllowed):
        post_event(cast.olga, draft())


def test_people_of_a_suspended_organisation_cannot_post(cast):
    with transaction():
        cast.mill.state = "suspended"

    with pytest.raises(NotAllowed):
        post_event(cast.ana, draft())


def test_sending_the_same_form_twice_posts_once(cast):
    key = uuid4()

    first, second = (post_event(cast.ana, draft(), key=key) for _ in range(2))

    assert first.id == second.id
    assert number_of(Event) == 1


def test_an_old_form_with_new_words_is_a_new_event(cast):
    key = uuid4()

    first = post_event(cast.ana, draft(), key=key)
    second = post_event(cast.ana, draft(title="Another"), key=key)

    assert first.id != second.id


def test_somebody_elses_key_leads_nowhere(cast):
    key = uuid4()
    event = post_event(cast.ana, draft(), key=key)

    other = post_event(cast.carla, draft(title="Other"), key=key)

    assert other.owner == cast.city_library
    assert event.owner == cast.mill


def test_without_a_day_it_cannot_be_published_but_kept(cast):
    dateless = draft(starts_local=None, ends_local=None)

    with pytest.raises(Rejected) as refusal:
        post_event(cast.ana, dateless)
    kept = post_event(cast.ana, dateless, publish=False)
    with pytest.raises(Rejected):
        publish_event(cast.ana, kept)

    assert refusal.value.field == "first_day"
    assert kept.publication == "draft"


def test_an_open_date_is_for_the_network_and_has_no_occurrence(cast):
    event = post_event(cast.ana, open_draft(date_note="im Mai"))

    assert event.publication == "published"
    assert not event.is_public
    assert event.occurrences == []


def test_a_plan_is_for_the_network_until_it_is_confirmed(cast):
    event = post_event(cast.ana, draft(scheduling="planned"))
    was_public = event.is_public

    change_event(cast.ana, event, draft(scheduling="confirmed"), event.revision)

    assert not was_public
    assert event.is_public


def test_what_the_public_has_seen_cannot_become_a_plan_again(cast):
    event = post_event(cast.ana, draft())

    with pytest.raises(Rejected) as refusal:
        change_event(cast.ana, event, draft(scheduling="planned"), event.revision)
    assert refusal.value.field == "scheduling"
    with pytest.raises(Rejected):
        change_event(cast.ana, event, open_draft(), event.revision)


def test_a_new_time_moves_the_date_counts_up_and_is_news(cast):
    event = post_event(cast.ana, draft())

    later = draft(starts_local=datetime(2027, 3, 10, 18), ends_local=datetime(2027, 3, 12, 12))
    change_event(cast.ana, event, later, event.revision)

    (row,) = event.occurrences
    assert (row.starts_local, row.recurrence_id, row.is_long) == (later.starts_local, later.starts_local, True)
    assert event.sequence == 1
    change = db.session.scalars(select(EventChange)).one()
    assert change.kind == "time"
    assert change.before == {"starts_local": "2027-03-09T15:00:00", "ends_local": "2027-03-09T17:00:00"}


def test_a_new_place_is_news_a_new_word_is_not(cast):
    event = post_event(cast.ana, draft())

    change_event(cast.ana, event, draft(title="Sprachcafé für alle"), event.revision)
    quiet = event.sequence
    change_event(cast.ana, event, draft(place=PlaceDraft(name="The Hall")), event.revision)

    assert quiet == 0
    assert (event.sequence, event.place) == (1, cast.hall)
    assert [c.kind for c in db.session.scalars(select(EventChange))] == ["place"]


def test_changing_a_draft_is_nobodys_news(cast):
    event = post_event(cast.ana, draft(), publish=False)

    change_event(cast.ana, event, draft(starts_local=datetime(2027, 3, 9, 14)), event.revision)

    assert (event.sequence, number_of(EventChange)) == (0, 0)


def test_who_comes_second_is_told_and_overwrites_nothing(cast):
    event = post_event(cast.ana, draft())
    opened = event.revision
    change_event(cast.ana, event, draft(title="Ana was here"), opened)

    with pytest.raises(ChangedMeanwhile):
        change_event(cast.ben, event, draft(title="Ben was here"), opened)

    assert event.title == "Ana was here"


def test_cancelling_keeps_it_on_the_calendar_and_can_be_taken_back(cast):
    event = post_event(cast.ana, draft())

    cancel_event(cast.ben, event, "Der Saal ist überschwemmt.")
    told = (event.scheduling, event.status_reason, event.sequence, event.is_public, len(event.occurrences))
    take_back_cancellation(cast.ana, event)

    assert told == ("cancelled", "Der Saal ist überschwemmt.", 1, True, 1)
    assert (event.scheduling, event.status_reason, event.cancelled_at, event.sequence) == ("confirmed", "", None, 2)
    assert [c.kind for c in db.session.scalars(select(EventChange))] == ["status", "status"]


def test_postponed_without_a_date_it_waits_with_one_it_moves(cast):
    waiting, moving = post_event(cast.ana, draft()), post_event(cast.ana, draft(title="Chor"))

    postpone_event(cast.ana, waiting, "Krank")
    postpone_event(
        cast.ana, moving, "", draft(starts_local=datetime(2027, 4, 9, 15), ends_local=datetime(2027, 4, 9, 17))
    )

    assert (waiting.scheduling, waiting.starts_local) == ("postponed", STARTS)
    assert (moving.scheduling, moving.occurrences[0].starts_local) == ("confirmed", datetime(2027, 4, 9, 15))


def test_a_new_date_ends_a_postponement(cast):
    event = post_event(cast.ana, draft())
    postpone_event(cast.ana, event, "Krank")

    change_event(cast.ana, event, draft(title="Sprachcafé!"), event.revision)
    still = event.scheduling
    change_event(
        cast.ana,
        event,
        draft(starts_local=datetime(2027, 4, 9, 15), ends_local=datetime(2027, 4, 9, 17)),
        event.revision,
    )

    assert (still, event.scheduling) == ("postponed", "confirmed")


def test_changing_the_words_of_something_cancelled_does_not_revive_it(cast):
    event = post_event(cast.ana, draft())
    cancel_event(cast.ana, event, "")

    change_event(cast.ana, event, draft(title="Sprachcafé (fällt aus)"), event.revision)

    assert event.is_cancelled


def test_what_is_withdrawn_is_gone_for_strangers(cast, browser):
    event = post_event(cast.ana, draft())
    draft_only = post_event(cast.ana, draft(title="Nie gesehen"), publish=False)

    withdraw_event(cast.ana, event)
    withdraw_event(cast.ana, draft_only)

    assert browser.get(f"/veranstaltungen/{event.id}").status_code == 410
    assert browser.get(f"/veranstaltungen/{draft_only.id}").status_code == 404


def test_strangers_do_not_learn_that_a_plan_was_withdrawn(cast):
    plan = post_event(cast.ana, draft(scheduling="planned"))

    withdraw_event(cast.ana, plan)

    with pytest.raises(NotFound):
        event_by_id(None, plan.id)
    with pytest.raises(Gone):
        event_by_id(cast.carla, plan.id)
    assert event_by_id(cast.ana, plan.id) == plan


def test_a_draft_is_published_with_one_press(cast):
    event = post_event(cast.ana, draft(), publish=False)

    publish_event(cast.ana, event)

    assert event.is_public
    assert event.published_at is not None


def test_every_deed_is_in_the_log(cast):
    event = post_event(cast.ana, draft())
    cancel_event(cast.ben, event, "")

    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    log = [(e.deed, e.user_id, e.organisation_id, e.object_id) for e in entries]
    assert log == [
        ("event.post", cast.ana.user.id, cast.mill.id, event.id),
        ("event.cancel", cast.ben.user.id, cast.mill.id, event.id),
    ]


def test_a_copy_is_what_its_author_would_type_again(cast):
    event = post_event(cast.ana, draft(spoken=("de", "uk"), topics=("Deutsch",), cost="free"))

    copy = post_event(cast.ana, draft_of(event))

    assert draft_of(copy) == draft_of(event)
    assert copy.uid != event.uid
    assert number_of(Occurrence) == 2


def test_another_organisation_cannot_touch_it(cast):
    event = post_event(cast.ana, draft())

    for deed in (
        lambda by: change_event(by, event, draft(), event.revision),
        lambda by: cancel_event(by, event, ""),
        lambda by: withdraw_event(by, event),
        lambda by: postpone_event(by, event, ""),
    ):
        for stranger in (cast.carla, cast.vera, cast.olga, Acting(cast.ana.user)):
            with pytest.raises(NotAllowed):
                deed(stranger)


def test_posting_takes_few_queries(cast, queries):
    post_event(cast.ana, draft())

    with queries.counted():
        post_event(cast.ana, draft(title="Another"))

    assert len(queries) <= 16, "\n".join(queries)


def test_a_series_that_goes_on_after_a_pause_has_not_held_what_fell_into_it(cast, at):
    series = post_event(cast.ana, draft(starts_local=STARTS, ends_local=STARTS.replace(hour=17), rule="FREQ=DAILY"))
    at(STARTS.year, STARTS.month, STARTS.day + 1, 18)
    postpone_event(cast.ana, series, "Wasserschaden")
    at(STARTS.year, STARTS.month, STARTS.day + 4, 16)

    take_back_cancellation(cast.ana, series)

    rows = series.occurrences[:7]
    assert [row.state for row in rows] == ["scheduled"] * 2 + ["cancelled"] * 2 + ["scheduled"] * 3
    assert {row.reason for row in rows if row.is_cancelled} == {"Wasserschaden"}
    assert (series.scheduling, series.cancelled_at) == ("confirmed", None)


def test_a_new_time_that_ends_a_pause_leaves_out_what_fell_into_it(cast, at):
    series = post_event(cast.ana, draft(starts_local=STARTS, ends_local=STARTS.replace(hour=17), rule="FREQ=DAILY"))
    at(STARTS.year, STARTS.month, STARTS.day + 1, 12)
    postpone_event(cast.ana, series, "Wasserschaden")
    at(STARTS.year, STARTS.month, STARTS.day + 3, 12)

    later = STARTS.replace(day=STARTS.day + 5, hour=18)
    change_event(
        cast.ana, series, draft(starts_local=later, ends_local=later.replace(hour=20), rule="FREQ=DAILY"),
        series.revision,
    )  # fmt: skip

    over = [row for row in series.occurrences if row.starts_local < later]
    assert [(row.starts_local.day, row.state) for row in over] == [
        (STARTS.day, "scheduled"), (STARTS.day + 1, "cancelled"), (STARTS.day + 2, "cancelled"),
    ]  # fmt: skip
    assert series.scheduling == "confirmed"
