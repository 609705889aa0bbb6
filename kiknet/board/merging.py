"""When two organisations turn out to be one: their listings and answers belong to the one that stays."""

from sqlalchemy import ColumnElement, Select, delete, or_, select, update

from kiknet import revisions
from kiknet.board.models import ALIVE_STATES, Interest, Listing
from kiknet.db import UNSEEN, db, line_up_all
from kiknet.organisations.models import Organisation


def move_listings(organisation: Organisation, target: Organisation) -> None:
    """Inside the transaction that merges `organisation` into `target`: nobody answers themselves, nobody twice.

    Where both have answered, what was agreed is kept, else what the one that stays has said.
    """
    columns = (Listing.organisation_id, Listing.fulfilled_with_id)
    concerned = or_(*(column == organisation.id for column in columns))
    line_up_all(Listing, concerned)
    ids = db.session.scalars(select(Listing.id).where(concerned)).all()
    for column in columns:
        moved = update(Listing).where(column == organisation.id).values({column.key: target.id})
        db.session.execute(moved, execution_options=UNSEEN)
    revisions.stamp_later(*db.session.scalars(select(Listing).where(Listing.id.in_(ids))).all())
    theirs, ours = Interest.organisation_id == organisation.id, Interest.organisation_id == target.id
    own = select(Listing.id).where(Listing.organisation_id == target.id)
    _drop(theirs | ours, Interest.listing_id.in_(own))
    _drop(ours, Interest.state == "open", Interest.listing_id.in_(_answered(theirs, "accepted")))
    _drop(theirs, Interest.state.in_(ALIVE_STATES), Interest.listing_id.in_(_answered(ours, *ALIVE_STATES)))
    db.session.execute(update(Interest).where(theirs).values(organisation_id=target.id), execution_options=UNSEEN)


def _answered(whose: ColumnElement[bool], *states: str) -> Select[int]:
    return select(Interest.listing_id).where(whose, Interest.state.in_(states))


def _drop(*conditions: ColumnElement[bool]) -> None:
    db.session.execute(delete(Interest).where(*conditions), execution_options=UNSEEN)
