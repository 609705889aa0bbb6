"""Who may open and do what with a cooperation: everybody against every page and every deed."""

import cooperating
import pytest
import teamwork
from flask import url_for
from talks import picture

from kiknet import clock
from kiknet.accounts.models import User
from kiknet.cooperations import policy
from kiknet.cooperations.service import polls, posts
from kiknet.db import transaction
from kiknet.organisations.acting import Acting

PERSONS = (
    "stranger", "other", "interested", "invited", "removed", "refused", "supporter", "partner", "lead", "looking",
    "office",
)  # fmt: skip
"""Nobody; writers of an organisation that has nothing to do with it, would join, is asked, was parted with, has said
no, supports it, is in, leads it; a viewer of the one that leads it; the network's office."""

TABLE = """
GET  cooperation            404 yes yes yes yes yes yes yes yes yes yes
GET  partners               in  yes yes yes yes yes yes yes yes yes yes
GET  join                   in  yes yes 403 yes yes yes yes yes yes 403
GET  history                in  403 403 403 403 403 yes yes yes yes 403
GET  outcome                in  403 403 403 403 403 yes yes yes yes yes
GET  edit                   in  403 403 403 403 403 403 403 yes 403 403
GET  move                   in  403 403 403 403 403 403 403 yes 403 403
GET  lead                   in  403 403 403 403 403 403 403 yes 403 403
GET  leave                  in  403 403 403 403 403 yes yes yes 403 403
GET  remove_partner         in  403 403 403 403 403 403 403 yes 403 403
GET  tasks                  in  403 403 403 403 403 yes yes yes yes 403
GET  task                   in  403 403 403 403 403 yes yes yes 403 403
GET  new_poll               in  403 403 403 403 403 yes yes yes 403 403
GET  poll                   in  403 403 403 403 403 yes yes yes yes 403
GET  posts                  in  403 403 403 403 403 yes yes yes yes 403
GET  post_file              in  403 403 403 403 403 yes yes yes yes 403
GET  measures               in  403 403 403 403 403 yes yes yes 403 403
POST measures               in  403 403 403 403 403 yes yes yes 403 403
POST join                   in  yes yes 403 yes yes yes yes yes yes 403
POST take_back              in  403 yes 403 403 403 403 403 403 403 403
POST keep                   in  403 403 403 403 403 403 403 yes 403 403
POST outcome                in  403 403 403 403 403 403 403 yes 403 403
POST edit                   in  403 403 403 403 403 403 403 yes 403 403
POST move                   in  403 403 403 403 403 403 403 yes 403 403
POST lead                   in  403 403 403 403 403 403 403 yes 403 403
POST leave                  in  403 403 403 403 403 yes yes yes 403 403
POST partners               in  403 403 403 403 403 403 403 yes 403 403
POST answer_invitation      in  403 403 yes 403 403 403 403 403 403 403
POST contribution           in  403 403 403 403 403 yes yes yes 403 403
POST answer_interest        in  403 403 403 403 403 403 403 yes 403 403
POST take_back_invitation   in  403 403 403 403 403 403 403 yes 403 403
POST set_role               in  403 403 403 403 403 403 403 yes 403 403
POST remove_partner         in  403 403 403 403 403 403 403 yes 403 403
POST tasks                  in  403 403 403 403 403 yes yes yes 403 403
POST task                   in  403 403 403 403 403 yes yes yes 403 403
POST finish_task            in  403 403 403 403 403 yes yes yes 403 403
POST remove_task            in  403 403 403 403 403 yes yes yes 403 403
POST new_poll               in  403 403 403 403 403 yes yes yes 403 403
POST offer_more             in  403 403 403 403 403 yes yes yes 403 403
POST poll                   in  403 403 403 403 403 yes yes yes 403 403
POST close_poll             in  403 403 403 403 403 403 403 yes 403 403
POST reopen_poll            in  403 403 403 403 403 403 403 yes 403 403
POST posts                  in  403 403 403 403 403 yes yes yes 403 403
POST read_posts             in  403 403 403 403 403 yes yes yes yes 403
POST mute_posts             in  403 403 403 403 403 yes yes yes yes 403
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
WHOSE = {"answer_interest": "interested", "take_back_invitation": "invited"}
"""Whom a deed is about; else a partner."""


@pytest.fixture
def people(cast):
    return cooperating.company(cast)


def outcome(answer):
    """`in`: has to sign in; `yes`: may (409: may, but somebody was faster); otherwise the status."""
    if answer.status_code == 303 and answer.location.startswith("/anmelden?next="):
        return "in"
    return "yes" if answer.status_code in {200, 303, 409} else str(answer.status_code)


def stage(cast, people, page):
    """A cooperation with everybody and what the page is about, and how it is found."""
    cooperation = cooperating.with_everybody(cast, people, state="idea" if page == "keep" else "planning")
    ids = {
        "cooperation_id": cooperation.id,
        "organisation_id": people[WHOSE.get(page, "partner")].organisation_id,
    }  # fmt: skip
    if "task" in page:
        ids["task_id"] = teamwork.task(cast.ana, cooperation).id
    if "poll" in page or page == "offer_more":
        poll = teamwork.poll(cast.ana, cooperation)
        ids |= {"poll_id": poll.id, "date_id": poll.dates[0].id}
        if page == "reopen_poll":
            polls.close_poll(cast.ana, poll, None)
    if page == "post_file":
        ids["name"] = posts.write(cast.ana, cooperation, "Seht her!", (picture(),)).files[0].file.name
    return cooperation, ids


def form(cast, people, cooperation, ids, page):
    """What is sent to every page: enough for each of them."""
    begins, ends = teamwork.at(9)
    organisation = people["partner"].organisation_id if page == "lead" else cast.city_library.id
    return {
        "title": "Neu", "visibility": "network", "version": cooperation.revision, "state": "seeking", "role": "partner",
        "organisation": organisation, "answer": "yes", "reason": "Darum.", "contribution": "Kaffee", "text": "Hallo",
        "date": ids.get("date_id", 0), f"date-{ids.get('date_id', 0)}": "yes", "muted": "1",
        **{f"day_{n}": f"{begins:%d.%m.%Y}" for n in (0, 1)},
        **{f"from_{n}": f"{begins.hour + n}:00" for n in (0, 1)}, **{f"to_{n}": f"{ends.hour + n}:00" for n in (0, 1)},
    }  # fmt: skip


def sent(browser, method, page, ids, data):
    with browser.application.test_request_context():
        address = url_for(f"cooperations.{page}", **ids).partition("?")[0]
    return outcome(browser.open(address, method=method, data=data if method == "POST" else {}))


@pytest.mark.parametrize(("method", "page", "expected"), [(r[0], r[1], r[2:]) for r in ROWS], ids=lambda v: str(v)[:40])
def test_who_may_open_and_do_what(cast, people, new_browser, method, page, expected):
    found, here = [], None
    for person in PERSONS:
        if here is None or (method == "POST" and found[-1] == "yes"):
            here = stage(cast, people, page)
        browser = new_browser() if person == "stranger" else new_browser().as_(people[person])
        found.append(sent(browser, method, page, here[1], form(cast, people, *here, page)))
    assert dict(zip(PERSONS, found, strict=True)) == dict(zip(PERSONS, expected, strict=True))


def test_every_page_and_deed_of_a_cooperation_has_a_row(app):
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("cooperations.")]
    pages = {
        (method, rule.endpoint.partition(".")[2])
        for rule in rules
        for method in rule.methods & {"GET", "POST"}
        if "cooperation_id" in rule.arguments
    }
    assert pages == {(row[0], row[1]) for row in ROWS}


SEEN = """
network.idea        404 yes yes yes yes yes yes yes yes yes yes
network.cancelled   404 yes yes yes yes yes yes yes yes yes yes
network.archived    404 404 404 yes 404 404 yes yes yes yes yes
network.hidden      404 404 404 yes 404 404 yes yes yes yes yes
public.idea         yes yes yes yes yes yes yes yes yes yes yes
public.cancelled    404 yes yes yes yes yes yes yes yes yes yes
public.archived     404 404 404 yes 404 404 yes yes yes yes yes
public.hidden       404 404 404 yes 404 404 yes yes yes yes yes
"""


@pytest.mark.parametrize("row", SEEN.strip().splitlines(), ids=lambda row: row.split()[0])
def test_who_finds_a_cooperation_in_each_of_its_states(cast, people, new_browser, row):
    what, *expected = row.split()
    visibility, state = what.split(".")
    stored = "planning" if state == "hidden" else state
    cooperation = cooperating.with_everybody(cast, people, state=stored, visibility=visibility)
    if state == "hidden":
        with transaction():
            cooperation.hidden_at = clock.now()
    browsers = [new_browser() if person == "stranger" else new_browser().as_(people[person]) for person in PERSONS]
    found = [outcome(browser.get(f"/kooperationen/{cooperation.id}")) for browser in browsers]
    assert dict(zip(PERSONS, found, strict=True)) == dict(zip(PERSONS, expected, strict=True))


@pytest.mark.parametrize("person", PERSONS)
def test_only_those_who_are_in_read_who_is_invited(cast, people, new_browser, person):
    cooperation = cooperating.with_everybody(cast, people, visibility="public")
    browser = new_browser() if person == "stranger" else new_browser().as_(people[person])
    pages = [f"/kooperationen/{cooperation.id}", f"/kooperationen/{cooperation.id}/partner"]
    texts = "".join(browser.get(page).text for page in pages).replace("für <strong>The River", "")
    is_in = person in {"supporter", "partner", "lead", "looking", "office"}
    assert ("The River" in texts) == is_in


def test_what_is_over_can_only_be_opened_again(cast, people):
    done = cooperating.with_everybody(cast, people, state="completed")
    assert {deed for deed in policy.RULES if policy.may(people["lead"], deed, done)} == {
        "move", "write", "link", "write_outcome",
    }  # fmt: skip
    assert {deed for deed in policy.RULES if policy.may(people["partner"], deed, done)} == {"write", "link"}
    assert {deed for deed in policy.RULES if policy.may(people["removed"], deed, done)} == set()


@pytest.fixture
def nadia(app):
    """She has signed in, and belongs to no organisation (yet)."""
    with transaction() as session:
        user = User(email="nadia@example.org", display_name="Nadia", confirmed_at=clock.now())
        session.add(user)
    return Acting(user)


def test_who_belongs_to_no_organisation_sees_what_strangers_see(cast, people, nadia, new_browser):
    shown = cooperating.with_everybody(cast, people, "Fest am Fluss", visibility="public", state="idea")
    cooperating.with_everybody(cast, people, "Stille Runde", state="idea")
    with transaction():
        shown.fields = ["sprache-bildung"]
        for row in shown.partners:
            row.contribution = "Unser Garten"
    her = new_browser().as_(nadia)
    for page in ("/kooperationen", "/kooperationen/wand", "/suche?q=Runde", "/handlungsfelder/sprache-bildung", "/"):
        assert "Stille Runde" not in her.get(page).text, page
    page = her.get(f"/kooperationen/{shown.id}")
    assert page.status_code == 200
    for for_the_network in ("Unser Garten", "The Meadow", "The River"):
        assert for_the_network not in page.text
    assert her.get(f"/kooperationen/{shown.id}/partner").status_code == 403
    assert "Fest am Fluss" in her.get("/kooperationen").text
