"""The pages on which people post: five fields are enough, and nothing typed is ever lost."""

import io
from datetime import date, datetime, time, timedelta

import pytest
from drafts import STARTS, draft
from PIL import Image
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from kiknet.calendar import copies
from kiknet.calendar.models import Event
from kiknet.calendar.service import change_event, post_event
from kiknet.db import db, transaction
from kiknet.media import Picture
from kiknet.organisations.models import Membership
from kiknet.web.typed import read_day, read_time

NEW = "/mein/veranstaltungen/neu"
FIVE = {
    "title": "Sprachcafé",
    "first_day": "2027-03-09",
    "starts": "15:00",
    "ends": "17:00",
    "place_name": "Market Square",
}
TODAY = date(2026, 11, 22)


def events():
    return list(db.session.scalars(select(Event).order_by(Event.id)))


def picture_file(name="foto.png"):
    data = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(data, "PNG")
    data.seek(0)
    return data, name


def hidden(page, name):
    return page.text.split(f'name="{name}"')[1].split('value="')[1].split('"')[0]


def test_five_fields_are_enough(cast, browser):
    answer = browser.as_(cast.ana).post(NEW, data=FIVE)

    (event,) = events()
    assert (answer.status_code, answer.location) == (303, f"/veranstaltungen/{event.id}")
    assert (event.publication, event.starts_local, event.place_id) == ("published", STARTS, cast.square.id)


def test_posting_asks_the_database_little(cast, browser, queries):
    page = browser.as_(cast.ana)
    page.post(NEW, data=FIVE)

    with queries.counted() as asked:
        page.post(NEW, data=FIVE | {"title": "Chor"})

    assert len(asked) <= 10


@pytest.mark.parametrize(
    ("language", "said"), [("de", "Das steht nicht zur Auswahl."), ("en", "This is not on offer.")]
)
def test_what_is_not_on_offer_is_refused_beside_each_field(cast, browser, language, said):
    wrong = FIVE | {"cost": "gold", "audiences": ["families", "dragons"], "place_district_number": "4711"}

    answer = browser.as_(cast.ana).post(f"{NEW}?sprache={language}", data=wrong)

    assert (answer.status_code, answer.text.count(said)) == (422, 2 * 3)  # beside each and above the form
    assert events() == []


def test_the_form_asks_for_five_things_before_anything_unfolds(cast, browser):
    page = browser.as_(cast.ana).get(NEW).text
    folded = page.count("<details")

    shown = page[page.index(f'<form class="form" method="post" action="{NEW}"') :]
    while "</details>" in shown:
        before, _end, after = shown.partition("</details>")
        shown = before.rpartition("<details")[0] + after
    names = dict.fromkeys(part.split('"')[0] for part in shown.split('name="')[1:])
    unseen = {"csrf_token", "version", "opened", "key", "kept_picture", "acting_for", "then", "room", "booking"}
    asked = [name for name in names if name not in unseen]
    assert asked == ["title", "first_day", "starts", "ends", "place_name", "audiences", "fields"]
    assert folded >= 3


def test_on_the_form_stands_for_whom_one_writes(cast, browser):
    assert "The Mill" in browser.as_(cast.ana).get(NEW).text


def test_somebody_with_two_organisations_posts_for_the_one_in_the_form(cast, browser):
    with transaction():
        db.session.add(Membership(user=cast.ben.user, organisation=cast.city_library, role="editor"))
    page = browser.as_(cast.ben)

    page.post(NEW, data=FIVE | {"acting_for": cast.city_library.id})

    assert [e.owner_id for e in events()] == [cast.city_library.id]


def test_a_looker_is_told_why_not(cast, browser):
    assert browser.as_(cast.vera).get(NEW).status_code == 403
    answer = browser.post(NEW, data=FIVE | {"description": "Text, der bleibt"})
    assert answer.status_code == 422
    assert "Text, der bleibt" in answer.text


def test_a_removed_editor_can_no_longer_post_in_the_open_window(cast, browser):
    window = browser.as_(cast.ben)
    window.get(NEW)
    with transaction():
        db.session.scalars(select(Membership).where(Membership.user_id == cast.ben.user.id)).one().state = "removed"

    answer = window.post(NEW, data=FIVE | {"acting_for": cast.mill.id})

    assert answer.status_code == 403
    assert events() == []


def test_bad_input_keeps_every_word_and_says_beside_each_field_what_helps(cast, browser):
    typed = {
        "title": "", "first_day": "31.2.2027", "starts": "25", "place_name": "Neuer Laden", "place_street": "Weg 1",
        "description": "Kommt!\n\nAlle", "online_url": "foo bar", "summary": "Kurz", "topics": "Deutsch, Tee",
        "audiences": ["women"], "spoken": ["uk"], "cost": "paid", "cost_note": "5 €",
    }  # fmt: skip

    answer = browser.as_(cast.ana).post(NEW, data=typed)

    assert answer.status_code == 422
    page = answer.text.replace("\r\n", "\n").replace(">\n", ">")
    for word in ("31.2.2027", "Neuer Laden", "Kommt!\n\nAlle", "foo bar", "Kurz", "Weg 1", "Deutsch, Tee", "5 €"):
        assert f">{word}<" in page or f'value="{word}"' in page, word
    for name in ("title", "first_day", "starts", "online_url"):
        assert f'id="{name}-error"' in answer.text, name
    assert answer.text.count("checked") >= 3
    assert 'class="error-summary"' in answer.text
    for part in answer.text.split("<details")[1:]:
        is_open = part.split(">")[0].endswith(" open")
        assert is_open or 'class="field__error"' not in part.split("</details>")[0]
    assert events() == []


@pytest.mark.parametrize("then", ["publish", "draft", "plan"])
def test_the_button_decides_what_becomes_of_it(cast, browser, then):
    browser.as_(cast.ana).post(NEW, data=FIVE | {"then": then})

    (event,) = events()
    assert (event.publication, event.scheduling) == {
        "publish": ("published", "confirmed"), "draft": ("draft", "confirmed"), "plan": ("published", "planned"),
    }[then]  # fmt: skip


def test_a_hostile_title_becomes_one_line(cast, browser):
    browser.as_(cast.ana).post(NEW, data=FIVE | {"title": "Fest\r\nBEGIN:VALARM\x00; mit, Komma\\"})

    assert events()[0].title == "Fest BEGIN:VALARM; mit, Komma\\"


def test_pressing_twice_posts_once(cast, browser):
    window = browser.as_(cast.ana)
    key = hidden(window.get(NEW), "key")

    first, second = (window.post(NEW, data=FIVE | {"key": key}) for _ in range(2))

    assert first.location == second.location
    assert len(events()) == 1


def test_a_picture_survives_a_refused_form(cast, browser):
    window = browser.as_(cast.ana)
    refused = window.post(NEW, data=FIVE | {"title": "", "picture": picture_file(), "picture_alt": "Ein Haus"})
    kept = hidden(refused, "kept_picture")

    window.post(NEW, data=FIVE | {"kept_picture": kept, "picture_alt": "Ein Haus am Fluss"})

    (event,) = events()
    assert event.picture.alt == "Ein Haus am Fluss"
    assert db.session.scalar(select(func.count()).select_from(Picture)) == 1


def test_a_photo_that_is_too_large_costs_no_text(cast, browser):
    photo = io.BytesIO(b"\xff\xd8\xff" + bytes(12 * 1024 * 1024))

    typed = FIVE | {"description": "Mit Kuchen.", "picture": FileStorage(photo, "x.jpg"), "picture_alt": "Torte"}
    boundary, body = encode_multipart(typed)
    sent = f'multipart/form-data; boundary="{boundary}"'

    refused = browser.as_(cast.ana).post(NEW, data=body, content_type=sent)

    assert refused.status_code == 422
    assert "höchstens 8 MB" in refused.text
    assert "Mit Kuchen." in refused.text


def test_a_viewer_is_offered_no_button_that_is_refused(cast, browser):
    vera = browser.as_(cast.vera)

    for path in ("/mein/veranstaltungen", "/kalender", "/planung"):
        assert NEW not in vera.get(path).text, path
    assert vera.get(NEW).status_code == 403


def test_a_picture_needs_its_sentence_and_must_be_one(cast, browser):
    window = browser.as_(cast.ana)

    without = window.post(NEW, data=FIVE | {"picture": picture_file()})
    broken = window.post(NEW, data=FIVE | {"picture": (io.BytesIO(b"no picture"), "x.png"), "picture_alt": "x"})

    assert (without.status_code, broken.status_code) == (422, 422)
    assert 'id="picture_alt-error"' in without.text
    assert 'id="picture-error"' in broken.text


def test_a_picture_tidied_away_meanwhile_is_asked_for_again(cast, browser):
    window = browser.as_(cast.ana)
    refused = window.post(NEW, data=FIVE | {"title": "", "picture": picture_file(), "picture_alt": "Ein Haus"})
    with transaction() as session:
        session.execute(Picture.__table__.delete())

    answer = window.post(NEW, data=FIVE | {"kept_picture": hidden(refused, "kept_picture"), "picture_alt": "Ein Haus"})

    assert answer.status_code == 422
    assert 'id="picture-error"' in answer.text


def test_nobody_takes_a_picture_by_writing_its_number(cast, browser):
    browser.as_(cast.ana).post(NEW, data=FIVE | {"kept_picture": "1"})

    assert events()[0].picture_id is None


def test_a_new_place_belongs_to_the_organisation_and_is_known_next_time(cast, browser):
    window = browser.as_(cast.ana)
    window.post(
        NEW, data=FIVE | {"place_name": "Café Lichtblick", "place_street": "Allee 3", "place_district_number": "40"}
    )
    window.post(NEW, data=FIVE | {"place_name": "cafe lichtblick", "title": "Noch eins"})

    first, second = events()
    assert first.place == second.place
    assert (first.place.owner, first.place.street, first.place.district_number) == (cast.mill, "Allee 3", 40)
    assert "Café Lichtblick" in window.get(NEW).text
    assert "Café Lichtblick" not in browser.as_(cast.carla).get(NEW).text


def test_a_copy_begins_with_everything_and_the_next_day(cast, browser):
    event = post_event(cast.ana, draft(description="Kommt alle"))
    window = browser.as_(cast.ana)

    page = window.get(f"{NEW}?kopie={event.id}")
    chosen = window.get(f"{NEW}?kopie={event.id}&tag=2027-05-01")

    assert "Kommt alle" in page.text
    assert 'value="2027-04-13"' in page.text  # the second Tuesday of the next month
    assert 'value="2027-05-01"' in chosen.text
    assert len(events()) == 1


def test_a_pasted_invitation_fills_the_form_and_stores_nothing(cast, browser):
    text = "Einladung zum Sommerfest!\r\nSa, 10. Juli 2027, 14–18 Uhr\r\nOrt: Market Square"
    window = browser.as_(cast.ana)

    page = window.post(f"{NEW}/einladung", data={"text": text})
    nothing = window.post(f"{NEW}/einladung", data={"text": " "})

    for value in ("Sommerfest", "2027-07-10", "14:00", "18:00", "Market Square"):
        assert f'value="{value}"' in page.text
    assert "Einladung zum Sommerfest!" in page.text
    assert nothing.status_code == 422
    assert events() == []


def test_nobody_copies_what_they_may_not_see(cast, browser):
    event = post_event(cast.ana, draft(), publish=False)

    assert browser.as_(cast.carla).get(f"{NEW}?kopie={event.id}").status_code == 404


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (date(2027, 3, 9), [date(2027, 3, 16), date(2027, 3, 23), date(2027, 4, 13)]),
        (date(2027, 3, 30), [date(2027, 4, 6), date(2027, 4, 13), date(2027, 4, 27)]),  # no fifth Tuesday in April
        (date(2026, 10, 20), [date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 15)]),
        (date(2026, 12, 8), [date(2026, 12, 15), date(2026, 12, 22), date(2027, 1, 12)]),
    ],
)
def test_days_a_copy_may_be_meant_for(first, expected):
    assert copies.next_days(first, TODAY) == expected


def edit_data(page):
    """What a browser would send back unchanged: the fields our form shows."""
    names = ["version", "opened", "kept_picture"]
    data = {name: hidden(page, name) for name in names}
    return data | {"title": "Sprachcafé", "first_day": "2027-03-09", "starts": "15:00", "ends": "17:00",
                   "place_name": "Market Square", "cost": "unknown", "registration": "none", "visibility": "public",
                   "scheduling": "confirmed", "online_is_public": "y"}  # fmt: skip


def test_the_form_to_change_shows_what_is_stored(cast, browser):
    event = post_event(cast.ana, draft(spoken=("uk",), topics=("Deutsch", "Tee")))
    window = browser.as_(cast.ben)

    page = window.get(f"/mein/veranstaltungen/{event.id}/bearbeiten")
    window.post(f"/mein/veranstaltungen/{event.id}/bearbeiten", data=edit_data(page) | {"title": "Neuer Titel"})

    assert 'value="2027-03-09"' in page.text
    assert 'value="Deutsch, Tee"' in page.text
    db.session.expire_all()
    assert event.title == "Neuer Titel"


def test_two_people_change_different_things_and_both_count(cast, browser):
    event = post_event(cast.ana, draft())
    address = f"/mein/veranstaltungen/{event.id}/bearbeiten"
    window = browser.as_(cast.ben)
    opened = window.get(address)
    change_event(cast.ana, event, draft(summary="Mit Tee"), event.revision)

    answer = window.post(address, data=edit_data(opened) | {"title": "Sprachcafé für alle"})
    again = window.post(address, data=edit_data(answer) | {"title": "Sprachcafé für alle", "summary": "Mit Tee"})

    assert (answer.status_code, again.status_code) == (409, 303)
    assert 'value="Mit Tee"' in answer.text
    assert 'value="Sprachcafé für alle"' in answer.text
    db.session.expire_all()
    assert (event.title, event.summary) == ("Sprachcafé für alle", "Mit Tee")


def test_two_people_change_the_same_thing_and_the_second_sees_both_texts(cast, browser):
    event = post_event(cast.ana, draft())
    address = f"/mein/veranstaltungen/{event.id}/bearbeiten"
    window = browser.as_(cast.ben)
    opened = window.get(address)
    change_event(cast.ana, event, draft(title="Anas Titel"), event.revision)

    answer = window.post(address, data=edit_data(opened) | {"title": "Bens Titel"})
    kept = edit_data(answer) | {"title": "Bens Titel", "fassung-title": "theirs"}
    window.post(address, data=kept)

    assert answer.status_code == 409
    assert "Anas Titel" in answer.text
    assert "Bens Titel" in answer.text
    db.session.expire_all()
    assert event.title == "Anas Titel"


def test_the_time_and_the_night_survive_the_form(cast, browser):
    night = draft(starts_local=datetime(2027, 3, 9, 22), ends_local=datetime(2027, 3, 10, 2))
    event = post_event(cast.ana, night)
    address = f"/mein/veranstaltungen/{event.id}/bearbeiten"

    page = browser.as_(cast.ana).get(address)
    browser.post(address, data=edit_data(page) | {"starts": "22:00", "ends": "02:00"})

    db.session.expire_all()
    assert (event.starts_local, event.ends_local) == (night.starts_local, night.ends_local)


def test_cancelling_asks_first_and_works_without_javascript(cast, browser):
    event = post_event(cast.ana, draft())
    window = browser.as_(cast.ben)

    page = window.get(f"/veranstaltungen/{event.id}/absage")
    answer = window.post(f"/veranstaltungen/{event.id}/absage", data={"reason": "Krank"})

    assert page.status_code == 200
    assert answer.status_code == 303
    db.session.expire_all()
    assert (event.scheduling, event.status_reason) == ("cancelled", "Krank")


def test_pressing_cancel_twice_is_no_error(cast, browser):
    event = post_event(cast.ana, draft())
    window = browser.as_(cast.ben)

    answers = [window.post(f"/veranstaltungen/{event.id}/absage", data={"reason": "Krank"}) for _ in range(2)]

    assert [a.status_code for a in answers] == [303, 303]
    db.session.expire_all()
    assert event.sequence == 1


def test_postponing_to_a_new_day_keeps_the_time(cast, browser):
    event = post_event(cast.ana, draft())

    browser.as_(cast.ana).post(f"/veranstaltungen/{event.id}/verschiebung", data={"first_day": "2027-04-01"})

    db.session.expire_all()
    assert (event.starts_local, event.ends_local) == (datetime(2027, 4, 1, 15), datetime(2027, 4, 1, 17))
    assert event.scheduling == "confirmed"


def test_what_lasts_all_day_is_postponed_without_hours(cast, browser):
    event = post_event(
        cast.ana, draft(starts_local=datetime(2027, 3, 9), ends_local=datetime(2027, 3, 10), is_all_day=True)
    )
    page = f"/veranstaltungen/{event.id}/verschiebung"
    assert 'name="starts"' not in browser.as_(cast.ana).get(page).text

    browser.post(page, data={"first_day": "2027-04-01", "starts": "15:00"})

    db.session.expire_all()
    assert (event.starts_local, event.ends_local) == (datetime(2027, 4, 1), datetime(2027, 4, 2))
    assert event.is_all_day


def test_hours_of_what_lasts_all_day_count_for_nothing_whatever_was_typed_there(cast, browser):
    typed = FIVE | {"is_all_day": "y", "starts": "half past something", "ends": "25:00"}

    answer = browser.as_(cast.ana).post(NEW, data=typed)

    assert answer.status_code == 303
    (event,) = events()
    assert (event.is_all_day, event.ends_local - event.starts_local) == (True, timedelta(days=1))


@pytest.mark.parametrize("page", ["absage", "verschiebung", "ruecknahme", "absage/ruecknahme"])
def test_only_the_owner_is_asked(cast, browser, page):
    event = post_event(cast.ana, draft())

    assert browser.as_(cast.carla).get(f"/veranstaltungen/{event.id}/{page}").status_code == 403


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-09", date(2027, 3, 9)), ("9.3.2027", date(2027, 3, 9)), ("09.03.27", date(2027, 3, 9)),
        ("9.3.", date(2027, 3, 9)), ("24.12.", date(2026, 12, 24)), ("29.2.", date(2028, 2, 29)),
        ("31.2.2027", None), ("morgen", None), ("", None),
    ],
)  # fmt: skip
def test_days_as_people_write_them(text, day):
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("18:30", time(18, 30)), ("18.30 Uhr", time(18, 30)), ("18 Uhr", time(18)), ("1830", time(18, 30)),
        ("8", time(8)), ("24:00", time(0)), ("25", None), ("18:60", None), ("abends", None),
    ],
)  # fmt: skip
def test_times_as_people_write_them(text, at):
    assert read_time(text) == at


def test_a_reason_that_is_too_long_is_told_and_kept(cast, browser):
    event = post_event(cast.ana, draft())

    answer = browser.as_(cast.ana).post(f"/veranstaltungen/{event.id}/absage", data={"reason": "x" * 301})

    assert answer.status_code == 422
    assert "x" * 301 in answer.text
