"""Where things happen."""

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kiknet.db import Base, Timestamped
from kiknet.organisations.models import Organisation
from kiknet.revisions import Revised
from kiknet.vocabulary.models import District

YES_NO = ("yes", "partly", "no", "unknown")


class Place(Timestamped, Revised, Base):
    """A venue: shared by the network when it has no owner, else kept by one organisation."""

    __tablename__ = "places"
    __table_args__ = (CheckConstraint(f"wheelchair IN {YES_NO}", name="wheelchair_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    folded_name: Mapped[str] = mapped_column(String(200), index=True)
    street: Mapped[str] = mapped_column(String(160), default="")
    postcode: Mapped[str] = mapped_column(String(10), default="")
    city: Mapped[str] = mapped_column(String(80), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    district_number: Mapped[int | None] = mapped_column(ForeignKey("districts.number"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    wheelchair: Mapped[str] = mapped_column(String(10), default="unknown")
    has_lift: Mapped[bool | None]
    has_accessible_toilet: Mapped[bool | None]
    has_hearing_loop: Mapped[bool | None]
    accessibility_note: Mapped[str] = mapped_column(Text, default="")

    district: Mapped[District | None] = relationship()
    owner: Mapped[Organisation | None] = relationship()

    @property
    def address(self) -> str:
        """Street and town on one line, as far as they are known."""
        town = f"{self.postcode} {self.city}".strip()
        return ", ".join(part for part in (self.street, town) if part)

    @property
    def location(self) -> str:
        """Name and address on one line."""
        return ", ".join(part for part in (self.name, self.address) if part)
