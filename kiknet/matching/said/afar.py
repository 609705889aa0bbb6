"""Whether somebody comes or is only on the screen: "not online", "only by video"."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching.entry import Entry
from kiknet.matching.said.clauses import denies
from kiknet.matching.said.phrases import section
from kiknet.matching.weights import FOR_PEOPLE

KINDS = FOR_PEOPLE | {"language_partner", "other"}
HERE, AFAR = "here", "afar"
_SUBJECT = (
    r"(?!.?(?:bank|antr|formular|termin|shop|einkauf|kauf|zugang|bewerb|sucht|mobbing|betrug|portal|anmeld|handel"
    r"|medi|spiel|market|werb|hass|dating|sicher|dienst|verwalt|recherch|safety|form|applic))"
)
_MODE = re.compile(
    r"\b(?:(?:nur|auch|gerne?|only|lieber) )?(?:per|über|via|by|on|through|через|по) "
    r"(?:video\w*|zoom|skype|internet|teams|телефону?|відео|видео|зум)\b"
    rf"|(?<![\w-])(?:online|онлайн|çevrimiçi)\b{_SUBJECT}",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"[.,;:!?()\n،؟–]|\s(?:aber|sondern|but|ama|але|но|لكن)\s")


def differ(need: Entry, offer: Entry) -> bool:
    """Whether one is to be had only on the spot and the other only from afar."""
    if not {need.kind, offer.kind} <= KINDS:
        return False
    asked, given = (_how(entry.title, entry.text) for entry in (need, offer))
    return {asked, given} == {HERE, AFAR}


def without_mode(title: str) -> str:
    """A title without "online" and "by video", where they say how something is done."""
    return _MODE.sub(" ", title)


@lru_cache(maxsize=20_000)
def _how(title: str, text: str) -> str | None:
    """None where it says neither, or both."""
    is_here = is_afar = False
    for clause in (*_CLAUSES.split(title), *_CLAUSES.split(text)):
        folded, is_mode = fold(clause), bool(_MODE.search(clause))
        if is_mode and denies(folded):
            is_here = True
        else:
            is_here |= bool(section("comes_in_person").search(folded))
            is_afar |= is_mode
    return None if is_here == is_afar else HERE if is_here else AFAR
