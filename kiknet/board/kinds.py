"""What can be looked for and offered, and what a listing of each kind is asked. Pure: no Flask, no database."""

DIRECTIONS = ("offer", "need")
KINDS = (
    "room", "furniture", "equipment", "language_partner", "interpreter", "volunteer", "speaker",
    "cooperation_partner", "transport", "know_how", "other",
)  # fmt: skip
LENT = {"room": "room", "furniture": "furniture", "equipment": "equipment", "transport": "vehicle"}
"""Kind of listing → kind of resource: an offer of these may point to something that is booked here."""

ASKED: dict[str, tuple[str, ...]] = {
    "room": ("capacity", "features", "availability"),
    "furniture": ("quantity", "availability"),
    "equipment": ("quantity", "availability"),
    "language_partner": ("languages", "availability"),
    "interpreter": ("languages", "availability"),
    "volunteer": ("quantity", "availability", "languages"),
    "speaker": ("languages", "availability"),
    "cooperation_partner": ("availability",),
    "transport": ("capacity", "availability"),
    "know_how": ("languages", "availability"),
    "other": ("quantity", "availability"),
}
ROLES = ("speaks", "learns", "offers", "wants")
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2", "native")


def asked(direction: str, kind: str) -> tuple[str, ...]:
    """The fields a listing has beside those all have. An offer of something lent may name its resource."""
    fields = ASKED.get(kind, ASKED["other"])
    return ("resource", *fields) if direction == "offer" and kind in LENT else fields
