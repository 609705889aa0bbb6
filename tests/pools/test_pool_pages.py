"""Pools as people see them: asking with a few taps, answering with one press, numbers as a table."""

from datetime import timedelta

import pytest
from post import mails_to
from sqlalchemy import select

from kiknet import clock
from kiknet.db import db
from kiknet.pools import service
from kiknet.pools.draft import PoolDraft
from kiknet.pools.models import Pool, PoolRequest

OPENING = {"kind": "interpreters", "languages": ["uk", "ar"], "topics": ["school", "health"], "is_open": "y"}


def asking(**changes):
    day = clock.today() + timedelta(days=5)
    given = {
        "language": "uk", "topic": "school", "day": day.isoformat(), "starts": "15:00", "minutes": "60",
        "where": "ours", "urgency": "normal",
    }  # fmt: skip
    return given | changes


@pytest.fixture
def pool(cast):
    return service.open_pool(cast.carla, PoolDraft("interpreters", ("uk", "ar"), ("school", "health")))


def newest():
    db.session.rollback()
    return db.session.scalars(select(PoolRequest).order_by(PoolRequest.id.desc())).first()


def test_carla_opens_a_pool_ben_asks_it_and_she_answers(cast, new_browser):
    carla, ben = new_browser().as_(cast.carla), new_browser().as_(cast.ben)
    assert carla.post("/mein/vermittlung/neu", data=OPENING).status_code == 303
    pool = db.session.scalars(select(Pool)).one()
    assert "Ukrainisch" in ben.get("/vermittlung").text

    answer = ben.post(f"/vermittlung/{pool.id}/anfrage", data=asking())

    address = f"/vermittlung/anfragen/{newest().id}"
    assert answer.location == address
    assert address in carla.get("/mein/vermittlung").text
    carla.post(f"{address}/antwort", data={"answer": "yes"})
    assert "Es kommt jemand" in ben.get(address).text
    assert address in ben.get("/mein/vermittlung/anfragen").text


def test_a_no_needs_a_reason_from_the_list(cast, pool, new_browser):
    new_browser().as_(cast.ben).post(f"/vermittlung/{pool.id}/anfrage", data=asking())
    carla, address = new_browser().as_(cast.carla), f"/vermittlung/anfragen/{newest().id}"

    carla.post(f"{address}/antwort", data={"answer": "no", "reason": "Weil Frau M. krank ist"})
    assert newest().state == "open"

    carla.post(f"{address}/antwort", data={"answer": "no", "reason": "too_short"})
    assert "Es ist zu kurzfristig" in carla.get(address).text


def test_what_is_missing_is_said_beside_its_field_and_the_rest_stays(cast, pool, browser):
    answer = browser.as_(cast.ben).post(f"/vermittlung/{pool.id}/anfrage", data=asking(starts="", topic=""))

    assert answer.status_code == 422
    assert "Bitte geben Sie an, wann." in answer.text
    assert 'value="uk" selected' in answer.text or 'selected value="uk"' in answer.text


def test_two_who_change_a_pool_see_both_versions(cast, pool, browser):
    carla, address = browser.as_(cast.carla), f"/mein/vermittlung/{pool.id}/bearbeiten"
    page = carla.get(address).text
    assert 'name="version"' in page
    import re

    opened = dict(re.findall(r'name="(version|opened)" type="hidden" value="([^"]*)"', page))
    service.change_pool(cast.carla, pool, PoolDraft("interpreters", ("uk", "tr"), ("school",)), pool.revision)

    answer = carla.post(address, data=OPENING | opened | {"languages": ["uk"]})

    assert answer.status_code == 409
    assert "Türkisch" in answer.text


def test_the_numbers_come_as_page_and_as_table(cast, pool, new_browser):
    new_browser().as_(cast.ben).post(f"/vermittlung/{pool.id}/anfrage", data=asking())

    for who in (cast.carla, cast.olga):
        browser = new_browser().as_(who)
        assert "Ukrainisch" in browser.get("/mein/vermittlung/zahlen").text
        table = browser.get("/mein/vermittlung/zahlen.csv")
        month = f"{clock.today():%Y-%m}"
        assert f"The Library;Dolmetschende;{month};Ukrainisch;1;0;0;1" in table.text
        assert table.mimetype == "text/csv"
    assert "Ukrainisch" not in new_browser().as_(cast.ben).get("/mein/vermittlung/zahlen").text


def test_the_coordinators_list_costs_the_same_for_one_and_for_five(cast, pool, new_browser, queries):
    ben, carla = new_browser().as_(cast.ben), new_browser().as_(cast.carla)

    def cost():
        ben.post(f"/vermittlung/{pool.id}/anfrage", data=asking(starts=f"{9 + len(costs)}:00"))
        carla.get("/mein/vermittlung")
        with queries.counted() as sent:
            assert carla.get("/mein/vermittlung").status_code == 200
        return len(sent)

    costs = []
    for _ in range(5):
        costs.append(cost())

    assert costs[0] == costs[-1]


def test_others_do_not_change_a_pool(cast, pool, new_browser):
    assert new_browser().as_(cast.ana).get(f"/mein/vermittlung/{pool.id}/bearbeiten").status_code == 404


def test_carla_asks_back_and_ben_answers_where_both_read_it(cast, pool, new_browser):
    carla, ben = new_browser().as_(cast.carla), new_browser().as_(cast.ben)
    ben.post(f"/vermittlung/{pool.id}/anfrage", data=asking())
    number = newest().id
    begin = f"/mein/nachrichten/neu?ueber=vermittlung-{number}"
    assert begin in carla.get(f"/vermittlung/anfragen/{number}").text

    there = carla.post(begin, data={"text": "Vormittags oder nachmittags?"}).location

    assert "Vormittags oder nachmittags?" in ben.get(there).text
    assert ben.get(begin).location == there
    assert new_browser().as_(cast.olga).get(begin).status_code != 200


def test_nobody_writes_to_themselves_about_their_own_request(cast, pool, browser):
    browser.as_(cast.carla).post(f"/vermittlung/{pool.id}/anfrage", data=asking())

    page = browser.get(f"/vermittlung/anfragen/{newest().id}").text

    assert "/mein/nachrichten/neu" not in page


def test_who_is_declined_is_shown_where_to_go_on(cast, pool, new_browser):
    ben = new_browser().as_(cast.ben)
    ben.post(f"/vermittlung/{pool.id}/anfrage", data=asking())
    address = f"/vermittlung/anfragen/{newest().id}"
    assert "kategorie=interpreter" not in ben.get(address).text

    new_browser().as_(cast.carla).post(f"{address}/antwort", data={"answer": "no", "reason": "nobody_free"})

    assert "/mein/suchen-bieten/neu?richtung=gesucht&amp;kategorie=interpreter" in ben.get(address).text


def test_both_sides_and_the_mail_read_at_whose_place_it_is(cast, pool, new_browser):
    new_browser().as_(cast.ben).post(f"/vermittlung/{pool.id}/anfrage", data=asking(where="ours"))

    page = new_browser().as_(cast.carla).get(f"/vermittlung/anfragen/{newest().id}").text

    assert "Vor Ort: The Mill" in page
    assert "Bei uns" not in page
    (mail,) = mails_to("carla@example.org", "pool_requested")
    assert "Vor Ort: The Mill" in mail.text


def test_the_coordinators_find_what_is_settled_by_its_day(cast, pool, new_browser):
    ben, carla = new_browser().as_(cast.ben), new_browser().as_(cast.carla)
    addresses = []
    for days in (9, 3, 6):
        day = clock.today() + timedelta(days=days)
        ben.post(f"/vermittlung/{pool.id}/anfrage", data=asking(day=day.isoformat()))
        addresses.append(f"/vermittlung/anfragen/{newest().id}")
        carla.post(f"{addresses[-1]}/antwort", data={"answer": "yes"})

    page = carla.get("/mein/vermittlung").text

    late, early, between = (page.index(address) for address in addresses)
    assert late < between < early


def test_who_only_reads_learns_how_to_ask(cast, pool, new_browser):
    said = "Um bei einem Pool anzufragen"

    assert said in new_browser().as_(cast.vera).get("/vermittlung").text
    assert said not in new_browser().as_(cast.ben).get("/vermittlung").text
