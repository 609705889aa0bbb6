"""The command line: `kiknet --help` explains itself."""

import gc
import sys
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import FlaskGroup

from kiknet import cli_concept, cli_import, cli_matching, cli_network, cli_user
from kiknet.config import Misconfigured, Settings


def _app() -> Flask:
    gc.disable()  # what is made while starting stays: looking for garbage in it takes a seventh of the time
    try:
        from kiknet.app import create_app  # the supervisor of `run` must stay small

        return create_app()
    finally:
        gc.enable()


@click.group(cls=FlaskGroup, create_app=_app, add_default_commands=False, load_dotenv=False, add_version_option=False)
def cli() -> None:
    """kiknet: the shared calendar and resource board of a city's integration network.

    Settings come from the environment (HOST, PORT, KIKNET_INSTANCE, KIKNET_DATABASE_URL, …); the README lists them.
    """


cli.params.clear()  # --app, --env-file and --debug: our settings come from the environment alone


@cli.command(with_appcontext=False)
@click.option("--no-demo", is_flag=True, help="Start with an empty network instead of the demo.")
def run(no_demo: bool) -> None:
    """Bring everything up to date, then start the server and the worker. Ctrl-C stops both."""
    from kiknet import supervisor

    supervisor.run(Settings.from_environment(), with_demo=not no_demo)


@cli.command()
def work() -> None:
    """Do what happens by itself: send mail, keep stored texts fresh, tidy up."""
    from huey.consumer import Consumer

    from kiknet import jobs

    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the worker's threads know no "current"
    Consumer(jobs.queue_of(app), workers=1, periodic=True, check_worker_health=True).run()


@cli.command(with_appcontext=False, context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("args", nargs=-1, type=click.UNPROCESSED)
def test(args: tuple[str, ...]) -> None:
    """Check everything: lint, types, imports, translations, migrations and the whole suite."""
    from kiknet import checks

    sys.exit(checks.main(list(args)))


for command in cli_network.COMMANDS:
    cli.add_command(command)
cli.add_command(cli_user.user)
cli.add_command(cli_import.import_ics)
cli.add_command(cli_concept.import_concept)
cli.add_command(cli_matching.match_check)


@cli.group()
def i18n() -> None:
    """Translations."""


@i18n.command("compile", with_appcontext=False)
def compile_() -> None:
    """Join each language's catalogues into the file gettext reads."""
    from kiknet import catalogues

    click.echo(", ".join(catalogues.compile_stale()) or "nothing to do")


def main() -> Any:
    """The console script: settings that cannot be used are told in a sentence, not a traceback."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    try:
        return cli(prog_name="kiknet")
    except Misconfigured as trouble:
        click.echo(f"kiknet: {trouble}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
