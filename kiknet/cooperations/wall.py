"""The wall: which ideas hang on it, for whom. A page of it is a page of notes, the one last touched first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from kiknet.cooperations import policy
from kiknet.cooperations.models import Cooperation, CooperationPartner
from kiknet.cooperations.queries import WITH_PARTNERS, those_in_it
from kiknet.db import db
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

ON_WALL = ("idea", "seeking")
MOST_ON_PAGE = 4
EVERYBODY, NETWORK = "public", "network"


@dataclass(frozen=True)
class Page:
    """The notes of one page of the wall, and how many pages there are."""

    notes: list[Cooperation]
    number: int
    pages: int


@dataclass(frozen=True)
class Short:
    """An idea in a few words, for pages about other things; `who` leads it, if anybody does. `at` is when it came."""

    id: int
    title: str
    needs: str
    lang: str
    who: str | None
    at: datetime


def room_of(by: Acting | None, *, wants_everybody: bool = False) -> str:
    """Who may be looking: a room of the network sees what is for the network; with a stranger in it, what is public."""
    return NETWORK if policy.belongs(by) and not wants_everybody else EVERYBODY


def page(room: str, number: int) -> Page:
    """The page `number` of the ideas in this room, all equally full; none on what comes after them."""
    total = db.session.scalar(select(func.count()).select_from(Cooperation).where(*_hangs(room))) or 0
    pages = max(1, -(-total // MOST_ON_PAGE))
    each = -(-total // pages)
    if number > pages:
        return Page([], number, pages)
    found = _newest(select(Cooperation), room).options(*WITH_PARTNERS)
    notes = db.session.scalars(found.limit(each).offset((number - 1) * each))
    return Page(list(notes), number, pages)


def latest(by: Acting | None, most: int) -> list[Short]:
    """In one query: the newest ideas somebody may see."""
    columns = (
        Cooperation.id,
        Cooperation.title,
        Cooperation.needs,
        Cooperation.lang,
        Organisation.name,
        Cooperation.created_at,
    )
    leads = (
        CooperationPartner.cooperation_id == Cooperation.id,
        CooperationPartner.role == "lead",
        CooperationPartner.state == "accepted",
    )
    found = select(*columns).outerjoin(CooperationPartner, and_(*leads))
    takes_part = and_(Organisation.id == CooperationPartner.organisation_id, Organisation.state == "active")
    found = found.outerjoin(Organisation, takes_part)
    return [Short(*row) for row in db.session.execute(_newest(found, room_of(by)).limit(most))]


def _hangs(room: str) -> list[ColumnElement[bool]]:
    seen = [] if room == NETWORK else [Cooperation.visibility == "public"]
    return [Cooperation.state.in_(ON_WALL), Cooperation.hidden_at.is_(None), those_in_it().exists(), *seen]


def _newest(found: Any, room: str) -> Any:
    return found.where(*_hangs(room)).order_by(Cooperation.touched_at.desc(), Cooperation.id.desc())
