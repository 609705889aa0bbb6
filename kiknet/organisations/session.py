"""For which organisation somebody acts in this request."""

from flask import Flask, g, has_request_context, request, session
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from kiknet.accounts.session import signed_in_user
from kiknet.db import db
from kiknet.errors import NotAllowed
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Membership, Organisation


def init_app(app: Flask) -> None:
    app.context_processor(lambda: {"acting": acting_or_none(), "memberships": memberships()})


def memberships() -> list[Membership]:
    """The signed-in person's active memberships, read anew in every request, by the organisation's name."""
    user = signed_in_user()
    if user is None:
        return []
    if "memberships" not in g:
        found = (
            select(Membership)
            .join(Membership.organisation)
            .options(joinedload(Membership.organisation))
            .where(Membership.user_id == user.id, Membership.state == "active")
            .order_by(Organisation.name)
        )
        g.memberships = list(db.session.scalars(found))
    kept: list[Membership] = g.memberships
    return kept


def acting_or_none() -> Acting | None:
    """Who acts, for whom; None for strangers."""
    user = signed_in_user()
    if user is None:
        return None
    if "acting" not in g:
        chosen = _chosen()
        g.acting = Acting(user, chosen.organisation, chosen.role) if chosen else Acting(user)
    kept: Acting = g.acting
    return kept


def acting() -> Acting:
    """Who acts; only for pages that strangers cannot open."""
    by = acting_or_none()
    if by is None:
        raise NotAllowed
    return by


def choose(organisation_id: int) -> bool:
    """Remember for which organisation this browser acts; False if the person does not belong to it."""
    if not any(m.organisation_id == organisation_id for m in memberships()):
        return False
    session["acting_for"] = organisation_id
    g.pop("acting", None)
    return True


def _chosen() -> Membership | None:
    """The form's own choice counts first (two tabs may differ), then the browser's, then the only one there is.

    A choice that is no longer theirs is not replaced by another organisation: nothing is guessed.
    """
    mine = memberships()
    asked = request.form.get("acting_for", type=int) if has_request_context() else None
    wanted = asked or session.get("acting_for")
    if wanted is None:
        return mine[0] if len(mine) == 1 else None
    found = next((m for m in mine if m.organisation_id == wanted), None)
    if found is None and asked:
        raise NotAllowed
    return found or (mine[0] if len(mine) == 1 else None)
