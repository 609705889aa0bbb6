"""How many people, how many pieces: the fields first, else the figures in the text."""

import re
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import amounts, concepts, lexicon
from kiknet.matching.compounds import concepts_in
from kiknet.matching.entry import Entry
from kiknet.matching.said.phrases import section
from kiknet.wording.number_words import WORDS, in_digits, word_in_digits

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
    r"tn\b|pers\b|pax\b|kopfe?\b|kopfen\b|mann\b|nasen\b|stimmen\b|damen\b|herren\b|nachbar\w*|kolleg\w*|betreuer\w*|lehrkraft\w*|helfer\w*|"
    r"bewohn\w*|tanzer\w*|rentner\w*|student\w*|azubis?\b|interessierte\w*|zuhor\w*|babys?\b|omas\b|grossel\w*|"
    r"of us\b|von uns\b|passengers?|children|kids|women|men\b|guests?|members?|participants?|students?|katilimci\w*|"
    r"cocuk\w*|kadin\w*|yolcu\w*|учасник\w*|участник\w*|діте[ий]|дете[ий]|жінок|женщин|пасажир\w*|пассажир\w*|طفل\w*|اطفال|نساء|امراه|"
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
    r"\b(?:wir sind|sind wir|platz fur|passen|fasst|room for|we are|we will be|we ll be|there are|wir werden|wir waren|"
    r"seats|sleeps|holds|gruppe von|gruppen von|team von|runde von|gruppe mit|chor mit|klasse mit|klassen mit|kurs mit|"
    r"familie mit|group of|class of|grup|група з|группа из|مجموعه من|вміщує|вмещает|"
    r"нас|нас буде|нас будет|يتسع|تتسع|نحن|سنكون)\s(?:(?:meist|meistens|immer|normalerweise|oft|gewohnlich|aktuell|"
    r"derzeit|insgesamt|zusammen|so|um die|an die|ungefahr|etwa|ca|circa|rund|gut|knapp|bis zu|mindestens|maximal|"
    r"hochstens|about|around|roughly|usually|up to|a|an|ein|eine|gutes|близько|около|примерно|приблизно|حوالي)\s)*"
    r"(?:\w+\s)?(\d{1,4})\b"
    r"(?!\s(?:km|kilometer|minuten|kisten|kartons|liter|kg|uhr|jahre|jahr|tage|stunden|vereine|gruppen|frauen und))"
)
_ARE = re.compile(
    r"\b(?:sind|waren|kommen|werden|sind es|kommen so|werden es) "
    r"(?:(?:wir|meist|meistens|immer|normalerweise|oft|so|um die|an die|ungefahr|etwa|ca|circa|rund|knapp|"
    r"gut|uber|mindestens|bestimmt|wohl|inzwischen|zwischen|insgesamt) )+"
    r"(\d{1,3})\b(?! ?(?:qm|m2|m\b|quadrat\w*|cm|meter|km|euro|uhr|h\b|kg|kilo|jahr|tag|woche|stuck|stunde|minuten|"
    r"monat|prozent|liter|mal|x\b|zoll|grad|watt|tische|stuhle|vereine|gruppen))"
)
""" "Meistens sind wir so um die 40", and nothing else is counted."""
_FROM_SO_MANY = re.compile(
    r"\b(?:mindestens|erst ab|ab|at least) \d{1,3} (?:personen|leuten?|teilnehm\w+|gästen?|kindern?|people|guests)\b",
    re.IGNORECASE,
)
"""How many must come, not how many may."""
_MADE_FOR = re.compile(
    r"\b(?:bestuhlt|bestuhlung|sitzecke|sitzgruppe|sitzplatze|platz|tisch|stuhle|raum|zimmer|saal|reicht|gedacht|"
    r"geeignet|ausgelegt) (?:\w+ )?fur (?:bis zu |ca |etwa |rund |maximal |gut |knapp )?(\d{1,3})\b"
    r"(?! (?:euro|uhr|tag|woche|stunde|monat|jahr|gruppe|verein|familie)\w*)"
)
_FIT_IN = re.compile(
    r"\b(\d{1,3}) (?:leute |personen |mann |people )?(?:rein|hinein|reinpassen|hineinpassen|unterbringen|unterkommen|"
    r"fit in)\b"
)
_IN_BRACKETS = re.compile(
    r"\b(?:alle|\w*gruppe|\w*klasse|\w*chor|\w*kurs|\w*verein|\w*team|frauen|männer|mädchen|kinder|gäste|leute|personen|"
    r"teilnehmer\w*|teilnehmende|mitglieder\w*|jugendliche\w*|senior\w*|eltern|all|everyone|group|women|children|kids|"
    r"people|guests|всіх|всех|людей|дітей|детей) \((?:ca\.? ?|etwa |rund |max\.? ?|~ ?|maximal |about )?(\d{1,3})\)"
)
""" "For all of us (35)"."""
_FOR_SO_MANY = re.compile(
    r"\b(?:für|for|wir sind|на|для)\s(?:(?:ca\.?|rund|etwa|knapp|über|circa|about)\s)?(\d{2,3})(?=\s*(?:[.,;!?)]|$))"
)
_TOGETHER = {
    "zweit": 2, "dritt": 3, "viert": 4, "funft": 5, "sechst": 6, "siebt": 7, "acht": 8, "neunt": 9, "zehnt": 10,
    "elft": 11, "zwolft": 12, "funfzehnt": 15, "zwanzigst": 20, "dreissigst": 30,
}  # fmt: skip
_IN_ALL = re.compile(
    r"\b(?:sind|waren|kommen|fahren|immer|etwa|ungefahr|reisen|ubernachten|schlafen|zelten|wohnen|spielen|essen|"
    r"sitzen|proben|singen|tanzen|kochen|feiern|treffen|lernen|arbeiten|gehen|wandern|machen|wollen|mochten)"
    r"(?: (?!bis)\w+){0,2}? "
    rf"zu ({'|'.join(_TOGETHER)})\b"
)
_BY_ITSELF = re.compile(
    rf"(?:(?:wir|etwa|ca|meist|meistens|immer|so|ungefahr|insgesamt|alle) )*zu ({'|'.join(_TOGETHER)})"
)
_CLAUSES = re.compile(r"[.,;:!?()\n]+\s?")
_COUPLES = re.compile(r"\b(\d{1,3}) (?:tanz|ehe)?paare?n?\b")
_TIMES = re.compile(
    r"\b(\d{1,2}) (?:(?:\w*tische?n?|stuck|bierzelt\w+|garnituren|reihen|tables) )(?:a|je|zu je|mit je|fur je|for) "
    r"(\d{1,2})\b(?! ?(?:euro|kg|cm|m\b|mal|liter|stunde|tag))"
)
""" "Six tables of eight"."""
_BEDROOMS = re.compile(r"\b(?:(\d{1,2}) (?:\w+ )?)?(einzel|doppel|dreibett|vierbett|zweibett)zimmern?\b")
_SLEEP = {"einzel": 1, "doppel": 2, "zweibett": 2, "dreibett": 3, "vierbett": 4}
_SQUARE_METRES = re.compile(
    r"\b(\d{1,4})\s?(?:qm|m2|quadratmeter\w*|square met\w+|sqm|metrekare|кв м|м2|квадратн\w+|متر مربع|م2)\b"
)
_LOCKER = re.compile(r"\b(?:spinde?s?|schliessfach\w*|schrankfach\w*|regalfach\w*|lockers?|шафк\w+|шкафчик\w*)\b")
_METRES = re.compile(
    r"(?<![\d,.])(\d{1,2})(?:[.,](\d))?\s?(?:m|meter)?\s?(?:[x×]|mal)\s?(\d{1,2})(?:[.,](\d))?\s?(?:m|meter\w*)\b"
)
ABOUT = 0.7
"""Rooms are measured roughly: one a little smaller than asked for may do."""
COUNTED_AS = {"on": 10}
"""Turkish ten, which is a preposition in English: only before "pieces"."""
_FOR_A_TIME = re.compile(
    r"\b(?:für|for)\s+\w+\s+(?:tage?n?|wochen?|wochenenden?|stunden?|monate?n?|jahre?|nächte?|abende?|minuten?|"
    r"days?|weeks?|weekends?|hours?|months?|years?|nights?|evenings?)\b",
    re.IGNORECASE,
)
_SIZED = re.compile(
    r"\b(?:\w*gr(?:\.|ößen?)|größe von|size|nr\.?|in|ab|bis|розмір\w*|размер\w*|beden)\s?"
    r"\d{1,3}(?:\s?[-/–]\s?\d{1,3})?\b",
    re.IGNORECASE,
)
_SEATER = re.compile(r"\b(\w+?) ?sitzer")
SEATS = frozenset({"chair", "seating"})
COLLECTIVE = frozenset({"instrument", "seating", "beds", "tables", "bicycle", "clothes"})
"""Of which every kind counts as one more."""
WORN = frozenset({"bikehelmet", "workwear", "jerseys", "headset", "yogamats", "gymmats", "skis", "skates", "blanket"})
"""Of which everybody needs one."""


def capacity(entry: Entry) -> int | None:
    """How many people it is for; only where that can be too few."""
    if entry.kind not in PEOPLED:
        return None
    if entry.capacity is not None:
        return entry.capacity
    said = f"{entry.title}. {entry.text}"
    return people(_FROM_SO_MANY.sub(" ", said) if entry.direction == "offer" else said)


def quantity(entry: Entry) -> int | None:
    if entry.kind == "other":
        text = _SIZED.sub(" ", entry.text)
        return entry.quantity or _counted(text) or _named(entry.title, text) or _seats(entry)
    if entry.kind not in PIECES:
        return None
    if entry.quantity is not None:
        return entry.quantity
    found = _count(entry.title) or _counted(entry.text) or _named(entry.title, entry.text) or _seats(entry)
    return found or amounts.alone(entry.text, is_offer=entry.direction == "offer")


def _seats(entry: Entry) -> int | None:
    """Chairs "for sixty guests" are sixty chairs, "helmets for twelve children" twelve helmets."""
    about = concepts.mentions(entry.title).found
    if entry.direction != "need":
        return None
    if not (SEATS | WORN) & about and not section("one_each").search(fold(f"{entry.title}. {entry.text}")):
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
    """The square metres a text names, the most of them; a locker has one at most."""
    return _square_metres(f"{room.title}. {room.text}")


@lru_cache(maxsize=20_000)
def _square_metres(text: str) -> int | None:
    plain = in_digits(fold(_RANGE.sub(r"\2", text)))
    sides = (float(f"{a}.{b or 0}") * float(f"{c}.{d or 0}") for a, b, c, d in _METRES.findall(text.casefold()))
    at_most = 1 if _LOCKER.search(plain) else None
    return max((*map(int, _SQUARE_METRES.findall(plain)), *map(round, sides)), default=at_most)


@lru_cache(maxsize=20_000)
def people(text: str) -> int | None:
    """For how many people a text says it is, the most it names."""
    plain = in_digits(fold(_RANGE.sub(r"\2", text)))
    found = [
        int(match)
        for measure in (_PEOPLE, _MANY, _ARE, _FIT_IN, _MADE_FOR, _PLACES)
        for match in measure.findall(plain)
    ]
    seats = (word_in_digits(word) for word in _SEATER.findall(plain))
    found += (int(number) for some in (_FOR_SO_MANY, _IN_BRACKETS) for number in some.findall(text.casefold()))
    couples = (2 * int(number) for number in _COUPLES.findall(plain))
    found += (int(number) for number in seats if number.isdigit())
    found += [int(rooms or 1) * _SLEEP[name] for rooms, name in _BEDROOMS.findall(plain)]
    return max((*found, *together(text), *times(text), *couples), default=None)


def times(text: str) -> list[int]:
    """For how many so many tables are."""
    return [int(tables) * int(seats) for tables, seats in _TIMES.findall(in_digits(fold(text)))]


def together(text: str) -> list[int]:
    """ "There are eight of us", as German says it."""
    alone = (_BY_ITSELF.fullmatch(fold(clause)) for clause in _CLAUSES.split(text))
    return [_TOGETHER[word] for word in (*_IN_ALL.findall(fold(text)), *(match[1] for match in alone if match))]


@lru_cache(maxsize=20_000)
def _counted(text: str) -> int | None:
    """ "Vier Stück, geprüft": only what is called pieces."""
    found = _PIECES.findall(fold(_RANGE.sub(r"\2", text)))
    numbers = WORDS | COUNTED_AS
    return next((int(f) if f.isdigit() else numbers[f] for f in found if f.isdigit() or f in numbers), None)


@lru_cache(maxsize=20_000)
def _named(title: str, text: str) -> int | None:
    """ "We need 20 laptops", "ten of them", "one laptop, five years old": of what the title names."""
    about = frozenset(c for c in concepts.mentions(title).found if lexicon.known()[c].facet == "things")
    found = [
        int(number)
        for number, word, other in _COUNTED.findall(fold(_RANGE.sub(r"\2", text)))
        for number in [str(WORDS.get(number, number))]
        if number.isdigit()
        and (word in OF_THEM or any(_is_one_of(c, about) for c in concepts_in(word) | concepts_in(other)))
    ]
    return max(found, default=None)


def _is_one_of(name: str, about: frozenset[str]) -> bool:
    """Twenty ukuleles are twenty instruments."""
    return name in about or not (COLLECTIVE & about).isdisjoint(lexicon.wider_of(name))


@lru_cache(maxsize=20_000)
def _count(heading: str) -> int | None:
    title = _FOR_A_TIME.sub(" ", heading)
    people = _PEOPLE.findall(fold(_RANGE.sub(r"\2", title)))  # pots for a hundred guests are not a hundred pots
    found = [int(match) for match in _NUMBER.findall(_RANGE.sub(r"\2", title.casefold())) if match not in people]
    if found:
        return found[0]
    return next((WORDS[word] for word in fold(title).split() if WORDS.get(word, 0) > 1), None)
