"""Who may open and do what with a cooperation: everybody against every page and every deed."""

import cooperating
import pytest

from kiknet import clock
from kiknet.cooperations import policy
from kiknet.db import transaction

PERSONS = (
    "stranger", "other", "interested", "invited", "removed", "refused", "supporter", "partner", "lead", "looking",
    "office",
)  # fmt: skip
"""Nobody; writers of an organisation that has nothing to do with it, would join, is asked, was parted with, has said
no, supports it, is in, leads it; a viewer of the one that leads it; the network's office."""

TABLE = """
GET  .                     404 yes yes yes yes yes yes yes yes yes yes
GET  partner               in  yes yes yes yes yes yes yes yes yes yes
GET  verlauf               in  403 403 403 403 403 yes yes yes yes 403
GET  ergebnis              in  403 403 403 403 403 yes yes yes yes yes
GET  bearbeiten            in  403 403 403 403 403 403 403 yes 403 403
GET  stand                 in  403 403 403 403 403 403 403 yes 403 403
GET  leitung               in  403 403 403 403 403 403 403 yes 403 403
GET  abschied              in  403 403 403 403 403 yes yes yes 403 403
GET  garden/abschied       in  403 403 403 403 403 403 403 yes 403 403
POST ergebnis              in  403 403 403 403 403 403 403 yes 403 403
POST bearbeiten            in  403 403 403 403 403 403 403 yes 403 403
POST stand                 in  403 403 403 403 403 403 403 yes 403 403
POST leitung               in  403 403 403 403 403 403 403 yes 403 403
POST abschied              in  403 403 403 403 403 yes yes yes 403 403
POST partner               in  403 403 403 403 403 403 403 yes 403 403
POST einladung             in  403 403 yes 403 403 403 403 403 403 403
POST beitrag               in  403 403 403 403 403 yes yes yes 403 403
POST meadow/antwort        in  403 403 403 403 403 403 403 yes 403 403
POST river/ruecknahme      in  403 403 403 403 403 403 403 yes 403 403
POST garden/rolle          in  403 403 403 403 403 403 403 yes 403 403
POST garden/abschied       in  403 403 403 403 403 403 403 yes 403 403
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
NAMES = {"garden": "partner", "meadow": "interested", "river": "invited"}


@pytest.fixture
def people(cast):
    return cooperating.company(cast)


def address(cooperation, people, page):
    if page == "bearbeiten":
        return f"/mein/kooperationen/{cooperation.id}/bearbeiten"
    name, slash, deed = page.partition("/")
    if slash:
        page = f"partner/{people[NAMES[name]].organisation_id}/{deed}"
    return f"/kooperationen/{cooperation.id}" + ("" if page == "." else f"/{page}")


def outcome(answer):
    """`in`: has to sign in; `yes`: may; otherwise the status."""
    if answer.status_code == 303 and answer.location.startswith("/anmelden?next="):
        return "in"
    return "yes" if answer.status_code in {200, 303} else str(answer.status_code)


def asked(new_browser, cooperation, people, person, method, page, cast):
    browser = new_browser() if person == "stranger" else new_browser().as_(people[person])
    form = {
        "title": "Neu", "visibility": "network", "version": cooperation.revision, "state": "seeking", "role": "partner",
        "organisation": people["partner"].organisation_id if page == "leitung" else cast.library.id, "answer": "yes",
        "reason": "Darum.", "contribution": "Kaffee", "text": "Es war schön.",
    }  # fmt: skip
    return outcome(
        browser.open(address(cooperation, people, page), method=method, data=form if method == "POST" else {})
    )


@pytest.mark.parametrize(("method", "page", "expected"), [(r[0], r[1], r[2:]) for r in ROWS], ids=lambda v: str(v)[:40])
def test_who_may_open_and_do_what(cast, people, new_browser, method, page, expected):
    found = [
        asked(new_browser, cooperating.with_everybody(cast, people), people, person, method, page, cast)
        for person in PERSONS
    ]
    assert dict(zip(PERSONS, found, strict=True)) == dict(zip(PERSONS, expected, strict=True))


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
    found = [asked(new_browser, cooperation, people, person, "GET", ".", cast) for person in PERSONS]
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
