"""What was told of a booking is not new any more once it was seen, or answered, also by a colleague."""

import re

import pytest
from rooms import asked, at, offered
from sqlalchemy import select

from kiknet.booking.service import decisions, requests
from kiknet.db import db, transaction
from kiknet.notifications.models import Notice
from kiknet.organisations.models import Membership


@pytest.fixture(autouse=True)
def _now(at):
    """1 March 2027."""


def new(person):
    db.session.expire_all()
    found = select(Notice.kind).where(Notice.user_id == person.user.id, Notice.read_at.is_(None))
    return sorted(db.session.scalars(found))


def test_opening_the_page_it_leads_to_is_enough(cast, browser):
    hall = offered(cast.ana)
    booking = requests.request_booking(cast.carla, asked(hall))
    assert new(cast.ana) == ["booking_requested"]
    window = browser.as_(cast.ana)

    page = window.get(f"/buchungen/{booking.id}").text

    assert new(cast.ana) == ["booking_requested"], "a GET writes nothing"
    form = page.partition('action="/mein/hinweise/gesehen"')[2]
    assert 'data-behaviour="seen"' in form.partition(">")[0]
    window.post("/mein/hinweise/gesehen", data={"weg": re.search(r'name="weg" value="([^"]*)"', form)[1]})
    assert new(cast.ana) == []
    assert "/mein/hinweise/gesehen" not in window.get(f"/buchungen/{booking.id}").text


def test_without_javascript_a_button_says_so_and_leads_back_to_the_page(cast, browser):
    booking = requests.request_booking(cast.carla, asked(offered(cast.ana)))
    window, address = browser.as_(cast.ana), f"/buchungen/{booking.id}?sprache=de"

    form = re.search(r'<form class="[^"]*without-js[^>]*>.*?</form>', window.get(address).text, re.S)[0]
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    answer = window.post("/mein/hinweise/gesehen", data=sent)

    assert "Als gelesen markieren</button>" in form
    assert (answer.status_code, answer.location) == (303, address)
    assert new(cast.ana) == []
    elsewhere = window.post("/mein/hinweise/gesehen", data=sent | {"next": "https://example.com/"})
    assert elsewhere.location == "/mein/hinweise"


def test_another_page_leaves_it_new(cast, browser):
    hall = offered(cast.ana)
    booking = requests.request_booking(cast.carla, asked(hall))
    window = browser.as_(cast.ana)

    assert "/mein/hinweise/gesehen" not in window.get(f"/raeume/{hall.id}").text
    window.post("/mein/hinweise/gesehen", data={"weg": f"/buchungen/{booking.id}0"})
    window.post("/mein/hinweise/gesehen", data={})

    assert new(cast.ana) == ["booking_requested"]


def test_answered_by_one_it_is_no_question_to_the_others(cast):
    with transaction() as session:
        vera = session.scalars(select(Membership).where(Membership.user_id == cast.vera.user.id)).one()
        vera.role = "admin"
    hall = offered(cast.ana)
    booking = requests.request_booking(cast.carla, asked(hall, at(), at(days=31)))
    assert new(cast.ana) == new(cast.vera) == ["booking_requested"]
    first, second = booking.slots

    decisions.confirm(cast.ana, booking, [first.id])
    assert new(cast.vera) == ["booking_requested"], "half of it still waits"

    decisions.decline(cast.ana, booking, "Leider nicht.", [second.id])

    assert new(cast.ana) == new(cast.vera) == []
    assert new(cast.carla) == ["booking_confirmed", "booking_declined"]
