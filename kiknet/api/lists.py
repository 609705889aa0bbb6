"""The words filters are made of, as lists."""

from typing import Any

from kiknet.board.words import KIND_NAMES
from kiknet.fold import slug
from kiknet.i18n import LANGUAGES, as_
from kiknet.vocabulary import queries as vocabulary
from kiknet.vocabulary import words

Word = dict[str, Any]


def fields() -> list[Word]:
    return [{"key": f.key, "names": f.names, "description": f.description} for f in vocabulary.fields()]


def districts() -> list[Word]:
    """The key of a group stands for all its districts."""
    return [
        {"key": str(d.number), "name": d.name, "group": {"key": slug(d.group), "name": d.group} if d.group else None}
        for d in vocabulary.districts()
    ]


def audiences() -> list[Word]:
    return _named(words.audience_choices)


def languages() -> list[Word]:
    return _named(words.language_choices)


def kinds() -> list[Word]:
    return _named(words.kind_choices)


def categories() -> list[Word]:
    return _named(lambda: [(kind, str(name)) for kind, name in KIND_NAMES.items()])


LISTS = {
    "fields": fields, "audiences": audiences, "districts": districts, "languages": languages, "kinds": kinds,
    "categories": categories,
}  # fmt: skip


def _named(choices: Any) -> list[Word]:
    """Each with its name in every language of the interface."""
    names: dict[str, dict[str, str]] = {}
    for code in LANGUAGES:
        with as_(code):
            for key, name in choices():
                names.setdefault(key, {})[code] = name
    return [{"key": key, "names": given} for key, given in names.items()]
