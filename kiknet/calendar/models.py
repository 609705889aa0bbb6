"""Events, their dates, who organises them, and their iCalendar texts."""

from datetime import datetime, timedelta

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    column,
    false,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from kiknet import clock
from kiknet.booking.models import Resource
from kiknet.cooperations.models import Cooperation
from kiknet.db import Base, Codes, Timestamped, WallTime, WallTimes
from kiknet.media import Picture
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place
from kiknet.revisions import Revised
from kiknet.vocabulary.models import ForWhom

PUBLICATIONS = (
    "draft", "submitted", "changes_requested", "published", "hidden", "rejected", "archived", "withdrawn",
)  # fmt: skip
SCHEDULINGS = ("planned", "confirmed", "cancelled", "postponed")
SUBMITTED = text("publication = 'submitted'")
IMPORTED = text("source_uid <> ''")
OPEN_DATE = text("starts_local IS NULL")
ELSEWHERE = text("place_id IS NOT NULL")
IN_A_ROOM = text("room_id IS NOT NULL")
SELDOM_SET = ("cooperation_id", "source_id", "split_from_id")
CALLED_OFF = text("state = 'cancelled'")
LONG = column("is_long", Boolean) == true()
COSTS = ("unknown", "free", "donation", "paid")
REGISTRATIONS = ("none", "contact", "url")


class Event(ForWhom, Timestamped, Revised, Base):
    """What happens. `starts_local`/`ends_local` are wall time in `timezone`, both empty while the date is open.

    An all-day event lasts from the midnight of its first day to the midnight after its last (RFC 5545: DTEND is
    exclusive). Publication and scheduling are independent; a planned event is for the network only.

    What was taken over from another calendar has its name there (`source_uid`), a fingerprint of what it said
    (`source_mark`) and, if it is kept in step, its source; `is_detached` once it was edited here.

    `is_to_complete` while the office has only written down a line for its owner.

    With a `room_id` it is to take place in that room: `is_place_open` while that is not certain on any date to come.
    One that `awaits_room` becomes confirmed with it (see `rooms`).

    A series has a `rule` (RFC 5545, see `recurrence`) or dates `added` to the first one; `removed` are dates the rule
    would give. All of them are original local starts. Its dates are rows as far as `dates_until`.
    """

    __tablename__ = "events"
    __table_args__ = (
        CheckConstraint(f"publication IN {PUBLICATIONS}", name="publication_known"),
        CheckConstraint(f"scheduling IN {SCHEDULINGS}", name="scheduling_known"),
        CheckConstraint("visibility IN ('public', 'network')", name="visibility_known"),
        CheckConstraint(f"cost IN {COSTS}", name="cost_known"),
        CheckConstraint(f"registration IN {REGISTRATIONS}", name="registration_known"),
        CheckConstraint("(starts_local IS NULL) = (ends_local IS NULL)", name="start_and_end_together"),
        CheckConstraint("starts_local < ends_local", name="starts_before_it_ends"),
        Index("ix_events_owner_id_starts_local", "owner_id", "starts_local"),
        Index("ix_events_revision", "revision"),
        Index("ix_events_imported", "owner_id", sqlite_where=IMPORTED),
        Index("ix_events_open_date", "changed_at", sqlite_where=OPEN_DATE),
        Index("ix_events_rooms", "room_id", sqlite_where=IN_A_ROOM),
        *(Index(f"ix_events_{name}", name, sqlite_where=text(f"{name} IS NOT NULL")) for name in SELDOM_SET),
        # Nearly every event is published, so an index on the state would only mislead SQLite's planner.
        Index("ix_events_submitted", "created_at", sqlite_where=SUBMITTED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(120), unique=True)
    title: Mapped[str] = mapped_column(String(160))
    summary: Mapped[str] = mapped_column(String(300), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    description_html: Mapped[str] = mapped_column(Text, default="")

    timezone: Mapped[str] = mapped_column(String(40), default=clock.HOME_ZONE)
    starts_local: Mapped[datetime | None] = mapped_column(WallTime)
    ends_local: Mapped[datetime | None] = mapped_column(WallTime)
    is_all_day: Mapped[bool] = mapped_column(default=False)
    date_note: Mapped[str] = mapped_column(String(120), default="")

    rule: Mapped[str] = mapped_column(String(200), default="", server_default="")
    skips_holidays: Mapped[bool] = mapped_column(default=False, server_default=false())
    added: Mapped[list[datetime]] = mapped_column(WallTimes, default=list, server_default="")
    removed: Mapped[list[datetime]] = mapped_column(WallTimes, default=list, server_default="")
    dates_until: Mapped[datetime | None] = mapped_column(WallTime)
    split_from_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="SET NULL"))

    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"), index=True)
    place_note: Mapped[str] = mapped_column(String(160), default="")
    room_id: Mapped[int | None] = mapped_column(ForeignKey("resources.id"))
    is_place_open: Mapped[bool] = mapped_column(default=False, server_default=false())
    awaits_room: Mapped[bool] = mapped_column(default=False, server_default=false())
    online_url: Mapped[str] = mapped_column(String(500), default="")
    online_is_public: Mapped[bool] = mapped_column(default=True)

    owner_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    cooperation_id: Mapped[int | None] = mapped_column(ForeignKey("cooperations.id", ondelete="SET NULL"))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    spoken: Mapped[list[str]] = mapped_column(Codes, default=list)
    interpreted: Mapped[list[str]] = mapped_column(Codes, default=list)
    fields: Mapped[list[str]] = mapped_column(Codes, default=list)
    topics: Mapped[list[str]] = mapped_column(Codes, default=list)
    is_women_only: Mapped[bool] = mapped_column(default=False)
    has_childcare: Mapped[bool] = mapped_column(default=False)
    cost: Mapped[str] = mapped_column(String(10), default="unknown")
    cost_note: Mapped[str] = mapped_column(String(160), default="")
    registration: Mapped[str] = mapped_column(String(10), default="none")
    registration_note: Mapped[str] = mapped_column(String(300), default="")
    registration_url: Mapped[str] = mapped_column(String(500), default="")
    accessibility_note: Mapped[str] = mapped_column(String(300), default="")
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id"))

    publication: Mapped[str] = mapped_column(String(20), default="draft")
    scheduling: Mapped[str] = mapped_column(String(10), default="confirmed")
    visibility: Mapped[str] = mapped_column(String(10), default="public")
    status_reason: Mapped[str] = mapped_column(String(300), default="")
    office_reason: Mapped[str] = mapped_column(String(500), default="")
    sequence: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]

    source_id: Mapped[int | None]
    source_uid: Mapped[str] = mapped_column(String(500), default="", server_default="")
    source_mark: Mapped[str] = mapped_column(String(32), default="", server_default="")
    is_detached: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_to_complete: Mapped[bool] = mapped_column(default=False, server_default=false())

    next_local: Mapped[datetime | None] = query_expression()
    place: Mapped[Place | None] = relationship()
    room: Mapped[Resource | None] = relationship()
    owner: Mapped[Organisation] = relationship()
    cooperation: Mapped[Cooperation | None] = relationship()
    picture: Mapped[Picture | None] = relationship()
    organisers: Mapped[list["EventOrganiser"]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="EventOrganiser.id"
    )
    occurrences: Mapped[list["Occurrence"]] = relationship(
        back_populates="event", cascade="all, delete-orphan", order_by="Occurrence.starts_at"
    )

    @property
    def has_open_date(self) -> bool:
        return self.starts_local is None

    @property
    def shown_start(self) -> datetime | None:
        """Where it stands in a list by day: the next date of a series, if the list has asked for it."""
        return self.next_local or self.starts_local

    @property
    def length(self) -> timedelta:
        """How long each date lasts, by the clock on the wall; `ValueError` while the date is open."""
        if self.starts_local is None or self.ends_local is None:
            raise ValueError(f"event {self.id} has no date yet")
        return self.ends_local - self.starts_local

    @property
    def is_imported(self) -> bool:
        return bool(self.source_uid)

    @property
    def is_series(self) -> bool:
        return bool(self.rule or self.added)

    @property
    def is_cancelled(self) -> bool:
        return self.scheduling == "cancelled"

    @property
    def is_postponed(self) -> bool:
        return self.scheduling == "postponed"

    @property
    def is_free(self) -> bool:
        return self.cost == "free"

    @property
    def is_public(self) -> bool:
        """Whether strangers may see it, on pages and in feeds."""
        return self.publication == "published" and self.is_for_everybody

    @property
    def is_for_everybody(self) -> bool:
        """Plans and open dates are for the network, whatever their visibility says."""
        return self.visibility == "public" and self.scheduling != "planned" and not self.has_open_date


class Occurrence(Base):
    """One date of an event: a row, so that pages and feeds are range queries.

    `recurrence_id` is the original local start and never changes (RFC 5545, 3.8.4.4). `is_long` marks what lasts
    more than a day, so that a range query need not look far back for what began earlier.

    What differs from the series on this date: times of its own (`moved`), another place, a `note`; a cancelled one
    stays, with its `reason`. A place of its own goes with its own `place_note`; a `place_note` alone is about the
    event's place. One that `has_no_place` took place nowhere but online before its series got one. A `room_id` of its
    own is a room other than the event's; `is_place_open` while the room it is to be in has not been promised.
    """

    __tablename__ = "occurrences"
    __table_args__ = (
        UniqueConstraint("event_id", "recurrence_id"),
        CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        CheckConstraint("state IN ('scheduled', 'moved', 'cancelled')", name="state_known"),
        Index("ix_occurrences_starts_at", "starts_at", "event_id"),
        Index("ix_occurrences_long", "ends_at", sqlite_where=LONG),
        Index("ix_occurrences_elsewhere", "event_id", "place_id", sqlite_where=ELSEWHERE),
        Index("ix_occurrences_rooms", "event_id", "room_id", sqlite_where=IN_A_ROOM),
        # Few: found by the job that lets old cancellations go.
        Index("ix_occurrences_cancelled", "ends_at", sqlite_where=CALLED_OFF),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    recurrence_id: Mapped[datetime] = mapped_column(WallTime)
    starts_local: Mapped[datetime] = mapped_column(WallTime)
    ends_local: Mapped[datetime] = mapped_column(WallTime)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    is_long: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default="scheduled")
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"))
    place_note: Mapped[str] = mapped_column(String(160), default="", server_default="")
    has_no_place: Mapped[bool] = mapped_column(default=False, server_default=false())
    room_id: Mapped[int | None] = mapped_column(ForeignKey("resources.id"))
    is_place_open: Mapped[bool] = mapped_column(default=False, server_default=false())
    note: Mapped[str] = mapped_column(String(300), default="", server_default="")
    reason: Mapped[str] = mapped_column(String(300), default="", server_default="")

    event: Mapped[Event] = relationship(back_populates="occurrences")
    place: Mapped[Place | None] = relationship()
    room: Mapped[Resource | None] = relationship()

    @property
    def is_cancelled(self) -> bool:
        return self.state == "cancelled"

    @property
    def is_touched(self) -> bool:
        """Whether somebody has given this one date something of its own: no edit of the series deletes it."""
        return (
            self.state != "scheduled"
            or self.has_no_place
            or bool(self.place_id or self.place_note or self.room_id or self.note)
        )


class EventOrganiser(Base):
    """Another organisation that organises with the owner, once it has accepted, or because it is in its cooperation."""

    __tablename__ = "event_organisers"
    __table_args__ = (
        UniqueConstraint("event_id", "organisation_id"),
        CheckConstraint("role IN ('co', 'supporter')", name="role_known"),
        CheckConstraint("state IN ('invited', 'accepted', 'declined')", name="state_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    role: Mapped[str] = mapped_column(String(10), default="co")
    state: Mapped[str] = mapped_column(String(10), default="invited")
    through_cooperation: Mapped[bool] = mapped_column(default=False, server_default=false())
    asked_at: Mapped[datetime] = mapped_column(default=lambda: clock.now())

    event: Mapped[Event] = relationship(back_populates="organisers")
    organisation: Mapped[Organisation] = relationship()
