"""The list of conversations and one of them, as people see them."""

import io
import re

import pytest
from talks import begin, notices_of, pdf, photo, picture

from kiknet.conversations import queries as talks
from kiknet.conversations import service
from kiknet.conversations.models import Message
from kiknet.db import transaction
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Membership, Organisation
from kiknet.web import throttle


@pytest.fixture
def talk(cast):
    return begin(cast.ana, cast.city_library, "Passt Dienstag?\n\nOder <b>Mittwoch</b>?")


def test_a_message_keeps_its_lines_and_shows_no_markup(cast, talk, browser):
    page = browser.as_(cast.carla).get(f"/mein/nachrichten/{talk.id}").text

    assert "Passt Dienstag?\n\nOder &lt;b&gt;Mittwoch&lt;/b&gt;?" in page
    assert '<p class="message__text" dir="auto">' in page
    assert "Ana" in page
    assert "The Mill" in page
    assert "ana@example.org" not in page


def test_carla_answers_on_the_page_and_ana_finds_it_in_her_list(cast, talk, browser, new_browser):
    carla = browser.as_(cast.carla)

    answer = carla.post(f"/mein/nachrichten/{talk.id}", data={"text": "Gern, um drei!"})

    assert answer.status_code == 303
    assert "Gern, um drei!" in carla.get(f"/mein/nachrichten/{talk.id}").text
    listed = new_browser().as_(cast.ana).get("/mein/nachrichten").text
    assert "talk--new" in listed
    assert "Gern, um drei!" in listed
    assert "The Library" in listed


def test_what_was_read_is_not_new_any_more_and_looking_alone_writes_nothing(cast, talk, browser):
    carla = browser.as_(cast.carla)
    carla.get(f"/mein/nachrichten/{talk.id}")
    assert "talk--new" in carla.get("/mein/nachrichten").text

    carla.post(f"/mein/nachrichten/{talk.id}/gelesen")

    assert "talk--new" not in carla.get("/mein/nachrichten").text
    assert "neuer Hinweis" not in carla.get("/mein/nachrichten").text


def test_the_header_says_where_something_new_was_written_until_it_is_read_or_muted(cast, talk, browser):
    other = begin(cast.ana, cast.city_library, "Und der Saal?", about=("events", 8))
    carla = browser.as_(cast.carla)
    assert "Nachrichten: 2 neu" in carla.get("/kalender").text

    carla.post(f"/mein/nachrichten/{talk.id}/gelesen")
    assert "Nachrichten: 1 neu" in carla.get("/kalender").text

    carla.post(f"/mein/nachrichten/{other.id}/stumm", data={"muted": "1"})
    assert "Nachrichten:" not in carla.get("/kalender").text


def test_what_was_written_before_somebody_came_is_not_new_to_them(cast, talk, browser):
    with transaction() as session:
        session.add(Membership(user=cast.ben.user, organisation=cast.city_library, role="editor"))
    ben = browser.as_(Acting(cast.ben.user, cast.city_library, "editor"))
    assert "talk--new" not in ben.get("/mein/nachrichten").text
    assert "Nachrichten:" not in ben.get("/mein/nachrichten").text

    service.write(cast.ana, talk, "Hallo Ben!")

    assert "talk--new" in ben.get("/mein/nachrichten").text
    assert "Nachrichten: 1 neu" in ben.get("/mein/nachrichten").text


def test_an_empty_message_comes_back_with_the_reason(cast, talk, browser):
    answer = browser.as_(cast.carla).post(f"/mein/nachrichten/{talk.id}", data={"text": " "})

    assert answer.status_code == 422
    assert "Bitte schreiben Sie etwas." in answer.text


def test_a_program_is_refused_and_the_text_stays(cast, talk, browser):
    data = {"text": "Siehe Anhang", "files": (io.BytesIO(b"MZ\x90"), "x.exe")}

    answer = browser.as_(cast.carla).post(f"/mein/nachrichten/{talk.id}", data=data, content_type="multipart/form-data")

    assert answer.status_code == 422
    assert "Siehe Anhang" in answer.text


def test_a_picture_is_shown_to_both(cast, talk, browser):
    data = {"text": "Unser Garten", "files": (photo(), "Garten.png")}
    carla = browser.as_(cast.carla)

    carla.post(f"/mein/nachrichten/{talk.id}", data=data, content_type="multipart/form-data")

    page = carla.get(f"/mein/nachrichten/{talk.id}").text
    assert 'alt="Bild: Garten.webp"' in page


def test_a_file_is_called_what_it_is_whatever_its_sender_calls_it(cast, talk, browser):
    message = service.write(cast.carla, talk, "", (pdf("Rechnung.exe"), picture("Foto.html")))
    page = browser.as_(cast.ana).get(f"/mein/nachrichten/{talk.id}").text

    assert "<bdi>Rechnung.pdf</bdi>" in page
    assert "Bild: Foto.webp" in page
    for kept in (row.file for row in message.files):
        sent = browser.get(f"/mein/nachrichten/{talk.id}/{kept.name}").headers["Content-Disposition"]
        assert sent.endswith("Rechnung.pdf" if kept.kind == "pdf" else "Foto.webp")


def test_who_writes_too_often_is_told_when_to_go_on(cast, talk, browser):
    carla = browser.as_(cast.carla)
    for _ in range(service.MOST_WRITTEN):
        throttle.count("message", str(cast.carla.user.id), service.MOST_WRITTEN, service.HOUR)

    answer = carla.post(f"/mein/nachrichten/{talk.id}", data={"text": "Noch eine"})

    assert answer.status_code == 429
    assert "Noch eine" in answer.text


def test_somebody_else_finds_nothing(cast, talk, browser):
    assert browser.as_(cast.olga).get(f"/mein/nachrichten/{talk.id}").status_code == 404


def test_who_works_for_two_is_told_for_whom_to_read_it(cast, talk, browser):
    with transaction() as session:
        garden = Organisation(slug="garden", name="The Garden", kind="culture", state="active")
        session.add_all([garden, Membership(user=cast.ben.user, organisation=garden, role="editor")])
        session.flush()
    ben = browser.as_(Acting(cast.ben.user, garden, "editor"))

    answer = ben.get(f"/mein/nachrichten/{talk.id}")

    assert answer.status_code == 404
    assert "Sie handeln gerade für The Garden." in answer.text
    assert "Als The Mill öffnen" in answer.text
    assert talk.subject not in answer.text
    ben.post("/mein/auftreten", data={"acting_for": cast.mill.id})
    assert ben.get(f"/mein/nachrichten/{talk.id}").status_code == 200


def test_a_long_conversation_has_pages(cast, talk, browser):
    with transaction() as session:
        for number in range(talks.PER_PAGE + 5):
            row = Message(conversation=talk, organisation=cast.mill, author=cast.ana.user, text=f"Zeile {number:02}")
            session.add(row)
            session.flush()
        talk.last_message_id = row.id
    carla = browser.as_(cast.carla)

    latest = carla.get(f"/mein/nachrichten/{talk.id}").text
    assert "Zeile 34" in latest
    assert "Zeile 05" in latest
    assert "Zeile 04" not in latest
    before = talks.messages_of(talk).older_before
    older = carla.get(f"/mein/nachrichten/{talk.id}?vor={before}").text
    assert "Zeile 04" in older
    assert "Passt Dienstag?" in older
    assert "Zeile 05" not in older


def counted(browser, queries, address):
    browser.get(address)
    with queries.counted() as sent:
        assert browser.get(address).status_code == 200
    return len(sent)


def test_the_list_costs_the_same_for_one_and_for_five(cast, talk, browser, queries):
    carla = browser.as_(cast.carla)
    one = counted(carla, queries, "/mein/nachrichten")

    for number in range(4):
        begin(cast.ana, cast.city_library, about=("events", 10 + number))

    assert counted(carla, queries, "/mein/nachrichten") == one


def test_a_conversation_costs_the_same_for_two_messages_and_for_six(cast, talk, browser, queries):
    carla = browser.as_(cast.carla)
    service.write(cast.carla, talk, "Gern")
    two = counted(carla, queries, f"/mein/nachrichten/{talk.id}")

    for who in (cast.ana, cast.ben, cast.carla, cast.ana):
        service.write(who, talk, "Und noch etwas")

    assert counted(carla, queries, f"/mein/nachrichten/{talk.id}") == two


def test_the_number_of_new_notices_in_the_header_costs_no_query(cast, talk, browser, queries):
    carla = browser.as_(cast.carla)
    with queries.counted() as sent:
        page = carla.get("/mein/konto").text

    assert "1 neuer Hinweis" in page
    assert len([statement for statement in sent if "FROM notices" in statement]) == 1
    assert "FROM user_sessions" in next(statement for statement in sent if "FROM notices" in statement)


def test_the_number_of_new_messages_in_the_header_costs_no_query(cast, talk, browser, queries):
    carla = browser.as_(cast.carla)
    with queries.counted() as sent:
        page = carla.get("/mein/konto").text

    assert "Nachrichten: 1 neu" in page
    [reading] = [statement for statement in sent if "FROM conversations" in statement]
    assert "JOIN organisations" in reading


def test_what_came_after_the_page_was_opened_stays_new(cast, talk, browser):
    carla = browser.as_(cast.carla)
    shown = re.search(r'name="until" value="(\d+)"', carla.get(f"/mein/nachrichten/{talk.id}").text)[1]
    service.write(cast.ana, talk, "Oder lieber Mittwoch?")

    carla.post(f"/mein/nachrichten/{talk.id}/gelesen", data={"until": shown})

    assert talks.readers(cast.carla.user, [talk])[talk.id].read_until == int(shown)
    assert any(notice.is_new for notice in notices_of(cast.carla))


def test_what_ana_wrote_while_the_library_closed_the_conversation_is_hers_to_copy(cast, talk, browser):
    service.close(cast.carla, talk)

    page = browser.as_(cast.ana).post(f"/mein/nachrichten/{talk.id}", data={"text": "Ein langer Brief."})

    assert page.status_code == 422
    assert "Ihre Nachricht ist nicht gesendet" in page.text
    assert ">\nEin langer Brief.</textarea>" in page.text


def test_the_list_shows_the_beginning_of_a_message_whatever_its_lines(cast, browser):
    begin(cast.ana, cast.city_library, "Ja gern!\nUnsere Seite:\nhttps://example.org/" + "x" * 120)

    page = browser.as_(cast.carla).get("/mein/nachrichten").text

    assert "Ja gern! Unsere Seite: …" in page
