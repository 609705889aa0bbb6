"""Finding versions, goals and measures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from kiknet.concept.catalogue import Entry, order
from kiknet.concept.mapping import Item
from kiknet.concept.models import ConceptVersion, Measure, MeasureStatus, MeasureSuccessor
from kiknet.concept.suggesting import Measured
from kiknet.db import db
from kiknet.errors import NotFound
from kiknet.fold import fold
from kiknet.vocabulary import queries as vocabulary


@dataclass(frozen=True)
class GoalShown:
    """A goal with its measures, in the catalogue's order."""

    number: str
    title: str
    measures: list[Measure] = field(default_factory=list)


def versions() -> list[tuple[ConceptVersion, int]]:
    """All versions, the latest first, each with its number of measures."""
    number = func.count(Measure.id)
    live = (Measure.version_id == ConceptVersion.id) & Measure.is_gone.is_(False)
    found = select(ConceptVersion, number).outerjoin(Measure, live).group_by(ConceptVersion.id)
    rows = db.session.execute(found.order_by(ConceptVersion.id.desc()))
    return [(version, count) for version, count in rows]


def version_by_id(version_id: int) -> ConceptVersion:
    """Raises `NotFound`."""
    found = db.session.get(ConceptVersion, version_id)
    if found is None:
        raise NotFound
    return found


def version_named(name: str) -> ConceptVersion | None:
    return db.session.scalar(select(ConceptVersion).where(ConceptVersion.name == name))


def current_version() -> ConceptVersion | None:
    return db.session.scalar(select(ConceptVersion).where(ConceptVersion.is_current))


def measures_of(version_id: int, field_key: str = "") -> list[Measure]:
    """The live measures with their goals, statuses and organisations, in order: two queries."""
    found = _live(version_id).options(joinedload(Measure.status), selectinload(Measure.organisations))
    if field_key:
        found = found.where(Measure.field_key == field_key)
    return in_order(db.session.scalars(found))


def goals_of(version_id: int, field_key: str) -> list[GoalShown]:
    """What a field of action is to reach, and by what: one query."""
    found = _live(version_id).where(Measure.field_key == field_key)
    goals: dict[int, GoalShown] = {}
    for measure in in_order(db.session.scalars(found)):
        shown = goals.setdefault(measure.goal_id, GoalShown(measure.goal.number, measure.goal.title))
        shown.measures.append(measure)
    return sorted(goals.values(), key=lambda goal: order(goal.number))


def goal_counts() -> dict[str, int]:
    """How many goals the current version has in each field of action."""
    found = select(Measure.field_key, func.count(Measure.goal_id.distinct())).join(Measure.version)
    live = found.where(ConceptVersion.is_current, Measure.is_gone.is_(False)).group_by(Measure.field_key)
    return {row[0]: row[1] for row in db.session.execute(live)}


def in_order(measures: Iterable[Measure]) -> list[Measure]:
    """By field of action as the concept has them, then by goal and number."""
    places = {word.key: place for place, word in enumerate(vocabulary.fields())}
    return sorted(measures, key=lambda m: (places.get(m.field_key, 99), order(m.goal.number), order(m.number)))


def measure_by_id(measure_id: int) -> Measure:
    """With its goal, version, status and organisations. Raises `NotFound`."""
    found = select(Measure).where(Measure.id == measure_id)
    found = found.options(joinedload(Measure.goal), joinedload(Measure.version), selectinload(Measure.organisations))
    measure = db.session.scalar(found)
    if measure is None:
        raise NotFound
    return measure


def measures_by_ids(ids: Sequence[int]) -> list[Measure]:
    """With their goals, in the order of `ids`, each once."""
    found = {m.id: m for m in db.session.scalars(_with_goals(select(Measure).where(Measure.id.in_(ids))))}
    return [found[number] for number in dict.fromkeys(ids) if number in found]


def entries_of(version: ConceptVersion | None) -> list[Entry]:
    """The live measures of a version as its catalogue would say them."""
    if version is None:
        return []
    found = db.session.scalars(_live(version.id))
    return [Entry(m.field_key, m.goal.number, m.goal.title, m.number, m.title, m.plain) for m in in_order(found)]


def candidates() -> list[Measured]:
    """The measures of the current version, to be compared with something: one query."""
    found = _live_measures().join(ConceptVersion, ConceptVersion.id == Measure.version_id)
    rows = db.session.scalars(found.where(ConceptVersion.is_current))
    return [Measured(m.id, m.field_key, order(m.number), m.title, m.plain, m.goal.title) for m in rows]


def items_of(version_id: int) -> list[Item]:
    """The live measures of a version, to be compared with those of another."""
    return [
        Item(measure.id, measure.field_key, measure.number, measure.title)
        for measure in in_order(db.session.scalars(_live(version_id)))
    ]


def decided_successors(old_version_id: int, new_version_id: int) -> dict[int, int | None]:
    """What the office has decided became of the old measures; None: nothing."""
    found = (
        select(MeasureSuccessor.old_id, MeasureSuccessor.new_id)
        .join(Measure, Measure.id == MeasureSuccessor.old_id)
        .where(Measure.version_id == old_version_id, MeasureSuccessor.version_id == new_version_id)
    )
    return {row.old_id: row.new_id for row in db.session.execute(found)}


def scale() -> list[tuple[MeasureStatus, int]]:
    """The office's own scale, each step with the number of measures on it."""
    number = func.count(Measure.id)
    found = select(MeasureStatus, number).outerjoin(Measure, Measure.status_id == MeasureStatus.id)
    found = found.group_by(MeasureStatus.id).order_by(MeasureStatus.position, MeasureStatus.id)
    return [(status, count) for status, count in db.session.execute(found)]


def status_by_id(status_id: int) -> MeasureStatus:
    """Raises `NotFound`."""
    found = db.session.get(MeasureStatus, status_id)
    if found is None:
        raise NotFound
    return found


def field_keys() -> dict[str, str]:
    """The keys of the fields of action by all they are called, folded."""
    found = {fold(name): word.key for word in vocabulary.fields() for name in word.names.values()}
    return found | {fold(word.key): word.key for word in vocabulary.fields()}


def _live_measures() -> Select[Measure]:
    return _with_goals(select(Measure).where(Measure.is_gone.is_(False)))


def _live(version_id: int) -> Select[Measure]:
    return _live_measures().where(Measure.version_id == version_id)


def _with_goals(found: Select[Measure]) -> Select[Measure]:
    return found.options(joinedload(Measure.goal))
