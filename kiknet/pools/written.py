"""A request in words."""

from datetime import datetime

from kiknet.i18n import _, written_moment
from kiknet.pools.models import PoolRequest
from kiknet.pools.words import LASTING, WHERE
from kiknet.vocabulary.queries import district_names


def written_when(request: PoolRequest, style: str = "full") -> str:
    """ "Dienstag, 9. März 2027, 15:00 Uhr (1 Stunde)"."""
    return f"{written_moment(datetime.combine(request.day, request.starts), style)} ({LASTING[request.minutes]})"


def written_where(request: PoolRequest) -> str:
    """ "In einem Amt, Reichsstadt". Who asks chose "at our place": both sides read at whose."""
    district = district_names().get(str(request.district))
    place = str(WHERE[request.where])
    if request.where == "ours":
        place = _("At the place of %(name)s", name=request.organisation.name)
    return f"{place}, {district}" if district else place
