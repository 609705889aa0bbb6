"""Which languages somebody says they hardly speak: "no German", "German: A1", "my German is still a beginner's"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching.concepts import AFTERWARDS, DENIALS
from kiknet.matching.said.clauses import denies
from kiknet.matching.said.phrases import section
from kiknet.wording import language_names

_ENDS = re.compile(r"([.,;:!?()\n،؟…]|\s[-–—]\s|\s(?:aber|jedoch|doch|dafür|but|though|ama|fakat|але|но|зато|а|لكن)\s)")
_AND = re.compile(r" (?:und|and|ve|та|і|и|y) ")
HEADED = frozenset(":?(-–—,")
"""What stands between a language and how it is spoken: "German: hardly", "German? Not yet"."""
NEAR = 6
"""Words."""
LABEL = 2
"""Words of "German" or "my German" standing alone."""
_RELATIVE = re.compile(
    r"\A(?:die|der|das|den|denen|deren|wer|wem|wen|wenn|falls|welche\w*|who|whose|which|that|if|які|яка|яки[йи]|котр\w*|хто"
    r"|якщо|котор\w*|кто|кому|если|التي|الذين|الذي|اللواتي|من|اذا)\b"
)
_WITHOUT = re.compile(rf"\b(?:{'|'.join(sorted(DENIALS | AFTERWARDS))})\b")
_THOSE_WHO = re.compile(r"\b(?:(?:bilme|olma|konusama|konusma)yan|olan)")
_STILL = re.compile(
    r"\A(?:leider|noch|wenn auch|nur|allerdings|unfortunately|still|ne yazik|maalesef|на жаль|к сожалению|للاسف)\b"
)
_A_LITTLE = re.compile(
    rf"(?:(?:auch|noch|nur|leider|ein|einen|just|only|also|sadece|cok|трохи|еще|ще) )*{section('little').pattern}"
)
_OURSELVES = re.compile(r"\b(?:ich|mein\w*|wir|unser\w*|i|my|we|our|ben|benim|я|ми|мы|мо[йяєеіи]\w*|انا)\b")


@lru_cache(maxsize=20_000)
def spoken(title: str, text: str) -> frozenset[str]:
    """Languages a text says are hardly spoken by those who write it; not to need one says nothing of it.

    Who speaks Sorani, but not Kurmanji, speaks Kurdish.
    """
    if not language_names.named(f"{title} {text}"):
        return frozenset()
    hardly, well = set[str](), set[str]()
    for clause in clauses(f"{title}. {text}"):
        if is_weak(clause):
            hardly.update(_said_weakly(clause))
        else:
            well.update(name.partition(".")[0] for name in language_names.varieties(clause))
    return frozenset(hardly - well)


def is_weak(clause: str) -> bool:
    said = section("good_enough").sub(" ", clause)
    is_none = denies(said) and not section("not_needed").search(said)
    if not (is_none or section("little").search(said)) or _is_of_else(said):
        return False
    return not (section("once").search(said) or is_of_others(said))


def _said_weakly(clause: str) -> set[str]:
    """The languages near the words that say so."""
    words = clause.split()
    found = [*_WITHOUT.finditer(clause), *section("little").finditer(clause)]
    weak = [clause.count(" ", 0, match.start()) for match in found]
    near = {number for place in weak for number in range(place - NEAR, place + NEAR + 1)}
    return {*language_names.named(" ".join(word for number, word in enumerate(words) if number in near))}


def _is_of_else(clause: str) -> bool:
    """ "No papers from Arabic", "German–Arabic not on Fridays", "little time" denies no language."""
    return any(section(name).search(clause) for name in ("papers", "from_afar", "sworn", "times_and_pay"))


def is_of_others(clause: str) -> bool:
    """ "Families without German", of whom nobody speaks for themselves."""
    found = [match.start() for match in (_WITHOUT.search(clause), section("little").search(clause)) if match]
    before = clause[: min(found, default=0)]
    people = [*section("people_there").finditer(before)]
    return bool(_THOSE_WHO.search(clause) or (people and not _OURSELVES.search(before, people[-1].end())))


def clauses(whole: str) -> Iterator[str]:
    """Folded. A language by itself belongs to what follows, "well" and "hardly" joined by "and" are two."""
    parts = _ENDS.split(whole)
    label, before = "", "."
    for clause, after in zip(map(fold, parts[::2]), (*(end.strip() for end in parts[1::2]), "."), strict=True):
        follows = bool(label) and not language_names.named(clause) and (before != "," or _STILL.match(clause))
        if follows:
            clause = f"{label} {clause}"
        elif label:
            yield label
        is_label = (
            not follows and after in HEADED and len(clause.split()) <= LABEL and bool(language_names.named(clause))
        )
        label = clause if is_label else ""
        if not is_label and not (before == "," and _is_relative(clause)):
            yield from _joined(clause)
        before = after


def _is_relative(clause: str) -> bool:
    return _RELATIVE.search(clause) is not None and not _OURSELVES.search(clause)


def _joined(clause: str) -> Iterator[str]:
    first, *rest = _AND.split(clause, maxsplit=1)
    is_apart = bool(rest) and (section("well").search(first) or _A_LITTLE.match(rest[0]))
    if is_apart and language_names.named(first) and language_names.named(rest[0]):
        yield first
        yield from _joined(rest[0])
    else:
        yield clause
