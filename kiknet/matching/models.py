"""Pairs that fit, and the terms through which they are found."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kiknet import clock
from kiknet.board.models import Listing
from kiknet.booking.models import Resource
from kiknet.db import Base, Timestamped
from kiknet.organisations.models import Organisation

OPEN_STATES = ("suggested", "seen", "contacted", "agreed")
STATES = (*OPEN_STATES, "realised", "dismissed", "stale")
TO_TELL = text("is_to_tell")


class Match(Timestamped, Base):
    """A need and an offer, or a need and a resource: how well they fit and why. One row for a pair, whatever becomes
    of it. `content` is the fingerprint of both when the verdict was given: dismissed ones return only with another.
    (A migration that changes what is said empties it, and nothing returns.)
    `is_to_tell` until the job has told both sides. `realised_kind` and `realised_id` name what has become of it, as
    audit entries name things ("cooperations", "bookings", "events").
    """

    __tablename__ = "matches"
    __table_args__ = (
        UniqueConstraint("need_id", "offer_id"),
        UniqueConstraint("need_id", "resource_id"),
        CheckConstraint(f"state IN {STATES}", name="state_known"),
        CheckConstraint("(offer_id IS NULL) <> (resource_id IS NULL)", name="one_other_side"),
        CheckConstraint("score BETWEEN 0 AND 100", name="score_in_range"),
        Index("ix_matches_offer_id_state", "offer_id", "state"),
        Index("ix_matches_resource_id_state", "resource_id", "state"),
        Index("ix_matches_need_id_state", "need_id", "state"),
        Index("ix_matches_to_tell", "id", sqlite_where=TO_TELL),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"))
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"))
    resource_id: Mapped[int | None] = mapped_column(ForeignKey("resources.id", ondelete="CASCADE"))
    score: Mapped[int]
    reasons: Mapped[list[Any]] = mapped_column(JSON, default=list)
    missing: Mapped[list[str]] = mapped_column(JSON, default=list)
    improvements: Mapped[list[str]] = mapped_column(JSON, default=list)
    content: Mapped[str] = mapped_column(String(32))
    state: Mapped[str] = mapped_column(String(10), default="suggested")
    is_to_tell: Mapped[bool] = mapped_column(default=False)
    told_at: Mapped[datetime | None]
    dismissed_by_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(Text, default="")
    realised_kind: Mapped[str] = mapped_column(String(40), default="")
    realised_id: Mapped[int | None]
    changed_at: Mapped[datetime] = mapped_column(default=lambda: clock.now())

    need: Mapped[Listing] = relationship(foreign_keys=[need_id])
    offer: Mapped[Listing | None] = relationship(foreign_keys=[offer_id])
    resource: Mapped[Resource | None] = relationship()
    dismissed_by: Mapped[Organisation | None] = relationship()

    @property
    def organisations(self) -> tuple[Organisation, Organisation]:
        """Who looks for it, and who has it."""
        if self.offer is not None:
            return self.need.organisation, self.offer.organisation
        assert self.resource is not None  # noqa: S101 - the table's own rule
        return self.need.organisation, self.resource.owner


class MatchTerm(Base):
    """One word, language, time or place under which a need or an offer can be found; the inverted index."""

    __tablename__ = "match_terms"
    __table_args__ = (Index("ix_match_terms_source_object_id", "source", "object_id"),)

    side: Mapped[str] = mapped_column(String(5), primary_key=True)
    term: Mapped[str] = mapped_column(String(60), primary_key=True)
    object_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source: Mapped[str] = mapped_column(String(8), primary_key=True)


class MatchRound(Base):
    """The single row that says by which version of the program matches and terms are made, and what is still to do.

    `remaining` are stretches of ids, [source, after, up to], in the order they are taken; when all is done there are
    none.
    """

    __tablename__ = "match_rounds"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[str] = mapped_column(String(16))
    remaining: Mapped[list[Any]] = mapped_column(JSON, default=list)
