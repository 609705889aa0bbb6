"""Finding organisations, who belongs to them, and who wants to. What somebody may not see is not found."""

from collections.abc import Iterable

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from kiknet import fold
from kiknet.accounts.models import User
from kiknet.accounts.tokens import hash_of
from kiknet.db import db, holds
from kiknet.errors import NotFound
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import LISTED, Contact, FormerSlug, Invitation, Membership, Organisation

MERGES_FOLLOWED = 5


def organisation_by_slug(slug: str) -> tuple[Organisation, bool]:
    """The listed organisation at this address, and whether the address is an old one (renamed or merged).

    An old address means: redirect to the organisation's own. Raises `NotFound` for what is not listed.
    """
    found = organisation_in_any_state(slug)
    for _step in range(MERGES_FOLLOWED):
        if found.merged_into_id is None:
            break
        found = db.session.get_one(Organisation, found.merged_into_id)
    if not found.is_listed:
        raise NotFound
    return found, found.slug != slug


def listed_organisation_at(slug: str) -> Organisation | None:
    """The same without raising: for what people put into a filter."""
    try:
        return organisation_by_slug(slug)[0]
    except NotFound:
        return None


def ids_at(slugs: Iterable[str]) -> Select[tuple[int]]:
    """SQL: the organisations at these addresses, also former ones, and those they were merged into."""
    formerly = select(FormerSlug.organisation_id).where(FormerSlug.slug.in_(slugs))
    here = or_(Organisation.slug.in_(slugs), Organisation.id.in_(formerly))
    met = select(Organisation.id, Organisation.merged_into_id).where(here).cte("met", recursive=True)
    onward = select(Organisation.id, Organisation.merged_into_id).where(Organisation.id == met.c.merged_into_id)
    return select(met.union(onward).c.id)


def organisation_in_any_state(slug: str) -> Organisation:
    """For the office, or for looking further: the organisation at this address or at its former one."""
    with_parts = select(Organisation).options(joinedload(Organisation.logo), selectinload(Organisation.contacts))
    found = db.session.scalar(with_parts.where(Organisation.slug == slug))
    if found is None:
        renamed = select(FormerSlug.organisation_id).where(FormerSlug.slug == slug).scalar_subquery()
        found = db.session.scalar(with_parts.where(Organisation.id == renamed))
    if found is None:
        raise NotFound
    return found


def organisation_by_id(organisation_id: int | None) -> Organisation | None:
    return db.session.get(Organisation, organisation_id) if organisation_id else None


def contacts_for(by: Acting | None, organisation: Organisation) -> list[Contact]:
    """The ways to reach it that this reader may see: strangers the public ones, the network all."""
    return [c for c in organisation.contacts if c.is_public or by is not None]


def free_slug(name: str, own_id: int | None = None) -> str:
    """An address for `name` that no other organisation has or had; its own former ones may come back."""
    base = fold.slug(name)
    own = own_id or 0
    others = select(Organisation.slug).where(Organisation.slug.startswith(base), Organisation.id != own)
    former = select(FormerSlug.slug).where(FormerSlug.slug.startswith(base), FormerSlug.organisation_id != own)
    taken = set(db.session.scalars(others.union(former)))
    return next(slug for slug in _numbered(base) if slug not in taken)


def _numbered(base: str) -> list[str]:
    return [base, *(f"{base[:76]}-{number}" for number in range(2, 1000))]


def members_of(organisation: Organisation) -> list[Membership]:
    """Its active members with their users: admins first, then by name."""
    order = {"admin": 0, "editor": 1, "viewer": 2}
    found = (
        select(Membership)
        .options(joinedload(Membership.user))
        .where(Membership.organisation_id == organisation.id, Membership.state == "active")
    )
    return sorted(db.session.scalars(found), key=lambda m: (order[m.role], m.user.display_name.casefold()))


def admins_of(organisation: Organisation) -> list[Membership]:
    return [m for m in members_of(organisation) if m.role == "admin"]


def writers_of(*organisation_ids: int) -> list[User]:
    """The editors and admins of organisations: those who hear of what concerns their entries."""
    belongs = select(Membership.user_id).where(
        Membership.organisation_id.in_(organisation_ids),
        Membership.state == "active",
        Membership.role.in_(("admin", "editor")),
    )
    return list(db.session.scalars(select(User).where(User.id.in_(belongs)).order_by(User.id)))


def open_invitations(organisation: Organisation) -> list[Invitation]:
    """Those nobody has accepted or withdrawn, newest first; expired ones too (they can be sent again)."""
    found = select(Invitation).where(
        Invitation.organisation_id == organisation.id,
        Invitation.accepted_at.is_(None),
        Invitation.withdrawn_at.is_(None),
    )
    return list(db.session.scalars(found.order_by(Invitation.created_at.desc())))


def open_invitation_to(email: str, organisation: Organisation) -> Invitation | None:
    found = select(Invitation).where(
        Invitation.organisation_id == organisation.id,
        Invitation.email == email,
        Invitation.accepted_at.is_(None),
        Invitation.withdrawn_at.is_(None),
    )
    return db.session.scalars(found).first()


def invitation_by_token(token: str) -> Invitation:
    """The invitation a link belongs to, whatever became of it. Raises `NotFound`."""
    found = select(Invitation).options(joinedload(Invitation.organisation), joinedload(Invitation.invited_by))
    invitation = db.session.scalar(found.where(Invitation.token_hash == hash_of(token)))
    if invitation is None:
        raise NotFound
    return invitation


def invitation_of(organisation: Organisation, invitation_id: int) -> Invitation:
    """One of its invitations nobody has accepted or withdrawn. Raises `NotFound`."""
    found = db.session.get(Invitation, invitation_id)
    is_over = found is None or found.accepted_at is not None or found.withdrawn_at is not None
    if found is None or is_over or found.organisation_id != organisation.id:
        raise NotFound
    return found


def membership_of(user: User | None, organisation: Organisation) -> Membership | None:
    """That person's active membership, if there is one."""
    if user is None:
        return None
    found = select(Membership).where(
        Membership.user_id == user.id,
        Membership.organisation_id == organisation.id,
        Membership.state == "active",
    )
    return db.session.scalar(found)


def member_by_id(organisation: Organisation, membership_id: int) -> Membership:
    """An active member of this organisation. Raises `NotFound`."""
    found = db.session.get(Membership, membership_id)
    if found is None or found.organisation_id != organisation.id or found.state != "active":
        raise NotFound
    return found


def revived_membership(user: User, organisation_id: int) -> Membership:
    """Their membership in any state, or a new one in the session: role and state are the caller's."""
    found = db.session.scalar(
        select(Membership).where(Membership.user_id == user.id, Membership.organisation_id == organisation_id)
    )
    if found is None:
        found = Membership(user=user, organisation_id=organisation_id)
        db.session.add(found)
    return found


def listed_slugs() -> list[str]:
    """The addresses of all organisations strangers find."""
    return list(
        db.session.scalars(select(Organisation.slug).where(Organisation.state.in_(LISTED)).order_by(Organisation.slug))
    )


def listed_choices(also: Iterable[Organisation] = ()) -> list[tuple[str, str]]:
    """(id as text, name) of all listed organisations and of some `also`, from A to Z."""
    wanted = or_(Organisation.state.in_(LISTED), Organisation.id.in_([organisation.id for organisation in also]))
    found = select(Organisation.id, Organisation.name).where(wanted).order_by(Organisation.search_text, Organisation.id)
    return [(str(row.id), row.name) for row in db.session.execute(found)]


def active_in(field_key: str, most: int) -> list[Organisation]:
    """Organisations of the network that work in a field of action, from A to Z, with their logos."""
    found = select(Organisation).where(Organisation.state == "active", holds(Organisation.fields, [field_key]))
    found = found.options(joinedload(Organisation.logo)).order_by(Organisation.search_text, Organisation.id)
    return list(db.session.scalars(found.limit(most)))
