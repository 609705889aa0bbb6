"""Varieties of a language whose speakers do not understand each other: Kurmanji and Sorani, Dari that is no Farsi."""

from functools import lru_cache

from kiknet.matching import tongues
from kiknet.matching.entry import Entry
from kiknet.matching.said import hardly
from kiknet.wording import language_names

UNDERSTOOD = frozenset({"fa"})
"""Who speaks the one understands the other, unless a text says otherwise."""
LEARNED_APART = frozenset({"pt"})
"""They understand each other, but nobody learns the one for the other."""


def differ(need: Entry, offer: Entry) -> bool:
    """Whether the need names a variety the offer does not speak, though it speaks another of the language."""
    if not tongues.LIVE_ON_LANGUAGE & {need.kind, offer.kind}:
        return False
    asked, _ = _named(need.title, need.text)
    given, denied = _named(offer.title, offer.text)
    return any(_lacks(need.kind, asked[code], given.get(code), denied.get(code)) for code in asked)


def _lacks(kind: str, asked: set[str], given: set[str] | None, denied: set[str] | None) -> bool:
    code = next(iter(asked)).partition(".")[0]
    if denied and asked <= denied and kind != "language_partner":
        return True
    is_apart = code not in UNDERSTOOD and (code not in LEARNED_APART or kind == "language_partner")
    return is_apart and bool(given) and not asked & (given or set())


@lru_cache(maxsize=20_000)
def _named(title: str, text: str) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """By language the varieties a text speaks of, and those it says are not spoken."""
    spoken, denied = dict[str, set[str]](), dict[str, set[str]]()
    languages = language_names.named(f"{title} {text}")
    for clause in hardly.clauses(f"{title}. {text}"):
        for variety in language_names.varieties(clause):
            code = variety.partition(".")[0]
            if code in languages:
                (denied if hardly.is_weak(clause) else spoken).setdefault(code, set()).add(variety)
    return spoken, denied
