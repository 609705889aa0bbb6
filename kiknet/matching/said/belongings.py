"""Why somebody parts with a thing, and how somebody fetches one they look for."""

import re
from functools import lru_cache

from kiknet.matching.said.clauses import sentences, share_a_subject
from kiknet.matching.said.phrases import section

_IT = r"(?:ihn|sie|es|das|den|die|diese\w*)"
_WHO_TAKES = re.compile(
    r"(?:wer|who|anyone|anybody) (?:\w+ ){0,2}"
    r"(?:braucht|will|mochte|mag|nimmt(?! .*\bauf\b| mich| mir| uns)|wants?|needs?|would like|could use)\b"
    r"|кому (?:\w+ )?(?:потріб|нуж|треба|віддати|отдать)|хто (?:хоче|візьме|забер|зацікав)"
    r"|кто (?:хочет|возьмет|забер|заинтерес)"
    r"|من (?:يريد|يحتاج|يرغب)|هل (?:يحتاج|يريد)\w* احد"
    r"|kim (?:ister|alir)|isteyen var|kimin (?:\S+ )?ihtiyaci|ihtiyaci olan"
    r"|(?:hat|hatte|gibt es) (?:noch )?jemand\w* (?:\S+ )?(?:bedarf|interesse|verwendung)"
    r"|(?:wer|who) (?:hat|has) (?:noch )?(?:interesse|bedarf|verwendung)"
    rf"|(?:kann|konnte|braucht|will|mochte|mag) (?:(?:{_IT}|so \S+) )?(?:noch )?jemand(?: \S+){{0,4}}? "
    r"(?:brauchen|gebrauchen|haben|einen|eine|eins)\b"
    rf"|(?:braucht|will) (?:{_IT} )?(?:noch )?jemand\b|wem (?:passt|passen|fehlt|fehlen)\b|wohin damit"
    rf"|wer (?:kann|konnte) {_IT} (?:\S+ )?(?:ge)?brauchen"
    rf"|(?:wer|welche[rs]? \S+) (?:holt|nimmt) {_IT}\b|wer freut sich\b|wer wurde sich (?:\S+ ){{0,5}}freuen"
    r"|welche[rs]? \S+ (?:kann|konnte|hatte|mochte|braucht|benotigt|sucht|will)\b(?! uns\b)"
    r"|(?:would|could|can|does) (?:anyone|anybody|someone|somebody) (?:\S+ )?(?:like|use|want|need) (?!to\b)"
)
_HANDED = re.compile(r"\b(?:uns(?! ab\b)|us|leihen|spenden|schenken|geben|uberlassen|lend|give|donate)\b")
_FOR_WHOM = re.compile(
    r"\b(?:such\w*|gesucht|looking for) (?:\S+ ){0,3}"
    r"(?:verein|famili|grupp|schul|kita|klasse|jemand|leute|kinder|menschen|pupil|child|student|group|family)\S* "
    r"(?:der|die|das|dem|den|denen|who|that|which) (?!(?:\S+ )*(?:uns|mir|us|me|unser\w*|our)\b)(?:\S+ ){0,8}"
    r"(?:brauchen|gebrauchen|brauch\w*|benotig\w*|haben|lernen|kennenlernen|needs?|could use)\b"
    r"|\b(?:such\w*) \S+ \S+ (?:der|die|das) (?:es|sie|ihn) (?:\S+ )?(?:haben|brauchen|nutzen|mag)\b"
)
_IDLE = re.compile(
    r"\A(?!.*\b(?:regale|vorrate|lager)\b.*\bleer\b)"
    r".*\b(?:steht|stehen|liegt|liegen|ist|sind|bleibt|bleiben) (?:\S+ ){0,6}"
    r"(?:rum|herum|leer|ungenutzt|unbenutzt|im weg)\b"
    r"|\b(?:sits?|sitting|stands?|standing) (?:\S+ ){0,3}(?:empty|unused|around)\b"
)
_YOURS = re.compile(
    r"\b(?:(?:konnt|durft) ihr|ihr (?:konnt|durft)|(?:konnen|durfen) sie|sie (?:konnen|durfen)|you (?:can|may)"
    r"|konnen andere|andere \w+ (?:konnen|durfen)|darf (?:auch |gern |gerne )*von \S+(?: \S+)?) (?:\S+ ){0,5}"
    r"(?:haben|nutzen|benutzen|genutzt|leihen|ausleihen|mitnehmen|abholen|mieten|rein|have|use|borrow|take)\b"
)
_CAN_BE_HAD = re.compile(
    r"\bkann (?:\S+ ){0,4}(?:gebucht|gemietet|geliehen|ausgeliehen|genutzt|abgeholt|reserviert) werden\b"
)
_TAKES_IN = re.compile(
    r"\b(?:nehme|nehmen) (?:\S+ ){0,4}(?:jemand\w*|euch|andere\w*|leute) (?:\S+ ){0,5}(?:auf|mit)\b"
    r"|\bkann (?:noch )?(?:jemand|einer|eine) (?:\S+ )?mit\b|\bkonnen (?:\S+ )?einsteigen\b"
    r"|\bcan take (?:you|someone|somebody|one more)\b"
)
_HAVE_NEW = re.compile(
    r"\b(?:hab\w*|hat|gekauft|bekommen|have|got|bought) (?:\S+ ){0,3}(?:neue[nrs]?|new ones?)"
    r"(?: gekauft| bekommen| angeschafft)?\Z"
)
_MUST_GO = re.compile(
    r"\bmuss(?:en)? (?:\S+ ){0,5}(?:weg|raus|gehen)\b|\bneeds? to go\b|\bhas to go\b|\bmust go\b"
    r"|\bkeine?n? (?:platz|verwendung) (?:mehr )?(?:dafur|mehr)\b|\bno (?:more )?(?:room|space|use) for it\b"
)
_FETCHES = re.compile(
    r"\bwir (?:holen|konnen) (?:\S+ ){0,4}(?<!wieder )ab(?:holen)?\b"
    r"|\bholen (?:wir|sie|ihn|es|selbst|selber|gern) (?:\S+ ){0,3}(?<!wieder )ab\b"
    r"|\babhol\w+ durch uns\b|\b(?:we|i) can (?:collect|pick (?:it |them )?up)\b|\bcan (?:collect|pick up)\b"
    r"|\b(?:wir |ich )?(?:bringen|bringe) (?:\S+ ){0,6}(?:zuruck|wieder)\b|\bpassen (?:\S+ ){0,3}auf\Z"
    r"|\bbring (?:it|them) back\b|\b(?:wir|we) return\b"
)
_TIDIES = re.compile(
    r"\b(?:wir |ich )(?:\S+ ){0,4}(?:putzen|raumen|zahlen|ubernehmen die kosten)\b"
    r"|\b(?:putzen|raumen|zahlen) (?:wir|selbst|selber|gern|hinterher|danach)\b"
    r"|\bwe (?:can |could |will )?(?:\w+ )?(?:pay|clean)\b"
    r"|(?<!\d )(?<!\d euro )\bbis (?:zu |max \w* ?)?\d+ eur(?:o|os)?\b"
    r"|\b(?:haben|hat|und|have|has|and) (?:noch |bisher |leider )?(?:keinen (?:ort|raum|saal)|keine bleibe|no place)\b"
)
_LACKS = re.compile(r"\b(?:hab\w*|hat|besitz\w*|have|has|own|got) (?:\S+ ){0,3}?(?:kein\w*|no) (?=(\S+(?: \S+)?))")
_OURS = re.compile(r"\b(?:wir|unser\w*|ich|mein\w*|familie|we|our|i|my)\b")
_BOTH_WAYS = re.compile(r"\b(?:liefern|bringen) (?:\S+ ){0,6}(?:und|and) |\bwieder ab\b")


@lru_cache(maxsize=20_000)
def asks_who_takes_it(title: str, text: str) -> bool:
    """ "Does anybody have a use for it?"; not "who wants to give us one"."""
    clauses = (clause for sentence in sentences(f"{title}. {text}") for clause in sentence)
    return any(_WHO_TAKES.match(clause) and not _HANDED.search(clause) for clause in clauses)


@lru_cache(maxsize=20_000)
def finds_owners(title: str, text: str) -> bool:
    """ "We look for a club that can use it": what is looked for is somebody who needs it."""
    return any(_FOR_WHOM.search(" ".join(clauses)) for clauses in sentences(f"{title}. {text}"))


@lru_cache(maxsize=20_000)
def parts(title: str, text: str) -> bool:
    """ "Our son has outgrown it", "it stands about", "you can have it"."""
    clauses = [clause for sentence in sentences(f"{title}. {text}") for clause in sentence]
    patterns = (_IDLE, _YOURS, _CAN_BE_HAD, _HAVE_NEW, _MUST_GO, section("outgrown"))
    return any(pattern.search(clause) for clause in clauses for pattern in patterns)


@lru_cache(maxsize=20_000)
def takes_in(title: str, text: str) -> bool:
    """ "We gladly put somebody up", "somebody can come along"."""
    return any(_TAKES_IN.search(clause) for sentence in sentences(f"{title}. {text}") for clause in sentence)


@lru_cache(maxsize=20_000)
def fetches(title: str, text: str) -> bool:
    """ "We collect it and bring it back", "we have no table": who says so of a thing does not have it."""
    clauses = [clause for sentence in sentences(f"{title}. {text}") for clause in sentence]
    if any(_BOTH_WAYS.search(clause) for clause in clauses):
        return False
    if any(pattern.search(clause) for clause in clauses for pattern in (_FETCHES, _TIDIES)):
        return True
    return any(_lacks(clause, title) for clause in clauses)


def _lacks(clause: str, title: str) -> bool:
    if not _OURS.search(clause):
        return False
    return any(share_a_subject(match[1], title) for match in _LACKS.finditer(clause))
