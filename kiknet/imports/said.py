"""What an event of another calendar says, without its times."""

import re
from dataclasses import replace

from kiknet.calendar.draft import EventDraft
from kiknet.errors import Rejected
from kiknet.i18n import _l
from kiknet.imports import texts, values
from kiknet.imports.components import Component
from kiknet.imports.read import ReadEvent
from kiknet.places.draft import PlaceDraft

_COMMA = re.compile(r"(?<!\\),")


def check_privacy(component: Component) -> None:
    if component.value("CLASS").upper() in {"PRIVATE", "CONFIDENTIAL"}:
        raise Rejected(_l("It is marked as private."))


def with_status(read: ReadEvent, component: Component) -> ReadEvent:
    """TENTATIVE is a plan for the network, or postponed if it says so as our own feeds do."""
    status = component.value("STATUS").upper()
    if status != "TENTATIVE":
        return replace(read, is_cancelled=status == "CANCELLED")
    if texts.says_postponed(values.text(component.value("SUMMARY"))):
        return replace(read, is_postponed=True)
    return replace(read, draft=replace(read.draft, scheduling="planned"))


def title_of(component: Component) -> str:
    return texts.title(values.text(component.value("SUMMARY")))


def draft_of(component: Component) -> EventDraft:
    """What it says, without its times. Nobody's address is kept (ORGANIZER, ATTENDEE)."""
    place, note, online = texts.location(values.text(component.value("LOCATION")[:2000]))
    link = component.value("URL")[:500]
    about = values.text(component.value("DESCRIPTION"))
    categories = [
        values.text(name) for line in component.all("CATEGORIES")[:20] for name in _COMMA.split(line.value)[:20]
    ]
    return EventDraft(
        title=title_of(component),
        description=texts.description(about, link),
        place=place,
        place_note=note,
        online_url=online,
        topics=texts.topics(categories),
    )


def place_apart(usual: EventDraft, own: EventDraft) -> tuple[PlaceDraft | None, str]:
    """Where a date takes place if not where the series does, and what is said of the place there."""
    if own.place is None or own.place == usual.place:
        return None, "" if own.place_note == usual.place_note else own.place_note
    return own.place, own.place_note


def differences(usual: EventDraft, own: EventDraft) -> str:
    """What else a date says of itself that the series does not: another title, another address to take part."""
    said = [own.title] if own.title and own.title != usual.title else []
    said += [own.online_url] if own.online_url and own.online_url != usual.online_url else []
    return values.one_line(" – ".join(said), 300)
