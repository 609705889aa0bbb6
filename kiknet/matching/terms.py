"""Under which terms an entry is found. A need and an offer that fit have some of them in common."""

from collections.abc import Iterator

from kiknet.fold import fold
from kiknet.matching import concepts, lexicon, tongues, words
from kiknet.matching.entry import WEEKDAYS, Entry
from kiknet.matching.profiles import Profile

MOST_CONCEPTS, MOST_WORDS = 8, 6
PREFIX, SUFFIX, COMPOUND = 6, 6, 9
WEIGHTS = {"c": 4.0, "w": 4.0, "l": 4.0, "a": 2.0, "k": 1.0}
"""How much a common term of each sort says, before its rarity: concept, word, language, aspects of a kind, kind."""


def terms(entry: Entry, profile: Profile) -> list[str]:
    """Each once, the telling ones first."""
    found = [*_of_concepts(profile), *_of_words(entry), *_of_languages(entry), *_of_kind(entry)]
    return list(dict.fromkeys(term[:60] for term in found))


def _of_concepts(profile: Profile) -> Iterator[str]:
    """With what each is a kind of, so that who looks for football finds those who offer sport."""
    ordered = sorted(profile.concepts, key=lambda name: (-profile.concepts[name], name))[:MOST_CONCEPTS]
    yield from (f"c:{name}" for name in ordered)
    yield from (f"c:{wider}" for name in ordered for wider in lexicon.known()[name].wider)


def _of_words(entry: Entry) -> Iterator[str]:
    """Beginnings and ends of words no concept knows."""
    said = fold(" ".join((entry.title, *entry.topics, *entry.features))).split()
    unknown = [w for w in dict.fromkeys(said) if words.speaking(w) and not concepts.mentions(w).found]
    for word in sorted(unknown, key=lambda w: (-len(w), w))[:MOST_WORDS]:
        yield f"w:{word[:PREFIX]}"
        if len(word) >= COMPOUND:
            yield f"w:-{word[-SUFFIX:]}"


def _of_languages(entry: Entry) -> Iterator[str]:
    days = _days(entry)
    for code in tongues.sought(entry):
        yield f"l:{code}"
        yield from (f"l:{code}:{day}" for day in days)
        if entry.district is not None:
            yield f"l:{code}:d{entry.district}"


def _of_kind(entry: Entry) -> Iterator[str]:
    yield from (f"a:{entry.kind}:{day}" for day in _days(entry))
    if entry.district is not None:
        yield f"a:{entry.kind}:d{entry.district}"
    yield from (f"a:{entry.kind}:{audience}" for audience in entry.audiences)
    yield f"k:{entry.kind}"


def _days(entry: Entry) -> list[str]:
    windows = entry.availability.windows if entry.availability else ()
    return sorted({WEEKDAYS[window.weekday] for window in windows})
