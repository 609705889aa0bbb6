"""Who may have what is lent: "members only"; and a room: "firms only", "40 euros an hour", "from 30 people"."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import concepts, numbers
from kiknet.matching.entry import Entry
from kiknet.matching.said.clauses import SENTENCES
from kiknet.matching.said.phrases import section
from kiknet.matching.weights import LENT
from kiknet.wording.number_words import in_digits

_ONLY_FOR = re.compile(
    r"\b(?:nur|ausschliesslich|only|reserviert|reserved|sadece|лише|тільки|только|فقط) "
    r"(?:(?:zur nutzung |buchbar |offen |gedacht |intern )?(?:fur|an|durch|for|by|для) )(?P<whom>\S+(?: \S+){0,3})"
)
_NOT_ONLY = re.compile(r"\b(?:nicht (?:nur|ausschliesslich)|not only|не (?:лише|тільки|только))\b")
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
    """Whether it is kept for others; of a room also whether it is too dear, or opened for larger groups only."""
    if not {need.kind, offer.kind} <= LENT:
        return False
    if _is_for_members(offer.title, offer.text) and not _is_member(need.title, need.text):
        return True
    if not need.kind == offer.kind == "room":
        return False
    if _is_for_others(need, _kept_for(offer.title, offer.text)):
        return True
    if _is_rented(offer.title, offer.text) and _has_no_money(need.title, need.text):
        return True
    least, many = _least(offer.title, offer.text), numbers.capacity(need)
    return least is not None and many is not None and many < least


@lru_cache(maxsize=20_000)
def _is_for_members(title: str, text: str) -> bool:
    return any(section("members_only").search(clause) for clause in _clauses(title, text))


@lru_cache(maxsize=20_000)
def _is_member(title: str, text: str) -> bool:
    return any(section("are_members").search(clause) for clause in _clauses(title, text))


def _is_for_others(need: Entry, kept_for: tuple[str, ...]) -> bool:
    """ "Only for firms" of a room a club asks for; "only for men" of one a women's group does."""
    if not kept_for:
        return False
    who = " ".join((need.title, need.text, need.organisation or "", *need.audiences))
    come = concepts.mentions(who).found & GROUPS
    for whom in kept_for:
        if bodies := [body for body in BODIES if _names(body, whom)]:
            return not any(_names(body, fold(who)) for body in bodies)
        kept = concepts.mentions(whom).found & GROUPS
        if kept and come and not any(one == other or {one, other} in TOGETHER for one in kept for other in come):
            return True
    return False


@lru_cache(maxsize=20_000)
def _kept_for(title: str, text: str) -> tuple[str, ...]:
    said = [fold(sentence) for sentence in SENTENCES.split(f"{title}. {text}")]
    return tuple(match["whom"] for one in said if not _NOT_ONLY.search(one) for match in _ONLY_FOR.finditer(one))


def _names(body: str, folded: str) -> bool:
    return re.search(rf"\b(?:{BODIES[body]})", folded) is not None


@lru_cache(maxsize=20_000)
def _has_no_money(title: str, text: str) -> bool:
    return section("unpaid").search(fold(f"{title}. {text}")) is not None


@lru_cache(maxsize=20_000)
def _is_rented(title: str, text: str) -> bool:
    """For money; a deposit, cleaning and what one gives comes back or is small."""
    said = (one for one in _CLAUSES.split(f"{title}. {text}") if not section("gives_back").search(fold(one)))
    return any(_RENT.search(clause) for clause in said)


@lru_cache(maxsize=20_000)
def _least(title: str, text: str) -> int | None:
    found = [number for clause in _clauses(title, text) for number in _AT_LEAST.findall(in_digits(clause))]
    return max(map(int, found), default=None)


def _clauses(title: str, text: str) -> list[str]:
    return [fold(clause) for clause in _CLAUSES.split(f"{title}. {text}")]
