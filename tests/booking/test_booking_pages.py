"""Looking for a room, asking, answering: the pages, as people use them."""

import re
from datetime import timedelta

from pages import as_read
from post import link_in, mails_to
from rooms import asked, at, chairs, offered
from sqlalchemy import select

from kiknet import clock
from kiknet.booking.hours import read_closures
from kiknet.booking.models import Booking, BookingSlot, Resource
from kiknet.booking.service import requests
from kiknet.booking.when import query_of
from kiknet.db import db

HALL = {
    "title": "Großer Saal", "kind": "room", "place_name": "The Hall", "capacity": "60",
    "features": ["kitchen", "piano"], "more_features": "Kegelbahn", "wheelchair": "yes", "mode": "request",
    "visibility": "public", "hours_5": "9–12, 14–22", "hours_6": "18–2", "closures": "24.12.2026\n1.8.–31.8.",
    "house_rules": "Bitte **leise**.", "key_note": "Bei Ben", "quantity": "1", "notice_hours": "0",
    "buffer_before": "0", "buffer_after": "0",
}  # fmt: skip


def form_for(slot, **more):
    keys = query_of(slot)
    return {
        "day": keys["tag"],
        "starts": keys["von"],
        "ends": keys["bis"],
        "purpose": "Sprachcafé",
        "quantity": "1",
    } | more


def only(model):
    db.session.rollback()
    return db.session.scalars(select(model)).one()


def test_an_admin_offers_a_room_and_everybody_finds_it(cast, browser, new_browser):
    answer = browser.as_(cast.ana).post("/mein/raeume/neu", data=HALL)

    assert answer.status_code == 303
    page = new_browser().get(answer.location).text
    for words in ("Großer Saal", "Küche", "Klavier", "Kegelbahn", "60", "<strong>leise</strong>", "The Hall"):
        assert words in page
    assert "Bei Ben" not in page
    assert "Großer Saal" in new_browser().get("/raeume").text


def test_what_was_typed_comes_back_as_it_was(cast, browser):
    ana = browser.as_(cast.ana)
    ana.post("/mein/raeume/neu", data=HALL)
    address = f"/mein/raeume/{only(Resource).id}/bearbeiten"

    page = ana.get(address).text

    for value in ("9–12, 14–22", "18–2", "Kegelbahn"):
        assert f'value="{value}"' in page
    assert "24.12.2026\n1.8.–31.8." in page
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)[1]
    assert ana.post(address, data=HALL | {"title": "Kleiner Saal", "version": version}).status_code == 303
    assert only(Resource).title == "Kleiner Saal"


def test_wrong_hours_come_back_with_the_reason(cast, browser):
    answer = browser.as_(cast.ana).post("/mein/raeume/neu", data=HALL | {"hours_5": "abends", "closures": "bald"})

    assert answer.status_code == 422
    assert "9–12, 14–22" in answer.text
    assert "bald" in answer.text


def test_closing_a_day_with_bookings_shows_them_and_asks(cast, browser):
    ana = browser.as_(cast.ana)
    ana.post("/mein/raeume/neu", data=HALL | {"hours_5": "", "hours_6": "", "closures": "", "house_rules": ""})
    hall = only(Resource)
    requests.request_booking(cast.ana, asked(hall))
    address = f"/mein/raeume/{hall.id}/bearbeiten"
    version = re.search(r'name="version"[^>]*value="(\d+)"', ana.get(address).text)[1]
    day = clock.to_local(at().starts_at)
    shut = HALL | {"hours_5": "", "hours_6": "", "version": version, "closures": f"{day:%d.%m.%Y}"}

    answer = ana.post(address, data=shut)
    assert answer.status_code == 422
    assert "The Mill" in answer.text

    assert ana.post(address, data=shut | {"keeps_bookings": "y"}).status_code == 303


def test_a_stranger_sees_that_it_is_taken_and_the_network_by_whom(cast, browser, new_browser):
    hall = offered(cast.ana)
    requests.request_booking(cast.ana, asked(hall, purpose="Vorstand"))
    day = clock.to_local(at().starts_at).date()
    address = f"/raeume/{hall.id}?woche={day:%G-W%V}"

    stranger, carla = browser.get(address).text, new_browser().as_(cast.carla).get(address).text

    assert "belegt" in stranger
    assert "Vorstand" not in stranger + carla
    plan = carla.partition('id="plan"')[2]
    assert "The Mill" in plan
    assert "The Mill" not in stranger.partition('id="plan"')[2]
    for page in (f"/raeume/{hall.id}?monat={day:%Y-%m}", f"/raeume/{hall.id}/aushang?woche={day:%G-W%V}"):
        assert "14:00–16:00" in new_browser().as_(cast.carla).get(page).text


def test_asking_and_answering_from_the_mail(cast, browser, new_browser):
    hall = offered(cast.ana)

    answer = browser.as_(cast.carla).post(f"/raeume/{hall.id}/anfrage", data=form_for(at(), people="30"))
    assert answer.status_code == 303
    assert "Ihre Anfrage ist unterwegs" in browser.get(answer.location).text

    ana = new_browser().as_(cast.ana)
    address = link_in(mails_to("ana@example.org", "booking_requested")[0])
    assert "Sprachcafé" in ana.get(address).text
    assert ana.post(f"{address}/antwort", data={"answer": "no"}).status_code == 422
    assert ana.post(f"{address}/antwort", data={"answer": "yes"}).status_code == 303
    assert "Der Hausmeister" in browser.get(address).text
    assert ana.post(f"{address}/antwort", data={"answer": "yes"}).status_code == 409


def test_a_taken_room_comes_back_with_what_is_free(cast, browser):
    hall = offered(cast.ana, mode="instant")
    offered(cast.carla, title="Lesesaal", mode="instant")
    requests.request_booking(cast.ana, asked(hall))

    answer = browser.as_(cast.carla).post(f"/raeume/{hall.id}/anfrage", data=form_for(at(15, 17)))

    assert answer.status_code == 422
    assert "schon vergeben" in answer.text
    offers = answer.text.partition('id="statt-dessen"')[2]
    assert "Lesesaal" in offers
    assert "16:00–18:00" in as_read(offers)


def test_two_taps_are_one_booking(cast, browser):
    hall = offered(cast.ana, mode="instant")
    sent = form_for(at(), key="3e0e5a9c-6d3c-4a5e-9a3c-8c8a1a1f0b11")
    carla = browser.as_(cast.carla)

    first, second = (carla.post(f"/raeume/{hall.id}/anfrage", data=sent) for _tap in range(2))

    assert first.location == second.location
    assert only(Booking)


def test_keeping_it_for_a_moment_and_then_sending(cast, browser, new_browser):
    hall = offered(cast.ana, mode="instant")
    carla, address = browser.as_(cast.carla), f"/raeume/{hall.id}/anfrage"

    kept = carla.post(address, data=form_for(at()) | {"then": "hold", "purpose": ""})
    assert kept.status_code == 200
    assert "freigehalten" in kept.text
    assert new_browser().as_(cast.ana).post(address, data=form_for(at())).status_code == 422

    assert carla.post(address, data=form_for(at())).status_code == 303


def test_hall_and_chairs_in_one_form_every_week(cast, browser):
    hall, some = offered(cast.ana), chairs(cast.ana)
    until = (clock.to_local(at().starts_at) + timedelta(days=14)).date().isoformat()
    sent = form_for(at(), **{f"dazu_{some.id}": "12", "every": "week", "until": until})

    browser.as_(cast.carla).post(f"/raeume/{hall.id}/anfrage", data=sent)

    db.session.rollback()
    slots = db.session.scalars(select(BookingSlot)).all()
    assert sorted((slot.resource_id, slot.quantity) for slot in slots) == [(hall.id, 1)] * 3 + [(some.id, 12)] * 3


def test_the_house_rules_of_what_comes_along_can_be_accepted_too(cast, browser):
    hall, some = offered(cast.ana), chairs(cast.ana, house_rules="Bitte **stapeln**.")
    carla, address = browser.as_(cast.carla), f"/raeume/{hall.id}/anfrage"
    sent = form_for(at(), **{f"dazu_{some.id}": "12"})

    page = carla.get(address).text
    assert "<strong>stapeln</strong>" in page
    assert 'name="accepts_rules"' in page
    assert carla.post(address, data=sent).status_code == 422
    assert carla.post(address, data=sent | {"accepts_rules": "y"}).status_code == 303


def test_changing_calling_off_and_asking_again(cast, browser, new_browser):
    hall = offered(cast.ana, mode="instant")
    booking = requests.request_booking(cast.carla, asked(hall))
    carla, address = browser.as_(cast.carla), f"/buchungen/{booking.id}"

    moved = carla.post(f"{address}/{booking.slots[0].id}/aenderung", data=form_for(at(18, 20)))
    assert moved.status_code == 303
    page = carla.get(address).text
    assert "Es ist auf die andere Zeit umgebucht." in page
    assert "Auf eine andere Zeit verlegt" in page
    assert carla.post(f"{address}/absage", data={"reason": "krank"}).status_code == 303
    assert "krank" in carla.get(address).text
    assert new_browser().as_(cast.olga).get(address).status_code == 404


def test_changing_what_waits_says_that_nothing_else_is_kept(cast, browser):
    booking = requests.request_booking(cast.carla, asked(offered(cast.ana)))
    carla, address = browser.as_(cast.carla), f"/buchungen/{booking.id}"
    changing = f"{address}/{booking.slots[0].id}/aenderung"
    assert "behalten" not in carla.get(changing).text

    carla.post(changing, data=form_for(at(18, 20)))

    assert "Ihre Anfrage gilt jetzt für die andere Zeit." in carla.get(address).text


def test_finding_a_room_for_saturday(cast, browser):
    """Saturday 14–18 h, 40 people, kitchen, step-free, Thingers."""
    hall = offered(cast.ana, mode="instant")
    offered(cast.ana, title="Teeküche", capacity=35)
    offered(cast.ana, title="Keller", capacity=20)
    offered(cast.ana, title="Probenraum", wheelchair="no")
    question = "/raeume?personen=40&merkmal=kitchen&rollstuhl=ja&stadtteil=thingers&" + "&".join(
        f"{k}={v}" for k, v in query_of(at(14, 18)).items()
    )

    free, _mark, near = browser.get(question).text.partition('id="beinahe"')

    assert "Großer Saal" in free
    assert "Keller" not in free + near
    assert "nur für 35 Personen" in near
    assert "nicht stufenlos" in near
    requests.request_booking(cast.carla, asked(hall, at(17, 19)))
    _free, _mark, near = browser.get(question).text.partition('id="beinahe"')
    assert "13:00–17:00" in as_read(near)
    assert "Großer Saal" not in browser.get(question.replace("thingers", "39")).text


def test_after_a_search_the_answer_comes_first_and_the_question_is_one_line(cast, browser):
    offered(cast.ana, mode="instant")
    assert "<summary" in browser.get("/raeume").text
    assert 'class="asked"' not in browser.get("/raeume").text, "the form stands there"

    asked = "/raeume?tag=2027-03-06&von=14:00&bis=18:00&personen=40&merkmal=kitchen&stadtteil=thingers"
    page = as_read(browser.get(asked).text)

    folded = re.search(r'<details class="asked">(.*?)</summary>', page, re.DOTALL)[1]
    assert (
        re.sub(r"\s+", " ", re.sub("<[^>]*>", "", folded))
        .strip()
        .startswith("Gesucht: Samstag, 6. März 2027, 14:00–18:00 Uhr · 40 Personen · Küche · Thingers")
    )
    assert page.index('class="asked"') < page.index('name="personen"') < page.index('id="frei"')


def test_a_search_that_finds_nothing_or_was_not_understood_is_open_to_be_changed(cast, browser):
    offered(cast.ana, mode="instant")

    assert '<details class="asked" open>' in browser.get("/raeume?personen=4000").text
    assert 'class="asked"' not in browser.get("/raeume?tag=irgendwann").text


def test_when_it_is_closed_stands_on_its_page(cast, browser):
    closures = read_closures("1.8.–31.8.\n24.12.\n1.3.2020–5.3.2020\n1.3.2030–5.3.2030", clock.today())
    hall = offered(cast.ana, closures=tuple(closures), closes_on_holidays=True)

    page = browser.get(f"/raeume/{hall.id}").text

    assert "jeden August; 24. Dezember; 1. März bis 5. März 2030; an Feiertagen" in page
    assert "2020" not in page


def test_finding_asks_the_same_number_of_questions_for_one_room_and_for_five(cast, browser, queries):
    address = "/raeume?personen=10&" + "&".join(f"{k}={v}" for k, v in query_of(at()).items())

    def asked_for():
        with queries.counted():
            browser.get(address)
        return len(queries)

    hall = offered(cast.ana, mode="instant")
    asked_for()
    requests.request_booking(cast.ana, asked(hall, at(8, 10)))
    one = asked_for()
    for number in range(4):
        other = offered(cast.ana, title=f"Saal {number}", mode="instant")
        requests.request_booking(cast.ana, asked(other, at(8, 10)))

    assert asked_for() == one


def test_lists_ask_the_same_number_of_questions_for_one_and_five(cast, browser, new_browser, queries):
    hall = offered(cast.ana)
    ana, carla = browser.as_(cast.ana), new_browser().as_(cast.carla)
    week = f"{clock.to_local(at().starts_at):%G-W%V}"
    pages = [
        (ana, f"/mein/raeume?woche={week}"),
        (carla, "/mein/buchungen"),
        (carla, f"/raeume/{hall.id}?woche={week}"),
    ]

    def counts():
        found = []
        for who, page in pages:
            with queries.counted():
                who.get(page)
            found.append(len(queries))
        return found

    requests.request_booking(cast.carla, asked(hall, at(8, 9)))
    counts()
    one = counts()
    for hour in range(10, 14):
        requests.request_booking(cast.carla, asked(hall, at(hour, hour + 1), purpose=f"Nr. {hour}"))

    assert counts() == one


def test_the_caretaker_has_a_secret_calendar(cast, browser, new_browser):
    hall = offered(cast.ana, buffer_after=30)
    booking = requests.request_booking(cast.ana, asked(hall, people=12))
    ana, address = browser.as_(cast.ana), f"/mein/raeume/{hall.id}/kalender"

    def secret(page):
        return re.search(r"http://localhost(/feeds/raeume/[\w-]+\.ics)", page)[1]

    first = secret(ana.post(address).text)
    feed = new_browser().get(first)
    assert feed.mimetype == "text/calendar"
    from icalendar import Calendar

    (event,) = Calendar.from_ical(feed.text).walk("VEVENT")
    assert event["summary"] == "The Mill: Sprachcafé"
    assert event.decoded("dtstart") == booking.slots[0].starts_at
    second = secret(ana.post(address).text)
    assert [new_browser().get(each).status_code for each in (first, second)] == [404, 200]


def test_how_much_is_used_and_as_a_table_without_formulas(cast, browser):
    hall = offered(cast.ana, title='=HYPERLINK("x")')
    requests.request_booking(cast.ana, asked(hall, at(8, 20)))
    ana = browser.as_(cast.ana)

    assert "<svg" in ana.get("/mein/raeume/auslastung").text
    table = ana.get("/mein/raeume/auslastung.csv").text
    rows = [line.split(";") for line in table.splitlines()]
    month = f"{clock.to_local(at().starts_at):%Y-%m}"
    (row,) = [row for row in rows if row[1] == month]
    assert row[0].strip('"').startswith("'=")
    assert row[2:4] == ["1", "12"]


def test_what_is_no_longer_lent_lists_what_it_ends(cast, browser, new_browser):
    hall = offered(cast.ana)
    requests.request_booking(cast.ana, asked(hall))
    ana, address = browser.as_(cast.ana), f"/mein/raeume/{hall.id}/ende"

    assert "14:00–16:00" in as_read(ana.get(address).text)
    assert ana.post(address).status_code == 303

    assert new_browser().get(f"/raeume/{hall.id}").status_code == 410


def test_of_many_that_are_free_the_smallest_are_shown_and_all_on_request(cast, browser):
    for number in range(14):
        offered(cast.ana, title=f"Saal {number:02}", capacity=20 + number, mode="instant")
    address = "/raeume?" + "&".join(f"{k}={v}" for k, v in query_of(at()).items())

    few, every = browser.get(address).text, browser.get(f"{address}&alle=1").text

    assert "Mehr als 12 Angebote sind frei" in few
    assert [f"Saal {number:02}" in few for number in range(14)] == [True] * 12 + [False] * 2
    assert "14 Angebote sind frei" in every
    assert "Saal 13" in every


def test_what_is_taken_is_tried_at_other_times_far_down_the_list(cast, browser):
    """Thirty-five small rooms are taken for days; the large one is free an hour later."""
    for number in range(35):
        room = offered(cast.ana, title=f"Kammer {number:02}", capacity=5, mode="instant", hours=())
        requests.request_booking(cast.ana, asked(room, at(0, 72)))
    hall = offered(cast.ana, mode="instant")
    requests.request_booking(cast.ana, asked(hall, at(13, 15)))

    page = browser.get("/raeume?" + "&".join(f"{k}={v}" for k, v in query_of(at(14, 16)).items())).text

    assert "Kammer" not in page
    assert "Großer Saal" in page.partition('id="beinahe"')[2]
    assert "15:00–17:00" in as_read(page)
