"""A link in a mail is for one of several organisations: whoever acts for another one is offered to change."""

import re

import pytest
from drafts import draft
from rooms import asked, offered
from sqlalchemy import select

from kiknet.booking.service import requests
from kiknet.calendar.service import post_event
from kiknet.db import db, transaction
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Membership, Organisation

GARDEN = select(Organisation.id).where(Organisation.slug == "garden")


@pytest.fixture(autouse=True)
def _now(at):
    """1 March 2027."""


@pytest.fixture
def ben(cast, browser):
    """He works for the Mill and for the Garden, and acts for the Garden just now."""
    with transaction() as session:
        garden = Organisation(slug="garden", name="The Garden", kind="culture", state="active")
        session.add_all([garden, Membership(user=cast.ben.user, organisation=garden, role="editor")])
        session.flush()
    return browser.as_(Acting(cast.ben.user, garden, "editor"))


def pages(cast):
    library = offered(cast.carla)
    booking = requests.request_booking(cast.ana, asked(library))
    waiting = post_event(cast.ana, draft(), publish=False)
    shown = post_event(cast.ana, draft())
    return [
        f"/buchungen/{booking.id}",
        f"/veranstaltungen/{waiting.id}",
        f"/mein/veranstaltungen/{shown.id}/bearbeiten",
    ]


def test_he_is_told_for_whom_the_page_is_and_opens_it_with_one_button(cast, ben):
    for page in pages(cast):
        refused = ben.get(page)

        assert refused.status_code in {403, 404}
        assert "Sie handeln gerade für The Garden." in refused.text
        next_page = re.search(r'name="next" value="([^"]*)"', refused.text)[1]
        opened = ben.post("/mein/auftreten", data={"acting_for": cast.mill.id, "next": next_page})
        assert (opened.status_code, opened.location) == (303, page)
        assert ben.get(page).status_code == 200
        ben.post("/mein/auftreten", data={"acting_for": db.session.scalar(GARDEN)})


def test_what_none_of_his_organisations_may_see_is_not_found(cast, ben):
    hidden = post_event(cast.carla, draft(), publish=False)

    answer = ben.get(f"/veranstaltungen/{hidden.id}")

    assert answer.status_code == 404
    assert "Sie handeln gerade" not in answer.text


def test_nothing_is_offered_to_those_who_have_one_organisation(cast, browser):
    hidden = post_event(cast.ana, draft(), publish=False)

    assert "Sie handeln gerade" not in browser.as_(cast.carla).get(f"/veranstaltungen/{hidden.id}").text
