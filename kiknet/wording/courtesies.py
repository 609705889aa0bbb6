"""Greetings, thanks and "please write to us": what nearly everybody says, and what says nothing of what is meant."""

import re
from pathlib import Path

from kiknet.fold import fold
from kiknet.wording import sections

FILE = Path(__file__).with_name("courtesies.txt")
_SENTENCES = re.compile(r"(?<!\d)([.;:!?()\n–—؟]+\s*)(?!\d)")
_DEAR = re.compile(
    r"\A\s*(?:liebe[rs]?|dear|дорогі|дорогие|sevgili|اعزائي) \w+(?:(?: und | and |, liebe[rs]? )(?:liebe[rs]? )?\w+)*"
    r"\s*[,!\n]",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r",\s*(?:(?:vielen|besten|herzlichen|schon|many) )*(?:danke?|thanks|thank you|teşekkür\w*|дякую|спасибо)\b"
    r"[^,.;!?\n]*(?=[.!\s]*\Z)",
    re.IGNORECASE,
)
_HELLO = re.compile(
    r"\A\s*(?:(?:hallo|hi|hey|servus|moin(?: moin)?|guten (?:tag|morgen|abend)|grüß (?:gott|euch)|hello|merhaba|selam"
    r"|привіт|привет|добрий день|доброго дня|добрый день|здравствуйте|مرحبا)\b"
    r"(?: (?:zusammen|miteinander|alle|an alle|ihr lieben|liebe leute|all|everyone|herkese|всім|всем)\b)*[\s,،!.]*)+",
    re.IGNORECASE,
)
_BYE = re.compile(
    r"(?:\s|\A)(?:lg|vg|mfg|(?:liebe|viele|beste|schöne|herzliche) (?:grüße|grüsse|gruesse)|mit freundlichen grüßen"
    r"|(?:best|kind|warm) regards|cheers|sevgiler|saygılar\w*|з повагою|с уважением|تحياتي|مع التحية)\b"
    r"(?:[ ,]+\w+){0,3}[\s.!]*\Z",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b(?:ich bin (?:die|der) [A-ZÄÖÜ]\w+|(?:ich heiße|mein name ist|my name is|benim adım|мене звати|меня зовут) \w+)"
    r"(?=\s*(?:[.,;!\n]|\Z))",
    re.IGNORECASE,
)


def without(text: str) -> str:
    """The text without what is only polite; of a text that is nothing else, nothing is left."""
    said = _NAME.sub("", _BYE.sub("", _DEAR.sub("", _HELLO.sub("", text))))
    parts = _SENTENCES.split(_THANKS.sub("", said))
    kept = [
        part + mark
        for part, mark in zip(parts[::2], [*parts[1::2], ""], strict=True)
        if not is_polite(part) and (part.strip() or mark.strip() in {"?", "؟", "("})
    ]
    return "".join(kept).strip()


def is_polite(part: str) -> bool:
    """Whether a sentence has no word that says more."""
    words = frozenset(fold(part).split())
    polite, small = sections.words(FILE, "polite"), sections.words(FILE, "small")
    return bool(words & polite) and words <= polite | small
