"""What people have reported."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kiknet.accounts.models import User
from kiknet.db import Base, Timestamped
from kiknet.organisations.models import Organisation

STATES = ("open", "in_review", "resolved", "dismissed")
UNDECIDED = ("open", "in_review")


class Report(Timestamped, Base):
    """Somebody says that a thing should not stand here, or not so: `open → in_review → resolved | dismissed`.

    `kind` and `target_id` name the thing (see `kinds`), `title` what it was called, `organisation` whose it is. Who
    reports may leave an address; it goes, and the text with it, some time after the decision (`service.forget_old`).
    """

    __tablename__ = "reports"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state_known"),
        Index("ix_reports_state_id", "state", "id"),
        Index("ix_reports_kind_target_id", "kind", "target_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    target_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id", ondelete="SET NULL"), index=True)
    reason: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(String(2000), default="")
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    email: Mapped[str] = mapped_column(String(320), default="")
    language: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(10), default="open")
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    action: Mapped[str] = mapped_column(String(10), default="")
    answer: Mapped[str] = mapped_column(String(500), default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]

    organisation: Mapped[Organisation | None] = relationship()
    reporter: Mapped[User | None] = relationship(foreign_keys=[reporter_id])
    taken_by: Mapped[User | None] = relationship(foreign_keys=[taken_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])

    @property
    def is_undecided(self) -> bool:
        return self.state in UNDECIDED
