"""The demo: a small lively network, made through the services, so that it stays true."""

from dataclasses import dataclass

from sqlalchemy import select

from kiknet.accounts.models import User
from kiknet.db import db

PASSWORD = "gemeinsam-in-kempten"  # noqa: S105 - everybody may know it, and production refuses it


@dataclass(frozen=True)
class SignIn:
    email: str
    who: str


def exists() -> bool:
    """Whether anybody in this database is made up."""
    return db.session.scalar(select(User.id).where(User.is_demo).limit(1)) is not None


def build() -> None:
    """Fill an empty network, in one transaction."""


def sign_ins() -> list[SignIn]:
    """The demo's people, with the roles that make them worth being."""
    return []
