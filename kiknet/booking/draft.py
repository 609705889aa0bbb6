"""A room or a thing as its owner describes it, and what must be true of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiknet.booking.opening import Closure, Hours
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.places.draft import PlaceDraft

LONGEST = {
    "title": 120, "description": 5000, "accessibility_note": 300, "price_note": 200, "house_rules": 5000,
    "key_note": 1000, "feature": 40, "picture_alt": 300,
}  # fmt: skip
MOST = {"capacity": 5000, "quantity": 5000, "notice_hours": 2160, "advance_days": 1095, "buffer": 720}


@dataclass(frozen=True, kw_only=True)
class ResourceDraft:
    """Everything an owner says about it; `place` is where it is, if it has an address."""

    kind: str
    title: str
    description: str = ""
    place: PlaceDraft | None = None
    capacity: int | None = None
    quantity: int = 1
    features: tuple[str, ...] = ()
    wheelchair: str = "unknown"
    has_accessible_toilet: bool = False
    has_hearing_loop: bool = False
    accessibility_note: str = ""
    hours: tuple[Hours, ...] = ()
    closures: tuple[Closure, ...] = ()
    closes_on_holidays: bool = False
    closes_in_school_holidays: bool = False
    notice_hours: int = 0
    advance_days: int | None = None
    buffer_before: int = 0
    buffer_after: int = 0
    mode: str = "request"
    price_note: str = ""
    house_rules: str = ""
    key_note: str = ""
    visibility: str = "public"
    editors_decide: bool = False

    def problems(self) -> Iterator[Rejected]:
        """Every reason why this cannot be lent like that."""
        if not self.title.strip():
            yield Rejected(_("Please give it a name."), "title")
        for name, most in LONGEST.items():
            if len(getattr(self, name, "")) > most:
                yield Rejected(_("Up to %(number)s characters, please.", number=most), name)
        if any("|" in feature or len(feature) > LONGEST["feature"] for feature in self.features):
            yield Rejected(_("Please separate the features by commas."), "more_features")
        for name in ("capacity", "quantity", "notice_hours", "advance_days", "buffer_before", "buffer_after"):
            most = MOST.get(name, MOST["buffer"])
            if not self._lowest(name) <= (getattr(self, name) or self._lowest(name)) <= most:
                yield Rejected(_("Up to %(number)s, please.", number=most), name)
        if self.quantity < 1:
            yield Rejected(_("There must be at least one."), "quantity")
        if self.kind == "room" and self.place is None:
            yield Rejected(_("Where is the room?"), "place_name")

    @staticmethod
    def _lowest(name: str) -> int:
        return 1 if name in {"capacity", "quantity"} else 0
