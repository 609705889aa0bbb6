"""Which one of the same is meant: which town, a book in which language, an animal, a place to learn a trade."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import concepts, lexicon, tongues
from kiknet.matching.entry import Entry
from kiknet.matching.said.phrases import section
from kiknet.wording import language_names

WRITTEN = frozenset({"furniture", "equipment"})
COMMON = "de"
ANIMALS, TRADE, TRANSLATING = "pets", "vocational", "translate"
_TOWARDS = re.compile(r"\b(?:nach|in Richtung|Richtung|to|до|в|إلى)\s+([A-ZÄÖÜА-ЯЄІЇ][\w-]{2,})")
_TOWARDS_IN_SMALL = re.compile(r"\b(?:nach|richtung)\s+([a-zäöüß][\w-]{3,})")


def differ(need: Entry, offer: Entry) -> bool:
    return (
        _go_elsewhere(need, offer)
        or _are_in_other_languages(need, offer)
        or _is_for_animals(need, offer)
        or _translate_others(need, offer)
        or _is_no_place_to_learn(need, offer)
    )


def _go_elsewhere(need: Entry, offer: Entry) -> bool:
    """Whether both titles say where the ride goes, and it is not the same town; names in two scripts say nothing."""
    if not need.kind == offer.kind == "transport":
        return False
    one, other = _towards(need.title), _towards(offer.title)
    in_one_script = {town[0] < "Ͱ" for town in one | other}
    return bool(one and other) and len(in_one_script) == 1 and not one & other


@lru_cache(maxsize=20_000)
def _towards(title: str) -> frozenset[str]:
    pattern = _TOWARDS_IN_SMALL if title == title.casefold() else _TOWARDS
    towns = (town.casefold() for town in pattern.findall(title))
    return frozenset(town for town in towns if not section("no_town").search(town))


def _are_in_other_languages(need: Entry, offer: Entry) -> bool:
    """Whether a thing is looked for in a language, and what is offered says that it is in another."""
    if not {need.kind, offer.kind} <= WRITTEN:
        return False
    wanted = {*language_names.named(need.title)} - {COMMON}
    given = {*language_names.named(f"{offer.title}. {offer.text}")} if wanted else set()
    return bool(given) and not wanted & given


def _translate_others(need: Entry, offer: Entry) -> bool:
    """Whether both speak of translating, and of other languages; who is filed as an interpreter says so in fields."""
    if "interpreter" in (need.kind, offer.kind) or not all(_speaks_of(TRANSLATING, e.title) for e in (need, offer)):
        return False
    one, other = ({*tongues.meant(f"{e.title}. {e.text}")} - {COMMON} for e in (need, offer))
    return bool(one and other) and not one & other


def _is_for_animals(need: Entry, offer: Entry) -> bool:
    """Whether one title is about animals and the other entry does not speak of any."""
    both = ((need, offer), (offer, need))
    return any(_speaks_of(ANIMALS, a.title) and not _speaks_of(ANIMALS, f"{b.title}. {b.text}") for a, b in both)


def _is_no_place_to_learn(need: Entry, offer: Entry) -> bool:
    """Who looks for an apprenticeship as a hairdresser needs no hairdresser."""
    return bool(section("place_to_learn").search(fold(need.title))) and not _speaks_of(
        TRADE, f"{offer.title}. {offer.text}"
    )


@lru_cache(maxsize=20_000)
def _speaks_of(idea: str, text: str) -> bool:
    """Of it, or of a kind of it."""
    return any(name == idea or idea in lexicon.wider_of(name) for name in concepts.mentions(text).found)
