"""The table of days that others publish."""

import csv

import published_days

from kiknet.observances.published import TABLE


def test_the_table_says_what_the_library_says():
    with TABLE.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)

    assert header == ["calendar", "name", "first", "last"]
    assert [tuple(row) for row in rows] == list(published_days.rows())
