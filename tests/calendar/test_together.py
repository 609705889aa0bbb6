"""Organising together, being approved, being told: who hears of what."""

import re

import pytest
from drafts import draft, open_draft
from sqlalchemy import select

from kiknet import i18n, postman
from kiknet.calendar import approval, organisers, telling
from kiknet.calendar.kept_models import EventChange
from kiknet.calendar.policy import organises
from kiknet.calendar.service import cancel_event, change_event, post_event, publish_event, withdraw_event
from kiknet.db import db, transaction
from kiknet.errors import NotAllowed, Rejected
from kiknet.mail import OutboxMail
from kiknet.organisations.models import Membership
from kiknet.places.draft import PlaceDraft


def mails(kind=None):
    rows = db.session.scalars(select(OutboxMail).order_by(OutboxMail.id))
    return [(m.kind, m.recipient.split("@")[0]) for m in rows if kind in {None, m.kind}]


def together(cast):
    event = post_event(cast.ana, draft(), partners=[cast.city_library])
    organisers.accept(cast.carla, event)
    return event


def newcomers(cast):
    with transaction():
        cast.mill.trust = "new"


def test_who_is_asked_gets_a_mail_and_is_named_after_a_yes(cast):
    event = post_event(cast.ana, draft(), partners=[cast.city_library])
    named_before = organises(cast.carla, event)

    organisers.accept(cast.carla, event)

    assert not named_before
    assert organises(cast.carla, event)
    assert mails() == [("organiser_asked", "carla"), ("organiser_answered", "ana"), ("organiser_answered", "ben")]


def test_after_a_no_one_may_ask_once_more(cast):
    event = post_event(cast.ana, draft(), partners=[cast.city_library])
    organisers.decline(cast.carla, event)

    organisers.ask(cast.ana, event, cast.city_library)

    assert [o.state for o in event.organisers] == ["invited"]
    assert mails("organiser_asked") == [("organiser_asked", "carla")] * 2


def test_nobody_is_asked_twice_and_not_oneself(cast):
    event = together(cast)

    for organisation in (cast.city_library, cast.mill):
        with pytest.raises(Rejected):
            organisers.ask(cast.ana, event, organisation)


def test_partners_may_leave_and_be_removed_and_are_told(cast):
    leaving, removed = together(cast), together(cast)
    db.session.execute(OutboxMail.__table__.delete())

    organisers.decline(cast.carla, leaving)
    organisers.remove(cast.ana, removed, cast.city_library.id)

    assert not organises(cast.carla, leaving)
    assert removed.organisers == []
    assert mails() == [("organiser_answered", "ana"), ("organiser_answered", "ben"), ("organiser_removed", "carla")]


def test_partners_are_named_but_only_the_owner_changes_it(cast):
    event = together(cast)

    for deed in (
        lambda: change_event(cast.carla, event, draft(), event.revision),
        lambda: organisers.remove(cast.carla, event, cast.city_library.id),
        lambda: organisers.accept(cast.vera, event),
        lambda: organisers.accept(cast.carla, event),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_the_asked_see_a_draft_they_are_asked_about(cast, browser):
    event = post_event(cast.ana, draft(title="Gemeinsamer Plan"), publish=False, partners=[cast.city_library])

    page = browser.as_(cast.carla).get(f"/veranstaltungen/{event.id}/mitveranstalter")

    assert "Gemeinsamer Plan" in page.text
    assert (
        browser.post(f"/veranstaltungen/{event.id}/mitveranstalter/antwort", data={"answer": "yes"}).status_code == 303
    )
    db.session.expire_all()
    assert [o.state for o in event.organisers] == ["accepted"]


def test_somebody_with_two_organisations_is_asked_which_one_answers(cast, browser):
    with transaction():
        db.session.add(Membership(user=cast.carla.user, organisation=cast.mill, role="editor"))
        meeting = post_event(cast.ana, draft())
    event = post_event(cast.ana, draft(), partners=[cast.city_library])
    window = browser.as_(cast.carla)

    assert window.get(f"/veranstaltungen/{event.id}/mitveranstalter").status_code == 200
    assert window.get(f"/veranstaltungen/{meeting.id}/mitveranstalter").status_code == 303


@pytest.mark.parametrize(
    ("deed", "subject"),
    [
        (lambda c, e: cancel_event(c.ana, e, "Krank"), "Abgesagt: Sprachcafé"),
        (lambda c, e: withdraw_event(c.ana, e), "Zurückgezogen: Sprachcafé"),
        (
            lambda c, e: change_event(c.ana, e, draft(place=PlaceDraft(name="The Hall")), e.revision),
            "Neuer Ort: Sprachcafé",
        ),
        (lambda c, e: change_event(c.ana, e, draft(is_all_day=True), e.revision), "Neue Zeit: Sprachcafé"),
    ],
)
def test_partners_hear_of_changes_once(cast, deed, subject):
    event = together(cast)
    deed(cast, event)

    counts = [telling.tell_about_changes() for _ in range(2)]

    assert counts == [1, 0]
    told = db.session.scalars(select(OutboxMail).where(OutboxMail.kind == "event_changed")).all()
    assert [(m.recipient, m.subject) for m in told] == [("carla@example.org", subject)]
    assert db.session.scalars(select(EventChange)).one().handled_at is not None


def test_a_mail_survives_a_hostile_title(cast):
    with transaction():
        event = together(cast)
        event.title = "Fest\r\nBcc: all@example.org"
    cancel_event(cast.ana, event, "")

    telling.tell_about_changes()

    row = db.session.scalars(select(OutboxMail).where(OutboxMail.kind == "event_changed")).one()
    assert row.subject == "Abgesagt: Fest"
    assert postman.build(row, "kiknet@example.org")["Bcc"] is None


def test_the_first_entries_of_a_new_organisation_wait_for_the_office(cast):
    newcomers(cast)

    event = post_event(cast.ana, draft())

    assert event.publication == "submitted"
    assert not event.is_public
    assert mails() == [("event_submitted", "olga")]


def test_plans_of_a_new_organisation_wait_as_well(cast):
    newcomers(cast)

    assert post_event(cast.ana, open_draft()).publication == "submitted"


def test_given_back_it_is_put_right_and_sent_again(cast):
    newcomers(cast)
    event = post_event(cast.ana, draft())

    approval.return_event(cast.olga, event, "Bitte den Ort genauer.")
    reason = event.office_reason
    change_event(cast.ana, event, draft(place_note="2. Stock"), event.revision, publish=True)
    again = event.publication
    approval.approve_event(cast.olga, event, trust=True)

    assert (reason, again) == ("Bitte den Ort genauer.", "submitted")
    assert (event.publication, event.office_reason, cast.mill.trust) == ("published", "", "trusted")
    assert mails("event_decided") == [("event_decided", "ana"), ("event_decided", "ben")] * 2
    assert post_event(cast.ana, draft()).publication == "published"


def test_the_draft_of_a_new_organisation_waits_when_it_is_published(cast):
    newcomers(cast)
    event = post_event(cast.ana, draft(), publish=False)

    publish_event(cast.ana, event)

    assert event.publication == "submitted"


def test_nobody_decides_about_their_own_organisation_unless_no_one_else_can(cast):
    newcomers(cast)
    with transaction():
        db.session.add(Membership(user=cast.olga.user, organisation=cast.mill, role="editor"))
    first, second = post_event(cast.ana, draft()), post_event(cast.ana, draft())

    approval.approve_event(cast.olga, first)
    with transaction():
        cast.carla.user.office_role = "office"
    with pytest.raises(NotAllowed):
        approval.approve_event(cast.olga, second)
    approval.approve_event(cast.carla, second)

    assert (first.publication, second.publication) == ("published", "published")


def test_the_office_decides_at_its_desk(cast, browser):
    newcomers(cast)
    event = post_event(cast.ana, draft())
    desk = browser.as_(cast.olga)

    listed = desk.get("/buero/").text
    without_reason = desk.post(f"/veranstaltungen/{event.id}/rueckgabe", data={"reason": ""})
    approved = desk.post(f"/veranstaltungen/{event.id}/freigabe", data={"trust": "1", "version": event.revision})

    assert "Sprachcafé" in listed
    assert without_reason.status_code == 422
    assert (approved.status_code, approved.location) == (303, "/buero/")
    assert f"/veranstaltungen/{event.id}/" not in desk.get("/buero/").text


def version_on(page, address):
    """What the button that leads to `address` sends along."""
    form = page.text.partition(f'action="{address}"')[2].partition("</form>")[0]
    return re.search(r'name="version" value="(\d+)"', form)[1]


@pytest.mark.parametrize(("page", "state"), [("rueckgabe", "changes_requested"), ("ablehnung", "rejected")])
def test_the_office_gives_back_or_declines_the_words_it_has_read_and_no_others(cast, browser, page, state):
    newcomers(cast)
    event = post_event(cast.ana, draft())
    desk = browser.as_(cast.olga)
    link = re.search(rf'href="(/veranstaltungen/{event.id}/{page}[^"]*)"', desk.get("/buero/").text)[1]
    change_event(cast.ana, event, draft(summary="Ganz anders"), event.revision)
    asked = desk.get(link)

    answer = desk.post(link, data={"reason": "Wo genau?", "version": hidden(asked, "version")})

    assert answer.status_code == 409
    assert "inzwischen geändert" in answer.text
    assert "Wo genau?" in answer.text
    db.session.expire_all()
    assert event.publication == "submitted"

    desk.post(link, data={"reason": "Wo genau?", "version": hidden(answer, "version")})

    db.session.expire_all()
    assert (event.publication, event.office_reason) == (state, "Wo genau?")


def hidden(page, name):
    return re.search(rf'name="{name}"[^>]* value="([^"]*)"', page.text)[1]


def test_the_office_approves_the_words_it_has_read_and_no_others(cast, browser):
    newcomers(cast)
    event = post_event(cast.ana, draft())
    desk, address = browser.as_(cast.olga), f"/veranstaltungen/{event.id}/freigabe"
    read = version_on(desk.get("/buero/"), address)
    change_event(cast.ana, event, draft(summary="Ganz anders"), event.revision)

    early = desk.post(address, data={"version": read})
    unread = desk.post(address)

    assert (early.status_code, unread.status_code) == (409, 409)
    assert event.publication == "submitted"
    again = version_on(desk.get("/buero/"), address)
    assert desk.post(address, data={"version": again}).status_code == 303
    assert (event.publication, event.summary) == ("published", "Ganz anders")


def test_what_is_hidden_shows_again_as_the_office_has_read_it(cast, browser):
    event = post_event(cast.ana, draft())
    approval.hide_event(cast.olga, event, "Bitte das Foto tauschen.")
    desk, page = browser.as_(cast.olga), f"/veranstaltungen/{event.id}"
    address = f"{page}/einblendung"
    read = version_on(desk.get(page), address)
    change_event(cast.ana, event, draft(summary="Ganz anders"), event.revision)

    assert desk.post(address, data={"version": read}).status_code == 409
    assert event.publication == "hidden"
    assert desk.post(address, data={"version": version_on(desk.get(page), address)}).status_code == 303
    assert event.publication == "published"


def test_what_is_hidden_is_seen_by_its_owner_with_the_reason(cast, browser):
    event = post_event(cast.ana, draft())

    approval.hide_event(cast.olga, event, "Bitte das Foto tauschen.")

    assert browser.get(f"/veranstaltungen/{event.id}").status_code == 404
    assert "Bitte das Foto tauschen." in browser.as_(cast.ana).get("/mein/veranstaltungen").text
    approval.restore_event(cast.olga, event)
    assert event.is_public


def test_mails_speak_the_language_of_their_reader(cast):
    with transaction():
        cast.carla.user.language = "en"

    with i18n.as_("de"):
        post_event(cast.ana, draft(), partners=[cast.city_library])

    assert (
        db.session.scalars(select(OutboxMail.subject)).one() == "The Mill asks: do you organise “Sprachcafé” together?"
    )
