"""How good the matching is on a labelled set: every need against all offers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kiknet.matching.entry import Entry
from kiknet.matching.judge import MOST_SHOWN, TOLD_FROM, Judge, Verdict
from kiknet.matching.reading import Judgement

GOALS = {"precision": 0.85, "in_three": 0.80, "in_ten": 0.95, "traps": 0.03, "needless": 0}


@dataclass(frozen=True)
class Ranked:
    """An offer's place among all for one need."""

    need: Entry
    offer: Entry
    verdict: Verdict
    grade: int | None

    @property
    def is_told(self) -> bool:
        return self.verdict.score >= TOLD_FROM


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True)
class Figures:
    """The figures of the issue, and how many of the pairs graded 2 are told."""

    precision: Share
    in_three: Share
    in_ten: Share
    traps: Share
    needless: Share
    told: Share

    def reached(self) -> dict[str, bool]:
        """Which goals are reached; with nothing to count none is missed."""

        def of(name: str) -> float:
            value: float | None = getattr(self, name).value
            return value if value is not None else (0.0 if name == "traps" else 1.0)

        found = {name: of(name) >= GOALS[name] for name in ("precision", "in_three", "in_ten")}
        return {**found, "traps": of("traps") <= GOALS["traps"], "needless": self.needless.part == 0}


def rank(judge: Judge, entries: Iterable[Entry], judgements: Iterable[Judgement]) -> dict[str, list[Ranked]]:
    """All offers for every need, the best first; those a hard rule excludes come last."""
    listed = list(entries)
    grades = {(j.need, j.offer): j.grade for j in judgements}
    offers = [entry for entry in listed if entry.direction == "offer"]
    found = {}
    for need in (entry for entry in listed if entry.direction == "need"):
        ranked = [Ranked(need, o, judge.verdict(need, o), grades.get((need.id, o.id))) for o in offers]
        found[need.id] = sorted(ranked, key=lambda r: (-r.verdict.exact, r.offer.id))
    return found


def shown(ranked: Sequence[Ranked]) -> list[Ranked]:
    return [one for one in ranked if one.is_told][:MOST_SHOWN]


def figures(ranked: Mapping[str, Sequence[Ranked]], judgements: Sequence[Judgement]) -> Figures:
    """Pairs that nobody judged count as not fitting where they are shown."""
    of_need: dict[str, dict[str, int]] = defaultdict(dict)
    for judged in judgements:
        of_need[judged.need][judged.offer] = judged.grade
    seen = [one for need in of_need for one in shown(ranked.get(need, ()))]
    best = [(j, _place(ranked.get(j.need, ()), j.offer)) for j in judgements if j.grade == 2]
    traps = [j for j in judgements if j.grade == 0]
    fruitless = [need for need in ranked if not any(of_need[need].values())]
    return Figures(
        precision=Share(sum(bool(one.grade) for one in seen), len(seen)),
        in_three=Share(sum(place < 3 for _, place in best), len(best)),
        in_ten=Share(sum(place < 10 for _, place in best), len(best)),
        traps=Share(sum(_is_told(ranked.get(j.need, ()), j.offer) for j in traps), len(traps)),
        needless=Share(sum(bool(shown(ranked[need])) for need in fruitless), len(fruitless)),
        told=Share(sum(_is_told(ranked.get(j.need, ()), j.offer) for j, _ in best), len(best)),
    )


def _place(ranked: Sequence[Ranked], offer: str) -> int:
    """From 0; behind everything when a hard rule excludes it."""
    return next(
        (n for n, one in enumerate(ranked) if one.offer.id == offer and not one.verdict.refusal), len(ranked) + 99
    )


def _is_told(ranked: Sequence[Ranked], offer: str) -> bool:
    return any(one.is_told for one in ranked if one.offer.id == offer)
