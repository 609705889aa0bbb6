"""Phrases by which an offer looks for something: "we need helpers", "read to our children"."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import numbers
from kiknet.matching.said.clauses import is_for_ours, sentences, share_a_subject, sought
from kiknet.matching.said.phrases import section
from kiknet.matching.weights import DEEDS

_RELATIVE = re.compile(
    r",\s(?=(?:denen|dem|der|die|den|whom|którym|які|яким|кому|которы\w*) (?:ich|wir|we|i|я|ми|мы)\b)"
)
_PAYS = re.compile(
    r"\b(?:biete|bieten|zahle|zahlen|pay|odeyebilir\w*|платимо|платим|заплат\w*|ندفع) "
    r"(?:\w+ )?\d+ (?:eur|euro|im monat|pro|je)\b"
)
_OURS = re.compile(r"(?:wir|unser\w*|we|our|ich|i) ")
_WHO = re.compile(
    r"(?:wer|who|kim|хто|кто|من|(?:could|can|would|will) (?:someone|somebody|anyone)|(?:konnte|kann|wurde) jemand) "
    r"(?:\w+ ){0,3}(?:uns|unser\w*|us|our|bize|нам|нас|لنا)\b"
    r"|wer (?:nimmt|fahrt|leiht|hilft|bringt|gibt|zeigt|schenkt|borgt|holt|kann|konnte|hat) (?:\w+ ){0,2}(?:mich|mir)\b"
    r"|wer (?:hat|hatte) (?:es|eins|einen|eine|welche|so (?:et)?was)\Z"
    r"|(?:who|can (?:someone|anyone)) (?:(?:can|could|will|would) )?(?:take|give|lend|help|show|bring|drive) me\b"
    r"|(?:хто|кто) (?:\w+ ){0,2}(?:мене|мені|меня|мне)\b|kim (?:\w+ ){0,2}(?:beni|bana)\b|(?:beni|bana) kim\b"
)
_LACKS = re.compile(
    r"\b(?:fehlt|fehlen|brauche|brauchen|braucht) (?:(?:uns|mir|bei uns|noch|wir|ich|immer|leider|aber|nur|dringend|"
    r"gerade|jetzt|\w+tags) ){0,4}(?:jemand\w*|leute|eine person)\b|\b(?:lack|lacking|missing) (?:someone|somebody)\b"
)
""" "There is nobody to ...": not "we look for people", who may be those that learn."""
_WHO_PARTS = re.compile(r"(?:wer|who|kim|хто|кто|من) (?:kann|konnte|mag|wurde|can|could|would|может|може|يستطيع)\b")
_IF_WE = re.compile(
    r"\b(?:wenn|falls|if) (?:(?:wir|we) (?:\w+ ){1,6}(?:nutzen|benutzen|haben|use|have)\b|uns jemand (?:ein|sein|ihr))"
)
_WHO_DOES = re.compile(r"\b(?:jemand\w*|somebody|someone) (?:der|die|who) (?:\w+ )?(?:uns|mir|us|me)\b")
_FOR_OURS = re.compile(
    r"\b(?:\w{2,20}en sie |wer |jemand\w* |somebody |someone |who )(?:\w+ ){0,7}?(?:unsere[nmr]?|our) "
    r"(?=(\w+(?: \w+)?))"
)
_TAKES = re.compile(r"\b(?:nehmen|nimmt) (?:\w+ ){0,4}(?:gern an|entgegen)\b")
NEAR = 60
"""Letters between a wish and what is wished."""
PLACES = {"room": "rooms", "transport": "vehicles", "other": "posts"}
"""By what else somebody may call what they look for than in the title."""
COLLECTED = numbers.PIECES | {"other"}
GOODS = COLLECTED | {"room", "transport"}


@lru_cache(maxsize=20_000)
def in_phrases(title: str, text: str, kind: str) -> bool:
    is_deed = kind in DEEDS | {"other"}
    said = sentences(_RELATIVE.sub(" ", f"{title}. {text}"))
    whole = [clause for clauses in said for clause in clauses]
    clauses = [clause for clause in whole if not section("others_look").search(clause)]
    finds_takers = any(finds_takers_in(clause) for clause in clauses)
    if _PAYS.search(fold(f"{title} {text}")) or section("who_has").match(fold(title)):
        return True
    if any(_IF_WE.search(clause) for clause in whole) and not is_deed:
        return True
    if any(_wishes(clause, kind) or _WHO.match(clause) for clause in clauses):
        return True
    if kind in GOODS and any(_WHO_PARTS.match(c) and section("parts_with").search(c) for c in clauses):
        return True
    if is_deed and any(_LACKS.search(clause) for clause in clauses):
        return True
    if is_deed and (_invites_doers(title, said) or any(map(_joins, clauses))):
        return True
    if kind in PLACES and any(_seeks(PLACES[kind], clause) for clause in clauses) and not finds_takers:
        return True
    if kind in COLLECTED and any(section("collects").search(clause) or _TAKES.search(clause) for clause in whole):
        return not any(section("hands_on").search(clause) for clause in whole)
    if kind in GOODS and any(_seeks_it(clause, title) for clause in clauses) and not finds_takers:
        return True
    if any(section("gives").search(clause) and not section("looks").search(clause) for clause in clauses):
        return False
    if kind in GOODS and any(section("begs").search(clause) for clause in clauses) and not finds_takers:
        return True
    return is_deed and not finds_takers and any(_seeks_somebody(clause, title) for clause in clauses)


def finds_takers_in(clause: str) -> bool:
    """ "Looks for a new home", "looking for groups to use it"."""
    return any(section(name).search(clause) for name in ("takers", "partakers"))


def _wishes(clause: str, kind: str) -> bool:
    """ "We would like to rent a room", "I want to learn it"; who helps may like to learn by it."""
    if section("gets_it").search(clause):
        return True
    wish = section("wishes").search(clause)
    if not wish or clause.startswith("want to "):
        return False
    wished = clause[wish.end() : wish.end() + NEAR]
    is_own = re.search(r"\b(?:unser|mein|our|my)\w*\b", wished)
    if not is_own and section("gets").search(wished):
        return True
    return kind in {"know_how", "speaker", "other"} and section("is_taught").search(wished) is not None


def _invites_doers(title: str, said: Iterable[Sequence[str]]) -> bool:
    """ "Read to our children", "somebody who helps us": who does it is looked for."""
    if _seeks_somebody(fold(title), title):
        return True
    for sentence in map(" ".join, said):
        if _WHO_DOES.search(sentence) or any(is_for_ours(match[1]) for match in _FOR_OURS.finditer(sentence)):
            return True
    return False


def _joins(clause: str) -> bool:
    """ "Join us", "here you can help"; where one can only eat or learn something is given."""
    if section("joins").search(clause):
        return True
    with_us = section("with_us").search(clause)
    return with_us is not None and section("helping").search(clause, with_us.end()) is not None


def _seeks_somebody(clause: str, title: str) -> bool:
    """ "We need helpers", "helpers are welcome", "we need readers" where the title speaks of reading."""
    if section("welcome").search(clause) and section("somebody").search(clause):
        return True
    part = sought(clause)
    if part is None or section("others_look").search(clause):
        return False
    return bool(section("somebody").search(part)) or (_OURS.match(clause) is not None and _seeks_it(clause, title))


def _seeks_it(clause: str, title: str) -> bool:
    """Whether a clause looks for what the title names; who helps may look for a family to help."""
    part = sought(clause)
    return part is not None and share_a_subject(part, title)


def _seeks(what: str, clause: str) -> bool:
    looks = section("looks").search(clause)
    return looks is not None and section(what).search(clause, looks.end()) is not None
