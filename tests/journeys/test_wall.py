"""The wall at a network meeting: projected, nobody touches it; on a phone one reads it and joins in."""

from playwright.sync_api import expect

from kiknet.accounts import service as accounts
from kiknet.cooperations import queries
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.service.founding import found
from kiknet.db import db, transaction

WALL = "/kooperationen/wand"
PROJECTOR = {"width": 1280, "height": 720}
TURNS_AFTER = 16_000
LONG = {"summary": "Wir machen etwas zusammen, und alle sind willkommen. " * 5, "needs": "Einen Raum mit Küche, " * 8}


def pin(by, title):
    made = found(by, CooperationDraft(title=title, visibility="public", **LONG)).id
    db.session.rollback()
    return made


def test_projected_it_shows_new_ideas_and_turns_its_pages_by_itself(cast, visitor):
    for number in range(4):
        pin(cast.ana, f"Idee Nummer {number}, und noch ein paar Worte dazu")
    room = visitor(PROJECTOR)
    room.page.clock.install()
    page = room.opens(WALL).page
    expect(page.locator(".idea")).to_have_count(4)
    room.looks_around()
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")

    pin(cast.carla, "Lachyoga")
    page.clock.run_for(TURNS_AFTER)
    expect(page.get_by_text("Seite 1 von 2")).to_be_visible()
    expect(page.locator(".idea__title", has_text="Lachyoga")).to_be_visible()
    page.clock.run_for(TURNS_AFTER)
    expect(page.get_by_text("Seite 2 von 2")).to_be_visible()
    expect(page.locator(".idea__title", has_text="Lachyoga")).to_have_count(0)


def test_without_a_connection_it_keeps_what_it_shows_and_says_so(cast, visitor):
    pin(cast.ana, "Lachyoga")
    room = visitor(PROJECTOR)
    room.page.clock.install()
    page = room.opens(WALL).page
    page.route("**/kooperationen/wand*", lambda route: route.fulfill(status=503, body="wartet"))

    page.clock.run_for(TURNS_AFTER)
    expect(page.get_by_text("Gerade keine Verbindung")).to_be_visible()
    expect(page.locator(".idea__title", has_text="Lachyoga")).to_be_visible()

    page.unroute("**/kooperationen/wand*")
    page.clock.run_for(TURNS_AFTER)
    expect(page.get_by_text("Gerade keine Verbindung")).to_be_hidden()
    room.troubles.clear()


def test_carla_scans_the_code_and_joins_with_her_phone(cast, visitor):
    idea = pin(cast.ana, "Lachyoga")
    with transaction():
        accounts.set_password(cast.carla.user, "vier Wörter die nirgends passen")

    carla = visitor().opens(WALL).looks_around().goes_to("Wir möchten mitmachen")
    carla.fills(email="carla@example.org", password="vier Wörter die nirgends passen").presses("Anmelden")
    carla.sees("Was könnten Sie beitragen?").looks_around()
    carla.fills(contribution="Tee für alle").presses("Mitteilen").sees("The Mill erfährt davon").looks_around()

    db.session.rollback()
    assert queries.cooperation_by_id(cast.ana, idea).partner(cast.city_library.id).contribution == "Tee für alle"
