"""What is known of getting in, and of what helps there: the same on pages, in feeds and for programs (pure).

What is known of the room says more than what is known of the house: its door is not how one gets upstairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiknet.i18n import _

if TYPE_CHECKING:
    from kiknet.booking.models import Resource
    from kiknet.places.models import Place


@dataclass(frozen=True)
class Accessibility:
    """Of a place and the room there; None and "unknown": nobody has said."""

    wheelchair: str = "unknown"
    has_lift: bool | None = None
    has_accessible_toilet: bool | None = None
    has_hearing_loop: bool | None = None
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> list[str]:
        """What helps people who move or hear with difficulty; nothing that is not known."""
        found = [_wheelchair(self.wheelchair)] if self.wheelchair != "unknown" else []
        found += [_("lift")] if self.has_lift else []
        found += [_("accessible toilet")] if self.has_accessible_toilet else []
        return found + ([_("hearing loop")] if self.has_hearing_loop else [])


def known(place: Place | None, room: Resource | None, *notes: str) -> Accessibility:
    """Of where something is, if that is certain, with what is said about it besides in `notes`."""
    both = [each for each in (room, place) if each is not None]
    of_house = (place.has_lift, place.has_accessible_toilet, place.has_hearing_loop) if place else (None,) * 3
    of_room = (False, room.has_accessible_toilet, room.has_hearing_loop) if room else (False,) * 3
    lift, toilet, loop = (inside or around for inside, around in zip(of_room, of_house, strict=True))
    said = [place.accessibility_note if place else "", room.accessibility_note if room else "", *notes]
    return Accessibility(
        wheelchair=next((each.wheelchair for each in both if each.wheelchair != "unknown"), "unknown"),
        has_lift=lift,
        has_accessible_toilet=toilet,
        has_hearing_loop=loop,
        notes=tuple(dict.fromkeys(note for note in said if note)),
    )


def _wheelchair(given: str) -> str:
    if given == "yes":
        return _("accessible by wheelchair")
    return _("partly accessible by wheelchair") if given == "partly" else _("not accessible by wheelchair")
