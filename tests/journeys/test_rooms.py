"""A room from a phone: found while one writes the event, held, asked for with posting, and answered."""

from datetime import timedelta

from post import mails_to
from rooms import offered

from kiknet import clock
from kiknet.accounts import service as accounts
from kiknet.db import transaction

PASSWORD = "zwölf Kirschbäume im Schnee"


def _signed_in(acting, visitor):
    with transaction():
        accounts.set_password(acting.user, PASSWORD)
    somebody = visitor().opens("/anmelden").fills(email=acting.user.email, password=PASSWORD)
    somebody.page.get_by_role("button", name="Anmelden", exact=True).click()
    somebody.page.wait_for_url("**/mein/")
    return somebody


def test_carla_takes_a_free_room_while_she_types_and_ana_says_yes(app, cast, visitor):
    offered(cast.ana)
    day = clock.today() + timedelta(days=10)
    carla = _signed_in(cast.carla, visitor).opens("/mein/veranstaltungen/neu")

    carla.fills(title="Lesekreis", first_day=day.isoformat(), starts="16:00", ends="18:00")
    carla.page.get_by_text("Brauchen Sie einen Raum?").click()
    carla.page.get_by_role("button", name="Was ist dann frei?").click()
    carla.page.get_by_role("button", name="Diesen Raum nehmen").click()
    carla.sees("für Sie freigehalten").looks_around()
    assert carla.page.locator("#ort-angaben").is_hidden()

    carla.fills(starts="17:00", ends="19:00")
    carla.page.keyboard.press("Tab")
    carla.page.wait_for_function("!document.querySelector('#raum').hasAttribute('aria-busy')")
    carla.page.get_by_role("button", name="Veröffentlichen").click()
    carla.sees("Der Raum ist angefragt").looks_around()

    assert "17:00–19:00" in mails_to("ana@example.org", "booking_requested")[0].text
