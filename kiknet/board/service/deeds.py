"""What every deed with a stored listing has in common."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kiknet import audit, revisions
from kiknet.access import require
from kiknet.board import policy
from kiknet.board.models import Listing
from kiknet.cooperations import linking
from kiknet.db import transaction
from kiknet.organisations.acting import Acting


@contextmanager
def deed(
    by: Acting,
    name: str,
    listing: Listing,
    *,
    version: int | None = None,
    cooperation_id: int | None = None,
    **noted: Any,
) -> Iterator[None]:
    """One deed of `policy.RULES`, done in the block: permission, nobody in between, revision, audit entry.

    `version` is the revision the listing had when its form was opened (now, if not given),
    `cooperation_id` what it is to belong to afterwards.
    Raises `NotAllowed`, or `ChangedMeanwhile` if somebody else has saved it since.
    """
    require(policy.may(by, name, listing))
    with transaction():
        version = listing.revision if version is None else version
        linking.wait_for(cooperation_id, listing.cooperation_id)
        revisions.hold(listing, version)
        yield
        revisions.stamp(listing)
        audit.record(f"listing.{name}", listing, user_id=by.user.id, organisation_id=by.organisation_id, **noted)
