"""What is looked for and offered, and who says that it suits them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kiknet import clock
from kiknet.accounts.models import User
from kiknet.board import lifetime
from kiknet.board.availability import Availability
from kiknet.board.kinds import DIRECTIONS, KINDS
from kiknet.booking.models import Resource
from kiknet.conversations.models import Message
from kiknet.cooperations.models import Cooperation
from kiknet.db import Base, Codes, Timestamped
from kiknet.media import Picture
from kiknet.organisations.models import Organisation
from kiknet.revisions import Revised
from kiknet.vocabulary.models import District, ForWhom

STATES = ("draft", "submitted", "active", "paused", "fulfilled", "expired", "withdrawn", "rejected", "removed")
INTEREST_STATES = ("open", "accepted", "declined", "withdrawn")
ALIVE_STATES = ("open", "accepted")
THROUGH = ("", "board", "elsewhere")
SUBMITTED = text("state = 'submitted'")
ALIVE = text("state IN ('open', 'accepted')")


class Listing(ForWhom, Timestamped, Revised, Base):
    """An offer or a need of an organisation, until it is fulfilled, taken back, or its time is over.

    `languages` are rows of `lang`, `role` (speaks, learns, offers, wants) and `level` (or None); `spoken` holds their
    codes alone, for the filter. `availability` is `Availability.to_json`. `folded` is what a search looks through.
    `listed_at` is when it came, or came back, on the board: the list begins with the latest. `state_before` is what the
    office's removal has ended, so that it can be undone. `is_to_complete` while the office has only written down a line
    for its organisation.
    """

    __tablename__ = "listings"
    __table_args__ = (
        CheckConstraint(f"direction IN {DIRECTIONS}", name="direction_known"),
        CheckConstraint(f"kind IN {KINDS}", name="kind_known"),
        CheckConstraint(f"state IN {STATES}", name="state_known"),
        CheckConstraint("visibility IN ('public', 'network')", name="visibility_known"),
        CheckConstraint(f"fulfilled_how IN {THROUGH}", name="through_known"),
        CheckConstraint("quantity >= 1", name="at_least_one"),
        CheckConstraint("capacity >= 1", name="somebody_fits"),
        # No index on the last day: nearly all are still running, and it would only mislead SQLite's planner.
        Index("ix_listings_state_listed_at", "state", "listed_at", "id"),
        Index("ix_listings_state_direction_kind_listed_at", "state", "direction", "kind", "listed_at", "id"),
        Index("ix_listings_organisation_id_state", "organisation_id", "state"),
        Index("ix_listings_revision", "revision"),
        Index("ix_listings_submitted", "changed_at", sqlite_where=SUBMITTED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(36), unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    direction: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str] = mapped_column(String(12), default="de")
    folded: Mapped[str] = mapped_column(Text, default="")

    cooperation_id: Mapped[int | None] = mapped_column(ForeignKey("cooperations.id", ondelete="SET NULL"), index=True)
    resource_id: Mapped[int | None] = mapped_column(ForeignKey("resources.id", ondelete="SET NULL"), index=True)
    quantity: Mapped[int | None]
    capacity: Mapped[int | None]
    features: Mapped[list[str]] = mapped_column(Codes, default=list)
    languages: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    spoken: Mapped[list[str]] = mapped_column(Codes, default=list)
    availability: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    district_number: Mapped[int | None] = mapped_column(ForeignKey("districts.number"))
    topics: Mapped[list[str]] = mapped_column(Codes, default=list)
    fields: Mapped[list[str]] = mapped_column(Codes, default=list)
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id"))

    visibility: Mapped[str] = mapped_column(String(10), default="public")
    state: Mapped[str] = mapped_column(String(10), default="draft")
    state_before: Mapped[str] = mapped_column(String(10), default="")
    is_to_complete: Mapped[bool] = mapped_column(default=False, server_default=false())
    office_reason: Mapped[str] = mapped_column(String(500), default="")
    valid_until: Mapped[date]
    warned: Mapped[int] = mapped_column(default=0)
    listed_at: Mapped[datetime | None]
    fulfilled_at: Mapped[datetime | None]
    fulfilled_with_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    fulfilled_how: Mapped[str] = mapped_column(String(10), default="")

    organisation: Mapped[Organisation] = relationship(foreign_keys=[organisation_id])
    fulfilled_with: Mapped[Organisation | None] = relationship(foreign_keys=[fulfilled_with_id])
    created_by: Mapped[User | None] = relationship()
    cooperation: Mapped[Cooperation | None] = relationship()
    resource: Mapped[Resource | None] = relationship()
    district: Mapped[District | None] = relationship()
    picture: Mapped[Picture | None] = relationship()

    @property
    def is_offer(self) -> bool:
        return self.direction == "offer"

    @property
    def when(self) -> Availability:
        return Availability.from_json(self.availability)

    @property
    def state_now(self) -> str:
        """What it is today, whether or not a job has written it down."""
        return lifetime.state_on(self.state, self.valid_until, clock.today())

    @property
    def is_active(self) -> bool:
        return self.state_now == "active"

    @property
    def is_worth_renewing(self) -> bool:
        return lifetime.is_worth_renewing(self.valid_until, clock.today(), self.when.last_day)

    @property
    def dates_are_over(self) -> bool:
        """Whether all days it was about have passed: only other dates bring it back."""
        last = self.when.last_day
        return last is not None and last < clock.today()

    @property
    def was_shown(self) -> bool:
        """Whether it has been on the board."""
        return self.listed_at is not None

    @property
    def is_public(self) -> bool:
        """Whether strangers may see it."""
        return self.visibility == "public" and self.is_active and self.organisation.is_active


class Interest(Timestamped, Base):
    """Another organisation says "that suits us": one alive at a time of each organisation for each listing.

    What it says is the `message` with which the two began to talk, or went on.
    """

    __tablename__ = "interests"
    __table_args__ = (
        CheckConstraint(f"state IN {INTEREST_STATES}", name="state_known"),
        Index(
            "uq_interests_alive", "listing_id", "organisation_id",
            unique=True, sqlite_where=ALIVE,
        ),
        Index("ix_interests_organisation_id_state", "organisation_id", "state"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listings.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    key: Mapped[str | None] = mapped_column(String(36), unique=True)
    message_id: Mapped[int] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(10), default="open")
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]

    listing: Mapped[Listing] = relationship()
    organisation: Mapped[Organisation] = relationship()
    created_by: Mapped[User | None] = relationship(foreign_keys=[created_by_id])
    message: Mapped[Message] = relationship(primaryjoin="foreign(Interest.message_id) == Message.id", viewonly=True)

    @property
    def conversation_id(self) -> int:
        """Where the two talk about it."""
        return self.message.conversation_id

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    @property
    def is_alive(self) -> bool:
        """Open or accepted: there is no room for another of the same organisation."""
        return self.state in ALIVE_STATES

    @property
    def is_accepted(self) -> bool:
        return self.state == "accepted"
