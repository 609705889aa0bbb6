"""Several people write at the same moment, and organisations become one."""

from uuid import uuid4

from crowd import at_once
from sqlalchemy import func, select
from talks import begin

from kiknet.conversations import queries, service
from kiknet.conversations.merging import move_conversations
from kiknet.conversations.models import Conversation, Message
from kiknet.db import db, transaction
from kiknet.mail import OutboxMail
from kiknet.notifications.service import move_notices
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation


def number_of(model):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model))


def test_two_organisations_that_begin_at_once_have_one_conversation(app, cast):
    mill, library = cast.mill.id, cast.city_library.id

    def write_to_the_other(by, number):
        other = db.session.get(Organisation, library if by.organisation_id == mill else mill)
        return begin(by, other, f"Nummer {number}").id

    ids = at_once(app, [cast.ana, cast.carla, cast.ben, cast.carla], write_to_the_other)

    assert len(set(ids)) == 1
    assert number_of(Conversation) == 1
    assert number_of(Message) == 4


def test_an_impatient_thumb_writes_once_and_mails_once(app, cast):
    talk_id, key = begin(cast.ana, cast.city_library).id, uuid4()

    def answer(by, _number):
        return service.write(by, db.session.get(Conversation, talk_id), "Gern!", key=key).id

    ids = at_once(app, [cast.carla] * 4, answer)

    assert len(set(ids)) == 1
    assert number_of(Message) == 2
    letters = db.session.scalars(select(OutboxMail.recipient).where(OutboxMail.kind == "conversation_message")).all()
    assert sorted(letters) == ["ana@example.org", "ben@example.org", "carla@example.org"]


def test_the_last_message_is_the_latest_one_whoever_was_faster(app, cast):
    talk_id = begin(cast.ana, cast.city_library).id

    def answer(by, number):
        return service.write(by, db.session.get(Conversation, talk_id), f"Nummer {number}").id

    ids = at_once(app, [cast.carla, cast.ana, cast.ben, cast.carla], answer)

    db.session.rollback()
    assert db.session.get(Conversation, talk_id).last_message_id == max(ids)


def test_after_a_conversation_was_closed_nobody_writes_there(app, cast):
    talk_id = begin(cast.ana, cast.city_library).id

    def close_or_write(by, number):
        talk = db.session.get(Conversation, talk_id)
        if number == 0:
            return service.close(by, talk)
        return service.write(by, talk, "Noch etwas").id

    answers = at_once(app, [cast.carla, cast.ana, cast.ben], close_or_write)

    db.session.rollback()
    talk = db.session.get(Conversation, talk_id)
    assert talk.is_closed
    written = [answer for answer in answers if isinstance(answer, int)]
    assert [answer for answer in answers[1:] if answer not in written] == ["Rejected"] * (2 - len(written))
    assert number_of(Message) == 1 + len(written)


def garden():
    with transaction() as session:
        found = Organisation(slug="garden", name="The Garden", kind="culture", state="active", trust="trusted")
        session.add(found)
    return found


def test_what_an_organisation_said_belongs_to_the_one_it_becomes_part_of(cast):
    becomes = garden()
    begin(cast.ana, cast.city_library, "Die Mühle fragt", about=("events", 1))
    alone = begin(cast.ana, cast.city_library, "Noch etwas", about=("events", 2))
    by_garden = Acting(cast.ben.user, becomes, "editor")
    theirs = begin(by_garden, cast.city_library, "Der Garten fragt", about=("events", 1))
    among = begin(cast.ana, becomes, "Hallo, Garten")

    with transaction():
        move_conversations(cast.mill, becomes)
        move_notices(cast.mill, becomes)

    db.session.expire_all()
    found = list(db.session.scalars(queries.conversations_of(by_garden)))
    assert {talk.id for talk in found} == {alone.id, theirs.id, among.id}
    assert [m.text for m in queries.messages_of(theirs).messages] == ["Die Mühle fragt", "Der Garten fragt"]
    assert number_of(Conversation) == 3
    assert db.session.get(Conversation, among.id).is_closed
