"""The demo's ideas and cooperations (`demo/cooperations.toml`), made through the services, some of it long ago."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from kiknet import clock, revisions
from kiknet.board.models import Listing
from kiknet.board.service.deeds import deed as listing_deed
from kiknet.calendar import cooperating
from kiknet.calendar.deeds import deed as event_deed
from kiknet.calendar.models import Event
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.models import Cooperation, CooperationEntry
from kiknet.cooperations.service import founding, joining, moving, outcomes, partners, polls, posts, tasks
from kiknet.cooperations.service.outcomes import OutcomeDraft
from kiknet.cooperations.work_draft import PollDraft, TaskDraft
from kiknet.db import db
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.seeds import files, programme, reference

Cast = dict[str, Acting]
ON_THE_WAY = {
    "seeking": ("seeking",), "planning": ("planning",), "active": ("planning", "active"),
    "completed": ("planning", "active"), "cancelled": ("cancelled",),
}  # fmt: skip


def begin(cast: Cast) -> None:
    """Hang the ideas up, let others join, and move some of them on."""
    titles = {row["id"]: row["title"] for row in reference.rows("listings")}
    for row in files.script("cooperations")["cooperations"]:
        made = _found(cast[row["by"]], {"title": titles.get(row.get("seed", ""), ""), **row})
        _gather(cast, made, row)
        _link(cast, made, row)
        _move(cast[row["by"]], made, row)
        _work(cast, made, row)
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


def _link(cast: Cast, made: Cooperation, row: dict[str, Any]) -> None:
    """What is on the board and in the calendar for it: who is in adds what is theirs."""
    owners = {by.organisation_id: by for by in cast.values()}
    for event in db.session.scalars(select(Event).where(Event.title.in_(row.get("events", ())))):
        with event_deed(owners[event.owner_id], "change", event):
            cooperating.belong(owners[event.owner_id], event, made.id)
    for listing in db.session.scalars(select(Listing).where(Listing.title.in_(row.get("listings", ())))):
        with listing_deed(owners[listing.organisation_id], "change", listing):
            listing.cooperation = made


def _work(cast: Cast, made: Cooperation, row: dict[str, Any]) -> None:
    """Tasks (those of days that are over are done), which date suits everybody, and what they write to each other."""
    today, by = clock.today(), cast[row["by"]]
    for slug, title, days in row.get("tasks", ()):
        due = today + timedelta(days=days)
        task = tasks.add_task(by, made, TaskDraft(title, organisation_id=_of(cast, slug).id, due_on=due))
        if days < 0:
            tasks.finish_task(cast[slug], task)
    for slug, text in row.get("posts", ()):
        posts.write(cast[slug], made, text)
    if "poll" in row:
        title, starts, answers = row["poll"]
        dates = [_day_and_hour(*each) for each in starts]
        poll = polls.begin_poll(by, made, PollDraft(title, tuple((at, at + timedelta(hours=2)) for at in dates)))
        for slug, said in answers:
            polls.answer_poll(cast[slug], poll, dict(zip((date.id for date in poll.dates), said.split(), strict=True)))


def _day_and_hour(*said: Any) -> datetime:
    """ "sat", 63, 13: on the first Saturday 63 days from now that is no holiday, at one o'clock; or 63, 13."""
    *weekday, days, hour = said
    day = clock.today() + timedelta(days=days)
    if weekday:
        day = programme.days_of({"day": weekday[0], "after": days}, clock.today())[0][1]
    return datetime.combine(day, time(hour))


def _move(by: Acting, made: Cooperation, row: dict[str, Any]) -> None:
    for state in ON_THE_WAY.get(row.get("state", ""), ()):
        moving.move(by, made, state, row.get("reason", ""))
    if "outcome" in row:
        said = OutcomeDraft(people_reached=row["reached"], text=row["outcome"], lessons=row["lessons"])
        outcomes.write_outcome(by, made, said, made.revision, completes=True)


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
