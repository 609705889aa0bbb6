"""The office's deeds with its own list. Each is one transaction."""

from dataclasses import asdict, dataclass
from datetime import date

from kiknet import audit, revisions
from kiknet.access import require
from kiknet.db import transaction
from kiknet.errors import Rejected
from kiknet.i18n import _l
from kiknet.observances import policy
from kiknet.observances.models import OwnObservance
from kiknet.organisations.acting import Acting

YEARS = range(2000, 2100)


@dataclass(frozen=True, kw_only=True)
class OwnDraft:
    """A day of the office's own list as somebody typed it."""

    name: str
    about: str
    first_day: date
    last_day: date
    english_name: str = ""
    english_about: str = ""

    def check(self) -> None:
        """Raises `Rejected` beside its field."""
        if self.last_day < self.first_day:
            raise Rejected(_l("The last day is before the first."), "last_day")
        if self.first_day.year not in YEARS or self.last_day.year not in YEARS:
            raise Rejected(_l("Please check the year %(year)s.", year=self.first_day.year), "first_day")
        if (self.last_day - self.first_day).days > 60:
            raise Rejected(_l("Two months at most, please."), "last_day")


def add(by: Acting, draft: OwnDraft) -> OwnObservance:
    """Raises `NotAllowed` or `Rejected`."""
    require(policy.may_steer(by))
    draft.check()
    with transaction() as session:
        own = OwnObservance(**asdict(draft))
        session.add(own)
        revisions.stamp(own)
        session.flush()
        audit.record("observance.add", own, user_id=by.user.id)
    return own


def change(by: Acting, own: OwnObservance, draft: OwnDraft, version: int) -> None:
    """Raises `NotAllowed`, `Rejected` or `ChangedMeanwhile`."""
    require(policy.may_steer(by))
    draft.check()
    with transaction():
        revisions.hold(own, version)
        for name, value in asdict(draft).items():
            setattr(own, name, value)
        revisions.stamp(own)
        audit.record("observance.change", own, user_id=by.user.id)


def remove(by: Acting, own: OwnObservance) -> None:
    """Raises `NotAllowed`."""
    require(policy.may_steer(by))
    with transaction() as session:
        audit.record("observance.remove", own, user_id=by.user.id)
        session.delete(own)
        revisions.stamp()
