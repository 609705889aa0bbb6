"""What somebody may mean by the words they type: looking or offering, which kind, how many, for whom, when. Pure.

What is known are words as `fold` writes them, apart by commas. A star stands for any letters, so that compounds are
understood ("*saal") and longer forms ("brauch*"); without one only the word itself is meant, for "Traum" is no "Raum".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kiknet.fold import fold
from kiknet.wording import language_names
from kiknet.wording.number_words import in_digits
from kiknet.wording.short_forms import spelled_out

DIRECTIONS = {
    "need": """suche, suchen, sucht, gesucht*, gesuch, brauch*, benotig*, wunsch*, need, needs, needed, look,
        looking, wanted, ariyor*, gerekiyor*, lazim, шука*, потріб*, ищем, ищу, ищет, нужн*, نبحث, ابحث, نحتاج,
        احتاج, مطلوب""",
    "offer": """biet*, angebot*, geboten, verleih*, vermiet*, verschenk*, zu verschenken, zu vergeben, abzugeben,
        wir haben, ich habe, wir konnen, ich kann, offer*, lend*, we have, sunuyor*, veriyor*, пропону*, маємо,
        предлага*, نقدم, نعرض, لدينا, عندنا""",
}
KINDS = {
    "interpreter": """*dolmetsch*, ubersetz*, sprachmittl*, wer spricht, interpret*, translat*, tercuman*, переклад*,
        перевод*, ترجم*, مترجم*""",
    "language_partner": """sprachpartner*, tandem*, *tandem, gesprach*, konversation*, deutsch uben, deutschub*,
        deutsch sprechen, deutschsprechen, sprachcafe*, language partner*, language exchange, конверсац*, розмов*,
        разговор*, محادث*""",
    "room": """raum, raume, raumen, raumlichkeit*, *raum, *raume, *raumen, saal, *saal, zimmer, *zimmer, kuche,
        kuchen, *kuche, *kuchen, halle, hallen, *halle, werkstatt, *werkstatt, room, rooms, hall, oda, odasi, salon,
        salonu, зал, зала, кімнат*, приміщен*, помещен*, комнат*, قاعه, قاعات, غرفه, غرف""",
    "furniture": """mobel, *mobel, stuhl, stuhle, klappstuhl*, kinderstuhl*, hochstuhl*, tisch, tische, tischen,
        biertisch*, klapptisch*, stehtisch*, esstisch*, schreibtisch*, *garnitur, *garnituren, bierbank*, banke,
        sitzbank*, sofa, sofas, schrank, schranke, *schrank, regal, regale, *regal, sessel, chair, chairs, table,
        tables, furniture, sandalye*, mobilya*, masa, стіл, столи, стільц*, стол, столы, стуль*, мебл*, мебел*,
        كراسي, كرسي, طاول*, اثاث""",
    "equipment": """beamer*, projektor*, projector*, lautsprecher*, mikrofon*, anlage, *anlage, leinwand*, laptop*,
        drucker*, pavillon*, zelt, zelte, *zelt, *zelte, nahmaschine*, grill, grills, gerat, gerate, *gerat, *gerate,
        проектор*""",
    "transport": """fahrer, fahrerin, fahrerinnen, busfahrer*, transport*, *transport, anhanger*, lieferwagen*,
        lastenrad*, fahrdienst*, umzug*, kleinbus*, mitfahr*, ride, rides, транспорт*, sofor*, nakliye""",
    "speaker": """referent*, vortrag*, *vortrag, redner*, *redner, speaker*, talk, talks, konusmaci*, доповід*,
        محاضر*""",
    "volunteer": """freiwillig*, ehrenamt*, helfer*, *helfer, *helferin, *helferinnen, helfende*, helfen, hilft,
        mithelf*, pate, paten, patin, patinnen, patenschaft*, lesepat*, lernpat*, familienpat*, vorlese*, betreuer*,
        *betreuer, schiedsrichter*, trainer*, *trainer, *trainerin, ubungsleit*, nachhilfe*, hausaufgabenhilfe,
        volunteer*, gonullu*, волонтер*, متطوع*""",
    "know_how": """beratung*, *beratung, wissen, *wissen, schulung*, workshop*, antrag*, forderung, *forderung,
        fordermittel*, buchhaltung*, website*, homepage*, steuer*, advice, danisma*, консульт*""",
    "cooperation_partner": """partner*, *partner, kooperation*, mitmach*, gemeinsam*, cooperat*, ortak*, партнер*,
        شريك""",
}
"""The most telling kind first: it wins when words of two are found."""

AUDIENCES = {
    "women": "frau, frauen*, women, woman, kadin*, жінк*, женщин*, نساء, النساء",
    "men": "mann, manner*, men, erkek*, чоловік*, мужчин*, رجال",
    "children": "kind, kinder*, *kinder, *kindern, children, cocuk*, діт*, дет*, اطفال, الاطفال",
    "youth": "jugend*, *jugend, youth, genc, gencler*, молод*, شباب, الشباب",
    "families": "famili*, family, families, aile*, сім*, семь*, семей*, عائل*",
    "parents": "eltern*, *eltern, mutter, muttern, vater, vatern, parent*",
    "seniors": "senior*, altere*, старш*, літн*, пожил*",
    "newcomers": "neuzugewandert*, neu in, ankommen*, gefluchtet*",
}
TOPICS = {
    "Sprachcafé": "sprachcafe*",
    "Deutsch": "deutsch, deutschkurs*, deutschub*, deutschlern*, deutschsprech*, deutschtreff*, deutschunterricht*",
    "Nähen": "nahen, nahkurs*, nahmaschine*, nahcafe*, nahtreff*, naherei, nahwerkstatt",
    "Kochen": "kochen, koch*, kuche, kuchen, *kuche",
    "Musik": "musik*, chor, chore, chorprobe*, *chor, singen, singt, singkreis*, gesang*",
    "Sport": "sport*, rehasport, frauensport, kindersport, breitensport, turnen, gymnastik*",
    "Fußball": "fussball*",
    "Garten": "garten, gartenarbeit*, gartenprojekt*, gartentreff*, *schaftsgarten, schulgarten, gartner*",
    "Vorlesen": "vorles*, lesepat*",
    "Computer": "computer*, digital*, laptop*",
    "Gesundheit": "gesundheit*, pflege*",
    "Fest": "fest, feste, festival*, sommerfest*, fruhlingsfest*, *sfest, *nfest, *rfest, feier, feiern, *feier",
    "Hausaufgaben": "hausaufgabe*, nachhilfe*",
    "Fahrrad": "fahrrad*, *fahrrad, rad, rader, radfahr*, radtour*, lastenrad*",
    "Tanz": "tanz*, *tanz",
    "Theater": "theater*",
    "Schule": "schule, schulen, schuler*, schulkind*, schulweg*, schulhof*, *schule",
    "Arbeit": "bewerbung*, ausbildung*, praktik*",
    "Kinderbetreuung": "kinderbetreuung*",
}
MISLEADING = re.compile(r"\b(?:\w*kuchen\w*|\w*tr[aä]um\w*|rollst[uü]hl\w*|kinderg[aä]rt\w*|tischtennis\w*)\b")
"""Before folding: cake is no kitchen ("Küche") among those who plan a feast, and dreams are no rooms ("Raum")."""
QUESTION = re.compile("[?؟]")
DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_DAY, _PART = "|".join(DAYS), "(?:vormittag|nachmittag|abend)?"
EVERY_WEEK = re.compile(rf"\b(?:jeden ({_DAY}){_PART}|({_DAY}){_PART}s)\b")
PARTS = {"morning": "vormittag", "afternoon": "nachmittag", "evening": "abend"}
PEOPLE = """person*, pers, leute*, menschen, gast, gaste, gasten, kinder*, frauen, manner*, jugendliche*, teilnehm*,
    familien, senior*, *platz, *platze, *platzen, people, persons, guests, seats, children, women, kisi*, cocuk*,
    kadin*, осіб, люде*, діте*, дете*, человек, місць, мест, гост*, شخص*, اشخاص, ضيف*, مقعد*, طفل*"""
ORDINALS = re.compile(r"\b\d{1,2}\.(?!\d)")
NOT_THOSE = re.compile(r"\b(?:nicht|ausser|kein\w*|statt|bis|oder|im wechsel)\b")
"""With one of them a weekday says something else, or more, than that day of every week."""


@dataclass(frozen=True)
class Guess:
    """What the words say; "" and () where they say nothing."""

    direction: str = ""
    kind: str = ""
    audiences: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    days: tuple[int, ...] = ()
    part: str = ""
    persons: int | None = None
    pieces: int | None = None
    languages: tuple[str, ...] = ()


def guess(text: str) -> Guess:
    """What is meant by `text` (a title, or a sentence). Who asks a question looks for something."""
    typed = spelled_out(text, None).casefold()
    folded = fold(MISLEADING.sub(" ", typed))
    counted = in_digits(fold(ORDINALS.sub(" ", typed)))
    days = _days(folded)
    parts = [part for part, word in PARTS.items() if days and word in folded]
    asks = "need" if QUESTION.search(text) else ""
    kind = _best(KINDS, folded)
    return Guess(
        direction=_best(DIRECTIONS, folded) or asks,
        kind=kind,
        audiences=tuple(code for code, known in AUDIENCES.items() if _hits(known, folded)),
        topics=tuple(name for name, known in TOPICS.items() if _hits(known, folded)),
        days=days,
        part=parts[0] if len(parts) == 1 else "",
        persons=_number_of(PEOPLE, counted),
        pieces=_number_of(KINDS[kind], counted) if kind else None,
        languages=tuple(language_names.named(text)) if kind == "interpreter" else (),
    )


def _number_of(known: str, counted: str) -> int | None:
    """The number that stands before these words, at most one other between: "zwanzig stabile Stühle"."""
    found = re.search(rf"\b(\d{{1,4}}) (?:[^\W\d]+ )?(?:{_words(known)})\b", counted)
    return int(found[1]) if found else None


def _days(folded: str) -> tuple[int, ...]:
    """The weekdays (0 is Monday) that are said to come again every week: "dienstags", not "am Dienstag"."""
    if NOT_THOSE.search(folded):
        return ()
    return tuple(sorted({DAYS.index(one or other) for one, other in EVERY_WEEK.findall(folded)}))


def _best(known: Mapping[str, str], folded: str) -> str:
    scored = {key: _hits(each, folded) for key, each in known.items()}
    best = max(scored, key=lambda key: scored[key])
    return best if scored[best] else ""


def _hits(known: str, folded: str) -> int:
    return len(_pattern(known).findall(folded))


@cache
def _pattern(known: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words(known)})\b")


def _words(known: str) -> str:
    return "|".join(" ".join(word.split()) for word in known.split(",")).replace("*", r"\w*")
