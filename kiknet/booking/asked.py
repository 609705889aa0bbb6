"""A request as somebody made it, and how it is refused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from kiknet.booking.repeat import MOST
from kiknet.booking.slot import Slot
from kiknet.errors import Rejected
from kiknet.i18n import _

LONGEST = {"purpose": 160, "note": 2000}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`items` are (resource id, quantity): hall, 50 chairs and projector are one request for each of the `slots`."""

    purpose: str
    slots: tuple[Slot, ...]
    items: tuple[tuple[int, int], ...]
    people: int | None = None
    note: str = ""
    is_all_or_nothing: bool = True
    accepts_rules: bool = False
    overrides: bool = False
    cooperation_id: int | None = None

    def problems(self) -> Iterator[Rejected]:
        """Every reason why this cannot be a request."""
        if not self.purpose.strip():
            yield Rejected(_("What is it for? A word is enough."), "purpose")
        if not self.slots:
            yield Rejected(_("Please say when."), "day")
        if len(self.slots) > MOST:
            yield Rejected(_("At most %(number)s dates at once, please.", number=MOST), "until")
        if not self.items or any(quantity < 1 for _id, quantity in self.items):
            yield Rejected(_("Please say how many."), "quantity")

    def idempotency(self, key: UUID) -> str:
        """The same for the same words sent twice."""
        return str(uuid5(key, repr(self)))


class Refused(Rejected):
    """Some or all of the slots cannot be had; `refusals` are (resource id, slot, key of `words.PROBLEMS`)."""

    def __init__(self, reason: str, refusals: Sequence[tuple[int, Slot, str]]) -> None:
        super().__init__(reason)
        self.refusals = list(refusals)

    @property
    def is_taken(self) -> bool:
        return any(why == "taken" for _id, _slot, why in self.refusals)
