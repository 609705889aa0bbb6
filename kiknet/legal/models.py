"""The texts of the legal pages, one row per page and language."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kiknet.db import Base
from kiknet.revisions import Revised

PAGES = ("imprint", "privacy", "accessibility")


class LegalText(Revised, Base):
    """Markdown written by the office; the German text counts."""

    __tablename__ = "legal_texts"

    page: Mapped[str] = mapped_column(String(20), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    text: Mapped[str] = mapped_column(Text, default="")
