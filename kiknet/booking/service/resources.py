"""Offering rooms and things: adding, changing, withdrawing them; their photos and the caretaker's secret address."""

import secrets
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import IO, NamedTuple

from kiknet import audit, clock, media, revisions
from kiknet.access import require
from kiknet.accounts.tokens import hash_of
from kiknet.booking import policy, queries, rules
from kiknet.booking.draft import LONGEST, ResourceDraft
from kiknet.booking.models import BookingSlot, Resource, ResourcePicture
from kiknet.booking.peak import Use, peak
from kiknet.booking.service import decisions
from kiknet.booking.service.following import deed, followed, tell
from kiknet.booking.words import KIND_NAMES, feature_name
from kiknet.db import db, line_up, transaction
from kiknet.errors import Rejected
from kiknet.fold import fold
from kiknet.i18n import LANGUAGES, _, as_
from kiknet.organisations.acting import Acting
from kiknet.places import service as places
from kiknet.places.draft import PlaceDraft
from kiknet.places.models import Place
from kiknet.vocabulary.models import District

PLAIN = [name for name in ResourceDraft.__dataclass_fields__ if name not in {"place", "hours", "closures", "features"}]
MOST_PICTURES = 8


class Photo(NamedTuple):
    """A photo as it was sent, and what it shows."""

    upload: IO[bytes]
    alt: str


class StillBooked(Rejected):
    """What one wants to change does not leave room for confirmed bookings: `slots`."""

    def __init__(self, reason: str, slots: list[BookingSlot]) -> None:
        super().__init__(reason, "keeps_bookings")
        self.slots = slots


def offer(by: Acting, draft: ResourceDraft, photo: Photo | None = None) -> Resource:
    """Lend something new. Raises `NotAllowed` or `Rejected`."""
    require(policy.may_offer(by))
    _check(draft)
    with transaction():
        resource = Resource(owner=by.organisation, created_by_id=by.user.id, pictures=[])
        _hang(by, resource, photo)
        _write(by, resource, draft)
        db.session.add(resource)
        revisions.stamp(resource)
        audit.record("resource.offer", resource, user_id=by.user.id, organisation_id=by.organisation_id)
    return resource


def change(
    by: Acting,
    resource: Resource,
    draft: ResourceDraft,
    version: int,
    *,
    keeps_bookings: bool = False,
    removed: Collection[int] = (),
    photo: Photo | None = None,
) -> None:
    """Raises `NotAllowed`, `Rejected`, `ChangedMeanwhile`, or `StillBooked` when confirmed bookings do not fit any more

    and `keeps_bookings` does not say that these are to stay.
    """
    require(policy.may_manage(by, resource))
    _check(draft)
    with transaction():
        if removed:
            resource.pictures = [row for row in resource.pictures if row.picture_id not in removed]
        _hang(by, resource, photo)
        revisions.hold(resource, version)
        if not keeps_bookings:
            _check_bookings(resource, draft)
        with followed(by, resource):
            _write(by, resource, draft)
        revisions.stamp(resource)
        audit.record("resource.change", resource, user_id=by.user.id, organisation_id=by.organisation_id)


def retire(by: Acting, resource: Resource) -> None:
    """No longer lend it: what is confirmed is cancelled, what waits declined, all are told. Raises `NotAllowed`."""
    require(policy.may_manage(by, resource) and not resource.is_retired)
    with deed(by):
        line_up(resource)
        resource.retired_at = clock.now()
        decisions.settle_all(by, [*queries.confirmed_ahead(resource), *queries.open_requests(resource)], "retired")
        tell(by)  # events are waited for before the revision
        revisions.stamp(resource)
        audit.record("resource.retire", resource, user_id=by.user.id, organisation_id=by.organisation_id)


def _hang(by: Acting, resource: Resource, photo: Photo | None) -> None:
    """Before anything is written: making a photo smaller takes a while, and nobody shall wait for that."""
    if photo is None:
        return
    if not photo.alt.strip():
        raise Rejected(_("Please describe the picture in one sentence for people who cannot see it."), "picture_alt")
    if len(photo.alt) > LONGEST["picture_alt"]:
        raise Rejected(_("Up to %(number)s characters, please.", number=LONGEST["picture_alt"]), "picture_alt")
    if len(resource.pictures) >= MOST_PICTURES:
        raise Rejected(_("Up to %(number)s photos, please.", number=MOST_PICTURES), "picture")
    picture = media.keep_picture(photo.upload, alt=photo.alt.strip(), user_id=by.user.id)
    position = max((row.position for row in resource.pictures), default=0) + 1
    resource.pictures.append(ResourcePicture(picture_id=picture.id, position=position))


def renew_feed(by: Acting, resource: Resource) -> str:
    """A new secret for the caretaker's calendar; the one before no longer works. Nobody can read it again later."""
    require(policy.may_manage(by, resource))
    secret = secrets.token_urlsafe(24)
    with transaction():
        resource.feed_hash = hash_of(secret)
        audit.record("resource.feed", resource, user_id=by.user.id, organisation_id=by.organisation_id)
    return secret


def _check(draft: ResourceDraft) -> None:
    for problem in draft.problems():
        raise problem


def _write(by: Acting, resource: Resource, draft: ResourceDraft) -> None:
    for name in PLAIN:
        setattr(resource, name, getattr(draft, name))
    resource.features = sorted(set(draft.features))
    resource.hours, resource.closures = list(draft.hours), list(draft.closures)
    resource.place = _place(by, draft.place, resource.place) if draft.place else None
    write_words(resource)


def _place(by: Acting, draft: PlaceDraft, current: Place | None) -> Place:
    """Who lends a room says how one gets into that: what is known of the house's own doors stays."""
    if current is not None and current.folded_name == fold(draft.name):
        draft = replace(draft, wheelchair=current.wheelchair)
    return places.place_for(by, draft, current)


def write_words(resource: Resource) -> None:
    resource.folded = fold(" ".join(words_of(resource)))


def words_of(resource: Resource) -> Iterator[str]:
    """What it can be found by, its name first: what it is, has and says, in our languages, and where it is."""
    yield resource.title
    for language in LANGUAGES:
        with as_(language):
            yield str(KIND_NAMES[resource.kind])
            yield from map(feature_name, resource.features)
    yield resource.description
    if resource.place is not None:
        number = resource.place.district_number
        district = db.session.get(District, number) if number is not None else None
        yield from (
            resource.place.name,
            resource.place.street,
            *((district.name, district.group or "") if district else ()),
        )


def _check_bookings(resource: Resource, draft: ResourceDraft) -> None:
    """Raises `StillBooked` with the confirmed bookings ahead that fit so far and no longer would."""
    booked = queries.confirmed_ahead(resource)
    if shut := [s for s in booked if rules.is_open_for(resource, s.slot) and not rules.is_open_for(draft, s.slot)]:
        raise StillBooked(_("There are confirmed bookings on days or at times you want to close."), shut)
    uses = [Use(*slot.block, slot.quantity) for slot in booked]
    if draft.quantity < resource.quantity and (many := [s for s in booked if peak(uses, s.block) > draft.quantity]):
        raise StillBooked(_("More than that are promised already."), many)
