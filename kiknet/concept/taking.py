"""Writing a catalogue into a version. Whoever calls has asked whether that is allowed."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from kiknet import audit, i18n, revisions
from kiknet.concept import queries
from kiknet.concept.catalogue import Catalogue, Differences, Entry, Key, compare
from kiknet.concept.models import ConceptVersion, Goal, Measure, MeasureStatus
from kiknet.db import db, transaction
from kiknet.errors import ChangedMeanwhile, Rejected
from kiknet.i18n import _, _l

FIRST_SCALE = (_l("Not begun"), _l("Begun"), _l("Under way"), _l("Done"), _l("Resting"))
"""What the office finds when it begins; afterwards the scale is its own."""
MOST_LETTERS = 80


@dataclass(frozen=True)
class Outlook:
    """What taking over a catalogue would do to the version of this name (None: it would be a new one)."""

    version: ConceptVersion | None
    differences: Differences

    @property
    def seen(self) -> int:
        """The version's revision, 0 for a new one: to take over exactly what was looked at."""
        return self.version.revision if self.version else 0


def look_ahead(name: str, catalogue: Catalogue) -> Outlook:
    version = queries.version_named(checked_name(name))
    return Outlook(version, compare(queries.entries_of(version), catalogue.entries))


def checked_name(name: str) -> str:
    """Raises `Rejected`."""
    name = " ".join(name.split())
    if not name or len(name) > MOST_LETTERS:
        raise Rejected(_("Please give this version a short name, such as “2021”."), "name")
    return name


def take_over(
    name: str, catalogue: Catalogue, *, credit: str = "", seen: int | None = None, user_id: int | None = None
) -> Outlook:
    """Write it, all or nothing. The first version is the current one; measures that are gone keep their links.

    Raises `Rejected` if a line is wrong or there is none, `ChangedMeanwhile` if the version is not as it was `seen`.
    """
    if catalogue.problems:
        raise Rejected(_("Nothing was taken over: please correct the lines below first."), "file")
    if not catalogue.entries:
        raise Rejected(_("There is no measure in this table."), "file")
    with transaction():
        outlook = look_ahead(name, catalogue)
        version = outlook.version or _new_version(name, seen)
        if outlook.version:
            revisions.hold(version, version.revision if seen is None else seen)
        version.credit = credit or version.credit
        _begin_scale()
        changed = _write(version, catalogue.entries)
        revisions.stamp(version, *changed)
        counts = {"new": len(outlook.differences.new), "gone": len(outlook.differences.gone)}
        audit.record("concept.take_over", version, user_id=user_id, changed=len(outlook.differences.changed), **counts)
    return outlook


def _new_version(name: str, seen: int | None) -> ConceptVersion:
    if seen:
        raise ChangedMeanwhile
    version = ConceptVersion(name=checked_name(name), is_current=queries.current_version() is None)
    db.session.add(version)
    try:
        db.session.flush()
    except IntegrityError:  # somebody else began it at the same moment
        raise ChangedMeanwhile from None
    return version


def _begin_scale() -> None:
    if db.session.scalar(select(MeasureStatus.id).limit(1)) is None:
        with i18n.as_(i18n.DEFAULT):  # the office's words, whatever speaks to whoever begins
            steps = [str(name) for name in FIRST_SCALE]
        db.session.add_all(MeasureStatus(name=name, position=n) for n, name in enumerate(steps, start=1))


def _write(version: ConceptVersion, entries: tuple[Entry, ...]) -> list[Measure]:
    """Returns the measures that are new or say something else now."""
    goals = _goals(version, entries)
    known = {
        (measure.field_key, measure.number): measure
        for measure in db.session.scalars(select(Measure).where(Measure.version_id == version.id))
    }
    changed = [measure for entry in entries if (measure := _measure(version, entry, known.get(entry.key), goals))]
    kept = {entry.key for entry in entries}
    gone = [measure for key, measure in known.items() if key not in kept and not measure.is_gone]
    for measure in gone:
        measure.is_gone = True
    db.session.add_all(changed)
    db.session.flush()
    return [*changed, *gone]


def _goals(version: ConceptVersion, entries: tuple[Entry, ...]) -> dict[Key, Goal]:
    found = {
        (goal.field_key, goal.number): goal
        for goal in db.session.scalars(select(Goal).where(Goal.version_id == version.id))
    }
    for entry in entries:
        key = (entry.field, entry.goal_number)
        if key not in found:
            found[key] = Goal(version_id=version.id, field_key=entry.field, number=entry.goal_number)
            db.session.add(found[key])
        found[key].title = entry.goal
    db.session.flush()
    return found


def _measure(version: ConceptVersion, entry: Entry, known: Measure | None, goals: dict[Key, Goal]) -> Measure | None:
    """The measure, if it is new or changed."""
    goal = goals[entry.field, entry.goal_number]
    plain = entry.plain or (known.plain if known else "")
    says = (goal.id, entry.title, plain, False)
    if known and (known.goal_id, known.title, known.plain, known.is_gone) == says:
        return None
    measure = known or Measure(version_id=version.id, field_key=entry.field, number=entry.number)
    measure.goal_id, measure.title, measure.plain, measure.is_gone = says
    return measure
