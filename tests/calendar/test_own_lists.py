"""The organisation's own list and the planning list of the network."""

from datetime import datetime, timedelta

import pytest
from drafts import draft, open_draft

from kiknet import clock
from kiknet.calendar.organisers import accept, ask
from kiknet.calendar.service import post_event

MINE, PLANNING = "/mein/veranstaltungen", "/planung"


def on(days, **changes):
    starts = datetime.combine(clock.today(), datetime.min.time()) + timedelta(days=days, hours=15)
    return draft(starts_local=starts, ends_local=starts + timedelta(hours=2), **changes)


def test_each_event_is_in_its_part_of_the_list(cast, browser):
    post_event(cast.ana, on(3, title="Kommt noch"))
    post_event(cast.ana, on(-3, title="War schon"))
    post_event(cast.ana, on(5, title="Nur ein Entwurf"), publish=False)
    post_event(cast.carla, on(3, title="Von der Bücherei"))
    window = browser.as_(cast.ben)

    titles = ("Kommt noch", "War schon", "Nur ein Entwurf", "Von der Bücherei")
    pages = {part: window.get(f"{MINE}?was={part}").text for part in ("coming", "past", "waiting")}
    shown = {part: [title for title in titles if title in page] for part, page in pages.items()}
    assert shown == {"coming": ["Kommt noch"], "past": ["War schon"], "waiting": ["Nur ein Entwurf"]}


def test_what_one_organises_with_others_is_in_the_list_too(cast, browser):
    event = post_event(cast.ana, on(3, title="Gemeinsames Fest"))
    ask(cast.ana, event, cast.city_library)
    before = browser.as_(cast.carla).get(MINE).text
    accept(cast.carla, event)

    assert "Gemeinsames Fest" in browser.get(MINE).text
    assert before.count("Gemeinsames Fest") == 0


def test_the_network_sees_plans_and_open_dates_strangers_do_not(cast, browser):
    post_event(cast.ana, on(9, title="Fußballfest", scheduling="planned"))
    post_event(cast.ana, open_draft(title="Sommerfest", date_note="ein Samstag im Juli"))
    post_event(cast.ana, on(9, title="Heimlicher Entwurf"), publish=False)

    page = browser.as_(cast.carla).get(PLANNING).text

    assert "Fußballfest" in page
    assert "ein Samstag im Juli" in page
    assert "Heimlicher Entwurf" not in page


def test_planning_is_for_members_and_the_office(cast, browser):
    assert browser.get(PLANNING).status_code == 303
    assert browser.as_(cast.olga).get(PLANNING).status_code == 200


@pytest.mark.parametrize("address", [MINE, f"{MINE}?was=past", PLANNING])
def test_the_lists_cost_the_same_for_one_and_five(cast, browser, queries, address):
    window = browser.as_(cast.ana)
    post_event(cast.ana, on(2))
    post_event(cast.ana, on(-2))
    window.get(address)
    with queries.counted():
        window.get(address)
    for_one = len(queries)
    for days in (-5, -4, 3, 4, 5):
        post_event(cast.ana, on(days, place=None, title=f"Nr. {days}"))

    with queries.counted():
        window.get(address)

    assert len(queries) == for_one, "\n".join(queries)


def test_an_empty_list_invites(cast, browser):
    assert "/mein/veranstaltungen/neu" in browser.as_(cast.ana).get(MINE).text
