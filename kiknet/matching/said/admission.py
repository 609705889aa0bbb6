"""Who is let into a room, on what terms and how many at least: "firms only", "for school classes", "from 30 people"."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import concepts, numbers
from kiknet.matching.entry import Entry
from kiknet.matching.said.clauses import SENTENCES
from kiknet.matching.said.phrases import section
from kiknet.wording.number_words import in_digits

_ONLY_FOR = re.compile(
    r"\b(?:nur|ausschliesslich|only|reserviert|reserved|sadece|лише|тільки|только|فقط) "
    r"(?:(?:zur nutzung |buchbar |offen |gedacht |intern )?(?:fur|an|durch|for|by|для) )(?P<whom>\S+(?: \S+){0,3})"
)
BODIES = {
    "firms": "firma|firmen|unternehmen|betriebe|gewerbe|business|companies|firmalar|компані|фирм",
    "schools": "schul|schuler|klassen|lehrer|lehrkraft|schools|pupils|okul|школ",
    "kitas": "kita|kindergart|krippe",
    "parish": "pfarrei|gemeindeglied|gemeindemitglied|kirchengemeinde|parish",
    "city": "stadtverwaltung|amter|amt\\b|behorden|mitarbeiter der stadt|stadtrat",
    "students": "studierende|studenten|students|uni\\b|hochschul",
    "tenants": "mieter|bewohner|hausbewohner|anwohner|eigentumer|residents|tenants",
    "adult_education": "volkshochschul|vhs",
}
""""For these only" is not for who says nothing of being one of them."""
GROUPS = frozenset({"women", "men", "children", "youth", "seniors"})
TOGETHER = ({"women", "seniors"}, {"men", "seniors"}, {"children", "youth"}, {"women", "youth"}, {"men", "youth"})
"""Some people are both."""
_AT_LEAST = re.compile(
    rf"\b(?:mindestens|erst ab|nur ab|ab|at least|from|не менше|не менее|минимум|мінімум|en az) {numbers.PEOPLE}"
)
_RENT = re.compile(r"(?<![\d.,])\d{2,4}(?:[.,]\d\d)? ?(?:€|euro?s?\b|eur\b)", re.IGNORECASE)
_CLAUSES = re.compile(r"[.;:!?()\n،؟]|,\s")


def differ(need: Entry, offer: Entry) -> bool:
    """Whether a room is kept for others, rented to who cannot pay, or opened for larger groups only."""
    if not need.kind == offer.kind == "room":
        return False
    asked, given = f"{need.title}. {need.text}", f"{offer.title}. {offer.text}"
    if _is_for_others(f"{asked} {need.organisation or ''} {' '.join(need.audiences)}", given):
        return True
    if section("unpaid").search(fold(asked)) and _is_rented(given):
        return True
    least, many = _least(given), numbers.capacity(need)
    return least is not None and many is not None and many < least


def _is_for_others(who: str, given: str) -> bool:
    """ "Only for firms" of a room a club asks for; "only for men" of one a women's group does."""
    for whom in _kept_for(given):
        if any(_names(body, whom) for body in BODIES):
            return not any(_names(body, fold(who)) for body in BODIES if _names(body, whom))
        kept, come = (concepts.mentions(said).found & GROUPS for said in (whom, who))
        if kept and come and not any(one == other or {one, other} in TOGETHER for one in kept for other in come):
            return True
    return False


@lru_cache(maxsize=20_000)
def _kept_for(text: str) -> tuple[str, ...]:
    return tuple(
        match["whom"]
        for sentence in SENTENCES.split(text)
        if "nicht nur" not in (folded := fold(sentence))
        for match in _ONLY_FOR.finditer(folded)
    )


@lru_cache(maxsize=2_000)
def _names(body: str, folded: str) -> bool:
    return re.search(rf"\b(?:{BODIES[body]})", folded) is not None


@lru_cache(maxsize=20_000)
def _is_rented(text: str) -> bool:
    """For money; a deposit, cleaning and what one gives comes back or is small."""
    said = (clause for clause in _CLAUSES.split(text) if not section("gives_back").search(fold(clause)))
    return any(_RENT.search(clause) for clause in said)


@lru_cache(maxsize=20_000)
def _least(text: str) -> int | None:
    found = [number for clause in _CLAUSES.split(text) for number in _AT_LEAST.findall(in_digits(fold(clause)))]
    return max((int(number) for number in found), default=None)
