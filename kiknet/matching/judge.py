"""Points for a pair, with what carried them, what is missing and what would improve it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kiknet.matching import numbers, rules, times, tongues
from kiknet.matching.entry import Entry
from kiknet.matching.said import pairs, terms
from kiknet.matching.scorer import Likeness, Scorer
from kiknet.matching.weights import BASE, FOR_PEOPLE, FOR_THINGS, PLACELESS, POINTS, WHOLE, kinship

TOLD_FROM, SHOWN_FROM, MOST_SHOWN = 60, 40, 3
ONE_SIDE_ONLY = 0.5
CERTAIN = 0.6
"""From this much in common what both are about no longer lowers the whole."""
FLOOR = 0.35
SOMETHING, OTHERWISE = 0.1, 0.7
SHORT = 0.59
"""Too few pieces, too short a time, too little of a language: it could fit, but nobody is told."""
EXCHANGE = 0.8
"""Two who teach each other their languages have found what it is about."""
FREE_AND_LARGE, PLAIN = 0.4, 0.3
"""How much nearer a room that is large enough is to what is needed: if it is free just then, and if one only sits and
talks there, for which any room will do."""
MOST_OF_IT = 0.5
"""Who needs a room for an afternoon is not helped by an hour of it."""
FRESH_DAYS = 30
OTHER_DISTRICT, NEAR_DISTRICT = 0.2, 0.7
CLOSE_AUDIENCES = {
    frozenset({"parents", "families"}): 0.9,
    frozenset({"children", "families"}): 0.8,
    frozenset({"children", "parents"}): 0.5,
    frozenset({"children", "youth"}): 0.6,
    frozenset({"women", "parents"}): 0.5,
    frozenset({"women", "families"}): 0.4,
}
FOR_ALL = 0.7
CROSSWISE = frozenset({"women", "men", "newcomers"})
"""They can be young or old as well."""
OTHERS = ({"women", "men"}, {"women", "children"}, {"men", "children"})


@dataclass(frozen=True)
class Reason:
    """One factor with the points it gave, of how many, and what its sentence is made of."""

    factor: str
    points: int
    of: int
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What is thought of a pair. `exact` orders those whose `score` is the same; `refusal` is the hard rule broken."""

    score: int
    exact: float = 0.0
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    improvements: tuple[str, ...] = ()
    refusal: str | None = None


@dataclass(frozen=True)
class _Part:
    factor: str
    credit: float
    params: Mapping[str, Any] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    improve: tuple[str, ...] = ()
    is_short: bool = False


class Judge:
    """Compares needs and offers on one day. `groups` says which districts lie together."""

    def __init__(self, scorer: Scorer, today: date, groups: Mapping[int, str] | None = None) -> None:
        self._scorer, self._today, self._groups = scorer, today, groups or {}

    def verdict(self, need: Entry, offer: Entry) -> Verdict:
        """Deterministic; 0 points and the reason when a hard rule is broken."""
        refusal = rules.refusal(need, offer, self._today)
        if refusal:
            return Verdict(0, refusal=refusal)
        likeness = self._scorer.likeness(need, offer)
        parts = [part for part in self._parts(need, offer, likeness) if part]
        most = sum(POINTS[part.factor] for part in parts)
        share = sum(POINTS[part.factor] * part.credit for part in parts) / most
        exact = 100 * share * _trust(need, offer, parts)
        gaps = ["said"] if exact >= SHOWN_FROM and pairs.against(need, offer, self._today) else []
        exact *= SHORT if gaps else 1.0
        return Verdict(
            score=int(exact),
            exact=exact,
            reasons=tuple(_reason(part) for part in parts if part.credit > 0),
            missing=tuple(dict.fromkeys([*gaps, *(what for part in parts for what in part.missing)])),
            improvements=tuple(dict.fromkeys(what for part in parts for what in part.improve)),
        )

    def _parts(self, need: Entry, offer: Entry, likeness: Likeness) -> Iterable[_Part | None]:
        when = times.fit(need.availability, offer.availability, is_whole=need.kind in WHOLE)
        yield _topic(need, offer, likeness, when)
        yield _language(need, offer)
        yield _time(need, when)
        yield self._district(need, offer)
        yield _audience(need, offer)
        yield self._freshness(need, offer)

    def _district(self, need: Entry, offer: Entry) -> _Part | None:
        one, other = need.district, offer.district
        can_be_left = need.kind in PLACELESS or offer.kind in PLACELESS
        if one is None or other is None:
            is_said = one is not None or other is not None
            return _Part("district", ONE_SIDE_ONLY, missing=("district",)) if is_said and not can_be_left else None
        if one == other:
            return _Part("district", 1.0, {"district": one})
        if self._groups.get(one) and self._groups.get(one) == self._groups.get(other):
            return _Part("district", NEAR_DISTRICT, {"group": self._groups[one]})
        return None if can_be_left else _Part("district", OTHER_DISTRICT)

    def _freshness(self, need: Entry, offer: Entry) -> _Part | None:
        ends = [entry.valid_until for entry in (need, offer) if entry.valid_until]
        if not ends:
            return None
        days = (min(ends) - self._today).days
        return _Part("freshness", min(1.0, max(0.2, days / FRESH_DAYS)), improve=("renew",) if days < 14 else ())


def _trust(need: Entry, offer: Entry, parts: Sequence[_Part]) -> float:
    """Nothing else makes up for two different subjects; too few pieces or too little time only "could fit"."""
    subject = min(1.0, FLOOR + (1 - FLOOR) * parts[0].credit / CERTAIN)
    is_short = numbers.share_of_quantity(need, offer) < 1 or any(part.is_short for part in parts)
    kinds = kinship(need.kind, offer.kind, is_counted=offer.quantity is not None)
    return subject * (SHORT if is_short or _is_for_others(need, offer) else 1.0) * kinds


def _is_for_others(need: Entry, offer: Entry) -> bool:
    """Whether what is done or worn is for other people: for children, not for the old."""
    both = [(one, other) for one in pairs.audiences(need) for other in pairs.audiences(offer)]
    is_fitted = {need.kind, offer.kind} <= FOR_PEOPLE or terms.are_worn(need, offer) or terms.are_done(need, offer)
    return is_fitted and bool(both) and all(_are_others(*pair) for pair in both)


def _are_others(one: str, other: str) -> bool:
    if "adults" in (one, other):
        return bool({one, other} & {"children", "youth"})
    is_crosswise = bool({one, other} & CROSSWISE) and {one, other} not in OTHERS
    return not is_crosswise and not _alike(one, other)


def _topic(need: Entry, offer: Entry, likeness: Likeness, when: times.Fit | None) -> _Part:
    base = _base(need, offer, likeness)
    asked, given = numbers.capacity(need), numbers.capacity(offer)
    if need.kind == offer.kind == "room" and asked and given:
        base += (1 - base) * _how_near(likeness, when)
    credit = base + (1 - base) * likeness.credit
    params: dict[str, Any] = {}
    if not (need.kind == offer.kind == "language_partner" and likeness.credit < SOMETHING):
        params = {"concepts": list(likeness.shared[:3]), "words": list(likeness.words[:3])}
    if asked and given:
        params["capacity"] = given
    if likeness.denied:
        params["denied"] = list(likeness.denied)
    missing: tuple[str, ...] = ("capacity",) if asked and given is None else ()
    if numbers.quantity(need) and numbers.quantity(offer) is None:
        missing += ("quantity",)
    improve = ("topics",) if not likeness.shared else ()
    return _Part("topic", credit, params, missing, improve, is_short=bool(likeness.denied))


def _base(need: Entry, offer: Entry, likeness: Likeness) -> float:
    """What the kinds say by themselves; less when both name what they mean and it is something else."""
    base = min(BASE.get(need.kind, 0.0), BASE.get(offer.kind, 0.0))
    if need.kind == offer.kind == "language_partner":
        fit = tongues.fit(need, offer)
        return EXCHANGE if fit and fit.exchanged else base
    if "transport" in (need.kind, offer.kind):
        return base * (likeness.carries if likeness.carries is not None else 1.0)
    return base * OTHERWISE if _names_something_else(likeness) and need.kind == "room" else base


def _names_something_else(likeness: Likeness) -> bool:
    return likeness.has_asked and likeness.has_named and likeness.credit < SOMETHING


def _how_near(likeness: Likeness, when: times.Fit | None) -> float:
    """What a room that is large enough has gained by that, also by being free for the whole of the time."""
    is_free = when is not None and when.window is not None and when.credit == 1
    is_it = bool(likeness.shared) or likeness.is_plain
    if is_free and is_it and not _names_something_else(likeness):
        return FREE_AND_LARGE
    return PLAIN if likeness.is_plain else 0.0


def _language(need: Entry, offer: Entry) -> _Part | None:
    fit = tongues.fit(need, offer)
    if fit is None:
        return None
    if not fit.codes:
        return _Part("language", fit.credit, missing=("language",), improve=("languages",))
    params = {"languages": list(fit.codes), "exchanged": list(fit.exchanged)}
    return _Part(
        "language",
        fit.credit,
        params,
        improve=("level",) if fit.is_level_low else (),
        is_short=fit.is_level_low,
    )


def _time(need: Entry, fit: times.Fit | None) -> _Part | None:
    if fit is None:
        return None
    if fit.window is None:
        return _Part(
            "time",
            fit.credit,
            {"flexible": fit.is_flexible},
            ("time",) if fit.is_open else (),
            ("time",) if fit.is_open else (),
        )
    params = {
        "weekday": fit.window.weekday,
        "day": fit.window.day.isoformat() if fit.window.day else None,
        "begins": fit.window.begins.isoformat("minutes") if fit.window.begins else None,
        "ends": fit.window.ends.isoformat("minutes") if fit.window.ends else None,
    }
    is_short = need.kind in WHOLE and fit.credit < MOST_OF_IT
    return _Part("time", fit.credit, params, ("clock",) if fit.is_open else (), is_short=is_short)


def _audience(need: Entry, offer: Entry) -> _Part | None:
    one, other = (set(pairs.named_audiences(entry.audiences)) for entry in (need, offer))
    best = max((_alike(a, b) for a in one for b in other), default=0.0)
    if best < 1 and (need.kind in FOR_THINGS or offer.kind in FOR_THINGS):
        return None
    if not one or not other:
        return _Part("audience", ONE_SIDE_ONLY, improve=("audiences",)) if one or other else None
    return _Part("audience", best, {"audiences": sorted(one & other)})


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return FOR_ALL if "everyone" in (one, other) else CLOSE_AUDIENCES.get(frozenset({one, other}), 0.0)


def _reason(part: _Part) -> Reason:
    most = POINTS[part.factor]
    return Reason(part.factor, round(most * part.credit), most, part.params)
