"""Ana brings a file or names an address, looks at what would happen, and says yes."""

import io
from dataclasses import replace

import pytest
from drafts import draft
from imports.servers import says, server
from sqlalchemy import select

from kiknet.calendar import service as calendar
from kiknet.calendar.models import Event
from kiknet.db import db, transaction
from kiknet.errors import Rejected
from kiknet.imports import service, work
from kiknet.imports.fetching import Fetcher
from kiknet.imports.models import Source
from kiknet.imports.problem import MOST_BYTES
from kiknet.mail import OutboxMail
from kiknet.organisations.models import Membership

BEGIN, END = b"BEGIN:VCALENDAR\r\nX-WR-CALNAME:Mein Kalender\r\n", b"END:VCALENDAR\r\n"


@pytest.fixture(autouse=True)
def clock(at):
    at(2027, 3, 1, 12)
    return at


@pytest.fixture(autouse=True)
def _may_ask_this_machine(monkeypatch):
    monkeypatch.setattr(work, "fetcher", lambda: Fetcher(allows_loopback=True, deadline=2))


def event(uid="a", title="Sprachcafé", more=""):
    said = f"UID:{uid}\r\nSUMMARY:{title}\r\nDTSTART:20270309T150000\r\nDURATION:PT2H\r\n{more}"
    return f"BEGIN:VEVENT\r\n{said}END:VEVENT\r\n".encode()


def file(*events, name="kalender.ics"):
    return {"file": (io.BytesIO(BEGIN + b"".join(events) + END), name)}


def titles():
    return list(db.session.scalars(select(Event.title).order_by(Event.id)))


def only_source():
    db.session.expire_all()
    return db.session.scalars(select(Source)).one()


def bring(browser, *events):
    answer = browser.post("/mein/import/datei", data=file(*events))
    assert answer.status_code == 303
    return answer.location


def test_ana_brings_a_file_looks_at_it_and_takes_it_over(cast, browser):
    browser.as_(cast.ana)
    page = bring(browser, event(), event("p", "Zahnarzt", "CLASS:PRIVATE\r\n"))
    shown = browser.get(page).text
    assert "Ein Termin wäre neu" in shown
    assert "Zahnarzt" in shown
    assert "als privat gekennzeichnet" in shown
    assert titles() == []

    answer = browser.post(f"{page}/uebernahme")
    assert answer.status_code == 303
    assert titles() == ["Sprachcafé"]
    assert "Ein Termin ist neu" in browser.get(page).text
    assert only_source().state == "done"
    assert only_source().body is None


def test_saying_yes_twice_takes_over_once(cast, browser):
    browser.as_(cast.ana)
    page = bring(browser, event())
    browser.post(f"{page}/uebernahme")

    browser.post(f"{page}/uebernahme")
    assert "Darüber wurde schon entschieden" in browser.get(page).text
    assert titles() == ["Sprachcafé"]


def test_many_events_are_the_workers_and_the_page_shows_it_going_on(cast, browser):
    browser.as_(cast.ana)
    page = bring(browser, *(event(str(n), f"Treffen {n}") for n in range(60)))
    browser.post(f"{page}/uebernahme")

    assert titles() == []
    assert '<meta http-equiv="refresh"' in browser.get(page).text
    assert work.work() == 1
    assert len(titles()) == 60
    assert '<meta http-equiv="refresh"' not in browser.get(page).text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html>", "Webseite"),
        (b"Hallo", "keine Kalenderdatei"),
        (b"", "keine"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused_beside_the_field(cast, browser, data, said):
    answer = browser.as_(cast.ana).post("/mein/import/datei", data={"file": (io.BytesIO(data), "x.ics")})

    assert answer.status_code == 422
    assert said in answer.text


def test_a_file_that_is_too_large_is_refused(cast):
    with pytest.raises(Rejected, match="5 MB"):
        service.bring_file(cast.ana, "x.ics", b"X" * (MOST_BYTES + 1))


def test_without_a_file_she_is_asked_for_one(cast, browser):
    answer = browser.as_(cast.ana).post("/mein/import/datei", data={})

    assert answer.status_code == 422
    assert "Bitte wählen Sie eine Datei" in answer.text


def test_the_template_can_be_filled_in_and_brought_back(cast, browser):
    table = browser.as_(cast.ana).get("/mein/import/vorlage.csv")
    assert table.mimetype == "text/csv"

    answer = browser.post("/mein/import/datei", data={"file": (io.BytesIO(table.data), "vorlage.csv")})
    browser.post(f"{answer.location}/uebernahme")

    assert titles() == ["Sprachcafé"]


# An address


def name(browser, address):
    answer = browser.post("/mein/import/adresse", data={"address": address})
    assert answer.status_code == 303, answer.text
    return answer.location


def test_ana_names_an_address_and_its_calendar_is_kept_in_step(cast, browser, clock):
    browser.as_(cast.ana)
    current = [BEGIN + event() + event("b", "Fest") + END]

    with server(lambda connection, head: says(current[0])(connection, head)) as address:
        page = name(browser, address)
        assert '<meta http-equiv="refresh"' in browser.get(page).text
        assert work.work() == 1
        assert "2 Termine wären neu" in browser.get(page).text
        assert titles() == []

        browser.post(f"{page}/uebernahme")
        assert titles() == ["Sprachcafé", "Fest"]
        assert work.work() == 0

        current[0] = BEGIN + event(title="Sprachcafé im Garten") + END
        clock(2027, 3, 1, 13, 1)
        assert work.work() == 1

    assert titles() == ["Sprachcafé im Garten", "Fest"]
    assert [e.scheduling for e in db.session.scalars(select(Event).order_by(Event.id))] == ["confirmed", "cancelled"]
    shown = browser.get(page).text
    assert "Fest" in shown
    assert "Mein Kalender" in shown


def test_what_has_not_changed_is_not_sent_again(cast, browser, clock):
    asked = []

    def answer(connection, head):
        asked.append("If-None-Match" in head)
        if asked[-1]:
            connection.sendall(b"HTTP/1.1 304 Not Modified\r\n\r\n")
        else:
            says(BEGIN + event() + END, ETag='"1"')(connection, head)

    browser.as_(cast.ana)
    with server(answer) as address:
        page = name(browser, address)
        work.work()
        browser.post(f"{page}/uebernahme")
        clock(2027, 3, 1, 13, 1)
        work.work()

    assert asked == [False, True]
    assert only_source().problem == ""


@pytest.fixture
def kept(cast):
    """An address that answered once."""
    with transaction() as session:
        source = Source(
            organisation=cast.mill, created_by=cast.ana.user, kind="address", address="https://x.example/", state="kept"
        )
        session.add(source)
    return source


def failing(kept, status, **headers):
    with server(says(b"", status, **headers)) as address:
        with transaction():
            kept.address, kept.due_at = address, work.clock.now()
        work.work()
    return only_source()


def test_a_failed_fetch_changes_nothing_and_is_shown(cast, browser, kept):
    calendar.post_event(cast.ana, draft())
    source = failing(kept, "500 Oops")

    assert source.state == "kept"
    assert source.failures == 1
    assert titles() == ["Sprachcafé"]
    page = browser.as_(cast.ana).get("/mein/import").text
    assert "Der Server antwortet mit einem Fehler (500)" in page


def test_it_comes_back_later_and_later_and_never_before_it_may(kept, clock):
    waits = []
    for _ in range(7):
        clock(2027, 3, 1, 12)
        waits.append((failing(kept, "500 Oops").due_at - work.clock.now()).total_seconds() / 3600)
    assert waits == [2, 4, 8, 16, 24, 24, 24]

    with transaction():
        kept.failures = 0
    source = failing(kept, "503 Busy", Retry_After="172800")
    assert (source.due_at - work.clock.now()).total_seconds() / 3600 == 48


def test_the_organisation_hears_of_it_once(cast, kept):
    for _ in range(5):
        failing(kept, "404 Not Found")

    kinds = [mail.kind for mail in db.session.scalars(select(OutboxMail))]
    assert kinds == ["import_failed", "import_failed"]  # Ana and Ben


def test_an_address_that_is_no_calendar_is_refused_before_anything_is_taken_over(cast, browser):
    browser.as_(cast.ana)
    with server(says(b"<!doctype html><title>x</title>")) as address:
        page = name(browser, address)
        work.work()

    assert only_source().state == "refused"
    assert "Webseite" in browser.get(page).text


@pytest.mark.parametrize("address", ["", "kalender", "ftp://example.org/x.ics", "https://user:geheim@example.org/"])
def test_an_address_nobody_can_ask_is_refused_beside_the_field(cast, browser, address):
    assert browser.as_(cast.ana).post("/mein/import/adresse", data={"address": address}).status_code == 422


def test_the_same_address_stands_once_in_the_list_and_only_five_do(cast, browser):
    browser.as_(cast.ana)
    for number in range(5):
        name(browser, f"https://example.org/{number}.ics")

    for number, said in ((0, "schon in Ihrer Liste"), (5, "Höchstens 5")):
        answer = browser.post("/mein/import/adresse", data={"address": f"https://example.org/{number}.ics"})
        assert answer.status_code == 422
        assert said in answer.text


def test_no_page_waits_for_another_server(cast, browser, monkeypatch):
    def nobody_asks(*_anything):
        raise AssertionError("a page asked another server")

    monkeypatch.setattr(Fetcher, "fetch", nobody_asks)
    browser.as_(cast.ana)
    page = name(browser, "https://example.org/a.ics")
    browser.get(page)
    browser.get("/mein/import")
    browser.post(f"{page}/abruf")
    browser.post(f"{page}/ende")


def test_she_ends_it_and_keeps_what_was_taken_over(cast, browser, kept):
    calendar.post_event(cast.ana, draft())
    browser.as_(cast.ana).post(f"/mein/import/{kept.id}/ende")

    assert only_source().state == "stopped"
    assert work.work() == 0
    assert titles() == ["Sprachcafé"]


def test_she_need_not_wait_for_the_hour(cast, browser, kept):
    browser.as_(cast.ana).post(f"/mein/import/{kept.id}/abruf")

    assert only_source().due_at == work.clock.now()


# Who may


def test_an_editor_brings_files_but_names_no_address(cast, browser):
    browser.as_(cast.ben)

    assert browser.post("/mein/import/adresse", data={"address": "https://example.org/"}).status_code == 403
    assert bring(browser, event())


def test_others_see_nothing_of_it(cast, new_browser, kept):
    for person, status in ((cast.carla, 404), (cast.vera, 403)):
        browser = new_browser().as_(person)
        assert browser.get(f"/mein/import/{kept.id}").status_code == status
        assert browser.post(f"/mein/import/{kept.id}/ende").status_code == status


def test_the_office_does_it_for_an_organisation_which_is_told(cast, browser):
    browser.as_(cast.olga)
    answer = browser.post("/mein/import/datei", data={**file(event()), "fuer": "mill"})
    browser.post(f"{answer.location}/uebernahme")

    (found,) = db.session.scalars(select(Event))
    assert (found.owner_id, found.created_by_id) == (cast.mill.id, cast.olga.user.id)
    kinds = [mail.kind for mail in db.session.scalars(select(OutboxMail))]
    assert kinds == ["import_by_office", "import_by_office"]
    assert "The Mill" in browser.get("/buero/import/mill").text


def test_nobody_else_does_it_for_others(cast, browser):
    answer = browser.as_(cast.carla).post("/mein/import/datei", data={**file(event()), "fuer": "mill"})

    assert answer.status_code == 403
    assert browser.get("/buero/import/mill").status_code == 403


def test_who_has_left_is_followed_by_an_admin_and_nobody_by_nobody(cast, kept):
    with transaction():
        kept.created_by = None
    assert work._acting_for(kept).user == cast.ana.user

    with transaction():
        for membership in db.session.scalars(select(Membership).where(Membership.organisation_id == cast.mill.id)):
            membership.state = "removed"
        kept.due_at = work.clock.now()
    work.work()
    assert only_source().state == "stopped"


def test_a_suspended_organisation_takes_nothing_over(cast, kept):
    with transaction():
        cast.mill.state, kept.due_at = "suspended", work.clock.now()
    work.work()

    assert only_source().state == "stopped"


def test_what_nobody_decided_about_is_forgotten(cast, clock):
    service.bring_file(cast.ana, "x.ics", BEGIN + event() + END)
    clock(2027, 3, 10, 12)

    assert work.forget_old() == 1


def test_pages_cost_the_same_for_one_calendar_and_for_five(cast, browser, queries):
    browser.as_(cast.ana)

    def cost():
        with queries.counted() as sent:
            browser.get("/mein/import")
            return len(sent)

    name(browser, "https://example.org/1.ics")
    cost()
    one = cost()
    for number in range(2, 6):
        name(browser, f"https://example.org/{number}.ics")
    assert cost() == one


def test_a_changed_event_says_so_when_it_is_edited_again(cast, browser):
    browser.as_(cast.ana)
    browser.post(f"{bring(browser, event())}/uebernahme")
    (found,) = db.session.scalars(select(Event))
    calendar.change_event(cast.ana, found, replace(draft(), title="Von Hand"), found.revision)

    shown = browser.get(bring(browser, event(title="Anders"))).text

    assert "hier geändert" in shown


def test_who_edits_an_event_from_elsewhere_is_told_what_that_means(cast, browser, kept):
    event_from_there = calendar.post_event(cast.ana, draft())
    with transaction():
        event_from_there.source_id, event_from_there.source_uid = kept.id, "a"
    browser.as_(cast.ana)

    assert "nicht mehr überschrieben" in browser.get(f"/mein/veranstaltungen/{event_from_there.id}/bearbeiten").text


def test_when_two_organisations_become_one_the_calendar_goes_on(cast, kept):
    from kiknet.organisations.service import office

    with transaction():
        cast.olga.user.office_role = "admin"
    office.merge(cast.olga, cast.mill, cast.city_library)

    assert only_source().organisation_id == cast.city_library.id


def test_two_forms_on_a_page_share_no_id(app, browser, cast):
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        page = browser.as_(cast.ana).get("/mein/import")
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert page.text.count('name="csrf_token"') > 1
    assert 'id="csrf_token"' not in page.text
