"""`kiknet match-check`, and the files it reads."""

import json
from dataclasses import fields
from datetime import date, time
from pathlib import Path

import pytest

from kiknet.cli import cli
from kiknet.matching import reading
from kiknet.matching.entry import Entry, Unreadable
from kiknet.matching.judge import Judge
from kiknet.matching.scorer import WordScorer

LABELLED = Path(__file__).with_name("labelled")
LISTINGS, QRELS = str(LABELLED / "first.jsonl"), str(LABELLED / "first.tsv")


def test_the_command_prints_the_five_figures(app):
    result = app.test_cli_runner().invoke(cli, ["match-check", LISTINGS, QRELS, "--today", "2026-11-22"])

    assert result.exit_code == 0, result.output
    assert "graded 1 or 2 (40 of 40; goal >= 85 %: reached)" in result.output
    assert result.output.count("reached)") == 5


def test_on_request_it_says_why(app):
    arguments = ["match-check", LISTINGS, QRELS, "--today", "2026-11-22", "--reasons"]

    output = app.test_cli_runner().invoke(cli, arguments).output

    assert "Both are about moving house." in output
    assert "The languages do not go together." in output


def test_it_says_why_in_german_as_the_pages_do(app):
    arguments = ["match-check", LISTINGS, QRELS, "--today", "2026-11-22", "--reasons", "--language", "de"]

    output = app.test_cli_runner().invoke(cli, arguments).output

    assert "Die Sprachen passen nicht zusammen." in output


def test_on_a_later_day_nothing_is_left(app):
    result = app.test_cli_runner().invoke(cli, ["match-check", LISTINGS, QRELS, "--today", "2027-11-22"])

    assert "  0.0 % of the pairs graded 2 stand among the first three" in result.output


def test_a_broken_file_is_told_with_its_line(app, tmp_path):
    broken = tmp_path / "listings.jsonl"
    broken.write_text('{"id": "n1", "direction": "need", "district": "castle"}\n')

    result = app.test_cli_runner().invoke(cli, ["match-check", str(broken), QRELS])

    assert result.exit_code == 1
    assert "line 1: district: 'castle' is not a number" in result.output


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"id": ""}, "id is missing"),
        ({"direction": "both"}, "direction: 'both' is none of need, offer"),
        ({"languages": ["de"]}, "languages: 'de' is not an object with lang, role and level"),
        ({"languages": [{"lang": "de", "role": "sings"}]}, "languages: role: 'sings' is none of speaks"),
        ({"availability": "mornings"}, "availability: 'mornings' is not an object"),
        ({"availability": {"type": "sometimes"}}, "availability: type: 'sometimes' is none of weekly"),
        ({"availability": {"type": "weekly", "slots": [{"weekday": "XX"}]}}, "slots: weekday: 'XX' is none of MO"),
        ({"availability": {"type": "weekly", "slots": ["MO"]}}, "slots: 'MO' is not an object"),
        ({"availability": {"type": "dates", "dates": [{"date": "soon"}]}}, "'soon' is not a date"),
        ({"availability": {"type": "weekly", "slots": [{"weekday": "MO", "from": "noon"}]}}, "not a time of day"),
        ({"capacity": float("inf")}, "capacity: inf is not a number"),
        ({"capacity": "many"}, "capacity: 'many' is not a number"),
        ({"topics": "music"}, "topics: 'music' is not a list"),
        ({"valid_until": "31.12.2026"}, "valid_until: '31.12.2026' is not a date"),
    ],
)
def test_what_cannot_be_meant_is_told(said, complaint):
    line = json.dumps({"id": "a", "direction": "need", "kind": "room", **said})

    with pytest.raises(Unreadable, match="line 1: ") as trouble:
        reading.entries([line])

    assert complaint in str(trouble.value)


def test_missing_and_null_are_unknown():
    line = json.dumps({"id": "a", "direction": "need", "kind": "room", "capacity": None, "availability": None})

    (entry,) = reading.entries([line, "\n"])

    assert entry.capacity is None
    assert entry.availability is None
    assert entry.languages == ()


OPTIONAL = [field.name for field in fields(Entry) if field.name not in ("id", "direction")]


@pytest.mark.parametrize("empty", ["missing", "null"])
def test_all_but_name_and_direction_may_be_unknown(empty):
    bare = {} if empty == "missing" else dict.fromkeys(OPTIONAL)
    lines = [json.dumps({"id": f"{way}1", "direction": way, **bare}) for way in ("need", "offer")]

    need, offer = reading.entries(lines)
    verdict = Judge(WordScorer(), date(2026, 11, 22)).verdict(need, offer)

    assert verdict.refusal is None
    assert verdict.score < 60


@pytest.mark.parametrize(
    "unknown",
    [
        {"languages": [None, {"lang": None, "role": "speaks", "level": None}, {"role": "learns"}]},
        {"audiences": [None, " "], "topics": [None], "features": [None]},
        {"availability": {}},
        {"availability": {"type": None, "slots": None, "dates": None}},
        {"availability": {"type": "weekly", "slots": [None, {"weekday": None, "from": "10:00", "to": None}]}},
        {"availability": {"type": "dates", "dates": [None, {"date": None, "from": None}]}},
    ],
)
def test_unknown_in_lists_is_as_if_it_were_not_there(unknown):
    bare = {"id": "a", "direction": "need", "kind": "volunteer"}

    assert Entry.read({**bare, **unknown}) == Entry.read(bare)


def test_a_language_without_a_role_contradicts_nothing():
    need = {"id": "n", "direction": "need", "kind": "language_partner", "languages": [{"lang": "uk"}, {"lang": "de"}]}
    offer = {"id": "o", "direction": "offer", "kind": "language_partner", "languages": [{"lang": "de", "role": None}]}

    assert Judge(WordScorer(), date(2026, 11, 22)).verdict(Entry.read(need), Entry.read(offer)).refusal is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("volunteers", "volunteer"),
        ("cooperation", "cooperation_partner"),
        ("Cooperation partners", "cooperation_partner"),
        ("know-how", "know_how"),
        ("Language-Partner", "language_partner"),
        ("transport", "transport"),
        ("castle", "other"),
        ("", "other"),
    ],
)
def test_kinds_are_known_by_their_other_names_and_an_unknown_one_contradicts_nothing(written, meant):
    assert Entry.read({"id": "a", "direction": "need", "kind": written}).kind == meant


@pytest.mark.parametrize(("code", "meant"), [("uk-UA", "uk"), ("DE", "de"), ("kmr", "ku"), ("ger", "de"), ("xx", "xx")])
def test_languages_are_known_by_their_longer_codes_too(code, meant):
    (tongue,) = Entry.read({"id": "a", "direction": "need", "kind": "other", "languages": [{"lang": code}]}).languages

    assert tongue.code == meant


def test_an_evening_that_goes_on_past_midnight_is_an_evening():
    slot = {"weekday": "fr", "from": "20:00", "to": "01:00"}
    (window,) = Entry.read(
        {"id": "a", "direction": "need", "kind": "room", "availability": {"type": "weekly", "slots": [slot]}}
    ).availability.windows

    assert (window.weekday, window.begins, window.ends) == (4, time(20), time(23, 59))


def test_files_of_other_programs_are_read_as_well(app, tmp_path):
    """A byte order mark, Windows' line ends, empty lines, half a character, a novel, and languages nobody knows."""
    strange = {"kind": "other", "topics": ["xyzzy"], "audiences": ["pirates"], "languages": [{"lang": "tlh"}]}
    need = json.dumps({"id": 1, "direction": "need", "title": "Geige \ud83d\nspielen", **strange})
    offer = json.dumps({"id": 2, "direction": "offer", "title": "Geige", "text": "spielen " * 100_000, **strange})
    listings, qrels = tmp_path / "l.jsonl", tmp_path / "q.tsv"
    listings.write_bytes(f"\ufeff{need}\r\n\r\n{offer}\r\n\r\n".encode())
    qrels.write_bytes("\ufeffneed_id\toffer_id\tgrade\treason\r\n\r\n1\t2\t2\r\n".encode())

    result = app.test_cli_runner().invoke(cli, ["match-check", str(listings), str(qrels), "--reasons"])

    assert result.exit_code == 0, result.output
    assert "1 Geige ? spielen" in result.output
    assert "100.0 % of the pairs graded 2 stand among the first three (1 of 1" in result.output


@pytest.mark.parametrize(
    ("listings", "qrels", "complaint"),
    [
        (b'{"id": "a", "direction": "need"}\n{"id": \n', b"", "l.jsonl: line 2: not JSON"),
        (b'\n["a"]\n', b"", "l.jsonl: line 2: not a JSON object"),
        (b'{"id": "a", "direction": "need", "title": "\xfc"}\n', b"", "l.jsonl: line 1: not UTF-8"),
        (b'{"id": "a", "direction": "need"}\n', b"a\tb\t2\n", "q.tsv: line 1: there is no listing b"),
        (b'{"id": "a", "direction": "need"}\n', b"a\ta\tgood\n", "q.tsv: line 1: need, offer, grade (0, 1 or 2)"),
    ],
)
def test_which_line_of_which_file_cannot_be_read_is_said(app, tmp_path, listings, qrels, complaint):
    (tmp_path / "l.jsonl").write_bytes(listings)
    (tmp_path / "q.tsv").write_bytes(qrels)

    result = app.test_cli_runner().invoke(cli, ["match-check", str(tmp_path / "l.jsonl"), str(tmp_path / "q.tsv")])

    assert result.exit_code == 1
    assert complaint in result.output


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
