"""Fields of action and districts; audiences and languages are fixed lists in `words`."""

from typing import Any

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column, validates

from kiknet.db import Base, Codes
from kiknet.vocabulary import words


class Field(Base):
    """A field of action (Handlungsfeld) of the municipal concept; `names` by language code."""

    __tablename__ = "fields"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    names: Mapped[dict[str, Any]] = mapped_column(JSON)
    description: Mapped[str] = mapped_column(Text, default="")

    def name_in(self, language: str) -> str:
        return str(self.names.get(language) or self.names["de"])


class ForWhom:
    """For whom something is. Whoever says "everyone" has named all: nothing stands beside it."""

    audiences: Mapped[list[str]] = mapped_column(Codes, default=list)

    @validates("audiences")
    def _everyone_alone(self, _name: str, audiences: list[str]) -> list[str]:
        return words.without_rest(audiences)


class District(Base):
    """A statistical district of the city; several share a group such as Thingers."""

    __tablename__ = "districts"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(120))
    group: Mapped[str | None] = mapped_column("group_name", String(60), index=True)
