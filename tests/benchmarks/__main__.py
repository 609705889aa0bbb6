"""How fast kiknet is: with 2,000 and 20,000 events, beside a bare Flask application in the same run.

.venv/bin/python tests/benchmarks            a table (about ten minutes on two cores)
.venv/bin/python tests/benchmarks --quick    one round of everything, to see whether it works
.venv/bin/python tests/benchmarks --only posting --only month    just these operations
.venv/bin/python tests/benchmarks --check    exit status 1 if a target is missed
.venv/bin/python tests/benchmarks --json results.json
"""

import argparse
import contextlib
import json
import sys
import tempfile
from pathlib import Path

import report
from client import Visitor
from floor_app import make_database
from measure import Figures, Operation, Plan, Target, measure
from network import FEED, LIST, Network, an_organisation, entries, foreign, next_month, operations
from servers import Server, server
from weight import first_visit

SMALL, LARGE = 2_000, 20_000
IMPORTED = 2_000
STARTS = 3
PAGES = ("/", "/kalender", LIST, next_month())


def main() -> int:
    options = _options()
    plan = Plan(rounds=1, requests=10, seconds=0.3) if options.quick else Plan()
    with tempfile.TemporaryDirectory(prefix="kiknet-benchmark-") as folder, contextlib.ExitStack() as running:
        results = _run(Path(folder), running, plan, options.only)
    print(report.table(results))
    if options.json:
        Path(options.json).write_text(json.dumps(report.as_data(results), indent=2) + "\n")
    return 1 if options.check and not all(target.met for target in report.targets(results)) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one short round, for a first look")
    parser.add_argument("--only", metavar="OPERATION", action="append", help="measure this one; can be repeated")
    parser.add_argument("--check", action="store_true", help="exit status 1 if a target is missed")
    parser.add_argument("--json", metavar="FILE", help="write the figures there too")
    return parser.parse_args()


def _run(folder: Path, running: contextlib.ExitStack, plan: Plan, only: list[str] | None) -> report.Results:
    networks = {}
    for events in (SMALL, LARGE):
        _say(f"Making a network with {events:,} events")
        networks[events] = Network(folder / str(events), events)
    starts = [_start_and_stop(networks[LARGE]) for _ in range(STARTS)]
    kiknets = {
        events: running.enter_context(server("wsgi:app", "/", network.environment))
        for events, network in networks.items()
    }
    floor = running.enter_context(_floor(folder, kiknets[LARGE]))
    weight = {page: first_visit(kiknets[LARGE].port, page) for page in PAGES}  # before anything is posted
    return report.Results(
        figures=_measure_everything(networks, kiknets, floor, plan, only),
        imports={} if only else _import(networks[SMALL], kiknets),
        memory={"kiknet": kiknets[LARGE].memory(), "floor": floor.memory()},
        starts=sorted(starts),
        weight=weight,
    )


def _start_and_stop(network: Network) -> float:
    with server("wsgi:app", "/", network.environment) as started:
        return started.first_answer


def _floor(folder: Path, kiknet: Server) -> contextlib.AbstractContextManager[Server]:
    """The floor shows as many entries in a month, and serves the same feed, as kiknet does."""
    visitor = Visitor(kiknet.port)
    (folder / "feed.ics").write_bytes(visitor.get(FEED).body)
    make_database(folder / "floor.sqlite")
    environment = {
        "FLOOR_DATABASE": str(folder / "floor.sqlite"),
        "FLOOR_FEED": str(folder / "feed.ics"),
        "FLOOR_ROWS": str(len(entries(visitor, next_month()))),
    }
    return server("floor_app:create_app()", "/hello", environment)


def _measure_everything(
    networks: dict[int, Network], kiknets: dict[int, Server], floor: Server, plan: Plan, only: list[str] | None
) -> dict[str, dict[str, Figures]]:
    ours = {events: operations(networks[events], kiknets[events]) for events in networks}
    theirs = _floor_operations(floor)
    figures = {}
    for name in [each for each in ours[LARGE] if not only or each in only]:
        _say(f"Measuring: {name}")
        targets = {"hello": theirs["hello"]} | {f"kiknet {events}": ours[events][name] for events in ours}
        if same := theirs.get(report.FLOOR_PAGE.get(name, name)):
            targets["floor"] = same
        if beside := report.BESIDE.get(name):
            targets[beside] = ours[LARGE][beside]
        figures[name] = measure(targets, plan)
    return figures


def _floor_operations(floor: Server) -> dict[str, Target]:
    visitor = Visitor(floor.port)
    known = {"If-None-Match": visitor.get("/feed").headers["etag"]}
    event = {"title": "New", "starts": "2026-12-01T19:00", "ends": "2026-12-01T21:00", "description": "…"}
    every = {
        "hello": Operation(["/hello"]),
        "month": Operation(["/month"]),
        "list": Operation(["/list"]),
        "event": Operation([f"/event/{number}" for number in range(1, 2000, 37)]),
        "text filter": Operation(["/search?q=Kuchen"]),
        "feed": Operation(["/feed"]),
        "feed, not modified": Operation(["/feed"], headers=known, status=304),
        "posting": Operation(["/event"], fields=lambda: event, status=303),
    }
    return {name: Target(visitor, operation, floor) for name, operation in every.items()}


def _import(network: Network, kiknets: dict[int, Server]) -> dict[str, float]:
    """Seconds for a calendar of two thousand events, and for the same once more."""
    _say("Importing")
    calendar = foreign(Visitor(kiknets[LARGE].port).get(FEED).body, IMPORTED)
    slug = an_organisation(Visitor(kiknets[SMALL].port))
    return {
        f"{IMPORTED:,} new events": network.take_over(calendar, slug),
        "the same again": network.take_over(calendar, slug),
    }


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
