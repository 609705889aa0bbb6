"""What has come of it: the lead is asked once, after the last date, and says it in a minute."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import cooperating
import pytest
from drafts import draft
from post import link_in, mails_to
from sqlalchemy import select

from kiknet.calendar.service import cancel_event, post_event
from kiknet.cooperations import queries
from kiknet.cooperations.models import Cooperation, Outcome
from kiknet.cooperations.service import outcomes
from kiknet.cooperations.service.outcomes import OutcomeDraft, ask_for_outcomes, write_outcome
from kiknet.db import db, transaction
from kiknet.errors import NotAllowed, Rejected

SAID = {"people_reached": "60", "text": "Zwölf Treffen.", "lessons": "Früher einladen."}


@pytest.fixture(autouse=True)
def _in_march(at):
    at(2027, 3, 1, 12)


@pytest.fixture
def cafe(cast):
    return cooperating.led(cast.ana, state="active", accepted=[cast.city_library])


def dated(cast, cafe, day):
    """An event of the cooperation on that day of March."""
    event = post_event(cast.ana, draft(starts_local=datetime(2027, 3, day, 15), ends_local=datetime(2027, 3, day, 17)))
    with transaction():
        event.cooperation_id = cafe.id
    return event


def asked(address="ana@example.org"):
    return mails_to(address, "outcome_asked")


def test_the_lead_is_asked_once_the_day_after_the_last_date(cast, cafe, at, browser):
    dated(cast, cafe, 9)
    dated(cast, cafe, 16)
    for day in (9, 10, 16):
        at(2027, 3, day, 20)
        assert ask_for_outcomes() == 0
    at(2027, 3, 17, 5)
    assert ask_for_outcomes() == 1
    at(2027, 3, 18, 5)
    assert ask_for_outcomes() == 0
    assert len(asked()) == len(asked("ben@example.org")) == 1
    assert not asked("carla@example.org")
    assert not asked("vera@example.org")
    assert "Was ist aus „Erzählcafé“ geworden?" in asked()[0].subject
    assert "Wie viele Menschen" in browser.as_(cast.ana).get(link_in(asked()[0])).text


def test_a_cancelled_date_is_not_waited_for(cast, cafe, at):
    dated(cast, cafe, 9)
    cancel_event(cast.ana, dated(cast, cafe, 30), "Krank")
    at(2027, 3, 10, 5)
    assert ask_for_outcomes() == 1


def test_nobody_is_asked_who_has_said_it_already_or_has_had_no_date(cast, cafe, at):
    cooperating.led(cast.ana, "Ohne Termin", state="active", accepted=[cast.city_library])
    dated(cast, cafe, 9)
    write_outcome(cast.ana, cafe, OutcomeDraft(text="Schön war es."), cafe.revision)
    at(2027, 3, 10, 5)
    assert ask_for_outcomes() == 0


def test_two_workers_ask_once(app, cast, cafe, at):
    dated(cast, cafe, 9)
    at(2027, 3, 10, 5)
    barrier = Barrier(2)

    def work(_number):
        with app.app_context():
            barrier.wait()
            return ask_for_outcomes()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(work, range(2))) == 1
    assert len(asked()) == 1


def test_ana_says_it_in_three_fields_and_completes_the_cooperation_with_it(cast, cafe, browser, new_browser):
    ana, address = browser.as_(cast.ana), f"/kooperationen/{cafe.id}"
    assert "Ergebnis aufschreiben" in ana.get(address).text
    assert ana.post(f"{address}/ergebnis", data=SAID | {"completes": "1"}).status_code == 303

    stored = db.session.scalars(select(Outcome)).one()
    assert (stored.people_reached, stored.text, stored.lessons) == (60, "Zwölf Treffen.", "Früher einladen.")
    assert db.session.get(Cooperation, cafe.id).state == "completed"
    assert "60 Menschen erreicht" in ana.get(address).text
    carla = new_browser().as_(cast.carla)
    assert "Früher einladen." in carla.get(f"{address}/ergebnis").text
    assert "hat aufgeschrieben, was daraus geworden ist" in carla.get(f"{address}/verlauf").text


def test_while_it_is_being_planned_its_page_does_not_ask_what_has_come_of_it(cast, browser):
    planned = cooperating.led(cast.ana, state="planning", accepted=[cast.city_library])

    assert "Ergebnis aufschreiben" not in browser.as_(cast.ana).get(f"/kooperationen/{planned.id}").text


def test_it_can_be_written_any_time_and_put_right_later(cast, cafe, browser):
    ana, address = browser.as_(cast.ana), f"/kooperationen/{cafe.id}/ergebnis"
    ana.post(address, data=SAID)
    assert db.session.get(Cooperation, cafe.id).state == "active"
    ana.post(address, data=SAID | {"people_reached": "75"})
    assert db.session.scalars(select(Outcome.people_reached)).all() == [75]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"people_reached": "", "text": ""}, "Bitte schreiben Sie einen Satz"),
        ({"people_reached": "viele"}, "Bitte schreiben Sie eine Zahl"),
        ({"people_reached": "2000000"}, "So viele Menschen leben hier nicht."),
    ],
)
def test_what_makes_no_sense_comes_back_with_the_reason(cast, cafe, browser, typed, sentence):
    answer = browser.as_(cast.ana).post(f"/kooperationen/{cafe.id}/ergebnis", data=SAID | typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Früher einladen." in answer.text


def test_ben_and_ana_write_at_the_same_time_and_the_second_chooses(cast, cafe, browser, new_browser):
    address = f"/kooperationen/{cafe.id}/ergebnis"
    opened = hidden(browser.as_(cast.ana).get(address).text)
    new_browser().as_(cast.ben).post(address, data=SAID)

    answer = browser.post(address, data=SAID | opened | {"text": "Zehn Treffen."})

    assert answer.status_code == 409
    assert "Zwölf Treffen." in answer.text
    assert "Zehn Treffen." in answer.text


def test_what_else_happens_in_the_cooperation_meanwhile_does_not_stop_her(cast, cafe, browser):
    address = f"/kooperationen/{cafe.id}/ergebnis"
    opened = hidden(browser.as_(cast.ana).get(address).text)
    with transaction():
        changed = queries.cooperation_by_id(cast.ana, cafe.id)
        changed.revision += 1
    assert browser.post(address, data=SAID | opened).status_code == 303
    assert db.session.scalars(select(Outcome.text)).all() == ["Zwölf Treffen."]


def hidden(page):
    return dict(re.findall(r'name="(version|opened)"[^>]*value="([^"]*)"', page))


def test_only_the_lead_writes(cast, cafe):
    for by in (cast.carla, cast.vera, cast.olga):
        with pytest.raises(NotAllowed):
            write_outcome(by, cafe, OutcomeDraft(text="Wir auch."), cafe.revision)
    with pytest.raises(Rejected):
        write_outcome(cast.ana, cafe, OutcomeDraft(text="x" * (outcomes.LONGEST["text"] + 1)), cafe.revision)


def test_who_has_just_said_it_is_not_asked(cast, cafe, at, monkeypatch):
    dated(cast, cafe, 9)
    at(2027, 3, 17, 5)
    days = outcomes.parts.last_date

    def meanwhile(numbers):
        monkeypatch.undo()
        at(2027, 3, 17, 5)
        write_outcome(cast.ana, cafe, OutcomeDraft(people_reached=60), cafe.revision, completes=True)
        return days(numbers)

    monkeypatch.setattr(outcomes.parts, "last_date", meanwhile)
    assert ask_for_outcomes() == 0
    assert not asked()


def repeated(cast, cafe, rule, **more):
    """A series of the cooperation, each Tuesday from the 9th of March on."""
    starts = datetime(2027, 3, 9, 15)
    made = post_event(
        cast.ana, draft(starts_local=starts, ends_local=starts.replace(hour=17), rule=f"FREQ=WEEKLY{rule}", **more)
    )
    with transaction():
        made.cooperation_id = cafe.id
    return made


def test_after_a_series_was_called_off_the_lead_is_asked_what_came_of_its_dates(cast, cafe, at):
    series = repeated(cast, cafe, ";COUNT=10")
    at(2027, 3, 18, 12)
    cancel_event(cast.ana, series, "Zu wenige")
    assert ask_for_outcomes() == 1


def test_of_a_series_called_off_before_it_began_nobody_is_asked(cast, cafe, at):
    cancel_event(cast.ana, repeated(cast, cafe, ";COUNT=10"), "Zu wenige")
    at(2027, 6, 18, 12)
    assert ask_for_outcomes() == 0


def test_of_what_has_no_end_the_lead_is_asked_after_a_year(cast, cafe, at):
    repeated(cast, cafe, "")
    at(2028, 3, 8, 5)
    assert ask_for_outcomes() == 0
    at(2028, 3, 9, 5)
    assert ask_for_outcomes() == 1
