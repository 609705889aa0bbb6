"""When two organisations turn out to be one: their pools and requests belong to the one that stays."""

from sqlalchemy import update

from kiknet.db import UNSEEN, db
from kiknet.organisations.models import Organisation
from kiknet.pools.models import PoolRequest
from kiknet.pools.queries import pools_of


def move_pools(organisation: Organisation, target: Organisation) -> None:
    """Inside the transaction that merges `organisation` into `target`; two pools of a kind become one."""
    stays = {pool.kind: pool for pool in pools_of(target.id)}
    for pool in pools_of(organisation.id):
        if pool.kind not in stays:
            pool.organisation_id = target.id
            continue
        there = stays[pool.kind]
        asked = update(PoolRequest).where(PoolRequest.pool_id == pool.id).values(pool_id=there.id)
        db.session.execute(asked, execution_options=UNSEEN)
        there.languages = sorted({*there.languages, *pool.languages})
        there.topics = sorted({*there.topics, *pool.topics})
        db.session.delete(pool)
    theirs = update(PoolRequest).where(PoolRequest.organisation_id == organisation.id)
    db.session.execute(theirs.values(organisation_id=target.id), execution_options=UNSEEN)
    db.session.flush()
