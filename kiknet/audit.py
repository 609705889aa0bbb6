"""Who did what, for whom, when: one row a deed, written in the deed's transaction, kept 24 months."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Index, String, delete, insert
from sqlalchemy.orm import Mapped, mapped_column

from kiknet import clock
from kiknet.db import Base, db, transaction

KEPT = timedelta(days=730)


class AuditEntry(Base):
    """Append-only. `changes` says what differs (never message bodies); kind and id name the object."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_deed_at", "deed", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=lambda: clock.now(), index=True)
    user_id: Mapped[int | None]
    organisation_id: Mapped[int | None]
    deed: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[int | None]
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


_ENTRY = insert(AuditEntry)


def record(
    deed: str,
    thing: Any = None,
    *,
    user_id: int | None = None,
    organisation_id: int | None = None,
    **changes: Any,
) -> None:
    """Write one row into the running transaction. `thing` is a stored object (its id is fetched if need be)."""
    if thing is not None and thing.id is None:
        db.session.flush()
    entry = {
        "user_id": user_id,
        "organisation_id": organisation_id,
        "deed": deed,
        "kind": thing.__tablename__ if thing is not None else "",
        "object_id": thing.id if thing is not None else None,
        "changes": changes,
    }
    db.session.connection().execute(_ENTRY, entry)


def forget_old() -> int:
    """Delete what is older than 24 months; returns how many rows."""
    with transaction() as session:
        gone = session.execute(delete(AuditEntry).where(AuditEntry.at < clock.now() - KEPT))
        return int(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE's result has it
