"""How often somebody may try: counted in the database, so all workers count together."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import String, delete, update
from sqlalchemy.orm import Mapped, mapped_column

from kiknet import clock
from kiknet.db import Base, db, transaction, upsert
from kiknet.errors import TooOften


class Attempt(Base):
    """Tries of one kind by one party in one stretch of time; the party is a hash, never an address."""

    __tablename__ = "attempts"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    window_ends_at: Mapped[datetime] = mapped_column(primary_key=True)
    count: Mapped[int]


def count(kind: str, party: str, most: int, within: timedelta) -> None:
    """Count one try; raise `TooOften` when `party` has used up `most` tries in this stretch of `within`."""
    now = clock.now()
    seconds = int(within.total_seconds())
    ends = datetime.fromtimestamp((int(now.timestamp()) // seconds + 1) * seconds, now.tzinfo)
    statement = upsert(Attempt).values(key=_key(kind, party), window_ends_at=ends, count=1)
    with transaction() as session:
        tries = session.execute(
            statement.on_conflict_do_update(
                index_elements=[Attempt.key, Attempt.window_ends_at], set_={"count": Attempt.count + 1}
            ).returning(Attempt.count)
        ).scalar_one()
    if tries > most:
        raise TooOften(max(1, int((ends - now).total_seconds())))


def forgive(kind: str, party: str) -> None:
    """Forget the tries of `party`, after one succeeded."""
    with transaction() as session:
        session.execute(update(Attempt).where(Attempt.key == _key(kind, party)).values(count=0))


def forget_old() -> None:
    with transaction() as session:
        session.execute(delete(Attempt).where(Attempt.window_ends_at < clock.now()))
        db.session.flush()


def _key(kind: str, party: str) -> str:
    return hashlib.sha256(f"{kind}\0{party.casefold()}".encode()).hexdigest()
