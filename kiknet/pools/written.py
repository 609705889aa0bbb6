"""A request in words."""

from kiknet.i18n import _, written_day
from kiknet.pools.models import PoolRequest
from kiknet.pools.words import LASTING, WHERE
from kiknet.vocabulary.queries import district_names


def written_when(request: PoolRequest) -> str:
    """ "Dienstag, 9. März 2027, 15:00 Uhr (1 Stunde)"."""
    day, lasts = written_day(request.day), LASTING[request.minutes]
    return _("%(day)s, %(time)s (%(lasts)s)", day=day, time=f"{request.starts:%H:%M}", lasts=lasts)


def written_where(request: PoolRequest) -> str:
    district = district_names().get(str(request.district))
    return f"{WHERE[request.where]}, {district}" if district else str(WHERE[request.where])
