"""Calendars that come from elsewhere: a file that was uploaded, or an address that is kept in step."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from kiknet.accounts.models import User
from kiknet.db import Base, Timestamped
from kiknet.organisations.models import Organisation

STATES = ("waiting", "read", "confirmed", "kept", "done", "refused", "stopped")
IN_HAND = ("waiting", "confirmed")


class Source(Timestamped, Base):
    """`waiting` to be read, `read` (somebody looks at what would happen), `confirmed`, then a file is `done` and an
    address `kept` in step until it is `stopped`. What cannot be read at all is `refused`.

    `body` is kept from reading until everything is taken over; `report` says what would happen, or what did.
    """

    __tablename__ = "calendar_sources"
    __table_args__ = (
        CheckConstraint("kind IN ('file', 'address')", name="kind_known"),
        CheckConstraint(f"state IN {STATES}", name="state_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(160), default="")
    address: Mapped[str] = mapped_column(String(2000), default="")
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    body: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    report: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    etag: Mapped[str] = mapped_column(String(300), default="")
    modified: Mapped[str] = mapped_column(String(300), default="")
    fetched_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(String(500), default="")
    due_at: Mapped[datetime | None] = mapped_column(index=True)

    organisation: Mapped[Organisation] = relationship()
    created_by: Mapped[User | None] = relationship()

    @property
    def is_address(self) -> bool:
        return self.kind == "address"

    @property
    def host(self) -> str:
        """Of a secret address only this is shown in lists."""
        return urlsplit(self.address).hostname or ""

    @property
    def is_in_hand(self) -> bool:
        """Whether the worker is about to do something with it."""
        return self.state in IN_HAND
