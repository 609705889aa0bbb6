"""At a network meeting Olga writes one line after the other, for organisations in the room; they complete it later."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from kiknet.accounts.models import User
from kiknet.audit import AuditEntry
from kiknet.board.models import Listing
from kiknet.board.service.listings import change_listing
from kiknet.calendar.models import Event
from kiknet.cooperations.models import Cooperation
from kiknet.db import db, transaction
from kiknet.errors import NotAllowed, NotFound, Rejected
from kiknet.mail import OutboxMail
from kiknet.meeting import lines, service
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

DESK = "/buero/netzwerktreffen"


@pytest.fixture(autouse=True)
def on_a_monday_in_march(at):
    at(2027, 3, 1, 18)


def write(cast, text, whose=None, **more):
    return service.write(cast.olga, lines.read(text), whose or cast.mill, **more)


def only(model):
    db.session.rollback()
    return db.session.scalars(select(model)).one()


def test_an_idea_is_the_mills_and_the_mill_leads_it(cast):
    idea = write(cast, "idee: Sprachcafé | Mühle | ein Raum")

    assert (idea.title, idea.needs, idea.lead.organisation.name) == ("Sprachcafé", "ein Raum", "The Mill")
    assert (idea.visibility, idea.is_to_complete, idea.created_by_id) == ("network", True, cast.olga.user.id)


def test_what_is_looked_for_and_offered_is_on_the_board_for_the_network(cast):
    need, hall = write(cast, "suche: Schiedsrichter"), write(cast, "biete: Saal für ein Fest", cast.city_library)

    assert (need.direction, need.kind, need.state, need.visibility) == ("need", "volunteer", "active", "network")
    assert (hall.direction, hall.kind, hall.organisation.name) == ("offer", "room", "The Library")
    assert need.is_to_complete
    assert hall.is_to_complete


def test_a_date_is_a_plan_whose_time_may_follow(cast):
    whole, timed, undated = (write(cast, f"termin: {t}") for t in ("8.3. Frühstück", "9.3. 15 Uhr Tee", "Fest im Mai"))

    assert (whole.starts_local, whole.is_all_day, whole.title) == (datetime(2027, 3, 8), True, "Frühstück")
    assert (timed.starts_local, timed.ends_local) == (datetime(2027, 3, 9, 15), datetime(2027, 3, 9, 17))
    assert undated.has_open_date
    for event in (whole, timed, undated):
        assert (event.publication, event.scheduling, event.is_public) == ("published", "planned", False)
        assert event.owner.name == "The Mill"


def test_the_mill_is_told_and_the_log_names_olga(cast):
    need = write(cast, "suche: Schiedsrichter")

    letters = db.session.scalars(select(OutboxMail).where(OutboxMail.kind == "written_at_meeting")).all()
    assert sorted(letter.recipient for letter in letters) == ["ana@example.org", "ben@example.org"]
    assert f"/mein/suchen-bieten/{need.id}/bearbeiten" in letters[0].text
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.kind == "listings")).all()
    assert {entry.deed for entry in entries} == {"listing.post", "meeting.need"}
    assert {(e.user_id, e.organisation_id) for e in entries} == {(cast.olga.user.id, cast.mill.id)}


def test_what_its_organisation_completes_is_complete(cast):
    from listings import wanted

    need = write(cast, "suche: Menschen zum Deutschsprechen")
    change_listing(cast.ana, need, wanted(), need.revision)
    assert not need.is_to_complete


def test_an_event_its_organisation_completes_is_complete(cast):
    from drafts import draft

    from kiknet.calendar.service import change_event

    event = write(cast, "termin: 8.3. Frühstück")
    change_event(cast.ana, event, draft(), event.revision)
    assert not event.is_to_complete


def test_only_the_office_writes_for_others_and_only_for_those_that_take_part(cast):
    for by in (cast.ana, cast.carla, cast.vera):
        with pytest.raises(NotAllowed):
            service.write(by, lines.read("idee: Sprachcafé"), cast.mill)
    with transaction():
        cast.mill.state = "suspended"
    with pytest.raises(NotAllowed):
        write(cast, "idee: Sprachcafé")


def test_a_line_without_words_writes_nothing(cast):
    for text in ("idee:", "termin: 8.3."):
        with pytest.raises(Rejected) as refusal:
            write(cast, text)
        assert refusal.value.field == "line"
    assert db.session.scalar(select(func.count()).select_from(Event)) == 0


@pytest.mark.parametrize(
    ("text", "model"), [("idee: Fest", Cooperation), ("suche: Fest", Listing), ("termin: 8.3. Fest", Event)]
)
def test_enter_pressed_five_times_at_once_writes_once(app, cast, text, model):
    olga, mill, key, ready = cast.olga.user.id, cast.mill.id, uuid4(), Barrier(5)
    db.session.rollback()

    def press(_number):
        with app.app_context():
            by, whose = Acting(db.session.get(User, olga)), db.session.get(Organisation, mill)
            ready.wait()
            return service.write(by, lines.read(text), whose, key).id

    with ThreadPoolExecutor(5) as fingers:
        ids = set(fingers.map(press, range(5)))

    assert ids == {only(model).id}
    assert db.session.scalar(select(func.count()).where(OutboxMail.kind == "written_at_meeting")) == 2


def sent(browser, **fields):
    return browser.post(DESK, data={"kind": "idea", "line": "", "organisation": "", "key": str(uuid4())} | fields)


def test_olga_types_line_after_line_and_both_choices_stay(cast, browser):
    browser.as_(cast.olga)
    answer = sent(browser, line="suche: Tische | lib")
    assert (answer.status_code, only(Listing).organisation_id) == (303, cast.city_library.id)
    assert "art=need" in answer.location

    page = browser.get(answer.location).text
    assert "Tische" in page
    assert "noch zu ergänzen" in page
    assert UUID(re.search(r'name="key"[^>]*value="([^"]+)"', page)[1])

    answer = sent(browser, line="Stühle", kind="offer", organisation="The Mill")
    assert "fuer=The+Mill" in answer.location
    assert 'value="The Mill"' in browser.get(answer.location).text


def test_a_line_that_names_nobody_or_several_comes_back_with_the_reason(cast, browser):
    browser.as_(cast.olga)
    for line, reason in (
        ("idee: Sprachcafé", "Für welche Organisation?"),
        ("idee: Sprachcafé | Bahnhof", "heißt keine Organisation"),
        ("idee: Sprachcafé | the", "The Library, The Mill"),
        ("idee: | mill", "Bitte schreiben Sie ein paar Worte."),
        (f"idee: {'x' * 121} | mill", "120 Zeichen"),
    ):
        answer = sent(browser, line=line)
        assert answer.status_code == 422, line
        assert reason in answer.text, line
    again = sent(browser, line="idee: Chor | the", organisation="mill")
    assert again.status_code == 422
    assert "Eine Zeile: Welche ist gemeint" in again.text
    assert "Sprachcafé" in sent(browser, line="idee: Sprachcafé").text


def test_the_page_is_the_offices_alone(cast, browser, new_browser):
    assert browser.get(DESK).location.startswith("/anmelden")
    for by in (cast.ana, cast.vera):
        assert new_browser().as_(by).get(DESK).status_code == 403
        assert sent(new_browser().as_(by), line="idee: Fest | mill").status_code == 403


def test_sixty_lines_cost_as_many_queries_as_one(cast, browser, queries):
    write(cast, "idee: Fest")
    browser.as_(cast.olga).get(DESK)
    with queries.counted():
        browser.get(DESK)
    one = len(queries)
    for text in ("suche: Tische", "termin: 8.3. Fest", "biete: Saal", "idee: Chor"):
        write(cast, text)
    db.session.rollback()

    with queries.counted():
        page = browser.get(DESK).text

    assert page.count("noch zu ergänzen") == 5
    assert len(queries) == one


def test_the_network_reads_on_the_thing_that_details_will_follow(cast, browser):
    need, event = write(cast, "suche: Tische"), write(cast, "termin: 8.3. Frühstück")
    browser.as_(cast.carla)
    for path in (f"/suchen-bieten/{need.id}", f"/veranstaltungen/{event.id}"):
        assert "Noch zu ergänzen" in browser.get(path).text


def written_by(text):
    return {"idee": "cooperations", "suche": "listings", "termin": "events"}[text.partition(":")[0]]


@pytest.mark.parametrize("text", ["idee: Fest", "suche: Tische", "termin: 8.3. Fest"])
def test_a_wrong_line_is_taken_back_and_its_organisation_is_told(cast, browser, new_browser, text):
    thing = write(cast, text)
    address = {"cooperations": "kooperationen", "listings": "suchen-bieten", "events": "veranstaltungen"}
    page, kind = f"/{address[written_by(text)]}/{thing.id}", written_by(text)
    carla = new_browser().as_(cast.carla)
    assert carla.get(page).status_code == 200
    assert "Zurücknehmen" in browser.as_(cast.olga).get(DESK).text

    answer = browser.post(f"{DESK}/ruecknahme", data={"art": kind, "nummer": thing.id})

    shown = browser.get(answer.location).text
    assert "zurückgenommen" in shown
    assert "Zurücknehmen" not in shown
    assert thing.title not in carla.get("/kooperationen/wand").text
    assert carla.get(page).status_code in {404, 410} or "Abgesagt" in carla.get(page).text
    letters = db.session.scalars(select(OutboxMail).where(OutboxMail.kind == "meeting_line_taken_back")).all()
    assert sorted(letter.recipient for letter in letters) == ["ana@example.org", "ben@example.org"]


def test_what_its_organisation_has_gone_on_with_the_office_takes_back_no_more(cast, browser):
    from listings import wanted

    from kiknet.cooperations.service.joining import join

    need, idea = write(cast, "suche: Tische"), write(cast, "idee: Fest")
    change_listing(cast.ana, need, wanted(), need.revision)
    join(cast.carla, idea)

    for kind, thing in (("listings", need), ("cooperations", idea)):
        with pytest.raises(Rejected):
            service.take_back(cast.olga, kind, thing.id)
    answer = browser.as_(cast.olga).post(f"{DESK}/ruecknahme", data={"art": "listings", "nummer": need.id})
    assert "damit schon weitergemacht" in browser.get(answer.location).text


def test_only_the_office_takes_back_and_only_what_was_written_today(cast, at, browser):
    from listings import listed

    need = write(cast, "suche: Tische")
    for by in (cast.ana, cast.carla, cast.vera):
        with pytest.raises(NotAllowed):
            service.take_back(by, "listings", need.id)
    with pytest.raises(NotFound):
        service.take_back(cast.olga, "listings", listed(cast.ana).id)
    assert browser.as_(cast.olga).post(f"{DESK}/ruecknahme", data={"art": "users", "nummer": "1"}).status_code == 404
    at(2027, 3, 2, 9)
    with pytest.raises(NotFound):
        service.take_back(cast.olga, "listings", need.id)
