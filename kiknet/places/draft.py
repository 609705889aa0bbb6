"""A place as somebody typed it: most often just its name."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiknet.errors import Rejected
from kiknet.i18n import _l

LONGEST = {"name": 160, "street": 160, "postcode": 10, "city": 80}


@dataclass(frozen=True, kw_only=True)
class PlaceDraft:
    """What is known of a place; everything but its name is optional."""

    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    district_number: int | None = None
    wheelchair: str = "unknown"
    accessibility_note: str = ""

    def problems(self, prefix: str = "") -> Iterator[Rejected]:
        """Every reason why this cannot be a place; `prefix` goes before the names of the fields."""
        if not self.name.strip():
            yield Rejected(_l("Please give the place a name."), field=f"{prefix}name")
        for name, most in LONGEST.items():
            text = getattr(self, name)
            if len(text) > most or not text.isprintable():
                yield Rejected(_l("Up to %(number)s characters on one line, please.", number=most), f"{prefix}{name}")
