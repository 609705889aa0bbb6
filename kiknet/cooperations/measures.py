"""Which measures of the concept a cooperation serves: suggested from what it says, chosen by those who are in."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from kiknet.access import require
from kiknet.concept import links, queries, suggesting
from kiknet.concept.links import Kind, Thing
from kiknet.concept.models import MeasureLink
from kiknet.concept.suggesting import Wanted
from kiknet.cooperations import policy
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.parts import Item, Part
from kiknet.cooperations.queries import WITH_PARTNERS
from kiknet.db import db, line_up, transaction
from kiknet.i18n import _, _l
from kiknet.organisations.acting import Acting

KIND = "cooperation"
ENDED = ("cancelled", "archived")


def suggested(cooperation: Cooperation, words: str = "") -> list[int]:
    """The ids of at most five measures, for what it says or for `words` typed instead."""
    if words:
        return suggesting.suggest(Wanted(words), queries.candidates())
    text = f"{cooperation.summary} {cooperation.needs}"
    return suggesting.suggest(
        Wanted(cooperation.title, text, cooperation.fields, cooperation.audiences), queries.candidates()
    )


def links_of(cooperation: Cooperation) -> list[MeasureLink]:
    return links.links_of(KIND, cooperation.id)


def choose(by: Acting, cooperation: Cooperation, measure_ids: Collection[int]) -> None:
    """Let it serve these measures; the office decides about new ones. Raises `NotAllowed` or `Rejected`."""
    require(policy.may(by, "link", cooperation))
    with transaction():
        line_up(cooperation)
        require(policy.may(by, "link", cooperation))
        links.choose(by, KIND, cooperation.id, measure_ids)


def kind() -> Kind:
    """How the concept sees cooperations: those the network finds, and how they look in the office's list."""
    return Kind(live=_live, describe=_described)


def part() -> Part:
    """On its page: what it contributes to."""
    return Part(
        name="measures",
        heading=_l("What it contributes to"),
        empty=_l("Nothing chosen yet. The city has set itself goals; if this serves one, say so: it is not needed."),
        add=_l("What does it contribute to?"),
        items=_items,
        adding="cooperations.measures",
        given="cooperation_id",
    )


def _items(by: Acting | None, cooperation: Cooperation) -> list[Item]:
    """What the office has confirmed everybody sees; what waits only those who are in, and the office."""
    sees_all = by is not None and (by.is_office or policy.is_member(by, cooperation))
    states = {"confirmed": "", "proposed": _("waits for the network office")}
    return [
        Item(link.measure.words, "", states[link.state])
        for link in links_of(cooperation)
        if link.state == "confirmed" or (sees_all and link.state == "proposed")
    ]


def _live() -> Select[Any]:
    """What is hidden, called off or put away does not count, nor does anybody decide about it."""
    return select(Cooperation.id).where(Cooperation.hidden_at.is_(None), Cooperation.state.not_in(ENDED))


def _described(ids: Collection[int]) -> list[Thing]:
    found = select(Cooperation).where(Cooperation.id.in_(ids), Cooperation.id.in_(_live()))
    found = found.options(joinedload(Cooperation.initiator), *WITH_PARTNERS)
    return [_thing(cooperation) for cooperation in db.session.scalars(found)]


def _thing(cooperation: Cooperation) -> Thing:
    owner = cooperation.lead.organisation if cooperation.lead else cooperation.initiator
    names = ", ".join(partner.organisation.name for partner in cooperation.accepted)
    return Thing(
        cooperation.id,
        cooperation.title,
        "cooperations.cooperation",
        {"cooperation_id": cooperation.id},
        owner.id,
        owner.name,
        names,
    )
