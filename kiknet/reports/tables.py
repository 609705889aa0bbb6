"""Findings as one long table for a spreadsheet, one line for each number."""

from collections.abc import Iterator
from typing import Any

from kiknet.i18n import _, language
from kiknet.reports.both import said
from kiknet.reports.gathering import Findings

Row = list[Any]


def head() -> Row:
    before, what = _("Year before"), [_("Figure"), _("Broken down by"), _("What")]
    return [*what, _("From"), _("Until"), _("Number"), _("Unit"), before]


def rows(findings: Findings) -> Iterator[Row]:
    """All numbers of a report, in its order; a spreadsheet's decimals as its reader writes them."""
    reader = language()
    first, last = findings["period"]["first"], findings["period"]["last"]
    units = {figure["key"]: said(figure["unit"], reader) for figure in findings["figures"]}

    def row(figure: Findings, by: str, what: str, number: Any, before: Any = "") -> Row:
        unit = units.get(figure["key"], "")
        return [said(figure["name"], reader), by, what, first, last, _decimal(number), unit, _decimal(before)]

    for figure in findings["figures"]:
        yield row(figure, "", "", figure["number"], figure["before"])
    chart = findings["chart"]
    for part in chart["parts"]:
        line = row(chart, _("Year") if chart["is_by_year"] else _("Month"), "", part["number"], part["before"])
        yield [*line[:3], part["first"], part["last"], *line[5:]]
    for cut in findings["cuts"]:
        for each in cut["rows"]:
            for column, number in zip(cut["columns"], each["numbers"], strict=True):
                yield row(column, said(cut["name"], reader), said(each["name"], reader), number)
    if findings["concept"]:
        yield from _of_the_concept(findings["concept"], row)


def _of_the_concept(concept: Findings, row: Any) -> Iterator[Row]:
    for goal in concept["goals"]:
        for column, number in zip(concept["columns"], goal["numbers"], strict=True):
            yield row(column, _("Goal"), f"{goal['number']} {goal['title']}", number)
        for measure in goal["measures"]:
            for column, number in zip(concept["columns"], measure["numbers"], strict=True):
                yield row(column, _("Measure"), f"{measure['number']} {measure['title']}", number)


def _decimal(number: Any) -> Any:
    return str(number).replace(".", ",") if isinstance(number, float) and language() == "de" else number
