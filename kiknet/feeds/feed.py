"""What the address of a feed asks for, and the calendar that answers it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask import current_app

from kiknet import i18n
from kiknet.calendar import texts
from kiknet.calendar.filter import Filter
from kiknet.calendar.labels import described
from kiknet.feeds import ical
from kiknet.feeds.pieces import pieces_of
from kiknet.i18n import _
from kiknet.organisations.models import Organisation

PORTION = 64


@dataclass(frozen=True)
class Feed:
    """A filter of the calendar in one language, and what the calendar says about itself."""

    chosen: Filter
    language: str
    heading: ical.Heading


class Edition:
    """A feed as it is on a day, at a revision of the network."""

    def __init__(self, feed: Feed, today: date, revision: int) -> None:
        program = texts.made_with(feed.language)
        pieces = pieces_of(feed.chosen, feed.language, today, revision, program)
        newest = max(((piece.revision, piece.changed_at) for piece in pieces.values()), default=None)
        head = ical.head(feed.heading)
        self._parts = ical.calendar(head, (pieces[event_id].text for event_id in sorted(pieces)))
        self.size = sum(map(len, self._parts))
        self.etag = _tag(head, (feed.chosen.query(), today, program, len(pieces), newest))

    def portions(self) -> Iterator[bytes]:
        """Joined anew for each answer, for the pieces are kept already; a few at a time, for a feed is megabytes."""
        for first in range(0, len(self._parts), PORTION):
            yield b"".join(self._parts[first : first + PORTION])


def _tag(head: bytes, state: tuple[object, ...]) -> str:
    """From the newest change and the count, not from the texts: equal for every process that answers.

    The day counts because the window moves at midnight; the frame, because a new version may write it anew.
    """
    return hashlib.sha256(head + repr(state).encode()).hexdigest()[:32]


def of_filter(chosen: Filter) -> Feed:
    """The whole calendar, or what `chosen` lets through, in the language of the moment."""
    words = in_words(chosen)
    name = f"{_network()}: {words}" if words else _network()
    description = _("What is on: %(filter)s.", filter=words) if words else _("Everything that is on in the network.")
    return _feed(chosen, name, description, "/kalender", "/feeds/kalender.ics", chosen.query())


def of_organisation(organisation: Organisation) -> Feed:
    """What the organisation owns or has agreed to organise with others."""
    name, slug = organisation.name, organisation.slug
    description = _("Events by %(name)s.", name=name)
    page, path = f"/organisationen/{slug}", f"/feeds/organisationen/{slug}.ics"
    return _feed(Filter(organisations=(slug,)), f"{name} – {_network()}", description, page, path, [])


def in_words(chosen: Filter) -> str:
    """What the filter lets through; empty for the whole calendar."""
    return " · ".join(words for _key, _value, words in described(chosen))


def _feed(chosen: Filter, name: str, description: str, page: str, path: str, query: list[tuple[str, str]]) -> Feed:
    language, base_url = i18n.language(), current_app.extensions["kiknet"].base_url
    pairs = [*query, *([] if language == i18n.DEFAULT else [("sprache", language)])]
    suffix = f"?{urlencode(pairs)}" if pairs else ""
    heading = ical.Heading(name, description, f"{base_url}{page}{suffix}", f"{base_url}{path}{suffix}")
    return Feed(chosen, language, heading)


def _network() -> str:
    name: str = current_app.extensions["kiknet"].network_name
    return name
