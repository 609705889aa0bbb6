"""What can be lent, who asked for it, and every single slot of that."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kiknet import clock
from kiknet.accounts.models import User
from kiknet.booking.opening import Closure, Hours, closures_in, hours_in
from kiknet.booking.slot import Slot
from kiknet.cooperations.models import Cooperation
from kiknet.db import Base, Codes, Timestamped
from kiknet.media import Picture
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place
from kiknet.revisions import Revised

KINDS = ("room", "furniture", "equipment", "vehicle")
MODES = ("request", "instant", "contact")
STATES = ("held", "requested", "confirmed", "declined", "withdrawn", "expired", "cancelled", "skipped")
MOVED = "moved"
"""The reason of a slot that was given up for another time."""
LASTING, A_DAY = timedelta(days=14), timedelta(days=1)


@lru_cache(maxsize=1024)
def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def _is_long(context: Any) -> bool:
    row = context.get_current_parameters()
    return bool(row["blocks_until"] - row["blocks_from"] > A_DAY)


class Resource(Timestamped, Revised, Base):
    """A room or a thing its owner lends; `quantity` of them, each as good as the other.

    `folded` is what the search of everything looks through.
    """

    __tablename__ = "resources"
    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS}", name="kind_known"),
        CheckConstraint(f"mode IN {MODES}", name="mode_known"),
        CheckConstraint("visibility IN ('public', 'network')", name="visibility_known"),
        CheckConstraint("quantity >= 1", name="at_least_one"),
        Index("ix_resources_revision", "revision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"), index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(Text, default="")
    folded: Mapped[str] = mapped_column(Text, default="", server_default="")
    capacity: Mapped[int | None]
    quantity: Mapped[int] = mapped_column(default=1)
    features: Mapped[list[str]] = mapped_column(Codes, default=list)
    wheelchair: Mapped[str] = mapped_column(String(10), default="unknown")
    has_accessible_toilet: Mapped[bool] = mapped_column(default=False)
    has_hearing_loop: Mapped[bool] = mapped_column(default=False)
    accessibility_note: Mapped[str] = mapped_column(String(300), default="")
    opening: Mapped[list[Any]] = mapped_column(JSON, default=list)
    closed: Mapped[list[Any]] = mapped_column(JSON, default=list)
    closes_on_holidays: Mapped[bool] = mapped_column(default=False)
    closes_in_school_holidays: Mapped[bool] = mapped_column(default=False)
    notice_hours: Mapped[int] = mapped_column(default=0)
    advance_days: Mapped[int | None]
    buffer_before: Mapped[int] = mapped_column(default=0)
    buffer_after: Mapped[int] = mapped_column(default=0)
    mode: Mapped[str] = mapped_column(String(10), default="request")
    price_note: Mapped[str] = mapped_column(String(200), default="")
    house_rules: Mapped[str] = mapped_column(Text, default="")
    key_note: Mapped[str] = mapped_column(Text, default="")
    visibility: Mapped[str] = mapped_column(String(10), default="public")
    editors_decide: Mapped[bool] = mapped_column(default=False)
    feed_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    retired_at: Mapped[datetime | None]

    owner: Mapped[Organisation] = relationship()
    place: Mapped[Place | None] = relationship()
    pictures: Mapped[list["ResourcePicture"]] = relationship(
        cascade="all, delete-orphan", order_by="ResourcePicture.position"
    )

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None

    @property
    def buffers(self) -> tuple[timedelta, timedelta]:
        return minutes(self.buffer_before), minutes(self.buffer_after)

    @property
    def hours(self) -> tuple[Hours, ...]:
        return hours_in(json.dumps(self.opening))

    @hours.setter
    def hours(self, hours: Iterable[Hours]) -> None:
        self.opening = [[h.weekday, h.opens.isoformat("minutes"), h.closes.isoformat("minutes")] for h in sorted(hours)]

    @property
    def closures(self) -> tuple[Closure, ...]:
        return closures_in(json.dumps(self.closed))

    @closures.setter
    def closures(self, closures: Iterable[Closure]) -> None:
        self.closed = [[c.first.isoformat(), c.last.isoformat(), c.is_yearly] for c in closures]


class ResourcePicture(Base):
    """One of the photos of a resource."""

    __tablename__ = "resource_pictures"

    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id", ondelete="CASCADE"), primary_key=True)
    picture_id: Mapped[int] = mapped_column(ForeignKey("pictures.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)

    picture: Mapped[Picture] = relationship(lazy="joined", innerjoin=True)


class Booking(Timestamped, Base):
    """One request: for what, by whom, for how many; its slots say of which resource, when, and what became of it."""

    __tablename__ = "bookings"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    cooperation_id: Mapped[int | None] = mapped_column(ForeignKey("cooperations.id", ondelete="SET NULL"), index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    purpose: Mapped[str] = mapped_column(String(160))
    people: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")
    key: Mapped[str | None] = mapped_column(String(36), unique=True)
    rules_accepted_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    cooperation: Mapped[Cooperation | None] = relationship()
    created_by: Mapped[User | None] = relationship()
    slots: Mapped[list["BookingSlot"]] = relationship(
        back_populates="booking", cascade="all, delete-orphan", order_by="BookingSlot.starts_at, BookingSlot.id"
    )


class BookingSlot(Timestamped, Base):
    """One resource for one stretch of time. `blocks_*` is that stretch with the buffers of when it was asked for.

    `is_long` marks the few that last longer than a day, so that what overlaps a moment is looked for among those and
    what began within a day of it.
    """

    __tablename__ = "booking_slots"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state_known"),
        CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        CheckConstraint("quantity >= 1", name="at_least_one"),
        Index("ix_booking_slots_resource_id_blocks_from", "resource_id", "blocks_from"),
        Index(
            "ix_booking_slots_is_long",
            *("is_long", "blocks_from", "blocks_until", "state", "resource_id", "quantity", "held_until"),
        ),
        Index("ix_booking_slots_state_starts_at", "state", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id", ondelete="CASCADE"), index=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"))
    quantity: Mapped[int] = mapped_column(default=1)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    blocks_from: Mapped[datetime]
    blocks_until: Mapped[datetime]
    is_long: Mapped[bool] = mapped_column(default=_is_long)
    state: Mapped[str] = mapped_column(String(10))
    held_until: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("booking_slots.id", ondelete="SET NULL"))
    reminders: Mapped[int] = mapped_column(default=0)

    booking: Mapped[Booking] = relationship(back_populates="slots")
    resource: Mapped[Resource] = relationship()
    replaces: Mapped["BookingSlot | None"] = relationship(remote_side="BookingSlot.id")

    @property
    def slot(self) -> Slot:
        return Slot(self.starts_at, self.ends_at)

    @property
    def block(self) -> Slot:
        return Slot(self.blocks_from, self.blocks_until)

    @property
    def expires_at(self) -> datetime:
        """A request waits 14 days for its answer, and no longer than to its own start."""
        return min(self.created_at + LASTING, self.starts_at)

    @property
    def state_now(self) -> str:
        """What it is at this moment, whether or not a job has written it down."""
        now = clock.now()
        if self.state == "held" and (self.held_until is None or self.held_until <= now):
            return "expired"
        if self.state == "requested" and self.expires_at <= now:
            return "expired"
        return "done" if self.state == "confirmed" and self.ends_at <= now else self.state

    @property
    def is_lost(self) -> bool:
        """Not had, and not because those who asked no longer wanted it."""
        if self.state_now == "cancelled":
            return self.reason != MOVED and self.ended_by_id != self.booking.organisation_id
        return self.state_now in {"declined", "expired", "skipped"}

    @property
    def kept(self) -> "BookingSlot | None":
        """What is confirmed and kept until this, another time for it, is decided."""
        return self.replaces if self.replaces is not None and self.replaces.is_ahead else None

    @property
    def instead_of(self) -> "BookingSlot | None":
        """The same also when it has been given up for this."""
        return self.replaces if self.replaces is not None and self.replaces.reason == MOVED else self.kept

    @property
    def can_be_asked_again(self) -> bool:
        """Skipped, declined or not answered, still ahead, and not asked for again already."""
        if self.state_now not in {"skipped", "declined", "expired"} or self.starts_at <= clock.now():
            return False
        return not any(
            (other.is_waiting or other.is_ahead) and (other.resource_id, other.slot) == (self.resource_id, self.slot)
            for other in self.booking.slots
        )

    @property
    def is_waiting(self) -> bool:
        return self.state_now == "requested"

    @property
    def is_ahead(self) -> bool:
        return self.state_now == "confirmed"
