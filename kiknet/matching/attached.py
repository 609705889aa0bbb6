"""What a title names only for what belongs to it: a laptop bag is no laptop, a stand for bicycles no bicycle."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import compounds, concepts, words
from kiknet.matching.entry import Entry
from kiknet.matching.weights import DEEDS

GOODS = frozenset({"furniture", "equipment", "other"})
CASES = frozenset({"bags", "backpack", "suitcase"})
_FOR = re.compile(r"\b(?:für|for|для)\s[^.,:;!?()–\n]*", re.IGNORECASE)
WHY = re.compile(
    r"\s(?:für|fürs|zum|zur|beim|mit|im|in|ins|nach|an|am|auf|während|for|with|during|для|з|с|під час|من|مع|أثناء)\s",
    re.IGNORECASE,
)
"""Before it stands what something is, behind it why or what for."""


def belonging(entry: Entry, tags: Iterable[str]) -> frozenset[str]:
    """What is named only for what belongs to it: a laptop bag is no laptop, theatre tickets are no theatre."""
    if entry.kind not in GOODS and not (entry.kind in DEEDS and entry.direction == "offer"):
        return frozenset()
    elsewhere = concepts.mentions(" ".join((*tags, _about_itself(entry)))).found
    doers = () if entry.kind in GOODS else tuple(words.silent("doers"))
    named = {c for c, ends in heads(entry).items() if not any(end.startswith(doers) for end in ends)}
    return frozenset(named - elsewhere)


def _about_itself(entry: Entry) -> str:
    """A text without what the thing is for: "room for six bicycles"."""
    return _FOR.sub(" ", entry.text) if entry.kind in GOODS else entry.text


def heads(entry: Entry) -> Mapping[str, frozenset[str]]:
    """What begins compounds, with how they end. Only of German, where other languages put their endings; of all what
    is written apart: "laptop bags".
    """
    silent = words.silent("collective") | words.silent("heads")
    if entry.kind in GOODS and (title := _joined(entry.title)) != fold(entry.title):
        return compounds.heads(title, silent)
    if entry.text_lang not in (None, "de"):
        return {}
    return compounds.heads(entry.title, silent)


def begun(entry: Entry) -> frozenset[str]:
    """What a thing is only for: a laptop bag, a bag for laptops."""
    if entry.kind not in GOODS:
        return frozenset()
    return _begun(entry.title) | (_served(entry.title, entry.text) if entry.direction == "offer" else frozenset())


@lru_cache(maxsize=20_000)
def _served(title: str, text: str) -> frozenset[str]:
    """What a text speaks of only behind "for": a guard "for cots"."""
    found = concepts.mentions(" ".join(_FOR.findall(text))).found
    return found - concepts.mentions(f"{title}. {_FOR.sub(' ', text)}").found if found else found


@lru_cache(maxsize=20_000)
def _begun(title: str) -> frozenset[str]:
    found = compounds.modifiers(_joined(title))
    what, *why = WHY.split(title, maxsplit=1)
    return found | concepts.mentions(why[0]).found if why and CASES & concepts.mentions(what).found else found


def _joined(title: str) -> str:
    return compounds.joined(title, words.silent("accessories"))
