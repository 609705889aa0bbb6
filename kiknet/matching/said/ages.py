"""For which ages it is: years, school classes, sizes of children's clothes and of bicycles, if both texts say it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from kiknet.fold import fold
from kiknet.matching import concepts, lexicon
from kiknet.matching.entry import Entry
from kiknet.matching.said.phrases import section
from kiknet.matching.weights import DEEDS
from kiknet.wording.number_words import in_digits

OLDEST, OLDEST_TEAM = 99, 21
GROWN_UP, YOUNG = 18, 13
"""From these years on an age alone is that of who writes; of who offers to do something, earlier."""
NEARLY = 1
"""Years by which two may miss each other."""
CLAUSES = re.compile(r"[.:;!?\n]+\s|,\s")
_OWN = re.compile(
    r"\b(?:unsere?[nr]?|meine?[nr]?|our|my) (?:\w+ )?(?:kind|kinder|kindern|tochter|sohn|jungs?|madchen|enkel\w*|"
    r"kids|children|son|daughter)\b"
)
DASH = re.compile(r"(?<=[\d.])\s?[-–—]\s?(?=\d)")
_YEARS = r"(?:jahr|years?\b|yas\b|yas |років|роки|року|лет\b|год|سنه|سنوات|عام)"
_TO = r"(?:bis|und|to|and|до|الي|ile)"
_CHILD = (
    r"\b(?:\w*kind(?:er|ern|es)?|\w*jugendlich\w*|\w*schuler\w*|madchen|jungen?|jungs|teenager|tochter|sohn|"
    r"enkel\w*|alter von|"
    r"age|ages|aged|children|kids|girls?|boys?|son|daughter|girl|cocuk\w*|діти|діте[ий]|дете[ий]|дети|підліт\w*|"
    r"подрост\w*|дитин\w*|ребен\w*|син\w?|сын\w*|доньк\w*|дочк\w*|"
    r"хлопч\w*|дівч\w*|мальчик\w*|девоч\w*|طفل\w*|لطفل\w*|ابن\w*|بنت\w*|اطفال)"
)
_NO_AGE = r"(?! ?(?:uhr|h\b|\d|kg|cm|euro|person|teilnehm|klasse|monat|prozent|platz|gruppe|kind))"
_ARE = r"(?:(?:sind|ist|wird|werden|im|alter|so|ca|etwa|meist|alle|zwischen|are|aged|is) )*"
_RANGE = re.compile(
    rf"\b(\d{{1,2}}) {_TO} (\d{{1,2}}) ?{_YEARS}|"
    rf"{_CHILD} {_ARE}(?:von |zwischen |from )?(\d{{1,2}}) {_TO} (\d{{1,2}})\b{_NO_AGE}|"
    rf"\b(?:unsere|meine|die|sie) sind (?:so |alle |von |zwischen )?(\d{{1,2}}) {_TO} (\d{{1,2}})\b{_NO_AGE}"
)
_FROM = re.compile(
    rf"\b(?:ab|from|від|от|من) (\d{{1,2}}) ?{_YEARS}|{_CHILD} (?:ab|from) (\d{{1,2}})\b{_NO_AGE}"
    rf"|\b(\d{{1,2}}) yas (?:ustu|ve)|\b(?:aged|ages?) (\d{{1,2}}) (?:and (?:up|older|over|above)|plus|upwards)"
)
_UP_TO = re.compile(
    rf"\b(?:bis|unter|up to|under|до|حتي) (?:zu )?(\d{{1,2}}) ?{_YEARS}(?!\w* (?:garantie|alt\b))|"
    rf"{_CHILD} bis (\d{{1,2}})\b{_NO_AGE}"
)
_EXACTLY = re.compile(
    r"\b(\d{1,2}) ?(?:jahrig\w*|yasinda\w*|yasindaki|year olds?|літн\w+|річн\w+|летн\w+)\b(?! (?:jubilaum|"
    r"bestehen|erfahrung))"
    rf"|{_CHILD} (?:\w+ ){{0,2}}(\d{{1,2}}) ?{_YEARS}"
    rf"|{_CHILD} (?:ist|wird|is) (?:jetzt |gerade |erst |schon |bald |fast )?(\d{{1,2}})\b{_NO_AGE}"
    r"|\b(?:tochter|sohn|enkel|enkelin|son|daughter) (\d{1,2})\b(?! ?(?:uhr|\d))"
)
_TEAM = re.compile(r"\bu(\d{1,2})\b")
"""Below so many years, as clubs say it; "U3" is the creche."""
_FROM_ALONE = re.compile(rf"\b(?:nur|erst|only|alle) (?:ab|from) (\d{{1,2}})\b(?! ?(?:\d|uhr|h\b)){_NO_AGE}")
_BABIES = re.compile(
    r"\b\d{1,2} ?(?:monate? (?:alt|jung)|monatig|months? olds?|aylik|місяц\w+|месяц\w+)"
    r"|\b(?:babys?|kind|sohn|tochter|enkel\w*)(?: \w+){0,2} \d{1,2} monate?\b"
    r"|\bfur (?:\w+ ){0,2}(?:babys?\b|neugeboren|saugling|newborn)"
)
_CLASS = r"(?:klassen?\b|klasse|klass?l\w+|grades?\b|graders?\b|sinif|клас\w*)"
_ORDINALS = {
    name: number
    for number, name in enumerate(
        ("erst", "zweit", "dritt", "viert", "funft", "sechst", "siebt", "acht", "neunt", "zehnt", "elft", "zwolft"), 1
    )
}
_ARABIC = ("الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر")
_ARABIC_CLASS = re.compile(rf"\b(?:ال|لل|بال)صف ({'|'.join(_ARABIC)})\b")
_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)})(?:e[nr]? (?=klasse)|(?=klassl))")
_CLASSES = re.compile(
    rf"(?P<how>\b(?:ab|von|from|bis|up to|until|до|від|от) )?(?:(?:zu|zur|der|einschliesslich|inklusive|the) )*"
    rf"\b(?:(?P<first>\d{{1,2}})(?: (?:bis|und|oder|zur|to|and))* )?(?P<last>\d{{1,2}})(?:th|st|nd|rd)? ?{_CLASS}"
    rf"|(?P<since>\b(?:ab|von|bis) )?\b(?:klassen?|grades?|klassenstufen?|jahrgangsstufen?|jgst|fos|bos|gymnasium|"
    rf"realschule|"
    rf"mittelschule) (?P<one>\d{{1,2}})(?: (?:bis|und|oder|"
    rf"to) (?P<other>\d{{1,2}}))?\b(?! ?(?:\w*schul|\w*kind|jugend|person|uhr|\d))"
)
_BESIDES = re.compile(r"\b(?:kind|schuler|jugend|child|kids|cocuk|дит|діт|дет|طفل|اطفال)")
"""With whom grown-ups are only named besides."""
FIRST_CLASS = 5
LAST_CLASS = 13
GROUPS = {
    "babies": (0, 1), "toddlers": (1, 3), "preschool": (3, 6), "primary": (6, 10), "middle_school": (10, 14),
    "final_years": (16, 20), "grown_ups": (16, OLDEST),
}  # fmt: skip
_INCHES = re.compile(r"\b(\d{2}) ?(?:zoll|inch|дю[ий]м|jant|بوصه)|\b(\d{2})er\b")
WHEELS = {12: (2, 4), 14: (3, 5), 16: (4, 6), 18: (5, 7), 20: (6, 9), 24: (8, 12), 26: (10, OLDEST), 28: (12, OLDEST)}
_TRAINED = re.compile(r"(?:train|mannschaft|team|betreu|nachhilfe|jugend|coach)")
_CLOTHING = re.compile(r"\b(\d{2,3})(?: (?:bis )?(\d{2,3}))?\b(?! ?(?:stuck|euro|cm breit|jahr|uhr|jacken|teile))")
CHILDRENS = range(62, 177)
"""Sizes that are a child's height."""


def differ(need: Entry, offer: Entry) -> bool:
    """For children of 3 to 6 and for those of 12 to 16; for the first class, and from the 8th."""
    asked = span(need.title, need.text)
    given = span(offer.title, _without_own(offer.text), oldest=YOUNG if offer.kind in DEEDS else GROWN_UP)
    if asked is None or given is None:
        return False
    return max(asked[0], given[0]) - min(asked[1], given[1]) > NEARLY


@lru_cache(maxsize=20_000)
def _without_own(text: str) -> str:
    """Without how old the children are who have outgrown it."""
    return ". ".join(clause for clause in CLAUSES.split(text) if not _OWN.search(fold(clause)))


@lru_cache(maxsize=20_000)
def span(title: str, text: str, *, oldest: int = GROWN_UP) -> tuple[int, int] | None:
    """From the youngest to the oldest it is for; None where it names none."""
    plain = in_digits(
        _ORDINAL.sub(lambda found: f"{_ORDINALS[found[1]]} ", fold(DASH.sub(" bis ", f"{title}. {text}")))
    )
    about = frozenset(wide for name in concepts.mentions(title).found for wide in (name, *lexicon.wider_of(name)))
    plain = _ARABIC_CLASS.sub(lambda one: f"klasse {_ARABIC.index(one[1]) + 1}", plain)
    found = [*_said(plain, oldest), *_classes(plain), *_named(fold(title), plain)]
    if "bicycle" in about:
        found += [
            WHEELS[inches]
            for match in _INCHES.findall(plain)
            for inches in [int(match[0] or match[1])]
            if inches in WHEELS
        ]
    if "clothes" in about and "shoes" not in about:
        found += _worn(plain)
    return (min(low for low, _ in found), max(high for _, high in found)) if found else None


def _said(plain: str, oldest: int) -> Iterator[tuple[int, int]]:
    for match in _RANGE.finditer(plain):
        low, high = sorted(int(number) for number in match.groups() if number)
        yield low, high
    rest = _RANGE.sub(" ", plain)
    yield from ((age, OLDEST) for age in _ages(_FROM, rest))
    yield from ((0, age) for age in _ages(_UP_TO, rest))
    teams = [age for age in _ages(_TEAM, rest) if age <= OLDEST_TEAM]
    yield from ((max(0, age - 3), age - 1) for age in teams)
    if teams or re.search(_CHILD, rest) or _TRAINED.search(rest):
        yield from ((age, OLDEST) for age in _ages(_FROM_ALONE, rest) if age < GROWN_UP)
    yield from ((age, age) for age in _ages(_EXACTLY, rest) if age < oldest)
    if _BABIES.search(plain):
        yield GROUPS["babies"]


def _ages(pattern: re.Pattern[str], plain: str) -> Iterator[int]:
    return (int(number) for match in pattern.finditer(plain) for number in match.groups() if number)


def _classes(plain: str) -> Iterator[tuple[int, int]]:
    for match in _CLASSES.finditer(plain):
        numbers = sorted(int(match[name]) for name in ("first", "last", "one", "other") if match[name])
        if numbers[-1] > LAST_CLASS or numbers[0] < 1:
            continue
        how = (match["how"] or match["since"] or "").strip()
        low = 0 if how in {"bis", "up to", "until", "до"} and len(numbers) == 1 else numbers[0] + FIRST_CLASS
        high = OLDEST if how in {"ab", "from", "von", "від", "от"} and len(numbers) == 1 else numbers[-1] + FIRST_CLASS
        yield low, high


def _named(title: str, plain: str) -> Iterator[tuple[int, int]]:
    for name, ages in GROUPS.items():
        if name == "grown_ups" and _BESIDES.search(plain):
            continue
        if section(name).search(title if name == "babies" else plain):
            yield ages


def _worn(plain: str) -> Iterator[tuple[int, int]]:
    for match in (*section("size").finditer(plain), *section("size_in").finditer(plain)):
        found = _CLOTHING.match(plain, match.end() + 1)
        for number in (int(size) for size in (found.groups() if found else ()) if size):
            if number in CHILDRENS:
                age = (number - 80) // 6
                yield max(0, age - 1), max(1, age + 1)
