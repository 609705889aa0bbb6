"""Deeds with places. Each is one transaction; inside another deed it joins that one's."""

from kiknet import audit, revisions
from kiknet.access import require
from kiknet.db import db, transaction
from kiknet.fold import fold
from kiknet.organisations.acting import Acting
from kiknet.places import queries
from kiknet.places.draft import PlaceDraft
from kiknet.places.models import Place


def place_for(by: Acting, draft: PlaceDraft, current: Place | None = None) -> Place:
    """The known place meant by `draft`, or a new one that belongs to the organisation.

    `current` is the place the event has already: it is meant whenever its name is typed again.
    A known name with another street is another place. Raises `Rejected` for a draft that cannot be a place.
    """
    require(by.may_write)
    for problem in draft.problems("place_"):
        raise problem
    with transaction():
        candidates = [current] if current is not None and current.folded_name == fold(draft.name) else []
        for place in candidates or queries.places_named(by, draft.name):
            if _is_meant(place, draft):
                _complete(by, place, draft)
                return place
        return _new_place(by, draft)


def _is_meant(place: Place, draft: PlaceDraft) -> bool:
    return not draft.street or not place.street or fold(place.street) == fold(draft.street)


def _complete(by: Acting, place: Place, draft: PlaceDraft) -> None:
    """The organisation's own place learns what was typed about it and not known yet."""
    if not by.acts_for(place.owner_id):
        return
    known = {"street": "", "postcode": "", "city": "", "district_number": None, "wheelchair": "unknown"}
    learned = {k: getattr(draft, k) for k, v in known.items() if getattr(place, k) == v and getattr(draft, k) != v}
    for name, value in learned.items():
        setattr(place, name, value)
    if learned:
        revisions.stamp(place)


def _new_place(by: Acting, draft: PlaceDraft) -> Place:
    place = Place(
        name=draft.name,
        folded_name=fold(draft.name)[:200],
        street=draft.street,
        postcode=draft.postcode,
        city=draft.city,
        district_number=draft.district_number,
        wheelchair=draft.wheelchair,
        accessibility_note=draft.accessibility_note,
        owner_id=by.organisation_id,
    )
    db.session.add(place)
    revisions.stamp(place)
    audit.record("place.made", place, user_id=by.user.id, organisation_id=by.organisation_id)
    return place
