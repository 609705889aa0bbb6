"""A new organisation takes a whole calendar over: the office looks once and decides about all of it."""

import re
import threading
from dataclasses import replace

import pytest
from post import mails_to
from sqlalchemy import func, select

from kiknet import clock, revisions
from kiknet.accounts.models import User
from kiknet.calendar import approval, batches
from kiknet.calendar.copies import draft_of
from kiknet.calendar.kept_models import EventText
from kiknet.calendar.models import Event
from kiknet.calendar.service import change_event
from kiknet.db import db, transaction
from kiknet.errors import NotAllowed
from kiknet.imports import taking
from kiknet.imports.reading import read
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Membership, Organisation


@pytest.fixture
def taken(cast, at):
    """The Mill is new in the network and brings events: `taken(3)`."""
    at(2027, 3, 1, 12)
    with transaction():
        cast.mill.trust = "new"

    def take(number, title="Probe"):
        lines = ["BEGIN:VCALENDAR"]
        for n in range(1, number + 1):
            lines += [
                "BEGIN:VEVENT",
                f"UID:{n}",
                f"SUMMARY:{title} {n}",
                f"DTSTART;VALUE=DATE:202703{n + 9}",
                "END:VEVENT",
            ]
        taking.take_over(cast.ana, read("\r\n".join([*lines, "END:VCALENDAR", ""]).encode(), clock.today()))
        return list(db.session.scalars(select(Event.id).order_by(Event.id)))

    return take


def current():
    return revisions.current()[0]


def seen_on(page):
    return re.search(r'name="version" value="(\d+)"', page)[1]


def states():
    db.session.rollback()
    return list(db.session.scalars(select(Event.publication).order_by(Event.id)))


def test_all_of_it_stands_on_the_desk_as_one_thing_and_is_approved_with_one_press(cast, taken, browser):
    ids = taken(3)
    office = browser.as_(cast.olga)
    desk = office.get("/buero/").text
    page = office.get("/buero/uebernommen/mill").text

    sent = {"eintrag": ids, "entscheidung": "approve", "trust": "y", "version": seen_on(page)}
    assert office.post("/buero/uebernommen/mill", data=sent).status_code == 303
    answer = office.get("/buero/")

    assert "3 übernommene Veranstaltungen von The Mill" in desk
    assert "Probe 2" not in desk
    assert "Probe 2" in page
    assert page.count(" checked") == 3
    assert "3 Einträge sind veröffentlicht." in answer.text
    assert "Nichts wartet" in answer.text
    assert states() == ["published"] * 3
    assert cast.mill.trust == "trusted"
    assert "Probe 3" in browser.get("/kalender/2027/03").text
    assert db.session.scalar(select(func.count()).select_from(EventText)) == 3
    (told,) = mails_to("ana@example.org", "import_decided")
    assert told.subject == "3 Veranstaltungen von Ihnen stehen im Kalender"
    assert "Ab jetzt veröffentlicht Ihre Organisation selbst." in told.text


def test_some_are_given_back_with_a_reason_and_come_again_when_they_were_changed_over_there(
    cast, taken, browser, new_browser
):
    ids = taken(3)
    office = browser.as_(cast.olga)

    without = office.post("/buero/uebernommen/mill", data={"eintrag": ids[:2], "entscheidung": "return"})
    assert without.status_code == 422
    assert without.text.count(" checked") == 2
    sent = {"eintrag": ids[:2], "entscheidung": "return", "reason": "Bitte mit Ort.", "version": seen_on(without.text)}
    assert office.post("/buero/uebernommen/mill", data=sent).status_code == 303

    assert states() == ["changes_requested", "changes_requested", "submitted"]
    assert "Bitte mit Ort." in mails_to("ana@example.org", "import_decided")[0].text
    assert "Bitte mit Ort." in new_browser().as_(cast.ana).get("/mein/veranstaltungen?was=waiting").text

    taken(3, "Probe im Saal")
    assert states() == ["submitted"] * 3


@pytest.mark.parametrize("sent", [{}, {"entscheidung": "approve"}, {"eintrag": "1", "entscheidung": "explode"}])
def test_nothing_is_decided_by_accident(cast, taken, browser, sent):
    taken(1)

    answer = browser.as_(cast.olga).post("/buero/uebernommen/mill", data=sent)

    assert answer.status_code == 422
    assert "mindestens einen Eintrag" in answer.text
    assert states() == ["submitted"]


def test_what_others_own_or_was_decided_meanwhile_is_passed_over(cast, taken):
    ids = taken(3)
    approval.reject_event(cast.olga, db.session.get(Event, ids[1]), "Nein.")
    with transaction():
        db.session.get(Event, ids[2]).owner = cast.city_library

    assert batches.decide(cast.olga, cast.mill, [*ids, 999], "approve", current()) == 1

    assert states() == ["published", "rejected", "submitted"]


def test_what_came_anew_since_the_office_looked_waits_on(cast, taken, browser):
    ids = taken(2)
    office, address = browser.as_(cast.olga), "/buero/uebernommen/mill"
    sent = {"eintrag": ids, "entscheidung": "approve", "trust": "y", "version": seen_on(office.get(address).text)}
    first = db.session.get(Event, ids[0])
    change_event(cast.ana, first, replace(draft_of(first), title="Ganz anders"), first.revision)

    assert office.post(address, data=sent).status_code == 303
    assert states() == ["submitted", "published"]

    with transaction():
        cast.mill.trust = "new"
    assert office.post(address, data=sent).status_code == 409
    assert states() == ["submitted", "published"]
    assert cast.mill.trust == "new"


def test_nobody_decides_about_their_own_while_somebody_else_can(cast, taken, browser):
    ids = taken(1)
    with transaction() as session:
        cast.carla.user.office_role = "office"
        session.add(Membership(user=cast.olga.user, organisation=cast.mill, role="viewer"))

    assert "jemand anderen" in browser.as_(cast.olga).get("/buero/uebernommen/mill").text
    with pytest.raises(NotAllowed):
        batches.decide(cast.olga, cast.mill, ids, "approve", current())
    assert batches.decide(cast.carla, cast.mill, ids, "approve", current()) == 1


def test_the_desk_and_the_page_cost_the_same_for_one_and_for_nine(cast, taken, browser, queries):
    office = browser.as_(cast.olga)
    counts = []
    for number in (1, 9):
        taken(number)
        with queries.counted() as asked:
            office.get("/buero/")
            office.get("/buero/uebernommen/mill")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_two_in_the_office_press_at_once_and_the_mill_hears_once(app, cast, taken):
    ids = taken(12)
    with transaction():
        cast.carla.user.office_role = "office"
    people, mill_id, seen = [cast.olga.user.id, cast.carla.user.id] * 2, cast.mill.id, current()
    ready, counts = threading.Barrier(4), []

    def press(number):
        with app.app_context():
            by, mill = Acting(db.session.get(User, people[number])), db.session.get(Organisation, mill_id)
            ready.wait()
            decision = "approve" if number % 2 else "return"
            counts.append(batches.decide(by, mill, ids, decision, seen, reason="Bitte mit Ort."))

    db.session.rollback()
    threads = [threading.Thread(target=press, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(counts) == [0, 0, 0, 12]
    assert len(set(states())) == 1
    assert len(mails_to("ana@example.org", "import_decided")) == 1
