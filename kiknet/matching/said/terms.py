"""On which terms, for which bodies and for whom things and advice are, as far as both texts say it."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import concepts, lexicon, numbers
from kiknet.matching.entry import Entry
from kiknet.matching.said.phrases import section
from kiknet.matching.weights import DEEDS, FOR_PEOPLE

THINGS = numbers.PIECES | {"other", "transport"}
ADVICE = frozenset({"know_how", "speaker"})
WORN = frozenset({"clothes", "bicycle", "skis", "costume"})
_PRICE = re.compile(
    r"(?<![\d.,])\d{2,5}(?:[.,]\d\d)?\s?(?:€|eur(?:o|os)?\b)(?!\s?(?:/|pro\b|je\b|am\b|die\b|per\b|a\b))|\bvhb\b|\bvb\b",
    re.IGNORECASE,
)
_WAGE = re.compile(
    r"\d{1,3}(?:[.,]\d\d)?\s?(?:€|eur(?:o|os)?\b|tl\b|євро|евро|يورو)",
    re.IGNORECASE,
)
_NOT_SOLD = re.compile(
    r"\b(?:nicht (?:zu |zum )?verkauf\w*|statt (?:sie |ihn |es )?zu verkaufen|not (?:for sale|to sell|selling)|"
    r"не прода\w+|satilik degil|ليس للبيع)\b"
)
_CLAUSES = re.compile(r"[.;:!?()\n،؟–]|,\s")
SHORT = 2
PAID_FOR = DEEDS | {"transport", "other"}
CLASSES = ("clubs", "firms", "households")


def differ(need: Entry, offer: Entry) -> bool:
    """Whether one is sold that is to be borrowed, lent that is to be kept, or broken; or the advice is for others."""
    if need.kind in THINGS and offer.kind in THINGS:
        if _is_broken(offer.title, offer.text) and not _mends(need.title, need.text):
            return True
        return bool(_terms(need.title, need.text)[0] & _terms(offer.title, offer.text)[1])
    if {need.kind, offer.kind} <= PAID_FOR and _is_unpaid(need.title, need.text) and _is_paid(offer.title, offer.text):
        return True
    if need.kind in DEEDS and offer.kind == "other":
        return _is_a_thing(offer) and not _things(need) & _things(offer)
    return need.kind in ADVICE and offer.kind in ADVICE and _for_other_bodies(need, offer)


def _is_a_thing(offer: Entry) -> bool:
    """Whether it is given away or counted: folders for applications write none."""
    hands_over = section("hands_over").search(fold(f"{offer.title}. {offer.text}")) is not None
    return hands_over or numbers.quantity(offer) is not None


def _things(entry: Entry) -> set[str]:
    found = concepts.mentions(f"{entry.title}. {entry.text}").found
    return {name for name in found if lexicon.known()[name].facet == "things"}


@lru_cache(maxsize=20_000)
def _is_broken(title: str, text: str) -> bool:
    return section("for_parts").search(fold(f"{title}. {text}")) is not None


@lru_cache(maxsize=20_000)
def _mends(title: str, text: str) -> bool:
    return section("mends").search(fold(f"{title}. {text}")) is not None


@lru_cache(maxsize=20_000)
def _terms(title: str, text: str) -> tuple[frozenset[str], frozenset[str]]:
    """On which terms it cannot be had as a need, and is only to be had as an offer."""
    folded = _NOT_SOLD.sub(" ", fold(f"{title}. {text}"))

    def says(name: str) -> bool:
        return section(name).search(folded) is not None

    shut = set[str]()
    if says("keeps"):
        shut.add("lent")
    if (says("borrows") and not says("keeps")) or (says("for_nothing") and not says("hands_over")):
        shut.add("sold")
    has_price = _PRICE.search(f"{title}. {text}") is not None and not (says("deposit") or says("lends"))
    if says("hands_over"):
        return frozenset(shut), frozenset({"sold"} if (says("sells") or has_price) and not says("lends") else ())
    return frozenset(shut), frozenset({"lent"} if says("lends") else {"sold"} if says("sells") or has_price else ())


@lru_cache(maxsize=20_000)
def _is_unpaid(title: str, text: str) -> bool:
    return section("unpaid").search(fold(f"{title}. {text}")) is not None


@lru_cache(maxsize=20_000)
def _is_paid(title: str, text: str) -> bool:
    """Of work: fifteen euros an hour, a fee; but not what the material costs, nor where it may be had for nothing."""
    if _is_unpaid(title, text):
        return False
    clauses = (
        clause for clause in _CLAUSES.split(f"{title}. {text}") if not section("small_costs").search(fold(clause))
    )
    return any(_WAGE.search(clause) or section("paid").search(fold(clause)) for clause in clauses)


def are_worn(need: Entry, offer: Entry) -> bool:
    """Whether both are clothes or wheels: these fit children or grown-ups."""
    return need.kind in THINGS and offer.kind in THINGS and _is_worn(need.title) and _is_worn(offer.title)


def are_done(need: Entry, offer: Entry) -> bool:
    """Whether what is filed under "other" is something people do: a dance course."""
    return {need.kind, offer.kind} <= FOR_PEOPLE | {"other"} and _is_done(need.title) and _is_done(offer.title)


@lru_cache(maxsize=20_000)
def _is_done(title: str) -> bool:
    return any(lexicon.known()[name].facet == "deeds" for name in concepts.mentions(title).found)


@lru_cache(maxsize=20_000)
def _is_worn(title: str) -> bool:
    return any(WORN & {name, *lexicon.wider_of(name)} for name in concepts.mentions(title).found)


def _for_other_bodies(need: Entry, offer: Entry) -> bool:
    """Tax advice for associations is none for employees."""
    asked, given = _classes(need.title) or _classes(_first_words(need.text)), _classes(offer.title)
    return bool(asked and given) and not asked & (given | _classes(offer.text))


def _first_words(text: str) -> str:
    """What a short text begins with: "family, for the first time"."""
    first = _CLAUSES.split(text, maxsplit=1)[0]
    return first if len(first.split()) <= SHORT else ""


@lru_cache(maxsize=20_000)
def _classes(text: str) -> frozenset[str]:
    folded = fold(text)
    return frozenset(name for name in CLASSES if section(name).search(folded))
