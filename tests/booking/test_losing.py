"""Who does not get what they asked for is told at once, or by mail, what could be had instead."""

import re
from datetime import timedelta

import pytest
from post import mails_to
from rooms import asked, at, chairs, offered

from kiknet import clock
from kiknet.booking.alternatives import alternatives
from kiknet.booking.queries import open_requests
from kiknet.booking.service import decisions, requests, resources, timely
from kiknet.booking.when import query_of

OFFERS = 'id="statt-dessen"'


def times(slot):
    keys = query_of(slot)
    return {"day": keys["tag"], "starts": keys["von"], "ends": keys["bis"]}


def request_of(by, resource, *slots, **more):
    return requests.request_booking(by, asked(resource, *slots, **more))


def links(mail):
    return re.findall(r"http://localhost(/raeume/\d+/anfrage\S+)", mail.text)


def offered_in(page):
    return page.partition(OFFERS)[2].partition("</section>")[0]


def test_each_who_loses_is_offered_what_is_free_instead_of_their_own_time(cast):
    hall = offered(cast.ana)
    offered(cast.carla, title="Lesesaal", mode="instant")
    request_of(cast.carla, hall, at(14, 15), purpose="Früh")
    request_of(cast.carla, hall, at(17, 18), purpose="Spät")

    request_of(cast.ana, hall, at(14, 18), purpose="Eigenes")

    early, late = sorted(mails_to("carla@example.org", "booking_declined"), key=lambda mail: mail.id)
    assert any("von=13:00&bis=14:00" in link for link in links(early))
    assert any("von=18:00&bis=19:00" in link for link in links(late))


def test_the_link_in_the_mail_opens_a_filled_in_request(cast, browser, new_browser):
    hall = offered(cast.ana)
    booking = request_of(cast.carla, hall, purpose="Chor am Abend", people=17, note="Wir bringen Noten mit.")
    decisions.decline(cast.ana, booking, "Da ist Putztag")
    link = links(mails_to("carla@example.org", "booking_declined")[0])[0]

    page = browser.as_(cast.carla).get(link).text

    for words in ("Chor am Abend", 'value="17"', "Wir bringen Noten mit."):
        assert words in page
    assert "Chor am Abend" not in new_browser().as_(cast.ana).get(link).text


def test_an_owner_who_comes_second_is_told_at_once_what_can_be_offered(cast, browser):
    hall = offered(cast.ana)
    first, second = request_of(cast.carla, hall), request_of(cast.carla, hall, purpose="Chor")
    ana = browser.as_(cast.ana)
    assert ana.post(f"/buchungen/{first.id}/antwort", data={"answer": "yes"}).status_code == 303

    late = ana.post(f"/buchungen/{second.id}/antwort", data={"answer": "yes"})

    assert late.status_code == 409
    assert "12:00–14:00" in offered_in(late.text)
    assert "The Library hat diese Vorschläge per Mail bekommen" in late.text


def test_an_owner_whose_room_is_held_by_somebody_else_is_told_at_once(cast, browser):
    hall = offered(cast.ana)
    waiting = request_of(cast.carla, hall)
    requests.hold(cast.ana, hall, at())

    answer = browser.as_(cast.ana).post(f"/buchungen/{waiting.id}/antwort", data={"answer": "yes"})

    assert answer.status_code == 422
    assert "16:00–18:00" in offered_in(answer.text)


def test_asking_again_for_what_is_still_taken_offers_something_else(cast, browser):
    hall = offered(cast.ana, mode="instant")
    request_of(cast.ana, hall, at(days=37))
    booking = request_of(cast.carla, hall, at(days=30), at(days=37), is_all_or_nothing=False)
    carla, address = browser.as_(cast.carla), f"/buchungen/{booking.id}"

    assert "12:00–14:00" in offered_in(carla.get(address).text)
    again = carla.post(f"{address}/{booking.slots[1].id}/erneut")

    assert again.status_code == 422
    assert "schon vergeben" in again.text
    assert OFFERS in again.text


def test_another_time_that_is_taken_offers_something_else(cast, browser):
    hall = offered(cast.ana, mode="instant")
    request_of(cast.ana, hall, at(18, 20))
    booking = request_of(cast.carla, hall, at(14, 16))

    answer = browser.as_(cast.carla).post(
        f"/buchungen/{booking.id}/{booking.slots[0].id}/aenderung", data=times(at(18, 20))
    )

    assert answer.status_code == 422
    assert OFFERS in answer.text


def test_what_was_moved_to_another_time_is_not_lost(cast, browser):
    hall = offered(cast.ana, mode="instant")
    booking = request_of(cast.carla, hall, at(14, 16))
    requests.change_time(cast.carla, booking.slots[0], at(18, 20))

    assert OFFERS not in browser.as_(cast.carla).get(f"/buchungen/{booking.id}").text


def test_holding_what_is_taken_offers_something_else(cast, browser):
    hall = offered(cast.ana, mode="instant")
    request_of(cast.ana, hall)

    answer = browser.as_(cast.carla).post(
        f"/raeume/{hall.id}/anfrage", data=times(at()) | {"then": "hold", "quantity": "1"}
    )

    assert answer.status_code == 422
    assert OFFERS in answer.text


def test_too_many_chairs_beside_a_hall_offer_other_chairs(cast, browser):
    hall, some = offered(cast.ana, mode="instant"), chairs(cast.ana, mode="instant")
    chairs(cast.carla, title="Klappstühle", quantity=60, mode="instant")
    request_of(cast.ana, some, quantity=15)

    sent = times(at()) | {"purpose": "Fest", "quantity": "1", f"dazu_{some.id}": "12"}
    answer = browser.as_(cast.carla).post(f"/raeume/{hall.id}/anfrage", data=sent)

    assert answer.status_code == 422
    assert "Klappstühle" in offered_in(answer.text)
    assert "anzahl=12" in offered_in(answer.text)


@pytest.mark.parametrize("end", ["cancelled", "expired", "retired"])
def test_what_ends_without_those_who_asked_offers_something_else(cast, end, monkeypatch):
    hall = offered(cast.ana)
    offered(cast.carla, title="Lesesaal", mode="instant")
    booking = request_of(cast.carla, hall)
    if end == "cancelled":
        decisions.confirm(cast.ana, booking)
        decisions.cancel(cast.ana, booking, "Rohrbruch")
    elif end == "retired":
        resources.retire(cast.ana, hall)
    else:
        now = clock.now() + timedelta(days=14, minutes=1)
        monkeypatch.setattr(clock, "now", lambda: now)
        timely.expire()
    kind = {"retired": "booking_declined"}.get(end, f"booking_{end}")

    (mail,) = mails_to("carla@example.org", kind)

    assert "Lesesaal" in mail.text
    assert (f"/raeume/{hall.id}/anfrage" in mail.text) == (end != "retired")


def test_what_is_only_lent_by_talking_is_no_alternative(cast):
    hall = offered(cast.ana, mode="contact")
    request_of(cast.ana, hall)
    offered(cast.carla, title="Auf Zuruf", mode="contact")

    assert alternatives(hall, at(), 1) == []


def test_alternatives_cost_the_same_number_of_questions_for_one_room_and_for_five(cast, queries):
    hall = offered(cast.ana, mode="instant")
    offered(cast.carla, title="Lesesaal", mode="instant")
    request_of(cast.ana, hall)

    def asked_for():
        assert hall.title
        with queries.counted():
            alternatives(hall, at(), 1)
        return len(queries)

    asked_for()
    one = asked_for()
    for number in range(4):
        offered(cast.carla, title=f"Saal {number}", mode="instant")

    assert asked_for() == one


def test_no_date_chosen_is_no_answer(cast, browser):
    hall = offered(cast.ana)
    booking = request_of(cast.carla, hall, at(days=30), at(days=37))

    answer = browser.as_(cast.ana).post(f"/buchungen/{booking.id}/antwort", data={"answer": "yes"})

    assert answer.status_code == 422
    assert "mindestens einen Termin" in answer.text
    assert len(open_requests(hall)) == 2
