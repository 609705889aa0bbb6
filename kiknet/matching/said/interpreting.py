"""How somebody interprets: aloud or on paper, on the spot or by telephone, into which language."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import concepts
from kiknet.matching.entry import Entry
from kiknet.matching.said.clauses import denies
from kiknet.matching.said.phrases import section
from kiknet.wording import language_names

ALOUD, WRITTEN, HERE, AFAR, SWORN = "aloud", "written", "here", "afar", "sworn"
DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su", "weekend", "mornings", "afternoons", "evenings")
_CLAUSES = re.compile(r"[.,;:!?\n،؟]|\s(?:aber|but|ama|але|но|لكن|und|and|ve|та|и)\s")
_INTO = re.compile(r"\b(?:ins|in das|into|auf das) (\w+)")
_NOT = ("nicht ", "not ", "не ")
NAMES = {ALOUD: "aloud", WRITTEN: "on_paper", HERE: "on_the_spot", AFAR: "from_afar", SWORN: "sworn"}


def differ(need: Entry, offer: Entry) -> bool:
    """Whether papers are translated where somebody must speak, or nobody comes who must be there, or the reverse."""
    if "interpreter" not in (need.kind, offer.kind):
        return False
    if offer.kind != "interpreter":
        return _teaches(offer.title) and not _teaches(f"{need.title} {need.text}")
    if need.kind != "interpreter":
        return False
    if _only_teaches(offer.title, offer.text):
        return True
    asked = _asked(need.title, need.text) | _sworn(need.title, need.text)
    if WRITTEN not in asked and section("written").search(fold(offer.title)):
        return True
    if _speaks_of_papers_alone(offer.title, offer.text) and WRITTEN not in asked and _is_aloud(need.title, need.text):
        return True
    return bool(asked & _shut(offer.title, offer.text)) or (WRITTEN in asked and _into_else(need, offer))


@lru_cache(maxsize=20_000)
def _teaches(text: str) -> bool:
    """A course in a language interprets for nobody."""
    folded = fold(text)
    return bool(section("teaches").search(folded)) and not section("aloud").search(folded)


@lru_cache(maxsize=20_000)
def _only_teaches(title: str, text: str) -> bool:
    """A teacher of Arabic who does not speak of interpreting, though filed under it."""
    is_lesson = section("way_of_lessons").search(fold(title)) is not None
    return is_lesson and "translate" not in concepts.mentions(f"{title}. {text}").found and _teaches(f"{title}. {text}")


@lru_cache(maxsize=20_000)
def _asked(title: str, text: str) -> frozenset[str]:
    """What it takes: papers, or speaking; and that on the spot unless a telephone is spoken of."""
    said, heading = fold(f"{title}. {text}"), fold(title)
    is_paper = bool(section("written").search(said)) and not section("aloud").search(heading)
    if is_paper or (section("on_paper").search(heading) and not section("aloud").search(said)):
        return frozenset({WRITTEN})
    if section("from_afar").search(said):
        return frozenset({ALOUD} if section("on_the_spot").search(said) else {ALOUD, AFAR})
    return frozenset({ALOUD, HERE})


@lru_cache(maxsize=20_000)
def _speaks_of_papers_alone(title: str, text: str) -> bool:
    """ "We translate contracts": nobody comes to a talk."""
    return bool(section("papers").search(fold(f"{title}. {text}"))) and not _is_aloud(title, text)


@lru_cache(maxsize=20_000)
def _is_aloud(title: str, text: str) -> bool:
    said = fold(f"{title}. {text}")
    return any(section(name).search(said) for name in ("aloud", "on_the_spot", "from_afar"))


@lru_cache(maxsize=20_000)
def _sworn(title: str, text: str) -> frozenset[str]:
    return frozenset({SWORN} if section("sworn").search(fold(f"{title}. {text}")) else ())


@lru_cache(maxsize=20_000)
def _shut(title: str, text: str) -> frozenset[str]:
    """What an offer does not do: "no papers", "only by telephone", "I do not come along"."""
    shut = {ALOUD} if section("not_aloud").search(fold(text)) else set[str]()
    for clause in map(fold, _CLAUSES.split(f"{title}. {text}")):
        spoken_of = {what for what, name in NAMES.items() if section(name).search(clause)}
        if denies(clause):
            shut |= spoken_of if not any(section(day).search(clause) for day in DAYS) else set()
        elif section("just").search(clause):
            shut |= _others(spoken_of)
    return frozenset(shut)


def _others(only: set[str]) -> set[str]:
    """Who comes along only by telephone does not come; who only writes does neither."""
    if only == {WRITTEN}:
        return {ALOUD}
    if AFAR in only and HERE not in only:
        return {HERE}
    if HERE in only and AFAR not in only:
        return {AFAR}
    return {WRITTEN} if only == {ALOUD} else set()


def _into_else(need: Entry, offer: Entry) -> bool:
    asked, given = _into(need.title, need.text), _into(offer.title, offer.text)
    return bool(asked and given) and not asked & given


@lru_cache(maxsize=20_000)
def _into(title: str, text: str) -> frozenset[str]:
    """The languages papers are translated into, unless it is done both ways."""
    said = fold(f"{title}. {text}")
    if any(not said[: found.start()].endswith(_NOT) for found in section("both_ways").finditer(said)):
        return frozenset()
    return frozenset(code for word in _INTO.findall(said) for code in language_names.named(word))
