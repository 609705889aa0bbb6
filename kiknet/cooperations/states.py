"""Which states a cooperation goes through, and what each of them needs. Knows neither database nor person."""

from dataclasses import dataclass

STATES = ("idea", "seeking", "planning", "active", "completed", "cancelled", "archived")
ORIGINS = ("idea", "match", "event", "manual")
ROLES = ("lead", "partner", "supporter")
PARTNER_STATES = ("interested", "invited", "accepted", "left", "declined")

OPEN = frozenset({"idea", "seeking", "planning", "active"})
"""Something is still being done about it."""
NEXT = {
    "idea": frozenset({"seeking", "planning", "cancelled", "archived"}),
    "seeking": frozenset({"idea", "planning", "cancelled"}),
    "planning": frozenset({"seeking", "active", "cancelled"}),
    "active": frozenset({"planning", "completed", "cancelled"}),
    "completed": frozenset({"active"}),
    "cancelled": frozenset({"idea", "seeking", "planning"}),
    "archived": frozenset({"idea"}),
}
FEWEST_PARTNERS = 2


@dataclass(frozen=True)
class Facts:
    """What a cooperation has, as far as its states ask for it."""

    accepted: int
    has_event: bool = False
    has_start: bool = False
    has_outcome: bool = False


def missing(state: str, facts: Facts) -> str:
    """What is missing before a cooperation may come into `state`: "partners", "date", "outcome" or "" for nothing.

    Planning needs two organisations that have accepted; active an event or a first day as well; completed an outcome.
    """
    if state in {"planning", "active"} and facts.accepted < FEWEST_PARTNERS:
        return "partners"
    if state == "active" and not (facts.has_event or facts.has_start):
        return "date"
    if state == "completed" and not facts.has_outcome:
        return "outcome"
    return ""


def onward(state: str) -> str:
    """The state that comes next when all goes well; "" at the end."""
    return {"idea": "planning", "seeking": "planning", "planning": "active", "active": "completed"}.get(state, "")


def choices(state: str) -> list[str]:
    """Where its lead may move it from here, what is likeliest first. What was put away is "kept" instead."""
    if state == "archived":
        return []
    order = [onward(state), "idea", "seeking", "planning", "active", "completed", "cancelled"]
    return [each for each in dict.fromkeys(order) if each in NEXT[state]]
