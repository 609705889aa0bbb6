"""What the office adds to the observances kiknet knows by itself."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kiknet.db import Base, Timestamped
from kiknet.revisions import Revised


class OwnObservance(Timestamped, Revised, Base):
    """A day, or some days, of the office's own list: in German, and in English if somebody wrote it."""

    __tablename__ = "own_observances"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="begins_before_it_ends"),
        Index("ix_own_observances_last_day", "last_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    english_name: Mapped[str] = mapped_column(String(120), default="")
    about: Mapped[str] = mapped_column(Text)
    english_about: Mapped[str] = mapped_column(Text, default="")
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)

    @property
    def key(self) -> str:
        return f"eigen-{self.id}"

    def name_in(self, language: str) -> str:
        return self.name if language == "de" else self.english_name or self.name

    def about_in(self, language: str) -> str:
        return self.about if language == "de" else self.english_about or self.about
