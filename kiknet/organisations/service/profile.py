"""What an organisation says about itself, and messages to it."""

from kiknet import audit, mail, media, revisions
from kiknet.access import require
from kiknet.db import db, transaction
from kiknet.errors import Rejected
from kiknet.fold import fold
from kiknet.i18n import _
from kiknet.organisations import applications, policy, queries
from kiknet.organisations.acting import Acting
from kiknet.organisations.drafts import ContactDraft, ProfileDraft
from kiknet.organisations.models import Contact, FormerSlug, Organisation
from kiknet.organisations.words import search_text

TEXTS = ("name", "kind", "description", "languages", "districts", "audiences", "fields")


def change_profile(by: Acting, organisation: Organisation, draft: ProfileDraft, version: int) -> None:
    """Store the whole profile. A new name means a new address; the old one redirects.

    Raises `ChangedMeanwhile` if somebody saved since `version`, `Rejected` for a name another listed
    organisation has, or for a picture that cannot be read.
    """
    require(policy.may_manage(by, organisation))
    with transaction():
        revisions.hold(organisation, version)
        changes = _differences(organisation, draft)
        if fold(draft.name) != fold(organisation.name):
            _rename(organisation, draft.name)
        for name in TEXTS:
            setattr(organisation, name, getattr(draft, name))
        organisation.search_text = search_text(draft.name, draft.kind, draft.description)
        _keep_contacts(organisation, draft.contacts)
        _keep_logo(by, organisation, draft)
        revisions.stamp(organisation)
        audit.record(
            "organisation.changed", organisation, user_id=by.user.id, organisation_id=organisation.id, changed=changes
        )


def write_to(organisation: Organisation, name: str, email: str, message: str) -> None:
    """A message from anybody, mailed to the organisation's admins; where there are none, to the office.

    No address of the organisation is shown; they answer to the sender's.
    """
    admins = [membership.user for membership in queries.admins_of(organisation)]
    with transaction():
        for person in admins or applications.office_people():
            mail.send_later(
                "contact_message",
                person.email,
                person.language,
                reply_to=email,
                organisation=organisation.name,
                is_for_office=not admins,
                sender=mail.one_line(name),
                email=email,
                message=message,
            )
        audit.record("organisation.written_to", organisation, organisation_id=organisation.id)


def _differences(organisation: Organisation, draft: ProfileDraft) -> list[str]:
    """The names of the changed parts (the audit log holds no texts)."""
    changed = [name for name in TEXTS if getattr(organisation, name) != getattr(draft, name)]
    if [ContactDraft(c.kind, c.value, c.label, c.is_public) for c in organisation.contacts] != draft.contacts:
        changed.append("contacts")
    if draft.logo is not None or (organisation.logo is not None and not draft.keeps_logo):
        changed.append("logo")
    return changed


def _rename(organisation: Organisation, name: str) -> None:
    revisions.stamp()  # whoever takes a name takes turns
    wanted = fold(name)
    if any(o.id != organisation.id and fold(o.name) == wanted for o in applications.similar_listed(name)):
        raise Rejected(_("Another organisation in the directory has this name."), field="name")
    former, organisation.slug = organisation.slug, queries.free_slug(name, organisation.id)
    if organisation.slug == former:
        return
    back = db.session.get(FormerSlug, organisation.slug)
    if back is not None:
        db.session.delete(back)
    db.session.add(FormerSlug(slug=former, organisation_id=organisation.id))


def _keep_contacts(organisation: Organisation, drafts: list[ContactDraft]) -> None:
    organisation.contacts = [
        Contact(position=position, kind=d.kind, value=d.value, label=d.label, is_public=d.is_public)
        for position, d in enumerate(drafts)
    ]


def _keep_logo(by: Acting, organisation: Organisation, draft: ProfileDraft) -> None:
    if draft.logo is not None:
        if not draft.logo_alt:
            raise Rejected(
                _("Please describe the picture in one sentence for people who cannot see it."), field="logo_alt"
            )
        organisation.logo = media.keep_picture(draft.logo, alt=draft.logo_alt, user_id=by.user.id, field="logo")
    elif not draft.keeps_logo:
        organisation.logo = None
    elif organisation.logo is not None and draft.logo_alt:
        organisation.logo.alt = draft.logo_alt
