"""What a wide word means where something else is said beside it: tents to sleep in, tents for a party."""

from collections.abc import Mapping

from kiknet.fold import fold
from kiknet.matching import lexicon, verbs
from kiknet.matching.entry import Entry
from kiknet.matching.said import ways
from kiknet.matching.said.phrases import section

THINGS = frozenset({"furniture", "equipment"})
DEEDS = frozenset({"volunteer", "know_how"})
HAULED = frozenset({"cooking", "food"})
BESIDE: Mapping[str, Mapping[str, frozenset[str]]] = {
    "tent": {
        "camping_tent": frozenset({"bedroom", "kids_media", "campsite"}),
        "pavilion": frozenset({"party", "market", "stall", "concert"}),
    },
    "repair": {"bikerepair": frozenset({"bicycle"})},
    "cooking": {"catering": frozenset({"party"})},
    "accompany": {"accompaniment": frozenset({"piano", "guitar"})},
    "carseat": {"bikeseat": frozenset({"bicycle"})},
    "pram": {"twinpram": frozenset({"twins"})},
    "screen": {"canvas": frozenset({"painting"})},
    "goals": {"handballgoals": frozenset({"handball"})},
    "mats": {"yogamats": frozenset({"yoga"}), "gymmats": frozenset({"gymnastics"})},
}
NO_KIND = {"food": "whiteboard", "printer3d": "printer", "twinpram": "pram"}
"""What is called like something wider and does not do for it: a title that says "printer" may mean one for figures."""
GOES_WITH = {"strolls": "dogs", "watering": "candles"}
"""What is no subject of its own beside the other: dogs are walked, candles poured."""
BY_THE_WAY = 0.5
LESSONS = {
    "piano": "piano_lesson",
    "guitar": "guitar_lesson",
    "drum": "drum_lesson",
    "violin": "violin_lesson",
    "flute": "wind_lesson",
    "brass": "wind_lesson",
    "saxophone": "wind_lesson",
    "instrument": "instrument_lesson",
    "accordion": "instrument_lesson",
    "lute": "instrument_lesson",
    "cello": "instrument_lesson",
}
PLACES = {
    "baking": "kitchen",
    "cooking": "kitchen",
    "gymnastics": "sportshall",
    "yoga": "sportshall",
    "sport": "sportshall",
    "dance": "sportshall",
    "choir": "musicroom",
    "language_course": "classroom",
    "museum": "exhibition_space",
}
LIGHTS = frozenset({"spotlights", "lamp", "sound"})


def narrowed(found: Mapping[str, float]) -> dict[str, float]:
    """The concepts of a listing, a wide one replaced by the one kind of it that all else speaks for."""
    meant = dict(found)
    for wide, kinds in BESIDE.items():
        if wide not in found or any(wide in lexicon.wider_of(name) for name in found):
            continue
        likely = [kind for kind, beside in kinds.items() if beside & found.keys() and kind not in found]
        if len(likely) == 1:
            meant[likely[0]] = meant.pop(wide)
    for aside, subject in GOES_WITH.items():
        if subject in meant and aside in meant:
            meant[subject] = max(meant[subject], meant.pop(aside))
    for kind, wide in NO_KIND.items():
        if kind in meant and wide in meant:
            meant[kind] = max(meant[kind], meant.pop(wide))
    return meant


def for_kind(entry: Entry, found: Mapping[str, float]) -> dict[str, float]:
    """The concepts of a listing, as they are meant under its kind."""
    if entry.kind == "room":
        return _with_place(found)
    if entry.kind in THINGS:
        return _as_things(found)
    if entry.kind in DEEDS:
        return _as_deeds(found, is_taught=ways.is_taught(entry.title, entry.text))
    if entry.kind == "transport" and HAULED & found.keys() and _hauls(fold(entry.title)):
        return _as_freight(found)
    return dict(found)


def _with_place(found: Mapping[str, float]) -> dict[str, float]:
    """A room to cook in is a kitchen."""
    places = {PLACES[deed]: weight for deed, weight in found.items() if deed in PLACES}
    return {**places, **found}


def _as_things(found: Mapping[str, float]) -> dict[str, float]:
    """A stage that is lent is what it is put together from, unless it is what something else is for."""
    if "stage" not in found or found["stage"] < max(found.values()) or LIGHTS & found.keys():
        return dict(found)
    return {"platforms" if name == "stage" else name: weight for name, weight in found.items()}


def _as_deeds(found: Mapping[str, float], *, is_taught: bool) -> dict[str, float]:
    """Who teaches the piano gives piano lessons, who plays it makes music; nobody gives a piano away."""
    meant = dict(found)
    for name in found.keys() & LESSONS.keys():
        if is_taught:
            meant[LESSONS[name]] = max(meant[name], meant.get(LESSONS[name], 0.0))
            meant[name] = min(meant[name], BY_THE_WAY)
        else:
            meant["music"] = max(BY_THE_WAY, meant.get("music", 0.0))
    return meant


def _as_freight(found: Mapping[str, float]) -> dict[str, float]:
    """Meals that are taken round are things, and nobody rides with them."""
    meant = {name: weight for name, weight in found.items() if name != "driving_ride"}
    if "cooking" in meant:
        meant["food"] = max(meant.pop("cooking"), meant.get("food", 0.0))
    return meant


def _hauls(said: str) -> bool:
    return section("hauls").search(" ".join((said, *verbs.rejoined(said.split())))) is not None
