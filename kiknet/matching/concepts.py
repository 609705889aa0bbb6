"""What a text is about: the concepts whose words stand in it, in whichever of the network's languages it is written."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kiknet.fold import fold
from kiknet.matching import verbs
from kiknet.matching.compounds import concepts_in, forms
from kiknet.matching.lexicon import phrases

DENIALS = frozenset(
    {
        *("kein", "keine", "keinen", "keiner", "keinem", "keinerlei", "ohne", "ausser", "nicht"),
        *("no", "not", "without", "except", "t", "cannot", "never"),
        *("без", "нема", "немає", "нет", "не", "крім", "кроме", "بدون", "ليس", "لا"),
    }
)
AFTERWARDS = frozenset({"yok", "degil", "haric", "нет", "нема", fold("немає")})
"""These stand behind what there is not."""
ASKING = frozenset({"mu", "mi", "ли"})
DENIED_WORDS = 2
ONLY = frozenset({"nur", "only", "sadece", "тільки", "только", "فقط"})
"""After a denial these turn it round: "not only chairs"."""
SHUT = frozenset(
    {
        *("verboten", "untersagt", "unerwunscht", "ausgeschlossen", "tabu", "forbidden", "prohibited", "yasak"),
        *(fold(word) for word in ("заборонено", "заборонені", "запрещено", "запрещены", "нельзя")),
    }
)
NOT_TO_BE = frozenset(
    {
        *("nutzbar", "benutzbar", "erlaubt", "gestattet", "vorhanden", "moglich", "verfugbar", "zuganglich", "dabei"),
        *("inbegriffen", "enthalten", "erwunscht", "gewunscht", "gern", "zugelassen", "vorgesehen", "geeignet"),
        *("allowed", "permitted", "possible", "available", "included"),
    }
)
BECAME, GONE = (
    frozenset({"wurde", "wurden", "ist", "sind", "haben", "was", "were", "is", "are"}),
    frozenset({"verkauft", "abgebaut", "ausgebaut", "entfernt", "abgeschafft", "weggegeben", "sold", "removed"}),
)
""""The piano was sold": there is none any more."""
OUT = frozenset(
    {
        ("draussen", "bleiben"),
        ("bleiben", "draussen"),
        ("stay", "outside"),
        ("keinen", "zutritt"),
        ("ausser", "betrieb"),
    }
)
NOT_DONE = frozenset(
    (verb, *said, "nicht")
    for verb in ("geht", "gehen", "klappt", "passt", "passen")
    for said in ((), ("leider",), ("da",), ("hier",), ("bei", "uns"), ("da", "leider"))
)
SHUT_WORDS = 8
WHERE = frozenset({"im", "in", "am", "auf", "beim", "during"})
"""What is "not allowed in the garden" is not the garden."""
_PART = re.compile(r"[.,;:!?()\n،؛؟–—]+|\s-\s")
_AND = re.compile(r"\s(?:und|oder|aber)\s")


class Mentions(NamedTuple):
    """The concepts a text speaks of, and those it says there are not."""

    found: frozenset[str]
    denied: frozenset[str]


@lru_cache(maxsize=20_000)
def mentions(text: str) -> Mentions:
    """What `text` speaks of. A concept that is both there and denied counts as there."""
    found, denied = set[str](), set[str]()
    for part in _PART.split(text):
        words = fold(part).split()
        for number, word in enumerate(words):
            here = {*concepts_in(word), *_phrases_at(words, number)}
            (denied if _is_denied(words, number) else found).update(here)
        for clause in _AND.split(part):
            meant = verbs.rejoined(fold(clause).split())
            found |= {concept for verb in meant for concept in concepts_in(verb)} - denied
    return Mentions(frozenset(found), frozenset(denied - found))


def _is_denied(words: Sequence[str], number: int) -> bool:
    """ "No kitchen", "a kitchen is not to be used", but not "not only a kitchen"."""
    before = words[max(0, number - DENIED_WORDS) : number]
    after = words[number + 1 : number + 1 + SHUT_WORDS]
    if DENIALS.intersection(before) and not ONLY.intersection(before):
        return True
    is_asked = bool(ASKING.intersection(after[1:2]))
    if (AFTERWARDS.intersection(after[:1]) and not is_asked) or _is_left_out(words, number):
        return True
    if any(tuple(after[:length]) in NOT_DONE for length in (2, 3, 4)):
        return True
    return not WHERE.intersection(before) and (bool(SHUT.intersection(after)) or _is_gone(after))


def _is_gone(after: Sequence[str]) -> bool:
    """ "Are not to be used", "must stay outside", "was sold"."""
    pairs = [*pairwise(after)]
    is_sold = bool(BECAME.intersection(after[:2]) and GONE.intersection(after[1:5]))
    return is_sold or any(
        (word in {"nicht", "not"} and state in NOT_TO_BE) or (word, state) in OUT for word, state in pairs
    )


def _is_left_out(words: Sequence[str], number: int) -> bool:
    """ "Boxes and cupboards we do not carry", "a ramp there is not": what stands before the verb of such a clause."""
    if words[-1] != "nicht":
        return False
    there_is = next((place for place, pair in enumerate(pairwise(words)) if pair == ("gibt", "es")), 0)
    if number < there_is:
        return True
    who = next((place for place, word in enumerate(words) if word in {"wir", "ich"}), 0)
    return number < who - 1


def _phrases_at(words: Sequence[str], number: int) -> Iterator[str]:
    for form in forms(words[number]):
        for (_first, *others), concept in (p for p in phrases().get(form[:2], ()) if form.startswith(p[0][0])):
            following = words[number + 1 : number + 1 + len(others)]
            if len(following) == len(others) and all(map(_begins, following, others)):
                yield concept


def _begins(word: str, part: str) -> bool:
    return any(form.startswith(part) for form in forms(word))
