"""The figures as a table, as data, and held against the targets."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from measure import Figures, ratio

SMALL, LARGE = "kiknet 2000", "kiknet 20000"

FLOOR_PAGE = {
    "month, compressed": "month",
    "month, after a change": "month",
    "feed, after a change": "feed",
    "feed, compressed": "feed",
    "feed with series": "feed",
}
"""The floor's page that an operation is held against, where it has another name."""

BESIDE = {"finding a room": "month, after a change", "finding anything free": "month, after a change"}
"""An operation of kiknet itself that is measured in the same rounds, to hold another one against."""

AT_MOST = {
    ("month", "floor"): 2,
    ("month, compressed", "floor"): 2,
    ("event", "hello"): 6,
    ("text filter", "hello"): 25,
    ("search", "hello"): 25,
    ("search, in every text", "hello"): 60,
    ("posting", "hello"): 25,
    ("feed", "floor"): 2,
    ("feed with series", "floor"): 2,
    ("dates, not modified", "hello"): 2,
    ("feed, after a change", "floor"): 10,
    ("feed, not modified", "hello"): 2,
    ("finding a room", "month, after a change"): 1,
    ("finding anything free", "month, after a change"): 1,
}
"""How many times the other it may cost at 20,000 events: the median of one client."""

SAME_AT_ANY_SIZE = ("month", "list", "board", "event", "feed, not modified", "posting")
GROWTH = 1.2
MEMORY_MIB = 180
START_SECONDS = 1.5
FIRST_VISIT_BYTES, FIRST_VISIT_REQUESTS = 60_000, 6


@dataclass(frozen=True)
class Results:
    figures: dict[str, dict[str, Figures]]
    """By operation, then by who answered: hello, floor, kiknet with few and with many events."""
    memory: dict[str, float]
    imports: dict[str, float]
    """Seconds of the command, by what it was given."""
    starts: list[float]
    weight: dict[str, tuple[int, int]]

    def ratio(self, operation: str, to: str, of: str = LARGE) -> float | None:
        measured = self.figures[operation]
        return ratio(measured[of], measured[to]) if to in measured else None


@dataclass(frozen=True)
class Target:
    what: str
    measured: float
    at_most: float

    @property
    def met(self) -> bool:
        return self.measured <= self.at_most


def targets(results: Results) -> Iterator[Target]:
    for (operation, other), at_most in AT_MOST.items():
        if operation not in results.figures:
            continue
        yield Target(f"{operation} ÷ {other}", results.ratio(operation, other) or 0, at_most)
    for operation in (each for each in SAME_AT_ANY_SIZE if each in results.figures):
        yield Target(f"{operation}, 20,000 ÷ 2,000 events", results.ratio(operation, SMALL) or 0, GROWTH)
    yield Target("memory in MiB", results.memory["kiknet"], MEMORY_MIB)
    yield Target("seconds to the first answer", results.starts[len(results.starts) // 2], START_SECONDS)
    for page, (requests, size) in results.weight.items():
        yield Target(f"first visit to {page}: requests", requests, FIRST_VISIT_REQUESTS)
        yield Target(f"first visit to {page}: bytes", size, FIRST_VISIT_BYTES)


def table(results: Results) -> str:
    head = ["", "median ms", "p95 ms", "processor ms", "at eight /s", "bytes", "÷ hello", "÷ floor", "÷ 2,000"]
    rows = [_row(results, operation) for operation in results.figures]
    hello = next(iter(results.figures.values()))["hello"]
    rows.append(["(hello)", *_numbers(hello), "", "", ""])
    held = [["", f"{each.measured:,.2f}", f"≤ {each.at_most:,g}", each.what] for each in targets(results)]
    for line, each in zip(held, targets(results), strict=True):
        line[0] = "ok" if each.met else "MISSED"
    floor = f"(The floor's memory: {results.memory['floor']:.0f} MiB.)"
    imports = [f"Import of {what}: {seconds:.1f} s" for what, seconds in results.imports.items()]
    title = "kiknet with 20,000 events, one client"
    return "\n".join(["", title, *_aligned([head, *rows]), "", "Targets", *_aligned(held), *imports, floor])


def as_data(results: Results) -> dict[str, object]:
    """Everything measured, for other programs."""
    return {
        "operations": {
            operation: {
                who: {
                    "median_ms": each.median,
                    "p95_ms": each.p95,
                    "processor_ms": each.processor,
                    "at_eight_per_second": each.at_eight,
                    "bytes": each.size,
                }
                for who, each in measured.items()
            }
            for operation, measured in results.figures.items()
        },
        "memory_mib": results.memory,
        "import_seconds": results.imports,
        "starts_seconds": results.starts,
        "first_visit": {page: {"requests": n, "bytes": size} for page, (n, size) in results.weight.items()},
        "targets": [asdict(target) | {"met": target.met} for target in targets(results)],
    }


def _row(results: Results, operation: str) -> list[str]:
    ratios = (results.ratio(operation, other) for other in ("hello", "floor", SMALL))
    times = ["" if each is None else f"{each:.2f}" for each in ratios]
    return [operation, *_numbers(results.figures[operation][LARGE]), *times]


def _numbers(figures: Figures) -> list[str]:
    processor = "" if figures.processor is None else f"{figures.processor:.2f}"
    at_eight = "" if figures.at_eight is None else f"{figures.at_eight:.0f}"
    return [f"{figures.median:.2f}", f"{figures.p95:.2f}", processor, at_eight, f"{figures.size:,}"]


def _aligned(rows: list[list[str]]) -> list[str]:
    """First column to the left, as words are; numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if place == 0 or (place == len(row) - 1 and cell[:1].isalpha()) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
