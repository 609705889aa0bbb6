"""What the worker does for the matches: all anew after an update, what the index lacks, what is over.

One thing at a time, in a transaction that waits in line for the network's revision as everybody does who writes what
is compared (decision 0009): nobody waits for more than one of them, and the second of two sees what the first has left.
"""

import time
from typing import Any

from sqlalchemy import or_, select

from kiknet import clock, revisions
from kiknet.board.models import Listing
from kiknet.booking.models import Resource
from kiknet.db import db, transaction
from kiknet.matching import index, live, queries, version
from kiknet.matching.models import MatchRound, MatchTerm

ROW = 1
SOURCES = ("listing", "resource")
SECONDS = 10.0
"""So long does the job renew at a time: mails and whatever else is due do not wait for thousands."""


def renew_old(seconds: float = SECONDS) -> int:
    """Every minute: judge anew what was judged by another version of the program; returns how many things.

    A part of them at a time, those first that were left behind longest; after a crash it goes on where it stopped.
    Nobody is told anew of what they were told, and what was dismissed stays so. What breaks is passed over.
    """
    if _is_done():
        return 0
    done, until = 0, time.monotonic() + seconds
    while True:
        with transaction():
            if not _renew_next():
                return done
        done += 1
        if time.monotonic() >= until:
            return done


def _is_done() -> bool:
    db.session.rollback()
    known = db.session.get(MatchRound, ROW)
    return known is not None and known.version == version.current() and not known.remaining


def _renew_next() -> bool:
    """Inside a transaction; whether something was still left."""
    revisions.line_up()
    row = _round()
    for source, after, upto in list(row.remaining):
        thing = _next(source, after, upto)
        row.remaining = [[source, thing.id, upto], *row.remaining[1:]] if thing else row.remaining[1:]
        if thing is not None:
            _renew(source, thing)
            return True
    return False


def _renew(source: str, thing: Listing | Resource) -> None:
    """Inside a transaction. What breaks leaves the index, where `mend` tries it again; its matches stay as they are."""
    number = thing.id
    with live.passing_over(f"{source} {number}"), db.session.begin_nested():
        live.renew(thing)
        return
    index.forget(source, number)


def _round() -> MatchRound:
    """The row as it is now; another version begins another round."""
    row = db.session.get(MatchRound, ROW, populate_existing=True)
    if row is None:
        row = MatchRound(id=ROW, version="", remaining=[])
        db.session.add(row)
    if row.version != version.current():
        row.version, row.remaining = version.current(), all_from(row.remaining)
    return row


def all_from(left: list[Any]) -> list[Any]:
    """Everything once, beginning where the round before has stopped: what was ahead of it is the oldest."""
    if not left:
        return [[source, 0, None] for source in SOURCES]
    source, after, _upto = left[0]
    others = [[other, 0, None] for other in SOURCES if other != source]
    return [[source, after, None], *others, [source, 0, after]]


def _next(source: str, after: int, upto: int | None, *, is_unindexed: bool = False) -> Listing | Resource | None:
    find = queries.live_listing if source == "listing" else queries.live_resource
    return find(after, upto, is_unindexed=is_unindexed)


def mend() -> int:
    """Every night: what is on the board or lent and not in the index, such as what was paused or broke; how many.

    In the order of their ids, each once: some do not enter the index, such as those of a suspended organisation.
    """
    return sum(_mend(source) for source in SOURCES)


def _mend(source: str) -> int:
    done = last = 0
    while True:
        with transaction():
            revisions.line_up()
            found = _next(source, last, None, is_unindexed=True)
            if found is None:
                return done
            last = found.id
            _renew(source, found)
        done += 1


def let_go() -> None:
    """Every night: listings whose last day is over leave the index, and their suggestions are over."""
    over = or_(Listing.state != "active", Listing.valid_until < clock.today())
    indexed = select(MatchTerm.object_id).where(MatchTerm.source == "listing")
    while True:
        with transaction():
            revisions.line_up()
            found = db.session.scalar(select(Listing).where(over, Listing.id.in_(indexed)).limit(1))
            if found is None:
                return
            _renew("listing", found)
