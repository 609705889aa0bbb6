"""Two organisations turn out to be one, and both had talked with the Library about the same thing."""

import pytest
from listings import listed
from sqlalchemy import select
from talks import begin

from kiknet.board.models import Interest
from kiknet.board.service import answers
from kiknet.conversations import service
from kiknet.conversations.models import Conversation, Reader
from kiknet.db import db, transaction
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.organisations.service import office


@pytest.fixture
def garden(cast):
    """Ben for the Garden, which the Mill becomes part of."""
    with transaction() as session:
        found = Organisation(slug="garden", name="The Garden", kind="culture", state="active", trust="trusted")
        session.add(found)
    return Acting(cast.ben.user, found, "editor")


def talks_of_both(cast, garden, **more):
    return begin(cast.ana, cast.city_library, "Die Mühle fragt", **more), begin(
        garden, cast.city_library, "Der Garten", **more
    )


def marks():
    db.session.expire_all()
    return {row.user_id: row for row in db.session.scalars(select(Reader))}


def test_from_an_answer_on_the_board_one_still_goes_on_writing(cast, garden, browser):
    need = listed(cast.carla)
    interest_id = answers.show_interest(cast.ana, need, "Passt uns").id
    stays = begin(garden, cast.city_library, "Auch wir fragen", about=("listings", need.id))

    office.merge(cast.olga, cast.mill, garden.organisation)

    interest = db.session.get(Interest, interest_id)
    assert interest.conversation_id == stays.id
    page = browser.as_(cast.carla).get(f"/mein/nachrichten/{interest.conversation_id}").text
    assert "Passt uns" in page
    assert "Auch wir fragen" in page


def test_what_somebody_has_read_stays_read_and_mute_stays_mute(cast, garden):
    gone, _stays = talks_of_both(cast, garden)
    service.mute(cast.ana, gone, is_muted=True)
    until = gone.last_message_id

    office.merge(cast.olga, cast.mill, garden.organisation)

    mark = marks()[cast.ana.user.id]
    assert (mark.read_until, mark.is_muted) == (until, True)


@pytest.mark.parametrize("has_read", [(), ("gone",), ("stays",), ("gone", "stays")])
def test_who_knew_both_misses_nothing_and_reads_nothing_twice(cast, garden, has_read):
    talks = dict(zip(("gone", "stays"), talks_of_both(cast, garden), strict=True))
    for talk in talks.values():
        service.mark_read(cast.carla, talk)
    read = {name: talk.last_message_id for name, talk in talks.items()}
    service.write(garden, talks["stays"], "Noch etwas")
    service.write(cast.ana, talks["gone"], "Und noch etwas")
    service.mute(cast.carla, talks["gone"], is_muted=True)
    for name in has_read:
        service.mark_read(cast.carla, talks[name])
    stays_id = talks["stays"].id

    office.merge(cast.olga, cast.mill, garden.organisation)

    mark = marks()[cast.carla.user.id]
    last = db.session.get(Conversation, stays_id).last_message_id
    assert mark.read_until == min((read[name] for name in read if name not in has_read), default=last)
    assert not mark.is_muted
