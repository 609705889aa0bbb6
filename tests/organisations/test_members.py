"""Ana invites people to the Mill, changes what they may do, and lets them go; somebody is always in charge."""

from datetime import timedelta

import pytest
from cast import PASSWORD
from post import link_in, mails_to
from sqlalchemy import select

from kiknet import clock
from kiknet.accounts import queries as people
from kiknet.accounts import service as accounts
from kiknet.audit import AuditEntry
from kiknet.db import db, transaction
from kiknet.errors import NotAllowed, NotFound, Rejected
from kiknet.organisations import queries
from kiknet.organisations.models import Invitation, Membership
from kiknet.organisations.service import members as service


def membership(acting):
    return queries.membership_of(acting.user, acting.organisation)


def invite(browser, email="dilek@example.org", role="editor"):
    return browser.post("/mein/mitglieder", data={"email": email, "role": role})


def invitation_link(email="dilek@example.org"):
    return link_in(mails_to(email, "member_invited")[0])


def test_dilek_is_invited_and_joins_with_a_new_account(browser, new_browser, cast):
    assert invite(browser.as_(cast.ana)).status_code == 303
    dilek = new_browser()
    page = dilek.get(invitation_link()).text
    assert "Ana lädt Sie ein" in page

    answer = dilek.post(invitation_link(), data={"display_name": "Dilek", "new_password": PASSWORD})

    assert (answer.status_code, answer.location) == (303, "/mein/")
    assert "The Mill" in dilek.get("/mein/").text
    user = people.user_by_email("dilek@example.org")
    assert user.confirmed_at
    assert queries.membership_of(user, cast.mill).role == "editor"


def test_carla_signs_in_and_accepts(browser, new_browser, cast):
    invite(browser.as_(cast.ana), "carla@example.org", "viewer")
    carla = new_browser()
    assert f"/anmelden?next={invitation_link('carla@example.org')}" in carla.get(
        invitation_link("carla@example.org")
    ).text.replace("%2F", "/")

    carla.as_(cast.carla)
    assert "Einladung annehmen" in carla.get(invitation_link("carla@example.org")).text
    assert carla.post(invitation_link("carla@example.org")).status_code == 303

    assert queries.membership_of(cast.carla.user, cast.mill).role == "viewer"


def test_somebody_else_who_opens_the_link_is_told(browser, new_browser, cast):
    invite(browser.as_(cast.ana))
    carla = new_browser().as_(cast.carla)

    assert "für jemand anderen" in carla.get(invitation_link()).text
    carla.post(invitation_link(), data={"display_name": "Carla", "new_password": PASSWORD})
    assert queries.membership_of(cast.carla.user, cast.mill) is None


def test_an_invitation_works_once_is_hashed_and_expires(browser, new_browser, cast, monkeypatch):
    invite(browser.as_(cast.ana))
    link = invitation_link()
    assert link.rpartition("/")[2] != db.session.scalar(select(Invitation.token_hash))
    later = clock.now() + timedelta(days=14, minutes=1)
    with monkeypatch.context() as future:
        future.setattr(clock, "now", lambda: later)
        assert new_browser().get(link).status_code == 410

    joined = {"display_name": "Dilek", "new_password": PASSWORD}
    assert new_browser().post(link, data=joined).status_code == 303
    assert new_browser().post(link, data=joined).status_code == 410
    assert new_browser().get("/einladung/erfunden").status_code == 404


def test_a_weak_password_is_refused_and_the_invitation_still_counts(browser, new_browser, cast):
    invite(browser.as_(cast.ana))

    refused = new_browser().post(invitation_link(), data={"display_name": "Dilek", "new_password": "kurz"})

    assert refused.status_code == 422
    assert 'value="Dilek"' in refused.text
    assert people.user_by_email("dilek@example.org") is None
    assert new_browser().get(invitation_link()).status_code == 200


def test_sending_again_makes_a_fresh_link_and_withdrawing_ends_it(browser, new_browser, cast):
    ana = browser.as_(cast.ana)
    invite(ana)
    old, invitation = invitation_link(), db.session.scalar(select(Invitation))

    ana.post(f"/mein/mitglieder/einladungen/{invitation.id}/erneut")
    assert new_browser().get(old).status_code == 404
    assert new_browser().get(invitation_link()).status_code == 200

    ana.post(f"/mein/mitglieder/einladungen/{invitation.id}/ruecknahme")
    assert new_browser().get(invitation_link()).status_code == 410


def test_inviting_the_same_address_twice_leaves_one_invitation(browser, cast):
    ana = browser.as_(cast.ana)
    invite(ana, role="viewer")
    invite(ana, "Dilek@Example.org", "admin")

    assert [(i.email, i.role) for i in queries.open_invitations(cast.mill)] == [("dilek@example.org", "admin")]


def test_members_are_not_invited_again(browser, cast):
    answer = invite(browser.as_(cast.ana), "ben@example.org")

    assert answer.status_code == 422
    assert "gehört schon zur Organisation" in answer.text


def test_ben_becomes_admin_and_is_told(browser, cast):
    browser.as_(cast.ana).post(f"/mein/mitglieder/{membership(cast.ben).id}/rolle", data={"role": "admin"})

    assert membership(cast.ben).role == "admin"
    assert "Admin bei The Mill" in mails_to("ben@example.org", "member_role")[0].text


def test_a_removed_members_open_session_loses_its_rights_at_the_next_request(browser, new_browser, cast):
    ben = new_browser().as_(cast.ben)
    assert ben.get("/mein/mitglieder").status_code == 200

    browser.as_(cast.ana).post(f"/mein/mitglieder/{membership(cast.ben).id}/ende")

    assert ben.get("/mein/mitglieder").status_code == 403
    assert ben.post("/mein/mitglieder", data={"email": "x@example.org", "role": "admin"}).status_code == 403
    assert "The Mill" not in ben.get("/mein/").text
    assert mails_to("ben@example.org", "member_removed")


def test_a_lesser_role_counts_at_the_next_request(browser, new_browser, cast):
    with transaction():
        membership(cast.ben).role = "admin"
    ben = new_browser().as_(cast.ben)
    assert invite(ben).status_code == 303

    browser.as_(cast.ana).post(f"/mein/mitglieder/{membership(cast.ben).id}/rolle", data={"role": "viewer"})

    assert invite(ben, "kaya@example.org").status_code == 403


def test_the_last_admin_cannot_leave_be_removed_or_step_down(browser, cast):
    ana, mine = browser.as_(cast.ana), membership(cast.ana)

    left = ana.post(f"/mein/mitglieder/{mine.id}/ende")
    assert left.status_code == 422
    assert "braucht mindestens eine Person als Admin" in left.text
    ana.post(f"/mein/mitglieder/{mine.id}/rolle", data={"role": "editor"})
    assert "braucht mindestens eine Person als Admin" in ana.get("/mein/mitglieder").text
    with pytest.raises(Rejected):
        service.remove(cast.ana, membership(cast.ana))
    with pytest.raises(Rejected):
        accounts.leave(cast.ana.user)
    assert membership(cast.ana).role == "admin"


def test_with_a_second_admin_the_first_may_go(browser, cast):
    with transaction():
        membership(cast.ben).role = "admin"

    assert browser.as_(cast.ana).post(f"/mein/mitglieder/{membership(cast.ana).id}/ende").location == "/mein/"
    assert membership(cast.ana) is None


def test_vera_may_leave_but_not_remove_ben(browser, cast):
    vera = browser.as_(cast.vera)

    assert vera.post(f"/mein/mitglieder/{membership(cast.ben).id}/ende").status_code == 403
    assert vera.post(f"/mein/mitglieder/{membership(cast.vera).id}/ende").status_code == 303
    assert membership(cast.vera) is None


def test_who_comes_back_has_one_membership(cast):
    service.remove(cast.ana, membership(cast.ben))
    invitation = service.invite(cast.ana, cast.mill, "ben@example.org", "viewer")
    service.accept(invitation, cast.ben.user)

    rows = db.session.scalars(select(Membership).where(Membership.user_id == cast.ben.user.id)).all()
    assert [(m.role, m.state) for m in rows] == [("viewer", "active")]


def test_carla_cannot_touch_the_people_of_the_mill(browser, cast):
    service.invite(cast.ana, cast.mill, "dilek@example.org", "editor")
    invitation = db.session.scalar(select(Invitation))
    carla = browser.as_(cast.carla)

    for path in (
        f"/mein/mitglieder/{membership(cast.ben).id}/ende",
        f"/mein/mitglieder/{membership(cast.ben).id}/rolle",
        f"/mein/mitglieder/einladungen/{invitation.id}/erneut",
        f"/mein/mitglieder/einladungen/{invitation.id}/ruecknahme",
    ):
        assert carla.post(path, data={"role": "viewer"}).status_code == 404, path
    with pytest.raises(NotAllowed):
        service.change_role(cast.carla, membership(cast.ben), "viewer")
    with pytest.raises(NotFound):
        service.leave(cast.carla.user, membership(cast.ben))


def test_each_deed_leaves_its_entry(cast):
    service.invite(cast.ana, cast.mill, "dilek@example.org", "editor")
    service.change_role(cast.ana, membership(cast.ben), "viewer")
    service.remove(cast.ana, membership(cast.ben))

    own = select(AuditEntry).where(AuditEntry.organisation_id == cast.mill.id)
    entries = db.session.scalars(own.order_by(AuditEntry.id)).all()
    assert [e.deed for e in entries] == ["member.invited", "member.role_changed", "member.removed"]
    assert {e.user_id for e in entries} == {cast.ana.user.id}
    assert entries[1].changes == {"before": "editor", "after": "viewer"}


def test_the_list_costs_the_same_for_one_and_five(browser, cast, queries):
    ana = browser.as_(cast.ana)
    with queries.counted() as few:
        ana.get("/mein/mitglieder")
    with_three = len(few)
    for name in "cdefg":
        user = accounts.register(f"{name}@example.org", name)
        with transaction() as session:
            session.add(Membership(user=user, organisation_id=cast.mill.id, role="viewer"))
        service.invite(cast.ana, cast.mill, f"{name}2@example.org", "viewer")

    with queries.counted() as many:
        page = ana.get("/mein/mitglieder").text

    assert "g2@example.org" in page
    assert len(many) == with_three


def test_an_invitation_counts_for_its_address_only(cast):
    invitation = service.invite(cast.ana, cast.mill, "dilek@example.org", "admin")

    with pytest.raises(NotFound):
        service.accept(invitation, cast.carla.user)
    assert queries.membership_of(cast.carla.user, cast.mill) is None
