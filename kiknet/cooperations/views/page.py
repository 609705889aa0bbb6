"""One cooperation: what it is, where it stands, who is in; for those who are in, what they work with."""

from typing import Any

from flask import render_template

from kiknet import clock
from kiknet.cooperations import lists, parts, policy, queries, sections, states
from kiknet.cooperations.forms import ContributionForm
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.service.moving import facts
from kiknet.cooperations.views.blueprint import bp
from kiknet.cooperations.views.inside import inside
from kiknet.cooperations.words import next_step
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Membership
from kiknet.organisations.session import acting_or_none, memberships
from kiknet.vocabulary.queries import field_names
from kiknet.vocabulary.words import audience_name
from kiknet.web.hints import hints
from kiknet.web.pagination import page_number, paginate
from kiknet.web.public import public
from kiknet.web.templating import here


@bp.get("/kooperationen/<int:cooperation_id>")
@public
def cooperation(cooperation_id: int) -> str:
    by = acting_or_none()
    return cooperation_page(by, queries.cooperation_by_id(by, cooperation_id))


def cooperation_page(by: Acting | None, found: Cooperation, contribution: ContributionForm | None = None) -> str:
    """What a stranger, the network and its own organisations see of it."""
    names = field_names()
    is_inside = policy.may_see_inside(by, found)
    return render_template(
        "cooperations/cooperation.html",
        cooperation=found,
        own=found.partner(by.organisation_id) if by else None,
        is_inside=is_inside,
        is_in_network=by is not None,
        elsewhere=_elsewhere(by, found),
        fields=[(key, names.get(key, key)) for key in found.fields],
        audiences=[audience_name(code) for code in found.audiences],
        parts=_parts(by, found),
        sections=sections.shown(by, found) if by and is_inside else [],
        contribution=contribution or ContributionForm(formdata=None),
        hints=hints(found.title, found.summary, found.needs) if policy.may(by, "change", found) else [],
        **_way(by, found),
    )


def _elsewhere(by: Acting | None, found: Cooperation) -> list[Membership]:
    """Other organisations of this person that are in it, or invited, while they act for one that is not."""
    named = {row.organisation_id for row in found.partners if row.state in {"accepted", "invited"}}
    if by is None or by.organisation_id in named:
        return []
    return [membership for membership in memberships() if membership.organisation_id in named]


def _way(by: Acting | None, found: Cooperation) -> dict[str, Any]:
    """Where it stands, what its next state needs, and where its lead may move it."""
    onward, has = states.onward(found.state), facts(found)
    lacks = states.missing(onward, has) if onward else ""
    if lacks == "outcome" and not _is_over(found):
        lacks = ""
    moves = states.choices(found.state) if policy.may(by, "move", found) else []
    return {
        "onward": onward,
        "lacks": lacks,
        "next_step": next_step(found, lacks),
        "lacks_now": states.missing(found.state, has),
        "moves": [state for state in moves if not states.missing(state, has)],
    }


def _is_over(found: Cooperation) -> bool:
    """Its last date has been, or at least its first day: from now on there is something to tell."""
    last = parts.last_date([found.id]).get(found.id) or found.starts_on
    return last is None or last <= clock.today()


def _parts(by: Acting | None, found: Cooperation) -> list[tuple[parts.Part, list[parts.Item], str | None]]:
    """Events, bookings, listings: what this reader sees of them, and where they add one."""
    may_add = by is not None and policy.may(by, "link", found)
    every = [
        (part, part.items(by, found), part.where_to_add(by, found) if by and may_add else None) for part in parts.PARTS
    ]
    return [row for row in every if row[1] or row[2]]


@bp.get("/kooperationen/<int:cooperation_id>/verlauf")
def history(cooperation_id: int) -> str:
    _by, found = inside(cooperation_id)
    page = paginate(lists.history(found), page_number())
    return render_template("cooperations/history.html", cooperation=found, page=page, here=here)
