"""Every number equals a plain recount of all rows, whatever has happened; and the list behind it is as long."""

from datetime import date

import histories
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from recount import Recount
from tables import empty_every_table

from kiknet import clock
from kiknet.concept import links
from kiknet.concept import queries as concept
from kiknet.db import db
from kiknet.reports import figures, narrowing, periods
from kiknet.reports.figure import tally
from kiknet.reports.gathering import gather
from kiknet.reports.periods import Period
from kiknet.vocabulary.queries import forget_words

PERIODS = [
    periods.year(2026), periods.year(2027), periods.quarter(date(2026, 8, 1)), periods.quarter(date(2027, 2, 1)),
    Period(date(2025, 1, 1), date(2027, 12, 31)), Period(date(2027, 3, 1), date(2027, 3, 1)),
    Period(date(2027, 4, 1), date(2027, 6, 30)),
]  # fmt: skip
# Told apart by what differs, not by the smallest history: shrinking one of these takes minutes.
PLENTY = settings(
    max_examples=25, phases=[Phase.explicit, Phase.generate], deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: histories.NOW)


def _play(history):
    empty_every_table()
    forget_words()
    histories.write(history)
    db.session.expire_all()


@PLENTY
@given(history=histories.histories, period=st.sampled_from(PERIODS))
def test_every_number_equals_a_recount(app, history, period):
    _play(history)

    found = gather(period, histories.NOW)
    counted = Recount(period.first, period.last, histories.NOW)

    assert {each["key"]: each["number"] for each in found["figures"]} == counted.figures()
    for cut in found["cuts"]:
        for place, column in enumerate(cut["columns"]):
            said = {row["code"]: row["numbers"][place] for row in cut["rows"] if row["numbers"][place]}
            per = figures.BY_KEY[column["key"]].per
            wanted = counted.cuts()[cut["key"]][column["key"]]
            assert said == {code: number if per == 1 else round(number / per, 1) for code, number in wanted.items()}
    assert _of_concept(found, "measures") == counted.measures()
    assert _of_concept(found, "goals") == counted.goals()


def _of_concept(found, which):
    columns = [column["key"] for column in found["concept"]["columns"]]
    goals = found["concept"]["goals"]
    rows = goals if which == "goals" else [measure for goal in goals for measure in goal["measures"]]
    named = {row["id"]: dict(zip(columns, row["numbers"], strict=True)) for row in rows}
    return {number: {key: value for key, value in row.items() if value} for number, row in named.items()}


@PLENTY
@given(history=histories.histories, period=st.sampled_from(PERIODS))
def test_the_year_before_and_the_months_equal_a_recount_too(app, history, period):
    _play(history)

    found, today = gather(period, histories.NOW), clock.today()

    before = period.year_before(today)
    earlier = Recount(before.first, before.last, histories.NOW).figures()
    assert {each["key"]: each["before"] for each in found["figures"]} == earlier
    for part in found["chart"]["parts"]:
        days = date.fromisoformat(part["first"]), date.fromisoformat(part["last"])
        assert part["number"] == Recount(*days, histories.NOW).figures()["termine"]
    if period.first <= today:
        assert sum(part["before"] for part in found["chart"]["parts"]) == earlier["termine"]


@PLENTY
@given(history=histories.histories, period=st.sampled_from(PERIODS))
def test_the_list_behind_a_number_holds_as_many_things(app, history, period):
    _play(history)
    span, version = period.until(histories.NOW), concept.current_version()

    for figure in figures.FIGURES:
        whole = tally(figure, span)
        assert _amount(figure, figure.things(span)) == whole.total
        for cut, counted in whole.by.items():
            for code in [*counted, "unheard"]:
                where = narrowing.read(figure, {cut: code}).where
                assert _amount(figure, figure.things(span).where(where)) == counted[code]
        if figure.linked:
            _lists_of_the_concept_agree(figure, span, links.counting(version.id))


def _lists_of_the_concept_agree(figure, span, counting):
    from kiknet.reports.figure import by_measure

    amounts = {}
    for measure, _thing, amount in by_measure(figure, span, counting):
        amounts[measure] = amounts.get(measure, 0) + amount
    for measure, amount in amounts.items():
        where = narrowing.read(figure, {"massnahme": str(measure)}).where
        assert _amount(figure, figure.things(span).where(where)) == amount


def _amount(figure, found):
    """The rows of the list, added up one by one."""
    ids = db.session.scalars(found).all()
    assert len(ids) == len(set(ids))
    if figure.amount is None:
        return len(ids)
    return sum(db.session.scalars(found.with_only_columns(figure.amount, maintain_column_froms=True)))
