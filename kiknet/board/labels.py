"""A filter of the board in words: what can be chosen, and what has been."""

from sqlalchemy import ColumnElement, select

from kiknet.board.filter import WORDS, Filter
from kiknet.board.words import DIRECTIONS, KIND_NAMES
from kiknet.db import db
from kiknet.organisations.models import Organisation
from kiknet.vocabulary import queries as vocabulary
from kiknet.vocabulary.words import LANGUAGES, audience_choices, language_name

MOST_SPOKEN = 14
Choice = tuple[str, str]
Ticked = tuple[str, str, bool]


def described(chosen: Filter) -> list[tuple[str, str, str]]:
    """(key, value, in words) of every condition that is set, in the order of the address."""
    if chosen.is_empty:
        return []
    asked = Organisation.slug.in_(chosen.organisations)
    names = {
        "richtung": {WORDS[key]: str(name) for key, name in DIRECTIONS.items()},
        "kategorie": {kind: str(name) for kind, name in KIND_NAMES.items()},
        "organisation": dict(_organisations(asked)) if chosen.organisations else {},
        "stadtteil": dict(_districts(chosen)),
        "zielgruppe": dict(audience_choices()),
        "gesprochen": dict(_languages(chosen)),
        "q": {chosen.words: f"„{chosen.words}“"},
    }
    return [(key, value, names[key].get(value, value)) for key, value in chosen.query()]


def groups(chosen: Filter) -> list[tuple[str, list[Ticked], bool]]:
    """(key, (value, name, is it chosen), does it begin open) of what can be ticked."""
    kinds = [(kind, str(name)) for kind, name in KIND_NAMES.items()]
    every = (
        ("kategorie", kinds, chosen.kinds, True),
        ("gesprochen", _languages(chosen), chosen.spoken, False),
        ("zielgruppe", audience_choices(), chosen.audiences, False),
        ("stadtteil", _districts(chosen), chosen.districts, False),
    )
    return [(key, [(v, name, v in ticked) for v, name in choices], opens) for key, choices, ticked, opens in every]


def organisations(chosen: Filter) -> list[Ticked]:
    """Those who may write here, and those asked for."""
    shown = _organisations((Organisation.state == "active") | Organisation.slug.in_(chosen.organisations))
    return [(slug, name, slug in chosen.organisations) for slug, name in shown]


def _organisations(condition: ColumnElement[bool]) -> list[Choice]:
    found = select(Organisation.slug, Organisation.name).where(condition).order_by(Organisation.name)
    return [(row.slug, row.name) for row in db.session.execute(found)]


def _languages(chosen: Filter) -> list[Choice]:
    """The most spoken, and those asked for."""
    offered = dict.fromkeys([*LANGUAGES[:MOST_SPOKEN], *(code for code in chosen.spoken if code in LANGUAGES)])
    return [(code, language_name(code)) for code in offered]


def _districts(chosen: Filter) -> list[Choice]:
    offered = dict(vocabulary.district_choices_with_groups())
    every = vocabulary.district_names()
    return [*offered.items(), *((n, every[n]) for n in chosen.districts if n in every and n not in offered)]
