"""Who gives and who takes, read from texts: an offer that looks for the same, a need that gives it away."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import leaning, numbers, said_asking, said_belongings, said_serving
from kiknet.matching.entry import Entry
from kiknet.matching.phrases import section
from kiknet.matching.said_clauses import COMMAS, SENTENCES, sentences
from kiknet.matching.weights import FOR_PEOPLE

_BECOMING = re.compile(r"[A-ZÄÖÜ]\S+ werden\Z|\b[Bb]ecome an?\b|\b[Сс]тати \w+|\b[Сс]тать \w+")
_QUESTION = re.compile(r"[^.:;!?\n؟]*[?؟]")
_PARTS = re.compile(
    r"\b(?:zu verschenken|verschenken wir|abzugeben|zu vergeben|muss(?:en)? (?:\w+ )?(?:raus|weg)\b|neues zuhause|"
    r"in gute hande|"
    r"(?:wir geben|geben wir|ich gebe|gebe ich) (?:\w+ ){0,6}(?:her|ab|weg)\b|giv\w+ away|to a good home)"
)
_CANNOT = re.compile(r"\b(?:kann|konnen|konnte|konnten) (?:\S+ ){0,5}nicht mehr\b(?! (?:ge)?brauchen)")
GIVING, UNLIKELY, LIKELY, LOUD, SURE = -0.5, 0.5, 2.2, 3.6, 4.5
"""Points of a text that sounds like giving, probably so; as likely like looking for something; probably; surely."""
A_SENTENCE = 8
"""Words from which all of them together say something without one that says it plainly."""
GOODS = numbers.PIECES | {"room", "other"}
DOING = frozenset({"volunteer", "know_how", "speaker", "interpreter"})
FETCHED = numbers.PIECES | {"room"}
BOTH_WAYS = frozenset({"language_partner", "cooperation_partner"})


def asks(offer: Entry) -> bool:
    """Whether what is filed as an offer looks for it: "We need chairs for our café", "Who has a room?"."""
    if offer.kind == "interpreter" and offer.languages and all(tongue.role == "wants" for tongue in offer.languages):
        return True
    if offer.kind == "cooperation_partner":
        return False
    if offer.kind == "language_partner":
        return _sounds_like_asking(offer, LOUD)
    if offer.kind in GOODS and said_belongings.asks_who_takes_it(offer.title, offer.text):
        return False
    if offer.kind in DOING and said_serving.serves(offer.title, offer.text):
        return False
    if said_belongings.finds_owners(offer.title, offer.text):
        return False
    return _asks_in_words(offer) or _sounds_like_asking(offer, LIKELY)


def _asks_in_words(offer: Entry) -> bool:
    title, text, kind = offer.title, offer.text, offer.kind
    return (
        said_asking.in_phrases(title, text, kind)
        or (kind == "volunteer" and said_serving.recruits(title, text))
        or (kind in DOING and said_serving.is_at_a_loss(title, text))
        or (kind in FETCHED and said_belongings.fetches(title, text))
    )


def _sounds_like_asking(offer: Entry, least: float) -> bool:
    """By all of its words, which must be sure of it where none of them says that somebody hopes for something."""
    points = leaning.points(offer.title, offer.text)
    return points > SURE or (points > least and _hopes(offer.title, offer.text))


@lru_cache(maxsize=20_000)
def _hopes(title: str, text: str) -> bool:
    ours = (clauses for clauses in sentences(f"{title}. {text}") if not any(map(_is_of_others, clauses)))
    return any(section(name).search(clause) for clauses in ours for clause in clauses for name in ("looks", "hopes"))


def _is_of_others(clause: str) -> bool:
    """ "If you need", "who wants it", "people who want to learn it"."""
    if section("others_look").search(clause) or said_asking.finds_takers_in(clause):
        return True
    return leaning.who_needs(clause)


def is_becoming(entry: Entry) -> bool:
    """ "Become a reader to children": who reads is looked for."""
    is_deed = entry.kind in FOR_PEOPLE - {"cooperation_partner"}
    return is_deed and bool(_BECOMING.search(COMMAS.split(SENTENCES.split(entry.title)[0])[0].strip()))


def gives(need: Entry) -> bool:
    """Whether what is filed as a need gives it away."""
    if need.kind in BOTH_WAYS:
        return False
    if need.kind == "volunteer" and said_serving.serves(need.title, need.text):
        return True
    if need.kind in DOING and _introduces(need):
        return True
    if need.kind in {"room", "transport"} and said_belongings.takes_in(need.title, need.text):
        return True
    return _gives(need.title, need.text, need.kind in GOODS) or _sounds_like_giving(need)


def _introduces(need: Entry) -> bool:
    is_likely = leaning.points(need.title, need.text) < LIKELY
    return is_likely and said_serving.introduces(need.title, need.text)


def _sounds_like_giving(need: Entry) -> bool:
    """By all of its words: where one of them says so, or where there are enough to say it together."""
    if need.kind in DOING and said_serving.speaks_of_family(need.text):
        return False
    points = leaning.points(need.title, need.text)
    if points < UNLIKELY and _has(need.title, need.text):
        return True
    is_long = len(leaning.tokens(need.title, need.text)) >= A_SENTENCE
    return points < GIVING and is_long and not _promises(need.text)


@lru_cache(maxsize=20_000)
def _promises(text: str) -> bool:
    """ "There is coffee for whoever helps"."""
    return section("rewards").search(fold(text)) is not None


@lru_cache(maxsize=20_000)
def _has(title: str, text: str) -> bool:
    """ "We give it to you", not "we give cake for it"."""
    clauses = (clause for sentence in sentences(f"{title}. {text}") for clause in sentence)
    clauses = (clause for clause in clauses if not section("rewards").search(clause))
    return any(section(name).search(clause) for clause in clauses for name in ("gives", "spare", "takers"))


@lru_cache(maxsize=20_000)
def _gives(title: str, text: str, is_thing: bool) -> bool:
    whole = [clause for sentence in sentences(f"{title}. {text}") for clause in sentence]
    if is_thing and said_belongings.asks_who_takes_it(title, text):
        return True
    if "?" in title or any(_looks(clause) for clause in whole):
        return False
    told = [clause for sentence in sentences(f"{title}. {_QUESTION.sub(' ', text)}") for clause in sentence]
    told = [clause for clause in told if not (section("rewards").search(clause) or _CANNOT.search(clause))]
    is_spare = any(section("spare").search(clause) or _PARTS.search(clause) for clause in told)
    if is_thing and (is_spare or said_belongings.parts(title, _QUESTION.sub(" ", text))):
        return True
    return bool(section("to_give").search(fold(title)))


def _looks(clause: str) -> bool:
    return section("looks").search(clause) is not None and not _is_of_others(clause)
