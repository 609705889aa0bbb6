"""The office's own list, and the page everybody can read."""

from datetime import UTC, date, datetime

import pytest

from kiknet import clock
from kiknet.db import db
from kiknet.errors import ChangedMeanwhile, NotAllowed
from kiknet.observances import service
from kiknet.observances.models import OwnObservance
from kiknet.observances.queries import days_between

WEEK = {
    "name": "Interkulturelle Woche", "first_day": date(2027, 9, 19), "last_day": date(2027, 9, 26),
    "about": "Eine Woche voller Begegnungen.", "english_name": "Intercultural Week",
}  # fmt: skip
TYPED = {
    "name": "Interkulturelle Woche", "first_day": "19.09.2027", "last_day": "2027-09-26",
    "about": "Eine Woche voller Begegnungen. Alle sind eingeladen.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 3, 1, 8, tzinfo=UTC))


@pytest.fixture
def week(cast):
    return service.add(cast.olga, service.OwnDraft(**WEEK))


def test_olga_adds_a_week_and_everybody_reads_it(app, cast, browser):
    answer = app.test_client().as_(cast.olga).post("/buero/anlaesse", data=TYPED)

    assert answer.status_code == 303
    page = browser.get("/kalender/feiertage").text
    assert "Interkulturelle Woche" in page
    assert "Alle sind eingeladen." in page


def test_a_day_without_an_english_name_keeps_its_german_one(cast, week, browser):
    assert "Intercultural Week" in browser.get("/kalender/feiertage?sprache=en").text
    assert "Eine Woche voller Begegnungen." in browser.get("/kalender/feiertage?sprache=en").text


def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(app, cast):
    olga = app.test_client().as_(cast.olga)

    answer = olga.post("/buero/anlaesse", data=TYPED | {"name": "", "last_day": "2027-09-01"})

    assert answer.status_code == 422
    assert "Bitte geben Sie dem Tag einen Namen." in answer.text
    assert "Alle sind eingeladen." in answer.text
    answer = olga.post("/buero/anlaesse", data=TYPED | {"last_day": "2027-09-01"})
    assert (answer.status_code, "Der letzte Tag liegt vor dem ersten." in answer.text) == (422, True)


def test_only_the_office_keeps_the_list(cast, week):
    for person in (cast.ana, cast.vera):
        with pytest.raises(NotAllowed):
            service.add(person, service.OwnDraft(**WEEK))
        with pytest.raises(NotAllowed):
            service.remove(person, week)


def test_olga_changes_and_removes_a_day(app, cast, week):
    olga, address = app.test_client().as_(cast.olga), f"/buero/anlaesse/{week.id}"
    page = olga.get(address)
    assert 'value="2027-09-19"' in page.text
    version = week.revision

    assert olga.post(address, data=TYPED | {"name": "Woche der Vielfalt", "version": version}).status_code == 303
    db.session.expire_all()
    assert db.session.get(OwnObservance, week.id).name == "Woche der Vielfalt"
    with pytest.raises(ChangedMeanwhile):
        service.change(cast.olga, week, service.OwnDraft(**WEEK), version)
    db.session.rollback()
    assert olga.post(f"{address}/entfernung").status_code == 303
    assert olga.get(address).status_code == 404


def test_own_days_stand_in_order_among_the_known_ones_in_one_query(app, cast, week, queries):
    with app.test_request_context("/?sprache=en"), queries.counted():
        days = days_between(date(2027, 9, 18), date(2027, 9, 21))
        assert [(d.key, str(d.name)) for d in days] == [
            (week.key, "Intercultural Week"), ("weltkindertag", "World Children's Day"),
        ]  # fmt: skip
    assert len(queries) == 1


def test_the_page_costs_as_much_with_five_own_days_as_with_one(cast, week, browser, queries):
    browser.get("/kalender/feiertage")
    with queries.counted():
        browser.get("/kalender/feiertage")
    one = len(queries)
    for _n in range(4):
        service.add(cast.olga, service.OwnDraft(**WEEK))
    with queries.counted():
        browser.get("/kalender/feiertage")

    assert len(queries) == one
