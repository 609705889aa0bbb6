"""For which organisation somebody acts in this request."""

from collections.abc import Callable
from functools import cache
from typing import Any

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import contains_eager
from werkzeug.exceptions import HTTPException

from kiknet.accounts.session import signed_in_user
from kiknet.db import db
from kiknet.errors import KiknetError, NotAllowed
from kiknet.i18n import _l
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Membership, Organisation
from kiknet.web import parking
from kiknet.web.requests import whole_number

along_with_memberships: list[Any] = []
"""What upper capabilities read of a membership in the same query."""

NO_ORGANISATION = _l("For this you need an organisation. Apply with yours, or ask its admin to invite you.")


def init_app(app: Flask) -> None:
    app.context_processor(lambda: {"acting": acting_or_none(), "person": somebody(), "memberships": memberships()})


def memberships() -> list[Membership]:
    """The signed-in person's active memberships, read anew in every request, by the organisation's name."""
    user = signed_in_user()
    if user is None:
        return []
    if "memberships" not in g:
        g.memberships = list(db.session.scalars(_of_user(), {"user_id": user.id}))
    kept: list[Membership] = g.memberships
    return kept


@cache
def _of_user() -> Select[Membership]:
    return (
        select(Membership)
        .join(Membership.organisation)
        .options(contains_eager(Membership.organisation), *along_with_memberships)
        .where(
            Membership.user_id == bindparam("user_id"),
            Membership.state == "active",
            Organisation.state.in_(("active", "suspended")),
        )
        .order_by(Organisation.name)
    )


def somebody() -> Acting | None:
    """Who has signed in, for whom they act; also who belongs to no organisation (yet). None for strangers."""
    user = signed_in_user()
    if user is None:
        return None
    if "acting" not in g:
        chosen = _chosen()
        g.acting = Acting(user, chosen.organisation, chosen.role) if chosen else Acting(user)
    kept: Acting = g.acting
    return kept


def acting_or_none() -> Acting | None:
    """Who of the network looks or acts, for whom; None for strangers, and for who has signed in and belongs nowhere:

    an address and a password are easily had, and what is for the network is for those the office has admitted.
    """
    by = somebody()
    return by if by is not None and (by.is_office or memberships()) else None


def acting() -> Acting:
    """Who acts; only for pages of the network. `NotAllowed` for who belongs nowhere, or names others' organisation."""
    by = acting_or_none()
    if by is None:
        raise NotAllowed(str(NO_ORGANISATION))
    return _as_named(by)


def myself() -> Acting:
    """The same for what is a person's own, whether or not they belong to an organisation."""
    by = somebody()
    if by is None:
        raise NotAllowed
    return _as_named(by)


def _as_named(by: Acting) -> Acting:
    if _named_in_form() is not None and not by.acts_for(_named_in_form()):
        raise NotAllowed
    return by


def acting_for_organisation() -> Acting:
    """Who acts, for an organisation in any case: somebody with several who has chosen none is asked first.

    Afterwards they are back on this page, with everything a form held. Without any organisation: `NotAllowed`.
    """
    by = acting()
    if by.organisation is not None:
        return by
    if not memberships():
        raise NotAllowed(str(NO_ORGANISATION))
    abort(redirect(url_for("organisations.act_for", next=_back_to_this_page()), 303))


def sees_this_page_as() -> Membership | None:
    """As which other of their organisations somebody sees the page that was just refused: it is asked once for each."""
    by, view = acting_or_none(), current_app.view_functions.get(request.endpoint or "")
    if by is None or view is None or g.get("asks_as"):
        return None
    g.asks_as = True
    try:
        others = (m for m in memberships() if m.organisation_id != by.organisation_id)
        return next((m for m in others if _is_shown(view, Acting(by.user, m.organisation, m.role))), None)
    finally:
        g.acting = by
        g.pop("asks_as")


def _is_shown(view: Callable[..., Any], by: Acting) -> bool:
    g.acting = by
    try:
        view(**(request.view_args or {}))
    except (KiknetError, HTTPException):
        return False
    return True


def _back_to_this_page() -> str:
    if request.method == "GET":
        return request.full_path.rstrip("?")
    key = parking.park()
    return f"{request.path}?geparkt={key}" if key else request.path


def choose(organisation_id: int) -> bool:
    """Remember for which organisation this browser acts; False if the person does not belong to it."""
    if not any(m.organisation_id == organisation_id for m in memberships()):
        return False
    session["acting_for"] = organisation_id
    g.pop("acting", None)
    return True


def _chosen() -> Membership | None:
    """The form's own choice counts first (two tabs may differ), then the browser's, then the only one there is.

    Somebody with one organisation acts for it; with several nothing is guessed.
    """
    mine = memberships()
    wanted = _named_in_form() or session.get("acting_for")
    found = next((m for m in mine if m.organisation_id == wanted), None)
    return found or (mine[0] if len(mine) == 1 and _named_in_form() is None else None)


def _named_in_form() -> int | None:
    return request.form.get("acting_for", type=whole_number) or None
