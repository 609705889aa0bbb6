"""Commands about the network as a whole: what it is made of, and how it is."""

import sys
from datetime import datetime

import click
from flask import current_app
from flask.cli import with_appcontext

from kiknet.config import Misconfigured, Settings
from kiknet.errors import Rejected


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["kiknet"]
    return settings


@click.command()
@click.option("--no-demo", is_flag=True, help="Leave an empty network empty.")
@with_appcontext
def prepare(no_demo: bool) -> None:
    """Migrate the database, compile templates, add reference data, and fill an empty network with the demo.

    The last line of the output is the environment to run with (demo, development or production).
    """
    from kiknet import preparation

    click.echo(preparation.prepare(_settings(), with_demo=not no_demo, say=_say))


@click.command()
@click.option("--organisations", default=120, show_default=True, type=click.IntRange(1, 100_000))
@click.option("--events", default=2000, show_default=True, type=click.IntRange(0, 1_000_000))
@click.option("--series", default=0, show_default=True, type=click.IntRange(0, 100_000), help="Beside the events.")
@click.option("--rooms", default=0, show_default=True, type=click.IntRange(0, 10_000))
@click.option("--bookings", default=0, show_default=True, type=click.IntRange(0, 1_000_000), help="Of these rooms.")
@click.option("--listings", default=0, show_default=True, type=click.IntRange(0, 1_000_000), help="On the board.")
@click.option("--cooperations", default=0, show_default=True, type=click.IntRange(0, 100_000), help="Over ten years.")
@click.option("--seed", default=1, show_default=True, help="The same seed and date give the same rows.")
@click.option("--from", "from_day", type=click.DateTime(["%Y-%m-%d"]), help="The network's today; today by default.")
@with_appcontext
def demo(  # one parameter for each option
    organisations: int,
    events: int,
    series: int,
    rooms: int,
    bookings: int,
    listings: int,
    cooperations: int,
    seed: int,
    from_day: datetime | None,
) -> None:
    """Fill the database with a made-up network of any size, for benchmarks and for looking around.

    300 events a month: four months ahead first, then further and further into the past.
    """
    from kiknet import clock, preparation
    from kiknet.search import service as search
    from kiknet.seeds import network, sizes

    if _settings().is_production:
        raise Misconfigured("Demo data have no place in production.")
    preparation.migrate()
    if network.has_real_people():
        raise Misconfigured("This database holds a real network, which demo data would spoil.")
    day = from_day.date() if from_day else clock.today()
    try:
        filled = sizes.fill(
            organisations=organisations, events=events, series=series, rooms=rooms, bookings=bookings,
            listings=listings, cooperations=cooperations, seed=seed, today=day,
        )  # fmt: skip
    except Rejected as refusal:
        raise Misconfigured(refusal.reason) from None
    search.refresh_index()
    number = f"{filled.events} events and {filled.series} series" if filled.series else f"{filled.events} events"
    _say(f"Added {filled.organisations} organisations with their places, and {number}. Sign in with:")
    click.echo(f"{sizes.EMAIL} {filled.password}")


@click.command()
@with_appcontext
def check() -> None:
    """Look at the installation and say what needs care. Exit code 1 if something does."""
    from kiknet import health

    findings = health.findings()
    for line in findings:
        click.echo(line)
    sys.exit(1 if any(line.startswith("!") for line in findings) else 0)


COMMANDS = (prepare, demo, check)
