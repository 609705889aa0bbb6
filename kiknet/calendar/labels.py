"""A filter in words: what can be chosen, and what has been."""

from kiknet.calendar.filter import Filter
from kiknet.i18n import _, quoted, written_day
from kiknet.organisations import choices
from kiknet.organisations.choices import Ticked
from kiknet.organisations.models import Organisation
from kiknet.vocabulary import queries as vocabulary
from kiknet.vocabulary.words import audience_choices


def described(chosen: Filter) -> list[tuple[str, str, str]]:
    """(key, value, in words) of every condition that is set, in the order of the address."""
    if chosen.is_empty:
        return []
    names = {
        "von": {str(chosen.first): _("from %(day)s", day=written_day(chosen.first, "short"))} if chosen.first else {},
        "bis": {str(chosen.last): _("until %(time)s", time=written_day(chosen.last, "short"))} if chosen.last else {},
        "organisation": dict(choices.named(Organisation.slug.in_(chosen.organisations)))
        if chosen.organisations
        else {},
        "feld": vocabulary.field_names(),
        "stadtteil": dict(choices.districts(chosen.districts)),
        "zielgruppe": dict(audience_choices()),
        "gesprochen": dict(choices.languages(chosen.spoken)),
        "kostenlos": {"1": _("free of charge")},
        "rollstuhl": {"1": _("wheelchair accessible")},
        "q": {chosen.words: quoted(chosen.words)},
    }
    return [(key, value, names[key].get(value, value)) for key, value in chosen.query()]


def groups(chosen: Filter) -> list[tuple[str, str, list[Ticked]]]:
    """(key, heading, (value, name, is it chosen)) of what can be ticked."""
    kinds = (
        ("feld", _("Field of action"), vocabulary.field_choices(), chosen.fields),
        ("zielgruppe", _("For whom"), audience_choices(), chosen.audiences),
        ("gesprochen", _("Language"), choices.languages(chosen.spoken), chosen.spoken),
        ("stadtteil", _("District"), choices.districts(chosen.districts), chosen.districts),
    )
    return [(key, heading, [(v, name, v in ticked) for v, name in offered]) for key, heading, offered, ticked in kinds]
