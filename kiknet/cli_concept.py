"""Taking over the municipal concept from the command line."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from flask.cli import with_appcontext

if TYPE_CHECKING:
    from kiknet.concept.catalogue import Catalogue, Differences, Entry


@click.command("import-concept")
@click.option("--version", "name", required=True, metavar="NAME", help="What this version is called, such as 2021.")
@click.option("--credit", default="", metavar="TEXT", help="Whose concept it is; stands below the public pages.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.argument("measures", metavar="MEASURES.csv", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def import_concept(name: str, credit: str, dry_run: bool, measures: Path) -> None:
    """Take over a catalogue of measures, all or nothing. The same name again brings that version up to date.

    \b
    The table has a first line with these columns, in any order:
      field_key, goal_no, goal_label_de, measure_no, measure_label_de   and, if you like, plain
    or in German: Handlungsfeld, Ziel Nr., Ziel, Maßnahme Nr., Maßnahme, In einfachen Worten

    Says what is new, changed and gone. With wrong lines: lists them, takes over nothing, exit status 1.
    """
    from kiknet import i18n
    from kiknet.concept import catalogue, queries, taking
    from kiknet.errors import ChangedMeanwhile, Rejected

    with i18n.as_("en"):  # like everything the command line says
        try:
            read = catalogue.read(catalogue.text_of(_bytes(measures)), queries.field_keys())
            for problem in read.problems:
                click.echo(f"  line {problem.line}: {problem.reason} {problem.text}".rstrip())
            is_for_looking = dry_run or bool(read.problems)
            outlook = taking.look_ahead(name, read) if is_for_looking else taking.take_over(name, read, credit=credit)
        except Rejected as refusal:
            _refuse(str(refusal.reason))
        except ChangedMeanwhile:
            _refuse("Somebody else has changed this version at the same moment. Please try again.")
        if read.problems:
            _refuse(f"{len(read.problems)} lines are wrong. Nothing was taken over.")
    click.echo(_in_words(read, outlook.differences, is_dry=dry_run))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as trouble:
        _refuse(f"{path}: {trouble.strerror}")


def _in_words(read: "Catalogue", found: "Differences", *, is_dry: bool) -> str:
    whole = f"{len(read.fields)} fields, {len(read.goals)} goals, {len(read.entries)} measures"
    counts = f"{len(found.new)} new, {len(found.changed)} changed, {found.unchanged} as before, {len(found.gone)} gone"
    lines = [f"{'Would be' if is_dry else 'Done'}: {counts} ({whole})."]
    changed = [after for _before, after in found.changed]
    for word, entries in (("new", found.new), ("changed", changed), ("gone", found.gone)):
        lines += [_line(word, entry) for entry in entries]
    return "\n".join(lines)


def _line(word: str, entry: "Entry") -> str:
    return f"  {word:8} {entry.field} {entry.number} – {entry.title}"


def _refuse(reason: str) -> NoReturn:
    click.echo(f"kiknet: {reason}", err=True)
    sys.exit(1)
