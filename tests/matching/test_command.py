"""`kiknet match-check`, and the files it reads."""

import json
from pathlib import Path

import pytest

from kiknet.cli import cli
from kiknet.matching import reading
from kiknet.matching.entry import Unreadable

LABELLED = Path(__file__).with_name("labelled")
LISTINGS, QRELS = str(LABELLED / "first.jsonl"), str(LABELLED / "first.tsv")


def test_the_command_prints_the_five_figures(app):
    result = app.test_cli_runner().invoke(cli, ["match-check", LISTINGS, QRELS, "--today", "2026-11-22"])

    assert result.exit_code == 0, result.output
    assert "graded 1 or 2 (39 of 39; goal >= 85 %: reached)" in result.output
    assert result.output.count("reached)") == 5


def test_on_request_it_says_why(app):
    arguments = ["match-check", LISTINGS, QRELS, "--today", "2026-11-22", "--reasons"]

    output = app.test_cli_runner().invoke(cli, arguments).output

    assert "Both are about moving house." in output
    assert "The languages do not go together." in output


def test_on_a_later_day_nothing_is_left(app):
    result = app.test_cli_runner().invoke(cli, ["match-check", LISTINGS, QRELS, "--today", "2027-11-22"])

    assert "  0.0 % of the pairs graded 2 stand among the first three" in result.output


def test_a_broken_file_is_told_with_its_line(app, tmp_path):
    broken = tmp_path / "listings.jsonl"
    broken.write_text('{"id": "n1", "direction": "need", "kind": "castle"}\n')

    result = app.test_cli_runner().invoke(cli, ["match-check", str(broken), QRELS])

    assert result.exit_code == 1
    assert "line 1: kind: 'castle' is none of room," in result.output


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"id": ""}, "id is missing"),
        ({"direction": "both"}, "direction: 'both' is none of need, offer"),
        ({"languages": ["de"]}, "languages: 'de' names no language"),
        ({"languages": [{"lang": "de", "role": "sings"}]}, "languages: 'sings' is none of speaks"),
        ({"availability": {"type": "weekly", "slots": [{"weekday": "XX"}]}}, "has no weekday"),
        ({"availability": {"type": "dates", "dates": [{"date": "soon"}]}}, "'soon' is not a date"),
        ({"availability": {"type": "weekly", "slots": [{"weekday": "MO", "from": "noon"}]}}, "not a time of day"),
        ({"capacity": "many"}, "capacity: 'many' is not a number"),
        ({"topics": "music"}, "topics: 'music' is not a list"),
        ({"valid_until": "31.12.2026"}, "valid_until: '31.12.2026' is not a date"),
    ],
)
def test_what_cannot_be_meant_is_told(fields, complaint):
    line = json.dumps({"id": "a", "direction": "need", "kind": "room", **fields})

    with pytest.raises(Unreadable, match="line 1: ") as trouble:
        reading.entries([line])

    assert complaint in str(trouble.value)


def test_missing_and_null_are_unknown():
    line = json.dumps({"id": "a", "direction": "need", "kind": "room", "capacity": None, "availability": None})

    (entry,) = reading.entries([line, "\n"])

    assert entry.capacity is None
    assert entry.availability is None
    assert entry.languages == ()


def test_an_id_may_be_used_once():
    line = json.dumps({"id": "a", "direction": "need", "kind": "room"})

    with pytest.raises(Unreadable, match="line 2: the id a was used before"):
        reading.entries([line, line])


def test_a_judgement_names_known_listings_and_a_grade():
    assert reading.judgements(["need_id\toffer_id\tgrade\treason", "a\tb\t2\twhy"], "ab")[0].reason == "why"
    with pytest.raises(Unreadable, match="line 1: there is no listing c"):
        reading.judgements(["a\tc\t2"], "ab")
    with pytest.raises(Unreadable, match=r"line 1: need, offer, grade"):
        reading.judgements(["a b 2"], "ab")
