"""How many pieces, where a number stands alone: "twelve are left", "we could spare 15", "a good dozen"."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.wording.number_words import WORDS, in_digits

_DOZENS = re.compile(r"\b(?:\w+ ){0,2}?(?:dutzend|dozen|duzine|дюжин[аиуы])\b")
_SHORT = re.compile(r"\b(ca|max|min|mind|ungef)\.", re.IGNORECASE)
_PARTS = re.compile(r"[.,;:!?()\n–]+(?:\s|$)")
_RANGE = re.compile(r"(\d{1,4})\s?(?:-|–|bis)\s?(\d{1,4})")
_ABOUT = (
    r"leider|gerade mal|gerade einmal|grad mal|bloss|lediglich|derzeit|aktuell|momentan|heute|"
    r"noch|nur|etwa|ca|circa|rund|so|um die|an die|ungefahr|insgesamt|gut|knapp|mindestens|wenigstens|min|max|maximal|"
    r"hochstens|bis zu|vielleicht|eventuell|sagen wir|besser|about|around|roughly|maybe|up to|at least|only|en az|лише|"
    r"только|тільки|примерно|приблизно|около|близько|минимум|мінімум|хотя бы|хоча б"
)
_END = (
    r"(?: (?:rum|herum|stuck|oder so|oder mehr|ungefahr|circa|ca|mindestens|insgesamt|bitte|or so|or more|"
    r"(?:waren|ware|sind) (?:gut|super|toll|prima|schon|perfekt|ideal|genug)|(?:reichen|genugen)(?: uns| mir)?|"
    r"would be (?:good|great|enough))){0,2}\Z"
)
_THIS_MANY = re.compile(
    r"\b(?:haben|hatten|habe|hatte|konnen|konnten|konnte|kann|besitzen|verleihen|have|could|can|got|"
    r"можемо|маємо|можу|є|віддамо|позичимо|можем|имеем|есть|отдадим|дадим) "
    rf"(?:(?:wir|ich|euch|davon|lend|spare|give|дати|дать|віддати|отдать|позичити|одолжить|{_ABOUT}) )*"
    r"(\d{1,3})"
    r"(?: (?:davon )?(?:entbehren|abgeben|verleihen|leihen|ausleihen|hergeben|beisteuern|bringen|mitbringen|geben|"
    r"ubrig|spenden|verschenken|anbieten|of them)\b|\Z)"
)
_ALONE = re.compile(rf"(?:(?:{_ABOUT}) )+(\d{{1,3}})(?: (?:oder|bis|or|to) \d{{1,3}})?{_END}")
_MOST = re.compile(
    r"\bmehr als (\d{1,3}) (?:sind|haben|gibt|konnen|stehen)\b.*\bnicht\b|\bnicht mehr als (\d{1,3})(?: stuck)?\Z"
)
_PILES = re.compile(
    r"\b(\d{1,2}) (?:stapel|reihen|kisten|pakete|packungen|sets|stacks) (?:zu je|a|mit je|je|zu|mit|of) (\d{1,3})\b"
)
_AT_ONCE = re.compile(
    r"\b(?:jeweils|pro (?:gruppe|verein|familie|ausleihe|person|haushalt)|je (?:gruppe|verein|familie|haushalt)) "
    r"(?:(?:geben|verleihen|gibt|es|wir|nur|hochstens|maximal|max|bis zu) )*(\d{1,3})\b"
    r"(?! (?:euro|eur|cent|stunde|tag|woche|minute))"
)
_NOW = re.compile(
    r"\b(?:heute|inzwischen|jetzt|mittlerweile) (?:sind|haben|gibt) (?:es |wir )?(?:(?:noch|nur|davon) )*(\d{1,3})\b"
)
_TIMES = re.compile(r"(\d{1,3}) ?x\b(?! ?\d| (?:im|pro|in|die|am) )")
_WHOLE = re.compile(r"(\d{1,3}) (?:haben wir|hab ich|habe ich|wir haben)(?: (?:noch|nur|da))?\b")
_WE_HAVE = re.compile(rf"(?:wir haben|wir hatten|es sind|sind es) (?:(?:{_ABOUT}) )*(\d{{1,3}}){_END}")
_ENDING = re.compile(rf"(\d{{1,3}})(?!\Z){_END}")
_JUST_A_NUMBER = re.compile(r"(\d{1,3})\Z")
_OF_THEIR_KIND = re.compile(
    rf"(?:(?:{_ABOUT}) )*(\d{{1,3}}) (?:gebrauchte|neue|alte|altere|gute|weisse|schwarze|braune|rote|blaue|grune|"
    r"kleine|grosse|runde|eckige|einfache|schone|gleiche|verschiedene|funktionierende|intakte|stapelbare|klappbare|robuste|"
    r"stabile|ausrangierte|ungenutzte|used|old|new|small|large)n?\b"
)
_A_FEW = re.compile(
    r"\b(?:ein paar|eine? hand ?voll|einige wenige|nur wenige|einzelne|a few|a handful|birkac|кілька|несколько|пара)\b"
)
_A_PAIR = re.compile(r"(?:^|[.,;!]\s)[Ee]in Paar(?=[.,;!]|$)")
FEW = 6
_PACK = re.compile(r"\b(?:(\d{1,3}) ?er|(\w+?)er) ?(?:pack|packung|set|satz|karton|gruppe)\b")
_FOR_THEM = re.compile(rf"(?:(?:{_ABOUT}) )*(\d{{1,3}}) (?:fur|for) (?:die|unsere|unseren|eine|alle|the|our|a)\b")
_NEEDS_SO_MANY = re.compile(
    r"\b(?:brauchen|brauchten|brauche|brauchte|benotigen|fehlen|need|потрібно|нужно) "
    rf"(?:(?:wir|uns|ich|davon|{_ABOUT}) )*(\d{{1,3}}){_END}"
)
_SO_MANY_ARE = re.compile(
    rf"(?:(?:{_ABOUT}) )*(\d{{1,3}}) (?:davon )?(?:haben|hatten|habe|hatte|stehen|sind|liegen|waren|"
    r"konnen|konnten|kann|konnte|gibt|gabe|lagern|have|are|can)\b"
)
_LEFT = re.compile(
    r"\b(?:nur noch|noch|nur|es sind|davon sind|only|just|sadece|лише|тільки|только|осталось|залишилось|"
    r"залишилося|فقط)(?: noch)? ((?!noch\b)\w+)(?: \w+)?"
    r" (?:da\b|ubrig\b|vorhanden\b|verfugbar\b|zu haben|left\b|available\b|remaining\b|kaldi\b|залиши\w+|"
    r"остал\w+|متبق\w*)"
)
_JUST_ONE = re.compile(
    r"(?:^|[.;,!]\s)(?:nur |just |only )?(?:eins|1 stück|ein stück|ein einziges|ein einziger|eine einzige|"
    r"one only|just one)\b|"
    r"(?:^|[.;,!]\s)(?:nur )?(?:einer|eine|eines|einen|eins)"
    r"(?= (?:haben wir|hab ich|habe ich|hätten wir|hätte ich)\b|[,.;!]|$)"
)
_ONE = {"eins": 1, "einer": 1, "eines": 1, "ein": 1, "eine": 1, "einen": 1, "einziger": 1, "einziges": 1, "einzige": 1}


def alone(text: str, *, is_offer: bool) -> int | None:
    """ "We need 30", and of an offer what it has or what is left of it."""
    if is_offer and (most := _most(text)):
        return most
    found = _so_many(text, is_offer=is_offer) or _dozens(text)
    return found or ((_left(text) or _pack(text) or _few(text)) if is_offer else None)


@lru_cache(maxsize=20_000)
def _most(text: str) -> int | None:
    """ "More than twenty there are not", "fifteen for each group", "today there are 25", "two piles of eight"."""
    folded = [in_digits(fold(part)) for part in _PARTS.split(_SHORT.sub(r"\1", text))]
    said = [
        int(number)
        for part in folded
        for most in (_MOST, _AT_ONCE, _NOW)
        for match in [most.search(part)]
        if match
        for number in match.groups()
        if number
    ]
    said += [int(piles) * int(each) for part in folded for piles, each in _PILES.findall(part)]
    return min(said, default=None)


@lru_cache(maxsize=20_000)
def _so_many(text: str, *, is_offer: bool) -> int | None:
    """ "We could spare 15", "two stand in our shed", "we need 30": a number alone, of what the title names."""
    parts = _PARTS.split(_RANGE.sub(r"\2", _SHORT.sub(r"\1", text)))
    clauses = [in_digits(fold(part)) for part in parts]
    said = (
        (
            _THIS_MANY.search,
            _SO_MANY_ARE.match,
            _ALONE.match,
            _OF_THEIR_KIND.match,
            _TIMES.match,
            _WHOLE.match,
            _WE_HAVE.match,
        )
        if is_offer
        else (_NEEDS_SO_MANY.search, _FOR_THEM.match, _ALONE.match, _ENDING.match)
    )
    found = [match for clause in clauses for find in said if (match := find(clause))]
    found += [match] if (match := _JUST_A_NUMBER.match(clauses[0])) else []
    return max((int(match[1]) for match in found), default=None)


def _dozens(text: str) -> int | None:
    """ "A good dozen" of what the title names."""
    found = _DOZENS.search(fold(text))
    if found is None:
        return None
    return int(in_digits(found[0]).split()[-1])


@lru_cache(maxsize=20_000)
def _left(text: str) -> int | None:
    """ "There are twelve left", "only one is still there"."""
    numbers = (number for word in _LEFT.findall(fold(text)) for number in [_ONE.get(word) or WORDS.get(word, word)])
    found = next((int(number) for number in numbers if isinstance(number, int) or number.isdigit()), None)
    return 1 if found is None and _JUST_ONE.search(text.casefold()) else found


def _pack(text: str) -> int | None:
    """ "A set of ten" in German."""
    found = (digits or str(WORDS.get(word, "")) for digits, word in _PACK.findall(fold(text)))
    return next((int(number) for number in found if number), None)


def _few(text: str) -> int | None:
    """ "Ein Paar" are two and "ein paar" some."""
    if _A_PAIR.search(text):
        return 2
    return FEW if _A_FEW.search(fold(text)) else None
