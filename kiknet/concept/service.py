"""The office's deeds with the concept. Each is one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from kiknet import audit, revisions
from kiknet.access import require
from kiknet.concept import policy, queries, taking
from kiknet.concept.catalogue import Catalogue
from kiknet.concept.models import ConceptVersion, Measure, MeasureStatus, MeasureSuccessor
from kiknet.concept.taking import Outlook
from kiknet.db import UNSEEN, db, transaction
from kiknet.errors import Rejected
from kiknet.fold import fold
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation


@dataclass(frozen=True)
class MeasureDraft:
    """What the office says about a measure."""

    plain: str = ""
    status_id: int | None = None
    note: str = ""
    organisation_ids: Sequence[int] = ()


def take_over(by: Acting, name: str, catalogue: Catalogue, *, credit: str, seen: int) -> Outlook:
    """Take over a catalogue that was looked at. Raises `NotAllowed`, `Rejected` or `ChangedMeanwhile`."""
    require(policy.may_steer(by))
    return taking.take_over(name, catalogue, credit=credit, seen=seen, user_id=by.user.id)


def make_current(by: Acting, version: ConceptVersion) -> None:
    """From now on the network goes by this version. Raises `NotAllowed`."""
    require(policy.may_steer(by))
    with transaction():
        revisions.stamp()  # first: of two who choose at once, the second one sees what the first one chose
        db.session.execute(update(ConceptVersion).where(ConceptVersion.is_current).values(is_current=False))
        db.session.refresh(version)
        version.is_current = True
        audit.record("concept.make_current", version, user_id=by.user.id)


def describe(by: Acting, measure: Measure, draft: MeasureDraft, version: int) -> None:
    """Raises `NotAllowed`, `Rejected` or `ChangedMeanwhile`."""
    require(policy.may_steer(by))
    with transaction() as session:
        revisions.hold(measure, version)
        if draft.status_id is not None and session.get(MeasureStatus, draft.status_id) is None:
            raise Rejected(_("This step is not on the scale any more. Please choose another one."), "step")
        measure.plain, measure.status_id, measure.note = draft.plain, draft.status_id, draft.note
        chosen = select(Organisation).where(Organisation.id.in_(draft.organisation_ids))
        measure.organisations = list(session.scalars(chosen))
        revisions.stamp(measure)
        audit.record("concept.describe", measure, user_id=by.user.id)


def add_status(by: Acting, name: str) -> MeasureStatus:
    """A further step at the end of the scale. Raises `NotAllowed` or `Rejected`."""
    require(policy.may_steer(by))
    with transaction() as session:
        steps = _lined_up_scale()
        _check_name(name, steps)
        status = MeasureStatus(name=name, position=len(steps) + 1)
        session.add(status)
        audit.record("concept.add_status", status, user_id=by.user.id)
    return status


def change_status(by: Acting, status: MeasureStatus, name: str, position: int) -> None:
    """Call it otherwise, or move it to another place (from 1). Raises `NotAllowed` or `Rejected`."""
    require(policy.may_steer(by))
    with transaction():
        others = [step for step in _lined_up_scale() if step.id != status.id]
        _check_name(name, others)
        status.name = name
        place = min(max(position, 1), len(others) + 1) - 1
        _number([*others[:place], status, *others[place:]])
        audit.record("concept.change_status", status, user_id=by.user.id)


def remove_status(by: Acting, status: MeasureStatus) -> None:
    """Raises `NotAllowed`, or `Rejected` while measures stand on this step."""
    require(policy.may_steer(by))
    with transaction() as session:
        steps = _lined_up_scale()
        if session.scalar(select(Measure.id).where(Measure.status_id == status.id).limit(1)) is not None:
            raise Rejected(_("There are measures on this step. Please give them another one first."))
        audit.record("concept.remove_status", status, user_id=by.user.id)
        session.delete(status)
        _number([step for step in steps if step.id != status.id])


def decide_successors(
    by: Acting, old: ConceptVersion, new: ConceptVersion, chosen: Mapping[int, int | None], undecided: Sequence[int]
) -> None:
    """Note what became of old measures (None: nothing); forget what was decided about the `undecided` ones.

    What is known of an old measure goes with it, as far as nothing is known of the new one.
    Raises `NotAllowed`, or `Rejected` for measures that are not of these versions.
    """
    require(policy.may_steer(by))
    with transaction() as session:
        revisions.stamp()
        olds = {measure.id: measure for measure in queries.measures_of(old.id)}
        news = {measure.id: measure for measure in queries.measures_of(new.id)}
        if not olds.keys() >= {*chosen, *undecided} or not news.keys() >= {i for i in chosen.values() if i}:
            raise Rejected(_("The concept has changed meanwhile. Please look once more."))
        forgotten = MeasureSuccessor.old_id.in_([*chosen, *undecided]) & (MeasureSuccessor.version_id == new.id)
        session.execute(delete(MeasureSuccessor).where(forgotten), execution_options=UNSEEN)
        for old_id, new_id in chosen.items():
            session.add(MeasureSuccessor(old_id=old_id, version_id=new.id, new_id=new_id))
            if new_id is not None:
                _hand_on(olds[old_id], news[new_id])
        audit.record("concept.map", new, user_id=by.user.id, decided=len(chosen))


def _hand_on(old: Measure, new: Measure) -> None:
    if new.status_id is None and not new.note and not new.organisations:
        new.status_id, new.note, new.organisations = old.status_id, old.note, list(old.organisations)
        new.plain = new.plain or old.plain
        revisions.stamp(new)


def _lined_up_scale() -> list[MeasureStatus]:
    """The steps in order; whoever else changes the scale waits."""
    revisions.stamp()
    found = select(MeasureStatus).order_by(MeasureStatus.position, MeasureStatus.id)
    return list(db.session.scalars(found.execution_options(populate_existing=True)))


def _number(steps: Sequence[MeasureStatus]) -> None:
    for position, step in enumerate(steps, start=1):
        step.position = position


def _check_name(name: str, others: Sequence[MeasureStatus]) -> None:
    if not name.strip() or len(name) > 60:
        raise Rejected(_("Please give the step a short name."), "name")
    if any(fold(step.name) == fold(name) for step in others):
        raise Rejected(_("This step is on the scale already."), "name")
