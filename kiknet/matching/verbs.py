"""German verbs that come apart: "ich lese Kindern vor" and "vorzulesen" speak of "vorlesen"."""

import re
from collections.abc import Iterator, Sequence

PARTICLES = frozenset({"ab", "an", "auf", "aus", "bei", "ein", "her", "hin", "mit", "um", "vor", "weg", "zusammen"})
STRONG = {"liest": "lesen", "nimmt": "nehmen", "gibt": "geben", "hilft": "helfen", "isst": "essen"}
SHORTEST = 4
_WITH_ZU = re.compile(rf"({'|'.join(sorted(PARTICLES))})zu(\w{{4,}})\Z")
ENDINGS = ("en", "et", "st", "e", "t")


def rejoined(clause: Sequence[str]) -> Iterator[str]:
    """The verbs a clause could mean that ends with a particle, as infinitives; and those with "zu" between."""
    for word in clause:
        if parts := _WITH_ZU.match(word):
            yield "".join(parts.groups())
    if len(clause) < 2 or clause[-1] not in PARTICLES:
        return
    for word in clause[:-1]:
        if word in STRONG:
            yield clause[-1] + STRONG[word]
        elif len(word) >= SHORTEST:
            yield from (clause[-1] + word.removesuffix(ending) + "en" for ending in ENDINGS if word.endswith(ending))
