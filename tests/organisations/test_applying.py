"""An organisation applies, or somebody claims a listed one, and the office answers."""

from datetime import timedelta

import pytest
from cast import PASSWORD
from post import link_in, mails_to
from sqlalchemy import func, select

from kiknet import clock
from kiknet.accounts import queries as people
from kiknet.accounts.models import OneTimeLink, User
from kiknet.db import db, transaction
from kiknet.errors import NotAllowed, Rejected
from kiknet.fold import fold
from kiknet.organisations import applications
from kiknet.organisations.acting import Acting
from kiknet.organisations.drafts import ApplicationDraft
from kiknet.organisations.models import Application, Membership, Organisation
from kiknet.organisations.service import applications as service
from kiknet.organisations.service import decisions, office

DILEK = {
    "name": "Kochtreff Halde",
    "kind": "meeting_place",
    "message": "Wir kochen jeden Freitag zusammen.",
    "display_name": "Dilek Yılmaz",
    "email": "dilek@example.org",
}


@pytest.fixture
def choir(cast):
    """The choir is listed, and nobody has claimed it."""
    with transaction() as session:
        choir = Organisation(
            slug="choir",
            name="Chor der Kulturen e.V.",
            kind="culture",
            state="unclaimed",
            search_text=fold("Chor der Kulturen e.V."),
        )
        session.add(choir)
    return choir


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def apply(browser, **changes):
    return browser.post("/mitmachen", data=DILEK | changes)


def handed_in(browser, **changes):
    """Dilek applies and presses the button behind the mailed link."""
    apply(browser, **changes)
    return browser.post(link_in(mails_to(DILEK["email"], "application_confirm")[0]))


def test_from_a_phone_to_the_first_sign_in(browser, new_browser, cast):
    answer = apply(browser)
    assert (answer.status_code, answer.location) == (303, "/mitmachen/unterwegs")
    assert "in Ihr Postfach" in browser.get(answer.location).text

    link = link_in(mails_to("dilek@example.org")[0])
    assert "Kochtreff Halde" in browser.get(link).text
    assert count(Application) == 0
    answer = browser.post(link, data={"new_password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/mein/")
    assert "Ihr Antrag liegt beim Netzwerkbüro" in browser.get("/mein/").text

    olga = new_browser().as_(cast.olga)
    assert "Wir kochen jeden Freitag zusammen." in olga.get("/buero/").text
    application = db.session.scalar(select(Application))
    assert olga.post(f"/buero/antraege/{application.id}/zusage").location == "/buero/"
    assert "Nichts wartet" in olga.get("/buero/").text

    mine = browser.get("/mein/").text
    assert "Kochtreff Halde" in mine
    assert "Veranstaltung eintragen" in mine
    assert mails_to("dilek@example.org", "application_admitted")
    organisation = db.session.scalar(select(Organisation).where(Organisation.slug == "kochtreff-halde"))
    assert (organisation.state, organisation.trust) == ("active", "new")


def test_the_office_is_told_of_a_new_application(browser, cast):
    handed_in(browser)

    assert "Wir kochen jeden Freitag zusammen." in mails_to("olga@example.org", "application_waiting")[0].text
    assert mails_to("dilek@example.org", "application_received")


def test_without_the_mailed_link_nothing_is_stored_but_the_link(browser, cast):
    before = count(User), count(Organisation)

    apply(browser)

    assert (count(User), count(Organisation), count(Application)) == (*before, 0)
    token = link_in(mails_to("dilek@example.org")[0]).rpartition("/")[2]
    assert db.session.scalar(select(OneTimeLink)).token_hash != token


def test_the_link_works_once_and_for_14_days(browser, cast, monkeypatch):
    apply(browser)
    link = link_in(mails_to("dilek@example.org")[0])
    later = clock.now() + timedelta(days=14, minutes=1)
    with monkeypatch.context() as future:
        future.setattr(clock, "now", lambda: later)
        assert browser.get(link).status_code == 410

    assert browser.post(link).status_code == 303
    assert browser.post(link).status_code == 410
    assert count(Application) == 1


def test_whether_an_address_has_an_account_is_told_to_nobody(browser, cast):
    unknown = apply(browser)
    known = apply(browser, email="carla@example.org", name="Leseclub Ost")

    assert (unknown.status_code, unknown.location) == (known.status_code, known.location)
    assert [m.kind for m in mails_to("carla@example.org")] == ["application_confirm"]
    assert [m.kind for m in mails_to("dilek@example.org")] == ["application_confirm"]


def test_a_known_address_keeps_its_name_and_password(browser, cast):
    with transaction():
        cast.carla.user.password_hash = "what Carla chose"
    apply(browser, email="carla@example.org", display_name="Somebody Else")
    link = link_in(mails_to("carla@example.org")[0])

    assert "new_password" not in browser.get(link).text
    browser.post(link, data={"new_password": "another good long sentence"})

    carla = people.user_by_email("carla@example.org")
    assert (carla.display_name, carla.password_hash) == ("Carla", "what Carla chose")


def test_a_weak_password_does_not_use_up_the_link(browser, cast):
    apply(browser)
    link = link_in(mails_to("dilek@example.org")[0])

    refused = browser.post(link, data={"new_password": "kurz"})

    assert refused.status_code == 422
    assert "mindestens 12" in refused.text
    assert browser.post(link).status_code == 303


def test_what_is_missing_is_said_beside_the_field(browser, cast):
    answer = apply(browser, email="keine adresse", kind="")

    assert answer.status_code == 422
    assert "Kochtreff Halde" in answer.text
    assert "name@example.org" in answer.text
    assert mails_to("keine adresse") == []


def test_nobody_is_flooded_with_mail(browser, cast):
    answers = [apply(browser).status_code for _ in range(6)]

    assert answers == [303] * 5 + [429]
    assert len(mails_to("dilek@example.org")) == 5


@pytest.mark.parametrize("typed", ["Chor der Kulturen e.V.", "chor der kulturen", "Kulturen-Chor", "Chor der Kultüren"])
def test_a_listed_organisation_with_nearly_this_name_is_offered(browser, choir, typed):
    answer = apply(browser, name=typed)

    assert answer.status_code == 422
    assert "Meinen Sie" in answer.text
    assert 'formaction="/organisationen/choir/uebernehmen"' in answer.text
    assert mails_to("dilek@example.org") == []


@pytest.mark.parametrize("typed", ["Chor Sankt Anton", "Kulturamt", "Verein der Freunde e.V."])
def test_other_names_are_left_in_peace(choir, typed):
    assert applications.similar_listed(typed) == []


def test_whoever_is_another_organisation_says_so(browser, choir):
    assert apply(browser, name="Chor der Kulturen", andere="1").status_code == 303


def test_who_takes_part_already_is_named_too(browser, cast):
    answer = apply(browser, name="Library, the")

    assert "/organisationen/library/kontakt" in answer.text
    assert "uebernehmen" not in answer.text


def test_a_stranger_claims_the_choir(browser, cast, choir):
    page = browser.get("/organisationen/choir/uebernehmen").text
    assert "Gehören Sie zu: Chor der Kulturen e.V.?" in page
    browser.post("/organisationen/choir/uebernehmen", data=DILEK)
    browser.post(link_in(mails_to("dilek@example.org")[0]))

    waiting = applications.waiting_applications()[0]
    assert (waiting.organisation.name, waiting.is_claim) == ("Chor der Kulturen e.V.", True)
    assert waiting.organisation.state == "unclaimed"
    decisions.admit(cast.olga, waiting)
    assert waiting.organisation.state == "active"


def test_ben_claims_without_typing_who_he_is(browser, cast, choir):
    ben = browser.as_(cast.ben)
    assert "display_name" not in ben.get("/organisationen/choir/uebernehmen").text

    answer = ben.post("/organisationen/choir/uebernehmen", data={"message": "Ich leite den Chor."})

    assert answer.location == "/mein/"
    assert applications.waiting_applications()[0].user_id == cast.ben.user.id
    again = ben.post("/organisationen/choir/uebernehmen", data={"message": "Noch einmal."})
    assert again.status_code == 422
    assert "liegt Ihr Antrag schon vor" in again.text


def test_an_organisation_that_takes_part_cannot_be_claimed(browser, cast):
    ben = browser.as_(cast.ben)

    assert "ist schon dabei" in ben.get("/organisationen/library/uebernehmen").text
    ben.post("/organisationen/library/uebernehmen", data={"message": "Ich will auch."})
    assert count(Application) == 0


def test_of_two_claims_one_is_admitted_and_the_other_person_is_told(cast, choir):
    draft = ApplicationDraft("Ich bin dort.", organisation_id=choir.id)
    first, second = service.apply(cast.ben.user, draft), service.apply(cast.carla.user, draft)

    decisions.admit(cast.olga, first)

    assert second.state == "declined"
    assert "jemand anderes zugelassen" in mails_to("carla@example.org", "application_declined")[0].text
    with pytest.raises(Rejected):
        decisions.admit(cast.olga, db.session.get(Application, second.id))
    members = db.session.scalars(select(Membership).where(Membership.organisation_id == choir.id)).all()
    assert [(m.user_id, m.role) for m in members] == [(cast.ben.user.id, "admin")]


def test_the_office_asks_back_and_the_applicant_sends_it_again(browser, new_browser, cast):
    handed_in(browser)
    application = applications.waiting_applications()[0]
    olga = new_browser().as_(cast.olga)
    assert olga.post(f"/buero/antraege/{application.id}/rueckfrage", data={"reason": ""}).status_code == 422
    olga.post(f"/buero/antraege/{application.id}/rueckfrage", data={"reason": "Wer leitet den Treff?"})
    assert "Wer leitet den Treff?" in mails_to("dilek@example.org", "application_changes")[0].text
    assert "Nichts wartet" in olga.get("/buero/").text

    page = browser.get(f"/mein/antraege/{application.id}").text
    assert "Wer leitet den Treff?" in page
    assert "Wir kochen jeden Freitag zusammen." in page
    again = DILEK | {"name": "Kochtreff auf der Halde", "message": "Ich leite ihn, Dilek Yılmaz."}
    assert browser.post(f"/mein/antraege/{application.id}", data=again).status_code == 303

    desk = olga.get("/buero/").text
    assert "Kochtreff auf der Halde" in desk
    assert "Ich leite ihn" in desk


def test_a_refusal_comes_with_its_reason(browser, new_browser, cast):
    handed_in(browser)
    application = applications.waiting_applications()[0]

    new_browser().as_(cast.olga).post(f"/buero/antraege/{application.id}/absage", data={"reason": "Kein Verein."})

    assert "Kein Verein." in mails_to("dilek@example.org", "application_declined")[0].text
    assert "Kein Verein." in browser.get("/mein/").text
    assert db.session.get(Organisation, application.organisation_id).state == "rejected"


def test_an_application_can_be_taken_back(browser, new_browser, cast):
    handed_in(browser)
    application = applications.waiting_applications()[0]

    assert "zurückziehen" in browser.get(f"/mein/antraege/{application.id}/ruecknahme").text
    browser.post(f"/mein/antraege/{application.id}/ruecknahme")

    assert applications.waiting_applications() == []
    answer = new_browser().as_(cast.olga).post(f"/buero/antraege/{application.id}/zusage")
    assert answer.status_code == 303
    db.session.rollback()
    assert db.session.get(Organisation, application.organisation_id).state == "rejected"


def test_the_applications_of_others_are_not_there(browser, new_browser, cast):
    handed_in(browser)
    application = applications.waiting_applications()[0]
    ben = new_browser().as_(cast.ben)

    for path in (f"/mein/antraege/{application.id}", f"/mein/antraege/{application.id}/ruecknahme"):
        assert ben.get(path).status_code == 404
        assert ben.post(path, data=DILEK).status_code == 404


def test_nobody_in_the_office_decides_about_their_own_organisation(cast, choir):
    with transaction():
        cast.ben.user.office_role = "office"
    otto = Acting(cast.ben.user)
    own = service.apply(cast.ben.user, ApplicationDraft("Mein Chor.", organisation_id=choir.id))

    for deed in (decisions.admit, lambda by, a: decisions.decline(by, a, "nein")):
        with pytest.raises(NotAllowed):
            deed(otto, own)
    decisions.admit(cast.olga, own)


def test_the_only_person_in_the_office_may_decide_all_the_same(cast, choir):
    own = service.apply(cast.olga.user, ApplicationDraft("Mein Chor.", organisation_id=choir.id))

    decisions.admit(cast.olga, own)

    assert own.state == "admitted"


def test_applying_twice_is_refused_once_the_first_waits(browser, cast):
    form = {"name": "Leseclub Ost", "kind": "culture", "message": "Wir lesen."}
    carla = browser.as_(cast.carla)

    assert carla.post("/mitmachen", data=form).status_code == 303
    again = carla.post("/mitmachen", data=form | {"name": "LESECLUB Ost"})

    assert again.status_code == 422
    assert "liegt Ihr Antrag schon vor" in again.text
    assert count(Application) == 1


def test_pages_behind_mailed_links_leave_no_trace(browser, cast):
    apply(browser)

    page = browser.get(link_in(mails_to("dilek@example.org")[0]))

    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cache-Control"] == "no-store"


def test_a_claim_for_what_no_longer_exists_is_closed_and_cannot_be_admitted(cast, choir):
    claim = service.apply(cast.carla.user, ApplicationDraft("Ich bin dort.", organisation_id=choir.id))

    office.archive(cast.olga, choir, "Aufgelöst.")

    assert claim.state == "declined"
    assert "gibt es nicht mehr" in mails_to("carla@example.org", "application_declined")[0].text


def test_nobody_is_admitted_for_an_organisation_others_run(cast, choir):
    claim = service.apply(cast.carla.user, ApplicationDraft("Ich bin dort.", organisation_id=choir.id))
    with transaction():
        choir.state = "active"

    with pytest.raises(Rejected):
        decisions.admit(cast.olga, claim)
    assert claim.state == "open"
