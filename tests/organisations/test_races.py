"""Two people press at the same moment: one wins, the other is told, and somebody is always in charge."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from kiknet.accounts.models import User
from kiknet.db import db, transaction
from kiknet.errors import NotFound, Rejected
from kiknet.organisations import queries
from kiknet.organisations.acting import Acting
from kiknet.organisations.drafts import ApplicationDraft
from kiknet.organisations.models import Application, Membership, Organisation
from kiknet.organisations.service import applications, decisions, members


def at_once(app, deeds):
    """Run all `deeds` at the same moment, each with a database session of its own; returns how each ended."""
    ready = Barrier(len(deeds))

    def run(deed):
        with app.app_context():
            prepared = deed()
            ready.wait()
            try:
                prepared()
            except (Rejected, NotFound):
                return "told"
            return "done"

    db.session.rollback()
    with ThreadPoolExecutor(len(deeds)) as crowd:
        return list(crowd.map(run, deeds))


def test_of_two_claims_admitted_at_once_one_wins(app, cast):
    with transaction() as session:
        choir = Organisation(slug="choir", name="Chor", kind="culture", state="unclaimed", search_text="chor")
        session.add(choir)
    draft = ApplicationDraft("Ich bin dort.", organisation_id=choir.id)
    claims = [applications.apply(p.user, draft).id for p in (cast.ana, cast.ben, cast.vera, cast.carla)]
    olga_id, choir_id = cast.olga.user.id, choir.id

    def admit(claim_id):
        def deed():
            olga, claim = db.session.get(User, olga_id), db.session.get(Application, claim_id)
            claim.organisation.name, claim.user.email  # noqa: B018 - as the page has loaded them
            return lambda: decisions.admit(Acting(olga), claim)

        return deed

    answers = at_once(app, [admit(c) for c in claims])

    assert sorted(answers) == ["done", "told", "told", "told"]
    states = sorted(a.state for a in db.session.query(Application))
    assert states == ["admitted", "declined", "declined", "declined"]
    assert len(queries.members_of(db.session.get(Organisation, choir_id))) == 1


def test_two_admins_who_leave_at_once_leave_one_behind(app, cast):
    with transaction():
        queries.membership_of(cast.ben.user, cast.mill).role = "admin"
    ids = [queries.membership_of(p.user, cast.mill).id for p in (cast.ana, cast.ben)]
    mill_id = cast.mill.id

    def leave(membership_id):
        def deed():
            membership = db.session.get(Membership, membership_id)
            user = membership.user
            return lambda: members.leave(user, membership)

        return deed

    assert sorted(at_once(app, [leave(i) for i in ids])) == ["done", "told"]
    assert len(queries.admins_of(db.session.get(Organisation, mill_id))) == 1


def test_an_invitation_accepted_twice_at_once_counts_once(app, cast):
    invitation_id = members.invite(cast.ana, cast.mill, "carla@example.org", "viewer").id
    carla_id = cast.carla.user.id
    from kiknet.organisations.models import Invitation

    def deed():
        invitation, carla = db.session.get(Invitation, invitation_id), db.session.get(User, carla_id)
        return lambda: members.accept(invitation, carla)

    assert sorted(at_once(app, [deed, deed])) == ["done", "told"]
