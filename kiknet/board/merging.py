"""When two organisations turn out to be one: their listings and answers belong to the one that stays."""

from sqlalchemy import delete, select, update

from kiknet import clock, revisions
from kiknet.board.models import Interest, Listing
from kiknet.conversations.models import Conversation
from kiknet.db import db
from kiknet.organisations.models import Organisation


def move_listings(organisation: Organisation, target: Organisation) -> None:
    """Inside the transaction that merges `organisation` into `target`: nobody answers themselves, nobody twice."""
    changed = {"revision": revisions.stamp(), "changed_at": clock.now()}
    for column in (Listing.organisation_id, Listing.fulfilled_with_id):
        moved = update(Listing).where(column == organisation.id).values({column.key: target.id, **changed})
        db.session.execute(moved, execution_options={"synchronize_session": False})
    own = select(Listing.id).where(Listing.organisation_id == target.id)
    answered = select(Interest.listing_id).where(Interest.organisation_id == target.id)
    theirs = Interest.organisation_id == organisation.id
    double = Interest.listing_id.in_(answered) | Interest.listing_id.in_(own)
    db.session.execute(delete(Interest).where(theirs, double), execution_options={"synchronize_session": False})
    to_itself = (Interest.organisation_id == target.id) & Interest.listing_id.in_(own)
    db.session.execute(delete(Interest).where(to_itself), execution_options={"synchronize_session": False})
    db.session.execute(
        update(Interest).where(theirs).values(organisation_id=target.id),
        execution_options={"synchronize_session": False},
    )


def follow_conversation(gone: Conversation, stays: Conversation) -> None:
    """Inside the same transaction: what was said in the one conversation goes on in the other."""
    held = update(Interest).where(Interest.conversation_id == gone.id)
    db.session.execute(held.values(conversation_id=stays.id), execution_options={"synchronize_session": False})
