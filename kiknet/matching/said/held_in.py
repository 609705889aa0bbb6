"""In which language something is held, read or said, as far as texts tell: a talk in Ukrainian, reading in French."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import tongues
from kiknet.matching.entry import Entry
from kiknet.matching.said.clauses import COMMAS
from kiknet.matching.said.phrases import section
from kiknet.wording import language_names

COMMON = tongues.COMMON
_SENTENCES = re.compile(r"[.;:!?()\n،؟…]|\s[-–—]\s")
_IN = re.compile(
    r"\b(?:auf|in|по|на|باللغه) (?P<one>\w+)|\b(?P<two>\w+) (?:sprache|language|olarak|мовою|языке|dilinde)\b"
    r"|\b(?P<three>\w+sprachig\w*|بال\w+|\w+ською)\b"
)
_ALONE = re.compile(r"\b[A-ZÄÖÜ]\w+isch\b(?!-)")
_APPENDED = re.compile(r"[,(/]\s*([A-Za-zÄÖÜäöü]+isch)\s*(?=[,)/]|$)")
_WITH = re.compile(r"\b(?:mit|Muttersprache) ([A-ZÄÖÜ]\w+)\b(?!-)")
_LABEL = re.compile(r"(?i)\b(?:\w*sprachen?|languages?|dil|diller|мов[аи]|языки?)\s*:\s*([^.;\n]+)")
_WHO = re.compile(r"\b(?:jemand\w*|wer|die|der|someone|anyone|who|хто|кто|яка|котора\w*)\b")
_SOMEBODY = re.compile(r"\b(?:jemand\w*|someone|somebody|anyone|muss|sollte|must|should|хтось|когось|кто то|кого то)\b")
_SPEAKS_ONLY = re.compile(
    r"\b(?:spricht|sprechen|versteht|verstehen|kann|konnen|speaks?|understands?|говорить|говорит|розмовляє|понимает) "
    r"(?:\w+ ){0,3}?(?:nur|only|ausschliesslich|лише|тільки|только) (?P<rest>(?:\w+ ?){1,4})"
)
_IS_THERE = re.compile(r"\b(?:\w*dolmetsch|\w*sprachmittl|ubersetz|interpret|tercuman|переклад|перевод|مترجم|ترجم)")


def differ(need: Entry, offer: Entry) -> bool:
    """Whether it is needed in one language and offered in others; interpreters and partners are read elsewhere.

    Who does it in German may speak more than that.
    """
    if {need.kind, offer.kind} & (tongues.NEED_NONE | tongues.LIVE_ON_LANGUAGE):
        return False
    asked = _asked(need)
    given = _held(offer.title, offer.text) | _spoken(offer) if asked else frozenset[str]()
    if not given - {COMMON} or asked & (given | _named(offer.title, offer.text)):
        return False
    return bool(asked - {COMMON}) or not section("as_well").search(fold(f"{offer.title}. {offer.text}"))


def _asked(need: Entry) -> frozenset[str]:
    if _IS_THERE.search(fold(f"{need.title}. {need.text}")):
        return frozenset()
    wanted = frozenset(tongue.code for tongue in need.languages if tongue.role == "wants")
    return (wanted if wanted - {COMMON} else frozenset()) | (
        _held(_title_of(need), need.text) or _titled(need.title) | _must_speak(need.title, need.text)
    )


def _title_of(need: Entry) -> str:
    """Lessons "in English" teach it, those "auf Englisch" are held in it."""
    return need.title.replace(" in ", " ") if is_taught(need.title) else need.title


@lru_cache(maxsize=20_000)
def is_taught(title: str) -> bool:
    folded = fold(title)
    return any(section(name).search(folded) for name in ("teaches", "lessons"))


def _spoken(offer: Entry) -> frozenset[str]:
    stated = {tongue.code for tongue in offer.languages if tongue.role in {"speaks", "offers", None}}
    return frozenset(stated) or _said_to_be_spoken(offer.text)


@lru_cache(maxsize=20_000)
def _named(title: str, text: str) -> frozenset[str]:
    return frozenset(tongues.meant(f"{title}. {text}"))


@lru_cache(maxsize=20_000)
def _titled(title: str) -> frozenset[str]:
    """ "A visitor with Russian": a language as it stands alone, where none is taught."""
    patterns = (_WITH,) if is_taught(title) else (_WITH, _ALONE, _APPENDED)
    words = (word for pattern in patterns for word in pattern.findall(title))
    return frozenset(code for word in words for code in language_names.named(word)) - {COMMON}


@lru_cache(maxsize=20_000)
def _must_speak(title: str, text: str) -> frozenset[str]:
    """ "A godmother who speaks Farsi", "somebody should speak Farsi"."""
    heads = [clause for clause in map(fold, COMMAS.split(title)) if _WHO.search(clause)]
    rest = [said for said in map(fold, _SENTENCES.split(text)) if _SOMEBODY.search(said)]
    said = [one for one in (*heads, *rest) if section("speaks").search(one) and not section("people_there").search(one)]
    return frozenset(code for one in said for code in language_names.named(one)) - {COMMON}


@lru_cache(maxsize=20_000)
def _said_to_be_spoken(text: str) -> frozenset[str]:
    """ "I speak German and Russian"."""
    sentences = _SENTENCES.split(text)
    return frozenset(code for said in sentences if section("speaks").search(fold(said)) for code in tongues.meant(said))


@lru_cache(maxsize=20_000)
def _held(title: str, text: str) -> frozenset[str]:
    """ "In Arabic", with what is listed behind it: "or Turkish"."""
    whole = f"{title}. {text}"
    listed = (code for languages in _LABEL.findall(whole) for code in language_names.named(languages))
    return frozenset((*listed, *(code for sentence in _SENTENCES.split(whole) for code in _in(fold(sentence)))))


def _in(said: str) -> list[str]:
    if only := _SPEAKS_ONLY.search(said):
        return language_names.named(only["rest"])
    for found in _IN.finditer(said):
        if language_names.named(found[0]) and not section("people_there").match(said, found.end() + 1):
            return language_names.named(said[found.start() :])
    return []
