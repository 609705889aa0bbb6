"""The office looks after organisations: suspend, resume, archive, trust, appoint, merge."""

import pytest
from cast import OLGAS_SECRET
from post import link_in, mails_to
from sqlalchemy import select

from kiknet.audit import AuditEntry
from kiknet.calendar.models import Event, EventOrganiser
from kiknet.db import db, transaction
from kiknet.errors import NotAllowed, Rejected
from kiknet.organisations import policy, queries
from kiknet.organisations.acting import Acting
from kiknet.organisations.drafts import ApplicationDraft
from kiknet.organisations.models import Membership, Organisation
from kiknet.organisations.service import applications
from kiknet.organisations.service import office as service

MILL = "/buero/organisationen/mill"


@pytest.fixture
def olga(browser, cast):
    return browser.as_(cast.olga)


def test_every_organisation_is_listed_with_its_state(olga, cast):
    with transaction():
        cast.city_library.state = "archived"

    page = olga.get("/buero/organisationen").text
    assert "The Mill" in page
    assert "Archiviert" in page
    assert "The Mill" not in olga.get("/buero/organisationen?zustand=archived").text
    assert "The Library" not in olga.get("/buero/organisationen?q=MILL").text
    assert "Nichts gefunden" in olga.get("/buero/organisationen?q=nirgends").text


def test_a_suspension_tells_the_reason_and_ends_again(olga, browser, cast):
    assert olga.post(f"{MILL}/sperre", data={"reason": ""}).status_code == 422
    assert olga.post(f"{MILL}/sperre", data={"reason": "Bitte melden."}).status_code == 303

    db.session.rollback()
    assert cast.mill.state == "suspended"
    assert "Bitte melden." in mails_to("ana@example.org", "organisation_state")[0].text
    assert "Bitte melden." in olga.get(MILL).text
    again = olga.post(f"{MILL}/sperre", data={"reason": "Noch einmal."})
    assert again.status_code == 422
    olga.post(f"{MILL}/freigabe", data={"reason": "Geklärt."})
    db.session.rollback()
    assert cast.mill.is_active


def test_trust_goes_back_and_forth(olga, cast):
    olga.post(f"{MILL}/vertrauen")
    db.session.rollback()
    assert cast.mill.trust == "new"
    assert "prüft die ersten Einträge" in olga.get(MILL).text

    olga.post(f"{MILL}/vertrauen")
    db.session.rollback()
    assert cast.mill.trust == "trusted"


def _without_admin(cast):
    with transaction():
        queries.membership_of(cast.ana.user, cast.mill).state = "removed"


def test_where_no_admin_is_left_a_member_becomes_one(olga, cast):
    _without_admin(cast)
    assert "Admin einsetzen" in olga.get(MILL).text

    olga.post(f"{MILL}/admin", data={"email": "Ben@example.org"})

    assert queries.membership_of(cast.ben.user, cast.mill).role == "admin"
    assert mails_to("ben@example.org", "member_role")
    assert "Admin einsetzen" not in olga.get(MILL).text


def test_somebody_from_outside_is_invited_as_admin(olga, new_browser, cast):
    _without_admin(cast)

    olga.post(f"{MILL}/admin", data={"email": "carla@example.org"})
    carla = new_browser().as_(cast.carla)
    carla.post(link_in(mails_to("carla@example.org", "member_invited")[0]))

    assert queries.membership_of(cast.carla.user, cast.mill).role == "admin"


def test_while_there_is_an_admin_nobody_is_appointed(olga, cast):
    answer = olga.post(f"{MILL}/admin", data={"email": "ben@example.org"})

    assert answer.status_code == 422
    assert queries.membership_of(cast.ben.user, cast.mill).role == "editor"


def _event(owner, **more):
    event = Event(uid=f"{owner.slug}-event", title="Sprachcafé", owner_id=owner.id, **more)
    db.session.add(event)
    db.session.flush()
    return event


def test_merging_moves_people_entries_places_and_the_address(olga, browser, cast):
    with transaction() as session:
        session.add(Membership(user=cast.ana.user, organisation=cast.city_library, role="viewer"))
        own, other = _event(cast.mill), _event(cast.city_library)
        session.add_all(
            [
                EventOrganiser(event_id=own.id, organisation_id=cast.city_library.id, state="accepted"),
                EventOrganiser(event_id=other.id, organisation_id=cast.mill.id, state="accepted"),
            ]
        )

    answer = olga.post(f"{MILL}/zusammenlegung", data={"target": "/organisationen/library"})

    assert (answer.status_code, answer.location) == (303, "/buero/organisationen/library")
    db.session.rollback()
    assert {m.user.display_name: m.role for m in queries.members_of(cast.city_library)} == {
        "Ana": "admin",
        "Ben": "editor",
        "Carla": "admin",
        "Vera": "viewer",
    }
    assert queries.members_of(cast.mill) == []
    assert set(db.session.scalars(select(Event.owner_id))) == {cast.city_library.id}
    assert db.session.get(type(cast.hall), cast.hall.id).owner_id == cast.city_library.id
    partners = db.session.scalars(select(EventOrganiser.organisation_id)).all()
    assert cast.mill.id not in partners
    assert queries.organisation_by_slug("mill") == (cast.city_library, True)
    assert browser.get("/organisationen/mill/kontakt").location == "/organisationen/library/kontakt"


def test_claims_for_a_merged_organisation_are_closed(cast):
    with transaction() as session:
        double = Organisation(slug="double", name="Die Mühle", kind="other", state="unclaimed", search_text="muhle")
        session.add(double)
    claim = applications.apply(cast.carla.user, ApplicationDraft("Ich bin dort.", organisation_id=double.id))

    service.merge(cast.olga, double, cast.mill)

    assert claim.state == "declined"
    assert "zusammengelegt" in mails_to("carla@example.org", "application_declined")[0].text


def test_what_makes_no_sense_is_not_merged(olga, cast):
    assert olga.post(f"{MILL}/zusammenlegung", data={"target": "mill"}).status_code == 422
    assert olga.post(f"{MILL}/zusammenlegung", data={"target": "nirgends"}).status_code == 422
    service.archive(cast.olga, cast.city_library, "Aufgelöst.")
    with pytest.raises(Rejected):
        service.merge(cast.olga, cast.mill, cast.city_library)


def test_nobody_decides_about_their_own_organisation_unless_no_one_else_can(new_browser, cast):
    with transaction():
        cast.ben.user.office_role, cast.ben.user.totp_secret = "office", OLGAS_SECRET
    otto = Acting(cast.ben.user)
    deeds = [
        lambda: service.suspend(otto, cast.mill, "x"),
        lambda: service.archive(otto, cast.mill, "x"),
        lambda: service.give_trust(otto, cast.mill, "new"),
        lambda: service.appoint_admin(otto, cast.mill, "x@example.org"),
        lambda: service.merge(otto, cast.mill, cast.city_library),
        lambda: service.merge(otto, cast.city_library, cast.mill),
    ]

    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()
    assert "jemand anderen im Büro" in new_browser().as_(otto).get(MILL).text

    with transaction():
        cast.olga.user.office_role = "none"
    service.give_trust(otto, cast.mill, "new")


@pytest.mark.parametrize(
    ("involved", "office", "may"),
    [(set(), {1, 2}, True), ({1}, {1, 2}, False), ({2}, {1, 2}, True), ({1, 2}, {1, 2}, True), ({1}, {1}, True)],
)
def test_who_may_decide(cast, involved, office, may):
    cast.olga.user.id = 1

    assert policy.may_decide(cast.olga, involved, office) is may
    db.session.rollback()


def test_decisions_are_noted_with_their_reason(cast):
    service.suspend(cast.olga, cast.mill, "Bitte melden.")

    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.deed == "organisation.suspended")).one()
    assert (entry.user_id, entry.changes["reason"]) == (cast.olga.user.id, "Bitte melden.")
