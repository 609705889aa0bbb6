"""Hours, limits and conditions as people type them on a phone: in small letters, a line or two, no field filled in."""

from datetime import date

import pytest

from kiknet.matching.entry import Entry
from kiknet.matching.judge import Judge
from kiknet.matching.said import clocks
from kiknet.matching.scorer import WordScorer

JUDGE = Judge(WordScorer(), date(2026, 11, 16))


def _entry(direction, kind, title, text=""):
    return Entry.read({"id": direction, "direction": direction, "kind": kind, "title": title, "text": text})


def _is_told(kind, need, offer):
    return JUDGE.verdict(_entry("need", kind, *need), _entry("offer", kind, *offer)).score >= 60


@pytest.mark.parametrize(
    ("said", "spans"),
    [
        ("um halb zehn", ["09:30-10:30"]),
        ("um 7", ["07:00-08:00", "19:00-20:00"]),
        ("so gegen drei", ["15:00-16:00"]),
        ("freitag früh um 7", ["07:00-08:00"]),
        ("dreiviertel acht abends", ["19:45-20:45"]),
        ("von drei bis fünf", ["15:00-17:00"]),
        ("half past five", ["17:30-18:30"]),
        ("kinder ab acht", []),
        ("um 40 euro", []),
        ("um 5.12.", []),
    ],
)
def test_hours_are_heard_as_people_say_them(said, spans):
    assert [f"{begins:%H:%M}-{ends:%H:%M}" for begins, ends in clocks.spans(said)] == spans


@pytest.mark.parametrize(
    ("kind", "need", "wrong", "right"),
    [
        (
            "volunteer",
            ("vorlesen kita", "mi um halb zehn"),
            ("lese gerne vor", "erst ab 16 uhr wegen arbeit"),
            ("lese gerne vor", "mi vormittag"),
        ),
        (
            "language_partner",
            ("deutsch sprechen", "mo oder di, rede ukrainisch"),
            ("deutsch sprechen", "do fr hab ich frei, möchte ukrainisch lernen"),
            ("deutsch sprechen", "di fr hab ich frei, möchte ukrainisch lernen"),
        ),
        (
            "transport",
            ("fahrdienst", "jeden fr früh um 7"),
            ("fahrdienst", "fahre abends gern"),
            ("fahrdienst", "fahre morgens gern"),
        ),
    ],
)
def test_carla_is_told_of_what_is_at_her_time(kind, need, wrong, right):
    assert not _is_told(kind, need, wrong)
    assert _is_told(kind, need, right)
