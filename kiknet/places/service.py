"""Deeds with places. Each is one transaction; inside another deed it joins that one's."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Any

from kiknet import audit, revisions
from kiknet.access import require
from kiknet.db import db, transaction
from kiknet.errors import Rejected
from kiknet.fold import fold
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.places import policy, queries
from kiknet.places.draft import PlaceDraft
from kiknet.places.models import Place

UNKNOWN = {"street": "", "postcode": "", "city": "", "district_number": None, "wheelchair": "unknown"}

on_change: list[Callable[[Place], AbstractContextManager[None]]] = []
"""Around the office's correction of a place: what is found by its name waits in line first, and then follows."""

on_merge: list[Callable[[Place, Place], None]] = []
"""What upper capabilities move when the first place turns out to be the second; filled in `app.py`."""


def place_for(by: Acting, draft: PlaceDraft, current: Place | None = None) -> Place:
    """The known place meant by `draft`, or a new one that belongs to the organisation.

    `current` is the place the event has already: it is meant whenever its name is typed again, and corrected if it
    is the organisation's own. Otherwise a known name with another street is another place.
    Raises `NotAllowed`, or `Rejected` for a draft that cannot be a place.
    """
    require(by.may_write)
    for problem in draft.problems("place_"):
        raise problem
    with transaction():
        if current is not None and current.folded_name == fold(draft.name):
            if by.acts_for(current.owner_id):
                _learn(current, {name: getattr(draft, name) for name in UNKNOWN})
                return current
            if _is_meant(current, draft):
                return current
        for place in queries.places_named(by, draft.name):
            if _is_meant(place, draft):
                if by.acts_for(place.owner_id):
                    _learn(place, {k: getattr(draft, k) for k, v in UNKNOWN.items() if getattr(place, k) == v})
                return place
        return _new_place(by, draft)


def _is_meant(place: Place, draft: PlaceDraft) -> bool:
    return not draft.street or not place.street or fold(place.street) == fold(draft.street)


def _learn(place: Place, facts: dict[str, Any]) -> None:
    differing = {name: value for name, value in facts.items() if getattr(place, name) != value}
    for name, value in differing.items():
        setattr(place, name, value)
    if differing:
        revisions.stamp_later(place)


def _new_place(by: Acting, draft: PlaceDraft) -> Place:
    place = Place(
        name=draft.name,
        folded_name=fold(draft.name)[:200],
        accessibility_note=draft.accessibility_note,
        owner_id=by.organisation_id,
        **{name: getattr(draft, name) for name in UNKNOWN},
    )
    db.session.add(place)
    revisions.stamp_later(place)
    audit.record("place.make", place, user_id=by.user.id, organisation_id=by.organisation_id)
    return place


def change_place(by: Acting, place: Place, facts: dict[str, Any], version: int) -> None:
    """The office corrects what is known of a place. Raises `NotAllowed`, or `ChangedMeanwhile`."""
    require(policy.may_steer(by))
    with transaction(), ExitStack() as following:
        for follow in on_change:
            following.enter_context(follow(place))
        revisions.hold(place, version)
        _learn(place, facts | {"folded_name": fold(facts["name"])[:200]})
        audit.record("place.change", place, user_id=by.user.id)


def share_place(by: Acting, place: Place) -> None:
    """From now on everybody in the network is offered it. Raises `NotAllowed`."""
    require(policy.may_steer(by))
    with transaction():
        _learn(place, {"owner_id": None})
        audit.record("place.share", place, user_id=by.user.id)


def merge_places(by: Acting, place: Place, into: Place) -> None:
    """Everything that takes place at `place` takes place at `into`; `place` is gone.

    Raises `NotAllowed`, or `Rejected` if both are the same.
    """
    require(policy.may_steer(by))
    if place.id == into.id:
        raise Rejected(_("Please choose another place."), "into")
    with transaction() as session:
        for moving in on_merge:
            moving(place, into)
        audit.record("place.merge", into, user_id=by.user.id, merged=place.id)
        session.delete(place)
        session.flush()
        session.expire_all()
        revisions.stamp(into)
