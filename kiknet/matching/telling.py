"""Telling both sides of a good match, once."""

from collections.abc import Sequence

from kiknet import clock
from kiknet.db import transaction
from kiknet.i18n import _l
from kiknet.matching import queries
from kiknet.matching.judge import MOST_SHOWN, TOLD_FROM
from kiknet.matching.models import Match
from kiknet.notifications import topics
from kiknet.notifications.service import notify
from kiknet.notifications.topics import Topic
from kiknet.organisations.models import Organisation

PATH = "/mein/treffer"
AT_ONCE = 50
topics.register(
    Topic("matches", _l("Wanted and offered"), _l("Entries of others that fit ours"), ("match_found",)),
)


def mark(matches: Sequence[Match]) -> None:
    """Inside the transaction that found them, the best first: of the best few that were never told the job tells."""
    good = [match for match in matches if match.score >= TOLD_FROM and match.state == "suggested"]
    for match in good[:MOST_SHOWN]:
        match.is_to_tell = match.told_at is None


def tell() -> None:
    """Every minute: both sides of what was found hear of it, once, as long as nobody has decided about it."""
    while True:
        with transaction():
            waiting = queries.to_tell(AT_ONCE)
            for match in waiting:
                match.is_to_tell = False
                if match.state == "suggested" and match.score >= TOLD_FROM:
                    match.told_at = clock.now()
                    asks, has = match.organisations
                    _tell(match, asks, has)
                    _tell(match, has, asks)
        if len(waiting) < AT_ONCE:
            return


def _tell(match: Match, organisation: Organisation, other: Organisation) -> None:
    notify(
        "match_found",
        to=organisation,
        url=f"{PATH}?treffer={match.id}#treffer-{match.id}",
        about=match,
        key=f"{match.id}:{organisation.id}",
        match=match,
        other=other,
        is_ours=organisation.id == match.need.organisation_id,
    )
