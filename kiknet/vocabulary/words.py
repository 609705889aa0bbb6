"""The fixed words: audiences, languages people speak, kinds of organisations."""

from collections.abc import Collection
from functools import cache

from babel import Locale

from kiknet.fold import fold
from kiknet.i18n import _l, force_locale, language

EVERYONE = "everyone"
AUDIENCES = {
    EVERYONE: _l("Everyone"),
    "women": _l("Women"),
    "men": _l("Men"),
    "children": _l("Children"),
    "youth": _l("Young people"),
    "families": _l("Families"),
    "parents": _l("Parents"),
    "seniors": _l("Seniors"),
    "newcomers": _l("New in town"),
}

MOST_SPOKEN = (
    "de", "en", "tr", "uk", "ru", "ar", "ro", "it", "pl", "es", "fr", "fa", "ku", "sq", "hr", "sr", "bs",
    "bg", "hu", "el", "pt", "ti", "so", "ps",
)  # fmt: skip
LANGUAGES = (
    *MOST_SPOKEN, "ur", "am", "hy", "ka", "vi", "zh", "th", "hi", "ta", "mk", "rom", "cs", "sk", "sl", "lt", "lv", "et",
    "be", "nl", "da", "sv", "no", "fi", "he", "arc", "az", "ce", "kk", "uz", "tg", "mn", "pa", "bn", "ne", "si", "id",
    "tl", "my", "ja", "ko", "sw", "wo", "mnk", "ff", "ln", "om", "ak", "ha", "yo", "ig", "rw", "mg", "ber", "sgn",
)  # fmt: skip
NOT_IN_UNICODE = {
    "sgn": _l("Sign language"),
    "ber": _l("Berber languages"),
    "mnk": _l("Mandinka"),
}
"""The Unicode names know single sign languages only."""


KINDS = {
    "migrant_organisation": _l("Migrant organisation"),
    "religious_community": _l("Religious community"),
    "district_office": _l("District office"),
    "meeting_place": _l("Meeting place"),
    "education": _l("Education"),
    "counselling": _l("Advice and counselling"),
    "welfare": _l("Welfare organisation"),
    "school_childcare": _l("School or childcare"),
    "city_office": _l("City office"),
    "sport_club": _l("Sports club"),
    "culture": _l("Culture"),
    "health": _l("Health"),
    "housing": _l("Housing"),
    "employment": _l("Work and employment"),
    "company": _l("Company"),
    "other": _l("Other"),
}


def without_rest(audiences: Collection[str]) -> list[str]:
    """What is for everyone is not for some besides."""
    return [EVERYONE] if EVERYONE in audiences else list(audiences)


def audience_name(code: str) -> str:
    return str(AUDIENCES.get(code, code))


def language_name(code: str, within: str | None = None) -> str:
    """A language's name in the reader's language (or in `within`): "uk" → "Ukrainisch"."""
    if code in NOT_IN_UNICODE:
        with force_locale(within or language()):
            return str(NOT_IN_UNICODE[code])
    return _language_names(within or language()).get(code, code)


@cache
def _language_names(within: str) -> dict[str, str]:
    return dict(Locale.parse(within).languages)


def language_choices() -> list[tuple[str, str]]:
    """(code, name): the most spoken first, in their fixed order; then the others by their names."""
    named = [(code, language_name(code)) for code in LANGUAGES]
    first, others = named[: len(MOST_SPOKEN)], named[len(MOST_SPOKEN) :]
    return [*first, *sorted(others, key=lambda choice: fold(choice[1]))]


def audience_choices() -> list[tuple[str, str]]:
    return [(code, str(name)) for code, name in AUDIENCES.items()]


def kind_name(code: str) -> str:
    return str(KINDS.get(code, code))


def kind_choices() -> list[tuple[str, str]]:
    return [(code, str(name)) for code, name in KINDS.items()]
