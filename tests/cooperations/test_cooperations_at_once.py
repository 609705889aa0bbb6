"""Several people do something with the same cooperation at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import cooperating
import pytest
from sqlalchemy import func, select

from kiknet.accounts.models import User
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.models import Cooperation, CooperationPartner
from kiknet.cooperations.service import moving, parting, partners
from kiknet.db import db
from kiknet.errors import ChangedMeanwhile, NotAllowed, Rejected
from kiknet.mail import OutboxMail
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

ROUNDS = 5


def at_once(app, cooperation, *deeds):
    """What comes of (who, what) at the same moment, each with a session of their own: "yes" or the refusal's name."""
    ids, all_ready = [(by.user.id, by.organisation_id, by.role) for by, _deed in deeds], Barrier(len(deeds))
    number = cooperation.id
    db.session.rollback()

    def do(place):
        user_id, organisation_id, role = ids[place]
        with app.app_context():
            organisation = db.session.get(Organisation, organisation_id) if organisation_id else None
            by = Acting(db.session.get(User, user_id), organisation, role)
            found = db.session.get(Cooperation, number)
            len(found.partners)
            all_ready.wait()
            try:
                deeds[place][1](by, found)
            except (NotAllowed, Rejected, ChangedMeanwhile) as refusal:
                return type(refusal).__name__
            return "yes"

    with ThreadPoolExecutor(len(deeds)) as crowd:
        answers = list(crowd.map(do, range(len(deeds))))
    db.session.rollback()
    db.session.expire_all()
    return answers


@pytest.fixture
def people(cast):
    return cooperating.company(cast)


def leads(cooperation):
    return [row.organisation_id for row in cooperation.partners if row.role == "lead"]


def test_of_two_who_hand_over_the_lead_at_once_one_does(app, cast, people):
    to = [people["partner"].organisation_id, people["supporter"].organisation_id]
    for _round in range(ROUNDS):
        cafe = cooperating.with_everybody(cast, people)
        answers = at_once(
            app, cafe,
            (cast.ana, lambda by, found: parting.hand_over(by, found, to[0])),
            (cast.ben, lambda by, found: parting.hand_over(by, found, to[1])),
        )  # fmt: skip
        assert sorted(answers) == ["NotAllowed", "yes"]
        assert leads(cafe) == [to[answers.index("yes")]]


def test_who_leaves_while_they_are_given_the_lead_leaves_nobody_without_one(app, cast, people):
    garden = people["partner"].organisation_id
    for _round in range(ROUNDS):
        cafe = cooperating.with_everybody(cast, people)
        answers = at_once(
            app, cafe,
            (cast.ana, lambda by, found: parting.hand_over(by, found, garden)),
            (people["partner"], parting.leave),
        )  # fmt: skip
        assert sorted(answers) == ["Rejected", "yes"]
        assert cafe.lead is not None
        assert len(leads(cafe)) == 1


def test_the_last_two_partners_leave_at_once_and_it_looks_for_partners(app, cast, people):
    for _round in range(ROUNDS):
        cafe = cooperating.with_everybody(cast, people)
        assert at_once(app, cafe, (people["partner"], parting.leave), (people["supporter"], parting.leave)) == [
            "yes", "yes",
        ]  # fmt: skip
        assert cafe.state == "seeking"
        assert len(cafe.accepted) == 1


def test_an_impatient_thumb_accepts_once_and_the_lead_hears_it_once(app, cast):
    cafe = cooperating.led(cast.ana, invited=[cast.city_library])

    def accept(by, found):
        partners.answer_invitation(by, found, accepts=True)

    answers = at_once(app, cafe, *[(cast.carla, accept)] * 4)
    assert sorted(answers) == ["NotAllowed"] * 3 + ["yes"]
    told = select(func.count()).select_from(OutboxMail).where(OutboxMail.kind == "cooperation_invitation_answered")
    assert db.session.scalar(told) == 2


def test_accepted_and_taken_back_at_once_is_one_of_both(app, cast):
    library = cast.city_library.id
    for _round in range(ROUNDS):
        cafe = cooperating.led(cast.ana, invited=[cast.city_library])
        answers = at_once(
            app, cafe,
            (cast.carla, lambda by, found: partners.answer_invitation(by, found, accepts=True)),
            (cast.ana, lambda by, found: partners.take_back_invitation(by, found, library)),
        )  # fmt: skip
        assert answers.count("yes") == 1
        row = cafe.partner(library)
        assert (row is not None and row.state == "accepted") == (answers[0] == "yes")


def test_two_who_invite_the_same_organisation_make_one_row_and_one_mail(app, cast):
    cafe = cooperating.led(cast.ana)
    library = cast.city_library.id

    def invite(by, found):
        partners.invite(by, found, db.session.get(Organisation, library))

    answers = at_once(app, cafe, (cast.ana, invite), (cast.ben, invite), (cast.ana, invite))
    assert sorted(answers) == ["Rejected", "Rejected", "yes"]
    rows = select(func.count()).select_from(CooperationPartner).where(CooperationPartner.organisation_id == library)
    assert db.session.scalar(rows) == 1
    asked = select(func.count()).select_from(OutboxMail).where(OutboxMail.kind == "cooperation_invited")
    assert db.session.scalar(asked) == 1


def test_planning_never_begins_with_one_alone(app, cast):
    for _round in range(ROUNDS):
        cafe = cooperating.led(cast.ana, accepted=[cast.city_library], state="seeking")
        at_once(
            app, cafe,
            (cast.ana, lambda by, found: moving.move(by, found, "planning")),
            (cast.carla, parting.leave),
        )  # fmt: skip
        assert len(cafe.accepted) == 1
        assert cafe.state == "seeking"


def test_of_two_who_save_the_same_form_one_is_told(app, cast):
    cafe = cooperating.led(cast.ana)
    version = cafe.revision

    def save(title):
        return lambda by, found: moving.change(by, found, CooperationDraft(title=title), version)

    assert sorted(at_once(app, cafe, (cast.ana, save("A")), (cast.ben, save("B")))) == ["ChangedMeanwhile", "yes"]
