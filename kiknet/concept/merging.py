"""When two organisations turn out to be one: the one that stays takes care of the other's measures."""

from sqlalchemy import delete, select, update

from kiknet.concept.models import responsible
from kiknet.db import UNSEEN, db
from kiknet.organisations.models import Organisation


def move_measures(organisation: Organisation, target: Organisation) -> None:
    """Inside the transaction that merges `organisation` into `target`."""
    theirs = responsible.c.organisation_id == organisation.id
    already = select(responsible.c.measure_id).where(responsible.c.organisation_id == target.id)
    db.session.execute(
        delete(responsible).where(theirs, responsible.c.measure_id.in_(already)), execution_options=UNSEEN
    )
    db.session.execute(update(responsible).where(theirs).values(organisation_id=target.id), execution_options=UNSEEN)
