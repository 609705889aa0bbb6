"""How a cooperation begins: as an idea on the wall, from a match, from an event, or because somebody says so."""

from collections.abc import Callable, Collection
from dataclasses import asdict
from uuid import UUID, uuid5

from sqlalchemy.exc import IntegrityError

from kiknet import clock, revisions
from kiknet.access import require
from kiknet.cooperations import parts, policy, queries
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.models import Cooperation, CooperationPartner
from kiknet.cooperations.service.deeds import about, check, note
from kiknet.cooperations.telling import tell
from kiknet.db import db, transaction
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation


def found(
    by: Acting,
    draft: CooperationDraft,
    *,
    origin: str = "idea",
    began_from: tuple[str, int] | None = None,
    with_: Collection[Organisation] = (),
    have_agreed: bool = False,
    invited: Collection[Organisation] = (),
    key: UUID | None = None,
    then: Callable[[Acting, Cooperation], None] = lambda _by, _cooperation: None,
) -> Cooperation:
    """Begin a cooperation that `by`'s organisation leads. The same words sent twice with the same `key` are one.

    The organisations in `with_` are invited, or are in at once if they `have_agreed` already (an accepted interest);
    those `invited` besides are asked in any case.
    It begins as an idea; with two organisations in, it is being planned. `then` is done in the same transaction.
    Raises `NotAllowed` or `Rejected`.
    """
    require(policy.may_found(by))
    check(by, draft)
    said = by.organisation_id, draft, sorted(organisation.id for organisation in invited)
    unique = str(uuid5(key, repr(said))) if key else None
    try:
        with transaction(forgets=False):
            cooperation = _new(by, draft, origin, began_from, unique)
            for organisation in with_:
                cooperation.partners.append(_partner(organisation, "accepted" if have_agreed else "invited"))
            cooperation.partners += [_partner(organisation, "invited") for organisation in invited]
            if len(cooperation.accepted) > 1:
                cooperation.state = "planning"
            note(by, "found", cooperation, origin=origin)
            for row in cooperation.partners:
                if row.state == "invited":
                    note(by, "invite", cooperation, **about(row))
                    tell(row.organisation, "cooperation_invited", by, cooperation, message="")
            then(by, cooperation)
            parts.tell_above(cooperation)
            revisions.stamp(cooperation)
    except IntegrityError:
        first = queries.by_key(by, unique) if unique else None
        if first is None:
            raise
        return first
    return cooperation


def _new(
    by: Acting, draft: CooperationDraft, origin: str, began_from: tuple[str, int] | None, key: str | None
) -> Cooperation:
    assert by.organisation is not None  # noqa: S101 - who may found has one
    kind, number = began_from or ("", None)
    cooperation = Cooperation(
        key=key,
        origin=origin,
        origin_kind=kind,
        origin_id=number,
        initiator=by.organisation,
        created_by_id=by.user.id,
        touched_at=clock.now(),
        state="idea",
        **asdict(draft),
    )
    cooperation.partners.append(_partner(by.organisation, "accepted", role="lead"))
    db.session.add(cooperation)
    return cooperation


def _partner(organisation: Organisation, state: str, role: str = "partner") -> CooperationPartner:
    return CooperationPartner(organisation=organisation, role=role, state=state)
