"""Organisations come and go: invited, accepted, with a role and a contribution, leaving, leading."""

import cooperating
import pytest
import teamwork
from sqlalchemy import select

from kiknet.cooperations import lists
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.models import Cooperation, CooperationEntry
from kiknet.cooperations.service import founding, parting, partners, tasks
from kiknet.cooperations.words import deed_said
from kiknet.db import db, transaction
from kiknet.errors import NotAllowed, Rejected
from kiknet.i18n import as_
from kiknet.mail import OutboxMail
from kiknet.organisations.models import Membership
from kiknet.organisations.service import office


@pytest.fixture
def people(cast):
    return cooperating.company(cast)


@pytest.fixture
def cafe(cast, people):
    return cooperating.with_everybody(cast, people)


def state_of(cooperation, by):
    db.session.expire_all()
    row = cooperation.partner(by.organisation_id)
    return (row.state, row.role) if row else None


def letters(kind):
    return sorted(db.session.scalars(select(OutboxMail.recipient).where(OutboxMail.kind == kind)))


def subjects(kind):
    return set(db.session.scalars(select(OutboxMail.subject).where(OutboxMail.kind == kind)))


def test_who_is_asked_hears_of_it_and_the_lead_hears_the_answer(cast, people, cafe):
    partners.invite(cast.ben, cafe, cast.city_library, role="supporter", message="Habt ihr Bücher?")
    assert state_of(cafe, cast.carla) == ("invited", "supporter")
    assert letters("cooperation_invited") == ["carla@example.org"]

    partners.answer_invitation(cast.carla, cafe, accepts=True, contribution="Bilderbücher")
    assert state_of(cafe, cast.carla) == ("accepted", "supporter")
    assert cafe.partner(cast.city_library.id).contribution == "Bilderbücher"
    assert letters("cooperation_invitation_answered") == ["ana@example.org", "ben@example.org"]
    assert subjects("cooperation_invitation_answered") == {"The Library macht mit: Erzählcafé"}


def test_nobody_is_asked_who_is_in_or_asked_already_or_has_offered(cast, people, cafe):
    for place in ("partner", "invited", "interested"):
        with pytest.raises(Rejected) as refusal:
            partners.invite(cast.ana, cafe, people[place].organisation)
        assert refusal.value.field == "organisation"


def test_who_left_or_said_no_may_be_asked_anew(cast, people, cafe):
    for place in ("removed", "refused"):
        partners.invite(cast.ana, cafe, people[place].organisation)
        assert state_of(cafe, people[place])[0] == "invited"


def test_an_organisation_that_does_not_take_part_in_the_network_cannot_be_asked(cast, cafe):
    office.suspend(cast.olga, cast.city_library, "Pause")
    with pytest.raises(Rejected):
        partners.invite(cast.ana, cafe, cast.city_library)


def test_an_invitation_taken_back_leaves_no_trace_but_in_the_history(cast, people, cafe):
    partners.take_back_invitation(cast.ana, cafe, people["invited"].organisation_id)
    assert state_of(cafe, people["invited"]) is None
    entry = db.session.scalars(lists.history(cafe)).first()
    assert entry.said["organisation"] == "The River"
    assert entry.deed == "take_back_invitation"
    with pytest.raises(NotAllowed):
        partners.answer_invitation(people["invited"], cafe, accepts=True)


def test_the_lead_takes_in_who_would_like_to_join(cast, people, cafe):
    meadow = people["interested"]
    partners.answer_interest(cast.ana, cafe, meadow.organisation_id, accepts=True, role="supporter")
    assert state_of(cafe, meadow) == ("accepted", "supporter")
    assert subjects("cooperation_interest_answered") == {"Sie sind dabei: Erzählcafé"}
    with pytest.raises(Rejected):
        partners.answer_interest(cast.ana, cafe, meadow.organisation_id, accepts=False)


def test_the_lead_may_say_no_and_they_hear_it(cast, people, cafe):
    partners.answer_interest(cast.ana, cafe, people["interested"].organisation_id, accepts=False)
    assert state_of(cafe, people["interested"])[0] == "declined"
    assert letters("cooperation_interest_answered") == ["interested@example.org"]


def test_a_partner_leaves_and_the_lead_hears_of_it(cast, people, cafe):
    parting.leave(people["partner"], cafe)
    assert state_of(cafe, people["partner"])[0] == "left"
    assert cafe.state == "planning"
    assert letters("cooperation_partner_gone") == ["ana@example.org", "ben@example.org"]


def test_what_somebody_had_to_do_is_free_for_others_when_they_leave(cast, people, cafe):
    open_one = teamwork.task(cast.ana, cafe, organisation_id=people["partner"].organisation_id)
    done = teamwork.task(cast.ana, cafe, "Tee kaufen", organisation_id=people["partner"].organisation_id)
    tasks.finish_task(people["partner"], done)
    parting.leave(people["partner"], cafe)
    db.session.expire_all()
    assert (open_one.organisation, open_one.assignee) == (None, None)
    assert done.organisation.name == "The Garden"


def test_when_only_the_lead_is_left_what_was_planned_looks_for_partners_again(cast, people, cafe):
    parting.leave(people["partner"], cafe)
    parting.leave(people["supporter"], cafe)
    db.session.expire_all()
    assert cafe.state == "seeking"


def test_what_is_under_way_stays_so_when_a_partner_leaves(cast, people):
    cafe = cooperating.led(cast.ana, accepted=[cast.city_library], state="active")
    parting.leave(cast.carla, cafe)
    assert cafe.state == "active"


def test_who_leads_cannot_leave_before_somebody_else_leads(cast, people, cafe):
    with pytest.raises(Rejected):
        parting.leave(cast.ana, cafe)
    parting.hand_over(cast.ana, cafe, people["partner"].organisation_id)
    assert state_of(cafe, people["partner"]) == ("accepted", "lead")
    assert state_of(cafe, cast.ana) == ("accepted", "partner")
    parting.leave(cast.ana, cafe)
    assert state_of(cafe, cast.ana)[0] == "left"
    assert letters("cooperation_lead") == ["partner@example.org", "supporter@example.org"]


def test_the_lead_goes_only_to_somebody_who_is_in(cast, people, cafe):
    for place in ("invited", "interested", "removed", "other"):
        with pytest.raises(Rejected):
            parting.hand_over(cast.ana, cafe, people[place].organisation_id)


def test_the_lead_cannot_be_shown_the_door_and_its_role_not_be_changed(cast, people, cafe):
    with pytest.raises(Rejected):
        parting.remove(cast.ana, cafe, cast.mill.id)
    with pytest.raises(Rejected):
        partners.set_role(cast.ana, cafe, cast.mill.id, "supporter")


def test_somebody_is_parted_with_and_reads_why(cast, people, cafe):
    parting.remove(cast.ana, cafe, people["partner"].organisation_id, "Wir haben uns nie getroffen.")
    assert state_of(cafe, people["partner"])[0] == "left"
    assert letters("cooperation_partner_gone") == ["partner@example.org"]
    told = select(OutboxMail.text).where(OutboxMail.kind == "cooperation_partner_gone")
    assert "Wir haben uns nie getroffen." in db.session.scalars(told).one()


def test_roles_are_partner_and_supporter_and_nothing_else(cast, people, cafe):
    partners.set_role(cast.ana, cafe, people["partner"].organisation_id, "supporter")
    assert state_of(cafe, people["partner"]) == ("accepted", "supporter")
    for role in ("lead", "boss", ""):
        with pytest.raises(Rejected):
            partners.set_role(cast.ana, cafe, people["partner"].organisation_id, role)


def test_what_somebody_brings_may_not_be_a_novel(people, cafe):
    with pytest.raises(Rejected) as refusal:
        partners.say_contribution(people["partner"], cafe, "x" * 501)
    assert refusal.value.field == "contribution"


def test_a_suspended_partner_is_out_for_that_time_and_back_afterwards(cast, people):
    cafe = cooperating.led(cast.ana, accepted=[cast.city_library])
    office.suspend(cast.olga, cast.city_library, "Pause")
    db.session.expire_all()
    assert [row.organisation.name for row in cafe.accepted] == ["The Mill"]
    with pytest.raises(NotAllowed):
        partners.say_contribution(cast.carla, cafe, "Bücher")
    office.resume(cast.olga, cast.city_library)
    db.session.expire_all()
    assert [row.organisation.name for row in cafe.accepted] == ["The Mill", "The Library"]


def test_with_a_suspended_lead_the_page_works_and_the_office_names_another(cast, people, cafe, new_browser):
    office.suspend(cast.olga, cast.mill, "Pause")
    for person in ("partner", "other", "office"):
        page = new_browser().as_(people[person]).get(f"/kooperationen/{cafe.id}")
        assert "Zurzeit leitet das niemand" in page.text
    olga = new_browser().as_(cast.olga)
    assert "Erzählcafé" in olga.get("/buero/").text
    olga.post(f"/kooperationen/{cafe.id}/leitung", data={"organisation": people["partner"].organisation_id})
    assert state_of(cafe, people["partner"]) == ("accepted", "lead")
    assert lists.without_lead() == []
    office.resume(cast.olga, cast.mill)
    assert state_of(cafe, cast.ana) == ("accepted", "partner")


def test_the_office_names_nobody_while_there_is_a_lead(cast, people, cafe):
    with pytest.raises(Rejected):
        parting.appoint(cast.olga, cafe, people["partner"].organisation_id)


def test_every_deed_writes_a_line_people_can_read(cast, people, cafe):
    partners.invite(cast.ana, cafe, cast.city_library)
    partners.answer_invitation(cast.carla, cafe, accepts=False)
    partners.set_role(cast.ana, cafe, people["partner"].organisation_id, "supporter")
    parting.hand_over(cast.ana, cafe, people["partner"].organisation_id)
    with as_("de"):
        sentences = [(entry.organisation.name, deed_said(entry)) for entry in db.session.scalars(lists.history(cafe))]
    assert sentences == [
        ("The Mill", "hat die Leitung an The Garden übergeben"),
        ("The Mill", "hat die Rolle von The Garden geändert"),
        ("The Library", "hat die Einladung abgelehnt"),
        ("The Mill", "hat The Library eingeladen"),
        ("The Mill", "hat die Kooperation begonnen"),
    ]


def test_asked_while_beginning_they_are_invited_once(cast):
    draft = CooperationDraft(title="Fest")
    begun = founding.found(cast.ana, draft, origin="manual", invited=[cast.city_library])
    assert begun.partner(cast.city_library.id).state == "invited"
    assert letters("cooperation_invited") == ["carla@example.org"]
    assert db.session.scalars(select(CooperationEntry.deed).order_by(CooperationEntry.id)).all() == ["found", "invite"]


def test_a_form_sent_twice_begins_one_and_asks_once(cast, browser):
    ana, key = browser.as_(cast.ana), "6f1c1d1e-0000-4000-8000-000000000001"
    form = {"title": "Fest", "visibility": "network", "invited": [cast.city_library.id], "key": key}
    answers = [ana.post("/mein/kooperationen/neu", data=form).location for _time in range(2)]
    assert len(set(answers)) == 1
    assert letters("cooperation_invited") == ["carla@example.org"]
    assert len(db.session.scalars(select(Cooperation)).all()) == 1


def test_somebody_with_two_organisations_is_shown_for_which_one_they_are_asked(cast, people, new_browser):
    with transaction() as session:
        session.add(Membership(user=cast.carla.user, organisation=people["invited"].organisation, role="editor"))
    cafe = cooperating.with_everybody(cast, people)
    page = new_browser().as_(cast.carla).get(f"/kooperationen/{cafe.id}").text
    assert "Für The River auftreten" in page


def test_what_one_would_bring_is_back_in_the_form_when_it_is_too_long(cast, browser):
    cafe = cooperating.led(cast.ana, invited=[cast.city_library])
    sent = {"answer": "yes", "contribution": "Bücher, " * 100}
    page = browser.as_(cast.carla).post(f"/kooperationen/{cafe.id}/einladung", data=sent)
    assert (page.status_code, "Bücher, Bücher" in page.text) == (422, True)
    assert cafe.partner(cast.city_library.id).state == "invited"
