"""Looking up words."""

from dataclasses import dataclass

from sqlalchemy import select

from kiknet.db import db
from kiknet.fold import fold, slug
from kiknet.i18n import language
from kiknet.vocabulary.models import District, Field


@dataclass(frozen=True)
class FieldWord:
    key: str
    names: dict[str, str]
    description: str

    def name_in(self, language: str) -> str:
        return self.names.get(language) or self.names["de"]


def fields() -> list[FieldWord]:
    """All fields of action in the concept's order."""
    rows = db.session.scalars(select(Field).order_by(Field.position))
    return [FieldWord(row.key, row.names, row.description) for row in rows]


def districts() -> list[District]:
    """All districts by number."""
    return list(db.session.scalars(select(District).order_by(District.number)))


def district_groups() -> list[str]:
    found = select(District.group).where(District.group.is_not(None)).distinct().order_by(District.group)
    return [group for group in db.session.scalars(found) if group]


def field_choices() -> list[tuple[str, str]]:
    """(key, name in the reader's language) in the concept's order."""
    return [(field.key, field.name_in(language())) for field in fields()]


def field_names() -> dict[str, str]:
    return dict(field_choices())


def district_choices() -> list[tuple[str, str]]:
    """(number as text, name) of all districts, by name."""
    return sorted(((str(d.number), d.name) for d in districts()), key=lambda choice: choice[1])


def district_names() -> dict[str, str]:
    return {str(d.number): d.name for d in districts()}


def district_choices_with_groups(known: list[District]) -> list[tuple[str, str]]:
    """For a filter: (slug of a group or number, name), a group such as Thingers once instead of its districts."""
    groups = {slug(d.group): d.group for d in known if d.group}
    single = {str(d.number): d.name for d in known if not d.group}
    return sorted([*groups.items(), *single.items()], key=lambda choice: fold(choice[1]))


def districts_meant(asked: list[str], known: list[District] | None = None) -> list[str]:
    """What `?stadtteil=` means: district numbers, or the slug of a group such as `thingers`, as numbers."""
    wanted = set(asked)
    known = districts() if known is None else known
    return [str(d.number) for d in known if str(d.number) in wanted or (d.group and slug(d.group) in wanted)]
