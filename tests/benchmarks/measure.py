"""Rounds of timed requests.

Targets take turns within a round, so that a machine that slows down slows them all, and ratios are taken between
blocks of the same round.
"""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import NamedTuple

from client import Answer, Visitor
from servers import Server

CROWD = 8
WARM_UP = 3


@dataclass(frozen=True)
class Plan:
    """How long to measure; every block ends when either bound is reached."""

    rounds: int = 5
    requests: int = 40
    seconds: float = 1.0


@dataclass(frozen=True)
class Operation:
    """What a visitor asks for, over and over."""

    paths: list[str]
    headers: dict[str, str] = field(default_factory=dict)
    fields: Callable[[], dict[str, str]] | None = None
    before: Callable[[], object] | None = None
    """What must happen before each request, and is not measured."""
    status: int = 200
    leads_to: str = ""
    """How the address it redirects to begins: a refusal redirects as well."""

    def request(self, visitor: Visitor, turn: int) -> bytes:
        path = self.paths[turn % len(self.paths)]
        if self.fields is None:
            return visitor.request("GET", path, self.headers)
        return visitor.request("POST", path, self.headers, self.fields())

    def perform(self, visitor: Visitor, turn: int) -> tuple[float, Answer]:
        """Seconds that one request took, and what came back."""
        if self.before is not None:
            self.before()
        request = self.request(visitor, turn)
        started = time.perf_counter()
        answer = visitor.send(request)
        took = time.perf_counter() - started
        target = answer.headers.get("location", "")
        if answer.status != self.status or not target.startswith(self.leads_to):
            raise SystemExit(f"{self.paths[0]} answered {answer.status} {target}, not {self.status} {self.leads_to}")
        return took, answer


@dataclass
class Figures:
    """What was measured of one operation on one target."""

    rounds: list[list[float]] = field(default_factory=list)
    per_second: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    """Seconds of processor time that the server spent on a request, one value a round."""
    size: int = 0

    @property
    def median(self) -> float:
        """Milliseconds."""
        return statistics.median(self._all()) * 1000

    @property
    def p95(self) -> float:
        return statistics.quantiles(self._all(), n=20)[-1] * 1000

    @property
    def processor(self) -> float | None:
        """Milliseconds; unlike the others it hardly depends on what else the machine is doing."""
        return statistics.median(self.worked) * 1000 if self.worked else None

    @property
    def at_eight(self) -> float | None:
        return statistics.median(self.per_second) if self.per_second else None

    def _all(self) -> list[float]:
        return [seconds for block in self.rounds for seconds in block]


def ratio(of: Figures, to: Figures) -> float:
    """How many times `to` it costs: the median over the rounds."""
    pairs = zip(of.rounds, to.rounds, strict=True)
    return statistics.median(statistics.median(a) / statistics.median(b) for a, b in pairs)


class Target(NamedTuple):
    """Who asks whom for what."""

    visitor: Visitor
    operation: Operation
    server: Server


def measure(targets: dict[str, Target], plan: Plan) -> dict[str, Figures]:
    """Measures one operation on all targets."""
    figures = {name: Figures() for name in targets}
    for turn in range(plan.rounds):
        names = list(targets)
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            _one_client(targets[name], plan, turn, figures[name])
            if targets[name].operation.before is None:
                figures[name].per_second.append(_crowd(targets[name], plan.seconds))
    return figures


def _one_client(target: Target, plan: Plan, turn: int, figures: Figures) -> None:
    visitor, operation, server = target
    first = turn * 1000
    for number in range(WARM_UP):
        operation.perform(visitor, first + number)
    deadline, worked = time.perf_counter() + plan.seconds, server.worked()
    times: list[float] = []
    while len(times) < plan.requests and (len(times) < 3 or time.perf_counter() < deadline):
        took, answer = operation.perform(visitor, first + WARM_UP + len(times))
        times.append(took)
    figures.rounds.append(times)
    figures.size = answer.size
    if operation.before is None and worked:
        figures.worked.append((server.worked() - worked) / len(times))


def _crowd(target: Target, seconds: float) -> float:
    """Answers per second when eight ask at the same time, each as soon as the last answer is there."""
    visitor, operation, _server = target
    started = time.perf_counter()

    def ask(member: int) -> int:
        own, answered = Visitor(visitor.port, visitor.cookies), 0
        own.keeps_cookies = visitor.keeps_cookies
        while time.perf_counter() < started + seconds:
            operation.perform(own, member * 1000 + answered)
            answered += 1
        own.close()
        return answered

    with ThreadPoolExecutor(CROWD) as crowd:
        answered = sum(crowd.map(ask, range(CROWD)))
    return answered / (time.perf_counter() - started)
