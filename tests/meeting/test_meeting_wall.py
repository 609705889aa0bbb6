"""What the office writes down in the room is on the wall a moment later: ideas, needs and offers, dates."""

import re
from datetime import datetime, timedelta

import pytest
from drafts import draft
from listings import listed, offered

from kiknet import clock
from kiknet.calendar.service import cancel_event, post_event
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.service.founding import found
from kiknet.db import db, transaction
from kiknet.meeting import lines, service, wall

WALL = "/kooperationen/wand"


@pytest.fixture(autouse=True)
def on_a_monday_in_march(at):
    at(2027, 3, 1, 18)


def write(cast, text, whose=None):
    return service.write(cast.olga, lines.read(text), whose or cast.mill)


def pages(browser, who=""):
    """Every page of the wall, in the order in which it turns."""
    seen, address = {}, WALL + who
    while address not in seen:
        seen[address] = browser.get(address).text
        address = re.search(r'data-next="([^"]+)"', seen[address])[1].replace("&amp;", "&")
    return list(seen.values())


def titles(page):
    return re.findall(r"<h1>([^<]+)</h1>", page)[0], re.findall(r'class="wall__title"[^>]*>([^<]+)<', page)


def test_what_was_written_in_the_room_hangs_on_the_networks_wall_and_not_on_the_towns(cast, new_browser):
    for line in ("idee: Lachyoga", "suche: Schiedsrichter", "biete: Saal für 40", "termin: 8.3. Frühstück"):
        write(cast, line)

    network, town = pages(new_browser().as_(cast.carla)), pages(new_browser())

    assert "Lachyoga" in network[0]
    assert titles(network[1]) == ("Wer sucht was, wer hat was?", ["Schiedsrichter", "Saal für 40"])
    assert titles(network[2]) == ("Was steht an?", ["Frühstück"])
    assert len(network) == 3
    for word in ("Lachyoga", "Schiedsrichter", "Saal für 40", "Frühstück"):
        assert all(word not in page for page in town)
    assert pages(new_browser().as_(cast.carla), "?wer=alle")[0].count("Lachyoga") == 0


def test_what_came_last_is_named_on_every_page_for_an_hour(cast, at, browser):
    browser.as_(cast.carla)
    write(cast, "idee: Lachyoga")
    at(2027, 3, 1, 18, 5)
    write(cast, "suche: Schiedsrichter")

    for page in pages(browser):
        fresh = page.partition('id="neu"')[2].partition("</div>")[0]
        assert "Schiedsrichter" in fresh
        assert "The Mill" in fresh
    at(2027, 3, 1, 20)
    assert "Gerade dazugekommen" not in browser.get(WALL).text


def test_the_town_sees_what_is_public_only(cast, browser):
    listed(cast.ana, title="Tische")
    listed(cast.ana, title="Stühle", visibility="network")
    offered(cast.carla, title="Saal")
    post_event(cast.ana, draft(title="Chor"))
    post_event(cast.ana, draft(title="Vorstand", visibility="network"))
    post_event(cast.ana, draft(title="Vielleicht", scheduling="planned"))

    _ideas, board, dates = pages(browser)

    assert titles(board)[1] == ["Tische", "Saal"]
    assert titles(dates)[1] == ["Chor"]


def test_next_are_those_to_come_and_what_is_new_stands_once(cast, at):
    day = clock.today() + timedelta(days=1)
    for number in range(7):
        starts = datetime.combine(day, datetime.min.time()).replace(hour=8 + number)
        post_event(cast.ana, draft(title=f"Nr. {number}", starts_local=starts, ends_local=starts + timedelta(hours=1)))
    for number in range(2):
        starts = datetime.combine(day + timedelta(days=number), datetime.min.time()).replace(hour=20)
        post_event(cast.ana, draft(title="Rundgang", starts_local=starts, ends_local=starts + timedelta(hours=1)))
    cancel_event(cast.ana, post_event(cast.ana, draft(title="Abgesagt")), "Krank")
    at(day.year, day.month, day.day, 9, 30)

    page = wall.page(None, "public", 2)

    assert [row.title for row in page.new] == ["Rundgang", "Nr. 6", "Nr. 5", "Nr. 4", "Nr. 3"]
    assert [row.title for row in page.coming][:2] == ["Nr. 1", "Nr. 2"]
    assert not {row.id for row in page.new} & {row.id for row in page.coming}


def test_what_was_taken_over_by_the_hundred_is_not_what_is_new(cast):
    event = post_event(cast.ana, draft(title="Übernommen"))
    with transaction():
        event.source_uid = "x@elsewhere"
    page = wall.page(None, "public", 2)
    assert (page.new, [row.title for row in page.coming]) == ([], ["Übernommen"])


def test_the_wall_turns_through_its_parts_and_names_each_with_where_it_begins(cast, browser):
    for number in range(5):
        found(cast.ana, CooperationDraft(title=f"Idea {number}", visibility="public"))
    listed(cast.ana)
    post_event(cast.ana, draft())

    assert [titles(page)[0] for page in pages(browser)] == [
        "Wer macht mit?", "Wer macht mit?", "Wer sucht was, wer hat was?", "Was steht an?",
    ]  # fmt: skip
    tabs = re.findall(r'<a href="([^"]+)"[^>]*>(Ideen|Suchen und Bieten|Termine)</a>', browser.get(WALL).text)
    assert tabs == [(WALL, "Ideen"), (f"{WALL}?seite=3", "Suchen und Bieten"), (f"{WALL}?seite=4", "Termine")]
    assert browser.get(f"{WALL}?seite=9").text == browser.get(WALL).text


def test_a_date_that_has_passed_leaves_the_wall_though_nothing_was_changed(cast, at, browser):
    starts = datetime(2027, 3, 1, 19)
    post_event(cast.ana, draft(title="Chor", starts_local=starts, ends_local=starts.replace(hour=20)))
    etag = browser.get(f"{WALL}?seite=2").headers["ETag"]
    at(2027, 3, 1, 20, 10)
    assert "Chor" not in browser.get(f"{WALL}?seite=2", headers={"If-None-Match": etag}).text


def test_five_of_each_cost_as_many_queries_as_one(cast, browser, queries):
    def fill(number):
        listed(cast.ana, title=f"Need {number}")
        offered(cast.carla, title=f"Offer {number}")
        post_event(cast.ana, draft(title=f"Event {number}"))
        db.session.rollback()

    fill(0)
    counts = []
    for _round in range(2):
        for number in (2, 3):
            with queries.counted():
                assert browser.get(f"{WALL}?seite={number}").status_code == 200
            counts.append(len(queries))
        for number in range(1, 6):
            fill(number)
    assert counts[:2] == counts[2:]
