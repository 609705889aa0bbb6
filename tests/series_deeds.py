"""What people do with series, made up by hypothesis."""

import os
from dataclasses import replace
from datetime import datetime, timedelta

from drafts import STARTS, draft
from hypothesis import strategies as st
from sqlalchemy import delete

from kiknet.calendar import date_deeds, service, splitting
from kiknet.calendar.copies import draft_of
from kiknet.calendar.date_deeds import DateDraft
from kiknet.calendar.models import Event
from kiknet.calendar.repeating import draft_from
from kiknet.calendar.service import post_event
from kiknet.db import db, transaction
from kiknet.errors import Rejected
from kiknet.feeds import memory
from kiknet.places.draft import PlaceDraft

EXAMPLES = int(os.environ.get("KIKNET_TEST_SERIES", "25"))
RULES = st.sampled_from(
    [
        "FREQ=DAILY;COUNT=9", "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=8", "FREQ=WEEKLY;INTERVAL=2;UNTIL=20280901",
        "FREQ=MONTHLY;BYDAY=-1SU;COUNT=7", "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=5", "FREQ=WEEKLY",
    ]
)  # fmt: skip
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["move", "elsewhere", "cancel", "take_back", "remove", "put_back", "all", "following", "add"]),
        st.integers(0, 11),
        st.integers(-30, 30),
    ),
    min_size=1,
    max_size=8,
)
BEGINS = st.sampled_from(
    [
        STARTS,
        datetime(2027, 3, 26, 2, 30),
        datetime(2027, 10, 29, 2, 30),
        datetime(2028, 2, 27, 23),
        datetime(2027, 12, 30, 22),
    ]
)


def play(cast, rule, begins, deeds):
    """Post a series, then do one thing after the other with what was the latest part of it."""
    event = post_event(cast.ana, draft(rule=rule, starts_local=begins, ends_local=begins + timedelta(hours=2)))
    for deed, number, hours in deeds:
        try:
            event = do(cast, event, deed, number, hours)
        except (Rejected, IndexError, ValueError):
            db.session.rollback()
        db.session.refresh(event)
    return event


def do(cast, event, deed, number, hours):
    """One thing people do with a series; what makes no sense just now is refused, as on the pages."""
    row = event.occurrences[number % len(event.occurrences)]
    usual, moved = date_deeds.draft_of(event, row), timedelta(hours=hours)
    times = {"starts_local": usual.starts_local + moved, "ends_local": usual.ends_local + moved}
    if deed == "move":
        date_deeds.change_date(cast.ana, event, row, replace(usual, **times))
    elif deed == "elsewhere":
        here = {"starts_local": usual.starts_local, "ends_local": usual.ends_local}
        date_deeds.change_date(
            cast.ana, event, row, DateDraft(**here, place=PlaceDraft(name="The Hall"), note="Anders")
        )
    elif deed == "cancel":
        date_deeds.cancel_date(cast.ana, event, row, "Krank")
    elif deed == "take_back":
        date_deeds.take_back_date(cast.ana, event, row)
    elif deed == "remove":
        date_deeds.remove_date(cast.ana, event, row)
    elif deed == "put_back":
        date_deeds.put_back_date(cast.ana, event, event.removed[0])
    elif deed == "add":
        date_deeds.add_date(cast.ana, event, event.starts_local + moved)
    elif deed == "following":
        return splitting.change_following(cast.ana, event, row.recurrence_id, draft_from(event, row), event.revision)
    else:
        known = draft_of(event)
        shifted = {"starts_local": known.starts_local + moved / 10, "ends_local": known.ends_local + moved / 10}
        same = {name: getattr(known, name) for name in ("rule", "added", "removed", "room_id")}
        place = PlaceDraft(name="The Hall" if number % 2 else "Market Square")
        service.change_event(cast.ana, event, draft(**same, **shifted, place=place), event.revision)
    return event


def nothing_is_on():
    """The network as it was before the last series."""
    db.session.rollback()
    with transaction() as session:
        session.execute(delete(Event))
    memory.forget()
