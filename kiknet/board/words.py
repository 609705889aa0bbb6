"""What the states and kinds of the board are called."""

from typing import Any

from kiknet.i18n import _, _l, calendar_names
from kiknet.vocabulary.words import language_name

DIRECTIONS = {"need": _l("Wanted"), "offer": _l("Offered")}
"""The two words on every card."""

CHOICES = {"need": _l("We are looking for something"), "offer": _l("We offer something")}
KIND_NAMES = {
    "room": _l("Room"),
    "furniture": _l("Furniture"),
    "equipment": _l("Equipment"),
    "language_partner": _l("Language partners"),
    "interpreter": _l("Interpreting"),
    "volunteer": _l("Volunteers"),
    "speaker": _l("Speakers"),
    "cooperation_partner": _l("Partners to do something together"),
    "transport": _l("Transport"),
    "know_how": _l("Know-how and advice"),
    "other": _l("Something else"),
}
STATE_NAMES = {
    "draft": _l("Draft"),
    "submitted": _l("Waits for the office"),
    "active": _l("On the board"),
    "paused": _l("Paused"),
    "fulfilled": _l("Settled"),
    "expired": _l("Expired"),
    "withdrawn": _l("Withdrawn"),
    "rejected": _l("Declined by the office"),
    "removed": _l("Removed by the office"),
}
INTEREST_NAMES = {
    "open": _l("Waits for an answer"),
    "accepted": _l("Accepted"),
    "declined": _l("Declined"),
    "withdrawn": _l("Taken back"),
}
WHEN_NAMES = {
    "": _l("Still open"),
    "flexible": _l("Flexible"),
    "weekly": _l("On certain weekdays"),
    "dates": _l("On certain dates"),
}
PART_NAMES = {
    "": _l("Any time"),
    "morning": _l("In the morning"),
    "afternoon": _l("In the afternoon"),
    "evening": _l("In the evening"),
}
ROLE_NAMES = {
    "speaks": _l("We speak it"),
    "learns": _l("We are learning it"),
    "offers": _l("We offer it"),
    "wants": _l("We need it"),
}
SAID = {
    "speaks": _l("speak %(language)s"),
    "learns": _l("are learning %(language)s"),
    "offers": _l("offer %(language)s"),
    "wants": _l("need %(language)s"),
}
LEVEL_NAMES = {
    "A1": _l("A1 – first words"),
    "A2": _l("A2 – simple sentences"),
    "B1": _l("B1 – everyday life"),
    "B2": _l("B2 – fluent"),
    "C1": _l("C1 – very good"),
    "C2": _l("C2 – nearly like a mother tongue"),
    "native": _l("Mother tongue"),
}
OVER = {
    "fulfilled": _l("This has been settled with somebody else by now."),
    "withdrawn": _l("The listing has been taken back."),
    "removed": _l("The listing is no longer on the board."),
}
"""Reasons kiknet gives by itself, by what became of the listing."""
GONE = {
    "fulfilled": (_l("This has been settled."), _l("Somebody was found. On the board you see what else is on it.")),
    "expired": (
        _l("This is no longer on the board."),
        _l("Its time is over. On the board you see what else is on it."),
    ),
    "withdrawn": (
        _l("This entry was taken back."),
        _l("The organisation that posted it has withdrawn it. On the board you see what else is on it."),
    ),
}
"""What somebody reads who comes to a listing that is over: headline and sentence."""


def state_name(state: str) -> str:
    return str(STATE_NAMES[state])


def interest_name(state: str) -> str:
    return str(INTEREST_NAMES[state])


def reason_shown(reason: str) -> str:
    """Why an interest was declined: what somebody wrote, or what happened."""
    return str(OVER.get(reason, reason))


def roles_of(direction: str, kind: str) -> list[tuple[str, str]]:
    """What one can do with a language in a listing of this kind, the most likely first."""
    if kind == "language_partner":
        codes = ["speaks", "learns"]
    elif kind in {"interpreter", "speaker", "know_how", "volunteer"}:
        codes = ["wants", "speaks"] if direction == "need" else ["offers", "speaks"]
    else:
        codes = list(ROLE_NAMES)
    return [(code, str(ROLE_NAMES[code])) for code in codes]


def weekday_choices() -> list[tuple[str, str]]:
    return [(str(day), name) for day, name in enumerate(calendar_names().short)]


def spoken_text(languages: list[dict[str, Any]]) -> str:
    """The languages of a listing: "lernen Deutsch (A2), sprechen Ukrainisch und Türkisch"."""
    by_role = [(role, [spoken for spoken in languages if spoken["role"] == role]) for role in SAID]
    return ", ".join(
        str(SAID[role]) % {"language": joined([_named(spoken) for spoken in several])}
        for role, several in by_role
        if several
    )


def joined(names: list[str]) -> str:
    """ "A", "A und B", "A, B und C"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(several)s and %(last)s", several=", ".join(names[:-1]), last=names[-1])


def _named(spoken: dict[str, Any]) -> str:
    name, level = language_name(spoken["lang"]), spoken.get("level")
    if not level:
        return name
    return f"{name} ({level})" if level != "native" else _("%(language)s as a mother tongue", language=name)
