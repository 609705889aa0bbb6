"""Taking calendars over: Ana's Mill keeps its calendar elsewhere; Carla's Library is somebody else."""

from dataclasses import replace
from datetime import datetime

import pytest
from drafts import draft
from sqlalchemy import func, select

from kiknet import clock
from kiknet.audit import AuditEntry
from kiknet.calendar import date_deeds, intake, service
from kiknet.calendar.kept_models import EventChange, EventText
from kiknet.calendar.models import Event, Occurrence
from kiknet.db import db, transaction
from kiknet.errors import NotAllowed
from kiknet.imports import taking
from kiknet.imports.models import Source
from kiknet.imports.reading import read
from kiknet.mail import OutboxMail


@pytest.fixture(autouse=True)
def _on_the_first_of_march(at):
    at(2027, 3, 1, 12)


def calendar(*events):
    return "\r\n".join(["BEGIN:VCALENDAR", *(line for event in events for line in event), "END:VCALENDAR", ""]).encode()


def event(uid="a@elsewhere", title="Sprachcafé", starts="20270309T150000", ends="20270309T170000", *more):
    return [
        "BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", f"DTSTART;TZID=Europe/Berlin:{starts}",
        f"DTEND;TZID=Europe/Berlin:{ends}", *more, "END:VEVENT",
    ]  # fmt: skip


def take(by, *events, source=None):
    return taking.take_over(by, read(calendar(*events), clock.today()), source.id if source else None)


def counts(outcome):
    return {kind: count for kind, count in outcome.report["counts"].items() if count}


def all_events():
    return list(db.session.scalars(select(Event).order_by(Event.id)))


def everything():
    """What the database holds of events, to see that nothing moved."""
    columns = [c for c in Event.__table__.columns if c.name not in {"id"}]
    texts = select(EventText.text).order_by(EventText.event_id)
    rows = select(Occurrence.recurrence_id, Occurrence.starts_at, Occurrence.state).order_by(Occurrence.id)
    return [db.session.execute(each).all() for each in (select(*columns).order_by(Event.id), texts, rows)]


@pytest.fixture
def source(cast):
    """An address the Mill keeps in step."""
    with transaction() as session:
        kept = Source(
            organisation=cast.mill, created_by=cast.ana.user, kind="address", address="https://x", state="kept"
        )
        session.add(kept)
    return kept


def test_an_event_from_elsewhere_is_published_like_one_of_our_own(cast):
    outcome = take(cast.ana, event("a", "Sprachcafé", "20270309T150000", "20270309T170000", "LOCATION:Market Square"))

    (found,) = all_events()
    assert counts(outcome) == {"new": 1}
    assert (found.title, found.starts_local, found.ends_local) == (
        "Sprachcafé", datetime(2027, 3, 9, 15), datetime(2027, 3, 9, 17)
    )  # fmt: skip
    assert found.place_id == cast.square.id
    assert found.publication == "published"
    assert found.owner_id == cast.mill.id
    assert found.source_uid == "a"
    assert "SUMMARY:Sprachcafé" in db.session.scalars(select(EventText.text)).one()
    assert db.session.scalars(select(AuditEntry.deed).where(AuditEntry.kind == "events")).all() == ["event.import"]


def test_looking_ahead_changes_nothing(cast):
    outcome = taking.look_ahead(cast.ana, read(calendar(event()), clock.today()))

    assert counts(outcome) == {"new": 1}
    assert all_events() == []


SERIES = event(
    "s", "Chor", "20270302T180000", "20270302T200000", "RRULE:FREQ=WEEKLY;COUNT=6", "EXDATE:20270309T170000Z"
)
MOVED = event(
    "s", "Chor im Garten", "20270317T180000", "20270317T200000", "RECURRENCE-ID;TZID=Europe/Berlin:20270316T180000"
)
OFF = event(
    "s", "Chor", "20270323T180000", "20270323T200000", "STATUS:CANCELLED",
    "RECURRENCE-ID;TZID=Europe/Berlin:20270323T180000",
)  # fmt: skip


def test_taking_the_same_over_twice_changes_nothing(cast):
    events = [event(), event("b", "Fest", "20270401T100000", "20270401T120000", "STATUS:CANCELLED"), SERIES, MOVED, OFF]
    take(cast.ana, *events)
    before = everything()

    outcome = take(cast.ana, *reversed(events))

    assert counts(outcome) == {"unchanged": 3}
    assert everything() == before
    assert db.session.scalars(select(EventChange)).all() == []


def test_a_series_comes_with_its_moved_removed_and_cancelled_dates(cast):
    take(cast.ana, SERIES, MOVED, OFF)

    (choir,) = all_events()
    assert choir.rule == "FREQ=WEEKLY;COUNT=6"
    assert [(row.starts_local, row.state, row.note) for row in choir.occurrences] == [
        (datetime(2027, 3, 2, 18), "scheduled", ""),
        (datetime(2027, 3, 17, 18), "moved", "Chor im Garten"),
        (datetime(2027, 3, 23, 18), "cancelled", ""),
        (datetime(2027, 3, 30, 18), "scheduled", ""),
        (datetime(2027, 4, 6, 18), "scheduled", ""),
    ]


def elsewhere(location):
    return event(
        "s", "Chor", "20270317T180000", "20270317T200000", f"LOCATION:{location}",
        "RECURRENCE-ID;TZID=Europe/Berlin:20270316T180000",
    )  # fmt: skip


def test_a_date_that_is_elsewhere_over_there_is_elsewhere_here(cast):
    series = [*SERIES[:-1], "LOCATION:Market Square", "END:VEVENT"]
    take(cast.ana, series, elsewhere("The Hall\\, Saal 2"))

    (choir,) = all_events()
    second = choir.occurrences[1]
    assert (choir.place.name, second.place, second.place_note) == ("Market Square", cast.hall, "Saal 2")
    assert {row.place for row in choir.occurrences if row is not second} == {None}
    assert "LOCATION:The Hall\\, Mühlweg 1" in db.session.scalars(select(EventText.text)).one()

    take(cast.ana, series, elsewhere("Stadtpark"))
    assert second.place.name == "Stadtpark"
    assert [change.kind for change in db.session.scalars(select(EventChange))] == ["place"]
    assert counts(take(cast.ana, series, elsewhere("Stadtpark"))) == {"unchanged": 1}

    take(cast.ana, series, elsewhere("Market Square"))
    assert second.place is None


def test_another_house_of_the_same_name_on_one_date_does_not_move_the_usual_place(cast):
    series = [*SERIES[:-1], "LOCATION:The Hall\\, Mühlweg 1\\, 87435 Kempten", "END:VEVENT"]
    take(cast.ana, series, elsewhere("The Hall\\, Seeweg 5\\, 87435 Kempten"))

    (choir,) = all_events()
    assert (choir.place.street, choir.occurrences[1].place.street) == ("Mühlweg 1", "Seeweg 5")


def test_categories_are_fields_of_action_and_audiences_where_we_know_the_words(cast):
    take(
        cast.ana,
        event(
            "a",
            "Yoga",
            "20270309T150000",
            "20270309T170000",
            "CATEGORIES:Health and care,Frauen,Yoga",
            "CATEGORIES:Bildung,KINDER",
        ),
    )

    (found,) = all_events()
    assert found.fields == ["gesundheit-pflege", "sprache-bildung"]
    assert found.audiences == ["children", "women"]
    assert found.topics == ["Bildung", "Yoga"]


def test_a_date_that_is_as_usual_again_over_there_is_so_here(cast):
    take(cast.ana, SERIES, MOVED, OFF)
    outcome = take(cast.ana, SERIES)

    (choir,) = all_events()
    assert counts(outcome) == {"changed": 1}
    assert {(row.recurrence_id == row.starts_local, row.state, row.note) for row in choir.occurrences} == {
        (True, "scheduled", "")
    }
    assert {change.kind for change in db.session.scalars(select(EventChange))} == {"time", "status"}


def test_a_change_over_there_is_a_change_here_and_news_for_those_who_subscribed(cast):
    take(cast.ana, event())
    outcome = take(cast.ana, event("a@elsewhere", "Sprachcafé", "20270310T150000", "20270310T170000"))

    (found,) = all_events()
    assert counts(outcome) == {"changed": 1}
    assert found.starts_local == datetime(2027, 3, 10, 15)
    assert found.sequence == 1
    assert [change.kind for change in db.session.scalars(select(EventChange))] == ["time"]


def test_what_is_called_off_over_there_is_called_off_here_and_back_again(cast):
    take(cast.ana, event())
    take(cast.ana, event("a@elsewhere", "Sprachcafé", "20270309T150000", "20270309T170000", "STATUS:CANCELLED"))
    assert all_events()[0].is_cancelled

    take(cast.ana, event())
    (found,) = all_events()
    assert (found.scheduling, found.cancelled_at) == ("confirmed", None)


@pytest.mark.parametrize(
    "edit",
    [
        lambda by, e: service.change_event(by, e, replace(draft(), title="Von Hand"), e.revision),
        lambda by, e: service.cancel_event(by, e, "Krank"),
        lambda by, e: service.withdraw_event(by, e),
    ],
    ids=["changed", "cancelled", "withdrawn"],
)
def test_what_was_edited_here_is_not_overwritten_any_more(cast, edit):
    take(cast.ana, event())
    edit(cast.ana, all_events()[0])
    before = everything()

    outcome = take(cast.ana, event("a@elsewhere", "Anders", "20270310T150000", "20270310T170000"))

    assert counts(outcome) == {"skipped": 1}
    assert "nicht mehr überschrieben" in str(outcome.entries[0].reason)
    assert everything() == before


def test_a_single_date_edited_here_is_enough(cast):
    take(cast.ana, SERIES)
    choir = all_events()[0]
    date_deeds.cancel_date(cast.ana, choir, choir.occurrences[1], "Feiertag")

    outcome = take(cast.ana, SERIES, MOVED)

    assert counts(outcome) == {"skipped": 1}
    assert all_events()[0].is_detached


def test_what_the_office_hides_is_still_kept_in_step(cast):
    from kiknet.calendar import approval

    take(cast.ana, event())
    approval.hide_event(cast.olga, all_events()[0], "Bitte klären")
    take(cast.ana, event("a@elsewhere", "Anders"))

    (found,) = all_events()
    assert (found.title, found.publication, found.is_detached) == ("Anders", "hidden", False)


# Gone


def test_what_is_gone_over_there_is_called_off_here_and_comes_back(cast, source):
    take(cast.ana, event(), event("b", "Fest"), source=source)
    outcome = take(cast.ana, event("b", "Fest"), source=source)

    cafe, feast = all_events()
    assert counts(outcome) == {"unchanged": 1, "gone": 1}
    assert (cafe.scheduling, feast.scheduling) == ("cancelled", "confirmed")
    assert cafe.status_reason
    assert counts(take(cast.ana, event("b", "Fest"), source=source)) == {"unchanged": 1}

    take(cast.ana, event(), event("b", "Fest"), source=source)
    assert all_events()[0].scheduling == "confirmed"


def test_what_is_over_is_not_gone(cast, source):
    take(cast.ana, event("old", "Fasching", "20270201T150000", "20270201T170000"), event(), source=source)

    assert counts(take(cast.ana, event(), source=source)) == {"unchanged": 1}


def test_a_series_that_is_gone_keeps_what_was(cast, source, at):
    take(cast.ana, SERIES, source=source)
    at(2027, 3, 20, 12)
    take(cast.ana, event(), source=source)

    choir = all_events()[0]
    assert choir.scheduling == "confirmed"
    assert [row.state for row in choir.occurrences] == ["scheduled"] * 2 + ["cancelled"] * 3


def test_only_a_complete_calendar_can_tell_what_is_gone(cast, source):
    take(cast.ana, event(), event("b", "Fest"), source=source)
    cut_off = calendar(event("b", "Fest")).replace(b"END:VCALENDAR", b"BEGIN:VEVENT\r\nUID:a@else")
    unreadable = calendar(event("b", "Fest"), event("a@elsewhere", "Sprachcafé", "gestern"))

    for data in (cut_off, unreadable):
        outcome = taking.take_over(cast.ana, read(data, clock.today()), source.id)
        assert "gone" not in counts(outcome)
    assert not all_events()[0].is_cancelled


def test_a_file_never_says_what_is_gone(cast, source):
    take(cast.ana, event(), event("b", "Fest"), source=source)

    assert counts(take(cast.ana, event())) == {"unchanged": 1}


def test_what_came_as_a_file_is_adopted_by_the_address(cast, source):
    take(cast.ana, event())
    take(cast.ana, event(), source=source)

    assert counts(take(cast.ana, event("b", "Fest"), source=source)) == {"new": 1, "gone": 1}


# What is here already


def test_what_comes_from_here_stays_as_it_is(cast, browser):
    service.post_event(cast.ana, draft())
    service.post_event(cast.ana, draft(title="Chor", rule="FREQ=WEEKLY;COUNT=5"))
    exported = browser.get("/feeds/organisationen/mill.ics").data
    before = everything()

    mine = taking.take_over(cast.ana, read(exported, clock.today()))
    others = taking.take_over(cast.carla, read(exported, clock.today()))

    assert counts(mine) == counts(others) == {"skipped": 2}
    assert [str(entry.reason) for entry in others.entries] == [
        "Der Termin steht schon im Kalender, eingetragen von: The Mill."
    ] * 2
    assert everything() == before


def test_what_was_typed_already_is_not_there_twice(cast):
    service.post_event(cast.ana, draft())

    assert counts(take(cast.ana, event())) == {"skipped": 1}


def test_nothing_is_said_about_what_others_have_hidden(cast):
    theirs = service.post_event(cast.carla, draft(), publish=False)

    assert counts(take(cast.ana, event(theirs.uid, "Etwas anderes"))) == {"new": 1}


def test_the_same_calendar_may_belong_to_two_organisations(cast):
    assert counts(take(cast.ana, event())) == {"new": 1}
    assert counts(take(cast.carla, event())) == {"new": 1}


# Who


def test_a_viewer_takes_nothing_over(cast):
    with pytest.raises(NotAllowed):
        take(cast.vera, event())


def test_a_new_organisations_events_wait_for_the_office_which_hears_once(cast):
    with transaction():
        cast.mill.trust = "new"
    take(cast.ana, event(), event("b", "Fest"))

    assert {found.publication for found in all_events()} == {"submitted"}
    assert [mail.kind for mail in db.session.scalars(select(OutboxMail))] == ["import_submitted"]


def test_what_never_was_seen_is_taken_away_when_it_is_gone(cast, source):
    with transaction():
        cast.mill.trust = "new"
    take(cast.ana, event(), event("b", "Fest"), source=source)
    take(cast.ana, event("b", "Fest"), source=source)

    assert [found.publication for found in all_events()] == ["withdrawn", "submitted"]


def test_a_batch_asks_no_more_for_each_event_than_it_must(cast, queries):
    """What is read, is read for all at once; what is written, is written for each."""

    def reads(number, prefix):
        events = [event(f"{prefix}{n}", f"{prefix}{n}", "20270309T150000", "20270309T170000") for n in range(number)]
        with queries.counted() as sent:
            take(cast.ana, *events)
            return len([q for q in sent if q.startswith("SELECT")])

    reads(1, "w")
    assert reads(10, "b") == reads(5, "a")
    assert db.session.scalar(select(func.count(Event.id))) == 16


def test_several_dates_make_one_event(cast):
    take(cast.ana, event("d", "Kurs", "20270309T150000", "20270309T170000", "RDATE;TZID=Europe/Berlin:20270312T150000"))

    (course,) = all_events()
    assert [row.starts_local for row in course.occurrences] == [datetime(2027, 3, 9, 15), datetime(2027, 3, 12, 15)]
    assert intake.take_in(cast.ana, []) == []
