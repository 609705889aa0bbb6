"""Ana's language café every Tuesday: all its dates, some of them, one of them."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

import icalendar
import ics
import pytest
import recurring_ical_events
from drafts import draft
from sqlalchemy import select

from kiknet import revisions
from kiknet.calendar import agenda, date_deeds, horizon, organisers, repeating, splitting, telling, texts
from kiknet.calendar.copies import draft_of
from kiknet.calendar.date_deeds import DateDraft
from kiknet.calendar.filter import Filter
from kiknet.calendar.kept_models import EventChange, EventText
from kiknet.calendar.models import Event
from kiknet.calendar.on_date import EventOnDate
from kiknet.calendar.service import change_event, post_event
from kiknet.db import db, transaction
from kiknet.errors import ChangedMeanwhile, NotAllowed, Rejected
from kiknet.feeds import queries as feeds
from kiknet.mail import OutboxMail
from kiknet.places.draft import PlaceDraft
from kiknet.places.service import merge_places


@pytest.fixture(autouse=True)
def _march(at):
    at(2027, 3, 1, 12)


def weekly(by, **changes):
    return post_event(by, draft(**({"rule": "FREQ=WEEKLY;COUNT=5"} | changes)))


def starts(event):
    return [row.starts_local for row in event.occurrences]


def tuesdays(first, number, hour=15):
    return [datetime(*first, hour) + timedelta(weeks=n) for n in range(number)]


def row_on(event, *day):
    return next(row for row in event.occurrences if row.recurrence_id.date() == date(*day))


def test_each_date_is_a_row(cast):
    event = weekly(cast.ana)

    assert starts(event) == tuesdays((2027, 3, 9), 5)
    assert {row.recurrence_id == row.starts_local for row in event.occurrences} == {True}
    assert [row.starts_at.hour for row in event.occurrences] == [14, 14, 14, 13, 13]  # summer time from 28 March


def test_a_series_without_end_has_rows_for_two_years(cast):
    event = weekly(cast.ana, rule="FREQ=WEEKLY")

    assert starts(event)[-1] == datetime(2029, 3, 27, 15)
    assert event.dates_until == datetime(2029, 3, 31, 23, 59)


def test_a_series_begins_with_a_date_of_its_own_rule(cast):
    event = weekly(cast.ana, rule="FREQ=WEEKLY;BYDAY=TH;COUNT=2")

    assert event.starts_local == datetime(2027, 3, 11, 15)
    assert starts(event) == [datetime(2027, 3, 11, 15), datetime(2027, 3, 18, 15)]


def test_what_skips_the_holidays_does_not_take_place_at_easter(cast):
    event = weekly(cast.ana, rule="FREQ=WEEKLY;COUNT=6", skips_holidays=True)

    assert [f"{day:%d.%m.}" for day in starts(event)] == ["09.03.", "16.03.", "06.04.", "13.04."]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rule": "FREQ=HOURLY"}, "rule"),
        ({"rule": "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", "starts_local": datetime(2027, 2, 1, 15),
          "ends_local": datetime(2027, 2, 1, 17)}, "rule"),
        ({"rule": "FREQ=WEEKLY;UNTIL=20270301"}, "until"),
        ({"rule": "FREQ=WEEKLY", "starts_local": None, "ends_local": None, "is_date_open": True}, "first_day"),
        ({"added": (datetime(2099, 1, 1, 15),)}, "added"),
        ({"rule": "FREQ=DAILY", "starts_local": datetime(2020, 3, 9, 15), "ends_local": datetime(2020, 3, 9, 17)},
         "rule"),
    ],
)  # fmt: skip
def test_a_rule_that_makes_no_sense_is_refused_beside_its_field(cast, changes, field):
    with pytest.raises(Rejected) as refusal:
        weekly(cast.ana, **changes)

    assert refusal.value.field == field
    assert db.session.query(Event).count() == 0


def edit(by, event, **changes):
    return change_event(by, event, replace(draft_of(event), **changes), event.revision)


def test_an_hour_later_keeps_every_date_and_what_is_special_about_it(cast, at):
    event = weekly(cast.ana)
    special = date_deeds.change_date(
        cast.ana, event, row_on(event, 2027, 3, 23), DateDraft(**own(event, 2027, 3, 23), note="Mit Musik")
    )
    at(2027, 3, 10, 12)
    ids = [row.id for row in event.occurrences]

    edit(cast.ana, event, starts_local=datetime(2027, 3, 9, 16), ends_local=datetime(2027, 3, 9, 18))

    assert [row.id for row in event.occurrences] == ids
    assert starts(event) == [datetime(2027, 3, 9, 15), *tuesdays((2027, 3, 16), 4, 16)]
    assert row_on(event, 2027, 3, 23).note == "Mit Musik"
    assert special.recurrence_id == datetime(2027, 3, 23, 16)


def own(event, *day):
    row = row_on(event, *day)
    return {"starts_local": row.starts_local, "ends_local": row.ends_local, "place": PlaceDraft(name="Market Square")}


def test_dates_no_longer_wanted_go_unless_there_is_something_about_them(cast):
    event = weekly(cast.ana)
    date_deeds.change_date(
        cast.ana, event, row_on(event, 2027, 3, 30), DateDraft(**own(event, 2027, 3, 30), note="Mit Musik")
    )

    edit(cast.ana, event, rule="FREQ=WEEKLY;COUNT=2")

    assert [(f"{row.starts_local:%d.%m.}", row.state) for row in event.occurrences] == [
        ("09.03.", "scheduled"), ("16.03.", "scheduled"), ("30.03.", "cancelled"),
    ]  # fmt: skip


def test_what_is_over_stays_as_it_was(cast, at):
    event = weekly(cast.ana)
    at(2027, 3, 17, 12)

    edit(cast.ana, event, rule="FREQ=WEEKLY;BYDAY=TH;COUNT=5")

    assert [f"{day:%d.%m.}" for day in starts(event)] == ["09.03.", "16.03.", "18.03.", "25.03.", "01.04.", "08.04."]


def places(event):
    return [(f"{row.starts_local:%d.%m.}", (row.place or event.place).name) for row in event.occurrences]


def test_what_is_over_stays_where_it_was(cast, at, browser):
    event = weekly(cast.ana, place_note="second floor")
    at(2027, 3, 17, 12)

    edit(cast.ana, event, place=PlaceDraft(name="The Hall"), place_note="")

    assert places(event) == [
        ("09.03.", "Market Square"), ("16.03.", "Market Square"),
        ("23.03.", "The Hall"), ("30.03.", "The Hall"), ("06.04.", "The Hall"),
    ]  # fmt: skip
    assert {row.place_note for row in event.occurrences[:2]} == {"second floor"}
    assert "Market Square" in browser.get(f"/veranstaltungen/{event.id}/2027-03-16").text
    assert "Market Square" not in browser.get(f"/veranstaltungen/{event.id}/2027-03-23").text


def test_what_was_online_and_is_over_has_no_place_when_the_series_gets_one(cast, at, browser):
    event = weekly(cast.ana, place=None, online_url="https://example.org/cafe")
    at(2027, 3, 17, 12)

    edit(cast.ana, event, place=PlaceDraft(name="Market Square"), place_note="second floor")

    assert [(shown.place, shown.place_note) for shown in map(partial(EventOnDate, event), event.occurrences)] == (
        [(None, "")] * 2 + [(cast.square, "second floor")] * 3
    )
    assert "Market Square" not in browser.get(f"/veranstaltungen/{event.id}/2027-03-16").text
    assert "Market Square" in browser.get(f"/veranstaltungen/{event.id}/2027-03-23").text
    assert "Market Square" not in browser.get("/kalender?von=2027-03-15&bis=2027-03-17").text
    assert [place for _start, place, _status in expanded(browser.get("/feeds/kalender.ics").data)][:3] == [
        "Online", "Online", "Market Square, second floor",
    ]  # fmt: skip
    shown = browser.get("/api/v1/occurrences?from=2027-03-15&to=2027-03-17").json["items"]
    assert [(one["location"], one["location_note"]) for one in shown] == [(None, "")]


def test_what_was_online_and_is_over_stays_so_whatever_else_is_said_of_it(cast, at):
    event = weekly(cast.ana, place=None, online_url="https://example.org/cafe")
    at(2027, 3, 17, 12)
    edit(cast.ana, event, place=PlaceDraft(name="Market Square"))
    edit(cast.ana, event, place=PlaceDraft(name="The Hall"))
    row = row_on(event, 2027, 3, 16)

    date_deeds.change_date(cast.ana, event, row, replace(date_deeds.draft_of(event, row), note="Mit Musik"))

    assert (EventOnDate(event, row).place, row.note) == (None, "Mit Musik")


def test_where_nothing_was_said_of_the_place_it_is_said_of_all_dates(cast, at):
    event = weekly(cast.ana, place=None)
    at(2027, 3, 17, 12)

    edit(cast.ana, event, place=PlaceDraft(name="Market Square"))

    assert {place for _day, place in places(event)} == {"Market Square"}


def test_another_way_to_find_it_is_for_the_dates_to_come(cast, at):
    event = weekly(cast.ana, place_note="second floor")
    at(2027, 3, 17, 12)

    edit(cast.ana, event, place_note="in the garden")

    shown = [EventOnDate(event, row).place_note for row in event.occurrences]
    assert shown == ["second floor"] * 2 + ["in the garden"] * 3
    assert {place for _day, place in places(event)} == {"Market Square"}


def test_what_is_over_stays_where_it_was_when_the_rest_is_split_from_the_past_on(cast, at):
    event = weekly(cast.ana)
    at(2027, 3, 24, 12)
    row = row_on(event, 2027, 3, 16)
    elsewhere = replace(repeating.draft_from(event, row), place=PlaceDraft(name="The Hall"))

    following = splitting.change_following(cast.ana, event, row.recurrence_id, elsewhere, event.revision)

    assert places(following)[:3] == [("16.03.", "Market Square"), ("23.03.", "Market Square"), ("30.03.", "The Hall")]


def test_a_series_nobody_has_seen_has_no_past(cast, at):
    event = post_event(cast.ana, draft(rule="FREQ=WEEKLY;COUNT=5"), publish=False)
    at(2027, 3, 17, 12)

    edit(cast.ana, event, place=PlaceDraft(name="The Hall"))

    assert {place for _day, place in places(event)} == {"The Hall"}


def test_a_plan_says_what_an_edit_would_do(cast):
    event = weekly(cast.ana)
    what = repeating.planned_change(event, replace(draft_of(event), rule="FREQ=WEEKLY;COUNT=3"))

    assert (len(what.kept), len(what.deleted), what.created) == (3, 2, ())
    assert starts(event) == tuesdays((2027, 3, 9), 5)


def test_this_and_following_is_a_series_of_its_own(cast):
    event = weekly(cast.ana, rule="FREQ=WEEKLY;COUNT=8", removed=(datetime(2027, 3, 16, 15), datetime(2027, 4, 13, 15)))
    row = row_on(event, 2027, 3, 30)
    kept_id = row_on(event, 2027, 4, 6).id
    later = replace(repeating.draft_from(event, row), title="Sprachcafé im Garten")

    following = splitting.change_following(cast.ana, event, row.recurrence_id, later, event.revision)

    assert [f"{day:%d.%m.}" for day in starts(event)] == ["09.03.", "23.03."]
    assert [f"{day:%d.%m.}" for day in starts(following)] == ["30.03.", "06.04.", "20.04.", "27.04."]
    assert (event.title, following.title) == ("Sprachcafé", "Sprachcafé im Garten")
    assert (following.split_from_id, following.owner_id) == (event.id, event.owner_id)
    assert following.uid != event.uid
    assert row_on(following, 2027, 4, 6).id == kept_id
    assert event.rule == "FREQ=WEEKLY;UNTIL=20270323"


def test_what_was_before_a_rule_began_anew_stays_when_the_rest_is_split(cast, at):
    event = weekly(cast.ana, rule="FREQ=WEEKLY")
    at(2027, 3, 17, 12)
    edit(cast.ana, event, starts_local=datetime(2027, 4, 6, 15), ends_local=datetime(2027, 4, 6, 17))
    row = row_on(event, 2027, 4, 6)

    following = splitting.change_following(
        cast.ana, event, row.recurrence_id, repeating.draft_from(event, row), event.revision
    )

    assert starts(event) == tuesdays((2027, 3, 9), 2)
    assert starts(following)[0] == datetime(2027, 4, 6, 15)
    assert (event.rule, event.starts_local, event.added) == ("", *starts(event)[:1], starts(event)[1:])


def test_from_an_added_date_on_the_others_keep_their_weekday_and_hour(cast):
    event = weekly(cast.ana, added=(datetime(2027, 3, 18, 19), datetime(2027, 4, 22, 19)))
    row = row_on(event, 2027, 3, 18)
    later = replace(repeating.draft_from(event, row), title="Sprachcafé im Garten")

    following = splitting.change_following(cast.ana, event, row.recurrence_id, later, event.revision)

    assert starts(event) == tuesdays((2027, 3, 9), 2)
    assert starts(following) == [
        datetime(2027, 3, 18, 19), *tuesdays((2027, 3, 23), 3), datetime(2027, 4, 22, 19),
    ]  # fmt: skip
    row = row_on(following, 2027, 4, 22)
    last = splitting.change_following(
        cast.ana, following, row.recurrence_id, repeating.draft_from(following, row), following.revision
    )
    assert (starts(last), last.rule) == ([datetime(2027, 4, 22, 19)], "")


def test_dates_without_a_rule_stay_dates_when_the_first_of_them_was_added_before(cast):
    event = post_event(cast.ana, draft(added=(datetime(2027, 3, 4, 19), datetime(2027, 3, 2, 19))))
    row = row_on(event, 2027, 3, 4)

    following = splitting.change_following(
        cast.ana, event, row.recurrence_id, repeating.draft_from(event, row), event.revision
    )

    assert (starts(event), starts(following)) == (
        [datetime(2027, 3, 2, 19)],
        [datetime(2027, 3, 4, 19), datetime(2027, 3, 9, 15)],
    )


def test_what_follows_may_last_all_day_from_now_on_but_what_is_over_may_not(cast, at):
    event = weekly(cast.ana)
    at(2027, 3, 17, 12)
    day = {"is_all_day": True, "starts_local": datetime(2027, 3, 23), "ends_local": datetime(2027, 3, 24)}
    with pytest.raises(Rejected, match="schon vorbei"):
        edit(cast.ana, event, **day)
    row = row_on(event, 2027, 3, 23)

    following = splitting.change_following(
        cast.ana, event, row.recurrence_id, replace(repeating.draft_from(event, row), **day), event.revision
    )

    assert (starts(event), starts(following)) == (tuesdays((2027, 3, 9), 2), tuesdays((2027, 3, 23), 3, hour=0))


def test_following_the_first_date_is_the_whole_series(cast):
    event = weekly(cast.ana)
    first = event.occurrences[0]

    same = splitting.change_following(
        cast.ana, event, first.recurrence_id, repeating.draft_from(event, first), event.revision
    )

    assert same is event


def test_cancelling_one_date_and_taking_it_back(cast):
    event = weekly(cast.ana)
    row = row_on(event, 2027, 3, 16)

    date_deeds.cancel_date(cast.ana, event, row, "Rohrbruch")
    change = db.session.query(EventChange).one()

    assert (row.state, row.reason, event.scheduling, event.sequence) == ("cancelled", "Rohrbruch", "confirmed", 1)
    assert change.kind == "status"
    assert change.after == {"date": "2027-03-16T15:00", "scheduling": "cancelled"}

    date_deeds.take_back_date(cast.ana, event, row)

    assert (row.state, row.reason) == ("scheduled", "")


def test_a_date_taken_back_stays_although_the_series_no_longer_says_so(cast):
    event = weekly(cast.ana)
    row = row_on(event, 2027, 3, 30)
    date_deeds.cancel_date(cast.ana, event, row, "Krank")
    edit(cast.ana, event, rule="FREQ=WEEKLY;COUNT=2")

    date_deeds.take_back_date(cast.ana, event, row_on(event, 2027, 3, 30))

    assert event.added == [datetime(2027, 3, 30, 15)]
    assert not repeating.planned_change(event, draft_of(event)).changes_dates


def test_moving_one_date_leaves_its_name(cast):
    event = weekly(cast.ana)
    row = row_on(event, 2027, 3, 16)
    moved = DateDraft(
        starts_local=datetime(2027, 3, 17, 18), ends_local=datetime(2027, 3, 17, 20), place=PlaceDraft(name="The Hall")
    )

    date_deeds.change_date(cast.ana, event, row, moved)

    assert (row.recurrence_id, row.starts_local, row.state) == (
        datetime(2027, 3, 16, 15), datetime(2027, 3, 17, 18), "moved",
    )  # fmt: skip
    assert row.place is cast.hall

    date_deeds.cancel_date(cast.ana, event, row, "")
    date_deeds.take_back_date(cast.ana, event, row)
    assert row.state == "moved"

    date_deeds.change_date(cast.ana, event, row, DateDraft(**own_usual(event, row)))
    assert (row.state, row.place, row.is_touched) == ("scheduled", None, False)


def own_usual(event, row):
    return {
        "starts_local": row.recurrence_id,
        "ends_local": row.recurrence_id + event.length,
        "place": PlaceDraft(name="Market Square"),
    }


def test_removing_a_date_and_putting_it_back(cast):
    event = weekly(cast.ana)
    day = row_on(event, 2027, 3, 16)

    date_deeds.remove_date(cast.ana, event, day)

    assert event.removed == [datetime(2027, 3, 16, 15)]
    assert len(event.occurrences) == 4

    date_deeds.put_back_date(cast.ana, event, datetime(2027, 3, 16, 15))

    assert (event.removed, event.added) == ([], [])
    db.session.expire_all()
    assert starts(event) == tuesdays((2027, 3, 9), 5)


def test_a_date_with_something_of_its_own_is_not_removed(cast):
    event = weekly(cast.ana)
    row = row_on(event, 2027, 3, 16)
    date_deeds.cancel_date(cast.ana, event, row, "")

    with pytest.raises(Rejected):
        date_deeds.remove_date(cast.ana, event, row)


def test_one_more_date_makes_a_series_of_a_single_event(cast):
    event = post_event(cast.ana, draft())

    date_deeds.add_date(cast.ana, event, datetime(2027, 5, 1, 10))

    assert event.is_series
    assert starts(event) == [datetime(2027, 3, 9, 15), datetime(2027, 5, 1, 10)]
    with pytest.raises(Rejected):
        date_deeds.add_date(cast.ana, event, datetime(2027, 5, 1, 10))

    date_deeds.remove_date(cast.ana, event, event.occurrences[0])

    assert (event.is_series, event.starts_local) == (False, datetime(2027, 5, 1, 10))


def test_others_change_nothing_and_nobody_overwrites_anybody(cast):
    event = weekly(cast.ana)
    row = event.occurrences[1]

    with pytest.raises(NotAllowed):
        date_deeds.cancel_date(cast.carla, event, row, "")
    with pytest.raises(ChangedMeanwhile):
        date_deeds.cancel_date(cast.ben, event, row, "", version=event.revision - 1)
    assert event.occurrences[1].state == "scheduled"


def test_a_series_that_ends_its_rule_keeps_what_was(cast, at):
    event = weekly(cast.ana)
    at(2027, 3, 17, 12)

    edit(cast.ana, event, rule="", starts_local=datetime(2027, 4, 20, 15), ends_local=datetime(2027, 4, 20, 17))

    assert [f"{day:%d.%m.}" for day in starts(event)] == ["09.03.", "16.03.", "20.04."]
    assert event.is_series


@pytest.mark.parametrize(
    ("deed", "subject"),
    [
        (
            lambda by, e: date_deeds.cancel_date(by, e, row_on(e, 2027, 3, 16), "x"),
            "Abgesagt am 16. März 2027: Sprachcafé",
        ),
        (lambda by, e: date_deeds.remove_date(by, e, row_on(e, 2027, 3, 16)), "Entfällt am 16. März 2027: Sprachcafé"),
        (lambda by, e: date_deeds.add_date(by, e, datetime(2027, 5, 1, 10)), "Findet statt am 1. Mai 2027: Sprachcafé"),
        (
            lambda by, e: date_deeds.change_date(by, e, row_on(e, 2027, 3, 16), DateDraft(**own(e, 2027, 3, 23))),
            "Neue Zeit am 16. März 2027: Sprachcafé",
        ),
        (
            lambda by, e: date_deeds.change_date(
                by, e, row_on(e, 2027, 3, 16), DateDraft(**own(e, 2027, 3, 16) | {"place": PlaceDraft(name="The Hall")})
            ),
            "Neuer Ort am 16. März 2027: Sprachcafé",
        ),
    ],
)
def test_partners_hear_of_a_single_date(cast, deed, subject):
    event = weekly(cast.ana)
    organisers.ask(cast.ana, event, cast.city_library)
    organisers.accept(cast.carla, event)

    deed(cast.ana, event)
    telling.tell_about_changes()

    told = db.session.scalars(select(OutboxMail).where(OutboxMail.kind == "event_changed")).all()
    assert [(m.recipient, m.subject) for m in told] == [("carla@example.org", subject)]


def test_a_note_is_no_news(cast):
    event = weekly(cast.ana)

    date_deeds.change_date(
        cast.ana, event, row_on(event, 2027, 3, 16), DateDraft(**own(event, 2027, 3, 16), note="Mit Musik")
    )

    assert db.session.query(EventChange).count() == 0
    assert row_on(event, 2027, 3, 16).note == "Mit Musik"


def test_every_night_the_rows_move_on(cast, at):
    event = weekly(cast.ana, rule="FREQ=WEEKLY")
    careful = weekly(cast.ana, rule="FREQ=WEEKLY", skips_holidays=True, title="Chor")
    at(2027, 6, 1, 3)

    assert horizon.move_on() == 2
    assert horizon.move_on() == 0

    db.session.expire_all()
    assert starts(event)[-1] == datetime(2029, 6, 26, 15)
    assert careful.dates_until == event.dates_until == datetime(2029, 6, 30, 23, 59)
    assert len(starts(event)) == len(set(starts(event)))


def test_a_cancelled_date_leaves_the_text_a_week_after_it(cast, at):
    event = weekly(cast.ana)
    date_deeds.cancel_date(cast.ana, event, row_on(event, 2027, 3, 16), "Rohrbruch")
    shown = texts.rendered([event.id], "de")[event.id]
    assert "RECURRENCE-ID;TZID=Europe/Berlin:20270316T150000" in shown
    assert "SUMMARY:ABGESAGT: Sprachcafé" in shown
    assert "Rohrbruch" in shown

    at(2027, 3, 23, 3)
    assert horizon.let_cancelled_go() == 0
    at(2027, 3, 24, 3)
    assert (horizon.let_cancelled_go(), horizon.let_cancelled_go()) == (1, 0)

    shown = texts.rendered([event.id], "de")[event.id]
    assert "EXDATE;TZID=Europe/Berlin:20270316T150000\r\n" in shown
    assert "RECURRENCE-ID" not in shown
    assert db.session.query(EventText).filter_by(language="de").one().text == shown


def shown(browser, address):
    return re.findall(r'href="(/veranstaltungen/\d+[^"]*)"', browser.get(address).text)


def test_the_calendar_leads_to_each_date(cast, browser):
    event = weekly(cast.ana, added=(datetime(2027, 3, 9, 19),))
    single = post_event(cast.ana, draft(title="Fest"))

    for address in ("/kalender/2027/03", "/kalender?ansicht=liste", "/kalender?ansicht=woche&woche=2027-W10"):
        links = shown(browser, address)
        assert f"/veranstaltungen/{event.id}/2027-03-09" in links
        assert f"/veranstaltungen/{event.id}/2027-03-09?um=1900" in links
        assert f"/veranstaltungen/{single.id}" in links
        assert f"/veranstaltungen/{event.id}" not in links


def test_a_date_elsewhere_is_found_where_it_is(cast):
    event = weekly(cast.ana)
    date_deeds.change_date(
        cast.ana,
        event,
        row_on(event, 2027, 3, 16),
        DateDraft(**own(event, 2027, 3, 16) | {"place": PlaceDraft(name="The Hall")}),
    )

    def days(**chosen):
        rows = agenda.entries_between(None, Filter(**chosen), date(2027, 3, 1), date(2027, 4, 30), is_full=True)
        return [(row.starts_local.day, row.place_name) for row in rows]

    assert days(districts=("40",)) == [(16, "The Hall")]
    assert days(is_wheelchair=True) == [(16, "The Hall")]
    assert (16, "The Hall") not in days(districts=("39",))
    assert len(days(districts=("39",))) == 4


def test_a_renamed_place_of_one_date_renews_the_text(cast):
    event = weekly(cast.ana)
    date_deeds.change_date(
        cast.ana,
        event,
        row_on(event, 2027, 3, 16),
        DateDraft(**own(event, 2027, 3, 16) | {"place": PlaceDraft(name="The Hall")}),
    )
    assert feeds.stale_events(date(2027, 3, 1), "de") == []

    with transaction():
        cast.hall.name = "Großer Saal"
        revisions.stamp(cast.hall)

    assert feeds.stale_events(date(2027, 3, 1), "de") == [event.id]
    assert "Großer Saal" in texts.rendered([event.id], "de")[event.id]
    assert event.id in feeds.changed_since(cast.hall.revision - 1, 10)


def test_a_merged_place_is_merged_for_single_dates_too(cast):
    event = weekly(cast.ana)
    row = row_on(event, 2027, 3, 16)
    date_deeds.change_date(
        cast.ana, event, row, DateDraft(**own(event, 2027, 3, 16) | {"place": PlaceDraft(name="The Hall")})
    )

    merge_places(cast.olga, cast.hall, cast.square)

    assert row.place_id == cast.square.id


def expanded(data):
    """What a program shows of a calendar in spring 2027: (start, place, status)."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(date(2027, 3, 1), date(2027, 5, 1))
    return [
        (each["DTSTART"].dt.replace(tzinfo=None), str(each["LOCATION"]), str(each["STATUS"]))
        for each in sorted(found, key=lambda each: each["DTSTART"].dt)
    ]


def test_every_feed_and_file_carries_the_series_with_what_differs(cast, browser):
    event = weekly(cast.ana)
    date_deeds.cancel_date(cast.ana, event, row_on(event, 2027, 3, 16), "Rohrbruch")
    moved = own(event, 2027, 3, 23) | {
        "starts_local": datetime(2027, 3, 24, 10),
        "ends_local": datetime(2027, 3, 24, 12),
    }
    hall = PlaceDraft(name="The Hall")
    date_deeds.change_date(cast.ana, event, row_on(event, 2027, 3, 23), DateDraft(**moved | {"place": hall}))
    date_deeds.remove_date(cast.ana, event, row_on(event, 2027, 3, 30))
    date_deeds.add_date(cast.ana, event, datetime(2027, 4, 10, 11))
    feeds_of_it = (
        "/feeds/kalender.ics",
        "/feeds/kalender.ics?stadtteil=40",
        f"/feeds/organisationen/{cast.mill.slug}.ics",
        f"/veranstaltungen/{event.id}.ics",
    )

    for address in feeds_of_it:
        data = browser.get(address).data
        ics.check(data)
        assert expanded(data) == [
            (datetime(2027, 3, 9, 15), "Market Square", "CONFIRMED"),
            (datetime(2027, 3, 16, 15), "Market Square", "CANCELLED"),
            (datetime(2027, 3, 24, 10), "The Hall, Mühlweg 1, 87435 Kempten", "CONFIRMED"),
            (datetime(2027, 4, 6, 15), "Market Square", "CONFIRMED"),
            (datetime(2027, 4, 10, 11), "Market Square", "CONFIRMED"),
        ], address


def test_a_date_removed_before_its_row_was_made_stays_out(cast, at):
    far = datetime(2029, 4, 3, 15)  # a Tuesday beyond the horizon
    event = weekly(cast.ana, rule="FREQ=WEEKLY", removed=(far,))
    before = texts.rendered([event.id], "de")
    at(2027, 5, 1, 3)
    horizon.move_on()

    db.session.expire_all()
    assert far not in starts(event)
    assert starts(event)[-1] > far
    assert texts.rendered([event.id], "de") == before
    assert "EXDATE;TZID=Europe/Berlin:20290403T150000" in before[event.id]


def test_a_series_may_begin_later_than_two_years_from_now(cast):
    event = post_event(
        cast.ana, draft(starts_local=datetime(2030, 1, 7, 18), ends_local=datetime(2030, 1, 7, 20), rule="FREQ=MONTHLY")
    )

    assert event.occurrences[0].starts_local == datetime(2030, 1, 7, 18)
    assert len(event.occurrences) == 25


def test_an_hour_later_is_an_hour_later_for_programs_too(cast, at, browser):
    event = weekly(cast.ana)
    at(2027, 3, 17, 12)

    edit(cast.ana, event, starts_local=datetime(2027, 3, 9, 16), ends_local=datetime(2027, 3, 9, 18))

    shown = [start for start, _place, _status in expanded(browser.get("/feeds/kalender.ics").data)]
    assert shown == [*tuesdays((2027, 3, 9), 2, 15), *tuesdays((2027, 3, 23), 3, 16)] == starts(event)


def test_a_series_reduced_to_a_cancelled_date_is_a_cancelled_event(cast):
    event = weekly(cast.ana)
    date_deeds.cancel_date(cast.ana, event, row_on(event, 2027, 3, 9), "Krank")

    edit(cast.ana, event, rule="", removed=())

    assert (event.is_series, event.is_cancelled, event.status_reason) == (False, True, "Krank")
    assert [row.state for row in event.occurrences] == ["scheduled"]
    assert "STATUS:CANCELLED" in texts.rendered([event.id], "de")[event.id]


def test_a_single_date_that_stays_when_a_series_lasts_all_day_lasts_all_day_too(cast):
    event = weekly(cast.ana, rule="", added=(datetime(2027, 3, 11, 10, 30),))
    date_deeds.cancel_date(cast.ana, event, row_on(event, 2027, 3, 11), "Krank")
    edit(
        cast.ana, event, starts_local=datetime(2027, 3, 9), ends_local=datetime(2027, 3, 10), is_all_day=True, added=()
    )

    row = row_on(event, 2027, 3, 11)
    date_deeds.take_back_date(cast.ana, event, row)

    assert (row.starts_local, row.ends_local, row.state) == (datetime(2027, 3, 11), datetime(2027, 3, 12), "scheduled")
    assert "RDATE;VALUE=DATE:20270311" in texts.rendered([event.id], "de")[event.id]
