"""The fixed words: audiences, languages people speak, kinds of organisations."""

from collections.abc import Collection
from functools import cache

from babel import Locale

from kiknet.i18n import _l, language

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

LANGUAGES = (
    "de", "en", "tr", "uk", "ru", "ar", "ro", "it", "pl", "es", "fr", "fa", "ku", "sq", "hr", "sr", "bs",
    "bg", "hu", "el", "pt", "ti", "so", "ps", "ur", "am", "hy", "ka", "vi", "zh", "th", "hi", "ta", "sgn",
)  # fmt: skip


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
    if code == "sgn":  # the Unicode names know single sign languages only
        return str(_l("Sign language"))
    return _language_names(within or language()).get(code, code)


@cache
def _language_names(within: str) -> dict[str, str]:
    return dict(Locale.parse(within).languages)


def language_choices() -> list[tuple[str, str]]:
    """(code, name): the most spoken first, in the fixed order of `LANGUAGES`."""
    names = _language_names(language())
    return [(code, names.get(code) or language_name(code)) for code in LANGUAGES]


def audience_choices() -> list[tuple[str, str]]:
    return [(code, str(name)) for code, name in AUDIENCES.items()]


def kind_name(code: str) -> str:
    return str(KINDS.get(code, code))


def kind_choices() -> list[tuple[str, str]]:
    return [(code, str(name)) for code, name in KINDS.items()]
