"""What the filters of calendar and board offer: organisations, languages, districts."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, select

from kiknet.db import db
from kiknet.organisations.models import Organisation
from kiknet.vocabulary import queries as vocabulary
from kiknet.vocabulary.words import LANGUAGES, MOST_SPOKEN, language_name

OFFERED = 14
Choice = tuple[str, str]
Ticked = tuple[str, str, bool]


def organisations(asked_for: Collection[str]) -> list[Ticked]:
    """Those that take part, and those asked for by their slugs."""
    shown = named((Organisation.state == "active") | Organisation.slug.in_(asked_for))
    return [(slug, name, slug in asked_for) for slug, name in shown]


def named(condition: ColumnElement[bool]) -> list[Choice]:
    """Slugs and names of organisations, by name."""
    found = select(Organisation.slug, Organisation.name).where(condition).order_by(Organisation.name)
    return [(row.slug, row.name) for row in db.session.execute(found)]


def languages(asked_for: Collection[str], most: int = OFFERED) -> list[Choice]:
    """The most spoken, and those asked for."""
    offered = dict.fromkeys([*MOST_SPOKEN[:most], *(code for code in asked_for if code in LANGUAGES)])
    return [(code, language_name(code)) for code in offered]


def districts(asked_for: Collection[str]) -> list[Choice]:
    """Groups such as Thingers by their slug, districts without a group by number, and what was asked for."""
    offered = dict(vocabulary.district_choices_with_groups())
    every = vocabulary.district_names()
    return [*offered.items(), *((n, every[n]) for n in asked_for if n in every and n not in offered)]
