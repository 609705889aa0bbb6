"""The concept as rows. A measure is known by version, field of action and number: numbers restart in every field."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kiknet.accounts.models import User
from kiknet.db import Base, Timestamped
from kiknet.organisations.models import Organisation
from kiknet.revisions import Revised

CURRENT = text("is_current")
PROPOSED = text("state = 'proposed'")
LINK_STATES = ("proposed", "confirmed", "rejected")


class ConceptVersion(Timestamped, Revised, Base):
    """One edition of the concept; `credit` says whose it is. At most one is the current one."""

    __tablename__ = "concept_versions"
    __table_args__ = (Index("ix_concept_versions_current", "is_current", unique=True, sqlite_where=CURRENT),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    credit: Mapped[str] = mapped_column(String(200), default="")
    is_current: Mapped[bool] = mapped_column(default=False)


class Goal(Base):
    """What is to be reached in a field of action; its measures serve it."""

    __tablename__ = "concept_goals"
    __table_args__ = (UniqueConstraint("version_id", "field_key", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("concept_versions.id", ondelete="CASCADE"))
    field_key: Mapped[str] = mapped_column(ForeignKey("fields.key"))
    number: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(300))


responsible = Table(
    "measure_organisations",
    Base.metadata,
    Column("measure_id", ForeignKey("concept_measures.id", ondelete="CASCADE"), primary_key=True),
    Column("organisation_id", ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class MeasureStatus(Base):
    """One step of the office's own scale, such as "begun"."""

    __tablename__ = "measure_statuses"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    position: Mapped[int] = mapped_column(default=0)


class Measure(Revised, Base):
    """What is to be done. `plain` says it in plain words; one that is gone left the catalogue and keeps its links."""

    __tablename__ = "concept_measures"
    __table_args__ = (UniqueConstraint("version_id", "field_key", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("concept_versions.id", ondelete="CASCADE"))
    field_key: Mapped[str] = mapped_column(ForeignKey("fields.key"))
    number: Mapped[str] = mapped_column(String(20))
    goal_id: Mapped[int] = mapped_column(ForeignKey("concept_goals.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    plain: Mapped[str] = mapped_column(String(300), default="")
    is_gone: Mapped[bool] = mapped_column(default=False)
    status_id: Mapped[int | None] = mapped_column(ForeignKey("measure_statuses.id", ondelete="SET NULL"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")

    version: Mapped[ConceptVersion] = relationship()
    goal: Mapped[Goal] = relationship()
    status: Mapped[MeasureStatus | None] = relationship()
    organisations: Mapped[list[Organisation]] = relationship(secondary=responsible, order_by=Organisation.search_text)

    @property
    def words(self) -> str:
        """How people read it."""
        return self.plain or self.title


class MeasureSuccessor(Base):
    """What became of an old measure in a newer version: another one, or (decided, too) nothing."""

    __tablename__ = "measure_successors"

    old_id: Mapped[int] = mapped_column(ForeignKey("concept_measures.id", ondelete="CASCADE"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("concept_versions.id", ondelete="CASCADE"), primary_key=True)
    new_id: Mapped[int | None] = mapped_column(ForeignKey("concept_measures.id", ondelete="CASCADE"), index=True)


class MeasureLink(Timestamped, Base):
    """Something that happens (an event, later a cooperation, a listing, a resource) serves a measure.

    An organisation proposes it, the office decides; only a confirmed one counts.
    """

    __tablename__ = "measure_links"
    __table_args__ = (
        UniqueConstraint("kind", "thing_id", "measure_id"),
        CheckConstraint(f"state IN {LINK_STATES}", name="state_known"),
        Index("ix_measure_links_proposed", "created_at", sqlite_where=PROPOSED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("concept_measures.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default="proposed")
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]

    measure: Mapped[Measure] = relationship()
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
