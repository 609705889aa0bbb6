"""The pages about matches: Ana and Ben for the Mill, Vera may only look there, Carla for the Library."""

import re

import pytest
from listings import listed, offered
from markupsafe import Markup
from sqlalchemy import select

from kiknet.board.availability import UNKNOWN, Availability, Weekly
from kiknet.board.service import listings
from kiknet.db import db, transaction
from kiknet.matching import telling
from kiknet.matching.models import Match
from kiknet.notifications.models import Notice
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Membership


def only():
    db.session.rollback()
    return db.session.scalars(select(Match)).one()


def test_hits_stand_on_ones_own_page_with_their_reasons(cast, browser):
    listed(cast.ana)
    offered(cast.carla)

    page = browser.as_(cast.ana).get("/mein/treffer").text

    assert "Passt gut" in page
    assert "Ältere sprechen gern mit Ihnen" in page
    assert "Die Sprache passt: Deutsch." in page


def test_the_other_sides_page_says_to_what_of_ours_it_fits_and_why(cast, browser, new_browser):
    listed(cast.ana)
    theirs = offered(cast.carla)

    page = browser.as_(cast.ana).get(f"/suchen-bieten/{theirs.id}").text

    assert "Passt zu Ihrem Eintrag:" in page
    assert "Die Sprache passt: Deutsch." in page
    assert "Passt zu Ihrem Eintrag:" not in browser.as_(cast.carla).get(f"/suchen-bieten/{theirs.id}").text
    assert "Passt zu Ihrem Eintrag:" not in new_browser().get(f"/suchen-bieten/{theirs.id}").text


def test_a_listing_nothing_fits_yet_says_that_a_notice_will_come(cast, browser):
    need = listed(cast.ana)

    assert "Noch nichts. Sobald etwas passt" in browser.as_(cast.ana).get(f"/suchen-bieten/{need.id}").text
    assert "Noch nichts. Sobald etwas passt" not in browser.as_(cast.carla).get(f"/suchen-bieten/{need.id}").text


def test_a_listing_nothing_fits_yet_says_what_it_leaves_open(cast, browser):
    room = listed(cast.ana, kind="room", title="Ein Raum", languages=(), availability=UNKNOWN)
    said = listed(cast.ana, kind="room", title="Noch ein Raum", languages=(), capacity=25)
    page, full = (browser.as_(cast.ana).get(f"/suchen-bieten/{one.id}").text for one in (room, said))

    assert "zeigt sich, ob beide Zeit haben. Wenn Sie angeben, für wie viele Personen es ist" in page
    assert f'<a href="/mein/suchen-bieten/{room.id}/bearbeiten">Jetzt ergänzen</a>' in page
    assert "Jetzt ergänzen" not in full


def test_what_an_entry_could_still_say_stands_once_above_all_that_fits_it(cast, browser):
    room = listed(cast.ana, kind="room", title="Raum für Nähkurs", languages=(), availability=UNKNOWN, capacity=10)
    for title in ("Gruppenraum", "Großer Raum im Erdgeschoss"):
        offered(cast.carla, kind="room", title=title, languages=(), capacity=30)

    page = browser.as_(cast.ana).get(f"/suchen-bieten/{room.id}").text

    assert page.count("Für 30 Personen ist Platz.") == 2
    assert page.count("zeigt sich, ob beide Zeit haben") == 1


def test_a_page_without_hits_says_what_will_come(cast, browser):
    assert "Noch kein Treffer" in browser.as_(cast.ana).get("/mein/treffer").text
    assert browser.as_(cast.olga).get("/mein/treffer").status_code == 200


def test_saying_that_it_does_not_fit(cast, browser):
    listed(cast.ana)
    offered(cast.carla)
    address = f"/mein/treffer/{only().id}/absage"
    browser.as_(cast.carla)

    assert "Passt das nicht?" in browser.get(address).text
    assert browser.post(address, data={"reason": "x" * 501}).status_code == 422
    assert browser.post(address, data={"reason": "Dienstags ist zu."}).status_code == 303

    assert only().state == "dismissed"
    assert "Noch kein Treffer" in browser.get("/mein/treffer").text
    ours = browser.get("/mein/treffer?was=dismissed").text
    assert "Passt doch" in ours
    assert 'Unser Grund: <span dir="auto">Dienstags ist zu.</span>' in ours
    assert "Dienstags ist zu." not in browser.as_(cast.ana).get("/mein/treffer?was=dismissed").text
    assert browser.as_(cast.carla).post(f"/mein/treffer/{only().id}/ruecknahme").status_code == 303
    assert only().state == "suggested"


def test_who_dismissed_it_decides_whether_it_returns(cast, browser):
    listed(cast.ana)
    offered(cast.carla)
    browser.as_(cast.carla).post(f"/mein/treffer/{only().id}/absage", data={})

    assert browser.as_(cast.ana).post(f"/mein/treffer/{only().id}/ruecknahme").status_code == 403


def test_viewers_look_and_others_do_not_even_see(cast, browser):
    listed(cast.ana)
    offered(cast.carla)
    address = f"/mein/treffer/{only().id}/absage"

    assert browser.as_(cast.vera).get(address).status_code == 403
    assert "Ältere sprechen gern" in browser.get("/mein/treffer").text
    assert browser.as_(cast.olga).get(address).status_code == 404


@pytest.mark.parametrize("deed", [listings.withdraw_listing, listings.pause_listing])
def test_what_has_left_the_board_is_not_shown_by_its_match_either(cast, browser, deed):
    need = listed(cast.ana)
    offered(cast.carla)
    address = f"/mein/treffer/{only().id}"
    assert need.title in browser.as_(cast.carla).get(f"{address}/absage").text

    deed(cast.ana, need)

    assert browser.get(f"{address}/absage").status_code == 404
    assert browser.post(f"{address}/absage", data={}).status_code == 404
    assert browser.post(f"{address}/ruecknahme").status_code == 404


def test_seen_hits_are_no_longer_new(cast, browser):
    listed(cast.ana)
    offered(cast.carla)

    browser.as_(cast.ana).post("/mein/treffer/gesehen")

    assert only().state == "seen"
    assert "Alle als gesehen markieren" not in browser.get("/mein/treffer").text


def test_the_page_of_ones_own_listing_names_what_fits_it(cast, browser):
    need, _other = listed(cast.ana), offered(cast.carla)

    assert "Das passt dazu" in browser.as_(cast.ana).get(f"/suchen-bieten/{need.id}").text
    assert "Das passt dazu" not in browser.as_(cast.carla).get(f"/suchen-bieten/{need.id}").text


def test_who_left_something_open_hears_what_would_make_it_better(cast, browser):
    need = listed(cast.ana, availability=Availability())
    given = offered(cast.carla)

    for address in ("/mein/treffer", f"/suchen-bieten/{need.id}"):
        page = browser.as_(cast.ana).get(address).text
        assert "Wenn Sie angeben, wann es sein könnte, zeigt sich, ob beide Zeit haben." in page
        assert f"/mein/suchen-bieten/{need.id}/bearbeiten" in page

    theirs = browser.as_(cast.carla).get("/mein/treffer").text
    assert "Wenn Sie" not in theirs
    assert "Es ist noch offen, wann es sein könnte." in theirs
    assert f"/mein/suchen-bieten/{given.id}/bearbeiten" not in theirs


def test_without_a_time_of_day_it_is_asked_for(cast, browser):
    listed(cast.ana, availability=Availability("weekly", (Weekly(1),)))
    offered(cast.carla)

    assert "Wenn Sie eine Uhrzeit angeben, zeigt sich, ob sie beiden passt." in (
        browser.as_(cast.ana).get("/mein/treffer").text
    )


def test_who_may_only_look_is_not_asked_to_add_anything(cast, browser):
    listed(cast.ana, availability=Availability())
    offered(cast.carla)

    assert "Jetzt ergänzen" not in browser.as_(cast.vera).get("/mein/treffer").text


def test_more_hits_cost_no_more_questions(cast, browser, queries):
    listed(cast.ana)
    offered(cast.carla)
    browser.as_(cast.ana).get("/mein/treffer")
    with queries.counted() as one:
        browser.get("/mein/treffer")
    for number in range(4):
        offered(cast.carla, title=f"Gespräche {number}")
    browser.get("/mein/treffer")

    with queries.counted() as five:
        browser.get("/mein/treffer")

    assert len(five) == len(one)


@pytest.fixture
def many(cast):
    """Five needs and five offers: 25 pairs, of which the last three only could fit; by their numbers."""
    for _number in range(5):
        listed(cast.ana)
        offered(cast.carla)
    with transaction():
        found = db.session.scalars(select(Match).order_by(Match.id)).all()
        for match in found:
            match.score = 45 if match in found[-3:] else 80
        return [match.id for match in found]


def shown_on(page):
    return [int(number) for number in re.findall(r'id="treffer-(\d+)"', page)]


def test_however_much_fits_well_what_could_fit_is_found(cast, browser, many):
    best_first = [*many[-4::-1], *many[:-4:-1]]
    browser.as_(cast.ana)

    first, second = browser.get("/mein/treffer").text, browser.get("/mein/treffer?seite=2").text
    possible = browser.get("/mein/treffer?was=possible").text
    good = browser.get("/mein/treffer?was=good").text

    assert shown_on(first) + shown_on(second) == best_first
    assert "Könnte passen</h2>" not in first
    assert "Könnte passen</h2>" in second
    assert shown_on(possible) == best_first[-3:]
    assert shown_on(good) == best_first[:20]
    assert 'href="/mein/treffer?was=good&amp;seite=2"' in good
    assert shown_on(browser.get("/mein/treffer?was=good&seite=3").text) == best_first[:20]
    assert "Hier steht gerade nichts" in browser.get("/mein/treffer?was=dismissed").text
    assert '<a href="/mein/treffer" aria-current="page">Alle</a>' in browser.get("/mein/treffer?was=something").text


def test_a_notice_leads_to_the_page_its_match_is_on(cast, browser, many):
    telling.tell()
    (url,) = db.session.scalars(
        select(Notice.url).where(Notice.user_id == cast.ana.user.id, Notice.about_id == many[0])
    ).all()

    page = browser.as_(cast.ana).get(url.partition("#")[0]).text

    assert many[0] in shown_on(page)
    assert 'rel="prev" href="/mein/treffer"' in page
    assert shown_on(browser.get("/mein/treffer?treffer=99999").text) == shown_on(browser.get("/mein/treffer").text)


def test_all_are_seen_at_once_not_only_those_on_the_page(cast, browser, many):
    assert browser.as_(cast.vera).post("/mein/treffer/gesehen").status_code == 403
    assert browser.as_(cast.olga).post("/mein/treffer/gesehen").status_code == 403
    assert set(db.session.scalars(select(Match.state))) == {"suggested"}

    browser.as_(cast.ana).post("/mein/treffer/gesehen")

    db.session.rollback()
    assert set(db.session.scalars(select(Match.state))) == {"seen"}


def test_who_suits_us_is_ranked_with_reasons(cast, browser):
    with transaction():
        for organisation in (cast.mill, cast.city_library):
            organisation.fields, organisation.audiences = ["sprache-bildung"], ["women"]
    listed(cast.ana)
    offered(cast.carla)

    page = browser.as_(cast.ana).get("/wer-passt").text

    assert "The Library" in page
    assert (
        "„Ältere sprechen gern mit Ihnen“ passt zu Ihrem Eintrag „Menschen zum Deutschsprechen“."
        in Markup(page).striptags()
    )
    assert "Gemeinsame Handlungsfelder: Sprache und Bildung." in page


@pytest.mark.parametrize("address", ["/mein/treffer", "/wer-passt"])
def test_somebody_of_two_organisations_is_asked_for_which_one_they_look(cast, browser, address):
    listed(cast.ana)
    offered(cast.carla)
    with transaction():
        db.session.add(Membership(user=cast.ana.user, organisation=cast.city_library, role="editor"))
    browser.as_(Acting(cast.ana.user))

    asked = browser.get(address)

    assert asked.status_code == 303
    assert asked.headers["Location"] == f"/mein/auftreten?next={address}"


def test_an_offer_that_sounds_like_looking_asks_its_own_people_whether_it_is_meant_so(cast, browser):
    words = {"title": "Kühlschrank", "text": "Unserer ist kaputt. Wer hat einen übrig?"}
    asked = offered(cast.ana, kind="equipment", languages=(), **words)
    given = offered(cast.ana, kind="equipment", languages=(), title="Kühlschrank abzugeben", text="Er läuft gut.")

    for person, is_asked in ((cast.ana, True), (cast.vera, False), (cast.carla, False)):
        browser.as_(person)
        assert ("Suchen Sie das?" in browser.get(f"/suchen-bieten/{asked.id}").text) is is_asked
        assert "Suchen Sie das?" not in browser.get(f"/suchen-bieten/{given.id}").text


def test_a_need_that_gives_asks_too(cast, browser):
    given = listed(cast.ana, kind="furniture", languages=(), title="Wer braucht unsere alten Stühle?", text="")

    assert "Bieten Sie das an?" in browser.as_(cast.ana).get(f"/suchen-bieten/{given.id}").text


def test_who_has_nothing_on_the_board_is_asked_to_write_it(cast, browser):
    ana = browser.as_(cast.ana).get("/mein/treffer").text
    listed(cast.carla)
    carla = browser.as_(cast.carla).get("/mein/treffer").text

    assert 'href="/mein/suchen-bieten/neu"' in ana
    assert "Schreiben Sie, was Sie suchen oder bieten" in ana
    assert "Schreiben Sie, was Sie suchen oder bieten" not in carla


def test_who_dismisses_a_hit_on_a_page_comes_back_to_that_page(cast, browser):
    need = listed(cast.ana)
    offered(cast.carla)
    ana, here = browser.as_(cast.ana), f"/suchen-bieten/{need.id}"
    asks = f"/mein/treffer/{only().id}/absage?next={here}?"
    assert asks in ana.get(here).text
    assert f'href="{here}?"' in ana.get(asks).text

    assert ana.post(asks).location.rstrip("?") == here
