"""A filter in words: what can be chosen, and what has been."""

from sqlalchemy import ColumnElement, select

from kiknet.calendar import when
from kiknet.calendar.filter import Filter
from kiknet.db import db
from kiknet.i18n import _
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
    names = {
        "von": {str(chosen.first): _("from %(day)s", day=when.written(chosen.first))} if chosen.first else {},
        "bis": {str(chosen.last): _("until %(time)s", time=when.written(chosen.last))} if chosen.last else {},
        "organisation": dict(_organisations(Organisation.slug.in_(chosen.organisations)))
        if chosen.organisations
        else {},
        "feld": vocabulary.field_names(),
        "stadtteil": dict(_districts(chosen)),
        "zielgruppe": dict(audience_choices()),
        "gesprochen": dict(_languages(chosen)),
        "kostenlos": {"1": _("free of charge")},
        "rollstuhl": {"1": _("wheelchair accessible")},
        "q": {chosen.words: f"„{chosen.words}“"},
    }
    return [(key, value, names[key].get(value, value)) for key, value in chosen.query()]


def groups(chosen: Filter) -> list[tuple[str, str, list[Ticked]]]:
    """(key, heading, (value, name, is it chosen)) of what can be ticked."""
    kinds = (
        ("feld", _("Field of action"), vocabulary.field_choices(), chosen.fields),
        ("zielgruppe", _("For whom"), audience_choices(), chosen.audiences),
        ("gesprochen", _("Language"), _languages(chosen), chosen.spoken),
        ("stadtteil", _("District"), _districts(chosen), chosen.districts),
    )
    return [(key, heading, [(v, name, v in ticked) for v, name in choices]) for key, heading, choices, ticked in kinds]


def organisations(chosen: Filter) -> list[Ticked]:
    """Those who post, and those asked for."""
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
    """Groups such as Thingers by their slug, districts without a group by number, and what was asked for."""
    offered = dict(vocabulary.district_choices_with_groups())
    every = vocabulary.district_names()
    return [*offered.items(), *((n, every[n]) for n in chosen.districts if n in every and n not in offered)]
