"""A task or a date poll as somebody typed it, and what must be true of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from kiknet import clock
from kiknet.cooperations.poll_count import Span
from kiknet.errors import Rejected
from kiknet.i18n import _

LONGEST_TASK, LONGEST_POLL = 200, 120
FEWEST_DATES, MOST_DATES = 2, 12


@dataclass(frozen=True)
class TaskDraft:
    """What is to be done, by which organisation and which of its people (both may be open), until when."""

    title: str
    organisation_id: int | None = None
    assignee_id: int | None = None
    due_on: date | None = None

    def check(self) -> None:
        """Raise `Rejected` for what is missing or too long."""
        if not self.title.strip():
            raise Rejected(_("What is to be done?"), "title")
        if len(self.title) > LONGEST_TASK:
            raise Rejected(_("Please keep this to %(most)s characters.", most=LONGEST_TASK), "title")


@dataclass(frozen=True)
class PollDraft:
    """What the dates are for, and the dates to choose from (start and end in wall time)."""

    title: str
    dates: tuple[Span, ...]

    def check(self) -> None:
        """Raise `Rejected` for what is missing, too long or too late."""
        if not self.title.strip():
            raise Rejected(_("What is the date for?"), "title")
        if len(self.title) > LONGEST_POLL:
            raise Rejected(_("Please keep this to %(most)s characters.", most=LONGEST_POLL), "title")
        if not FEWEST_DATES <= len(set(self.dates)) <= MOST_DATES:
            raise Rejected(_("Please offer between %(few)s and %(many)s dates.", few=FEWEST_DATES, many=MOST_DATES))
        check_dates(self.dates)


def check_dates(dates: Iterable[Span]) -> None:
    """Raise `Rejected` for what is over."""
    if min(dates)[0] < clock.to_local(clock.now()):
        raise Rejected(_("One of the dates is over already."))


def idempotency(key: UUID, cooperation_id: int, user_id: int, draft: TaskDraft | PollDraft) -> str:
    """The same for the same words that the same person sends twice."""
    return str(uuid5(key, repr((cooperation_id, user_id, draft))))
