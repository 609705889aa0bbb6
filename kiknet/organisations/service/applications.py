"""Applying as an organisation or for a listed one, and what the office answers."""

from datetime import timedelta
from typing import Any

from sqlalchemy import update

from kiknet import audit, clock, mail, revisions
from kiknet.access import require
from kiknet.accounts import links
from kiknet.accounts import service as accounts
from kiknet.accounts.models import OneTimeLink, User
from kiknet.db import db, transaction
from kiknet.errors import NotFound, Rejected
from kiknet.i18n import _, _l, as_
from kiknet.organisations import applications, policy, queries
from kiknet.organisations.acting import Acting
from kiknet.organisations.drafts import ApplicationDraft
from kiknet.organisations.models import UNDECIDED, Application, Membership, Organisation
from kiknet.organisations.words import search_text

PURPOSE = "application"
LIFETIME = timedelta(days=14)
TAKEN = _l("Somebody else has been admitted for this organisation. Please ask them to invite you.")
WAITING = ("unclaimed", "pending", "changes_requested")


def ask_to_confirm(email: str, display_name: str, language: str, draft: ApplicationDraft) -> None:
    """A stranger applies: nothing but a link is stored until they have opened it (14 days).

    What happens is the same whether the address has an account or not.
    """
    name = named_in(draft)
    with transaction():
        token = links.create(
            PURPOSE,
            lifetime=LIFETIME,
            email=email.strip().casefold(),
            display_name=display_name,
            language=language,
            draft={
                "name": draft.name,
                "kind": draft.kind,
                "message": draft.message,
                "organisation_id": draft.organisation_id,
            },
        )
        address = links.address("organisations.confirm", token)
        mail.send_later("application_confirm", email, language, name=display_name, organisation=name, address=address)


def draft_in(link: OneTimeLink) -> ApplicationDraft:
    return ApplicationDraft(**link.data["draft"])


def confirm(link: OneTimeLink, password: str | None = None) -> Application:
    """The address is theirs: make the account if there is none, and hand the application to the office.

    A `password` counts only for an account that has none yet (`Rejected`, field new_password, for a weak one).
    """
    data = link.data
    with transaction():
        links.use(link)
        user = accounts.register(data["email"], data["display_name"], data["language"])
        accounts.confirm(user)
        if password and user.password_hash is None:
            accounts.set_password(user, password)
        return apply(user, draft_in(link))


def apply(user: User, draft: ApplicationDraft) -> Application:
    """A person whose address is confirmed applies; they and the office get a mail.

    Raises `Rejected` when the listed organisation was claimed meanwhile or their application waits already.
    """
    with transaction() as session:
        organisation = _claimable(draft.organisation_id) if draft.organisation_id else _new(draft)
        if any(a.user_id == user.id for a in applications.undecided_for(organisation)):
            raise Rejected(_("You have applied for this organisation already. The office will answer you."))
        application = Application(
            organisation=organisation, user=user, is_claim=draft.organisation_id is not None, message=draft.message
        )
        session.add(application)
        session.flush()
        audit.record("application.made", application, user_id=user.id, organisation_id=organisation.id)
        _tell(application, "application_received")
        _tell_office(application)
    return application


def revise(user: User, application: Application, draft: ApplicationDraft) -> None:
    """The applicant changes what the office asked to change, and sends it again."""
    if application.user_id != user.id:
        raise NotFound
    with transaction():
        _move(application, ("open", "changes_requested"), "open")
        application.message, application.created_at = draft.message, clock.now()
        if not application.is_claim:
            organisation = application.organisation
            organisation.name, organisation.kind, organisation.state = draft.name, draft.kind, "pending"
            organisation.slug = queries.free_slug(draft.name, organisation.id)
            organisation.search_text = search_text(draft.name, draft.kind)
        audit.record("application.revised", application, user_id=user.id, organisation_id=application.organisation_id)
        _tell_office(application)


def take_back(user: User, application: Application) -> None:
    if application.user_id != user.id:
        raise NotFound
    with transaction():
        _move(application, UNDECIDED, "withdrawn")
        _close_new(application)
        audit.record("application.withdrawn", application, user_id=user.id, organisation_id=application.organisation_id)


def admit(by: Acting, application: Application) -> Membership:
    """The organisation becomes active, the applicant its admin. Other open claims are declined and told.

    Raises `Rejected` when somebody else has decided meanwhile.
    """
    _require_decision(by, application)
    organisation = application.organisation
    with transaction() as session:
        _activate(organisation)
        _decide(by, application, UNDECIDED, "admitted", "")
        membership = queries.revived_membership(application.user, organisation.id)
        membership.role, membership.state = "admin", "active"
        session.flush()
        revisions.stamp(organisation)
        _tell(application, "application_admitted")
        close_claims(by, organisation, TAKEN)
    return membership


def close_claims(by: Acting, organisation: Organisation, sentence: object) -> None:
    """Decline what still waits for this organisation; `sentence` is lazy and told in each person's language."""
    for application in applications.undecided_for(organisation):
        with as_(application.user.language):
            reason = str(sentence)
        _decide(by, application, UNDECIDED, "declined", reason)
        _tell(application, "application_declined", reason=reason)


def decline(by: Acting, application: Application, reason: str) -> None:
    _require_decision(by, application)
    with transaction():
        _decide(by, application, UNDECIDED, "declined", reason)
        _close_new(application)
        _tell(application, "application_declined", reason=reason)


def ask_for_changes(by: Acting, application: Application, reason: str) -> None:
    """Back to the applicant, with what is missing."""
    _require_decision(by, application)
    with transaction():
        _decide(by, application, ("open",), "changes_requested", reason)
        if not application.is_claim:
            application.organisation.state = "changes_requested"
        _tell(application, "application_changes", reason=reason)


def _require_decision(by: Acting, application: Application) -> None:
    involved = applications.involved_in([application.organisation_id])[application.organisation_id]
    require(
        policy.may_decide(by, involved, applications.office_ids()),
        _("You belong to this organisation yourself. Please let a colleague decide."),
    )


def named_in(draft: ApplicationDraft) -> str:
    """The name of the organisation a draft is about; `Rejected` if it was claimed meanwhile."""
    return _claimable(draft.organisation_id).name if draft.organisation_id else draft.name


def _claimable(organisation_id: int) -> Organisation:
    found = db.session.get(Organisation, organisation_id)
    if found is None or not found.is_listed:
        raise NotFound
    if not found.is_unclaimed:
        raise Rejected(_("This organisation takes part already. Please ask its admin to invite you."))
    return found


def _new(draft: ApplicationDraft) -> Organisation:
    organisation = Organisation(
        slug=queries.free_slug(draft.name),
        name=draft.name,
        kind=draft.kind,
        search_text=search_text(draft.name, draft.kind),
        state="pending",
    )
    db.session.add(organisation)
    db.session.flush()
    return organisation


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


def _move(application: Application, before: tuple[str, ...], after: str) -> None:
    """Change the state unless somebody else was faster."""
    moved = db.session.execute(
        update(Application)
        .where(Application.id == application.id, Application.state.in_(before))
        .values(state=after)
        .returning(Application.id)
    ).scalar_one_or_none()
    if moved is None:
        raise Rejected(_("This application has been decided meanwhile."))
    db.session.refresh(application)


def _decide(by: Acting, application: Application, before: tuple[str, ...], after: str, reason: str) -> None:
    _move(application, before, after)
    application.reason, application.decided_by_id, application.decided_at = reason, by.user.id, clock.now()
    audit.record(f"application.{after}", application, user_id=by.user.id, organisation_id=application.organisation_id)


def _close_new(application: Application) -> None:
    """A new organisation does not outlive its application; a listed one stays unclaimed."""
    if not application.is_claim:
        application.organisation.state = "rejected"


def _tell(application: Application, kind: str, **context: Any) -> None:
    user = application.user
    mail.send_later(
        kind,
        user.email,
        user.language,
        name=user.display_name,
        organisation=application.organisation.name,
        application_id=application.id,
        **context,
    )


def _tell_office(application: Application) -> None:
    for person in applications.office_people():
        mail.send_later(
            "application_waiting",
            person.email,
            person.language,
            organisation=application.organisation.name,
            applicant=application.user.display_name,
            message=application.message,
        )
