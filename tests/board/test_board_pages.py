"""The pages of the board in a browser: Ana and Ben for the Mill, Carla for the Library, a stranger."""

import io
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from listings import listed, offered
from PIL import Image
from post import mails_to
from rooms import offered as room_offered
from sqlalchemy import select

from kiknet import clock
from kiknet.board.models import Interest, Listing
from kiknet.board.service import answers, approval, listings
from kiknet.conversations import service as conversations
from kiknet.db import db, transaction
from kiknet.notifications.models import Notice
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Contact, Membership, Organisation

TYPED = {
    "direction": "need", "kind": "language_partner", "title": "Menschen zum Deutschsprechen",
    "text": "Erste Zeile\nZweite Zeile", "lang_0": "uk", "role_0": "speaks", "lang_1": "de", "role_1": "learns",
    "level_1": "A2", "when": "weekly", "days_0": ["1", "3"], "part_0": "afternoon", "district_number": "40",
    "audiences": ["seniors"], "topics": "Sprachcafé, Tee", "visibility": "public", "lang": "de",
}  # fmt: skip


def only_listing():
    db.session.rollback()
    return db.session.scalars(select(Listing)).one()


def test_a_listing_is_posted_in_two_steps(cast, browser):
    browser.as_(cast.ben)
    first = browser.get("/mein/suchen-bieten/neu").text
    assert 'name="titel"' in first

    second = browser.get("/mein/suchen-bieten/neu?titel=Wir+suchen+einen+Raum+für+20+Frauen").text
    assert re.search(r'name="direction" value="need" checked', second)
    assert re.search(r'name="kind" value="room" checked', second)
    assert re.search(r'name="audiences" value="women" checked', second)

    answer = browser.post("/mein/suchen-bieten/neu", data=TYPED)
    assert answer.status_code == 303
    need = only_listing()
    assert need.availability["slots"] == [
        {"weekday": "TU", "from": "12:00", "to": "17:00"},
        {"weekday": "TH", "from": "12:00", "to": "17:00"},
    ]
    assert [(s["lang"], s["role"], s["level"]) for s in need.languages] == [
        ("de", "learns", "A2"), ("uk", "speaks", None),
    ]  # fmt: skip
    assert need.topics == ["Sprachcafé", "Tee"]


def test_a_form_asks_only_what_the_kind_needs(cast, browser):
    browser.as_(cast.ana)
    room = browser.get("/mein/suchen-bieten/neu?richtung=gesucht&kategorie=room").text
    talk = browser.get("/mein/suchen-bieten/neu?richtung=gesucht&kategorie=language_partner").text

    def hidden(page, field):
        part = page[: page.index(f'name="{field}"')].rpartition("data-asked=")[2]
        return " hidden" in part.partition(">")[0]

    assert not hidden(room, "capacity")
    assert hidden(room, "lang_0")
    assert hidden(talk, "capacity")
    assert not hidden(talk, "lang_0")


def test_what_the_words_put_into_the_folded_part_is_named_on_it(cast, browser):
    page = browser.as_(cast.ana).get("/mein/suchen-bieten/neu?titel=Wir+suchen+Hilfe+beim+Kochen+mit+Kindern").text
    plain = browser.get("/mein/suchen-bieten/neu?richtung=gesucht&kategorie=room").text

    assert "<small>Kinder · Kochen</small>" in page
    assert "<small>Zielgruppe, Themen, Bild, Sichtbarkeit</small>" in plain


def test_days_that_the_words_name_are_chosen_already(cast, browser):
    page = browser.as_(cast.ana).get("/mein/suchen-bieten/neu?titel=Wir+suchen+dienstags+einen+Raum").text

    assert re.search(r'name="when" value="weekly" checked', page)
    assert re.findall(r'name="days_\d" value="(\d)" checked', page) == ["1"]


def test_numbers_and_languages_that_the_words_name_are_filled_in_already(cast, browser):
    browser.as_(cast.ana)
    room = browser.get("/mein/suchen-bieten/neu?titel=Raum+für+25+Personen+gesucht").text
    chairs = browser.get("/mein/suchen-bieten/neu?titel=Wir+verleihen+zwanzig+Stühle").text
    talk = browser.get("/mein/suchen-bieten/neu?titel=Dolmetscherin+für+Suaheli+gesucht").text

    assert re.search(r'name="capacity"[^>]* value="25"', room)
    assert re.search(r'name="quantity"[^>]* value="20"', chairs)
    assert re.search(r'<option selected value="sw">Suaheli', talk)
    assert re.search(r'id="role_0".*?<option selected value="wants">', talk, re.DOTALL)


PHONE = TYPED | {"text": "Rufen Sie an: 0831 123456"}


def test_before_everybody_sees_a_phone_number_it_is_asked_whether_that_is_meant(cast, browser):
    browser.as_(cast.ana)
    first = browser.post("/mein/suchen-bieten/neu", data=PHONE)
    read = re.search(r'name="hints_read" value="([^"]+)"', first.text)[1]

    assert first.status_code == 200
    assert "Die Telefonnummer sehen alle." in first.text
    assert "Rufen Sie an: 0831 123456" in first.text
    assert db.session.scalar(select(Listing)) is None

    more = browser.post("/mein/suchen-bieten/neu", data=PHONE | {"hints_read": read, "title": "an@example.org"})
    assert "Die E-Mail-Adresse sehen alle." in more.text
    assert browser.post("/mein/suchen-bieten/neu", data=PHONE | {"hints_read": read}).status_code == 303
    assert db.session.scalar(select(Listing)).text == "Rufen Sie an: 0831 123456"


def test_a_draft_is_kept_without_asking(cast, browser):
    browser.as_(cast.ana)

    assert browser.post("/mein/suchen-bieten/neu", data=PHONE | {"then": "draft"}).status_code == 303


def test_what_everybody_sees_already_is_not_asked_again(cast, browser):
    need = listed(cast.ana, text="Rufen Sie an: 0831 123456")
    page = browser.as_(cast.ana).get(f"/mein/suchen-bieten/{need.id}/bearbeiten").text
    version = re.search(r'name="version"[^>]*value="([^"]*)"', page)[1]
    typed, edit = PHONE | {"version": version, "then": ""}, f"/mein/suchen-bieten/{need.id}/bearbeiten"

    with_mail = typed | {"text": "0831 123456, ana@example.org"}
    assert "Es ist noch nichts gespeichert." in browser.post(edit, data=with_mail).text
    assert browser.post(edit, data=typed).status_code == 303


def test_a_refused_form_with_a_phone_number_says_what_is_wrong_first(cast, browser):
    page = browser.as_(cast.ana).post("/mein/suchen-bieten/neu", data=PHONE | {"title": ""})

    assert page.status_code == 422
    assert "Es ist noch nichts gespeichert." not in page.text


def test_while_somebody_writes_the_hint_comes_without_saving(cast, browser):
    asked = {"title": "Stühle", "text": "Rufen Sie an: 0831 123456"}

    def said(asked):
        page = browser.post("/mein/suchen-bieten/hinweise", data=asked).text
        return re.search(r'<div id="text-hinweise">(.*?)</div>', page)[1]

    browser.as_(cast.ana)
    assert said(asked).startswith("<p>Die Telefonnummer sehen alle.")
    assert said({"text": "Von 9 bis 12 Uhr"}) == ""


def test_another_kind_is_taken_over_without_losing_a_word(cast, browser):
    browser.as_(cast.ana)
    page = browser.post("/mein/suchen-bieten/neu", data=TYPED | {"kind": "room", "then": "look"})

    assert page.status_code == 200
    assert "Zweite Zeile" in page.text
    assert db.session.scalar(select(Listing)) is None


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("title", {"title": ""}),
        ("direction", {"direction": ""}),
        ("kind", {"kind": "nonsense"}),
        ("lang_0", {"lang_0": "xx"}),
        ("when", {"part_0": "", "from_0": "17:00", "to_0": "15:00"}),
        ("topics", {"topics": ",".join(f"t{n}" for n in range(11))}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(cast, browser, field, given):
    page = browser.as_(cast.ana).post("/mein/suchen-bieten/neu", data=TYPED | given)

    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text or f'href="#{field}' in page.text
    assert "Zweite Zeile" in page.text
    assert db.session.scalar(select(Listing)) is None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"when": "weekly", "days_0": [], "part_0": "evening"}, "days_0"),
        ({"when": "weekly", "days_0": ["1"], "from_2": "10:00"}, "days_2"),
        ({"when": "dates", "days_0": [], "date_from_0": "10:00"}, "date_0"),
        ({"level_3": "B1"}, "lang_3"),
    ],
)
def test_an_evening_of_no_day_and_a_level_of_no_language_are_asked_for(cast, browser, given, field):
    page = browser.as_(cast.ana).post("/mein/suchen-bieten/neu", data=TYPED | given)

    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert db.session.scalar(select(Listing)) is None


def test_what_is_typed_for_a_choice_that_was_taken_back_is_no_mistake(cast, browser):
    browser.as_(cast.ana).post("/mein/suchen-bieten/neu", data=TYPED | {"when": "flexible", "part_2": "evening"})

    assert only_listing().availability == {"type": "flexible"}


def test_a_picture_needs_words_and_survives_a_refused_form(cast, browser):
    browser.as_(cast.ana)
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "PNG")
    upload = {"picture": (io.BytesIO(file.getvalue()), "p.png")}
    page = browser.post("/mein/suchen-bieten/neu", data=TYPED | upload, content_type="multipart/form-data")
    assert page.status_code == 422
    kept = re.search(r'name="kept_picture"[^>]*value="([^"]+)"', page.text)[1]

    browser.post("/mein/suchen-bieten/neu", data=TYPED | {"kept_picture": kept, "picture_alt": "Ein rotes Feld"})

    need = only_listing()
    assert need.picture.alt == "Ein rotes Feld"
    shown = browser.get(f"/suchen-bieten/{need.id}").text
    assert 'alt="Ein rotes Feld"' in shown


def test_the_list_for_strangers_and_for_the_network(cast, browser, new_browser):
    listed(cast.ana)
    listed(cast.ana, title="Nur für uns", visibility="network")

    stranger, carla = browser.get("/suchen-bieten").text, new_browser().as_(cast.carla).get("/suchen-bieten").text

    assert "Menschen zum Deutschsprechen" in stranger
    assert "Nur für uns" not in stranger
    assert "Nur für uns" in carla
    assert "Set-Cookie" not in browser.get("/suchen-bieten").headers


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("", "need offer"),
        ("richtung=gesucht", "need"),
        ("richtung=geboten", "offer"),
        ("richtung=gesucht&richtung=geboten", "need offer"),
        ("kategorie=language_partner", "need"),
        ("kategorie=language_partner&kategorie=room", "need offer"),
        ("stadtteil=thingers", "need"),
        ("stadtteil=39", "offer"),
        ("stadtteil=41", ""),
        ("gesprochen=uk", "need"),
        ("zielgruppe=seniors", "need offer"),
        ("zielgruppe=youth", "offer"),
        ("organisation=library", "offer"),
        ("organisation=nobody", ""),
        ("q=deutsch", "need"),
        ("q=LIBRARY", "offer"),
        ("q=deutsch+saal", ""),
        ("q=%25", "need offer"),
        ("kategorie=nonsense", "need offer"),
        ("q=saal&richtung=geboten", "offer"),
    ],
)
def test_filters_stand_in_the_address(cast, browser, query, finds):
    listed(cast.ana, title="Ein Gesuch zum Deutschüben", text="")
    listed(
        cast.carla, direction="offer", kind="room", title="Saal", text="", district_number=39, audiences=("everyone",)
    )

    page = browser.get(f"/suchen-bieten?{query}").text

    assert ("Ein Gesuch zum" in page) == ("need" in finds.split())
    assert (">Saal<" in page) == ("offer" in finds.split())


def test_a_part_of_town_has_what_may_be_anywhere_in_town_too(cast, browser):
    listed(cast.ana, title="Stühle gesucht, egal wo", district_number=None)
    listed(cast.carla, title="Saal in Thingers", district_number=39)
    listed(cast.carla, title="Saal in der Altstadt", district_number=40)

    page = browser.get("/suchen-bieten?stadtteil=39").text

    assert "Stühle gesucht, egal wo" in page
    assert "Saal in Thingers" in page
    assert "Saal in der Altstadt" not in page
    assert "Auch Einträge, bei denen der Stadtteil egal ist, stehen hier." in page
    assert "Stadtteil egal" not in browser.get("/suchen-bieten").text


def test_what_was_settled_by_mistake_comes_back_with_one_button(cast, new_browser):
    need = listed(cast.ana)
    listings.fulfil_listing(cast.ana, need, "board", cast.city_library)
    ben, carla = new_browser().as_(cast.ben), new_browser().as_(cast.carla)
    address = f"/suchen-bieten/{need.id}"
    assert "Doch nicht erledigt" in ben.get(address).text
    assert "Doch nicht erledigt" in ben.get("/mein/suchen-bieten?was=over").text
    assert carla.get(address).status_code == 410

    ben.post(f"{address}/wiederaufnahme")

    page = ben.get(address).text
    assert "Der Eintrag ist wieder zu sehen." in page
    assert "Doch nicht erledigt" not in page
    assert carla.get(address).status_code == 200


def test_things_are_counted_in_pieces_and_what_is_settled_is_called_so(cast, browser):
    chairs = offered(cast.ana, kind="furniture", title="Klappstühle", quantity=12, languages=())
    ana = browser.as_(cast.ana)
    assert "12 Stück" in ana.get("/suchen-bieten").text
    assert "12 ×" not in ana.get(f"/suchen-bieten/{chairs.id}").text

    listings.fulfil_listing(cast.ana, chairs)

    assert ">Erledigt</span>" in ana.get("/mein/suchen-bieten?was=over").text


def test_who_answers_what_is_paused_reads_why_it_did_not_work(cast, new_browser):
    need = listed(cast.ana)
    carla = new_browser().as_(cast.carla)
    carla.get(f"/suchen-bieten/{need.id}")
    listings.pause_listing(cast.ana, need)

    answer = carla.post(f"/suchen-bieten/{need.id}/interesse", data={"message": "Das passt gut zu uns."})

    assert answer.status_code == 404
    assert "ist vielleicht inzwischen pausiert, erledigt oder zurückgezogen" in answer.text
    assert "Das passt gut zu uns." in answer.text
    assert "falsch geschrieben" not in answer.text
    assert "falsch geschrieben" in carla.get("/suchen-bieten/9999").text


def test_one_listing_or_twenty_cost_the_same(cast, browser, queries):
    def cost():
        with queries.counted():
            assert browser.get("/suchen-bieten").status_code == 200
        return len(queries)

    listed(cast.ana)
    browser.get("/suchen-bieten")
    one = cost()
    for number in range(4):
        listed(cast.carla, title=f"Noch {number}", district_number=39)
    assert cost() == one <= 4


def test_a_long_list_has_pages(cast, browser):
    for number in range(21):
        listed(cast.ana, title=f"Nummer {number}")

    first, second = browser.get("/suchen-bieten").text, browser.get("/suchen-bieten?seite=2").text

    assert "Nummer 20<" in first
    assert "Nummer 0<" not in first
    assert "Nummer 0<" in second


def test_a_page_keeps_line_breaks_language_and_direction(cast, browser):
    need = listed(cast.ana, title="نبحث عن غرفة", text="سطر\nسطر آخر", lang="ar")
    page = browser.get(f"/suchen-bieten/{need.id}").text

    assert '<h1 dir="auto" lang="ar">نبحث عن غرفة</h1>' in page
    assert "سطر\nسطر آخر" in page


def test_what_people_type_is_never_markup(cast, browser):
    need = listed(cast.ana, title="<b>x</b>", text="<script>alert(1)</script>", topics=("<i>t</i>",))
    for path in ("/suchen-bieten", f"/suchen-bieten/{need.id}", "/feeds/suchen-bieten.atom"):
        page = browser.get(path).text
        assert "<b>x" not in page
        assert "<script>alert" not in page
        assert "<i>t" not in page


def test_private_contacts_are_for_the_network(cast, browser, new_browser):
    with transaction():
        db.session.add(Contact(organisation_id=cast.mill.id, kind="phone", value="0831 12345", is_public=False))
    need = listed(cast.ana)

    stranger = browser.get(f"/suchen-bieten/{need.id}").text
    assert "0831 12345" not in stranger
    assert "/organisationen/mill/kontakt" in stranger
    assert "0831 12345" in new_browser().as_(cast.carla).get(f"/suchen-bieten/{need.id}").text


def test_it_is_shared_as_a_text(cast, browser):
    need = listed(cast.ana)
    page = browser.get(f"/suchen-bieten/{need.id}").text
    text = re.search(r'id="share-text">([^<]+)<', page)[1]

    assert text.splitlines()[:2] == ["Gesucht: Menschen zum Deutschsprechen", "The Mill"]
    assert "Di., 14:00–17:00 Uhr" in text
    assert text.splitlines()[-1] == f"http://localhost/suchen-bieten/{need.id}"


def test_of_two_who_change_it_the_second_sees_both_texts(cast, browser, new_browser):
    need = listed(cast.ana)
    address = f"/mein/suchen-bieten/{need.id}/bearbeiten"
    ana, ben = browser.as_(cast.ana), new_browser().as_(cast.ben)

    def opened(who):
        page = who.get(address).text
        return {name: re.search(rf'name="{name}"[^>]*value="([^"]+)"', page)[1] for name in ("version", "opened")}

    same = {**TYPED, "days_0": ["1"], "part_0": "", "from_0": "14:00", "to_0": "17:00", "topics": "Sprachcafé"}
    first, second = opened(ana), opened(ben)
    assert ana.post(address, data=same | first | {"title": "Von Ana"}).status_code == 303

    both = ben.post(address, data=same | second | {"title": "Von Ben"})
    assert both.status_code == 409
    assert "Von Ana" in both.text
    assert "Von Ben" in both.text


def test_a_form_opened_and_saved_changes_nothing(cast, browser):
    need = listed(cast.ana, features=())
    said = (need.languages, need.availability, need.topics, need.audiences, need.text)
    page = browser.as_(cast.ana).get(f"/mein/suchen-bieten/{need.id}/bearbeiten").text

    browser.post(f"/mein/suchen-bieten/{need.id}/bearbeiten", data=filled(page))

    need = only_listing()
    assert (need.languages, need.availability, need.topics, need.audiences, need.text) == said


def filled(page):
    """What a browser sends of a form nobody touched."""
    form = page[page.index('id="version"') - 400 :]
    data: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]+>", form):
        name, kind = (re.search(rf' {key}="([^"]*)"', tag) for key in ("name", "type"))
        if name and (not kind or kind[1] not in {"radio", "checkbox", "file"} or " checked" in tag):
            value = re.search(r' value="([^"]*)"', tag)
            data.setdefault(name[1], []).append(value[1] if value else "")
    for name, inside in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option selected value="([^"]*)"', inside)
        data.setdefault(name, []).append(chosen[1] if chosen else "")
    for name, text in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\s*(.*?)</textarea>', form, re.DOTALL):
        data.setdefault(name, []).append(text)
    return data


def test_what_is_lent_is_booked_from_the_board(cast, browser, new_browser):
    hall = room_offered(cast.ana)
    offer = offered(cast.ana, kind="room", title="Unser Saal", resource=hall.id, languages=())

    assert f"/raeume/{hall.id}" in browser.get(f"/suchen-bieten/{offer.id}").text
    interest = answers.show_interest(cast.carla, offer, "Für unser Fest")
    answers.accept(cast.ana, interest)
    page = new_browser().as_(cast.carla).get(f"/suchen-bieten/{offer.id}").text

    assert f"/raeume/{hall.id}/anfrage?zweck=Unser+Saal" in page
    assert "/mein/veranstaltungen/neu?titel=Unser+Saal" in page
    booking = new_browser().as_(cast.carla).get(f"/raeume/{hall.id}/anfrage?zweck=Unser+Saal").text
    assert 'value="Unser Saal"' in booking
    event = new_browser().as_(cast.carla).get("/mein/veranstaltungen/neu?titel=Unser+Saal&mit=The+Mill").text
    assert 'value="Unser Saal"' in event
    assert 'value="The Mill"' in event


def test_that_suits_us_from_the_page_to_the_yes(cast, browser, new_browser):
    need = listed(cast.ana)
    carla, ana = browser.as_(cast.carla), new_browser().as_(cast.ana)
    page = carla.get(f"/suchen-bieten/{need.id}").text
    key = re.search(r'name="key"[^>]*value="([^"]+)"', page)[1]

    for _press in range(2):
        answer = carla.post(f"/suchen-bieten/{need.id}/interesse", data={"message": "Wir kommen gern", "key": key})
        assert answer.status_code == 303
    interest = db.session.scalars(select(Interest)).one()
    page = ana.get(f"/suchen-bieten/{need.id}").text
    assert page.index("Wir kommen gern") < page.index("Steht hier bis")  # what waits stands before what is known
    assert "Menschen zum Deutschsprechen" in ana.get("/mein/suchen-bieten").text

    ana.post(f"/suchen-bieten/interesse/{interest.id}/zusage")
    assert "Zugesagt" in carla.get(f"/suchen-bieten/{need.id}").text
    assert mails_to("carla@example.org", "interest_answered")
    assert ana.post(f"/suchen-bieten/interesse/{interest.id}/zusage").status_code == 303
    assert len(mails_to("carla@example.org", "interest_answered")) == 1


def test_an_answer_written_while_the_session_ended_is_there_after_signing_in(cast, browser):
    need = listed(cast.ana)
    address = f"/suchen-bieten/{need.id}/interesse"

    answer = browser.post(address, data={"message": "Wir kommen gern zu dritt"})
    back = parse_qs(urlsplit(answer.location).query)["next"][0]
    assert urlsplit(back).path == address

    page = browser.as_(cast.carla).get(back)
    assert page.status_code == 200
    assert "Wir kommen gern zu dritt" in page.text
    assert browser.post(address, data={"message": "Wir kommen gern zu dritt"}).status_code == 303


def test_an_answer_waits_while_somebody_chooses_for_whom_they_write(cast, browser):
    need = listed(cast.ana)
    with transaction() as session:
        double = Organisation(slug="choir", name="The Choir", kind="other", state="active", trust="trusted")
        session.add(Membership(user=cast.carla.user, organisation=double, role="editor"))
    browser.as_(Acting(cast.carla.user))

    answer = browser.post(f"/suchen-bieten/{need.id}/interesse", data={"message": "Wir singen mit"})
    back = parse_qs(urlsplit(answer.location).query)["next"][0]

    chosen = browser.post("/mein/auftreten", data={"acting_for": str(cast.city_library.id), "next": back})
    assert chosen.status_code == 303
    assert "Wir singen mit" in browser.get(back).text


def test_what_the_office_hides_of_an_answer_is_hidden_on_the_board(cast, browser, new_browser):
    need = listed(cast.ana)
    interest = answers.show_interest(cast.carla, need, "Ihr Trottel")
    conversations.hide(cast.olga, interest.message, "Bitte höflich.")

    for person in (cast.ana, cast.carla):
        page = new_browser().as_(person).get(f"/suchen-bieten/{need.id}").text
        assert "Ihr Trottel" not in page
        assert "Das Netzwerkbüro hat diese Nachricht ausgeblendet." in page
    conversations.restore(cast.olga, interest.message, "Es war nur Spaß.")
    assert "Ihr Trottel" in browser.as_(cast.ana).get(f"/suchen-bieten/{need.id}").text


def test_without_a_message_nothing_is_sent(cast, browser):
    need = listed(cast.ana)
    answer = browser.as_(cast.carla).post(f"/suchen-bieten/{need.id}/interesse", data={"message": " "})

    assert answer.status_code == 422
    assert db.session.scalar(select(Interest)) is None


def test_nobody_answers_all_day_long(cast, browser):
    browser.as_(cast.carla)
    for number in range(31):
        need = listed(cast.ana, title=f"Nummer {number}")
        last = browser.post(f"/suchen-bieten/{need.id}/interesse", data={"message": "Hallo"})
    assert last.status_code == 429


def test_deeds_have_buttons(cast, browser):
    need = listed(cast.ana)
    ana, address = browser.as_(cast.ana), f"/suchen-bieten/{need.id}"
    for deed, state in (
        ("pause", "paused"), ("fortsetzung", "active"), ("verlaengerung", "active"), ("rueckzug", "withdrawn"),
    ):  # fmt: skip
        assert ana.post(f"{address}/{deed}").status_code == 303
        assert only_listing().state == state


def test_settled_through_the_library(cast, browser):
    need = listed(cast.ana)
    ana = browser.as_(cast.ana)
    assert "The Library" in ana.get(f"/suchen-bieten/{need.id}/erledigung").text

    ana.post(f"/suchen-bieten/{need.id}/erledigung", data={"how": "board", "organisation": str(cast.city_library.id)})

    assert (only_listing().state, only_listing().fulfilled_with) == ("fulfilled", cast.city_library)
    assert "The Library" in ana.get("/mein/suchen-bieten?was=over").text
    assert "Steht hier bis" not in ana.get(f"/suchen-bieten/{need.id}").text


def test_who_was_given_a_yes_is_chosen_already_when_it_is_settled(cast, browser):
    need = listed(cast.ana)
    ana, address = browser.as_(cast.ana), f"/suchen-bieten/{need.id}/erledigung"
    chosen = f'selected value="{cast.city_library.id}"'
    interest = answers.show_interest(cast.carla, need, "Bei uns, gern!")
    assert chosen not in ana.get(address).text

    answers.accept(cast.ana, interest)

    assert chosen in ana.get(address).text
    assert re.search(r'name="how"[^>]*value="board" checked', ana.get(address).text)


# Who gets what: 200, 403, 404, 410 or "in" (asked to sign in).
PAGES = """
                stranger vera ben carla olga
public          200      200  200 200   200
network         404      200  200 200   200
draft           404      200  200 404   200
submitted       404      200  200 404   200
paused          404      200  200 404   200
expired         410      200  200 410   200
fulfilled       410      200  200 410   200
withdrawn       410      200  200 410   200
rejected        404      200  200 404   200
removed         404      200  200 404   200
"""


@pytest.mark.parametrize("line", PAGES.strip().splitlines()[1:], ids=lambda line: line.split()[0])
def test_who_sees_a_listing(cast, new_browser, line):
    state, *wanted = line.split()
    need = listed(cast.ana, visibility="network" if state == "network" else "public")
    with transaction():
        if state == "expired":
            need.valid_until = clock.today() - timedelta(days=1)
        elif state not in {"public", "network"}:
            need.state = state
    people = [None, cast.vera, cast.ben, cast.carla, cast.olga]
    seen = []
    for person in people:
        browser = new_browser().as_(person) if person else new_browser()
        seen.append(str(browser.get(f"/suchen-bieten/{need.id}").status_code))
    assert seen == wanted


def test_the_feed_says_what_strangers_see(cast, browser):
    need = listed(cast.ana)
    listed(cast.ana, title="Nur für uns", visibility="network")
    listed(cast.carla, title="Stühle", direction="offer", kind="furniture")

    feed = browser.get("/feeds/suchen-bieten.atom?richtung=gesucht")
    assert feed.mimetype == "application/atom+xml"
    assert "Menschen zum Deutschsprechen" in feed.text
    assert "Nur für uns" not in feed.text
    assert "Stühle" not in feed.text
    unchanged = browser.get(
        "/feeds/suchen-bieten.atom?richtung=gesucht", headers={"If-None-Match": feed.headers["ETag"]}
    )
    assert unchanged.status_code == 304

    listings.withdraw_listing(cast.ana, need)
    assert "Menschen" not in browser.get("/feeds/suchen-bieten.atom?richtung=gesucht").text


def test_what_is_missing_is_said_in_words_about_listings(cast, browser):
    page = browser.as_(cast.ana).post("/mein/suchen-bieten/neu", data={"title": "", "then": "publish"})

    assert page.status_code == 422
    for sentence in (
        "Suchen Sie etwas, oder bieten Sie etwas an?",
        "Worum geht es? Bitte wählen Sie etwas aus.",
        "Bitte sagen Sie in wenigen Worten, worum es geht.",
    ):
        assert sentence in page.text
    assert "Veranstaltung?" not in page.text
    assert "?:" not in page.text
    assert "Worum geht es? Worum geht es?" not in page.text
    assert "Keine gültige Auswahl" not in page.text


def test_somebody_of_two_organisations_is_asked_for_which_one_answers(cast, browser):
    need = listed(cast.ana)
    choir = Organisation(slug="choir", name="Choir", kind="other", state="active", search_text="choir")
    with transaction():
        db.session.add(Membership(user=cast.carla.user, organisation=choir, role="editor"))
    browser.as_(Acting(cast.carla.user))

    page = browser.get(f"/suchen-bieten/{need.id}").text
    assert 'name="message"' in page
    assert "Bitte wählen" in page

    sent = {"message": "Wir singen gern mit.", "acting_for": str(choir.id)}
    assert browser.post(f"/suchen-bieten/{need.id}/interesse", data=sent).status_code == 303
    assert db.session.scalars(select(Interest.organisation_id)).all() == [choir.id]


def test_who_came_from_the_mail_decides_where_the_two_talk(cast, browser, new_browser):
    interest = answers.show_interest(cast.carla, listed(cast.ana), "Wir hätten Zeit.")
    ana, carla = browser.as_(cast.ana), new_browser().as_(cast.carla)
    talk, answer = f"/mein/nachrichten/{interest.conversation_id}", f"/suchen-bieten/interesse/{interest.id}"
    assert "hat noch nicht zu- oder abgesagt" in carla.get(talk).text
    assert f"{answer}/zusage" not in carla.get(talk).text

    assert f'action="{answer}/zusage"' in ana.get(talk).text
    said = ana.post(f"{answer}/zusage", data={"next": talk})

    assert said.location == talk
    assert "Zugesagt" in ana.get(talk).text
    assert f"{answer}/zusage" not in ana.get(talk).text
    for page in (ana.get(talk).text, carla.get(talk).text):
        assert f'action="{answer}/kooperation"' in page


def test_a_no_is_said_and_read_where_the_two_talk(cast, browser, new_browser):
    interest = answers.show_interest(cast.carla, listed(cast.ana), "Wir hätten Zeit.")
    ana, carla = browser.as_(cast.ana), new_browser().as_(cast.carla)
    talk = f"/mein/nachrichten/{interest.conversation_id}"
    ask = re.search(r'href="([^"]+/absage[^"]*)"', ana.get(talk).text)[1]
    assert f'href="{talk}"' in ana.get(ask).text

    said = ana.post(ask, data={"reason": "Schon vergeben"})

    assert said.location == talk
    page = carla.get(talk).text
    assert "Abgelehnt" in page
    assert "Schon vergeben" in page


def test_who_only_reads_sees_how_it_stands_and_decides_nothing(cast, browser):
    interest = answers.show_interest(cast.carla, listed(cast.ana), "Wir hätten Zeit.")

    page = browser.as_(cast.vera).get(f"/mein/nachrichten/{interest.conversation_id}").text

    assert "Wartet auf Antwort" in page
    assert "/zusage" not in page


def test_an_answer_is_taken_back_where_the_two_talk(cast, browser):
    interest = answers.show_interest(cast.carla, listed(cast.ana), "Wir hätten Zeit.")
    talk = f"/mein/nachrichten/{interest.conversation_id}"
    carla = browser.as_(cast.carla)
    assert f"{interest.id}/ruecknahme" in carla.get(talk).text

    assert carla.post(f"/suchen-bieten/interesse/{interest.id}/ruecknahme", data={"next": talk}).location == talk

    assert "Zurückgenommen" in carla.get(talk).text


@pytest.mark.parametrize(
    ("state", "headline"),
    [("fulfilled", "Das hat sich erledigt."), ("withdrawn", "Dieser Eintrag wurde zurückgezogen.")],
)
def test_who_comes_too_late_reads_what_became_of_it_and_finds_the_board(cast, browser, state, headline):
    need = listed(cast.ana)
    with transaction():
        need.state = state

    page = browser.get(f"/suchen-bieten/{need.id}")

    assert page.status_code == 410
    assert headline in page.text
    assert '<a href="/suchen-bieten">Zu Suchen und Bieten</a>' in page.text


def test_who_hears_that_it_was_taken_off_the_board_is_led_to_where_the_two_talk(cast, browser):
    need = listed(cast.ana)
    interest = answers.show_interest(cast.carla, need, "Bei uns, gern!")
    approval.remove_listing(cast.olga, need, "Eine Telefonnummer")
    notice = db.session.scalars(select(Notice).where(Notice.kind == "interest_answered")).one()

    carla = browser.as_(cast.carla)
    address = carla.post(f"/mein/hinweise/{notice.id}").location

    assert address == f"/mein/nachrichten/{interest.conversation_id}"
    assert "Der Eintrag steht nicht mehr unter" in carla.get(address).text


def test_who_only_reads_learns_how_to_answer(cast, browser, new_browser):
    need = listed(cast.carla)
    said = "Um zu antworten, bitten Sie eine:n Admin"

    assert said in browser.as_(cast.vera).get(f"/suchen-bieten/{need.id}").text
    assert said not in new_browser().as_(cast.ana).get(f"/suchen-bieten/{need.id}").text
    assert said not in new_browser().get(f"/suchen-bieten/{need.id}").text
