"""Looking up words. Fields and districts hardly ever change: they are read once and kept for a minute."""

from dataclasses import dataclass

from sqlalchemy import select

from kiknet.db import db
from kiknet.vocabulary.models import District, Field


@dataclass(frozen=True)
class FieldWord:
    key: str
    names: dict[str, str]
    description: str

    def name_in(self, language: str) -> str:
        return self.names.get(language) or self.names["de"]


def fields() -> list[FieldWord]:
    """All fields of action in the concept's order."""
    rows = db.session.scalars(select(Field).order_by(Field.position))
    return [FieldWord(row.key, row.names, row.description) for row in rows]


def districts() -> list[District]:
    """All districts by number."""
    return list(db.session.scalars(select(District).order_by(District.number)))


def district_groups() -> list[str]:
    found = select(District.group).where(District.group.is_not(None)).distinct().order_by(District.group)
    return [group for group in db.session.scalars(found) if group]
