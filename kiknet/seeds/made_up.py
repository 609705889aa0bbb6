"""Rows out of nothing: organisations, places and events worked out from a seed and a number (pure, but for the file).

`phrases.toml` holds the words. What comes out depends on the arguments only, on every machine.
"""

import tomllib
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from kiknet.fold import fold, slug

LANGUAGES = ("tr", "uk", "ru", "ar", "en", "ro", "it", "pl", "es", "fa")
QUARTERS = (0, 0, 0, 15, 30, 30)
REASONS = ("Die Leitung ist krank.", "Der Raum steht nicht zur Verfügung.", "Es haben sich zu wenige angemeldet.")


@cache
def phrases() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "phrases.toml").read_text(encoding="utf-8"))


def uid(seed: int, number: int) -> str:
    """A UUID (RFC 7986, 5.3) that only this event of this seed has."""
    return str(UUID(int=random_for(seed, "uid", number).getrandbits(128), version=4))


def organisations(count: int, seed: int, districts: list[int], taken: set[str]) -> list[dict[str, Any]]:
    """`count` active organisations with names of their own, and slugs that are not `taken`."""
    kinds, names = phrases()["organisations"]["kinds"], phrases()["organisations"]["names"]
    pairs = [(kind, name) for name in names for kind in kinds]
    random_for(seed, "organisations", 0).shuffle(pairs)
    made, used = [], set(taken)
    for number in range(count):
        (word, kind), name = pairs[number % len(pairs)]
        again = number // len(pairs)
        title = f"{word} {name}{f' {again + 1}' if again else ''}"
        made.append(
            _organisation(title, kind, _free(slug(title), used), random_for(seed, "organisation", number), districts)
        )
    return made


def _free(wanted: str, used: set[str]) -> str:
    found, number = wanted, 1
    while found in used:
        number += 1
        found = f"{wanted}-{number}"
    used.add(found)
    return found


def _organisation(name: str, kind: str, address: str, random: Random, districts: list[int]) -> dict[str, Any]:
    return {
        "slug": address,
        "name": name,
        "kind": kind,
        "description": f"{name} ist erfunden und gehört zu den Beispieldaten.",
        "state": "active",
        "trust": "trusted",
        "languages": ["de", *random.sample(LANGUAGES, 2)],
        "audiences": [],
        "fields": random.sample([k["field"] for k in phrases()["kinds"]], 2),
        "districts": [str(random.choice(districts))] if districts else [],
    }


def place(owner: str, number: int, seed: int, districts: list[int]) -> dict[str, Any]:
    """The place of the `number`-th organisation."""
    random = random_for(seed, "place", number)
    name = f"{random.choice(phrases()['places'])} {owner.split(' ', 1)[1]}"
    return {
        "name": name,
        "folded_name": fold(name),
        "street": f"{random.choice(phrases()['streets'])} {random.randint(1, 60)}",
        "postcode": random.choice(("87435", "87437", "87439")),
        "city": "Kempten (Allgäu)",
        "latitude": round(47.70 + random.random() / 20, 5),
        "longitude": round(10.28 + random.random() / 20, 5),
        "district_number": random.choice(districts) if districts else None,
        "wheelchair": random.choice(("yes", "yes", "partly", "no", "unknown")),
    }


def event(seed: int, number: int, day: date, organisations: int) -> dict[str, Any]:
    """The `number`-th event, on `day`: its columns, and as `owner` and `place` numbers below `organisations`."""
    random = random_for(seed, "event", number)
    kind = random.choice(phrases()["kinds"])
    theme = random.choice(kind["themes"])
    owner = random.randrange(organisations)
    starts = datetime.combine(day, time(random.choice(kind["hours"]), random.choice(QUARTERS)))
    cost = random.choice(("free", "free", "free", "donation", "paid", "unknown"))
    return {
        "uid": uid(seed, number),
        "title": f"{kind['title']}: {theme}",
        "summary": "",
        "description": _text(kind, theme, random),
        "owner": owner,
        "place": owner if random.random() < 0.8 else random.randrange(organisations),
        "spoken": ["de", *random.sample(LANGUAGES, random.choice((0, 0, 1, 2)))],
        "interpreted": [random.choice(LANGUAGES)] if random.random() < 0.1 else [],
        "audiences": list(kind["audiences"]),
        "fields": [kind["field"]],
        "is_women_only": "women" in kind["audiences"],
        "has_childcare": random.random() < 0.15,
        "cost": cost,
        "cost_note": f"{random.choice((2, 3, 5, 8))} €" if cost == "paid" else "",
        **_when(starts, kind["minutes"], random),
        **_state(random),
    }


def _text(kind: dict[str, Any], theme: str, random: Random) -> str:
    own = [sentence.format(theme=theme) for sentence in kind["sentences"]]
    return " ".join(own) + "\n\n" + " ".join(random.sample(phrases()["notes"], random.randint(3, 6)))


def _when(starts: datetime, minutes: int, random: Random) -> dict[str, Any]:
    """Most take an hour or two; one in fifty lasts all day, one in a hundred several days."""
    lot = random.random()
    if lot < 0.03:
        first = datetime.combine(starts.date(), time())
        days = 1 if lot < 0.02 else random.randint(2, 4)
        return {"starts_local": first, "ends_local": first + timedelta(days=days), "is_all_day": True}
    return {"starts_local": starts, "ends_local": starts + timedelta(minutes=minutes), "is_all_day": False}


def _state(random: Random) -> dict[str, Any]:
    """Nineteen of twenty are public; some are called off, planned, for the network only, or still drafts."""
    lot = random.random()
    state = {"publication": "published", "scheduling": "confirmed", "visibility": "public", "status_reason": ""}
    if lot < 0.03:
        state |= {"scheduling": "cancelled" if lot < 0.02 else "postponed", "status_reason": random.choice(REASONS)}
    elif lot < 0.05:
        state["scheduling"] = "planned"
    elif lot < 0.07:
        state["visibility"] = "network"
    elif lot < 0.08:
        state["publication"] = "draft"
    return state


def random_for(seed: int, subject: str, number: int) -> Random:
    return Random(f"{seed} {subject} {number}")  # noqa: S311 - nothing here is secret
