"""For how many people something is at most, and for how many a table, a tent or a set is enough."""

import re
from functools import lru_cache

from kiknet.fold import fold, singulars
from kiknet.matching import concepts, numbers, tongues
from kiknet.matching.entry import Entry
from kiknet.matching.said import measures
from kiknet.matching.said.phrases import section
from kiknet.wording import number_words

SEVERAL = 3
SMALL = 20
"""More than so many are no small group."""
A_METRE, IN_A_TENT = 1.5, 2.5
"""So many at most on a square metre, seated and standing."""
SQUARE_METRE = 10_000
TENTS = frozenset({"tent", "pavilion"})
_UP_TO = re.compile(
    rf"\b(?:bis|hochstens|nur|noch|only|up to) (?:zu )?{numbers.PEOPLE}|{numbers.PEOPLE} (?:\w+ )?(?:frei|left)\b"
)
_ONE_PLACE = re.compile(
    r"\b(?:nur|noch|only|just) (?:ein|eine|einen|one|eins) (?:freie[rnms]? |einzige[rnms]? |free )?(?:platz|"
    r"person|mitfahr\w+|seat|place|kind|schuler\w*)"
    r"|\b(?:ein|eine|einem|einer|one) (?:kind|person|schuler\w*|platz|gast|child)\b"
    r".{0,25}\b(?:mehr\b.{0,12}\bnicht|no more)\b"
    r"|\b(?:ein|einen|one) (?:platz|seat|place) (?:(?:ist|ware|is) )?(?:(?:noch|nur|still) )*(?:frei|free|left)"
)
_ENOUGH_FOR = re.compile(
    r"\b(?:sitzgruppe|sitzecke|tisch|gedeck|besteck|geschirr|zelt) fur (?:etwa |ca |bis zu )?(\d{1,3})\b"
    r"(?! (?:euro|jahr|tag|woche))|\b(\d{1,2}) (?:\w+ )?(?:\w*stuhle?n?|sesseln?|sitzen)\b|"
    r"\bfur (?:eine |kleine )?(?:gruppen?|runden?) (?:bis|von|mit|ab) (?:zu )?(\d{1,3})\b|"
    rf"\b(?:fur|reicht|reichen|for|sleeps|serves|platz fur|на|для|icin|ل) (?:\w+ )?{numbers.PEOPLE}|"
    rf"{numbers.PEOPLE} (?:zelt|yeter|yetiyor)|(\d{{1,3}}) kisilik|"
    r"\bfur (?:etwa |ca |rund |gut |bis zu |mindestens |mind |min |alle )?(\d{1,3})"
    r"(?= (?:reich|genug|gedacht|ausgelegt|ausreich)|\Z)|\b(\d{1,3}) (?:\w+ )?"
    r"(?:\w*teller|\w*glasern?|gedecken?|bestecken?|plates|tabak|тарел\w+|тарілок)\b"
)
_MEN = re.compile(r"\b(\w+?) ?(?:mann|personen|man|person|kisilik) ?(?:zelt|tent|cadir)")
_EACH = re.compile(r"\b(?:je|jeweils|pro|each|per) \w*\d")
_NO_MORE = re.compile(
    r"\b(?:mehr (?:als|wie)|more than|over|uber) (\d{1,3})\b(?: \w+){0,4} (?:nicht|kaum|cannot|can t|don t)\b"
    r"|\bnicht mehr (?:als|wie) (\d{1,3})\b(?! (?:euro|stunde|tag|kilo|kg))|\bkein\w* (?:\w+ )?mit mehr als (\d{1,3})\b"
)
_CHAIRS = re.compile(r"\b(\d{1,3}) (?:\w+ )?(?:stuhle?n?|sitzgelegenheiten|chairs)\b")
_SEATED = re.compile(r"\b(\d{1,2}) (?:sitz|schlaf)platze?n?\b")


def is_one_of_many(need: Entry, offer: Entry) -> bool:
    """Whether a cupboard is offered where five are needed, and nothing says how many there are."""
    if not {need.kind, offer.kind} <= numbers.PIECES or (numbers.quantity(need) or 0) < SEVERAL:
        return False
    if numbers.quantity(offer) is not None:
        return False
    has = frozenset(fold(f"{offer.title} {offer.text}").split())
    titled = frozenset(fold(offer.title).split())
    return any(one in titled for word in fold(need.title).split() if word not in has for one in singulars(word))


def are_too_many(need: Entry, offer: Entry) -> bool:
    """A workshop for twelve at most is none for a class of thirty, and dishes for twelve are none for a hundred."""
    if need.kind in tongues.LIVE_ON_LANGUAGE:
        return False
    if {need.kind, offer.kind} <= numbers.PIECES | {"other"} and (served := _served(need.title, need.text)):
        enough = _served(offer.title, offer.text)
        return (enough is not None and enough < served) or _is_cramped_tent(served, offer)
    if need.kind == offer.kind == "room" and _is_cramped(need, offer):
        return True
    if need.kind == offer.kind == "room" and offer.capacity is not None:
        return False
    asked = need.capacity or numbers.people(f"{need.title}. {need.text}")
    most = _most(offer.kind, offer.title, offer.text)
    return asked is not None and most is not None and most < asked


def _is_cramped(need: Entry, offer: Entry) -> bool:
    """Forty people in 25 square metres, where nobody says for how many it is."""
    asked, metres = numbers.capacity(need), numbers.area(offer)
    if not asked or not metres or numbers.capacity(offer) is not None:
        return False
    return asked > A_METRE * metres


def _is_cramped_tent(served: int, offer: Entry) -> bool:
    has = measures.sides(offer.title, offer.text) if TENTS & concepts.mentions(offer.title).found else None
    return has is not None and served * SQUARE_METRE > IN_A_TENT * has[0] * has[1]


@lru_cache(maxsize=20_000)
def _most(kind: str, title: str, text: str) -> int | None:
    """How many may come at most; None where it sets no limit."""
    folded = fold(f"{title}. {text}")
    plain = number_words.in_digits(folded)
    if limits := [int(number) for match in _NO_MORE.findall(plain) for number in match if number]:
        return max(limits)
    named = numbers.people(f"{title}. {text}")
    if named is not None and (section("at_most").search(folded) or _UP_TO.search(plain)):
        return named
    if kind == "room" and named is None and (chairs := _CHAIRS.findall(plain)):
        return max(map(int, chairs))
    if kind != "room" and _ONE_PLACE.search(folded):
        return 1
    return SMALL if section("small_groups").search(folded) else None


@lru_cache(maxsize=20_000)
def _served(title: str, text: str) -> int | None:
    """For how many people it is enough."""
    folded = fold(f"{title}. {text}")
    plain = number_words.in_digits(folded)
    if _EACH.search(plain) and not numbers.times(text):
        return None
    found = [int(number) for match in _ENOUGH_FOR.finditer(plain) for number in match.groups() if number]
    found += [*map(int, _SEATED.findall(plain)), *numbers.together(text), *numbers.times(text)]
    found += [int(number) for word in _MEN.findall(folded) if (number := number_words.word_in_digits(word)).isdigit()]
    return max(found, default=None)
