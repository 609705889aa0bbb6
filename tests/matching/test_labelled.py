"""How good the matching is on listings that people have judged.

Two voices while the scorer was built: an office's (`first`) and people typing on phones (`second`). The others were
written later to try it: docs/matching.md says what each showed when it was measured for the first time. In `eighth`,
`ninth` and from `eleventh` on all that is not the subject agrees between a need and its traps, and every offer stands
beside every need: they are harder than a board. From `twentyfifth` on they are written as an outsider would who has
read the issue and the examples only.
"""

from dataclasses import fields
from datetime import date
from functools import cache

import pytest

from kiknet.matching import check, reading
from kiknet.matching.judge import Judge
from kiknet.matching.scorer import WordScorer
from tests.matching.boards import EARLIEST, HARD, LABELLED, LATEST, SEEN, TRIED

DAY = date(2026, 11, 22)


def _lines(name):
    return LABELLED.joinpath(name).read_text(encoding="utf-8").splitlines()


@cache
def _figures(*names):
    entries, judgements = [], []
    for name in names:
        part = reading.entries(_lines(f"{name}.jsonl"))
        ids = [entry.id for entry in part]
        judgements += reading.judgements(_lines(f"{name}.tsv"), ids)
        entries += part
    return check.figures(check.rank(Judge(WordScorer(), DAY), entries, judgements), judgements)


def _together(names):
    """The figures of several boards, each by itself: nobody judged pairs across them."""
    each = [_figures(name) for name in names]
    sums = {
        field.name: check.Share(
            sum(getattr(one, field.name).part for one in each), sum(getattr(one, field.name).whole for one in each)
        )
        for field in fields(check.Figures)
    }
    return check.Figures(**sums)


PARTS = [("first", "second"), ("third", "fourth", "fifth"), ("sixth", "seventh"), ("tenth",), HARD, LATEST, SEEN, TRIED]


@pytest.mark.parametrize("half", PARTS)
def test_each_part_reach_the_goals(half):
    figures = _together(half)

    assert all(figures.reached().values()), figures


def test_most_pairs_that_should_meet_today_are_told():
    assert _together(EARLIEST[:7]).told.value >= 0.8


def test_where_only_the_subject_differs_the_right_one_still_comes_first():
    figures = _figures("eighth")

    assert figures.reached()["in_three"]
    assert figures.reached()["in_ten"]
    assert figures.traps.value < 0.1


def test_all_together_tell_few_traps():
    figures = _together((*EARLIEST, *HARD, *LATEST, *SEEN))

    assert figures.precision.value >= 0.95
    assert figures.traps.value <= 0.02


def test_there_are_more_than_120_pairs_half_of_them_kept_aside():
    counts = [len(_lines(f"{n}.tsv")) for n in ("first", "second", "third")]

    assert sum(counts) > 120


def test_four_boards_thrown_together_still_keep_strangers_apart():
    """Nobody judged pairs across the sets, so only ranking and traps can be asked for."""
    reached = _figures("first", "second", "third", "fourth").reached()

    assert reached["in_three"]
    assert reached["in_ten"]
    assert reached["traps"]
