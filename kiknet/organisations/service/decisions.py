"""What the office answers to an application: admit, decline, ask back."""

from sqlalchemy import update

from kiknet import audit, clock, revisions
from kiknet.access import require
from kiknet.db import db, transaction
from kiknet.errors import Rejected
from kiknet.i18n import _, _l, as_
from kiknet.organisations import applications, policy, queries
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import UNDECIDED, Application, Membership, Organisation
from kiknet.organisations.service.applications import close_new, move, tell

TAKEN = _l("Somebody else has been admitted for this organisation. Please ask them to invite you.")
WAITING = ("unclaimed", "pending", "changes_requested")


def admit(by: Acting, application: Application) -> Membership:
    """The organisation becomes active, the applicant its admin. Other open claims are declined and told.

    Raises `Rejected` when somebody else has decided meanwhile.
    """
    require_decision(by, application.organisation)
    organisation = application.organisation
    with transaction() as session:
        _activate(organisation)
        _decide(by, application, UNDECIDED, "admitted", "")
        membership = queries.revived_membership(application.user, organisation.id)
        membership.role, membership.state = "admin", "active"
        session.flush()
        revisions.stamp(organisation)
        tell(application, "application_admitted")
        close_claims(by, organisation, TAKEN)
    return membership


def close_claims(by: Acting, organisation: Organisation, sentence: object) -> None:
    """Decline what still waits for this organisation; `sentence` is lazy and told in each person's language."""
    for application in applications.undecided_for(organisation):
        with as_(application.user.language):
            reason = str(sentence)
        _decide(by, application, UNDECIDED, "declined", reason)
        tell(application, "application_declined", reason=reason)


def decline(by: Acting, application: Application, reason: str) -> None:
    require_decision(by, application.organisation)
    with transaction():
        _decide(by, application, UNDECIDED, "declined", reason)
        close_new(application)
        tell(application, "application_declined", reason=reason)


def ask_for_changes(by: Acting, application: Application, reason: str) -> None:
    """Back to the applicant, with what is missing."""
    require_decision(by, application.organisation)
    with transaction():
        _decide(by, application, ("open",), "changes_requested", reason)
        if not application.is_claim:
            application.organisation.state = "changes_requested"
        tell(application, "application_changes", reason=reason)


def require_decision(by: Acting, organisation: Organisation) -> None:
    """Raise `NotAllowed` unless `by` works in the office and is not involved (or nobody else can decide)."""
    involved = applications.involved_in([organisation.id])[organisation.id]
    require(
        policy.may_decide(by, involved, applications.office_ids()),
        _("You belong to this organisation yourself. Please let a colleague decide."),
    )


def _activate(organisation: Organisation) -> None:
    """Of two claims admitted at once one wins: the row changes only while nobody else has it."""
    taken = db.session.execute(
        update(Organisation)
        .where(Organisation.id == organisation.id, Organisation.state.in_(WAITING))
        .values(state="active", trust="new")
        .returning(Organisation.id)
    ).scalar_one_or_none()
    if taken is None:
        raise Rejected(_("Somebody else has been admitted for this organisation meanwhile."))
    db.session.refresh(organisation)


def _decide(by: Acting, application: Application, before: tuple[str, ...], after: str, reason: str) -> None:
    move(application, before, after)
    application.reason, application.decided_by_id, application.decided_at = reason, by.user.id, clock.now()
    audit.record(f"application.{after}", application, user_id=by.user.id, organisation_id=application.organisation_id)
