"""Who gives and who takes, read from texts: an offer that looks for the same, a need that gives it away."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import concepts, lexicon, numbers
from kiknet.matching.entry import Entry
from kiknet.matching.phrases import section
from kiknet.matching.weights import DEEDS, FOR_PEOPLE

_COMMAS = re.compile(r"[,،]\s")
_SENTENCES = re.compile(r"[.:;!?\n؟]+")
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
)
_IF_WE = re.compile(
    r"\b(?:wenn|falls|if) (?:(?:wir|we) (?:\w+ ){1,6}(?:nutzen|benutzen|haben|use|have)\b|uns jemand (?:ein|sein|ihr))"
)
_WHO_DOES = re.compile(r"\b(?:jemand\w*|somebody|someone) (?:der|die|who) (?:\w+ )?(?:uns|mir|us|me)\b")
_FOR_OURS = re.compile(
    r"\b(?:\w{2,20}en sie |wer |jemand\w* |somebody |someone |who )(?:\w+ ){0,7}?(?:unsere[nmr]?|our) "
    r"(?=(\w+(?: \w+)?))"
)
_CHOOSES = re.compile(r"\b(?:suche|suchen|sucht) (?:\w+ ){1,4}aus(?: und\b|\Z)")
_TAKES = re.compile(r"\b(?:nehmen|nimmt) (?:\w+ ){0,4}gern an\b")
_BECOMING = re.compile(r"[A-ZÄÖÜ]\S+ werden\Z|\b[Bb]ecome an?\b|\b[Сс]тати \w+|\b[Сс]тать \w+")
_WHO_TAKES = re.compile(
    r"(?:wer|who|anyone|anybody) (?:\w+ )?(?:braucht|will|mochte|mag|nimmt|wants?|needs?|would like|could use)\b"
    r"|кому (?:\w+ )?(?:потріб|нуж|треба|віддати|отдать)|хто (?:хоче|візьме)|кто (?:хочет|возьмет)"
    r"|من (?:يريد|يحتاج)|kim (?:ister|alir)|isteyen var"
)
_HANDED = re.compile(r"\b(?:uns|us|leihen|spenden|schenken|geben|uberlassen|lend|give|donate)\b")
SHORTEST = 4
"""Letters of what can say something."""
NEAR = 60
"""Letters between a wish and what is wished."""
NO_SUBJECT = frozenset({"who", "forms", "features"})
PLACES = {"room": "rooms", "transport": "vehicles", "other": "posts"}
"""By what else somebody may call what they look for than in the title."""
GOODS = numbers.PIECES | {"room", "other", "transport"}
BOTH_WAYS = frozenset({"language_partner", "cooperation_partner"})


def asks(offer: Entry) -> bool:
    """Whether what is filed as an offer looks for it: "We need chairs for our café", "Who has a room?"."""
    if offer.kind == "interpreter" and offer.languages and all(tongue.role == "wants" for tongue in offer.languages):
        return True
    return offer.kind not in BOTH_WAYS and _asks(offer.title, offer.text, offer.kind)


@lru_cache(maxsize=20_000)
def _asks(title: str, text: str, kind: str) -> bool:
    is_deed = kind in DEEDS | {"other"}
    sentences = _sentences(_RELATIVE.sub(" ", f"{title}. {text}"))
    whole = [clause for clauses in sentences for clause in clauses]
    clauses = [clause for clause in whole if not section("others_look").search(clause)]
    finds_takers = any(section("takers").search(clause) for clause in clauses)
    if _PAYS.search(fold(f"{title} {text}")) or section("who_has").match(fold(title)):
        return True
    if any(_IF_WE.search(clause) for clause in whole) and not is_deed:
        return True
    if any(_wishes(clause, kind) or _WHO.match(clause) for clause in clauses):
        return True
    if is_deed and (_invites_doers(title, sentences) or any(map(_joins, clauses))):
        return True
    if kind in PLACES and any(_seeks(PLACES[kind], clause) for clause in clauses) and not finds_takers:
        return True
    if kind in numbers.PIECES and any(section("collects").search(clause) or _TAKES.search(clause) for clause in whole):
        return not any(section("hands_on").search(clause) for clause in whole)
    if kind in GOODS and any(_seeks_it(clause, title) for clause in clauses) and not finds_takers:
        return True
    if any(section("gives").search(clause) and not section("looks").search(clause) for clause in clauses):
        return False
    if kind in GOODS and any(section("begs").search(clause) for clause in clauses) and not finds_takers:
        return True
    return is_deed and not finds_takers and any(_seeks_somebody(clause, title) for clause in clauses)


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


def _sentences(text: str) -> list[list[str]]:
    """The clauses of each sentence, folded."""
    return [
        [folded for clause in _COMMAS.split(sentence) if len(folded := fold(clause)) >= SHORTEST]
        for sentence in _SENTENCES.split(text)
        if len(sentence) >= SHORTEST
    ]


def _invites_doers(title: str, sentences: Iterable[Sequence[str]]) -> bool:
    """ "Read to our children", "somebody who helps us": who does it is looked for."""
    if _seeks_somebody(fold(title), title):
        return True
    for sentence in map(" ".join, sentences):
        if _WHO_DOES.search(sentence) or any(_is_for_ours(match[1]) for match in _FOR_OURS.finditer(sentence)):
            return True
    return False


def _joins(clause: str) -> bool:
    """ "Join us", "here you can help"; where one can only eat or learn something is given."""
    if section("joins").search(clause):
        return True
    with_us = section("with_us").search(clause)
    return with_us is not None and section("helping").search(clause, with_us.end()) is not None


@lru_cache(maxsize=20_000)
def _is_for_ours(words: str) -> bool:
    return any(lexicon.known()[name].facet == "who" for name in concepts.mentions(words).found) or bool(
        section("ours").match(words)
    )


def _sought(clause: str) -> str | None:
    """What stands behind "we need", or before "is needed"."""
    looks = section("looks").search(clause)
    if not looks or _CHOOSES.search(clause):
        return None
    return clause if section("wanted").search(clause) else clause[looks.end() :]


def _seeks_somebody(clause: str, title: str) -> bool:
    """ "We need helpers", "helpers are welcome", "we need readers" where the title speaks of reading."""
    if section("welcome").search(clause) and section("somebody").search(clause):
        return True
    sought = _sought(clause)
    if sought is None or section("others_look").search(clause):
        return False
    return bool(section("somebody").search(sought)) or (_OURS.match(clause) is not None and _seeks_it(clause, title))


def _seeks_it(clause: str, title: str) -> bool:
    """Whether a clause looks for what the title names; who helps may look for a family to help."""
    sought = _sought(clause)
    if sought is None:
        return False
    said = concepts.mentions(sought)
    shared = (said.found | said.denied) & concepts.mentions(title).found
    return any(lexicon.known()[name].facet not in NO_SUBJECT for name in shared)


def _seeks(what: str, clause: str) -> bool:
    looks = section("looks").search(clause)
    return looks is not None and section(what).search(clause, looks.end()) is not None


def is_becoming(entry: Entry) -> bool:
    """ "Become a reader to children": who reads is looked for."""
    is_deed = entry.kind in FOR_PEOPLE - {"cooperation_partner"}
    return is_deed and bool(_BECOMING.search(_COMMAS.split(_SENTENCES.split(entry.title)[0])[0].strip()))


def gives(need: Entry) -> bool:
    """Whether what is filed as a need gives it away."""
    if need.kind in BOTH_WAYS:
        return False
    return _gives(need.title, need.text, need.kind in numbers.PIECES | {"room"})


@lru_cache(maxsize=20_000)
def _gives(title: str, text: str, is_thing: bool) -> bool:
    named = fold(title)
    clauses = [clause for sentence in _sentences(f"{title}. {text}") for clause in sentence]
    if is_thing and any(_WHO_TAKES.match(clause) and not _HANDED.search(clause) for clause in clauses):
        return True
    if "?" in title or any(section("looks").search(c) and not section("others_look").search(c) for c in clauses):
        return False
    is_spare = is_thing and any(section("spare").search(clause) for clause in clauses)
    return is_spare or bool(section("to_give").search(named))
