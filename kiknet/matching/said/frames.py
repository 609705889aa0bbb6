"""Plain ways of saying what somebody wants, and that they give the very thing the title names (`frames.txt`)."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from kiknet.fold import fold
from kiknet.matching.said.clauses import sentences, share_a_subject
from kiknet.wording import sections

FILE = Path(__file__).with_name("frames.txt")
_IT = re.compile(r"\b(?:ihn|es|das|den|dies\w*|davon|welche|so (?:et)?was|sie|it|them|one|onu|його|її|їх|его|ее|их)\b")
_QUESTION = re.compile(r"[^.:;!?\n؟]*[?؟]")
_TO_OTHERS = re.compile(
    r"\b(?:uns|mir|mich|wir|euch|ihr|wer|jemand\w*|(?:einen?|welche[rs]?) (?:verein|gruppe|firma)|"
    r"we|us|me|anyone|anybody|someone|who)\b"
)
_WHAT_THEY_LACK = re.compile(
    r"\b(?:(?:ge)?brauch\w*|such\w*|mocht\w*|mag|magst|will|wollen|wollt\w*|willst|interess\w*|bedarf|verwendung|lust|"
    r"nimmt|nehmen|holt|muss|fehl\w*|benotig\w*|need\w*|want\w*|like|use|freuen|noch kein\w*|platz fur|kennst|"
    r"was|warum|wie|wann|wozu|weshalb|what|why|how|when)\b"
)
""""Do you need one?", "How does it go on?": whoever asks so has it."""
ALONE = 3
"""Words of a clause that says no more than this: "to give away: ..."."""
SHORTEST, LETTERS = 4, 6
"""Of a word, and of its beginning: "Beamer" and "Beamers"."""


def wants(sentence: Sequence[str]) -> bool:
    """Whether the folded clauses of a sentence want something, and not only say what others want."""
    whole = " ".join(sentence)
    return _says("wants", whole) and not _says("but_not", whole)


def wants_yours(sentence: Sequence[str]) -> bool:
    """ "If you have one, please tell us"."""
    return _says("wants_yours", " ".join(sentence))


@lru_cache(maxsize=20_000)
def gives_it(title: str, text: str) -> bool:
    """Whether a clause gives what the title names; who asks "Who lends one?" does not have it."""
    clauses = (clause for sentence in sentences(f"{title}. {text}") for clause in sentence)
    return any(_says("gives", one) and not _says("gives_not", one) and _names_it(one, title) for one in clauses)


@lru_cache(maxsize=20_000)
def asks_for_it(title: str, text: str) -> bool:
    """Whether others are asked for what the title names: "Has one of you a drill?", not "Who needs a drill?"."""
    questions = map(fold, _QUESTION.findall(f"{title}. {text}"))
    return any(
        _TO_OTHERS.search(one) and not _WHAT_THEY_LACK.search(one) and _names_it(one, title) for one in questions
    )


def _names_it(clause: str, title: str) -> bool:
    if len(clause.split()) <= ALONE or _IT.search(clause) or any(word in clause for word in _beginnings(title)):
        return True
    return share_a_subject(clause, title)


@lru_cache(maxsize=20_000)
def _beginnings(title: str) -> frozenset[str]:
    return frozenset(word[:LETTERS] for word in fold(title).split() if len(word) >= SHORTEST)


def _says(section: str, said: str) -> bool:
    return _frames(section).search(f"{said} ") is not None


@cache
def _frames(section: str) -> re.Pattern[str]:
    frames = ("".join(map(_part, frame.split())) for frame in sections.lines(FILE)[section])
    return re.compile(rf"(?<!\S)(?:{'|'.join(frames)})")


def _part(part: str) -> str:
    if part == "^":
        return r"\A"
    if part == "$":
        return r"\Z"
    if part == "…":
        return r"(?:\S+ ){0,8}?"
    words = "|".join(
        re.escape(fold(word.rstrip("*"))) + (r"\S*" if word.endswith("*") else "") for word in part.split("|")
    )
    return rf"(?:{words}) "
