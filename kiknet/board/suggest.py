"""What somebody may mean by the words they type: looking or offering, which kind, for whom, about what. Pure.

Words are compared folded, at their beginning and their end, so that compounds ("Vereinsraum") are understood.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kiknet.fold import fold

Hits = Callable[[tuple[str, ...]], int]
SHORTEST_END = 4
DIRECTIONS = {
    "need": (
        "such", "gesucht", "brauch", "benotig", "wunsch", "wer hat", "wer kann", "wer spricht", "wer hilft",
        "wer kennt", "hat jemand", "kann jemand", "spricht jemand", "kennt jemand", "need", "look", "wanted",
        "who speaks", "who can", "who has", "ariyor", "gerekiyor", "kim ", "шука", "потріб", "хто ", "ищем", "нужн",
        "кто ", "نبحث", "نحتاج", "من يتحدث",
    ),
    "offer": (
        "biet", "verleih", "vermiet", "zu vergeben", "abzugeben", "haben", "konnen", "offer", "lend", "sunuyor",
        "veriyor", "пропону", "маємо", "предлага", "نقدم", "لدينا",
    ),
}  # fmt: skip
KINDS = {
    "interpreter": ("dolmetsch", "ubersetz", "sprachmittl", "interpret", "translat", "tercuman", "переклад", "перевод",
                    "ترجم", "مترجم"),
    "language_partner": ("sprachpartner", "tandem", "gesprach", "konversation", "deutsch uben", "deutschuben",
                         "deutschsprechen", "sprachcafe", "deutsch sprechen", "spricht", "language partner", "speaks",
                         "konusuyor", "конверсац", "розмов", "говорит", "محادث", "يتحدث"),
    "room": ("raum", "raume", "saal", "zimmer", "kuche", "halle", "werkstatt", "room", "hall", "oda", "salon", "зал",
             "кімнат", "приміщен", "قاعه", "غرفه"),
    "furniture": ("mobel", "stuhl", "stuhle", "tisch", "tische", "bierbank", "banke", "sofa", "schrank", "regal",
                  "sessel", "chair", "table", "furniture", "sandalye", "mobilya", "стіл", "стол", "мебл", "كراسي",
                  "طاول"),
    "equipment": ("beamer", "projektor", "projector", "lautsprecher", "mikrofon", "anlage", "leinwand", "laptop",
                  "drucker", "pavillon", "zelt", "nahmaschine", "grill", "gerat", "проектор"),
    "transport": ("fahrer", "transport", "anhanger", "lieferwagen", "lastenrad", "fahrdienst", "umzug", "kleinbus",
                  "mitfahr", "ride", "транспорт"),
    "speaker": ("referent", "vortrag", "vortrage", "redner", "speaker", "talk", "konusmaci", "доповід", "محاضر"),
    "volunteer": ("freiwillig", "ehrenamt", "helfer", "helfende", "mithelf", "pate", "patin", "vorlese", "betreuer",
                  "schiedsrichter", "volunteer", "gonullu", "волонтер", "متطوع"),
    "know_how": ("beratung", "wissen", "schulung", "workshop", "antrag", "forderung", "buchhaltung", "website",
                 "steuer", "advice", "danisma", "консульт"),
    "cooperation_partner": ("partner", "kooperation", "mitmach", "gemeinsam", "cooperat", "ortak", "партнер", "شريك"),
}  # fmt: skip
"""The most telling kind first: it wins when words of two are found."""

AUDIENCES = {
    "women": ("frau", "women", "kadin", "жінк", "женщ", "نساء"),
    "men": ("manner", "men"),
    "children": ("kind", "children", "cocuk", "діт", "дет", "اطفال"),
    "youth": ("jugend", "youth", "genc", "молод", "شباب"),
    "families": ("famili", "famil", "aile", "сім", "عائل"),
    "parents": ("eltern", "mutter", "vater", "parent"),
    "seniors": ("senior", "altere", "старш", "літн"),
    "newcomers": ("neuzugewandert", "neu in", "ankommen", "gefluchtet"),
}
TOPICS = {
    "Sprachcafé": ("sprachcafe",), "Deutsch": ("deutsch",), "Nähen": ("nah",), "Kochen": ("koch", "kuche"),
    "Musik": ("musik", "chor", "sing"), "Sport": ("sport", "turnen", "gymnastik"), "Fußball": ("fussball",),
    "Garten": ("garten", "gartner"), "Vorlesen": ("vorles", "lesepat"), "Computer": ("computer", "digital", "laptop"),
    "Gesundheit": ("gesundheit", "pflege"), "Fest": ("fest", "feier"), "Hausaufgaben": ("hausaufgabe", "nachhilfe"),
    "Fahrrad": ("fahrrad", "rad"), "Tanz": ("tanz",), "Theater": ("theater",), "Schule": ("schul",),
    "Arbeit": ("bewerbung", "ausbildung", "praktik"), "Kinderbetreuung": ("kinderbetreuung",),
}  # fmt: skip


CAKE = "kuchen"
"""No kitchen ("Küche"), though both are folded to the same: a word of its own among those who plan a feast."""


@dataclass(frozen=True)
class Guess:
    """What the words say; "" and () where they say nothing."""

    direction: str = ""
    kind: str = ""
    audiences: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def guess(text: str) -> Guess:
    """What is meant by `text` (a title, or a sentence)."""
    folded = fold(" ".join(word for word in text.casefold().split() if CAKE not in word))
    words = folded.split()

    def hits(stems: tuple[str, ...]) -> int:
        return sum(_is_in(stem, folded, words) for stem in stems)

    return Guess(
        direction=_best(DIRECTIONS, hits),
        kind=_best(KINDS, hits),
        audiences=tuple(code for code, stems in AUDIENCES.items() if hits(stems)),
        topics=tuple(name for name, stems in TOPICS.items() if hits(stems)),
    )


def _best(stems: Mapping[str, tuple[str, ...]], hits: Hits) -> str:
    scored = {key: hits(each) for key, each in stems.items()}
    best = max(scored, key=lambda key: scored[key])
    return best if scored[best] else ""


def _is_in(stem: str, folded: str, words: list[str]) -> bool:
    if " " in stem:
        return f" {stem}" in f" {folded}"
    return any(word.startswith(stem) or (len(stem) >= SHORTEST_END and word.endswith(stem)) for word in words)
