"""Who does not get what they asked for is told at once, or by mail, what could be had instead."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from pages import as_read
from post import mails_to
from rooms import asked, at, chairs, offered

from kiknet import clock
from kiknet.booking.alternatives import alternatives
from kiknet.booking.queries import open_requests
from kiknet.booking.service import decisions, requests, resources, timely
from kiknet.booking.slot import Slot
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
    return as_read(page).partition(OFFERS)[2].partition("</section>")[0]


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


def test_each_lost_date_of_several_is_offered_something_the_first_five(cast, browser):
    hall = offered(cast.ana)
    offered(cast.carla, title="Lesesaal", mode="instant")
    dates = [at(days=days) for days in (30, 37, 44, 51, 58, 65)]
    booking = request_of(cast.carla, hall, at(days=23), *dates)
    decisions.confirm(cast.ana, booking, [booking.slots[0].id])

    decisions.decline(cast.ana, booking, "Da ist Chor")

    (letter,) = mails_to("carla@example.org", "booking_declined")
    assert letter.text.count("Statt ") == 5
    days = [re.search(r"tag=([\d-]+)", link)[1] for link in links(letter)]
    for slot in dates[:5]:
        assert f"{slot.starts_at:%Y-%m-%d}" in days
    declined = [f"/raeume/{hall.id}/anfrage?tag={slot.starts_at:%Y-%m-%d}&von=14:00" for slot in dates]
    assert not any(link.startswith(tuple(declined)) for link in links(letter))
    assert offered_in(browser.as_(cast.carla).get(f"/buchungen/{booking.id}").text).count("Statt ") == 5


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


def test_nothing_is_offered_instead_that_they_have_asked_for_anyway(cast, browser):
    hall = offered(cast.ana, mode="instant")
    request_of(cast.ana, hall, at(14, 16, days=30))
    weekly = [at(14, 16, days=30), at(14, 16, days=37)]

    mine = request_of(cast.carla, hall, *weekly, is_all_or_nothing=False)

    offers = offered_in(browser.as_(cast.carla).get(f"/buchungen/{mine.id}").text)
    assert "anfrage?" in offers
    assert f"tag={query_of(weekly[1])['tag']}" not in offers


def test_the_form_offers_no_other_date_of_the_same_request(cast, browser):
    hall = offered(cast.ana, mode="instant", buffer_before=300, buffer_after=300)  # no other hour of the day is free
    request_of(cast.ana, hall, at(14, 16, days=30))
    repeated = {"every": "week", "until": query_of(at(days=44))["tag"], "purpose": "Chor", "quantity": "1"}

    page = browser.as_(cast.carla).post(f"/raeume/{hall.id}/anfrage", data=times(at(14, 16, days=30)) | repeated)

    assert page.status_code == 422
    assert f"tag={query_of(at(14, 16, days=31))['tag']}" in offered_in(page.text)
    assert f"tag={query_of(at(14, 16, days=37))['tag']}" not in offered_in(page.text)


def test_who_answers_sees_whose_request_a_yes_would_turn_down(cast, browser):
    hall = offered(cast.ana)
    first = request_of(cast.carla, hall, at(14, 16), purpose="Chor")
    request_of(cast.carla, hall, at(15, 17), purpose="Lesung")
    request_of(cast.carla, hall, at(16, 18), purpose="Danach")

    page = browser.as_(cast.ana).get(f"/buchungen/{first.id}").text

    warning = page.partition("Für diese Zeit gibt es noch eine Anfrage")[2].partition("</form>")[0]
    assert "Lesung" in warning
    assert "Danach" not in warning


def test_of_things_there_are_enough_of_nobody_is_a_rival(cast, browser):
    some = chairs(cast.ana)
    first = request_of(cast.carla, some, quantity=8)
    request_of(cast.carla, some, quantity=12, purpose="Passt")

    assert "noch eine Anfrage" not in browser.as_(cast.ana).get(f"/buchungen/{first.id}").text
    request_of(cast.carla, some, quantity=13, purpose="Passt nicht")

    page = browser.as_(cast.ana).get(f"/buchungen/{first.id}").text
    assert "Passt nicht" in page.partition("noch eine Anfrage")[2]


def test_chairs_for_a_hall_that_cannot_be_had_are_asked_about(cast, browser):
    hall, some = offered(cast.ana), chairs(cast.ana, mode="instant")
    both = requests.request_booking(cast.carla, replace(asked(hall), items=((hall.id, 1), (some.id, 12))))
    carla = browser.as_(cast.carla)
    assert "Brauchen Sie das noch?" not in carla.get(f"/buchungen/{both.id}").text

    decisions.decline(cast.ana, both, "Da wird geputzt.")

    letter = mails_to("carla@example.org", "booking_declined")[0].text
    assert "Stühle (12 ×)" in letter.partition("noch für Sie da")[2]
    page = carla.get(f"/buchungen/{both.id}").text
    assert "Stühle" in page.partition("Brauchen Sie das noch?")[2]


def test_an_empty_month_says_so_whatever_is_on_in_the_next(cast, browser):
    hall = offered(cast.ana, mode="instant")
    first_of_july = Slot(clock.from_local(datetime(2027, 7, 1, 14)), clock.from_local(datetime(2027, 7, 1, 16)))
    request_of(cast.carla, hall, first_of_july)

    page = browser.get(f"/raeume/{hall.id}?monat=2027-06").text

    assert "In diesem Monat ist nichts gebucht." in page
