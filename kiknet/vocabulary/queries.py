"""Looking up words. Every page needs them and they change once in years, so a process keeps them for a minute."""

import time
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select

from kiknet.db import db
from kiknet.fold import fold, slug
from kiknet.i18n import language
from kiknet.vocabulary.models import District, Field

KEPT_SECONDS = 60


@dataclass(frozen=True)
class FieldWord:
    key: str
    names: dict[str, str]
    description: str

    def name_in(self, language: str) -> str:
        return self.names.get(language) or self.names["de"]


@dataclass(frozen=True)
class DistrictWord:
    number: int
    name: str
    group: str | None


def fields() -> list[FieldWord]:
    """All fields of action in the concept's order."""
    return _fields(this_minute())


def districts() -> list[DistrictWord]:
    """All districts by number."""
    return _districts(this_minute())


def this_minute() -> int:
    """A number that changes every minute: with it as an argument, a cached function is asked anew."""
    return int(time.monotonic() / KEPT_SECONDS)


@lru_cache(maxsize=1)
def _fields(_minute: int) -> list[FieldWord]:
    rows = db.session.scalars(select(Field).order_by(Field.position))
    return [FieldWord(row.key, row.names, row.description) for row in rows]


@lru_cache(maxsize=1)
def _districts(_minute: int) -> list[DistrictWord]:
    rows = db.session.scalars(select(District).order_by(District.number))
    return [DistrictWord(row.number, row.name, row.group) for row in rows]


def forget_words() -> None:
    """Read the words anew at the next question, after they were changed."""
    _fields.cache_clear()
    _districts.cache_clear()
    _with_groups.cache_clear()


def district_groups() -> list[str]:
    found = select(District.group).where(District.group.is_not(None)).distinct().order_by(District.group)
    return [group for group in db.session.scalars(found) if group]


def field_choices() -> list[tuple[str, str]]:
    """(key, name in the reader's language) in the concept's order."""
    spoken = language()
    return [(field.key, field.name_in(spoken)) for field in fields()]


def field_names() -> dict[str, str]:
    return dict(field_choices())


def district_choices() -> list[tuple[str, str]]:
    """(number as text, name) of all districts, by name."""
    return sorted(((str(d.number), d.name) for d in districts()), key=lambda choice: choice[1])


def district_names() -> dict[str, str]:
    return {str(d.number): d.name for d in districts()}


def district_choices_with_groups() -> list[tuple[str, str]]:
    """For a filter: (slug of a group or number, name), a group such as Thingers once instead of its districts."""
    return _with_groups(this_minute())


@lru_cache(maxsize=1)
def _with_groups(_minute: int) -> list[tuple[str, str]]:
    groups = {slug(d.group): d.group for d in districts() if d.group}
    single = {str(d.number): d.name for d in districts() if not d.group}
    return sorted([*groups.items(), *single.items()], key=lambda choice: fold(choice[1]))


def districts_meant(asked: list[str]) -> list[str]:
    """What `?stadtteil=` means: district numbers, or the slug of a group such as `thingers`, as numbers."""
    wanted = set(asked)
    return [str(d.number) for d in districts() if str(d.number) in wanted or (d.group and slug(d.group) in wanted)]
