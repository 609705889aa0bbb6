"""Organisations that suit an organisation, or that could join a cooperation."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import aliased

from kiknet import clock
from kiknet.board.models import Listing
from kiknet.board.suggest import guess
from kiknet.cooperations import policy
from kiknet.cooperations.models import Cooperation, CooperationPartner
from kiknet.db import db
from kiknet.matching import index, lists, live, queries
from kiknet.matching.entry import Entry
from kiknet.matching.judge import TOLD_FROM, Judge
from kiknet.matching.models import Match
from kiknet.matching.partners import Fit, Named, Partner, Side, answer, in_order, rank
from kiknet.matching.terms import terms
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

SEEKING = frozenset({"idea", "seeking"})
WORKED = ("planning", "active", "completed")
"""States of a cooperation in which those who are in have done something together."""
MOST_NEEDS, MOST_ANSWERS, MOST_PARTNERS = 6, 2, 5
MOST_COMPARED = 100
FEWEST_TO_SUIT, FEWEST_TO_JOIN = 10, 25
"""Below this two have only something in common that half the network has."""
NAMED = "named:"
_NEEDS = re.compile(r"[\n;,.•]|\s(?:und|sowie|and)\s")


def partners(ours: Organisation) -> list[tuple[Organisation, Partner]]:
    """The organisations that suit `ours`, the best first: three queries."""
    others = _others({ours.id})
    fits: dict[int, list[Fit]] = defaultdict(list)
    for match in _best(ours):
        asks, has = match.organisations
        wanted, offered = (match.need.title, f"listing:{match.need_id}"), _offered(match)
        own, theirs = (wanted, offered) if asks.id == ours.id else (offered, wanted)
        fit = Fit(match.score, theirs[0], own[0], theirs[1], own[1])
        fits[has.id if asks.id == ours.id else asks.id].append(fit)
    found = rank(_side(ours), [_side(one) for one in others.values()], fits, _together(ours.id))
    worth = [one for one in found if one.is_asked_for or one.score >= FEWEST_TO_SUIT]
    return [(others[one.id], one) for one in worth if one.id in others]


def _offered(match: Match) -> tuple[str, str]:
    """Its title, and which entry it is."""
    if match.offer is not None:
        return match.offer.title, f"listing:{match.offer_id}"
    return match.resource.title if match.resource else "", f"resource:{match.resource_id}"


def _best(ours: Organisation) -> Iterable[Match]:
    return db.session.scalars(lists.for_organisation(ours.id).limit(MOST_COMPARED))


def partners_for(by: Acting | None, cooperation: Cooperation) -> list[tuple[Organisation, Partner]]:
    """Organisations outside a cooperation that suit what it still needs, the best first, for those who are in.

    Compared are its listings on the board and what it says it needs with what others offer or lend; then the fields,
    the audiences and the district. Nobody who was asked, has left or has said no is suggested.
    """
    row = cooperation.partner(by.organisation_id) if by else None
    if row is None or not row.is_in or not cooperation.is_open:
        return []
    others = _others({partner.organisation_id for partner in cooperation.partners})
    answers = _answers(cooperation)
    idea = _idea(cooperation)
    found = [answer(idea, _side(one), answers.get(one.id, ())) for one in others.values()]
    good = [one for one in in_order(found) if one.score >= FEWEST_TO_JOIN]
    return [(others[one.id], one) for one in good[:MOST_PARTNERS]]


def could_join(by: Acting, cooperation: Cooperation) -> list[tuple[Organisation, Partner]] | None:
    """For who leads a cooperation, on its page while it looks for others; None when there is nothing to suggest."""
    is_looking = cooperation.state in SEEKING and policy.may(by, "invite", cooperation)
    return (partners_for(by, cooperation) or None) if is_looking else None


def _others(without: set[int]) -> dict[int, Organisation]:
    found = select(Organisation).where(Organisation.state == "active", Organisation.id.not_in(without))
    return {organisation.id: organisation for organisation in db.session.scalars(found)}


def _together(organisation_id: int) -> dict[int, list[Named]]:
    """By organisation, the cooperations it has been in with this one, the latest first."""
    us, them = aliased(CooperationPartner), aliased(CooperationPartner)
    found = (
        select(them.organisation_id, Cooperation.title, Cooperation.id)
        .select_from(us)
        .join(Cooperation, Cooperation.id == us.cooperation_id)
        .join(them, them.cooperation_id == us.cooperation_id)
        .where(us.organisation_id == organisation_id, them.organisation_id != organisation_id)
        .where(us.state == "accepted", them.state == "accepted", Cooperation.state.in_(WORKED))
        .where(Cooperation.hidden_at.is_(None))
        .order_by(Cooperation.touched_at.desc(), Cooperation.id.desc())
    )
    done: dict[int, list[Named]] = defaultdict(list)
    for number, title, cooperation_id in db.session.execute(found):
        done[number].append((title, f"cooperation:{cooperation_id}"))
    return done


def _answers(cooperation: Cooperation) -> dict[int, list[Fit]]:
    """By organisation, what it offers of what is needed, the best first."""
    judge = Judge(live.scorer(), clock.today(), queries.groups())
    found: dict[int, list[Fit]] = defaultdict(list)
    for need in (*_posted(cooperation), *_named(cooperation)):
        listed = terms(need, live.scorer().profile(need))
        for other in live.sides(index.candidates("offer", listed)):
            score = judge.verdict(*_as_said(need, other.entry)).score
            if score >= TOLD_FROM:
                fit = Fit(score, other.entry.title, need.title, other.entry.id, need.id)
                found[int(other.entry.organisation or 0)].append(fit)
    for answers in found.values():
        answers.sort(key=lambda one: (-one.score, one.theirs, one.ours))
        del answers[MOST_ANSWERS:]
    return found


def _posted(cooperation: Cooperation) -> list[Entry]:
    """Its needs on the board."""
    posted = select(Listing.id).where(
        Listing.cooperation_id == cooperation.id, Listing.direction == "need", Listing.state == "active"
    )
    return [queries.entry_of(listing) for listing in queries.listings_by_id(list(db.session.scalars(posted)))]


def _named(cooperation: Cooperation) -> list[Entry]:
    """Each thing it says it needs: nothing is known of these but words."""
    named = dict.fromkeys(part.strip() for part in _NEEDS.split(cooperation.needs) if part.strip())
    return [
        Entry(id=f"{NAMED}{number}", direction="need", kind=guess(part).kind or "other", title=part)
        for number, part in enumerate(list(named)[:MOST_NEEDS])
    ]


def _as_said(need: Entry, offer: Entry) -> tuple[Entry, Entry]:
    """Where only words are known, only what an offer is about counts, and any kind could be meant."""
    if not need.id.startswith(NAMED):
        return need, offer
    kind = offer.kind if need.kind == "other" else need.kind
    return replace(need, kind=kind), replace(offer, availability=None, audiences=(), district=None)


def _idea(cooperation: Cooperation) -> Side:
    number = cooperation.district_number
    return Side(
        id=0,
        fields=frozenset(cooperation.fields),
        audiences=frozenset(cooperation.audiences),
        districts=frozenset([str(number)] if number is not None else []),
    )


def _side(organisation: Organisation) -> Side:
    return Side(
        id=organisation.id,
        fields=frozenset(organisation.fields),
        audiences=frozenset(organisation.audiences),
        languages=frozenset(organisation.languages),
        districts=frozenset(organisation.districts),
    )
