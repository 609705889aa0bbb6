"""Tasks, date polls and posts as people see them, and who sees them at all."""

import io
import re

import pytest
from drafts import draft
from pages import as_read
from talks import notices_of, photo
from teamwork import at as on
from teamwork import poll, put, task, together

from kiknet import clock
from kiknet.calendar import service
from kiknet.cooperations import post_queries, work_queries
from kiknet.cooperations.service import polls, posts
from kiknet.db import db, transaction
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Membership, Organisation


@pytest.fixture
def cafe(cast):
    return together(cast)


def here(cafe, rest):
    return f"/kooperationen/{cafe.id}/{rest}"


def shown(html):
    """What one reads, without markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_ana_writes_a_task_down_and_carla_ticks_it_off(cast, cafe, browser, new_browser):
    ana, carla = browser.as_(cast.ana), new_browser().as_(cast.carla)
    typed = {"title": "Saft kaufen", "who": str(cast.city_library.id), "due_on": "9.3.2027"}

    assert ana.post(here(cafe, "aufgaben"), data=typed).status_code == 303

    (made,) = work_queries.tasks_of(cafe)
    assert "Erledigt: Saft kaufen" in carla.get(here(cafe, "aufgaben")).text
    carla.post(here(cafe, f"aufgaben/{made.id}/erledigung"))
    assert "1 Aufgabe ist erledigt" in carla.get(here(cafe, "aufgaben")).text
    carla.post(here(cafe, f"aufgaben/{made.id}/erledigung"), data={"open": "1"})
    assert "Erledigt: Saft kaufen" in carla.get(here(cafe, "aufgaben")).text


def test_a_task_without_words_comes_back(cast, cafe, browser):
    answer = browser.as_(cast.ana).post(here(cafe, "aufgaben"), data={"title": " ", "due_on": "2027-03-09"})
    assert answer.status_code == 422
    assert 'value="2027-03-09"' in answer.text


def test_one_names_people_of_ones_own_organisation_only(cast, cafe, browser):
    page = browser.as_(cast.carla).get(here(cafe, "aufgaben")).text
    assert "The Library: Carla" in page
    assert "The Mill: Ana" not in page
    assert ">The Mill</option>" in page


def test_who_the_task_names_stays_named_when_the_other_side_changes_it(cast, cafe, browser):
    made = task(cast.ana, cafe, organisation_id=cast.mill.id, assignee_id=cast.ben.user.id)
    page = browser.as_(cast.carla).get(here(cafe, f"aufgaben/{made.id}")).text
    assert re.search(r"<option selected[^>]*>The Mill: Ben</option>", page)


def test_who_changes_a_task_second_sees_both_texts(cast, cafe, browser):
    made = task(cast.ana, cafe, "Kuchen")
    ana = browser.as_(cast.ana)
    page = ana.get(here(cafe, f"aufgaben/{made.id}")).text
    hidden = dict(re.findall(r'name="(version|opened)" type="hidden" value="([^"]*)"', page))
    ana.post(here(cafe, f"aufgaben/{made.id}"), data={"title": "Zwei Kuchen", **hidden})

    answer = ana.post(here(cafe, f"aufgaben/{made.id}"), data={"title": "Drei Kuchen", **hidden})

    assert answer.status_code == 409
    assert "Zwei Kuchen" in answer.text
    assert "Drei Kuchen" in answer.text


def test_my_tasks_stand_in_my_area_and_are_ticked_off_there(cast, cafe, browser):
    made = task(cast.carla, cafe, "Plakate", organisation_id=cast.mill.id, due_on=clock.today())
    ana = browser.as_(cast.ana)
    page = ana.get("/mein/").text
    assert "Plakate" in page
    assert "heute fällig" in page

    answer = ana.post(here(cafe, f"aufgaben/{made.id}/erledigung"), data={"next": "/mein/"})

    assert answer.location == "/mein/"
    assert "Plakate" not in ana.get("/mein/aufgaben").text


def test_who_works_for_two_ticks_off_for_the_one_whose_task_it_is(cast, cafe, browser):
    with transaction() as session:
        garden = Organisation(slug="garden", name="The Garden", kind="culture", state="active")
        session.add_all([garden, Membership(user=cast.ben.user, organisation=garden, role="editor")])
        session.flush()
    made = task(cast.carla, cafe, "Plakate", organisation_id=cast.mill.id)
    poll(cast.carla, cafe)
    ben = browser.as_(Acting(cast.ben.user, garden, "editor"))

    page = ben.get("/mein/").text
    assert "Plakate" in page
    assert "Welcher Termin passt Ihnen?" in page
    named = re.search(r'erledigung".*?name="acting_for" value="(\d+)"', page, re.DOTALL)[1]
    ben.post(here(cafe, f"aufgaben/{made.id}/erledigung"), data={"acting_for": named, "next": "/mein/"})

    assert work_queries.my_tasks(cast.ben.user, [cast.mill.id]) == []


ROWS = {"title": "Wann?", "day_0": "9.3.2027", "from_0": "15:00", "to_0": "17:00", "day_1": "16.3.2027"}


def test_ana_offers_dates_and_carla_answers_on_the_page(cast, cafe, browser, new_browser, at):
    at(2027, 3, 1, 12)
    ana, carla = browser.as_(cast.ana), new_browser().as_(cast.carla)
    address = ana.post(here(cafe, "terminfindung/neu"), data=ROWS).location
    (asked,) = work_queries.polls_of(cafe)

    first, second = asked.dates
    assert carla.post(address, data={f"date-{first.id}": "no", f"date-{second.id}": "yes"}).status_code == 303

    page = shown(as_read(ana.get(address).text))
    assert "Dienstag, 16. März 2027 15:00–17:00 Uhr Passt am besten" in page
    assert "2 können" in page
    assert "1 kann, 1 kann nicht" in page


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"to_0": "14:00"}, "Das Ende liegt nicht nach dem Anfang."),
        ({"from_0": ""}, "Wann beginnt es?"),
        ({"day_1": ""}, "Bitte schlagen Sie zwischen 2 und 12 Termine vor."),
        ({"day_0": "9.3.2026"}, "Einer der Termine ist schon vorbei."),
        ({"title": ""}, "Wofür suchen Sie einen Termin?"),
    ],
)
def test_dates_that_cannot_be_come_back_with_the_reason(cast, cafe, browser, at, changed, reason):
    at(2027, 3, 1, 12)
    answer = browser.as_(cast.ana).post(here(cafe, "terminfindung/neu"), data=ROWS | changed)
    assert answer.status_code == 422
    assert reason in answer.text
    assert work_queries.polls_of(cafe) == []


def test_the_chosen_date_leads_to_the_event_filled_in(cast, cafe, browser):
    asked = poll(cast.ana, cafe, on(7, 15), on(8, 10, 3))
    chosen = asked.dates[1]
    ana = browser.as_(cast.ana)

    answer = ana.post(here(cafe, f"terminfindung/{asked.id}/entscheidung"), data={"date": chosen.id})

    day = chosen.starts_local.date().isoformat()
    assert answer.status_code == 303
    assert answer.location == f"/mein/veranstaltungen/neu?kooperation={cafe.id}&am={day}&von=10:00&bis=13:00"
    assert "Veranstaltung daraus machen" in ana.get(here(cafe, f"terminfindung/{asked.id}")).text


def test_once_the_event_is_posted_the_poll_leads_to_it(cast, cafe, browser):
    asked = poll(cast.ana, cafe, on(7, 15), on(8, 10, 3))
    chosen = asked.dates[1]
    polls.close_poll(cast.ana, asked, chosen.id)
    times = {"starts_local": chosen.starts_local, "ends_local": chosen.ends_local}
    sketch = service.post_event(cast.carla, draft(cooperation_id=cafe.id, **times), publish=False)
    page = here(cafe, f"terminfindung/{asked.id}")
    assert "Veranstaltung daraus machen" in browser.as_(cast.ana).get(page).text
    assert f'href="/veranstaltungen/{sketch.id}"' not in browser.as_(cast.ana).get(page).text

    event = service.post_event(cast.carla, draft(cooperation_id=cafe.id, **times))
    text = browser.as_(cast.ana).get(page).text
    assert f'href="/veranstaltungen/{event.id}"' in text
    assert "Veranstaltung daraus machen" not in text


def test_who_chooses_second_is_told_and_sees_what_was_chosen(cast, cafe, browser):
    asked = poll(cast.ana, cafe)
    polls.close_poll(cast.ben, asked, asked.dates[0].id)
    ana = browser.as_(cast.ana)
    answer = ana.post(here(cafe, f"terminfindung/{asked.id}/entscheidung"), data={"date": asked.dates[1].id})
    assert answer.location == here(cafe, f"terminfindung/{asked.id}")
    assert "Inzwischen hat jemand diese Umfrage beendet." in ana.get(answer.location).text


def test_no_answer_at_all_comes_back(cast, cafe, browser):
    asked = poll(cast.ana, cafe)
    answer = browser.as_(cast.carla).post(here(cafe, f"terminfindung/{asked.id}"), data={})
    assert answer.status_code == 422
    assert "Bitte antworten Sie für mindestens einen der Termine." in answer.text


def test_carla_writes_with_a_picture_and_ana_sees_it(cast, cafe, browser, new_browser):
    carla = browser.as_(cast.carla)
    data = {"text": "Unser Garten\n\n<b>fett</b>", "files": (photo(), "Garten.png")}
    assert carla.post(here(cafe, "gespraech"), data=data, content_type="multipart/form-data").status_code == 303

    ana = new_browser().as_(cast.ana)
    page = ana.get(here(cafe, "gespraech")).text
    assert "&lt;b&gt;fett&lt;/b&gt;" in page
    assert 'alt="Bild: Garten.webp"' in page
    assert "carla@example.org" not in page
    (row,) = post_queries.files_of(cafe)
    assert ana.get(here(cafe, f"gespraech/{row.file.name}")).mimetype == "image/webp"


def test_a_program_is_refused_and_the_text_stays(cast, cafe, browser):
    data = {"text": "Siehe Anhang", "files": (io.BytesIO(b"MZ\x90"), "x.exe")}
    answer = browser.as_(cast.carla).post(here(cafe, "gespraech"), data=data, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "Siehe Anhang" in answer.text


def test_what_the_office_has_hidden_keeps_its_place(cast, cafe, browser):
    posts.write(cast.carla, cafe, "Vorher")
    hidden = posts.write(cast.carla, cafe, "Unfug")
    posts.write(cast.ana, cafe, "Nachher")
    posts.hide(cast.olga, hidden, "Nein.")
    page = shown(browser.as_(cast.ana).get(here(cafe, "gespraech")).text)
    assert re.search("Vorher.*Das Netzwerkbüro hat diese Nachricht ausgeblendet.*Nachher", page)
    assert "Unfug" not in page


def test_looking_alone_marks_nothing_as_read(cast, cafe, browser):
    posts.write(cast.ana, cafe, "Neu")
    carla = browser.as_(cast.carla)
    carla.get(here(cafe, "gespraech"))
    assert "1 neuer Beitrag" in carla.get(f"/kooperationen/{cafe.id}").text
    carla.post(here(cafe, "gespraech/gelesen"))
    assert "neuer Beitrag" not in carla.get(f"/kooperationen/{cafe.id}").text


def test_what_was_written_after_the_page_was_opened_stays_new(cast, cafe, browser):
    posts.write(cast.ana, cafe, "Neu")
    carla = browser.as_(cast.carla)
    until = re.search(r'name="until" value="(\d+)"', carla.get(here(cafe, "gespraech")).text)[1]
    posts.write(cast.ana, cafe, "Neuer")
    carla.post(here(cafe, "gespraech/gelesen"), data={"until": until})
    assert "1 neuer Beitrag" in carla.get(f"/kooperationen/{cafe.id}").text
    told = [notice for notice in notices_of(cast.carla) if notice.kind == "cooperation_post"]
    assert [notice.read_at is None for notice in told] == [False, True]


def test_a_long_conversation_has_pages(cast, cafe, browser):
    for number in range(post_queries.PER_PAGE + 5):
        posts.write(cast.ana, cafe, f"Zeile {number:02}")
    carla = browser.as_(cast.carla)
    latest = carla.get(here(cafe, "gespraech")).text
    assert "Zeile 05" in latest
    assert "Zeile 04" not in latest
    older = carla.get(here(cafe, f"gespraech?vor={post_queries.posts_of(cafe).older_before}")).text
    assert "Zeile 04" in older
    assert "Zeile 05" not in older


def test_the_history_tells_it_in_words(cast, cafe, browser):
    task(cast.ana, cafe, "100% Saft")
    asked = poll(cast.ana, cafe)
    polls.close_poll(cast.ana, asked, None)
    page = shown(browser.as_(cast.carla).get(here(cafe, "verlauf")).text)
    assert "The Mill ( Ana ) hat eine Aufgabe notiert: 100% Saft" in page
    assert "The Mill ( Ana ) hat die Terminsuche beendet: Wann öffnen wir?" in page


def test_who_works_for_two_is_asked_for_whom(cast, cafe, browser):
    with transaction() as session:
        garden = Organisation(slug="garden", name="The Garden", kind="culture", state="active")
        session.add_all([garden, Membership(user=cast.ben.user, organisation=garden, role="editor")])
        session.flush()
    ben = browser.as_(Acting(cast.ben.user, garden, "editor"))
    answer = ben.get(here(cafe, "aufgaben"))
    assert answer.location == f"/mein/auftreten?next=/kooperationen/{cafe.id}/aufgaben"


def test_who_does_not_see_a_hidden_cooperation_finds_nothing_inside(cast, cafe, browser):
    made, asked = task(cast.ana, cafe), poll(cast.ana, cafe)
    put(cafe, cast.city_library, "left")
    with transaction():
        cafe.hidden_at = clock.now()
    carla = browser.as_(cast.carla)
    for page in ("aufgaben", f"aufgaben/{made.id}", "gespraech", "terminfindung/neu", f"terminfindung/{asked.id}"):
        assert carla.get(here(cafe, page)).status_code == 404


def test_who_began_a_poll_may_end_it_without_leading(cast, cafe, browser):
    asked = poll(cast.carla, cafe)
    carla = browser.as_(cast.carla)
    assert carla.post(here(cafe, f"terminfindung/{asked.id}/entscheidung"), data={"date": "0"}).status_code == 303
    assert "Keiner der Termine hat gepasst" in carla.get(here(cafe, f"terminfindung/{asked.id}")).text


def test_what_is_completed_can_be_read_and_talked_about_but_not_worked_on(cast, cafe, browser):
    made, asked = task(cast.ana, cafe), poll(cast.ana, cafe)
    with transaction():
        cafe.state = "completed"
    ana = browser.as_(cast.ana)
    assert "Neue Aufgabe" not in ana.get(here(cafe, "aufgaben")).text
    assert "Antwort abschicken" not in ana.get(here(cafe, f"terminfindung/{asked.id}")).text
    assert ana.post(here(cafe, f"aufgaben/{made.id}/erledigung")).status_code == 403
    assert ana.post(here(cafe, "gespraech"), data={"text": "Schön war es!"}).status_code == 303


def test_a_task_or_poll_of_another_cooperation_is_not_found_here(cast, cafe, browser):
    its_task, its_poll = task(cast.ana, cafe), poll(cast.ana, cafe)
    other = together(cast, "Etwas anderes")
    ana = browser.as_(cast.ana)
    assert ana.get(here(other, f"aufgaben/{its_task.id}")).status_code == 404
    assert ana.get(here(other, f"terminfindung/{its_poll.id}")).status_code == 404


def test_a_file_is_found_in_its_own_cooperation_only(cast, cafe, browser):
    other = together(cast, "Etwas anderes")
    browser.as_(cast.ana).post(
        here(cafe, "gespraech"), data={"files": (photo(), "a.png")}, content_type="multipart/form-data"
    )
    (row,) = post_queries.files_of(cafe)
    assert browser.get(here(other, f"gespraech/{row.file.name}")).status_code == 404


def counted(browser, queries, address):
    browser.get(address)
    with queries.counted() as sent:
        assert browser.get(address).status_code == 200
    return len(sent)


def test_pages_cost_the_same_for_one_and_for_five(cast, cafe, browser, queries):
    def one_more():
        task(cast.carla, cafe, organisation_id=cast.mill.id, assignee_id=cast.ana.user.id)
        posts.write(cast.carla, cafe, "Hallo")
        return poll(cast.carla, cafe)

    asked = one_more()
    ana = browser.as_(cast.ana)
    pages = [f"/kooperationen/{cafe.id}", here(cafe, "aufgaben"), here(cafe, "gespraech"), "/mein/aufgaben", "/mein/"]
    pages.append(here(cafe, f"terminfindung/{asked.id}"))
    before = {page: counted(ana, queries, page) for page in pages}
    for _ in range(4):
        one_more()
    db.session.expire_all()

    assert {page: counted(ana, queries, page) for page in pages} == before


def test_a_poll_costs_the_same_for_two_dates_and_for_ten(cast, cafe, browser, queries):
    few, many = poll(cast.ana, cafe, on(5), on(6)), poll(cast.ana, cafe, *(on(5 + n) for n in range(10)))
    carla = browser.as_(cast.carla)
    two, ten = (counted(carla, queries, here(cafe, f"terminfindung/{asked.id}")) for asked in (few, many))
    assert two == ten
