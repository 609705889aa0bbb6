"""Users, their open sessions, their one-time links and their second factor."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kiknet import clock
from kiknet.db import Base, Timestamped

OFFICE_ROLES = ("none", "office", "admin")


class User(Timestamped, Base):
    """A person who signs in. The e-mail is stored case-folded; citizens have no account."""

    __tablename__ = "users"
    __table_args__ = (CheckConstraint("office_role IN ('none', 'office', 'admin')", name="office_role_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    display_name: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(12), default="de")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    confirmed_at: Mapped[datetime | None]
    office_role: Mapped[str] = mapped_column(String(10), default="none")
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_last_step: Mapped[int | None]
    is_demo: Mapped[bool] = mapped_column(default=False)

    @property
    def is_office(self) -> bool:
        return self.office_role in {"office", "admin"}

    @property
    def has_second_factor(self) -> bool:
        return self.totp_secret is not None


class UserSession(Timestamped, Base):
    """A browser in which somebody is signed in. The cookie holds the token, the table only its hash."""

    __tablename__ = "user_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(120), default="")
    last_seen_at: Mapped[datetime] = mapped_column(default=lambda: clock.now())
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class OneTimeLink(Timestamped, Base):
    """A link sent by mail: used once, for one purpose, until it expires. Only its hash is stored."""

    __tablename__ = "one_time_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(30))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User | None] = relationship()


class RecoveryCode(Base):
    """Signs in once when the second factor is lost."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]
