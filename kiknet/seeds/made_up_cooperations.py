"""Cooperations out of nothing, worked out from a seed and a number (pure): ten years, the last ones still open."""

from datetime import date, timedelta
from random import Random
from typing import Any

from kiknet.seeds.made_up import phrases, random_for

YEARS = timedelta(days=3650)
SETTLED = timedelta(days=240)
"""What began longer ago is over, one way or another."""
KINDS = (
    "Sprachcafé",
    "Sommerfest",
    "Turnier",
    "Kochabend",
    "Lesung",
    "Garten",
    "Chor",
    "Werkstatt",
    "Ausflug",
    "Theater",
)
GROUPS = ("für Familien", "der Nachbarschaft", "für Frauen", "für Ältere", "für Jugendliche", "der Communitys")
NEEDS = ("Einen Raum", "Menschen, die mithelfen", "Dolmetschen", "Tische und Stühle", "Einen Verein, der mitmacht")
BRINGS = ("Raum", "Helfende", "Kuchen und Tee", "Musik", "Einladungen", "Werkzeug", "")
SAID = ("Es kamen mehr als gedacht.", "Ein schöner Anfang, der weitergeht.", "Beim nächsten Mal früher einladen.")
AUDIENCES = ("women", "children", "youth", "families", "seniors", "newcomers", "everyone")


def began(number: int, count: int, today: date) -> date:
    """The day of the `number`-th of `count`: evenly over ten years, the first one the longest ago."""
    return today - YEARS + YEARS * number // max(1, count)


def cooperation(seed: int, number: int, day: date, today: date, districts: list[int]) -> dict[str, Any]:
    """The columns of one that began on `day`; `state` is what has become of it."""
    random = random_for(seed, "cooperation", number)
    state = _state(random, is_old=today - day > SETTLED)
    return {
        "title": f"{random.choice(KINDS)} {random.choice(GROUPS)} {number + 1}",
        "summary": "Mehrere Organisationen machen das zusammen. Alle sind willkommen.",
        "needs": random.choice(NEEDS) if state in {"idea", "seeking"} else "",
        "origin": random.choice(("idea", "idea", "match", "event", "manual")),
        "visibility": random.choice(("public", "public", "network")),
        "state": state,
        "starts_on": day + timedelta(days=30) if state in {"active", "completed"} else None,
        "district_number": random.choice(districts) if districts and random.random() < 0.5 else None,
        "audiences": random.sample(AUDIENCES, 2),
        "fields": [random.choice(phrases()["kinds"])["field"]],
    }


def _state(random: Random, *, is_old: bool) -> str:
    if is_old:
        return random.choices(("completed", "cancelled", "archived", "active"), (70, 12, 13, 5))[0]
    return random.choices(("idea", "seeking", "planning", "active"), (35, 20, 25, 20))[0]


def partners(seed: int, number: int, state: str, organisations: int) -> list[tuple[int, str, str, str]]:
    """Organisation (counted from 0), role, state and contribution of each, the lead first."""
    random = random_for(seed, "partners", number)
    others = random.randint(1, 4) if state not in {"idea", "seeking", "archived"} else random.randint(0, 2)
    who = random.sample(range(organisations), min(organisations, 1 + others))
    rows = [(who[0], "lead", "accepted", "")]
    is_early = state in {"idea", "seeking", "archived"}
    for place, each in enumerate(who[1:]):
        in_now = "interested" if is_early else "left" if place and random.random() < 0.1 else "accepted"
        role = "supporter" if random.random() < 0.2 else "partner"
        rows.append((each, role, in_now, random.choice(BRINGS)))
    return rows


def outcome(seed: int, number: int) -> dict[str, Any]:
    """What has come of one that is completed; some did not count their guests."""
    random = random_for(seed, "outcome", number)
    reached = random.randint(8, 240) if random.random() < 0.9 else None
    return {"people_reached": reached, "text": random.choice(SAID), "lessons": random.choice(("", *SAID))}
