"""Finding pools and requests. What somebody may not see is not found."""

from collections.abc import Collection

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from kiknet import clock
from kiknet.db import db
from kiknet.errors import NotFound
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.pools import policy
from kiknet.pools.counter import Asked
from kiknet.pools.models import Pool, PoolRequest


def open_pools() -> list[Pool]:
    """What the network can ask, by kind and name; one query."""
    found = (
        select(Pool)
        .join(Pool.organisation)
        .options(contains_eager(Pool.organisation))
        .where(Pool.is_open, Organisation.state == "active")
    )
    return list(db.session.scalars(found.order_by(Pool.kind, Organisation.name)))


def pools_of(organisation_id: int | None) -> list[Pool]:
    return list(db.session.scalars(select(Pool).where(Pool.organisation_id == organisation_id).order_by(Pool.kind)))


def pool_by_id(pool_id: int) -> Pool:
    """With its organisation, for everybody signed in. Raises `NotFound`."""
    found = db.session.get(Pool, pool_id, options=[joinedload(Pool.organisation)])
    if found is None:
        raise NotFound
    return found


def request_by_id(by: Acting, request_id: int) -> PoolRequest:
    """Raises `NotFound`."""
    both = [joinedload(PoolRequest.pool).joinedload(Pool.organisation), joinedload(PoolRequest.organisation)]
    found = db.session.get(PoolRequest, request_id, options=both)
    if found is None or not policy.may_see(by, found):
        raise NotFound
    return found


def request_by_key(key: str) -> PoolRequest | None:
    return db.session.scalar(select(PoolRequest).where(PoolRequest.key == key))


def asked_by(organisation_id: int | None) -> Select[PoolRequest]:
    """What an organisation has asked for, the latest first."""
    return _with_both().where(PoolRequest.organisation_id == organisation_id).order_by(PoolRequest.id.desc())


def waiting_for(pools: Collection[Pool]) -> list[PoolRequest]:
    """What the coordinators have not answered, the next day first."""
    found = _with_both().where(
        PoolRequest.pool_id.in_([pool.id for pool in pools]),
        PoolRequest.state == "open",
        PoolRequest.day >= clock.today(),
    )
    return list(db.session.scalars(found.order_by(PoolRequest.day, PoolRequest.starts, PoolRequest.id)))


def settled_for(pools: Collection[Pool]) -> Select[PoolRequest]:
    """What was asked of these pools and is answered, withdrawn or over, the latest day first."""
    over = (PoolRequest.state != "open") | (PoolRequest.day < clock.today())
    found = _with_both().where(PoolRequest.pool_id.in_([pool.id for pool in pools]), over)
    return found.order_by(PoolRequest.day.desc(), PoolRequest.starts.desc(), PoolRequest.id.desc())


def counted(pool: Pool) -> list[Asked]:
    """Every request of a pool as the counter counts it."""
    found = select(PoolRequest.created_at, PoolRequest.language, PoolRequest.state)
    rows = db.session.execute(found.where(PoolRequest.pool_id == pool.id))
    return [Asked(clock.to_local(at).date(), language, state) for at, language, state in rows]


def pools_counted_for(by: Acting) -> list[Pool]:
    """Whose numbers somebody may read: their organisation's; the office, which reports, all."""
    if by.is_office:
        found = select(Pool).options(joinedload(Pool.organisation)).order_by(Pool.kind, Pool.id)
        return list(db.session.scalars(found))
    return pools_of(by.organisation_id)


def _with_both() -> Select[PoolRequest]:
    pool = joinedload(PoolRequest.pool).joinedload(Pool.organisation)
    return select(PoolRequest).options(pool, joinedload(PoolRequest.organisation))
