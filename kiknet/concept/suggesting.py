"""Which measures something may serve (pure): at most five, the likeliest first, the same ones every time.

Words decide, rare ones more than those many measures share; the field of action and the audience help. Where no word
speaks for a measure it is not suggested: five names by chance would be answered by chance.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from kiknet.fold import fold

MOST = 5
MOST_WORDS = 80
TITLE, TOPIC, TEXT, AUDIENCE = 3.0, 2.5, 0.6, 1.2
LOUD = 1.0
OF_THE_GOAL = 0.4
SAME_FIELD, OTHER_FIELD = 1.5, 0.5
LEAST = 1.0
BESIDE_THE_BEST = 0.4
COMMON = 0.35
ENDINGS = ("innen", "ungen", "ung", "isch", "en", "er", "es", "e", "n", "s")
STEM, PART, BEGINNING = 4, 5, 6
EMPTY = frozenset(
    fold(
        "aber alle allen aller alles also auch beim bitte dann dass diese diesem diesen dieser doch dort durch "
        "eine einem einen einer eines einfach euch euer für gegen gemeinsam haben hier ihre ihren ihrer immer jede "
        "jeden jeder jedes kann können kommen kommt machen mehr menschen nach neue neuen nicht noch oder ohne sein "
        "sich sind über unser unsere unseren unserer unter viele weil wenn werden wird wollen zwischen angebot "
        "angebote veranstaltung veranstaltungen with from that this they your have"
    ).split()
)
AUDIENCES: Mapping[str, str] = {
    "women": "frauen mädchen mütter",
    "men": "männer väter",
    "children": "kinder kita",
    "youth": "jugend jugendliche junge",
    "families": "familien eltern",
    "parents": "eltern mütter väter",
    "seniors": "senioren ältere alter",
    "newcomers": "neuzugewanderte zugewanderte geflüchtete ankommen willkommen",
}
"""How a catalogue speaks of those an event is for."""


@dataclass(frozen=True)
class Measured:
    """A measure as it is compared; `order` is its place in the catalogue."""

    id: int
    field: str
    order: tuple[object, ...]
    title: str
    plain: str = ""
    goal: str = ""


@dataclass(frozen=True)
class Wanted:
    """What something says about itself."""

    title: str
    text: str = ""
    fields: Sequence[str] = ()
    audiences: Sequence[str] = ()
    topics: Sequence[str] = field(default=())


def suggest(wanted: Wanted, measures: Iterable[Measured], most: int = MOST) -> list[int]:
    """The ids of at most `most` measures it may serve."""
    measures = list(measures)
    said = _said(wanted)
    bodies = {measure.id: _body(measure) for measure in measures}
    shared = Counter(stem for body in bodies.values() for stem in body)
    worth = {stem: _heard(stem, said) * _rarity(number, len(measures)) for stem, number in shared.items()}
    scored = [(_score(measure, wanted, bodies[measure.id], worth), measure) for measure in measures]
    least = max([LEAST, *(BESIDE_THE_BEST * points for points, _measure in scored)])
    likely = sorted((pair for pair in scored if pair[0] >= least), key=lambda pair: (-pair[0], _place(pair[1])))
    return [measure.id for _points, measure in likely[:most]]


def _score(measure: Measured, wanted: Wanted, body: Mapping[str, float], worth: Mapping[str, float]) -> float:
    points = sum(weight * worth[stem] for stem, weight in body.items())
    if not wanted.fields:
        return points
    return points * (SAME_FIELD if measure.field in wanted.fields else OTHER_FIELD)


def _rarity(number: int, of: int) -> float:
    """1 for a stem that a single measure has, down to `COMMON` for one that all have."""
    return max(COMMON, log(1 + of / number) / log(1 + of))


def _place(measure: Measured) -> tuple[object, ...]:
    return measure.field, measure.order, measure.id


def _said(wanted: Wanted) -> dict[str, float]:
    """Its stems, each with what it weighs."""
    audiences = " ".join(AUDIENCES.get(code, "") for code in wanted.audiences)
    parts = ((wanted.text, TEXT), (audiences, AUDIENCE), (" ".join(wanted.topics), TOPIC), (wanted.title, TITLE))
    return {stem: weight for text, weight in parts for stem in stems(text)}


def _body(measure: Measured) -> dict[str, float]:
    own = dict.fromkeys(stems(f"{measure.title} {measure.plain}"), 1.0)
    return dict.fromkeys(stems(measure.goal), OF_THE_GOAL) | own


def _heard(stem: str, said: Mapping[str, float]) -> float:
    """How clearly something speaks of this stem: in its title a part of a compound will do, in a long text not."""
    parts = (weight * alike(stem, other) for other, weight in said.items() if weight > LOUD)
    return max([said.get(stem, 0.0), *parts])


def alike(one: str, other: str) -> float:
    """1 for the same stem, less for compounds that share a part: Sprachcafé and Sprachkurs, Kurs and Sprachkurs."""
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=lambda stem: (len(stem), stem))
    if len(short) >= PART and (long.startswith(short) or long.endswith(short)):
        return 0.8
    return 0.5 if len(short) >= BEGINNING and short[:BEGINNING] == long[:BEGINNING] else 0.0


def stems(text: str) -> list[str]:
    """The words that say something, without their endings, each once, in order."""
    words = [word for word in fold(text[:10_000]).split() if len(word) >= STEM and word not in EMPTY]
    return list(dict.fromkeys(_stem(word) for word in words))[:MOST_WORDS]


def _stem(word: str) -> str:
    ending = next((end for end in ENDINGS if word.endswith(end) and len(word) - len(end) >= STEM), "")
    return word.removesuffix(ending)
