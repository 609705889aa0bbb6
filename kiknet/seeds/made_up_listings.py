"""Listings out of nothing, worked out from a seed and a number (pure): what a board of any size would hold."""

from datetime import date, timedelta
from random import Random
from typing import Any

from kiknet.board import kinds, lifetime
from kiknet.board.availability import WEEKDAYS
from kiknet.fold import fold
from kiknet.seeds.made_up import random_for

SPOKEN = ("tr", "uk", "ru", "ar", "en", "ro", "it", "pl", "es", "fa")
DAYS_BACK = 80
TITLES = {
    "room": ("Raum für {group}", "Saal für ein Fest mit {group}", "Küche zum Kochen mit {group}"),
    "furniture": ("Tische und Stühle für {group}", "Biertischgarnituren", "Klappstühle für {group}"),
    "equipment": ("Beamer und Leinwand", "Musikanlage für {group}", "Pavillon für ein Sommerfest"),
    "language_partner": ("Deutsch sprechen mit {group}", "Sprachtandem für {group}"),
    "interpreter": ("Dolmetschen für {group}", "Übersetzen bei Gesprächen"),
    "volunteer": ("Helfende Hände für {group}", "Vorlesen für {group}", "Patenschaft für {group}"),
    "speaker": ("Vortrag über Gesundheit für {group}", "Vortrag über Schule für {group}"),
    "cooperation_partner": ("Partner für ein Fest mit {group}", "Gemeinsames Projekt mit {group}"),
    "transport": ("Kleinbus für einen Ausflug mit {group}", "Lastenrad", "Fahrdienst für {group}"),
    "know_how": ("Rat bei Förderanträgen", "Hilfe mit dem Computer für {group}", "Schulung für {group}"),
    "other": ("Bücherkisten für {group}", "Spielsachen für {group}"),
}
GROUPS = {
    "women": "Frauen", "children": "Kinder", "youth": "Jugendliche", "families": "Familien", "parents": "Eltern",
    "seniors": "Ältere", "newcomers": "Neue in der Stadt", "everyone": "alle",
}  # fmt: skip
TEXTS = (
    "Wir freuen uns über jede Antwort.", "Regelmäßig oder einmal, beides ist möglich.",
    "Bitte sagen Sie, wie viele Sie sind.", "Wir sind eine kleine Gruppe und treffen uns gern.",
    "Kaffee und Kuchen bringen wir mit.",
)  # fmt: skip
TOPICS = ("Sprachcafé", "Fest", "Musik", "Garten", "Sport", "Schule", "Gesundheit", "Kochen", "Computer", "Lesen")
TIMES = (("09:00", "12:00"), ("14:00", "17:00"), ("17:00", "21:00"), (None, None))


def listing(seed: int, number: int, today: date, organisations: int, districts: list[int]) -> dict[str, Any]:
    """The columns of one listing; `owner` counts organisations from 0, `listed` is its day."""
    random = random_for(seed, "listing", number)
    kind = random.choice(kinds.KINDS)
    direction = kinds.DIRECTIONS[number % 2]
    asked, audience = kinds.asked(direction, kind), random.choice(tuple(GROUPS))
    title = random.choice(TITLES[kind]).format(group=GROUPS[audience])
    text = " ".join(random.sample(TEXTS, 2))
    topics = random.sample(TOPICS, random.randrange(3))
    languages = _languages(random, direction, kind) if "languages" in asked else []
    listed = today - timedelta(days=number % DAYS_BACK)
    return {
        "owner": random.randrange(organisations),
        "direction": direction,
        "kind": kind,
        "title": title,
        "text": text,
        "folded": fold(" ".join((title, text, *topics))),
        "quantity": random.choice((None, 1, 2, 5, 20)) if "quantity" in asked else None,
        "capacity": random.choice((10, 20, 40, 80)) if "capacity" in asked else None,
        "languages": languages,
        "spoken": sorted({spoken["lang"] for spoken in languages}),
        "availability": _availability(random),
        "district_number": random.choice((None, *districts)),
        "topics": topics,
        "audiences": [audience],
        "visibility": "network" if number % 10 == 9 else "public",
        "listed": listed,
        "valid_until": lifetime.lasts_until(listed),
    }


def _languages(random: Random, direction: str, kind: str) -> list[dict[str, Any]]:
    theirs = random.choice(SPOKEN)
    if kind == "language_partner":
        if direction == "need":
            return [_spoken(theirs, "speaks", "native"), _spoken("de", "learns", random.choice(("A2", "B1")))]
        return [_spoken("de", "speaks", "native")]
    return [_spoken(theirs, "wants" if direction == "need" else "offers", None)]


def _spoken(code: str, role: str, level: str | None) -> dict[str, Any]:
    return {"lang": code, "role": role, "level": level}


def _availability(random: Random) -> dict[str, Any]:
    if random.random() < 0.2:
        return {"type": "flexible"}
    begins, ends = random.choice(TIMES)
    days = sorted(random.sample(range(7), random.choice((1, 2))))
    return {"type": "weekly", "slots": [{"weekday": WEEKDAYS[day], "from": begins, "to": ends} for day in days]}
