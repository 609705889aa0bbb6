"""Applying as an organisation or for a listed one. What the office answers is in `decisions`."""

from datetime import timedelta
from typing import Any

from sqlalchemy import update

from kiknet import audit, clock, mail, revisions
from kiknet.accounts import links
from kiknet.accounts import service as accounts
from kiknet.accounts.models import OneTimeLink, User
from kiknet.db import db, line_up, transaction
from kiknet.errors import NotFound, Rejected
from kiknet.fold import fold
from kiknet.i18n import _
from kiknet.organisations import applications, queries
from kiknet.organisations.drafts import ApplicationDraft
from kiknet.organisations.models import UNDECIDED, Application, Organisation
from kiknet.organisations.words import search_text

PURPOSE = "application"
LIFETIME = timedelta(days=14)


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
        line_up(user)
        _apply_once(user, draft)
        organisation = _claimable(draft.organisation_id) if draft.organisation_id else _new(draft)
        application = Application(
            organisation=organisation, user=user, is_claim=draft.organisation_id is not None, message=draft.message
        )
        session.add(application)
        session.flush()
        audit.record("application.made", application, user_id=user.id, organisation_id=organisation.id)
        tell(application, "application_received")
        _tell_office(application)
    return application


def revise(user: User, application: Application, draft: ApplicationDraft) -> None:
    """The applicant changes what the office asked to change, and sends it again."""
    if application.user_id != user.id:
        raise NotFound
    with transaction():
        move(application, ("open", "changes_requested"), "open")
        application.message, application.created_at = draft.message, clock.now()
        if not application.is_claim:
            revisions.stamp()  # see `_new`
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
        move(application, UNDECIDED, "withdrawn")
        close_new(application)
        audit.record("application.withdrawn", application, user_id=user.id, organisation_id=application.organisation_id)


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


def _apply_once(user: User, draft: ApplicationDraft) -> None:
    for known in applications.applications_of(user):
        is_same = known.organisation_id == draft.organisation_id or fold(known.organisation.name) == fold(draft.name)
        if known.is_undecided and is_same:
            raise Rejected(_("You have applied for this organisation already. The office will answer you."))


def _new(draft: ApplicationDraft) -> Organisation:
    revisions.stamp()  # whoever takes a name takes turns
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


def move(application: Application, before: tuple[str, ...], after: str) -> None:
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


def close_new(application: Application) -> None:
    """A new organisation does not outlive its application; a listed one stays unclaimed."""
    if not application.is_claim:
        application.organisation.state = "rejected"


def tell(application: Application, kind: str, **context: Any) -> None:
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
