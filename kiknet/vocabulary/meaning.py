"""What words typed elsewhere mean in our vocabulary: "Gesundheit" is a field of action, "Kinder" an audience."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from kiknet import i18n
from kiknet.fold import fold
from kiknet.vocabulary import queries
from kiknet.vocabulary.words import AUDIENCES

_JOINED = re.compile(r"\s+(?:und|and)\s+|[,&/]")


class Meaning(NamedTuple):
    """Keys of fields, codes of audiences, and the words that are neither, each in the order of the words."""

    fields: tuple[str, ...]
    audiences: tuple[str, ...]
    others: tuple[str, ...]


def of(names: Iterable[str]) -> Meaning:
    """Names count in every language we know them in; half a field's name means the field and stays a word, too."""
    fields, halves, audiences = _names(tuple((field.key, *field.names.values()) for field in queries.fields()))
    found: dict[str, list[str]] = {"fields": [], "audiences": [], "others": []}
    for name in names:
        folded = fold(name)
        if folded in fields:
            found["fields"].append(fields[folded])
        elif folded in audiences:
            found["audiences"].append(audiences[folded])
        else:
            found["fields"] += [halves[folded]] if folded in halves else []
            found["others"].append(name)
    return Meaning(**{kind: tuple(dict.fromkeys(words)) for kind, words in found.items()})


@lru_cache(maxsize=1)
def _names(known: tuple[tuple[str, ...], ...]) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """By folded name: fields, fields by a half of their name that no other has, audiences."""
    fields, halves = dict[str, str](), dict[str, set[str]]()
    for key, *names in known:
        for name in names:
            fields[fold(name)] = key
            for half in _JOINED.split(name):
                halves.setdefault(fold(half), set()).add(key)
    clear = {half: min(keys) for half, keys in halves.items() if len(keys) == 1 and half}
    audiences = dict[str, str]()
    for language in i18n.LANGUAGES:
        with i18n.as_(language):
            audiences |= {fold(str(name)): code for code, name in AUDIENCES.items()}
    return fields, clear, audiences
