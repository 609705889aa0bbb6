"""Cooperations, the organisations in them, what has happened in them, and what has come of them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kiknet.accounts.models import User
from kiknet.cooperations.states import OPEN, ORIGINS, PARTNER_STATES, ROLES, STATES
from kiknet.db import Base, Codes, Timestamped
from kiknet.fold import fold
from kiknet.organisations.models import Organisation
from kiknet.revisions import Revised
from kiknet.vocabulary.models import District, ForWhom


class Cooperation(ForWhom, Timestamped, Revised, Base):
    """What several organisations do together, or would like to.

    `needs` is "what we need" on the wall's card. `origin_kind` and `origin_id` name what it began from (as audit
    entries name things: "interests", "events"; empty for an idea). `touched_at` is when somebody last did something
    about it: an idea nobody touches is archived. `is_to_complete` while the office has only written down a line for
    its organisation. `folded` is what a search looks through.
    `ended_reason` says why it was called off. `outcome_asked_at` is when its lead was asked.
    """

    __tablename__ = "cooperations"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state_known"),
        CheckConstraint(f"origin IN {ORIGINS}", name="origin_known"),
        CheckConstraint("visibility IN ('public', 'network')", name="visibility_known"),
        Index("ix_cooperations_state_touched_at", "state", "touched_at", "id"),
        Index("ix_cooperations_revision", "revision"),
        Index("ix_cooperations_origin", "origin_kind", "origin_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(36), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(Text, default="")
    needs: Mapped[str] = mapped_column(String(500), default="")
    lang: Mapped[str] = mapped_column(String(12), default="de")
    origin: Mapped[str] = mapped_column(String(10), default="idea")
    origin_kind: Mapped[str] = mapped_column(String(40), default="")
    origin_id: Mapped[int | None]
    initiator_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    is_to_complete: Mapped[bool] = mapped_column(default=False)
    folded: Mapped[str] = mapped_column(Text, default="", server_default="")

    visibility: Mapped[str] = mapped_column(String(10), default="network")
    state: Mapped[str] = mapped_column(String(10), default="idea")
    hidden_at: Mapped[datetime | None]
    office_reason: Mapped[str] = mapped_column(String(500), default="")
    ended_reason: Mapped[str] = mapped_column(String(500), default="")
    starts_on: Mapped[date | None]
    district_number: Mapped[int | None] = mapped_column(ForeignKey("districts.number"))
    fields: Mapped[list[str]] = mapped_column(Codes, default=list)
    touched_at: Mapped[datetime]
    warned_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    outcome_asked_at: Mapped[datetime | None]

    initiator: Mapped[Organisation] = relationship()
    created_by: Mapped[User | None] = relationship()
    district: Mapped[District | None] = relationship()
    partners: Mapped[list["CooperationPartner"]] = relationship(
        back_populates="cooperation", cascade="all, delete-orphan", order_by="CooperationPartner.id"
    )
    outcome: Mapped["Outcome | None"] = relationship(back_populates="cooperation", cascade="all, delete-orphan")

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def is_public(self) -> bool:
        """Whether strangers may see it: nothing of which only organisations are left that are suspended."""
        is_shown = self.visibility == "public" and not self.is_hidden and self.state not in {"archived", "cancelled"}
        return is_shown and bool(self.accepted)

    @property
    def accepted(self) -> list["CooperationPartner"]:
        """Who is in, the lead first."""
        return sorted((p for p in self.partners if p.is_in), key=lambda p: (ROLES.index(p.role), p.id))

    @property
    def lead(self) -> "CooperationPartner | None":
        return next((partner for partner in self.accepted if partner.role == "lead"), None)

    def partner(self, organisation_id: int | None) -> "CooperationPartner | None":
        """The row of an organisation, whatever became of it."""
        return next((p for p in self.partners if p.organisation_id == organisation_id), None)


@event.listens_for(Cooperation, "before_insert")
@event.listens_for(Cooperation, "before_update")
def _fold(_mapper: Any, _connection: Any, cooperation: Cooperation) -> None:
    cooperation.folded = fold(f"{cooperation.title} {cooperation.summary} {cooperation.needs}")


class CooperationPartner(Timestamped, Base):
    """An organisation in a cooperation: its role, what it brings, and whether it is in."""

    __tablename__ = "cooperation_partners"
    __table_args__ = (
        UniqueConstraint("cooperation_id", "organisation_id", name="uq_cooperation_partners_once"),
        CheckConstraint(f"role IN {ROLES}", name="role_known"),
        CheckConstraint(f"state IN {PARTNER_STATES}", name="state_known"),
        Index("ix_cooperation_partners_organisation_id_state", "organisation_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cooperation_id: Mapped[int] = mapped_column(ForeignKey("cooperations.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    role: Mapped[str] = mapped_column(String(10), default="partner")
    state: Mapped[str] = mapped_column(String(10), default="invited")
    contribution: Mapped[str] = mapped_column(String(500), default="")
    message: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]

    cooperation: Mapped[Cooperation] = relationship(back_populates="partners")
    organisation: Mapped[Organisation] = relationship()

    @property
    def is_in(self) -> bool:
        """It has accepted, and has neither left nor been suspended from the network."""
        return self.state == "accepted" and self.organisation.is_active


class Outcome(Timestamped, Base):
    """What has come of it: three fields, a minute."""

    __tablename__ = "outcomes"
    __table_args__ = (CheckConstraint("people_reached >= 0", name="nobody_or_more"),)

    cooperation_id: Mapped[int] = mapped_column(ForeignKey("cooperations.id", ondelete="CASCADE"), primary_key=True)
    people_reached: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text, default="")
    lessons: Mapped[str] = mapped_column(Text, default="")
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    cooperation: Mapped[Cooperation] = relationship(back_populates="outcome")
    written_by: Mapped[User | None] = relationship()


class CooperationEntry(Timestamped, Base):
    """One line of a cooperation's history, for its people to read: who did what for whom. Written with the deed."""

    __tablename__ = "cooperation_entries"
    __table_args__ = (Index("ix_cooperation_entries_cooperation_id_id", "cooperation_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cooperation_id: Mapped[int] = mapped_column(ForeignKey("cooperations.id", ondelete="CASCADE"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    deed: Mapped[str] = mapped_column(String(40))
    said: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    organisation: Mapped[Organisation | None] = relationship()
    user: Mapped[User | None] = relationship()
