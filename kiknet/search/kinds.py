"""What can be found. A capability joins by one `Kind` in `KINDS`; their order decides between equal hits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel.speaklater import LazyString
from sqlalchemy import Select

from kiknet.i18n import _l
from kiknet.organisations.acting import Acting
from kiknet.search import cooperations, events, listings, organisations, resources
from kiknet.search.found import Found


@dataclass(frozen=True)
class Kind:
    """One kind of thing that can be found.

    `source` selects, for every thing there is: `object_id`, `name` (its title as typed), `text` (all its words, folded,
    the title's first), `audience` ("public", "network", or "none" for what nobody finds), `starts_at`, `ends_at` (both
    may be empty) and `revision`, that of the network when the words were written.
    `read` gives hits by id, for whoever asks; it decides anew who may see them.
    """

    name: str
    label: LazyString
    value: str
    sign: str
    source: Callable[[], Select[Any]]
    read: Callable[[Acting | None, Sequence[int]], dict[int, Found]]


KINDS = (
    Kind("organisation", _l("Organisations"), "organisationen", "people", organisations.source, organisations.read),
    Kind("listing", _l("Wanted and offered"), "suchen-bieten", "speech", listings.source, listings.read),
    Kind("cooperation", _l("Cooperations"), "kooperationen", "people", cooperations.source, cooperations.read),
    Kind("resource", _l("Rooms and things to borrow"), "raeume", "room", resources.source, resources.read),
    Kind("event", _l("Events"), "veranstaltungen", "calendar", events.source, events.read),
)
BY_NAME = {kind.name: kind for kind in KINDS}
