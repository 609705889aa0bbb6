"""The demo's ideas and cooperations (`demo/cooperations.toml`), made through the services, some of it long ago."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from kiknet import clock, revisions
from kiknet.board.models import Listing
from kiknet.calendar.models import Event
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.models import Cooperation, CooperationEntry, Outcome
from kiknet.cooperations.service import founding, joining, moving, partners
from kiknet.db import UNSEEN, db
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.seeds import files, reference, working

Cast = dict[str, Acting]
THINGS = (("listings", Listing), ("events", Event))
ON_THE_WAY = {
    "seeking": ("seeking",), "planning": ("planning",), "active": ("planning", "active"),
    "completed": ("planning", "active", "completed"), "cancelled": ("cancelled",),
}  # fmt: skip


def begin(cast: Cast) -> None:
    """Hang the ideas up, let others join, and move some of them on."""
    titles = {row["id"]: row["title"] for row in reference.rows("listings")}
    for row in files.script("cooperations")["cooperations"]:
        made = _found(cast[row["by"]], {"title": titles.get(row.get("seed", ""), ""), **row})
        _gather(cast, made, row)
        _link(made, row)
        working.work(cast, made, row)
        _move(cast[row["by"]], made, row)
        _long_ago(made, row)


def _found(by: Acting, row: dict[str, Any]) -> Cooperation:
    starts = clock.today() + timedelta(days=row["starts"]) if "starts" in row else None
    draft = CooperationDraft(
        title=row["title"],
        summary=row["summary"],
        needs=row.get("needs", ""),
        visibility="public" if row.get("public") else "network",
        starts_on=starts,
        audiences=tuple(row.get("audiences", ())),
        fields=tuple(row["fields"]),
    )
    return founding.found(by, draft)


def _gather(cast: Cast, made: Cooperation, row: dict[str, Any]) -> None:
    for slug, contribution in [*row.get("partners", ()), *row.get("interested", ())]:
        joining.join(cast[slug], made, contribution)
    for slug, _contribution in row.get("partners", ()):
        partners.answer_interest(cast[row["by"]], made, _of(cast, slug).id, accepts=True)
    for slug, message in row.get("invited", ()):
        partners.invite(cast[row["by"]], made, _of(cast, slug), message=message)


def _of(cast: Cast, slug: str) -> Organisation:
    organisation = cast[slug].organisation
    assert organisation is not None  # noqa: S101 - the cast acts for organisations
    return organisation


def _link(made: Cooperation, row: dict[str, Any]) -> None:
    """What is on the board and in the calendar for it."""
    for name, model in THINGS:
        theirs: Any = update(model).where(model.title.in_(row.get(name, ())))
        db.session.execute(theirs.values(cooperation_id=made.id), execution_options=UNSEEN)


def _move(by: Acting, made: Cooperation, row: dict[str, Any]) -> None:
    if "outcome" in row:
        made.outcome = Outcome(people_reached=row["reached"], text=row["outcome"], lessons=row["lessons"])
    for state in ON_THE_WAY.get(row.get("state", ""), ()):
        moving.move(by, made, state, row.get("reason", ""))


def _long_ago(made: Cooperation, row: dict[str, Any]) -> None:
    """It began then, and was last touched then; its history says so."""
    now = clock.now()
    made.created_at = now - timedelta(days=row["ago"])
    made.touched_at = now - timedelta(days=row.get("touched", row["ago"]))
    entries = db.session.scalars(
        select(CooperationEntry).where(CooperationEntry.cooperation_id == made.id).order_by(CooperationEntry.id)
    ).all()
    step = (made.touched_at - made.created_at) / max(1, len(entries) - 1)
    for number, entry in enumerate(entries):
        entry.created_at = made.created_at + step * number
    if made.ended_at:
        made.ended_at = made.touched_at
    revisions.stamp(made)
