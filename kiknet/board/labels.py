"""A filter of the board in words: what can be chosen, and what has been."""

from kiknet.board.filter import WORDS, Filter
from kiknet.board.words import DIRECTIONS, KIND_NAMES
from kiknet.i18n import quoted
from kiknet.organisations import choices
from kiknet.organisations.choices import Ticked
from kiknet.organisations.models import Organisation
from kiknet.vocabulary.words import audience_choices


def described(chosen: Filter) -> list[tuple[str, str, str]]:
    """(key, value, in words) of every condition that is set, in the order of the address."""
    if chosen.is_empty:
        return []
    asked = Organisation.slug.in_(chosen.organisations)
    names = {
        "richtung": {WORDS[key]: str(name) for key, name in DIRECTIONS.items()},
        "kategorie": {kind: str(name) for kind, name in KIND_NAMES.items()},
        "organisation": dict(choices.named(asked)) if chosen.organisations else {},
        "stadtteil": dict(choices.districts(chosen.districts)),
        "zielgruppe": dict(audience_choices()),
        "gesprochen": dict(choices.languages(chosen.spoken)),
        "q": {chosen.words: quoted(chosen.words)},
    }
    return [(key, value, names[key].get(value, value)) for key, value in chosen.query()]


def groups(chosen: Filter) -> list[tuple[str, list[Ticked], bool]]:
    """(key, (value, name, is it chosen), does it begin open) of what can be ticked."""
    kinds = [(kind, str(name)) for kind, name in KIND_NAMES.items()]
    every = (
        ("kategorie", kinds, chosen.kinds, True),
        ("gesprochen", choices.languages(chosen.spoken), chosen.spoken, False),
        ("zielgruppe", audience_choices(), chosen.audiences, False),
        ("stadtteil", choices.districts(chosen.districts), chosen.districts, False),
    )
    return [(key, [(v, name, v in ticked) for v, name in offered], opens) for key, offered, ticked, opens in every]
