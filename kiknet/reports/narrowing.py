"""What a number in a table narrows its list to, as its address says it: one code of a cut, a goal or a measure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from kiknet.concept import links
from kiknet.concept import queries as concept
from kiknet.concept.models import Goal, Measure
from kiknet.db import db
from kiknet.errors import NotFound
from kiknet.i18n import _, language
from kiknet.reports import cuts
from kiknet.reports.both import said
from kiknet.reports.figure import Figure, has_code, serves
from kiknet.web.requests import number_or_none

GOAL, MEASURE = "ziel", "massnahme"


@dataclass(frozen=True)
class Narrowing:
    """The condition, and how it reads above the list."""

    where: ColumnElement[bool]
    words: str


def read(figure: Figure, given: Mapping[str, str]) -> Narrowing | None:
    """None for the whole list. Raises `NotFound` for a goal or measure there is not."""
    for cut in cuts.CUTS:
        if cut.key in figure.codes and given.get(cut.key):
            wanted = given[cut.key]
            name = said(cut.name_of(wanted), language())
            return Narrowing(has_code(figure, cut.key, wanted), f"{cut.name}: {name}")
    if figure.linked and given.get(GOAL):
        return _of_goal(figure, number_or_none(given[GOAL]))
    if figure.linked and given.get(MEASURE):
        return _of_measure(figure, number_or_none(given[MEASURE]))
    return None


def _of_goal(figure: Figure, goal_id: int | None) -> Narrowing:
    goal = db.session.get(Goal, goal_id or 0)
    if goal is None:
        raise NotFound
    ids = list(db.session.scalars(select(Measure.id).where(Measure.goal_id == goal.id, Measure.is_gone.is_(False))))
    words = _("Goal %(number)s: %(title)s", number=goal.number, title=goal.title)
    return Narrowing(_serves(figure, goal.version_id, ids), words)


def _of_measure(figure: Figure, measure_id: int | None) -> Narrowing:
    measure = concept.measure_by_id(measure_id or 0)
    words = _("Measure %(number)s: %(title)s", number=measure.number, title=measure.title)
    return Narrowing(_serves(figure, measure.version_id, [measure.id]), words)


def _serves(figure: Figure, version_id: int, measure_ids: list[int]) -> Any:
    return serves(figure, links.counting(version_id), measure_ids)
