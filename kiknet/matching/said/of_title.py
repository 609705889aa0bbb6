"""Whether a clause wants or gives the very thing the title names: "we hire it out", "we still have to find helpers"."""

import re
from collections.abc import Sequence
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import concepts, lexicon
from kiknet.matching.said.clauses import sentences

_WANTS = re.compile(
    r"\b(?:wird|werden) (?:(?!nicht |nie |selten |kaum )\S+ ){0,8}(?:gebraucht|benotigt|gesucht|erbeten)\b|\A(?:gebraucht|benotigt|gesucht) (?:wird|werden)\b(?! (?:nur|lediglich|\S+ (?:\S+ )?(?:familie|haushalt)))"
    r"|\b(?:hatte|hatten) (?:\S+ ){0,6}gerne?\b(?! (?:\S+ ){0,6}(?:abzugeben|anzubieten|zu vergeben)\b)|\bgerne? (?:hatte|hatten) (?:ich|wir)\b"
    r"|\b(?:ist|sind|ware|waren) (?:gerade |jetzt |besonders |noch )?gefragt\b"
    r"|\bhoff\w* (?:\S+ ){0,8}(?:auf|zu finden|zu bekommen|findet|finden)\b|\bvielleicht findet sich\b"
    r"|\b(?:wenn|falls) (?:jemand|wer) (?:\S+ ){0,8}(?:hat|hatte|kennt|besitzt)\b"
    r"|\bwer (?:von euch |von ihnen |bei euch |denn |noch )?(?:hat|hatte|kennt)\b(?! (?:noch )?(?:kein|bedarf|interesse|verwendung|lust))"
    r"|\b(?:hat|hatte|kennt) (?:zufallig |vielleicht )?(?:wer|jemand)\b(?! (?:noch )?(?:kein|bedarf|interesse|verwendung|lust|platz fur))"
    r"|\b(?:konnt|wurd)\w* (?:uns|mir) (?:\S+ ){0,8}(?:stellen|uberlassen|geben|leihen|besorgen|vermitteln|zeigen|helfen)\b"
    r"|\b(?:muss|mussen|mussten) (?:wir )?(?:\S+ ){0,6}(?:organisieren|auftreiben|besorgen|beschaffen)\b"
    r"|\b(?:mocht|woll|wurd)\w* (?:\S+ ){0,8}(?:gewinnen|in anspruch nehmen)\b"
    r"|\b(?:ware|waren) (?:wir |ich )?(?:\S+ )?(?:froh|dankbar)\b|\bfroh (?:um|uber)\b|\bsehr geholfen\b|\b(?:uns |mir )?wurde (?:uns |mir )?(?:\S+ ){0,6}reichen\b"
    r"|\b(?:schwer|schwierig) (?:\S+ ){0,6}zu finden\b|\btun uns schwer\b|\bmangelt (?:uns |es )|\bangewiesen\b|\bbedarf an\b"
    r"|\b(?:brauchten? (?:wir|ich)|(?:wir|ich) brauchten?)\b|\bgut gebrauchen\b|\balles (?:\S+ ){0,3}ausser\b|\bjemand\w* findet (?:der|die)\b"
    r"|\bwart(?:et|en) sehnsuchtig\b|\b(?:hilfe|unterstutzung) (?:ist )?(?:gefragt|gesucht)\b"
    r"|\b(?:nimmt|nehmen) (?:\S+ ){0,10}entgegen\b|\A(?:annahme|sammlung|sammelaktion) (?:von|fur)\b"
)
_WANTS_YOURS = re.compile(
    r"\b(?:eure|ihre|deine) (?:hilfe|unterstutzung|mithilfe|spende\w*|mitarbeit)\b|\bmeld\w* (?:\S+ ){0,4}(?:wenn|falls) "
    r"(?:ihr|du|sie) (?:\S+ ){0,8}(?:habt|hast|haben|kennt|kennen)\b|\bmelde\w* (?:bitte )?wer (?:\S+ ){0,8}(?:hat|kennt)\b"
)
"""The same, said to those who have it."""
_GIVES = re.compile(
    r"(?<!\bwer )(?<!\bim )\b(?:verleih|vermiete(?!r)|verschenk)\w*\b|\b(?:ver)?mitteln (?:\S+ ){0,6}an\b"
    r"|\b(?:stell|stellt)\w* (?:\S+ ){0,10}(?:zur verfugung|bereit)\b|\babzugeben\b|\bzu (?:vergeben|verschenken|haben)\b"
    r"|\bhelf\w* (?:gern|gerne|ihnen|euch|dir|anderen|beim)\b|\bspring\w* (?:\S+ ){0,3}ein\b"
    r"|\b(?:konnen|konnt|kann man|kann) (?:\S+ ){0,8}(?:bekommen|ausleihen|buchen|mieten|abholen|mitnehmen|gebucht werden|"
    r"genutzt werden|abgeholt werden|geliehen werden|ausgeliehen werden)\b"
    r"|\bsteh(?:t|en) (?:\S+ ){0,8}(?:offen|bereit|zur verfugung|ungenutzt|herum|rum)\b|\bzur freien verfugung\b"
    r"|\bdarf (?:\S+ ){0,3}abgeholt\b|\bin gute hande\b|\bneues zuhause\b|\b(?:falls|wenn) (?:jemand|wer) (?:\S+ )?(?:braucht|mochte|will)\b"
    r"|\bwer (?:\S+ ){0,8}(?:braucht|sucht|mochte|will|benotigt)\b|\bbraucht (?:jemand|wer)\b|\b(?:sie|ihr|du) (?:brauch|such|benotig)\w*\b"
    r"|\b(?:brauchen|suchen|benotigen) sie\b|\bverwendung fur\b|\bmuss(?:en)? weg\b|\bich biete\b|\b(?:wir|gern) bieten (?:\S+ ){1,6}an\b"
    r"|\b(?:geben?|gebe) (?:wir |ich )?(?:\S+ ){0,8}(?:her|weiter|weg)\b|\banderen (?:\S+ )?(?:uberlassen|leihen)\b|\bweiter genutzt wird\b"
    r"|\bkonnen (?:\S+ ){1,6}anbieten\b|\A(?!wer ).*\b(?:ubrig|zu viel)\Z"
)
_IT = re.compile(r"\b(?:ihn|es|das|den|dies\w*|davon|welche|so (?:et)?was|sie)\b")
NO_SUBJECT = frozenset({"who", "forms", "features"})
ALONE = 3
"""Words of a clause that says no more than this: "to give away: ..."."""
LETTERS = 6
"""Of a word's beginning: "Beamer" and "Beamers", "Stühle" and "Stühlen"."""


def wants(sentence: Sequence[str]) -> bool:
    """Whether the clauses of a sentence, in which nobody speaks of others who want it, want something."""
    return _WANTS.search(" ".join(sentence)) is not None


def wants_yours(sentence: Sequence[str]) -> bool:
    """ "If you have one, please tell us"."""
    return _WANTS_YOURS.search(" ".join(sentence)) is not None


@lru_cache(maxsize=20_000)
def gives_it(title: str, text: str) -> bool:
    return any(_names_it(clause, title) for clause in _clauses(title, text))


def _clauses(title: str, text: str) -> list[str]:
    return [clause for sentence in sentences(f"{title}. {text}") for clause in sentence if _GIVES.search(clause)]


def _names_it(clause: str, title: str) -> bool:
    if len(clause.split()) <= ALONE or _IT.search(clause) or any(word in clause for word in _words(title)):
        return True
    shared = concepts.mentions(clause).found & concepts.mentions(title).found
    return any(lexicon.known()[name].facet not in NO_SUBJECT for name in shared)


@lru_cache(maxsize=20_000)
def _words(title: str) -> frozenset[str]:
    return frozenset(word[:LETTERS] for word in fold(title).split() if len(word) >= 4)
