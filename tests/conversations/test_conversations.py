"""Two organisations talk about a thing: both sides see it, nobody else, and everybody hears of it once."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from post import mails_to
from sqlalchemy import select
from talks import begin, notices_of, pdf, picture

from kiknet import clock, media
from kiknet.audit import AuditEntry
from kiknet.conversations import queries, service
from kiknet.conversations.draft import LONGEST_TEXT, Upload
from kiknet.conversations.models import Message, Reader
from kiknet.db import db, transaction
from kiknet.errors import NotAllowed, NotFound, Rejected, TooOften
from kiknet.organisations.models import Membership
from kiknet.organisations.service import members
from kiknet.web import throttle


@pytest.fixture
def talk(cast):
    return begin(cast.ana, cast.city_library)


def texts(conversation):
    return [message.text for message in queries.messages_of(conversation).messages]


def test_the_other_side_hears_of_it_in_its_inbox_and_by_mail(cast, talk):
    (notice,) = notices_of(cast.carla)

    assert notice.title == "Neue Nachricht von The Mill: Sprachcafé"
    assert notice.url == f"/mein/nachrichten/{talk.id}"
    (mail,) = mails_to("carla@example.org", "conversation_message")
    assert "Passt Dienstag?" in mail.text
    assert f"http://localhost/mein/nachrichten/{talk.id}" in mail.text
    assert "ana@example.org" not in mail.text + mail.html
    assert mail.reply_to is None


def test_who_writes_their_colleagues_and_viewers_get_no_mail(cast, talk):
    assert [notices_of(who) for who in (cast.ana, cast.ben, cast.vera)] == [[], [], []]


def test_an_answer_goes_to_everybody_who_writes_for_the_other_side(cast, talk):
    service.write(cast.carla, talk, "Gern!")

    assert texts(talk) == ["Passt Dienstag?", "Gern!"]
    assert [len(notices_of(who)) for who in (cast.ana, cast.ben, cast.vera)] == [1, 1, 0]


def test_of_two_organisations_there_is_one_conversation_about_a_thing(cast, talk):
    again = begin(cast.carla, cast.mill, "Noch etwas")

    assert again.id == talk.id
    assert texts(talk) == ["Passt Dienstag?", "Noch etwas"]


def test_about_another_thing_they_have_another_one(cast, talk):
    assert begin(cast.ana, cast.city_library, about=("events", 8)).id != talk.id


def test_the_same_sent_twice_is_one_message_and_one_mail(cast, talk):
    key = uuid4()

    first, second = (service.write(cast.carla, talk, "Gern!", key=key) for _ in range(2))

    assert first.id == second.id
    assert len(mails_to("ana@example.org", "conversation_message")) == 1
    service.write(cast.carla, talk, "Oder Mittwoch?", key=key)
    assert texts(talk) == ["Passt Dienstag?", "Gern!", "Oder Mittwoch?"]


def test_a_viewer_reads_but_does_not_write(cast, talk):
    assert queries.conversation_by_id(cast.vera, talk.id) == talk
    with pytest.raises(NotAllowed):
        service.write(cast.vera, talk, "Hallo")
    with pytest.raises(NotAllowed):
        begin(cast.vera, cast.city_library)


def test_nobody_talks_to_their_own_organisation_or_to_one_that_does_not_take_part(cast):
    with pytest.raises(NotAllowed):
        begin(cast.ana, cast.mill)
    with transaction():
        cast.city_library.state = "suspended"
    with pytest.raises(NotAllowed):
        begin(cast.ana, cast.city_library)


def test_the_office_reads_no_conversations(cast, talk):
    with pytest.raises(NotFound):
        queries.conversation_by_id(cast.olga, talk.id)


def test_who_is_removed_sees_nothing_from_then_on(cast, talk, browser):
    ben = browser.as_(cast.ben)
    assert ben.get(f"/mein/nachrichten/{talk.id}").status_code == 200

    row = db.session.scalars(select(Membership).where(Membership.user_id == cast.ben.user.id)).one()
    members.remove(cast.ana, row)

    assert ben.get(f"/mein/nachrichten/{talk.id}").status_code in {403, 404}
    assert ben.post(f"/mein/nachrichten/{talk.id}", data={"text": "Hallo"}).status_code in {403, 404}
    service.write(cast.carla, talk, "Gern!")
    assert notices_of(cast.ben) == []


def test_a_closed_conversation_is_opened_by_who_closed_it(cast, talk):
    service.close(cast.carla, talk)

    with pytest.raises(Rejected):
        service.write(cast.ana, talk, "Warum?")
    with pytest.raises(Rejected):
        begin(cast.ana, cast.city_library, "Warum denn?")
    with pytest.raises(NotAllowed):
        service.reopen(cast.ana, talk)
    service.reopen(cast.carla, talk)
    service.write(cast.ana, talk, "Danke")
    assert texts(talk)[-1] == "Danke"


def test_who_mutes_it_hears_nothing_while_colleagues_do(cast, talk):
    service.mute(cast.ana, talk, is_muted=True)

    service.write(cast.carla, talk, "Gern!")

    assert [len(notices_of(who)) for who in (cast.ana, cast.ben)] == [0, 1]
    service.mute(cast.ana, talk, is_muted=False)
    service.write(cast.carla, talk, "Um drei?")
    assert len(notices_of(cast.ana)) == 1


def test_reading_is_for_oneself(cast, talk):
    service.write(cast.carla, talk, "Gern!")

    service.mark_read(cast.ana, talk)

    read = {row.user_id: row.read_until for row in db.session.scalars(select(Reader))}
    assert read[cast.ana.user.id] == talk.last_message_id
    assert cast.ben.user.id not in read
    assert notices_of(cast.ana)[0].read_at
    assert not notices_of(cast.ben)[0].read_at


def test_the_same_form_sent_to_another_conversation_or_by_a_colleague_is_another_message(cast, talk):
    other, key = begin(cast.ana, cast.city_library, about=("events", 8)), uuid4()

    for conversation in (talk, other, talk):
        service.write(cast.carla, conversation, "Gern!", key=key)
    for who in (cast.ana, cast.ben):
        service.write(who, talk, "Gern!", key=key)

    assert texts(talk) == ["Passt Dienstag?", "Gern!", "Gern!", "Gern!"]
    assert texts(other) == ["Passt Dienstag?", "Gern!"]


@pytest.mark.parametrize("text", ["", "   ", "x" * (LONGEST_TEXT + 1)])
def test_nothing_and_too_much_cannot_be_sent(cast, talk, text):
    with pytest.raises(Rejected):
        service.write(cast.carla, talk, text)


def test_pictures_lose_their_metadata_and_pdfs_come_as_they_are(cast, talk, settings):
    message = service.write(cast.carla, talk, "", (picture(), pdf()))

    garden, plan = sorted((row.file for row in message.files), key=lambda file: file.kind, reverse=True)
    assert (garden.title, garden.is_picture) == ("Garten.png", True)
    assert (settings.uploads / "privat" / plan.file_name).read_bytes().startswith(b"%PDF-")
    assert not (settings.uploads / garden.file_name).exists()


@pytest.mark.parametrize("data", [b"MZ\x90 a program", b"<html><script>", b"PK\x03\x04 an archive"])
def test_other_files_are_refused_and_nothing_is_sent(cast, talk, data):
    with pytest.raises(Rejected) as refusal:
        service.write(cast.carla, talk, "Bitte", (Upload(io.BytesIO(data), "x.exe"),))

    assert refusal.value.field == "files"
    assert texts(talk) == ["Passt Dienstag?"]


def test_four_files_are_too_many(cast, talk):
    with pytest.raises(Rejected):
        service.write(cast.carla, talk, "Bitte", tuple(picture() for _ in range(4)))


def test_files_are_served_to_the_two_organisations_and_to_nobody_else(cast, talk, new_browser):
    name = service.write(cast.carla, talk, "", (pdf(),)).files[0].file.name
    address = f"/mein/nachrichten/{talk.id}/{name}"

    for who in (cast.vera, cast.carla):
        answer = new_browser().as_(who).get(address)
        assert answer.mimetype == "application/pdf"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "no-store" in answer.headers["Cache-Control"]
    assert new_browser().as_(cast.olga).get(address).status_code == 404
    assert new_browser().get(address).location.startswith("/anmelden")
    assert new_browser().get(f"/medien/{name}.webp").status_code == 404
    assert new_browser().get(f"/medien/privat/{name}.pdf").status_code == 404


def test_files_stay_while_their_message_does(cast, talk, monkeypatch, settings):
    service.write(cast.carla, talk, "", (picture(),))
    later = clock.now() + timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert media.forget_unused() == 0

    with transaction() as session:
        session.delete(session.get(Message, talk.last_message_id))
    assert media.forget_unused() == 1
    assert list((settings.uploads / "privat").glob("*")) == []


def test_a_hidden_message_keeps_its_place_but_not_its_words(cast, talk, browser):
    message = service.write(cast.carla, talk, "Sie sind dumm.", (pdf(),))
    name = message.files[0].file.name

    with pytest.raises(NotAllowed):
        service.hide(cast.carla, message, "Beleidigung")
    service.hide(cast.olga, message, "Beleidigung")

    page = browser.as_(cast.ana)
    assert "dumm" not in page.get(f"/mein/nachrichten/{talk.id}").text
    assert "dumm" not in page.get("/mein/nachrichten").text
    assert page.get(f"/mein/nachrichten/{talk.id}/{name}").status_code == 404
    service.restore(cast.olga, message, "Ein Irrtum")
    assert "dumm" in page.get(f"/mein/nachrichten/{talk.id}").text
    hidden, shown = mails_to("carla@example.org", "message_moderated")[::-1]
    assert "Beleidigung" in hidden.text
    assert "Ein Irrtum" in shown.text


def test_who_writes_without_end_is_slowed_down(cast, talk):
    for _ in range(service.MOST_WRITTEN):
        throttle.count("message", str(cast.carla.user.id), service.MOST_WRITTEN, service.HOUR)

    with pytest.raises(TooOften):
        service.write(cast.carla, talk, "Noch eine")


def test_the_audit_says_who_wrote_and_not_what(cast, talk):
    deeds = db.session.scalars(
        select(AuditEntry).where(AuditEntry.kind == "conversations").order_by(AuditEntry.id)
    ).all()

    assert [entry.deed for entry in deeds] == ["conversation.start", "conversation.write"]
    assert "Dienstag" not in str([entry.changes for entry in deeds])
