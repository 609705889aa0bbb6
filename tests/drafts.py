"""A draft to begin with: the Mill's language café on the Market Square."""

from datetime import datetime
from typing import Any

from kiknet.calendar.draft import EventDraft
from kiknet.places.draft import PlaceDraft

STARTS, ENDS = datetime(2027, 3, 9, 15), datetime(2027, 3, 9, 17)


def draft(**changes: Any) -> EventDraft:
    given = {
        "title": "Sprachcafé",
        "starts_local": STARTS,
        "ends_local": ENDS,
        "place": PlaceDraft(name="Market Square"),
    }
    return EventDraft(**(given | changes))


def open_draft(**changes: Any) -> EventDraft:
    return draft(starts_local=None, ends_local=None, is_date_open=True, **changes)
