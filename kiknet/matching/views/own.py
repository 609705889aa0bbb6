"""What fits what we look for and offer, and saying that it does not."""

from functools import partial
from typing import Any

from flask import flash, render_template, request, url_for
from sqlalchemy import Select
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet.access import require
from kiknet.board import queries as board
from kiknet.errors import Rejected
from kiknet.i18n import _, _l
from kiknet.matching import lists, policy, service
from kiknet.matching.forms import DismissForm
from kiknet.matching.shown import Shown, all_shown, shown
from kiknet.matching.views.blueprint import bp
from kiknet.organisations.session import acting, acting_for_organisation, memberships
from kiknet.web.forms import safe_next
from kiknet.web.pagination import PER_PAGE, page_number, paginate
from kiknet.web.requests import number_or_none
from kiknet.web.templating import here

LISTS = {"": _l("All"), "good": _l("Fits well"), "possible": _l("Could fit"), "dismissed": _l("Did not fit")}


@bp.get("/mein/treffer")
def mine() -> str:
    by = acting_for_organisation() if memberships() else acting()
    asked = request.args.get("was", "")
    which = asked if asked in LISTS else ""
    theirs = lists.for_organisation(by.organisation_id or 0, which)
    page = paginate(theirs, _page_number(theirs))
    found = all_shown(by, page.items)
    return render_template(
        "matching/mine.html",
        page=page,
        here=partial(here, treffer=None),
        which=which,
        tabs_shown=[(url_for(".mine", was=each or None), str(name), "", each == which) for each, name in LISTS.items()],
        sections=_sections(which, found),
        lacks_entries=not found and not which and not board.own_listings(by, "active"),
        has_new=any(one.is_new and one.may_decide for one in found),
    )


def _sections(which: str, found: list[Shown]) -> list[tuple[str, str, list[Shown]]]:
    """Those that are not empty: name, anchor, and what is in it."""
    if which == "dismissed":
        sections = [(_("Did not fit"), "gewesen", found)]
    else:
        good = [one for one in found if one.is_good]
        possible = [one for one in found if not one.is_good]
        sections = [(_("Fits well"), "gut", good), (_("Could fit"), "vielleicht", possible)]
    return [section for section in sections if section[2]]


def _page_number(theirs: Select[Any]) -> int:
    """Notices lead to one match: that is the page it is on."""
    match_id = number_or_none(request.args.get("treffer"))
    return page_number() if match_id is None else lists.number_before(theirs, match_id) // PER_PAGE + 1


@bp.post("/mein/treffer/gesehen")
def seen() -> Response:
    service.see_all(acting())
    return redirect(url_for(".mine"), 303)


@bp.route("/mein/treffer/<int:match_id>/absage", methods=["GET", "POST"])
def dismissal(match_id: int) -> Response | tuple[str, int]:
    by = acting()
    match = lists.match_by_id(by, match_id)
    require(policy.may_decide(by, match))
    form = DismissForm()
    if form.validate_on_submit():
        try:
            service.dismiss(by, match, form.reason.data or "")
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("It is not suggested again, unless one of the two entries changes."), "success")
            return redirect(safe_next(url_for(".mine")), 303)
    back = safe_next(url_for(".mine"))
    return render_template("matching/dismissal.html", one=shown(by, match), form=form, back=back), form.status


@bp.post("/mein/treffer/<int:match_id>/ruecknahme")
def return_(match_id: int) -> Response:
    by = acting()
    try:
        service.take_back(by, lists.match_by_id(by, match_id))
    except Rejected as refusal:
        flash(refusal.reason, "warning")
    else:
        flash(_("It is among the entries that fit again."), "success")
    return redirect(url_for(".mine"), 303)
