"""Whoever says "everyone" has named all."""

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from drafts import draft
from hypothesis import given
from hypothesis import strategies as some
from listings import listed, offered
from sqlalchemy import select, text, update

from kiknet import revisions
from kiknet.board.models import Listing
from kiknet.calendar.models import Event
from kiknet.calendar.service import post_event
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.service.founding import found
from kiknet.db import MIGRATIONS, UNSEEN, db, transaction
from kiknet.matching import renewing
from kiknet.matching import service as matching
from kiknet.matching.models import Match
from kiknet.organisations.models import Organisation
from kiknet.vocabulary.words import AUDIENCES, EVERYONE, without_rest


@given(some.lists(some.sampled_from(sorted(AUDIENCES)), unique=True))
def test_nothing_stands_beside_everyone_and_without_it_all_stay(chosen):
    assert without_rest(chosen) == ([EVERYONE] if EVERYONE in chosen else chosen)


@pytest.mark.parametrize("make", [
    lambda by, chosen: post_event(by, draft(audiences=chosen)),
    lambda by, chosen: listed(by, audiences=chosen),
    lambda by, chosen: found(by, CooperationDraft(title="Fest", audiences=chosen)),
])  # fmt: skip
def test_whatever_is_for_everyone_is_for_nobody_besides(cast, make):
    stored = make(cast.ana, ("newcomers", EVERYONE))
    db.session.expire_all()
    assert stored.audiences == [EVERYONE]
    assert sorted(make(cast.ana, ("women", "newcomers")).audiences) == ["newcomers", "women"]


def test_an_organisation_that_is_there_for_everyone_says_just_that(cast, browser):
    with transaction():
        cast.mill.audiences = [EVERYONE, "women"]
    assert cast.mill.audiences == [EVERYONE]


def mixed_as_before():
    """As rows were saved before "everyone" stood alone."""
    with transaction() as session:
        for row in (Event, Listing, Organisation):
            session.execute(update(row).values(audiences=text("'|everyone|women|'")), execution_options=UNSEEN)


def update_the_database():
    migration = ScriptDirectory(MIGRATIONS).get_revision("everyone_alone").module
    db.session.rollback()
    with db.engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        migration.upgrade()
    db.session.rollback()


def test_after_the_update_what_was_for_everyone_and_women_is_for_everyone_and_feeds_say_so(browser, cast):
    event = post_event(cast.ana, draft(audiences=("women",)))
    stays = post_event(cast.ana, draft(title="Frauencafé", audiences=("women",)))
    feed = f"/veranstaltungen/{event.id}.ics"
    before, ids = browser.get(feed), (event.id, stays.id)
    assert "Frauen" in before.text
    listed(cast.ana)
    offered(cast.carla)
    match = db.session.scalars(select(Match)).one()
    matching.dismiss(cast.carla, match, "Passt nicht.")
    mixed_as_before()
    with transaction():
        db.session.get(Event, ids[1]).audiences = ["women"]
    number, moment = revisions.current()

    update_the_database()

    event, stays = (db.session.get(Event, each) for each in ids)
    assert (event.audiences, event.revision) == (["everyone"], number + 1)
    assert event.changed_at >= moment
    assert (stays.audiences, stays.revision < number + 1) == (["women"], True)
    assert {tuple(row.audiences) for row in db.session.scalars(select(Listing))} == {("everyone",)}
    assert db.session.get(Organisation, cast.mill.id).audiences == ["everyone"]
    after = browser.get(feed, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "Frauen" not in after.text
    renewing.renew_old()
    assert db.session.scalars(select(Match)).one().state == "dismissed"

    update_the_database()
    assert revisions.current()[0] == number + 1
