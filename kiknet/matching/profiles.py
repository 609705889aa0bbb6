"""What a listing is about, read once from its title, tags, features and text."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import attached, compounds, concepts, lexicon, narrowing, words
from kiknet.matching.entry import Entry
from kiknet.matching.said import afar
from kiknet.matching.weights import IMPLIED, weight_of
from kiknet.wording import language_names

TITLE, TAG, REASON, TEXT = 1.0, 1.0, 0.6, 0.5
WHAT_FOR = 0.2
"""Of a thing, what it is for says little: tents for the camp are not garden chairs for the camp."""
BY_THE_WAY = 0.8
"""What is only mentioned in an offer's text, not in its title or tags."""
ASIDE = 0.2
TELLING = 5
"""Letters of a word that says what a title is about, though no concept knows it."""
SAID_CLOSER, CLOSER = 0.3, 0.5
PRECISE = frozenset({"things", "deeds", "fields"})
PRECISE_OF_THINGS = PRECISE | {"features"}
THINGS = frozenset({"furniture", "equipment"})
LESSONS = frozenset({"homework", "tutoring", "course", "language_course", "exam"})
HELPING = frozenset({"event_help", "moving"})
"""Who "lends a hand" with something does that."""
FEATURES = {
    "changing_table": "Wickeltisch",
    "dark": "Verdunkelung",
    "garden": "Garten",
    "hearing_loop": "Induktionsschleife",
    "parking": "Parkplatz",
    "play_corner": "Spielecke",
    "prayer": "Ruheraum",
    "stage": "Bühne",
    "wheelchair": "barrierefrei",
}
"""What people write for features that come as codes; the others are words in some language already."""
LOOSE = frozenset(
    {"internship", "talk", "workshop", "course", "meeting", "accompany", "coach", "multilingual", "many_cultures"}
)
"""Forms that limit nothing: a party or a tournament does."""
_DENIED = re.compile(r"\b(?:kein\w*|ohne|außer|statt|without|no)\s+\w+", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_WHILE = re.compile(r"\s(?:während|during|під час|أثناء)\s", re.IGNORECASE)
_SAYS = re.compile(
    r"\s(?:braucht|brauchen|sucht|suchen|benötigt|benötigen|wünscht sich|bietet|bieten|verleiht|verschenkt)\s",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[.:;!?–]")
_OF = re.compile(r"\s(?:um|gegen|von|vom|für|fürs|mit|zum|zur|bei|beim|im|in|ins|über|of|for|with)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Profile:
    """Concepts with their weights. `main` are those of title and tags, `titled` those of the title, `named` its precise
    ones, `bound` what they are limited to, `belonging` what compounds name first, `heads` how these end,
    `begun` those of things that end as another thing (sofa cushions); `taught` are languages as a subject.
    """

    concepts: Mapping[str, float]
    main: Mapping[str, float]
    denied: frozenset[str]
    wider: frozenset[str]
    titled: frozenset[str]
    named: frozenset[str]
    bound: frozenset[str]
    belonging: frozenset[str]
    heads: Mapping[str, frozenset[str]]
    begun: frozenset[str]
    implied: Mapping[str, float]
    taught: frozenset[str]
    pieces: Mapping[str, float]
    words: Mapping[str, str]
    unknown: frozenset[str]
    aside: frozenset[str] = frozenset()

    def outspoken(self) -> "Profile":
        """With what its kind says by itself: that counts beside another kind."""
        if not self.implied:
            return self
        return replace(
            self,
            concepts={**self.concepts, **self.implied},
            main={**self.main, **self.implied},
            titled=self.titled | self.implied.keys(),
        )

    def besides(self, other: "Profile") -> "Profile":
        """Beside another: a laptop bag is no laptop, though it is a laptop bag."""
        ends = self.heads.keys() & other.heads.keys()
        alike = {c for c in ends if words.are_alike(self.heads[c], other.heads[c])}
        begun = (self.begun - other.begun) & other.titled
        aside = (self.belonging - other.belonging - alike) | (ends - alike) | begun
        if not aside:
            return self
        return replace(self, aside=aside, titled=self.titled - aside, named=self.named - aside)

    def certainty(self, sought: str, found: str) -> float:
        """How much it means to find a concept here: less in passing, less when something closer is said of it."""
        closer = CLOSER if found in self.wider and found != sought else 1.0
        return closer * self.meant(found) * (1.0 if found in self.main else BY_THE_WAY)

    def meant(self, name: str) -> float:
        """Less for what is named only because something belongs to it."""
        return ASIDE if name in self.aside else 1.0


def read(entry: Entry, rarity: words.Rarity) -> Profile:
    """What an entry is about, in its title, its tags and its text."""
    parts = _parts(entry)
    found, denied = _mentioned(parts)
    found = narrowing.for_kind(entry, found)
    wider = lexicon.wider_among(found)
    weighted = {
        c: found[c] * weight_of(c, entry.kind) * (SAID_CLOSER if c in wider else 1)
        for c in sorted(found.keys() - IMPLIED.get(entry.kind, frozenset()))
    }
    return Profile(
        concepts=weighted,
        main={c: w for c, w in weighted.items() if found[c] >= REASON} or weighted,
        denied=frozenset(denied - found.keys()),
        wider=wider,
        titled=frozenset(c for c in weighted if found[c] >= TITLE),
        named=frozenset(c for c in weighted.keys() - wider if found[c] >= TITLE and _is_precise(c, entry.kind)),
        bound=frozenset(c for c in _limits(_without_mode(entry.title)) if _is_precise(c, entry.kind) or is_occasion(c)),
        belonging=attached.belonging(entry, _tags(entry)),
        heads=attached.heads(entry),
        begun=attached.begun(entry),
        implied={c: weight_of(c, "volunteer") for c in sorted(found.keys() & IMPLIED.get(entry.kind, frozenset()))},
        taught=frozenset(language_names.named(entry.title) if LESSONS & found.keys() else ()),
        pieces=words.vector(_said_of(entry, parts), rarity),
        unknown=_unknown_heads(entry.title),
        words=_as_written(text for text, _ in parts),
    )


def _mentioned(parts: Iterable[tuple[str, float]]) -> tuple[dict[str, float], set[str]]:
    found: dict[str, float] = {}
    denied = set[str]()
    for text, weight in parts:
        mentioned = concepts.mentions(text)
        denied |= mentioned.denied
        for concept in mentioned.found:
            found[concept] = max(found.get(concept, 0.0), weight)
    return narrowing.narrowed(found), denied


def _as_written(texts: Iterable[str]) -> dict[str, str]:
    """The words that may count, folded, with how they were written first."""
    found: dict[str, str] = {}
    for text in texts:
        for written in _WORD.findall(text):
            word = fold(written)
            if words.speaking(word):
                found.setdefault(word, written)
    return found


def _parts(entry: Entry) -> list[tuple[str, float]]:
    return [*_of_title(_without_mode(entry.title)), *((tag, TAG) for tag in _tags(entry)), (entry.text, TEXT)]


def _tags(entry: Entry) -> list[str]:
    return [tag.replace("_", " ") for tag in (*entry.topics, *(FEATURES.get(code, code) for code in entry.features))]


@lru_cache(maxsize=20_000)
def _without_mode(title: str) -> str:
    """Lessons "online" are no lessons about the internet."""
    rest = afar.without_mode(title)
    is_said = any(lexicon.known()[name].facet in PRECISE for name in concepts.mentions(rest).found)
    return rest if is_said else title


@lru_cache(maxsize=20_000)
def _of_title(title: str) -> list[tuple[str, float]]:
    """A chair "for the party": the party is why, not what, unless nothing else is named. A talk "on" taxes is taxes.

    What "a course needs" is not a course, and what goes on meanwhile is never what.
    """
    who, *wanted = _SAYS.split(title, maxsplit=1)
    if wanted and any(not _is_form(name) for name in concepts.mentions(wanted[0]).found):
        return [*_of_title(wanted[0]), (who, REASON)]
    what, *why = attached.WHY.split(title, maxsplit=1)
    if why and _WHILE.search(title):
        return [(what, TITLE)]
    if why and any(not _is_form(name) for name in concepts.mentions(what).found):
        return [(title if _says_more(title, what, why[0]) else what, TITLE), (why[0], REASON)]
    return [(title, TITLE)]


def _says_more(title: str, *parts: str) -> bool:
    """Whether an idea is lost where a title is taken apart: "children to school with"."""
    return bool(concepts.mentions(title).found.difference(HELPING, *(concepts.mentions(part).found for part in parts)))


@lru_cache(maxsize=20_000)
def _unknown_heads(title: str) -> frozenset[str]:
    """The words before the preposition of a plain title, where no concept knows any of them."""
    what, *why = attached.WHY.split(title, maxsplit=1)
    if not why or _SENTENCES.search(title) or concepts.mentions(what).found:
        return frozenset()
    return frozenset(word for word in fold(what).split() if len(word) >= TELLING and words.speaking(word))


def _said_of(entry: Entry, parts: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    least = WHAT_FOR if entry.kind in attached.GOODS else REASON
    return [(_DENIED.sub(" ", text), least if weight == REASON else weight) for text, weight in parts]


@lru_cache(maxsize=20_000)
def _limits(title: str) -> frozenset[str]:
    """What a title limits its subject to: care "of fruit trees", a walk "with dogs", a "dog walk"."""
    what, *of = _OF.split(title, maxsplit=1)
    if of and concepts.mentions(what).found:
        return compounds.modifiers(what) | concepts.mentions(_SENTENCES.split(of[0])[0]).found
    return compounds.modifiers(title)


def _is_form(concept: str) -> bool:
    """A talk, a course, a lesson: what it is about still has to be said."""
    return concept in LESSONS or lexicon.known()[concept].facet == "forms"


def _is_precise(concept: str, kind: str) -> bool:
    """A partner is looked for what is to be held together: there an occasion is what it is about."""
    if kind == "cooperation_partner" and is_occasion(concept):
        return True
    return lexicon.known()[concept].facet in (PRECISE_OF_THINGS if kind in THINGS else PRECISE)


def is_occasion(concept: str) -> bool:
    return lexicon.known()[concept].facet == "forms" and concept not in LOOSE
