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
    """ "In einem Amt, Reichsstadt". Who asks chose "at our place": both sides read at whose."""
    district = district_names().get(str(request.district))
    place = str(WHERE[request.where])
    if request.where == "ours":
        place = _("At the place of %(name)s", name=request.organisation.name)
    return f"{place}, {district}" if district else place
