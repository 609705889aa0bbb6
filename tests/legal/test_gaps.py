"""What is still to be filled in is found by its brackets with three dots."""

import pytest

from kiknet.legal import gaps


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("Stadt Beispiel", 0),
        ("[Name …]", 1),
        ("[…]", 1),
        ("Tel. [Nummer …], Fax [oder keins …]", 2),
        ("[ein Link](https://example.org)", 0),
        ("[nicht\nin einer Zeile …]", 0),
    ],
)
def test_gaps_are_counted(text, number):
    assert gaps.count(text) == number


def test_a_text_is_finished_when_it_is_there_and_has_no_gaps():
    assert gaps.is_finished("Stadt Beispiel")
    assert not gaps.is_finished("Stadt [Name …]")
    assert not gaps.is_finished("  \n")
    assert not gaps.is_finished(None)
