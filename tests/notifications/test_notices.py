"""What people are told: one inbox each, mails at their pace, nothing twice."""

from datetime import time
from pathlib import Path
from threading import Barrier, Thread

import pytest
from post import mails_to
from sqlalchemy import select
from talks import begin, notices_of

from kiknet import postman
from kiknet.accounts.models import User
from kiknet.conversations import service as talks
from kiknet.db import db, transaction
from kiknet.mail import OutboxMail
from kiknet.notifications import choosing, queries, service, summaries
from kiknet.notifications.models import Notice
from kiknet.notifications.rhythm import MOST, Quiet
from kiknet.notifications.topics import Topic, all_topics, register, topic_of
from kiknet.organisations.models import Membership
from kiknet.organisations.service import members

KIND = "conversation_message"


def tell(cast, to, **more):
    """As a message of Ana's would."""
    talk = more.pop("talk", None) or begin(cast.ana, cast.city_library, about=("events", 99))
    message = db.session.get(talks.Message, talk.last_message_id)
    with transaction():
        return service.notify(
            KIND, to=to, url="/mein/", about=talk, by=cast.ana, message=message, conversation=talk, **more
        )


def mails(person):
    return mails_to(person.user.email)


def choose(person, cadence, channel="mail", quiet=None):
    choosing.choose(person.user, {("messages", channel): cadence}, quiet)


def night(starts=(22, 0), ends=(7, 0)):
    return Quiet(time(*starts), time(*ends))


def test_an_organisations_editors_and_admins_hear_of_what_goes_to_it(cast):
    talk = begin(cast.carla, cast.mill)

    assert [len(notices_of(who)) for who in (cast.ana, cast.ben, cast.vera, cast.carla)] == [1, 1, 0, 0]
    assert notices_of(cast.ana)[0].organisation_id == cast.mill.id
    assert (notices_of(cast.ana)[0].about_kind, notices_of(cast.ana)[0].about_id) == ("conversations", talk.id)


def test_the_same_key_is_told_once_and_mailed_once(cast):
    assert tell(cast, cast.ben.user, key="a") == 1
    assert tell(cast, cast.ben.user, key="a") == 0
    assert tell(cast, cast.ben.user, key="b") == 1

    assert len(notices_of(cast.ben)) == 2
    assert len(mails(cast.ben)) == 2


def test_who_does_it_is_not_told(cast):
    assert tell(cast, [cast.ana.user, cast.ben.user, cast.ben.user]) == 1
    assert notices_of(cast.ana) == []


def test_what_is_rolled_back_was_never_told(cast):
    talk = begin(cast.ana, cast.city_library)
    before = len(mails(cast.ben))

    def fail():
        with transaction():
            tell(cast, cast.ben.user, talk=talk)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert (notices_of(cast.ben), len(mails(cast.ben))) == ([], before)


def test_a_kind_nobody_has_registered_is_a_mistake(cast):
    with pytest.raises(KeyError):
        service.notify("gossip", to=cast.ben.user, url="/")
    with pytest.raises(ValueError, match="another topic"):
        register(Topic("gossip", "Gossip", "Gossip", (KIND,)))


def test_the_mail_says_how_to_end_it_in_the_readers_language(cast):
    with transaction():
        cast.ben.user.language = "en"

    tell(cast, cast.ben.user)

    (letter,) = mails(cast.ben)
    assert letter.subject.startswith("New message from The Mill")
    assert "No more of these mails: http://localhost/hinweise/" in letter.text
    assert letter.unsubscribe_url in letter.text
    message = postman.build(letter, "kiknet <post@example.org>")
    assert f"\nList-Unsubscribe: <{letter.unsubscribe_url}>\n" in message.as_bytes().decode()
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert {part.get_content_type() for part in message.walk()} >= {"text/plain", "text/html"}
    assert notices_of(cast.ben)[0].title == letter.subject


@pytest.mark.parametrize(("cadence", "due"), [("daily", (2027, 3, 2, 7)), ("weekly", (2027, 3, 8, 7))])
def test_who_wants_summaries_gets_one_mail_with_all_of_it(cast, at, cadence, due):
    at(2027, 3, 1, 12)  # a Monday
    choose(cast.ben, cadence)
    for number in range(3):
        tell(cast, cast.ben.user, key=str(number))
    assert mails(cast.ben) == []
    summaries.send_summaries()
    assert mails(cast.ben) == []

    at(*due)
    assert summaries.send_summaries() == 1
    assert summaries.send_summaries() == 0

    (letter,) = mails(cast.ben)
    assert letter.subject == "3 Hinweise: Neue Nachricht von The Mill: Sprachcafé"
    assert letter.text.count("Neue Nachricht von The Mill") == 3
    assert "Sprachcafé" in letter.html
    assert letter.unsubscribe_url


def test_what_was_read_meanwhile_is_not_in_the_summary(cast, at):
    choose(cast.ben, "daily")
    tell(cast, cast.ben.user)
    service.read_all(cast.ben.user)

    at(2027, 3, 2, 8)

    assert summaries.send_summaries() == 0
    assert mails(cast.ben) == []


def test_of_too_much_the_newest_stands_in_the_mail(cast, at):
    choose(cast.ben, "daily")
    talk = begin(cast.ana, cast.city_library)
    for number in range(MOST + 2):
        tell(cast, cast.ben.user, key=str(number), talk=talk)

    at(2027, 3, 2, 8)
    summaries.send_summaries()

    (letter,) = mails(cast.ben)
    assert letter.subject.startswith("32 Hinweise")
    assert "2 weitere Hinweise warten auf Sie" in letter.text


def test_who_wants_no_mail_still_finds_it_in_the_inbox(cast, at):
    choose(cast.ben, "never")
    tell(cast, cast.ben.user)
    at(2027, 3, 9, 8)
    summaries.send_summaries()

    assert mails(cast.ben) == []
    assert len(list(db.session.scalars(queries.inbox(cast.ben.user)))) == 1


def test_who_does_not_want_it_here_gets_the_mail_only(cast):
    choose(cast.ben, "never", channel="inbox")
    tell(cast, cast.ben.user)

    assert len(mails(cast.ben)) == 1
    assert list(db.session.scalars(queries.inbox(cast.ben.user))) == []


def test_at_night_nobody_is_woken_and_in_the_morning_it_is_one_mail(cast, at):
    at(2027, 3, 1, 23)
    choose(cast.ben, "instant", quiet=night())
    for number in range(2):
        tell(cast, cast.ben.user, key=str(number))
    at(2027, 3, 2, 6, 59)
    summaries.send_summaries()
    assert mails(cast.ben) == []

    at(2027, 3, 2, 7)
    summaries.send_summaries()

    assert len(mails(cast.ben)) == 1
    assert mails(cast.ben)[0].subject.startswith("2 Hinweise")


def test_a_new_choice_holds_for_what_waits_already(cast, at):
    choose(cast.ben, "weekly")
    tell(cast, cast.ben.user)

    choose(cast.ben, "never")
    at(2027, 3, 9, 8)
    summaries.send_summaries()

    assert mails(cast.ben) == []


def test_who_has_left_hears_no_more_of_it(cast, at):
    choose(cast.ben, "daily")
    begin(cast.carla, cast.mill)
    row = db.session.scalars(select(Membership).where(Membership.user_id == cast.ben.user.id)).one()

    members.remove(cast.ana, row)

    at(2027, 3, 2, 8)
    summaries.send_summaries()
    assert mails_to("ben@example.org", "notice_summary") == []
    assert list(db.session.scalars(queries.inbox(cast.ben.user))) == []


def test_notices_are_forgotten_after_half_a_year(cast, at):
    tell(cast, cast.ben.user)
    at(2027, 10, 1, 12)
    service.forget_old()

    assert notices_of(cast.ben) == []


def test_telling_many_costs_as_many_queries_as_telling_one(cast, queries):
    talk = begin(cast.ana, cast.city_library)

    def cost():
        with queries.counted() as sent:
            tell(cast, cast.city_library, talk=talk)
        return len(sent)

    one = cost()
    with transaction() as session:
        for number in range(5):
            user = User(email=f"{number}@example.org", display_name=f"Nummer {number}")
            session.add(Membership(user=user, organisation=cast.city_library, role="editor"))

    assert cost() == one


def test_every_letter_of_a_topic_has_its_template(app):
    kinds = [kind for topic in all_topics() for kind in topic.kinds]
    assert kinds
    assert [kind for kind in kinds if not Path(f"templates/mail/{kind}.txt").exists()] == []
    assert topic_of(KIND).name == "messages"


def test_two_workers_at_once_write_one_summary(app, cast, at):
    choose(cast.ben, "daily")
    tell(cast, cast.ben.user)
    at(2027, 3, 2, 8)
    ready = Barrier(4)
    db.session.rollback()

    def work():
        with app.app_context():
            ready.wait()
            summaries.send_summaries()
            db.session.remove()

    workers = [Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(mails(cast.ben)) == 1
    assert db.session.scalars(select(OutboxMail).where(OutboxMail.kind == "notice_summary")).all()
    assert db.session.scalars(select(Notice).where(Notice.mail_due_at.is_not(None))).all() == []
