"""What must hold before a pair gets points, and what a listing that is over means (domain model, "Match")."""

import re
from datetime import date
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import numbers, times, tongues
from kiknet.matching.entry import Entry
from kiknet.matching.said.phrases import section
from kiknet.matching.weights import DEEDS, WHOLE, kinship

_FORM = re.compile(
    r"\b(?:e\.?\s?v|g?gmbh|e\.?\s?g|ug|gbr|kempten|eingetragener|gemeinnütziger?|verein)\b\.?|\(?allgäu\)?",
    re.IGNORECASE,
)
_SHORT_NAMES = {
    "awo": "arbeiterwohlfahrt", "vhs": "volkshochschule", "brk": "bayerisches rotes kreuz",
    "drk": "deutsches rotes kreuz",
    "vdk": "sozialverband vdk", "kjr": "kreisjugendring", "sjr": "stadtjugendring", "thw": "technisches hilfswerk",
}  # fmt: skip
CURRENT = frozenset({"active"})
LEAST_SHARE = 0.5
BOTH_WAYS = frozenset({"language_partner", "cooperation_partner"})
WANTED = frozenset(
    {"gesucht", "benotigt", "wanted", "needed", "araniyor", "потрібен", "потрібна", "потрібно"}
    | {"потрібні", "нужен", "нужна", "нужно", "нужны", "مطلوب", "مطلوبه"}
)
WANTING = frozenset(
    {"suche", "suchen", "sucht", "brauche", "brauchen", "braucht", "ariyoruz", "ariyorum", "шукаю", "шукаємо"}
    | {"ищу", "ищем", "نبحث", "نحتاج"}
)
"""Who helps may say so, too: a pensioner looks for something to do."""
GIVING = (
    *(
        "biet",
        "angebot",
        "anbiet",
        "geb",
        "abzugeben",
        "gibt",
        "leih",
        "verleih",
        "vermiet",
        "verschenk",
        "stell",
        "uberlass",
    ),
    *(
        "offer",
        "lend",
        "give",
        "helf",
        "hilf",
        "helfe",
        "gern",
        "veri",
        "sunuyor",
        "пропону",
        "предлага",
        "віддам",
        "отда",
        "نقدم",
    ),
)


def refusal(need: Entry, offer: Entry, today: date) -> str | None:
    """The first hard rule the pair breaks, or None. What is not known breaks none."""
    if need.direction != "need" or offer.direction != "offer" or wants_the_same(offer):
        return "direction"
    if not kinship(need.kind, offer.kind):
        return "kind"
    if not (is_current(need, today) and is_current(offer, today)):
        return "state"
    if is_same_organisation(need, offer):
        return "organisation"
    if is_too_small(need, offer):
        return "capacity"
    language = tongues.fit(need, offer)
    if language and language.is_wrong:
        return "language"
    when = times.fit(need.availability, offer.availability, is_whole=need.kind in WHOLE)
    return "time" if when and when.is_wrong else None


def wants_the_same(offer: Entry) -> bool:
    """Whether what is filed as an offer says that it is looked for: "Wanted: chairs". Of people both can be meant."""
    title = fold(offer.title)
    said = title.split()
    asks = WANTED if offer.kind in DEEDS else WANTED | WANTING
    gives = any(word.startswith(GIVING) for word in (*said, *fold(offer.text).split()))
    gives = gives or bool(section("takers").search(title) or section("others_look").search(title))
    return offer.kind not in BOTH_WAYS and bool(asks.intersection(said)) and not gives


def is_current(entry: Entry, today: date) -> bool:
    """Whether it is active and not over; an unknown state or end is no reason against."""
    if entry.status is not None and entry.status not in CURRENT:
        return False
    if entry.valid_until is not None and entry.valid_until < today:
        return False
    return not times.is_over(entry.availability, today)


def is_same_organisation(need: Entry, offer: Entry) -> bool:
    one, other = (_bare(entry.organisation or "") for entry in (need, offer))
    return bool(one) and one == other


@lru_cache(maxsize=20_000)
def _bare(organisation: str) -> str:
    """Without its legal form and our town, and abbreviations in full: people leave "e. V." out, and write "AWO"."""
    words = fold(_FORM.sub(" ", organisation)).split() or fold(organisation).split()
    return " ".join(_SHORT_NAMES.get(word, word) for word in words)


def is_too_small(need: Entry, offer: Entry) -> bool:
    asked, given = numbers.capacity(need), numbers.capacity(offer)
    if asked is not None and given is not None and given < asked:
        return True
    if need.capacity and offer.capacity and need.kind in numbers.PIECES | {"other"} and offer.capacity < need.capacity:
        return True
    return numbers.share_of_quantity(need, offer) < LEAST_SHARE
