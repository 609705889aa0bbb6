"""Whether who cannot climb stairs would have to."""

from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching.entry import Entry
from kiknet.matching.phrases import section

PLACES = frozenset({"room", "other"})


def is_up_the_stairs(need: Entry, offer: Entry) -> bool:
    """A flat on the fourth floor without a lift is none for somebody in a wheelchair."""
    if not {need.kind, offer.kind} <= PLACES or not _says("no_stairs", need.title, need.text, need.features):
        return False
    is_reached = _says("step_free", offer.title, offer.text, offer.features)
    return not is_reached and _says("stairs", offer.title, offer.text, ())


@lru_cache(maxsize=20_000)
def _says(name: str, title: str, text: str, features: tuple[str, ...]) -> bool:
    return section(name).search(fold(". ".join((title, text, *features)))) is not None
