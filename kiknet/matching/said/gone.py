"""Whether a text says that it is gone, full, over or paused."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import numbers
from kiknet.matching.entry import Entry
from kiknet.matching.said import moments, pausing
from kiknet.matching.said.phrases import section

DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su", "mornings", "afternoons", "evenings")
_SENTENCES = re.compile(r"[.:;!?\n؟]+\s")
_BRACKETS = re.compile(r"[\[\](){}/|*–—]+|\s-\s")
_HAPPENED = re.compile(
    section("by_now").pattern
    + r"\w*(?: (?:leider|schon|bereits|alle|alles|komplett|wieder|anderweitig|jemand|jemandem|jemanden|fest|"
    r"weiter|ist|sind|wurde|sich|an eine familie|einer familie|einen|eine))* " + section("state_gone").pattern
)
_JUST_THAT = re.compile(
    r"(?:update |edit |maalesef |artik |ne yazik ki |на жаль |к сожалению |вже |уже |للاسف |unfortunately |"
    r"achtung |sorry |leider |jetzt |nun )*(?:ist |sind |wurde |wurden |hat sich |schon |it s |"
    r"its |they re |alles |alle |all |is |are |leider )*"
    + section("state_gone").pattern
    + r"(?: (?:danke|vielen dank|thanks|thank you|tesekkurler|дякую|дякуємо|спасибо|شكرا|sorry|leider|an alle|"
    r"worden))*\Z"
)
_RESERVED = re.compile(
    r"reserviert(?: (?:fur (?:eine|einen|die|den|familie)|bis)\b|\Z)|reserved(?: for (?:a|the)\b|\Z)|зарезервовано|"
    r"забронировано|محجوز\b|rezerve"
)
_NONE_FREE = re.compile(
    r"\bkein\w* (?:\w+ )?(?:platz|platze|platzen|termine?n?|kapazitat\w*|stunden|slots?|zeiten|schuler\w*|"
    r"gruppen?|kinder) (?:mehr|frei|vorhanden|verfugbar|ubrig|zu vergeben)"
    r"|"
    + section("for_now").pattern
    + r"(?: \w+){0,3} (?:kein\w*|nicht|nichts) (?:\w+ ){0,2}(?:platz\w*|termin\w*|kapazit\w*|anmeldung\w*|"
    r"anfrage\w*|anfragen|aufnahme\w*|frei\w*|schuler\w*|neue\w*|moglich|verfugbar|aufnehm\w*|annehm\w*)"
    r"|\b(?:no|not any) (?:\w+ )?(?:places?|spaces?|spots?|slots?|capacity|appointments?) (?:left|available|free|"
    r"at the moment|right now)"
)
_PASSED_ON = re.compile(
    r"\b(?:abgeholt|verkauft|vergeben|verschenkt|vermittelt|weggegeben) worden\b"
    r"|\b(?:wurde|wurden|ist|sind)(?: (?!schnell|nicht|noch)\w+){0,3} (?:abgeholt|verkauft|vergeben|verschenkt|"
    r"weggegeben)\b"
    r"|\b(?:hab|habe|haben) (?:schon|bereits|inzwischen|jetzt|mittlerweile) (?:\w+ ){0,3}gefunden\b"
    r"|\b(?:besitzer\w*|zuhause|abnehmer\w*|platz|familie|mieter\w*|liebhaber\w*) gefunden\b|"
    r"\bfound a (?:new )?(?:home|owner)"
)
_IS_GONE = re.compile(
    r"\b(?:ist|sind|is|are)(?: (?:leider|schon|bereits|jetzt|nun|alle|komplett))* "
    + section("state_gone").pattern
    + r"\Z"
)
_FULL_THEN = re.compile(r"\b(?:ausgebucht|belegt|voll|gesperrt|geschlossen|vergeben|besetzt|verplant|fully booked)\b")
_SHUT_FOR_NOW = re.compile(
    r"\b(?:wegen|due to|because of) \w+(?: \w+)? (?:geschlossen|zu(?! \w+en\b)|gesperrt|dicht|nicht nutzbar|closed)\b"
    r"|\b(?:wird|werden) (?:gerade|zurzeit|derzeit|momentan|aktuell) (?:\w+ )?(?:renoviert|umgebaut|saniert|"
    r"repariert)\b"
    r"|\b(?:vorubergehend|momentan|derzeit|zurzeit|aktuell|zur zeit) (?:leider )?(?:geschlossen|gesperrt|dicht|"
    r"zu(?! \w+en\b))\b"
)
_ALL_TAKEN = re.compile(
    r"\balle (?:\w+ )?(?:stunden|platze|termine|kurse|zeiten|slots|gruppen|zimmer|beete|parzellen)(?: (?:sind|"
    r"leider|schon|bereits))*"
    r" (?:besetzt|belegt|vergeben|voll|ausgebucht|weg)\b|\b(?:all|both) (?:\w+ )?(?:places|slots|spaces|"
    r"rooms) (?:are )?(?:taken|full|gone)\b"
)
_WILL_BE = re.compile(
    r"\bwird (?:\w+ ){0,2}(?:heute|morgen|ubermorgen|bald|montag|dienstag|mittwoch|donnerstag|freitag|samstag|"
    r"sonntag)(?: \w+){0,4} abgeholt\b"
)
_NOT_YET = re.compile(
    r"\b(?:nicht|noch nicht|not|not yet|falls|wenn|if|bis|solange|не|ще не|еще не|degil|لم)(?: \w+){0,2} ?\Z"
)
_THEN = re.compile("|".join(section(name).pattern for name in (*(f"month_{n}" for n in range(1, 13)), *DAYS)))
_LENT = re.compile(r"\b(?:reserviert|verliehen|ausgeliehen|vermietet|gebucht|verplant|reserved|booked|lent)\b")
NEAR = 20


def is_gone(entry: Entry) -> bool:
    return _is_gone(entry.title, entry.text, entry.direction == "need", entry.kind)


@lru_cache(maxsize=20_000)
def _is_gone(title: str, text: str, is_need: bool, kind: str) -> bool:
    is_thing = kind in numbers.PIECES | {"other"}
    folded = pausing.without_stock(" § ".join(map(fold, _SENTENCES.split(f"{title}. {_always(text)}"))))
    is_some_left = pausing.is_some_left(folded)
    if section("gone").search(folded) and not is_some_left:
        return True
    if is_some_left or section("still_there").search(folded):
        return False
    said = f"{title}. {text if is_thing else _always(text)}"
    clauses = [part for clause in _BRACKETS.split(said) for part in moments.clauses(clause)]
    clauses = [clause for clause in clauses if not _is_lent_then(clause)]
    if any(_JUST_THAT.match(clause) for clause in clauses):
        return True
    if is_need:
        return bool(section("found_it").search(folded)) or any(
            pausing.has_found(clause, fold(title)) for clause in clauses
        )
    if pausing.tells_when_again(folded) or any(_is_away(clause, kind) for clause in clauses):
        return True
    if any(_says_gone(clause, is_thing=is_thing) for clause in clauses):
        return True
    if section("no_more").search(folded) and not section("again").search(folded):
        return True
    is_full = not is_thing or "platz" not in folded
    return is_full and bool(_NONE_FREE.search(folded)) and not section("again").search(folded)


def _is_lent_then(clause: str) -> bool:
    """ "On 12 December it is booked": on other days it can be had; "reserved until Sunday" is as good as gone."""
    return bool(_LENT.search(clause) and _THEN.search(clause)) and not _RESERVED.match(clause)


def _is_away(clause: str, kind: str) -> bool:
    """Whether there is none for now, and not on one day or in one month only."""
    said = pausing.parts(clause)
    return any(
        pausing.is_given(part, kind) or (pausing.is_away(part, kind) and not _THEN.search(part)) for part in said
    )


def _says_gone(clause: str, *, is_thing: bool) -> bool:
    if is_thing and (_RESERVED.match(clause) or _WILL_BE.search(clause)):
        return True
    if _ALL_TAKEN.search(clause) or (_SHUT_FOR_NOW.search(clause) and not _THEN.search(clause)):
        return True
    if _PASSED_ON.search(clause) or _IS_GONE.search(clause):
        return True
    found = _HAPPENED.search(clause)
    return found is not None and not _NOT_YET.search(clause[max(0, found.start() - NEAR) : found.start()])


def _always(text: str) -> str:
    """Without what is full in one month, or on one weekday, only."""
    parts = re.split(r"([.;!?\n]+|,\s)", text)
    return "".join(part for part in parts if not (_FULL_THEN.search(fold(part)) and _THEN.search(fold(part))))
