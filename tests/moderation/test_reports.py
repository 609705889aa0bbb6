"""People report what should not stand there; Olga decides, and whoever it concerns hears."""

import re
import threading

import pytest
from drafts import draft
from listings import listed
from post import mails_to
from sqlalchemy import select
from talks import begin, pdf, picture

from kiknet import audit
from kiknet.accounts.models import User
from kiknet.calendar import approval
from kiknet.calendar.models import Event
from kiknet.calendar.service import change_event, post_event, withdraw_event
from kiknet.conversations import service as conversations
from kiknet.conversations.models import Message
from kiknet.db import db, transaction
from kiknet.errors import NotAllowed, Rejected
from kiknet.moderation import kinds, service
from kiknet.moderation.models import Report
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Membership
from kiknet.organisations.service import office

LENA = "lena@example.org"
INSULT = {"reason": "insult", "text": "Im Text steht ein Schimpfwort."}


@pytest.fixture
def event(cast):
    return post_event(cast.ana, draft())


def reports():
    db.session.rollback()
    return list(db.session.scalars(select(Report).order_by(Report.id)))


def reported(event, **more):
    said = {"reason": "insult", "text": "Schimpfwort", "language": "de"}
    return service.report(kinds.EVENT, event, **said | more)


def test_a_stranger_reports_an_event_and_the_office_hears_of_it_once_a_day(cast, event, browser):
    page = browser.get(f"/veranstaltungen/{event.id}").text
    address = f"/melden/veranstaltung/{event.id}"
    assert f'href="{address}"' in page
    assert "Ihre E-Mail-Adresse" in browser.get(address).text

    answer = browser.post(address, data=INSULT | {"email": LENA})
    assert (answer.status_code, answer.location) == (303, f"/veranstaltungen/{event.id}")
    assert "Danke." in browser.get(answer.location).text
    browser.post(address, data={"reason": "spam"})

    first, second = reports()
    assert (first.title, first.organisation, first.reason, first.email) == ("Sprachcafé", cast.mill, "insult", LENA)
    assert second.state == "open"
    (told,) = mails_to("olga@example.org", "report_received")
    assert told.subject == "Gemeldet: „Sprachcafé“"
    assert "Schimpfwort" not in told.text
    assert f"/buero/meldungen/{first.id}" in told.text
    assert mails_to("ana@example.org") == []


def test_somebody_signed_in_is_not_asked_for_an_address(cast, event, browser):
    address = f"/melden/veranstaltung/{event.id}"
    assert "Ihre E-Mail-Adresse" not in browser.as_(cast.carla).get(address).text
    browser.post(address, data=INSULT | {"email": "else@example.org"})

    (made,) = reports()
    assert (made.reporter, made.email) == (cast.carla.user, "")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Bitte wählen Sie."),
        ({"reason": "other"}, "Ein Satz genügt."),
        ({"reason": "spam", "email": "nobody"}, "name@example.org"),
        ({"reason": "spam", "text": "x" * 2001}, "2000"),
    ],
)
def test_what_is_missing_is_said_beside_it(cast, event, browser, sent, said):
    answer = browser.post(f"/melden/veranstaltung/{event.id}", data=sent)

    assert answer.status_code == 422
    assert said in answer.text
    assert reports() == []


def test_what_somebody_may_not_see_they_cannot_report(cast, browser, new_browser):
    hidden = post_event(cast.ana, draft(visibility="network"))
    address = f"/melden/veranstaltung/{hidden.id}"

    assert browser.get(address).status_code == 404
    assert browser.post(address, data=INSULT).status_code == 404
    assert new_browser().as_(cast.carla).get(address).status_code == 200
    for nothing in ("/melden/veranstaltung/999", "/melden/organisation/999", "/melden/unfug/1"):
        assert browser.get(nothing).status_code == 404


def test_pressed_twice_is_one_report_and_nobody_floods_the_office(cast, event, browser):
    address = f"/melden/veranstaltung/{event.id}"
    for _ in range(2):
        assert browser.post(address, data=INSULT).status_code == 303
    assert len(reports()) == 1

    answers = [browser.post(address, data={"reason": "other", "text": f"{n}"}).status_code for n in range(10)]
    assert answers == [303] * 8 + [429] * 2
    assert len(reports()) == 9


def test_hiding_tells_the_owner_why_and_the_reporter_what_came_of_it(cast, event, browser):
    report = reported(event, email=LENA)
    again = reported(event, reason="spam", text="", reporter=cast.carla.user)
    office = browser.as_(cast.olga)
    assert "2 Meldungen warten" in office.get("/buero/").text
    assert "Schimpfwort" in office.get("/buero/meldungen").text
    page = office.get(f"/buero/meldungen/{report.id}").text
    assert "Die Veranstaltung ausblenden" in page
    assert LENA not in page

    answer = office.post(
        f"/buero/meldungen/{report.id}/entscheidung", data={"action": "hide", "answer": "Bitte ohne Schimpfwort."}
    )

    assert answer.status_code == 303
    assert [(each.state, each.action) for each in reports()] == [("resolved", "hide")] * 2
    assert db.session.get(Event, event.id).publication == "hidden"
    (owner,) = mails_to("ana@example.org", "event_decided")
    assert "Bitte ohne Schimpfwort." in owner.text
    assert "lena" not in owner.text
    for reader in (LENA, "carla@example.org"):
        (told,) = mails_to(reader, "report_answered")
        assert "ausgeblendet" in told.text
        assert "Bitte ohne Schimpfwort." not in told.text
    assert "Olga" in office.get(f"/buero/meldungen/{again.id}").text
    assert "Nichts gemeldet" in office.get("/buero/meldungen").text
    assert "Sprachcafé" in office.get("/buero/meldungen?was=entschieden").text


def test_leaving_it_as_it_is_needs_a_reason_which_the_reporter_reads(cast, event, browser):
    report = reported(event, email=LENA)
    address = f"/buero/meldungen/{report.id}/entscheidung"
    office = browser.as_(cast.olga)

    assert office.post(address, data={"action": "dismiss"}).status_code == 422
    assert office.post(address, data={"action": "explode", "answer": "x"}).status_code == 422
    assert (
        office.post(address, data={"action": "dismiss", "answer": "Das Wort steht im Titel des Buches."}).status_code
        == 303
    )

    assert reports()[0].state == "dismissed"
    assert event.is_public
    assert "Titel des Buches" in mails_to(LENA, "report_answered")[0].text
    assert mails_to("ana@example.org") == []
    assert office.post(address, data={"action": "hide", "answer": "Doch."}).status_code == 422
    assert event.is_public


def test_it_can_be_shown_again_with_a_reason(cast, event, browser):
    report = reported(event)
    service.decide(cast.olga, report, "hide", "Wir prüfen es.")

    office = browser.as_(cast.olga)
    page = office.get(f"/buero/meldungen/{report.id}").text
    assert "Wieder zeigen" in page
    address, version = f"/buero/meldungen/{report.id}/einblendung", version_on(page)
    assert office.post(address, data={"version": version}).status_code == 422
    assert office.post(address, data={"reason": "Es war ein Irrtum.", "version": version}).status_code == 303
    assert office.post(address, data={"reason": "Noch einmal.", "version": version}).status_code == 422

    assert db.session.get(Event, event.id).is_public


def version_on(page):
    return re.search(r'name="version"[^>]* value="(\d+)"', page)[1]


def test_what_its_owner_has_changed_meanwhile_is_read_again_before_it_is_shown(cast, event, browser):
    report = reported(event)
    service.decide(cast.olga, report, "hide", "Wir prüfen es.")
    office, address = browser.as_(cast.olga), f"/buero/meldungen/{report.id}"
    read = version_on(office.get(address).text)
    change_event(cast.ana, event, draft(title="Ganz anders"), event.revision)

    answer = office.post(f"{address}/einblendung", data={"reason": "Es war ein Irrtum.", "version": read})

    assert answer.status_code == 409
    assert "inzwischen geändert" in answer.text
    assert "Es war ein Irrtum." in answer.text
    assert not db.session.get(Event, event.id).is_public

    office.post(f"{address}/einblendung", data={"reason": "Es war ein Irrtum.", "version": version_on(answer.text)})

    db.session.expire_all()
    assert db.session.get(Event, event.id).is_public


def test_an_organisation_is_suspended_and_takes_part_again(cast, browser):
    address = f"/melden/organisation/{cast.mill.id}"
    assert address in browser.get("/organisationen/mill").text
    browser.post(address, data={"reason": "spam"})
    (report,) = reports()

    service.decide(cast.olga, report, "hide", "Nur Werbung.")
    assert cast.mill.state == "suspended"
    assert "Nur Werbung." in mails_to("ana@example.org", "organisation_state")[0].text
    service.show_again(cast.olga, report, "Geklärt.")
    assert cast.mill.state == "active"


def test_what_is_gone_already_cannot_be_hidden_but_settled(cast, event, browser):
    report = reported(event)
    withdraw_event(cast.ana, event)
    office = browser.as_(cast.olga)

    page = office.get(f"/buero/meldungen/{report.id}").text
    assert "Es gibt das nicht mehr." in page
    assert 'value="hide"' not in page
    with pytest.raises(Rejected):
        service.decide(cast.olga, report, "hide", "Weg.")
    assert reports()[0].state == "open"
    service.decide(cast.olga, report, "settle", "Zurückgezogen.")
    assert reports()[0].state == "resolved"


def test_who_looks_into_it_is_seen_by_the_others(cast, event, browser):
    report = reported(event)
    office = browser.as_(cast.olga)

    assert office.post(f"/buero/meldungen/{report.id}/uebernahme").status_code == 303

    assert reports()[0].state == "in_review"
    assert "Olga kümmert sich darum" in office.get("/buero/meldungen").text


def test_nobody_decides_about_their_own_organisation_while_somebody_else_can(cast, event, browser):
    report = reported(event)
    with transaction() as session:
        cast.carla.user.office_role = "office"
        session.add(Membership(user=cast.olga.user, organisation=cast.mill, role="viewer"))

    assert "jemand anderen" in browser.as_(cast.olga).get(f"/buero/meldungen/{report.id}").text
    for deed in (lambda by: service.decide(by, report, "hide", "x"), lambda by: service.take(by, report)):
        with pytest.raises(NotAllowed):
            deed(cast.olga)
    for nobody in (cast.ana, cast.ben):
        with pytest.raises(NotAllowed):
            service.decide(nobody, report, "dismiss", "x")
    service.decide(cast.carla, report, "hide", "Nein.")


@pytest.mark.parametrize("actions", [("hide", "hide"), ("hide", "dismiss"), ("dismiss", "settle")])
def test_two_in_the_office_decide_at_once_and_one_of_them_is_told(app, cast, actions):
    with transaction():
        cast.carla.user.office_role = "office"
    people = [cast.olga.user.id, cast.carla.user.id]
    for _round in range(5):
        event = post_event(cast.ana, draft())
        report_id, event_id = reported(event, email=LENA).id, event.id
        db.session.rollback()
        ready, ends = threading.Barrier(2), []

        def press(number, report_id=report_id, ready=ready, ends=ends):
            with app.app_context(), app.test_request_context():
                by, report = Acting(db.session.get(User, people[number])), db.session.get(Report, report_id)
                ready.wait()
                try:
                    service.decide(by, report, actions[number], f"Grund {number}")
                except Rejected:
                    ends.append("told")
                else:
                    ends.append(number)

        threads = [threading.Thread(target=press, args=(n,)) for n in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        winner = next(end for end in ends if end != "told")
        db.session.rollback()
        report, event = db.session.get(Report, report_id), db.session.get(Event, event_id)
        assert sorted(ends, key=str) == sorted([winner, "told"], key=str)
        assert (report.action, report.answer) == (actions[winner], f"Grund {winner}")
        assert (event.publication == "hidden") == (actions[winner] == "hide")
    assert len(mails_to(LENA, "report_answered")) == 5


def test_the_network_reads_what_was_hidden_and_why_but_not_what_it_said(cast, event, browser, new_browser):
    service.decide(cast.olga, reported(event), "hide", "Beleidigt eine Nachbarin.")
    approval.restore_event(cast.olga, event, "Der Satz ist gestrichen.")
    approval.hide_event(cast.olga, event, "Doch nicht.")
    service.decide(cast.olga, reported(event, text="Zweitens"), "dismiss", "Bleibt.")

    page = new_browser().as_(cast.carla).get("/mein/entscheidungen").text

    assert "Veranstaltung von The Mill: ausgeblendet" in page
    assert page.index("Doch nicht.") < page.index("Der Satz ist gestrichen.") < page.index("Beleidigt eine Nachbarin.")
    assert "wieder gezeigt" in page
    assert "Sprachcafé" not in page
    assert "Bleibt." not in page
    assert browser.get("/mein/entscheidungen").status_code == 303


def test_who_hides_something_reads_beforehand_that_the_network_reads_the_reason(cast, event, browser):
    listing = listed(cast.ana)
    office = browser.as_(cast.olga)

    for address in (f"/veranstaltungen/{event.id}/ausblendung", f"/suchen-bieten/{listing.id}/entfernung"):
        assert "das ganze Netzwerk liest es in der Liste der Entscheidungen" in office.get(address).text


def test_the_network_learns_nothing_of_what_it_has_never_seen(cast, browser, new_browser):
    listing = listed(cast.ana)
    with transaction():
        listing.state = "submitted"
    office = browser.as_(cast.olga)
    address = re.search(r'href="([^"]+)"[^>]*>Ablehnen …', office.get("/buero/").text)[1]
    assert "Liste der Entscheidungen" not in office.get(address).text

    said = {"reason": "Das ist Werbung.", "version": listing.revision}
    assert office.post(address, data=said).status_code == 303

    assert "Das ist Werbung." in mails_to("ana@example.org", "listing_decided")[0].text
    assert "Das ist Werbung." not in new_browser().as_(cast.carla).get("/mein/entscheidungen").text


def test_the_lists_cost_the_same_for_one_and_for_five(cast, browser, queries):
    office = browser.as_(cast.olga)
    counts = []
    for number in (1, 5):
        for n in range(number):
            event = post_event(cast.ana, draft(title=f"{number} {n}"))
            reported(event)
            approval.hide_event(cast.olga, event, "Nein.")
        with queries.counted() as asked:
            for address in ("/buero/", "/buero/meldungen", "/mein/entscheidungen"):
                office.get(address)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_month_after_the_decision_nobody_knows_who_reported(cast, event, at):
    at(2027, 3, 1, 12)
    report = reported(event, reporter=cast.carla.user)
    other = reported(event, reason="spam", text="Werbung", email=LENA)
    service.decide(cast.olga, report, "dismiss", "Bleibt.")
    waiting = reported(event, reason="wrong", email=LENA)

    at(2027, 3, 30, 12)
    service.forget_old()
    assert db.session.get(Report, other.id).email == LENA
    at(2027, 4, 1, 12)
    service.forget_old()
    db.session.expire_all()

    assert [(r.reporter_id, r.email, r.text) for r in (report, other)] == [(None, "", "")] * 2
    assert (waiting.email, waiting.state) == (LENA, "open")
    at(2029, 4, 2, 12)
    service.forget_old()
    assert reports() == [waiting]


def test_no_trace_of_the_reporter_is_left_elsewhere(cast, event, browser):
    browser.post(f"/melden/veranstaltung/{event.id}", data=INSULT | {"email": LENA})

    entry = db.session.scalars(select(audit.AuditEntry).where(audit.AuditEntry.deed == "report.make")).one()
    assert (entry.user_id, entry.changes) == (None, {})


def test_a_listing_is_taken_off_the_board_and_comes_back(cast, browser):
    listing = listed(cast.ana)
    address = f"/melden/eintrag/{listing.id}"
    assert address in browser.get(f"/suchen-bieten/{listing.id}").text
    browser.post(address, data=INSULT)
    (report,) = reports()

    service.decide(cast.olga, report, "hide", "Ohne Schimpfwort, bitte.")
    assert listing.state == "removed"
    assert browser.get(f"/suchen-bieten/{listing.id}").status_code == 404
    assert "Ohne Schimpfwort, bitte." in mails_to("ana@example.org", "listing_decided")[0].text
    assert "Eintrag von The Mill: ausgeblendet" in browser.as_(cast.carla).get("/mein/entscheidungen").text
    service.show_again(cast.olga, report, "Danke.")
    assert listing.is_public


def test_a_message_is_read_by_the_office_only_when_it_was_reported_and_the_network_learns_nothing(
    cast, browser, new_browser
):
    talk = conversations.start(
        cast.ana,
        with_organisation=cast.city_library,
        subject="Raum am Dienstag",
        about=("listings", 1),
        url="/",
        text="Unfug!",
    )
    message = db.session.scalars(select(Message)).one()
    address = f"/melden/nachricht/{message.id}"
    assert browser.get(address).status_code == 404
    carla = new_browser().as_(cast.carla)
    assert address in carla.get(f"/mein/nachrichten/{talk.id}").text
    assert carla.post(address, data=INSULT).status_code == 303
    (report,) = reports()

    office = browser.as_(cast.olga)
    page = office.get(f"/buero/meldungen/{report.id}").text
    assert "Unfug!" in page
    assert "/mein/nachrichten/" not in page
    office.post(f"/buero/meldungen/{report.id}/entscheidung", data={"action": "hide", "answer": "Bitte höflich."})

    assert db.session.get(Message, message.id).is_hidden
    assert "Unfug!" not in carla.get(f"/mein/nachrichten/{talk.id}").text
    assert "Bitte höflich." in mails_to("ana@example.org", "message_moderated")[0].text
    assert "Bitte höflich." not in carla.get("/mein/entscheidungen").text


def test_the_office_finds_no_message_that_nobody_has_reported(cast, browser):
    begin(cast.ana, cast.city_library, "Nur für uns", about=("listings", 1))
    message = db.session.scalars(select(Message)).one()
    office, address = browser.as_(cast.olga), f"/melden/nachricht/{message.id}"

    assert office.get(address).status_code == 404
    assert office.post(address, data=INSULT).status_code == 404
    assert reports() == []


def test_the_office_sees_the_files_of_a_reported_message_and_of_no_other(cast, browser, new_browser):
    talk = begin(cast.ana, cast.city_library, "", about=("listings", 1), uploads=(picture(), pdf("Plan.pdf")))
    reported_one = db.session.scalars(select(Message)).one()
    other = conversations.write(cast.ana, talk, "", (pdf("Geheim.pdf"),)).files[0].file.name
    carla = new_browser().as_(cast.carla)
    assert "diese eine Nachricht" in carla.get(f"/melden/nachricht/{reported_one.id}").text
    carla.post(f"/melden/nachricht/{reported_one.id}", data=INSULT)
    (report,) = reports()
    folder, names = f"/buero/meldungen/{report.id}", [row.file.name for row in reported_one.files]
    office = browser.as_(cast.olga)

    page = office.get(folder).text
    assert "Plan.pdf" in page
    assert "Geheim.pdf" not in page
    for _hidden in range(2):
        assert [office.get(f"{folder}/dateien/{name}").status_code for name in (*names, other)] == [200, 200, 404]
        if report.is_undecided:
            service.decide(cast.olga, report, "hide", "Bitte höflich.")
    assert carla.get(f"{folder}/dateien/{names[0]}").status_code == 403


def test_a_report_follows_an_organisation_into_the_one_it_was_the_same_as(cast, event):
    report = reported(event)

    office.merge(cast.olga, cast.mill, cast.city_library)

    assert db.session.get(Report, report.id).organisation == cast.city_library
    service.decide(cast.olga, report, "hide", "Bitte ohne Schimpfwort.")
    assert "Bitte ohne Schimpfwort." in mails_to("carla@example.org", "event_decided")[0].text
