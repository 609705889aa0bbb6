"""A small concept, made up, and one as large as the city's."""

from typing import Any

from sqlalchemy import select

from kiknet.concept import catalogue, queries, service
from kiknet.concept.models import ConceptVersion
from kiknet.db import db
from kiknet.vocabulary.models import Field

HEAD = "field_key,goal_no,goal_label_de,measure_no,measure_label_de,plain\n"
CATALOGUE = (
    HEAD
    + """\
sprache-bildung,1,Deutsch lernt man überall,1.1,Offene Sprachtreffs,Beim Kaffee Deutsch sprechen
sprache-bildung,1,Deutsch lernt man überall,1.2,Sprachpaare vermitteln,
sprache-bildung,1,Deutsch lernt man überall,1.3,Kurse mit Betreuung,
gesundheit-pflege,2,Bewegung verbindet,2.1,Sport ohne Hürden,
"""
)
SHAPE = {
    "sprache-bildung": (8, 30), "arbeit-ausbildung": (8, 27), "gesundheit-pflege": (6, 19),
    "buergerschaftliches-engagement": (5, 18), "gesellschaftliche-teilhabe": (8, 24),
    "interkulturelle-oeffnung": (8, 26),
}  # fmt: skip
"""Goals and measures of each field in Kempten's concept of 2021: facts, without a word of it."""


def taken_over(olga: Any, name: str = "2021", table: str = CATALOGUE, seen: int | None = None) -> ConceptVersion:
    """The office has taken over this catalogue."""
    known = queries.version_named(name)
    state = seen if seen is not None else known.revision if known else 0
    read = catalogue.read(table, queries.field_keys())
    service.take_over(olga, name, read, credit="Stadt Kempten (Allgäu), 2021", seen=state)
    return db.session.scalars(select(ConceptVersion).where(ConceptVersion.name == name)).one()


def whole() -> tuple[list[Field], str]:
    """The fields the cast does not have, and a table of the city's shape; a number is missing, as in print."""
    known = {"sprache-bildung", "gesundheit-pflege"}
    fields = [Field(key=key, position=9, names={"de": key}) for key in SHAPE if key not in known]
    lines = []
    for key, (goals, measures) in SHAPE.items():
        for number in range(measures):
            goal = number % goals + 1
            place = number // goals + 1 + (number // goals > 2)
            lines.append(f"{key},{goal},Ziel {goal},{goal}.{place},Aufgabe {number},\n")
    return fields, HEAD + "".join(lines)
