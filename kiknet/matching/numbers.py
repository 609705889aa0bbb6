"""How many people, how many pieces: the fields first, else the figures in the text."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import concepts, lexicon
from kiknet.matching.compounds import concepts_in
from kiknet.matching.entry import Entry

PEOPLED = frozenset({"room", "transport"})
PIECES = frozenset({"furniture", "equipment"})
PEOPLE = (
    r"(?:(?:bis|ca|etwa|rund|fur|max|maximal)\s)*(\d{1,4})\s(?!uhr\b)(?:\w+\s)?"
    r"(?:person\w*|leute\w*|menschen|gast\w*|\w*kindern?\b|frauen|teilnehm\w*|platz\w*|sitzplatz\w*|sitze\w*|"
    r"personen\w*|"
    r"jugendliche\w*|senior\w*|eltern\b|elternteil\w*|mitglied\w*|musiker\w*|sanger\w*|spieler\w*|besuch\w*|"
    r"zuschau\w*|"
    r"\w*gasten?\b|fahrgast\w*|mitfahr\w*|schuler\w*|madchen|jungs?\b|jungen\b|manner\w*|mutter\b|muttern\b|"
    r"studierende\w*|freiwillige\w*|gefluchtete\w*|erwachsene\w*|passagier\w*|"
    r"passengers?|children|kids|women|men\b|guests?|members?|participants?|students?|katilimci\w*|cocuk\w*|"
    r"kadin\w*|yolcu\w*|"
    r"учасник\w*|участник\w*|дітей|детей|жінок|женщин|пасажир\w*|пассажир\w*|طفل\w*|اطفال|نساء|امراه|"
    r"people|persons|guests|seats|kisi\w*|kisilik|davetli|konuk\w*|misafir\w*|осіб|люде\w*|людей|человек\w*|"
    r"гост\w*|місц\w*|мест\w*|"
    r"شخص\w*|اشخاص|ضيف\w*|مقعد\w*|مقاعد)"
)
_PEOPLE = re.compile(PEOPLE)
_PLACES = re.compile(
    r"\b(\d{1,3})\s(?:\w+\s)?(?:\w*betten\b|schlafplatz\w*|yoga\w*|matten\b|beds\b|yatak\b|ліж\w+|кроват\w+|سرير)"
)
"""Beds and mats in a room are for one each."""
_RANGE = re.compile(r"(\d{1,4})\s?(?:-|–|bis)\s?(\d{1,4})")
_NUMBER = re.compile(
    r"(?<![\d.:,])(\d{1,4})(?![\d.:,]|\s?(?:uhr|€|euro|cm|mm|m\b|x|×|jahr|h\b|prozent|%|zoll|kg|minuten|stunden|"
    r"-?köpfig|-?jährig|-?sitzer|-?teilig))"
)
_PIECES = re.compile(r"(\w+)\s(?:stuck|stk|exemplare|adet|tane|pieces|штук\w*|шт|قطع\w*)\b")
_COUNTED = re.compile(r"(?=\b(\w+) (\w+)(?: (\w+))?)")
OF_THEM = frozenset({"davon", "solche", "solcher"})
_MANY = re.compile(
    r"\b(?:wir sind|platz fur|passen|fasst|room for|we are|wir werden|seats|sleeps|вміщує|вмещает|нас|يتسع|تتسع|"
    r"نحن|سنكون)\s(?:\w+\s)?(\d{1,4})\b"
    r"(?!\s(?:uhr|jahre|jahr|tage|stunden|vereine|gruppen|frauen und))"
)
_MADE_FOR = re.compile(
    r"\b(?:bestuhlt|bestuhlung|sitzecke|sitzgruppe|sitzplatze|platz|tisch|stuhle|raum|zimmer|saal|reicht|gedacht|"
    r"geeignet|ausgelegt) (?:\w+ )?fur (?:bis zu |ca |etwa |rund |maximal |gut |knapp )?(\d{1,3})\b"
    r"(?! (?:euro|uhr|tag|woche|stunde|monat|jahr|gruppe|verein|familie)\w*)"
)
_FOR_SO_MANY = re.compile(
    r"\b(?:für|for|wir sind|на|для)\s(?:(?:ca\.?|rund|etwa|knapp|über|circa|about)\s)?(\d{2,3})(?=\s*(?:[.,;!?)]|$))"
)
_TOGETHER = {
    "zweit": 2, "dritt": 3, "viert": 4, "funft": 5, "sechst": 6, "siebt": 7, "acht": 8, "neunt": 9, "zehnt": 10,
    "elft": 11, "zwolft": 12, "funfzehnt": 15, "zwanzigst": 20, "dreissigst": 30,
}  # fmt: skip
_IN_ALL = re.compile(rf"\b(?:sind|kommen|fahren|immer|etwa|ungefahr|reisen)(?: \w+)?? zu ({'|'.join(_TOGETHER)})\b")
_COUPLES = re.compile(r"\b(\d{1,3}) (?:tanz|ehe)?paare?n?\b")
_SQUARE_METRES = re.compile(
    r"\b(\d{1,4})\s?(?:qm|m2|quadratmeter\w*|square met\w+|sqm|metrekare|кв м|м2|квадратн\w+|متر مربع|م2)\b"
)
_METRES = re.compile(
    r"(?<![\d,.])(\d{1,2})(?:[.,](\d))?\s?(?:m|meter)?\s?(?:[x×]|mal)\s?(\d{1,2})(?:[.,](\d))?\s?(?:m|meter\w*)\b"
)
ABOUT = 0.7
"""Rooms are measured roughly: one a little smaller than asked for may do."""
WORDS = {
    "ein": 1, "eine": 1, "einen": 1, "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "neun": 9, "zehn": 10, "elf": 11, "zwolf": 12, "dreizehn": 13, "vierzehn": 14, "funfzehn": 15, "sechzehn": 16,
    "achtzehn": 18, "zwanzig": 20, "funfundzwanzig": 25,
    "dreissig": 30, "vierzig": 40,
    "funfzig": 50, "sechzig": 60, "achtzig": 80, "hundert": 100, "dutzend": 12,
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "fifteen": 15, "forty": 40, "hundred": 100,
    "twenty": 20, "thirty": 30, "fifty": 50,
    "one": 1, "bir": 1, "iki": 2, "uc": 3, "dort": 4, "bes": 5, "alti": 6, "sekiz": 8, "yirmi": 20, "otuz": 30,
    "kirk": 40, "elli": 50, "altmis": 60, "yetmis": 70, "seksen": 80, "doksan": 90, "yuz": 100,
    "siebzig": 70, "neunzig": 90, "sixty": 60, "eighty": 80, "сто": 100, "шістдесят": 60, "шестьдесят": 60,
    "вісімдесят": 80, "восемьдесят": 80, "двох": 2, "трьох": 3, "чотирьох": 4, "двоих": 2, "троих": 3, "четырех": 4,
    "два": 2, "две": 2, "дві": 2, "три": 3, "чотири": 4, "четыре": 4, "сім": 7, "семь": 7, "вісім": 8, "восемь": 8,
    "девять": 9, "пять": 5, "шесть": 6, "шість": 6,
    "ستين": 60, "سبعين": 70, "ثمانين": 80, "ثمانون": 80, "تسعين": 90, "مئه": 100, "مائه": 100, "خمسه": 5, "سته": 6,
    "ثمانيه": 8, "ثلاثه": 3, "اربعه": 4, "سبعه": 7, "تسعه": 9,
    "один": 1, "одна": 1, "одну": 1, "десять": 10,
    "двадцять": 20, "двадцать": 20, "тридцять": 30, "тридцать": 30, "сорок": 40,
    "пятдесят": 50, "пятьдесят": 50,
    "واحد": 1, "واحده": 1,
    "عشره": 10, "عشرين": 20, "عشرون": 20, "ثلاثين": 30, "ثلاثون": 30, "اربعين": 40, "خمسين": 50, "خمسون": 50,
}  # fmt: skip
ARABIC_PREFIXES = frozenset({"ل", "ب", "و"})
ONES = frozenset({"ein", "eine", "einen", "one", "bir", "один", "одна", "одну", "واحد", "واحده"})
COUNTED_AS = {"on": 10}
"""Turkish ten, which is a preposition in English: only before "pieces"."""
_DOZENS = re.compile(r"\b(?:(\w+) )?(?:dutzend|dozen|duzine|дюжин\w*)\b")
_LEFT = re.compile(
    r"\b(?:nur noch|noch|nur|es sind|davon sind|only|just|sadece|лише|тільки|только|осталось|залишилось|"
    r"залишилося|فقط)(?: noch)? ((?!noch\b)\w+)(?: \w+)?"
    r" (?:da\b|ubrig\b|vorhanden\b|verfugbar\b|zu haben|left\b|available\b|remaining\b|kaldi\b|залиши\w+|"
    r"остал\w+|متبق\w*)"
)
_JUST_ONE = re.compile(
    r"(?:^|[.;,!]\s)(?:nur |just |only )?(?:eins|1 stück|ein stück|ein einziges|ein einziger|eine einzige|"
    r"one only|just one)\b|"
    r"(?:^|[.;,!]\s)(?:nur )?(?:einer|eine|eines|einen)(?=[,.;!]|$)"
)
_ONE = {"eins": 1, "einer": 1, "eines": 1, "ein": 1, "eine": 1, "einen": 1, "einziger": 1, "einziges": 1, "einzige": 1}
_FOR_A_TIME = re.compile(
    r"\b(?:für|for)\s+\w+\s+(?:tage?n?|wochen?|wochenenden?|stunden?|monate?n?|jahre?|nächte?|abende?|minuten?|"
    r"days?|weeks?|weekends?|hours?|months?|years?|nights?|evenings?)\b",
    re.IGNORECASE,
)
_SEATER = re.compile(r"\b(\w+?) ?sitzer")
SEATS = frozenset({"chair", "seating"})


def capacity(entry: Entry) -> int | None:
    """How many people it is for; only where that can be too few."""
    if entry.kind not in PEOPLED:
        return None
    return entry.capacity if entry.capacity is not None else people(f"{entry.title}. {entry.text}")


def quantity(entry: Entry) -> int | None:
    if entry.kind not in PIECES:
        return entry.quantity if entry.kind == "other" else None
    if entry.quantity is not None:
        return entry.quantity
    found = _count(entry.title) or _counted(entry.text) or _named(entry.title, entry.text) or _seats(entry)
    return found or _dozens(entry.text) or (_left(entry.text) if entry.direction == "offer" else None)


@lru_cache(maxsize=20_000)
def _left(text: str) -> int | None:
    """ "There are twelve left", "only one is still there"."""
    numbers = (number for word in _LEFT.findall(fold(text)) for number in [_ONE.get(word) or WORDS.get(word, word)])
    found = next((int(number) for number in numbers if isinstance(number, int) or number.isdigit()), None)
    return 1 if found is None and _JUST_ONE.search(text.casefold()) else found


def _dozens(text: str) -> int | None:
    """ "A good dozen" of what the title names."""
    found = _DOZENS.search(fold(text))
    if found is None:
        return None
    return 6 if found[1] in {"halbes", "halbe"} else 12 * WORDS.get(found[1] or "", 1)


def _seats(entry: Entry) -> int | None:
    """Chairs "for sixty guests" are sixty chairs."""
    if entry.direction != "need" or not SEATS & concepts.mentions(entry.title).found:
        return None
    return people(f"{entry.title}. {entry.text}")


def share_of_quantity(need: Entry, offer: Entry) -> float:
    """How much of the number of pieces or of the square metres needed there is, 1 when unknown."""
    if need.kind == offer.kind == "room":
        asked, given = area(need), area(offer)
        return 1.0 if not asked or given is None or given >= ABOUT * asked else given / asked
    asked, given = quantity(need), _pieces_for(need, offer)
    return 1.0 if not asked or given is None else min(1.0, given / asked)


def _pieces_for(need: Entry, offer: Entry) -> int | None:
    """ "30 chairs and five tables": who needs tables finds five."""
    if offer.quantity is None and offer.kind in PIECES:
        found = _named(need.title, f"{offer.title}. {offer.text}")
        return found if found is not None else quantity(offer)
    return quantity(offer)


def area(room: Entry) -> int | None:
    """The square metres a text names, the most of them."""
    return _square_metres(f"{room.title}. {room.text}")


@lru_cache(maxsize=20_000)
def _square_metres(text: str) -> int | None:
    plain = in_digits(fold(_RANGE.sub(r"\2", text)))
    sides = (float(f"{a}.{b or 0}") * float(f"{c}.{d or 0}") for a, b, c, d in _METRES.findall(text.casefold()))
    return max((*map(int, _SQUARE_METRES.findall(plain)), *map(round, sides)), default=None)


@lru_cache(maxsize=20_000)
def people(text: str) -> int | None:
    """For how many people a text says it is, the most it names."""
    plain = in_digits(fold(_RANGE.sub(r"\2", text)))
    found = [int(match) for measure in (_PEOPLE, _MANY, _MADE_FOR, _PLACES) for match in measure.findall(plain)]
    seats = (_in_digits(word) for word in _SEATER.findall(plain))
    found += map(int, _FOR_SO_MANY.findall(text.casefold()))
    together = (_TOGETHER[word] for word in _IN_ALL.findall(fold(text)))
    couples = (2 * int(number) for number in _COUPLES.findall(plain))
    return max((*found, *together, *couples, *(int(number) for number in seats if number.isdigit())), default=None)


def in_digits(folded: str) -> str:
    """ "Zwölf" is 12, but "eine" is not 1."""
    return " ".join(map(_in_digits, folded.split()))


def _in_digits(word: str) -> str:
    bare = word[1:] if word[:1] in ARABIC_PREFIXES and word[1:] in WORDS else word
    return str(WORDS[bare]) if bare in WORDS and bare not in ONES else word


@lru_cache(maxsize=20_000)
def _counted(text: str) -> int | None:
    """ "Vier Stück, geprüft": only what is called pieces."""
    found = _PIECES.findall(fold(_RANGE.sub(r"\2", text)))
    numbers = WORDS | COUNTED_AS
    return next((int(f) if f.isdigit() else numbers[f] for f in found if f.isdigit() or f in numbers), None)


@lru_cache(maxsize=20_000)
def _named(title: str, text: str) -> int | None:
    """ "We need 20 laptops", "ten of them", "one laptop, five years old": of what the title names."""
    about = {c for c in concepts.mentions(title).found if lexicon.known()[c].facet == "things"}
    found = [
        int(number)
        for number, word, other in _COUNTED.findall(fold(_RANGE.sub(r"\2", text)))
        for number in [str(WORDS.get(number, number))]
        if number.isdigit() and (about & {*concepts_in(word), *concepts_in(other)} or word in OF_THEM)
    ]
    return max(found, default=None)


@lru_cache(maxsize=20_000)
def _count(heading: str) -> int | None:
    title = _FOR_A_TIME.sub(" ", heading)
    people = _PEOPLE.findall(fold(_RANGE.sub(r"\2", title)))  # pots for a hundred guests are not a hundred pots
    found = [int(match) for match in _NUMBER.findall(_RANGE.sub(r"\2", title.casefold())) if match not in people]
    if found:
        return found[0]
    return next((WORDS[word] for word in fold(title).split() if WORDS.get(word, 0) > 1), None)
