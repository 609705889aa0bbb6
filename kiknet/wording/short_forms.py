"""What people shorten when they type on a phone, written in full: "jmd" is somebody, "u" is "und", "hab" is "habe"."""

import re
from functools import lru_cache

from kiknet.wording import short_days

GERMAN = {
    "jmd": "jemand", "jmdn": "jemanden", "jmdm": "jemandem", "od": "oder", "vllt": "vielleicht", "vlt": "vielleicht",
    "evtl": "eventuell", "bissl": "bisschen", "bisserl": "bisschen", "zw": "zwischen", "stk": "Stück",
    "vormi": "Vormittag", "nachmi": "Nachmittag", "tgl": "täglich", "wchtl": "wöchentlich", "wöchtl": "wöchentlich",
    "mtl": "monatlich", "ehrenamtl": "ehrenamtlich", "kostenl": "kostenlos", "nen": "einen", "nem": "einem",
    "hab": "habe", "habs": "habe es", "ham": "haben", "such": "suche", "biet": "biete", "brauch": "brauche",
    "wär": "wäre", "wärs": "wäre es", "hätt": "hätte", "gibts": "gibt es", "gehts": "geht es", "hats": "hat es",
    "wers": "wer es", "obs": "ob es", "wenns": "wenn es", "is": "ist", "nich": "nicht", "ned": "nicht", "net": "nicht",
    "nix": "nichts", "nimmer": "nicht mehr", "sowas": "so etwas", "heuer": "dieses Jahr",
}  # fmt: skip
UMLAUTS = (
    "für", "fürs", "über", "während", "außer", "benötigt", "benötigen", "benötige", "können", "könnt", "könnte",
    "könnten", "möchte", "möchten", "würde", "würden", "hätte", "hätten", "wäre", "wären", "zurück", "später", "dafür",
    "nächste", "nächsten", "nächstes", "täglich", "wöchentlich", "Büro", "Rückgabe", "Rückfragen", "Übergabe", "Gäste",
    "Gästen", "Männer", "Mädchen", "Größe", "Stück", "müssen", "müsste", "schließen", "draußen", "jährig", "jähriger",
    "jährige", "jährigen",
)  # fmt: skip
"""Words whose marks are read; of all others the folded form counts (`kiknet.fold`)."""
_BY_TWO = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ü": "Ue", "Ö": "Oe", "Ä": "Ae"})
GERMAN |= {word.translate(_BY_TWO).lower(): word for word in UMLAUTS} | {"fur": "für", "furs": "fürs", "uber": "über"}
LANGUAGES = {
    "dt": "deutsch", "dtsch": "deutsch", "engl": "englisch", "ukr": "ukrainisch", "arab": "arabisch",
    "türk": "türkisch", "russ": "russisch", "franz": "französisch", "ital": "italienisch", "span": "spanisch",
    "poln": "polnisch", "rumän": "rumänisch", "bulg": "bulgarisch", "kroat": "kroatisch",
}  # fmt: skip
WITH_A_DOT = {
    "f": "für", "m": "mit", "v": "von", "mind": "mindestens", "wg": "wegen", "abzug": "abzugeben", "gebr": "gebraucht",
    "geg": "gegen", "std": "Stunden", "selbstabh": "Selbstabholung",
}  # fmt: skip
ENGLISH = {
    "u": "you", "ur": "your", "im": "I am", "pls": "please", "plz": "please", "ppl": "people", "smb": "somebody",
    "sb": "somebody", "sth": "something", "wanna": "want to", "gonna": "going to", "hrs": "hours",
}  # fmt: skip
_BEFORE, _AFTER = r"(?<![\w.\-/'’])", r"(?![\w\-/'’]|\.\w)"
"""Not within a word, an address or another short form ("u. a.", "U-Bahn")."""


def spelled_out(text: str, lang: str | None) -> str:
    """The text with its short forms in full, as its language (a code; None is taken for German) writes them."""
    if lang in (None, "", "de"):
        return short_days.in_german(_german().sub(_in_full_german, text))
    return short_days.in_english(_english().sub(_in_full_english, text)) if lang == "en" else text


def _in_full_german(found: re.Match[str]) -> str:
    """Languages are joined by dashes ("dt.-ukr."); with a capital and by itself "Franz" is somebody's name."""
    if language := found["language"]:
        is_name = language[0].isupper() and found[0] == language and found.string[found.end() :][:1] not in {*"-/–+"}
        return language if is_name else LANGUAGES[language.casefold()]
    return "und" if found["and"] else (GERMAN | WITH_A_DOT)[(found["plain"] or found["dotted"]).casefold()]


def _in_full_english(found: re.Match[str]) -> str:
    return ENGLISH[found[1].casefold()]


@lru_cache(maxsize=1)
def _german() -> re.Pattern[str]:
    """A number before a letter with a dot is a measure: "5 m."."""
    plain = rf"(?P<and>u)(?!\.)|(?P<plain>{_any_of(GERMAN)})\.?"
    dotted = rf"(?<!\d )(?P<dotted>{_any_of(WITH_A_DOT)})\."
    language = rf"(?<!\w)(?P<language>{_any_of(LANGUAGES)})(?:\.|(?!\w))"
    return re.compile(rf"{language}|{_BEFORE}(?:{plain}|{dotted}){_AFTER}")


@lru_cache(maxsize=1)
def _english() -> re.Pattern[str]:
    return re.compile(rf"{_BEFORE}({_any_of(ENGLISH)}){_AFTER}")


def _any_of(forms: dict[str, str]) -> str:
    """Small, or with a capital where it is more than a letter; the longest first."""
    ordered = sorted(forms, key=len, reverse=True)
    return "|".join(f"[{form[0].upper()}{form[0]}]{form[1:]}" if len(form) > 1 else form for form in ordered)
