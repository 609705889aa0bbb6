"""The directory: which listed organisations fit a filter that lives in the address."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from kiknet import fold
from kiknet.db import db, holds, says
from kiknet.organisations.models import LISTED, Organisation


@dataclass(frozen=True)
class Filter:
    """What is looked for: all given conditions must hold, within one any of its values."""

    text: str = ""
    kinds: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    districts: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    audiences: list[str] = field(default_factory=list)
    letter: str = ""


def organisations_found(wanted: Filter) -> Select[Any]:
    """The listed organisations that fit, from A to Z, with their logos."""
    return (
        _narrowed(select(Organisation), wanted)
        .options(joinedload(Organisation.logo))
        .order_by(Organisation.search_text, Organisation.id)
    )


def initials(wanted: Filter) -> list[str]:
    """The folded first letters there are, for the line from A to Z."""
    first = func.substr(Organisation.search_text, 1, 1)
    return sorted(letter for letter in db.session.scalars(_narrowed(select(first), wanted).distinct()) if letter)


def number_of(wanted: Filter) -> int:
    return db.session.scalar(_narrowed(select(func.count(Organisation.id)), wanted)) or 0


def in_any_state(text: str, state: str) -> Select[Any]:
    """For the office: all organisations, or those in one state, from A to Z."""
    found = select(Organisation).order_by(Organisation.search_text, Organisation.id)
    for word in fold.words(text):
        found = found.where(says(Organisation.search_text, word))
    return found.where(Organisation.state == state) if state else found


def _narrowed(statement: Select[Any], wanted: Filter) -> Select[Any]:
    statement = statement.where(Organisation.state.in_(LISTED))
    for word in fold.words(wanted.text):
        statement = statement.where(says(Organisation.search_text, word))
    if wanted.kinds:
        statement = statement.where(Organisation.kind.in_(wanted.kinds))
    if wanted.letter:
        statement = statement.where(Organisation.search_text.startswith(wanted.letter, autoescape=True))
    for column, codes in _code_columns(wanted):
        if codes:
            statement = statement.where(holds(column, codes))
    return statement


def _code_columns(wanted: Filter) -> Iterable[tuple[Any, list[str]]]:
    return (
        (Organisation.fields, wanted.fields),
        (Organisation.districts, wanted.districts),
        (Organisation.languages, wanted.languages),
        (Organisation.audiences, wanted.audiences),
    )
