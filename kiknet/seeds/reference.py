"""The reference data of a new network: fields of action, districts, and organisations nobody has claimed yet.

`load` only adds what is missing. What people have renamed, changed or merged stays as it is.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from kiknet import revisions
from kiknet.db import db, transaction
from kiknet.organisations.models import FormerSlug, Organisation
from kiknet.organisations.words import search_text
from kiknet.vocabulary.models import District, Field
from kiknet.vocabulary.queries import forget_words

FOLDER = Path(__file__).resolve().parent.parent / "reference"
NOT_BODIES = {"29", "77", "78", "79", "81", "82"}
KINDS = {
    "church": "religious_community",
    "school": "school_childcare",
    "kita": "school_childcare",
    "education_provider": "education",
}
NAME_LANGUAGES = ("de", "en", "tr", "uk", "ru", "ar", "ro", "it", "pl", "es")


@dataclass(frozen=True)
class Loaded:
    """How many rows were added."""

    fields: int
    districts: int
    organisations: int


def load() -> Loaded:
    """Add missing fields, districts and listed organisations in one transaction; a second call adds nothing."""
    with transaction():
        loaded = Loaded(_add_fields(), _add_districts(), _add_organisations())
    forget_words()
    return loaded


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one reference table, as header → cell."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def several(cell: str) -> list[str]:
    """The parts of a cell that holds a list."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def bodies() -> list[dict[str, str]]:
    """The institutions that can be organisations: no groups of people, no functions, nothing outside Kempten."""
    return [r for r in rows("institutions") if r["annex_no"] not in NOT_BODIES and "Bergkamen" not in r["name"]]


def _add_fields() -> int:
    known = set(db.session.scalars(select(Field.key)))
    new = [
        Field(
            key=row["key"],
            position=position,
            names={code: row[code] for code in NAME_LANGUAGES},
            description=row["description_de"],
        )
        for position, row in enumerate(rows("fields"), start=1)
        if row["key"] not in known
    ]
    db.session.add_all(new)
    return len(new)


def _add_districts() -> int:
    known = set(db.session.scalars(select(District.number)))
    new = [
        District(number=int(row["number"]), name=row["name"], group=row["group"] or None)
        for row in rows("districts")
        if int(row["number"]) not in known
    ]
    db.session.add_all(new)
    return len(new)


def _add_organisations() -> int:
    known = {*db.session.scalars(select(Organisation.slug)), *db.session.scalars(select(FormerSlug.slug))}
    missing = [row for row in bodies() if row["slug"] not in known]
    if not missing:
        return 0
    new = {row["slug"]: _listed(row) for row in missing}
    db.session.add_all(new.values())
    db.session.flush()
    _join_parents(missing, new)
    revisions.stamp(*new.values())
    return len(new)


def _listed(row: dict[str, str]) -> Organisation:
    kind = KINDS.get(row["kind"], row["kind"])
    return Organisation(
        slug=row["slug"],
        name=row["name"],
        kind=kind,
        fields=several(row["fields"]),
        state="unclaimed",
        search_text=search_text(row["name"], KINDS.get(row["kind"], row["kind"])),
    )


def _join_parents(missing: list[dict[str, str]], new: dict[str, Organisation]) -> None:
    ids = {row.slug: row.id for row in db.session.execute(select(Organisation.slug, Organisation.id))}
    for row in missing:
        new[row["slug"]].parent_id = ids.get(row["parent"]) if row["parent"] else None
