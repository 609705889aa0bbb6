"""Keeping matches as things change, inside the transaction that changes them (decision 0027)."""

import hashlib
import logging
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from functools import cache, lru_cache
from typing import NamedTuple

from sqlalchemy.exc import OperationalError

from kiknet import clock
from kiknet.board.models import Listing
from kiknet.booking.models import Resource
from kiknet.db import db
from kiknet.matching import index, queries, rules, telling
from kiknet.matching.entry import Entry
from kiknet.matching.index import Candidate
from kiknet.matching.judge import SHOWN_FROM, Judge, Verdict
from kiknet.matching.models import Match
from kiknet.matching.scorer import WordScorer
from kiknet.matching.terms import terms

log = logging.getLogger(__name__)
FINGERPRINT = "2"
"""Raised, every pair somebody has dismissed would return. That we judge otherwise is no reason: see `version`."""
UNDECIDED = frozenset({"suggested", "seen", "stale"})


class Side(NamedTuple):
    """A thing and how it is compared."""

    source: str
    thing: Listing | Resource
    entry: Entry

    @property
    def key(self) -> Candidate:
        return Candidate(self.source, self.thing.id)

    def __str__(self) -> str:
        return f"{self.source} {self.thing.id}"


@contextmanager
def passing_over(what: str) -> Iterator[None]:
    """Around what one thing could break: others must neither wait for it, nor be kept from posting because of it.

    What breaks is logged once in a process, without a word of what people wrote. Trouble with the database is raised.
    """
    try:
        yield
    except OperationalError:
        raise
    except Exception as trouble:
        place = traceback.extract_tb(trouble.__traceback__)[-1]
        _say_broken(what, f"{type(trouble).__name__} at {place.filename}:{place.lineno}")


@lru_cache(maxsize=1000)
def _say_broken(what: str, trouble: str) -> None:
    log.error("%s cannot be compared: %s", what, trouble)


def side_of(thing: Listing | Resource) -> Side:
    entry = queries.entry_of(thing) if isinstance(thing, Listing) else queries.entry_of_resource(thing)
    return Side(_source(thing), thing, entry)


def _source(thing: Listing | Resource) -> str:
    return "listing" if isinstance(thing, Listing) else "resource"


def renew(thing: Listing | Resource) -> list[Match]:
    """Find anew what fits this listing or resource; returns the matches that are shown.

    Nobody is kept from saving what cannot be read: it leaves the index, where `renewing.mend` tries it again.
    """
    side = listed = None
    with passing_over(f"{_source(thing)} {thing.id}"):
        side = side_of(thing)
        listed = terms(side.entry, scorer().profile(side.entry)) if _is_current(side) else []
    if side is None or not listed:
        _retire(thing, is_over=listed is not None or _is_gone(thing))
        return []
    index.write(side.entry.direction, side.source, thing.id, listed)
    known = {_other(match, side): match for match in _known(thing)}
    found = index.candidates(_opposite(side.entry), listed)
    shown = []
    for other, verdict in _verdicts(side, sides([*known, *found])):
        match = _write(known.get(other.key), side, other, verdict)
        if match is not None and match.state != "dismissed" and verdict.score >= SHOWN_FROM:
            shown.append(match)
    shown.sort(key=lambda match: -match.score)
    db.session.flush()
    _join_talks(shown)
    telling.mark(shown)
    return shown


def _join_talks(shown: Sequence[Match]) -> None:
    """Who talks about one of the two already need not be told that they might."""
    fresh = [match for match in shown if match.state == "suggested"]
    states = queries.talked_about(fresh) if fresh else {}
    for match in fresh:
        if match.id in states:
            _enter(match, states[match.id])


@cache
def scorer() -> WordScorer:
    """One for the process: it remembers what it has read."""
    return WordScorer()


def _is_current(side: Side) -> bool:
    if isinstance(side.thing, Resource) and queries.listed_resources([side.thing.id]):
        return False
    return rules.is_current(side.entry, clock.today())


def _is_gone(thing: Listing | Resource) -> bool:
    """What its state alone says."""
    return thing.state != "active" if isinstance(thing, Listing) else thing.is_retired


def _retire(thing: Listing | Resource, *, is_over: bool) -> None:
    """Nobody finds it; off the board, what was only suggested is over."""
    index.forget(_source(thing), thing.id)
    for match in _known(thing) if is_over else ():
        if match.state in UNDECIDED:
            _enter(match, "stale")


def _known(thing: Listing | Resource) -> list[Match]:
    if isinstance(thing, Listing):
        return queries.matches_of(listing_id=thing.id)
    return queries.matches_of(resource_id=thing.id)


def _other(match: Match, side: Side) -> Candidate:
    if side.source == "resource" or match.offer_id == side.thing.id:
        return Candidate("listing", match.need_id)
    if match.offer_id is not None:
        return Candidate("listing", match.offer_id)
    return Candidate("resource", match.resource_id or 0)


def _opposite(entry: Entry) -> str:
    return "offer" if entry.direction == "need" else "need"


def sides(candidates: Iterable[Candidate]) -> list[Side]:
    """Each that can be read once, with two queries; a resource that an offer speaks for is left to the offer."""
    wanted = set(candidates)
    resources = [number for source, number in wanted if source == "resource"]
    spoken_for = queries.listed_resources(resources) if resources else set()
    things: Sequence[Listing | Resource] = [
        *queries.listings_by_id([number for source, number in wanted if source == "listing"]),
        *queries.resources_by_id([number for number in resources if number not in spoken_for]),
    ]
    found = []
    for thing in sorted(things, key=lambda thing: (type(thing).__name__, thing.id)):
        with passing_over(f"{_source(thing)} {thing.id}"):
            found.append(side_of(thing))
    return found


def _verdicts(side: Side, others: Iterable[Side]) -> Iterator[tuple[Side, Verdict]]:
    """A pair that cannot be judged stays as it is."""
    judge = Judge(scorer(), clock.today(), queries.groups())
    for other in others:
        verdict = None
        with passing_over(f"{side} with {other}"):
            verdict = _verdict(judge, side, other)
        if verdict is not None:
            yield other, verdict


def _verdict(judge: Judge, side: Side, other: Side) -> Verdict:
    if side.entry.direction == "need":
        return judge.verdict(side.entry, other.entry)
    return judge.verdict(other.entry, side.entry)


def _write(match: Match | None, side: Side, other: Side, verdict: Verdict) -> Match | None:
    """Remember what is shown; of what is no longer shown only what became of it."""
    fits = verdict.score >= SHOWN_FROM
    if match is None:
        if not fits:
            return None
        match = _new(side, other)
        db.session.add(match)
    elif not fits:
        if match.state in UNDECIDED:
            _enter(match, "stale")
        return match
    content = _content(side, other)
    says_something_else = match.content not in {"", content}
    if match.state == "stale" or (match.state == "dismissed" and says_something_else):
        _enter(match, "suggested")
        match.dismissed_by_id, match.reason = None, ""
    match.content, match.score = content, verdict.score
    match.reasons = [[reason.factor, reason.points, reason.of, dict(reason.params)] for reason in verdict.reasons]
    match.missing, match.improvements = list(verdict.missing), list(verdict.improvements)
    return match


def _new(side: Side, other: Side) -> Match:
    need, has = (side, other) if side.entry.direction == "need" else (other, side)
    offer = has.thing if isinstance(has.thing, Listing) else None
    resource = has.thing if isinstance(has.thing, Resource) else None
    return Match(need=need.thing, offer=offer, resource=resource, state="suggested")


def _enter(match: Match, state: str) -> None:
    match.state, match.changed_at = state, clock.now()


def _content(side: Side, other: Side) -> str:
    """A fingerprint of what both say; neither states nor last days belong to it."""
    said = sorted(_said(one.entry) for one in (side, other))
    return hashlib.sha256("\n".join([FINGERPRINT, *said]).encode()).hexdigest()[:32]


def _said(entry: Entry) -> str:
    return repr(sorted(asdict(replace(entry, status=None, valid_until=None)).items()))
