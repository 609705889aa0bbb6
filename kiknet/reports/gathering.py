"""All figures of a period as plain data: what the live page shows, and what a status report keeps.

Nothing in it points to a row: words are in it in every language, names as they are now. So it can be read when
everything it was about has changed.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Select

from kiknet import clock
from kiknet.concept import links
from kiknet.concept import queries as concept
from kiknet.concept.models import Measure
from kiknet.i18n import _l
from kiknet.reports import cuts, figures
from kiknet.reports.both import both, same
from kiknet.reports.cuts import Cut
from kiknet.reports.figure import Figure, Tally, by_measure, tally, total, totals
from kiknet.reports.periods import Period
from kiknet.vocabulary import queries as vocabulary

FORMAT = 1
CHARTED = "termine"
SERVING = ("termine", "veranstaltungen", "kooperationen", "erreichte")
CONCEPT = _l(
    "What the office has confirmed for a measure and was neither called off nor archived. What serves several measures "
    "counts for each of them, and once for their goal."
)
Findings = dict[str, Any]
Served = dict[int, dict[int, int]]
"""By measure, then by thing: what it comes to."""


def gather(period: Period, now: datetime) -> Findings:
    """Everything there is to say about a period at this moment."""
    today = clock.to_local(now).date()
    before = period.year_before(today)
    tallies = {figure.key: tally(figure, period.until(now)) for figure in figures.FIGURES}
    return {
        "format": FORMAT,
        "as_of": now.isoformat(),
        "is_running": period.is_running(today),
        "period": _days(period),
        "before": _days(before),
        "figures": [_figure(figure, tallies[figure.key], before, now) for figure in figures.FIGURES],
        "chart": _chart(figures.BY_KEY[CHARTED], period, now, today),
        "cuts": [_cut(cut, tallies) for cut in cuts.CUTS],
        "concept": _concept(period, now),
    }


def _days(period: Period) -> dict[str, str]:
    return {"first": period.first.isoformat(), "last": period.last.isoformat()}


def _figure(figure: Figure, counted: Tally, before: Period, now: datetime) -> Findings:
    return {
        **_named(figure.key),
        "definition": both(figure.definition),
        "unit": both(figure.unit),
        "number": figure.number(counted.total),
        "before": figure.number(total(figure, before.until(now))),
    }


def _named(key: str) -> Findings:
    return {"key": key, "name": both(figures.BY_KEY[key].name)}


def _column(key: str) -> Findings:
    figure = figures.BY_KEY[key]
    return {"key": key, "name": both(figure.short or figure.name)}


def _chart(figure: Figure, period: Period, now: datetime, today: date) -> Findings:
    """Month by month (or year by year) as far as they have begun, and the same days of the year before."""
    parts = period.parts()
    parts = [part for part in parts if part.first <= today] or parts[:1]
    earlier = [part.year_before(today) for part in parts]
    return {
        **_named(figure.key),
        "is_by_year": period.is_long,
        "parts": [
            {**_days(part), "number": figure.number(number), "before": figure.number(last), "earlier": _days(days)}
            for part, number, days, last in zip(
                parts, totals(figure, parts, now), earlier, totals(figure, earlier, now), strict=True
            )
        ],
    }


def _cut(cut: Cut, tallies: dict[str, Tally]) -> Findings:
    columns = [tallies[key].by[cut.key] for key in cut.figures]
    codes = cut.order({code for column in columns for code in column}, columns[0])
    return {
        "key": cut.key,
        "name": both(cut.name),
        "definition": both(cut.definition),
        "columns": [_column(key) for key in cut.figures],
        "rows": [
            {
                "code": code,
                "name": cut.name_of(code),
                "numbers": [
                    figures.BY_KEY[key].number(column[code]) for key, column in zip(cut.figures, columns, strict=True)
                ],
            }
            for code in codes
        ],
    }


def _concept(period: Period, now: datetime) -> Findings | None:
    """Goals and measures of the current version for which something counts, and how many there are in all."""
    version = concept.current_version()
    if version is None:
        return None
    measures, counting = concept.measures_of(version.id), links.counting(version.id)
    found = [_by_measure(key, period, now, counting) for key in SERVING]
    goals: dict[int, list[Measure]] = {}
    for measure in measures:
        goals.setdefault(measure.goal_id, []).append(measure)
    served = {measure_id for column in found for measure_id in column}
    names = {word.key: word for word in vocabulary.fields()}
    return {
        "version": version.name,
        "credit": version.credit,
        "definition": both(CONCEPT),
        "columns": [_column(key) for key in SERVING],
        "measures": len(measures),
        "served": sum(measure.id in served for measure in measures),
        "goals": [
            _goal(rows, served, found, _field_name(names, rows[0].field_key))
            for rows in goals.values()
            if any(measure.id in served for measure in rows)
        ],
    }


def _field_name(names: dict[str, Any], key: str) -> dict[str, str]:
    return dict(names[key].names) if key in names else same(key)


def _by_measure(key: str, period: Period, now: datetime, counting: Select[Any]) -> Served:
    found: Served = {}
    for measure_id, thing, amount in by_measure(figures.BY_KEY[key], period.until(now), counting):
        found.setdefault(measure_id, {})[thing] = amount
    return found


def _goal(rows: list[Measure], served: set[int], found: list[Served], field: dict[str, str]) -> Findings:
    goal = rows[0].goal
    return {
        "id": goal.id,
        "field": rows[0].field_key,
        "field_name": field,
        "number": goal.number,
        "title": goal.title,
        "numbers": [_once(column, [measure.id for measure in rows]) for column in found],
        "measures": [
            {
                "id": measure.id,
                "number": measure.number,
                "title": measure.title,
                "status": measure.status.name if measure.status else "",
                "numbers": [_once(column, [measure.id]) for column in found],
            }
            for measure in rows
            if measure.id in served
        ],
    }


def _once(column: Served, measure_ids: list[int]) -> int:
    """What everything that serves one of these measures comes to, each thing once."""
    things: dict[int, int] = {}
    for measure_id in measure_ids:
        things |= column.get(measure_id, {})
    return sum(things.values())
