"""Organisations, who belongs to them, who wants to, and how to reach them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kiknet import clock
from kiknet.accounts.models import User
from kiknet.db import Base, Codes, Timestamped
from kiknet.media import Picture
from kiknet.revisions import Revised
from kiknet.vocabulary.models import ForWhom

STATES = ("unclaimed", "pending", "changes_requested", "active", "suspended", "archived", "rejected")
LISTED = ("unclaimed", "active")
ROLES = ("admin", "editor", "viewer")
CONTACT_KINDS = ("email", "phone", "website", "address", "person")


class Organisation(ForWhom, Timestamped, Revised, Base):
    """A publisher. Unclaimed ones come from the reference data and can be claimed."""

    __tablename__ = "organisations"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state_known"),
        CheckConstraint("trust IN ('new', 'trusted')", name="trust_known"),
        Index("ix_organisations_state_name", "state", "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(160))
    kind: Mapped[str] = mapped_column(String(40))
    description: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20), default="pending")
    state_reason: Mapped[str] = mapped_column(Text, default="")
    trust: Mapped[str] = mapped_column(String(10), default="new")
    languages: Mapped[list[str]] = mapped_column(Codes, default=list)
    fields: Mapped[list[str]] = mapped_column(Codes, default=list)
    districts: Mapped[list[str]] = mapped_column(Codes, default=list)
    search_text: Mapped[str] = mapped_column(Text, default="")
    logo_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))

    logo: Mapped[Picture | None] = relationship()
    parent: Mapped["Organisation | None"] = relationship(remote_side=[id], foreign_keys=[parent_id])
    contacts: Mapped[list["Contact"]] = relationship(
        back_populates="organisation", cascade="all, delete-orphan", order_by="Contact.position"
    )
    memberships: Mapped[list["Membership"]] = relationship(back_populates="organisation")

    @property
    def is_active(self) -> bool:
        return self.state == "active"

    @property
    def is_unclaimed(self) -> bool:
        return self.state == "unclaimed"

    @property
    def initial(self) -> str:
        """The letter under which it stands in the directory: "Ökumene" under O."""
        return self.search_text[:1].upper()

    @property
    def is_trusted(self) -> bool:
        return self.trust == "trusted"

    @property
    def is_listed(self) -> bool:
        return self.state in LISTED


class FormerSlug(Base):
    """An address an organisation had before it was renamed: pages and feeds redirect."""

    __tablename__ = "former_slugs"

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"))


class Contact(Base):
    """One way to reach an organisation, for everybody or for the network only."""

    __tablename__ = "contacts"
    __table_args__ = (CheckConstraint("kind IN ('email', 'phone', 'website', 'address', 'person')", name="kind_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(10))
    value: Mapped[str] = mapped_column(String(300))
    label: Mapped[str] = mapped_column(String(80), default="")
    is_public: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[Organisation] = relationship(back_populates="contacts")


class Membership(Timestamped, Base):
    """A person's role in an organisation."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("user_id", "organisation_id"),
        CheckConstraint("role IN ('admin', 'editor', 'viewer')", name="role_known"),
        CheckConstraint("state IN ('active', 'removed')", name="state_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    role: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10), default="active")

    user: Mapped[User] = relationship()
    organisation: Mapped[Organisation] = relationship(back_populates="memberships")


class Invitation(Timestamped, Base):
    """Somebody asked by e-mail to join. The link is stored as a hash and expires."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    email: Mapped[str] = mapped_column(String(320))
    role: Mapped[str] = mapped_column(String(10))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    invited_by: Mapped[User | None] = relationship()

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= clock.now()

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and not self.is_expired


UNDECIDED = ("open", "changes_requested")


class Application(Timestamped, Base):
    """Somebody wants to act for an organisation: a new one, or a listed one nobody has claimed yet."""

    __tablename__ = "applications"
    __table_args__ = (
        CheckConstraint(
            "state IN ('open', 'changes_requested', 'admitted', 'declined', 'withdrawn')", name="state_known"
        ),
        Index("ix_applications_state_created_at", "state", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    is_claim: Mapped[bool] = mapped_column(default=False)
    message: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20), default="open")
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    user: Mapped[User] = relationship(foreign_keys=[user_id])

    @property
    def is_undecided(self) -> bool:
        return self.state in UNDECIDED
