"""What happens by itself so that feeds stay cheap."""

from sqlalchemy import select

from kiknet import clock, i18n
from kiknet.calendar import texts
from kiknet.calendar.kept_models import EventText
from kiknet.db import db, transaction
from kiknet.feeds import queries

AT_ONCE = 100


def refresh_texts() -> int:
    """Store, in every language, the VEVENTs of the feeds' window that are missing or that a rename made stale.

    Returns how many there were. Short transactions: nobody who posts an event has to wait.
    """
    count = 0
    for language in i18n.LANGUAGES:
        stale = queries.stale_events(clock.today(), language)
        db.session.rollback()
        for start in range(0, len(stale), AT_ONCE):
            with transaction():
                texts.store_by_id(stale[start : start + AT_ONCE], language)
        count += len(stale)
    return count


def has_old_texts() -> bool:
    """Whether texts were written by an earlier version, for another address or with other names of the fields."""
    language, program = i18n.DEFAULT, texts.made_with(i18n.DEFAULT)
    old = select(EventText.event_id).where(EventText.language == language, EventText.made_with != program)
    return db.session.scalar(old.limit(1)) is not None
