"""The one place that knows what time it is and what a time zone is.

Inside kiknet every moment is an aware datetime in UTC. An event's own start is
wall time: a naive datetime together with an IANA zone. People see and type
wall time; it crosses the border through `to_local` and `from_local`.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

HOME_ZONE = "Europe/Berlin"


def now() -> datetime:
    return datetime.now(UTC)


def today(zone: str = HOME_ZONE) -> date:
    return now().astimezone(ZoneInfo(zone)).date()


def to_local(moment: datetime, zone: str = HOME_ZONE) -> datetime:
    """What clocks in `zone` show at `moment` (aware), as a naive datetime."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def from_local(wall_time: datetime, zone: str = HOME_ZONE) -> datetime:
    """The moment (aware, UTC) at which clocks in `zone` show `wall_time` (naive).

    A time skipped in spring moves forward by the gap; a time that occurs twice
    in autumn means the first one.
    """
    return wall_time.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


@lru_cache(maxsize=64)
def midnight(day: date, zone: str = HOME_ZONE) -> datetime:
    """The moment at which `day` begins in `zone`."""
    return from_local(datetime.combine(day, time.min), zone)


def day_span(first: date, last: date, zone: str = HOME_ZONE) -> tuple[datetime, datetime]:
    """The half-open stretch of moments from the beginning of `first` to the end of `last`."""
    return midnight(first, zone), midnight(last + timedelta(days=1), zone)
