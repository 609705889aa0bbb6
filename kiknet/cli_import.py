"""Taking over a calendar from the command line."""

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click
from flask.cli import with_appcontext

SENTENCES = {
    "new": "{} new",
    "changed": "{} changed",
    "unchanged": "{} as before",
    "skipped": "{} skipped",
    "gone": "{} gone",
}


@click.command("import-ics")
@click.option("--organisation", "slug", required=True, metavar="SLUG", help="The organisation the events belong to.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON (see below).")
@click.argument("what", metavar="FILE|URL")
@with_appcontext
def import_ics(slug: str, dry_run: bool, as_json: bool, what: str) -> None:
    """Take over the events of a calendar (.ics) or table (.csv): a file, or the address of one.

    Says what is new, changed, skipped and why. When the calendar is refused as a whole: exit status 1 and the reason.

    \b
    With --json one object on standard output:
      organisation, dry_run
      counts    {"new": 3, "changed": 1, "unchanged": 40, "skipped": 2, "gone": 0}
      new, changed, gone
                [{"uid", "title", "starts", "repeats", "line", "event_id"}, …]
      skipped   the same with "reason"; what could not be read has "line", "title", "reason"
      hints     [{"line", "title", "reason"}, …]: read, but with a guess
    and when it is refused: {"refused": "the reason"}
    """
    from kiknet import i18n
    from kiknet.errors import KiknetError, Rejected

    with i18n.as_("en"):  # like everything the command line says
        try:
            report = _report(slug, what, is_dry=dry_run)
        except Rejected as refusal:
            _refuse(str(refusal.reason), as_json)
        except KiknetError:
            _refuse("This organisation does not take part (any more).", as_json)
    click.echo(json.dumps(report, ensure_ascii=False, indent=2) if as_json else _in_words(report))


def _report(slug: str, what: str, *, is_dry: bool) -> dict[str, Any]:
    from kiknet import clock
    from kiknet.imports import command, formats, taking

    by = command.acting_for(slug)
    reading = formats.read(_bytes(what), clock.today())
    outcome = taking.look_ahead(by, reading) if is_dry else taking.take_over(by, reading)
    return {"organisation": slug, "dry_run": is_dry, **outcome.full_report}


def _bytes(what: str) -> bytes:
    """Raises `Rejected` for what cannot be read or fetched."""
    from kiknet.errors import Rejected
    from kiknet.imports import work
    from kiknet.imports.problem import MOST_BYTES

    if "://" in what:
        return work.fetcher().fetch(what).data or b""
    try:
        with Path(what).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as trouble:
        raise Rejected(f"{what}: {trouble.strerror}") from None


def _in_words(report: dict[str, Any]) -> str:
    counts = ", ".join(sentence.format(report["counts"][kind]) for kind, sentence in SENTENCES.items())
    lines = [f"{'Would be' if report['dry_run'] else 'Done'}: {counts}."]
    for kind in ("new", "changed", "gone", "skipped", "hints"):
        lines += [_line(kind, entry) for entry in report[kind]]
    return "\n".join(lines)


def _line(kind: str, entry: dict[str, Any]) -> str:
    where = f"line {entry['line']}" if entry.get("line") else ""
    parts = [entry.get("starts", "").replace("T", " "), entry["title"], entry.get("reason", ""), where]
    return f"  {kind.removesuffix('s'):8} " + " – ".join(part for part in parts if part)


def _refuse(reason: str, as_json: bool) -> NoReturn:
    if as_json:
        click.echo(json.dumps({"refused": reason}, ensure_ascii=False))
    click.echo(f"kiknet: {reason}", err=True)
    sys.exit(1)
