"""Who wants to do something for others, who looks for somebody to do it, and who does not get on without help."""

import re
from functools import lru_cache

from kiknet.matching.said.clauses import sentences
from kiknet.matching.said.phrases import section

_I = re.compile(r"\b(?:ich|mich|i|m|ben|я|мене|меня|انا)\b")
_WE = re.compile(r"\b(?:wir|uns|unser\w*|we|us|our)\b")
_YOU = re.compile(r"\b(?:sie|ihr|du|dich|euch|ihnen|euer\w*|eure\w*|your?)\b")
_MINE = re.compile(r"\b(?:mein\w*|my)\b")
_WISHES = re.compile(
    r"\b(?:(?:mocht|wurd|hatt)e\b(?! (?:jemand|wer|er|sie|es)\b)|(?:d|would) (?:like|love)|want)"
    r"(?P<rest>(?: \S+){1,12})"
)
_PLACE = re.compile(
    r"\b(?:such\w*|finde\w*|looking for|searching for) (?:\S+ ){0,8}?(?:(?:in|bei|mit|fur|an) )?"
    r"(?:dem|der|die|denen|den|das|wo|where|whom|that|who) (?:ich|i) (?P<rest>(?:\S+ ?){1,10})"
)
_WHERE = re.compile(
    r"\b(?:wo|where|(?:in |bei )?welche\w* \w+) (?:kann|konnte|could|can) (?:ich|i) (?P<rest>(?:\S+ ?){1,8})"
)
_MAY_I = re.compile(
    r"\b(?:wo|wohin|wem|where|(?:in |bei )?welche\w* \w+) (?:darf|durfte|soll|may) (?:ich|i)\b"
    r"|\bwer (?:wurde sich (?:\S+ ){0,5}freuen|freut sich)\b"
    r"|\b(?:wo werde ich|wem kann ich|wer braucht mich|where am i needed)"
)
_TASK = re.compile(
    r"\b(?:such\w*|auf der suche nach|looking for|шука\w*|ищу|ariyor\w*|ابحث عن) (?:\S+ ){0,5}?"
    r"(?:aufgabe|ehrenamt|einsatz|tatigkeit|engagement|betatigung|mitarbeit|freiwilligen(?:stelle|arbeit|dienst)"
    r"|volunteer(?:ing)? (?:work|role|position|job)|волонтерств|عمل تطوعي)"
    r"|\bgonullu (?:olmak|calismak) ist|\b(?:хочу|хотіл\w*|хотел\w*|могу|можу) (?:\S+ )?(?:допомага|помога|волонтер)"
)
_YOU_LIKE = re.compile(
    r"\A(?:sie|du|ihr) (?:\w+ ){1,4}(?:gern|gerne|freude|spass|zeit|lust)\b"
    r"|\A(?:haben|hast|habt) (?:sie|du|ihr) (?:\w+ ){0,3}(?:lust|zeit|freude|spass)\b"
    r"|\A(?:\w+en) sie gern|\b(?:do you|you) (?:like|love|enjoy|have time|have an hour)\b"
)
_COME = re.compile(
    r"\A(?:unterstutzen|begleiten|lesen|helfen|werden|machen|kommen) sie (?:\S+ ){0,8}(?:unser|bei uns)"
    r"|\bohne (?!\S*(?:anmeldung|kaution|termin|reservierung|ausweis|fuhrerschein))(?:\S+ ){1,6}"
    r"(?:durfen|konnen) (?:wir|unsere) (?:\S+ ){0,8}nicht\b"
)
_I_AM = re.compile(
    r"\A(?:ich |i )?(?:bin|war|am|m) |\A(?:pensionierte|gelernte|ausgebildete|ehemalige|retired)\w* "
    r"|im ruhestand|\d semester"
)
_OF_OTHERS = re.compile(
    r"(?:\A|(?<=[.:;!?\n؟]))(?![^.:;!?\n؟]*\b(?:[Ii]ch|[Ww]ir|[Uu]ns\w*|[Mm]ein\w*|I|[Ww]e|[Mm]y|[Oo]ur)\b)[^.:;!?\n؟]*[?؟]"
)
"""A question in which nobody speaks of themselves."""
_FAMILY = re.compile(
    r"\A(?:mein\w*|unser\w*|my|our|мои|моя|моему|моеи) (?:\w+ )?"
    r"(?:grosse[rn]?\b|kleine[rn]?\b|jungste|alteste|sohn|tochter|kind|mutter|vater|eltern|enkel|bruder|schwester"
    r"|neffe|nichte|oma\b|opa\b|son\b|daughter|mother|father|mum\b|kids?\b|сын|син|доньк|дочк|дочер|мам)"
    r"|\A(?:oglum|kizim|annem|babam)|\A(?:сын|син|донька|дочка) |\A(?:ابني|ابنتي|امي|طفلي)"
)


@lru_cache(maxsize=20_000)
def serves(title: str, text: str) -> bool:
    """ "I would like to read to children", "Where may I help?": who wants to do something looks for a place for it.

    Who wants to help their own family, or speaks for a group, looks for others.
    """
    whole = [" ".join(clauses) for clauses in sentences(f"{title}. {text}")]
    return any(_finds_a_place(said) or _wants_to_help(said) for said in whole if not _WE.search(said))


def _finds_a_place(said: str) -> bool:
    if _TASK.search(said) or _MAY_I.search(said):
        return True
    return any(
        section("serves").search(match["rest"]) for pattern in (_PLACE, _WHERE) for match in pattern.finditer(said)
    )


def _wants_to_help(said: str) -> bool:
    if _MINE.search(said) or section("looks").search(said):
        return False
    return any(section("serves").search(match["rest"]) for match in _WISHES.finditer(said))


@lru_cache(maxsize=20_000)
def recruits(title: str, text: str) -> bool:
    """ "Training before, travel paid", "Do you have an hour to spare?": those who do it are looked for."""
    clauses = [clause for sentence in sentences(f"{title}. {text}") for clause in sentence]
    if any(_I.search(clause) for clause in clauses):
        return False
    return any(
        section("recruits").search(clause) or _YOU_LIKE.search(clause) or _COME.search(clause) for clause in clauses
    )


@lru_cache(maxsize=20_000)
def is_at_a_loss(title: str, text: str) -> bool:
    """ "We do not understand it", "my son cannot keep up"; whoever asks "Do you not understand it?" helps."""
    clauses = [clause for sentence in sentences(_OF_OTHERS.sub(" ", f"{title}. {text}")) for clause in sentence]
    if any(section("at_a_loss").search(clause) and not _YOU.search(clause) for clause in clauses):
        return True
    return speaks_of_family(text) and not any(
        section("gives").search(clause) or section("gladly").search(clause) for clause in clauses
    )


@lru_cache(maxsize=20_000)
def speaks_of_family(text: str) -> bool:
    """ "My father likes to tell stories"."""
    return any(_FAMILY.search(clause) for sentence in sentences(text) for clause in sentence)


@lru_cache(maxsize=20_000)
def introduces(title: str, text: str) -> bool:
    """ "I am a retired teacher", "places left, sign up at Rana's": who can do it, or says when it is done."""
    clauses = [clause for sentence in sentences(f"{title}. {text}") for clause in sentence]
    if any(section("looks").search(clause) for clause in clauses):
        return False
    return any(
        section("announces").search(clause) or (_I_AM.search(clause) and section("skilled").search(clause))
        for clause in clauses
    )
