"""Anybody can write to an organisation; nobody learns its address that way."""

from post import mails_to

from kiknet.db import transaction
from kiknet.organisations import queries
from kiknet.organisations.drafts import ContactDraft, ProfileDraft
from kiknet.organisations.service import profile
from kiknet.postman import build

PATH = "/organisationen/mill/kontakt"
FORM = {"display_name": "Ida", "email": "ida@example.org", "message": "Wann ist wieder Sprachcafé?"}


def test_a_message_reaches_every_admin_and_the_answer_goes_to_the_sender(browser, cast):
    with transaction():
        queries.membership_of(cast.ben.user, cast.mill).role = "admin"

    answer = browser.post(PATH, data=FORM)

    assert (answer.status_code, answer.location) == (303, "/organisationen/mill")
    for admin in ("ana@example.org", "ben@example.org"):
        mail = mails_to(admin, "contact_message")[0]
        assert "Wann ist wieder Sprachcafé?" in mail.text
        assert build(mail, "kiknet@example.org")["Reply-To"] == "ida@example.org"
    assert mails_to("vera@example.org") == []


def test_no_address_of_the_organisation_is_shown(browser, cast):
    profile.change_profile(
        cast.ana,
        cast.mill,
        ProfileDraft("The Mill", "meeting_place", contacts=[ContactDraft("email", "secret@example.org")]),
        cast.mill.revision,
    )

    for answer in (browser.get(PATH), browser.post(PATH, data=FORM | {"message": ""})):
        assert "secret@example.org" not in answer.text
        assert "ana@example.org" not in answer.text


def test_a_message_for_somebody_not_with_us_goes_to_the_office(browser, cast):
    with transaction():
        cast.mill.state = "unclaimed"
        for member in queries.members_of(cast.mill):
            member.state = "removed"

    assert "geht an das Netzwerkbüro" in browser.get(PATH).text
    browser.post(PATH, data=FORM)

    assert "Sprachcafé" in mails_to("olga@example.org", "contact_message")[0].text
    assert mails_to("ana@example.org") == []


def test_machines_that_fill_in_everything_are_told_the_same_and_write_to_nobody(browser, cast):
    answer = browser.post(PATH, data=FORM | {"homepage": "https://spam.example"})

    assert (answer.status_code, answer.location) == (303, "/organisationen/mill")
    assert mails_to("ana@example.org") == []


def test_who_writes_too_often_waits(browser, cast):
    answers = [browser.post(PATH, data=FORM).status_code for _ in range(11)]

    assert answers == [303] * 10 + [429]


def test_line_breaks_cannot_add_headers(browser, cast):
    browser.post(PATH, data=FORM | {"display_name": "Ida\r\nBcc: all"})
    refused = browser.post(PATH, data=FORM | {"email": "ida@example.org\r\nBcc: all@example.org"})

    message = build(mails_to("ana@example.org")[0], "kiknet@example.org")
    assert message["Bcc"] is None
    assert "\n" not in message["Subject"]
    assert refused.status_code == 422


def test_what_is_missing_comes_back_with_everything_typed(browser, cast):
    answer = browser.post(PATH, data=FORM | {"email": "keine"})

    assert answer.status_code == 422
    assert "Wann ist wieder Sprachcafé?" in answer.text
    assert mails_to("ana@example.org") == []


def test_who_is_signed_in_need_not_type_who_they_are(browser, cast):
    page = browser.as_(cast.carla).get(PATH).text

    assert 'value="carla@example.org"' in page
    assert 'value="Carla"' in page
