"""How good the matching is on a labelled set, from the command line."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask.cli import with_appcontext

if TYPE_CHECKING:
    from kiknet.matching.check import Figures, Ranked, Share
    from kiknet.matching.entry import Entry
    from kiknet.matching.judge import Judge
    from kiknet.matching.reading import Judgement

LABELS = {
    "precision": "of what is shown (from 60 points, at most three a need) is graded 1 or 2",
    "in_three": "of the pairs graded 2 stand among the first three",
    "in_ten": "of the pairs graded 2 stand among the first ten",
    "traps": "of the traps reach 60 points",
    "needless": "of the needs with nothing that fits show something",
}
GOALS = {"precision": ">= 85 %", "in_three": ">= 80 %", "in_ten": ">= 95 %", "traps": "<= 3 %", "needless": "none"}


@click.command("match-check")
@click.option("--reasons", is_flag=True, help="Say for every hit which reasons carried it, and what was shown wrongly.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day it is (today by default).")
@click.option("--language", default="en", type=click.Choice(["de", "en"]), help="In which language the reasons are.")
@click.argument("listings", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("qrels", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def match_check(listings: Path, qrels: Path, reasons: bool, today: datetime | None, language: str) -> None:
    """Rank all offers for every need of a labelled set, and say how good that is.

    LISTINGS holds one JSON object a line, QRELS need_id, offer_id, grade (2, 1, 0) and reason between tabs; the
    fields are explained in docs/matching.md.
    """
    from kiknet import clock, i18n
    from kiknet.matching import check

    entries, judgements = _read(listings, qrels)
    with i18n.as_(language):
        ranked = check.rank(_judge(today.date() if today else clock.today()), entries, judgements)
        if reasons:
            click.echo("\n".join(_explained(ranked, judgements)) + "\n")
        click.echo("\n".join(_report(check.figures(ranked, judgements))))


def _read(listings: Path, qrels: Path) -> "tuple[list[Entry], list[Judgement]]":
    from kiknet.matching import reading
    from kiknet.matching.entry import Unreadable

    path = listings
    try:
        entries = reading.entries(_lines(listings))
        path = qrels
        return entries, reading.judgements(_lines(qrels), [entry.id for entry in entries])
    except Unreadable as trouble:
        raise click.ClickException(f"{path}: {trouble}") from None


def _lines(path: Path) -> Iterator[str]:
    """Line by line, so that what cannot be read is told with its number; with or without a byte order mark."""
    from kiknet.matching.entry import Unreadable

    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                yield line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError:
                raise Unreadable(f"line {number}: not UTF-8") from None


def _judge(today: date) -> "Judge":
    from kiknet.matching.judge import Judge
    from kiknet.matching.scorer import WordScorer
    from kiknet.seeds.reference import rows

    groups = {int(row["number"]): row["group"] for row in rows("districts") if row["group"]}
    return Judge(WordScorer(), today, groups)


def _report(figures: "Figures") -> Iterator[str]:
    reached = figures.reached()
    for name, label in LABELS.items():
        share: Share = getattr(figures, name)
        yield f"{_percent(share):>7} {label} ({_counted(share)}; goal {GOALS[name]}: {_verdict(reached[name])})"
    yield f"{_percent(figures.told):>7} of the pairs graded 2 reach 60 points ({_counted(figures.told)})"


def _percent(share: "Share") -> str:
    return "–" if share.value is None else f"{share.value:.1%}".replace("%", " %")


def _counted(share: "Share") -> str:
    return f"{share.part} of {share.whole}"


def _verdict(is_reached: bool) -> str:
    return "reached" if is_reached else "MISSED"


def _explained(ranked: "Mapping[str, Sequence[Ranked]]", judgements: "Sequence[Judgement]") -> Iterator[str]:
    """Every need with what is shown for it, the pairs graded 2 that are not, and the traps with what stopped them."""
    from kiknet.matching import check

    for offers in ranked.values():
        if not offers:
            continue
        need = offers[0].need
        yield f"{need.id} {need.title}"
        hits = check.shown(offers)
        judged = [one for one in offers if one.grade is not None and one not in hits]
        yield from (line for one in hits for line in _hit(one, offers))
        yield from (line for one in judged if one.grade != 1 for line in _hit(one, offers))
    yield f"{len(judgements)} judgements."


def _hit(one: "Ranked", offers: "Sequence[Ranked]") -> Iterator[str]:
    from kiknet.matching import sentences

    verdict = one.verdict
    grade = "not judged" if one.grade is None else f"graded {one.grade}"
    place = "excluded" if verdict.refusal else f"place {offers.index(one) + 1}"
    yield f"  {verdict.score:3} points, {place}, {grade}: {one.offer.id} {one.offer.title}"
    carried = ", ".join(f"{reason.factor} {reason.points}/{reason.of}" for reason in verdict.reasons)
    if verdict.refusal:
        yield f"      {sentences.refusal(verdict)}"
    else:
        yield f"      {carried}"
        yield from (f"      {text}" for text in sentences.reasons(verdict.reasons))
        yield from (f"      {text}" for text in (*sentences.missing(verdict), *sentences.improvements(verdict)))
