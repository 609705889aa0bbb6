"""What has come of a cooperation: its lead is asked once, after the last date, and can say it at any time."""

from dataclasses import dataclass

from sqlalchemy import Select, select

from kiknet import clock
from kiknet.cooperations import parts
from kiknet.cooperations.models import Cooperation, Outcome
from kiknet.cooperations.service import moving
from kiknet.cooperations.service.deeds import deed
from kiknet.cooperations.telling import path
from kiknet.db import db, line_up, transaction
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.notifications.service import notify
from kiknet.organisations.acting import Acting

MOST_PEOPLE = 1_000_000
LONGEST = {"text": 4000, "lessons": 4000}
UNDER_WAY = ("planning", "active")


@dataclass(frozen=True, kw_only=True)
class OutcomeDraft:
    """Three fields. `people_reached` may be unknown."""

    people_reached: int | None = None
    text: str = ""
    lessons: str = ""

    def check(self) -> None:
        """Raise `Rejected` for nothing at all, or for too much."""
        if self.people_reached is None and not self.text.strip():
            raise Rejected(_("Please write a sentence, or how many people you reached."), "text")
        if self.people_reached is not None and self.people_reached > MOST_PEOPLE:
            raise Rejected(_("That is more than live here. Please check the number."), "people_reached")
        for name, most in LONGEST.items():
            if len(getattr(self, name)) > most:
                raise Rejected(_("Please keep this to %(most)s characters.", most=most), name)


def write_outcome(
    by: Acting, cooperation: Cooperation, draft: OutcomeDraft, version: int, *, completes: bool = False
) -> None:
    """Say what has come of it, or say it anew; and that it is completed with that.

    Raises `NotAllowed`, `Rejected` or `ChangedMeanwhile`.
    """
    draft.check()
    with transaction():
        with deed(by, "write_outcome", cooperation, version=version):
            outcome = cooperation.outcome or Outcome()
            outcome.people_reached, outcome.written_by_id = draft.people_reached, by.user.id
            outcome.text, outcome.lessons = draft.text, draft.lessons
            cooperation.outcome = outcome
        if completes:
            moving.move(by, cooperation, "completed")


def ask_for_outcomes() -> int:
    """The day after the last date, the lead hears that a minute would help; once. Returns how many were asked."""
    numbers = list(db.session.scalars(_unasked()))
    today, last = clock.today(), parts.last_date(numbers)
    return sum(_ask(number) for number in numbers if number in last and last[number] < today)


def _unasked() -> Select[int]:
    told = select(Outcome.cooperation_id)
    return select(Cooperation.id).where(
        Cooperation.state.in_(UNDER_WAY),
        Cooperation.outcome_asked_at.is_(None),
        Cooperation.hidden_at.is_(None),
        Cooperation.id.not_in(told),
    )


def _ask(number: int) -> int:
    """Of two jobs at once the second finds it asked already; or somebody has just said or ended it."""
    with transaction() as session:
        cooperation = session.get_one(Cooperation, number)
        line_up(cooperation)
        is_unasked = session.scalar(_unasked().where(Cooperation.id == number)) is not None
        if not is_unasked or cooperation.lead is None:
            return 0
        cooperation.outcome_asked_at = clock.now()
        url = f"{path(cooperation)}/ergebnis"
        lead = cooperation.lead.organisation
        notify("outcome_asked", to=lead, url=url, about=cooperation, key=str(number), cooperation=cooperation)
    return 1
