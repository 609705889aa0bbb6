"""Finding days: those kiknet works out, and those of the office's own list."""

from datetime import date

from sqlalchemy import Select, select

from kiknet.db import db
from kiknet.errors import NotFound
from kiknet.i18n import language
from kiknet.observances import almanac
from kiknet.observances.models import OwnObservance
from kiknet.observances.observance import Day


def days_between(first: date, last: date) -> list[Day]:
    """Everything that touches the days from `first` to `last`, in order: one query."""
    touching = own_list().where(OwnObservance.last_day >= first, OwnObservance.first_day <= last)
    own = [day_of(row) for row in db.session.scalars(touching)]
    return sorted([*almanac.between(first, last), *own], key=lambda day: day.order)


def own_list() -> Select[OwnObservance]:
    return select(OwnObservance).order_by(OwnObservance.first_day, OwnObservance.id)


def own_since(today: date) -> list[OwnObservance]:
    """The office's own ones that are not over."""
    return list(db.session.scalars(own_list().where(OwnObservance.last_day >= today)))


def own_by_id(observance_id: int) -> OwnObservance:
    """Raises `NotFound`."""
    found = db.session.get(OwnObservance, observance_id)
    if found is None:
        raise NotFound
    return found


def day_of(own: OwnObservance) -> Day:
    return Day(own.key, own.name_in(language()), own.first_day, own.last_day)
