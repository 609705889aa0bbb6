"""A filter in words: what can be chosen, and what has been."""

from collections.abc import Iterator

from sqlalchemy import select

from kiknet.calendar import when
from kiknet.calendar.filter import Filter
from kiknet.db import db
from kiknet.fold import slug
from kiknet.i18n import _
from kiknet.organisations.models import Organisation
from kiknet.vocabulary import queries as vocabulary
from kiknet.vocabulary.words import AUDIENCES, LANGUAGES, audience_name, language_name

MOST_SPOKEN = 14
Choice = tuple[str, str]


class Labels:
    """The choices of every kind as (value, name), looked up once a page."""

    def __init__(self, chosen: Filter) -> None:
        self.chosen = chosen
        self.fields = vocabulary.field_choices()
        self.districts = _district_choices()
        self.organisations = _organisation_choices(chosen)
        self.audiences = [(code, audience_name(code)) for code in AUDIENCES]
        offered = dict.fromkeys([*LANGUAGES[:MOST_SPOKEN], *(c for c in chosen.spoken if c in LANGUAGES)])
        self.languages = [(code, language_name(code)) for code in offered]

    def groups(self) -> Iterator[tuple[str, str, list[tuple[str, str, bool]]]]:
        """(key, heading, its choices with whether they are chosen) of what can be ticked."""
        kinds = (
            ("feld", _("Field of action"), self.fields, self.chosen.fields),
            ("zielgruppe", _("For whom"), self.audiences, self.chosen.audiences),
            ("gesprochen", _("Language"), self.languages, self.chosen.spoken),
            ("stadtteil", _("District"), self.districts, self.chosen.districts),
        )
        for key, heading, choices, chosen in kinds:
            yield key, heading, [(value, name, value in chosen) for value, name in choices]

    def active(self) -> Iterator[tuple[str, str, str]]:
        """(key, value, in words) of every condition that is set."""
        names = {
            "organisation": dict(self.organisations),
            "feld": dict(self.fields),
            "stadtteil": dict(self.districts),
            "zielgruppe": dict(self.audiences),
            "gesprochen": dict(self.languages),
            "kostenlos": {"1": _("free of charge")},
            "rollstuhl": {"1": _("wheelchair accessible")},
        }
        for key, value in self.chosen.query():
            yield key, value, self._day_or_words(key, value) or names.get(key, {}).get(value, value)

    def _day_or_words(self, key: str, value: str) -> str:
        if key == "von" and self.chosen.first:
            return _("from %(day)s", day=when.written(self.chosen.first))
        if key == "bis" and self.chosen.last:
            return _("until %(time)s", time=when.written(self.chosen.last))
        return f"„{value}“" if key == "q" else ""


def _district_choices() -> list[Choice]:
    """Groups such as Thingers by their slug, districts without a group by their number, all by name.

    Single districts of a group can be asked for as well; they are named when they are.
    """
    every = vocabulary.districts()
    groups = {slug(d.group): d.group for d in every if d.group}
    alone = {str(d.number): d.name for d in every if not d.group}
    return sorted((groups | alone).items(), key=lambda choice: choice[1])


def _organisation_choices(chosen: Filter) -> list[Choice]:
    """Those who post, and those asked for."""
    posts = Organisation.state == "active"
    asked = Organisation.slug.in_(chosen.organisations)
    found = select(Organisation.slug, Organisation.name).where(posts | asked).order_by(Organisation.name)
    return [(row.slug, row.name) for row in db.session.execute(found)]
