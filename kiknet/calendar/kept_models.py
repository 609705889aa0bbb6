"""What is kept beside an event: its rooms, its texts and words, its changes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kiknet import clock
from kiknet.booking.models import BookingSlot
from kiknet.calendar.models import Event
from kiknet.db import Base


class EventRoom(Base):
    """A slot of a booking that belongs to a date of an event; without a date once that is none any more.

    Rows of dates keep their number when their times change, so what refers to them stays (see decision 0014).
    """

    __tablename__ = "event_rooms"

    slot_id: Mapped[int] = mapped_column(ForeignKey("booking_slots.id", ondelete="CASCADE"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    occurrence_id: Mapped[int | None] = mapped_column(ForeignKey("occurrences.id", ondelete="SET NULL"), index=True)

    slot: Mapped[BookingSlot] = relationship()
    event: Mapped[Event] = relationship()


class EventText(Base):
    """An event's VEVENT in one language.

    It is current as long as nothing it shows has a higher revision, and it was made by this version of the code for
    this address (see `texts`).
    """

    __tablename__ = "event_texts"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    revision: Mapped[int]
    made_with: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)


class EventWords(Base):
    """All the words an event can be found by, folded (see `words`).

    `revision` is the network's when they were written: a thing named in them that was changed later makes them stale.
    """

    __tablename__ = "event_words"
    __table_args__ = (Index("ix_event_words_revision", "revision"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(Integer, default=0)


class EventChange(Base):
    """A published change of time, place or status that people want to hear about; jobs turn it into mails."""

    __tablename__ = "event_changes"
    __table_args__ = (Index("ix_event_changes_handled_at_id", "handled_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(default=lambda: clock.now())
    kind: Mapped[str] = mapped_column(String(20))
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    by_organisation_id: Mapped[int | None]
    handled_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship()
