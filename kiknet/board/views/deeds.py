"""What becomes of a listing: buttons of its owner and of the office. They work without JavaScript."""

from collections.abc import Callable

from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet.access import require
from kiknet.board import policy, queries
from kiknet.board.forms import FulfilForm, OfficeForm
from kiknet.board.models import Listing
from kiknet.board.service import approval, listings
from kiknet.board.views.blueprint import bp
from kiknet.errors import ChangedMeanwhile, Rejected
from kiknet.i18n import _, written_day
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting
from kiknet.web.forms import ConfirmForm, Form, safe_next
from kiknet.web.requests import number_or_none

Answer = Response | str | tuple[str, int]
ASK = ["GET", "POST"]


def _asked(listing_id: int, deed: str) -> tuple[Acting, Listing]:
    """Who acts and the listing, if they may do this deed with it."""
    by = acting()
    found = queries.listing_by_id(by, listing_id)
    require(policy.may(by, deed, found))
    return by, found


def ask(found: Listing, form: Form, question: str, consequence: str, label: str, kind: str = "") -> tuple[str, int]:
    """The page that asks whether somebody is sure, with the fields of `form`."""
    words = {"question": question, "consequence": consequence, "label": label, "kind": kind}
    back = safe_next(url_for("board.listing", listing_id=found.id))
    return render_template("board/ask.html", form=form, back=back, **words), form.status


def done(listing_id: int, sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(safe_next(url_for("board.listing", listing_id=listing_id)), 303)


@bp.post("/suchen-bieten/<int:listing_id>/veroeffentlichung")
def publish(listing_id: int) -> Response:
    listings.publish_listing(*_asked(listing_id, "publish"))
    return done(listing_id, _("It is on its way."))


@bp.post("/suchen-bieten/<int:listing_id>/pause")
def pause(listing_id: int) -> Response:
    listings.pause_listing(*_asked(listing_id, "pause"))
    return done(listing_id, _("It is paused: only your organisation sees it."))


@bp.post("/suchen-bieten/<int:listing_id>/fortsetzung")
def resume(listing_id: int) -> Response:
    listings.resume_listing(*_asked(listing_id, "resume"))
    return done(listing_id, _("It is on the board again."))


@bp.post("/suchen-bieten/<int:listing_id>/verlaengerung")
def renew(listing_id: int) -> Response:
    found = listings.renew_listing(*_asked(listing_id, "renew"))
    return done(listing_id, _("It stays until %(day)s.", day=written_day(found.valid_until, "long")))


@bp.route("/suchen-bieten/<int:listing_id>/erledigung", methods=ASK)
def fulfil(listing_id: int) -> Answer:
    by, found = _asked(listing_id, "fulfil")
    partner_id = number_or_none(request.args.get("mit")) or queries.only_accepted(found)
    form = FulfilForm(data={"how": "board", "organisation": str(partner_id)} if partner_id else None)
    form.offer(queries.possible_partners(by))
    if form.validate_on_submit():
        try:
            partner = queries.partner_by_id(by, number_or_none(form.organisation.data))
            listings.fulfil_listing(by, found, "board" if partner and not form.how.data else form.how.data, partner)
            return done(listing_id, _("That is good to hear! It is no longer on the board."))
        except Rejected as refusal:
            form.show(refusal)
    return ask(
        found,
        form,
        _("Has “%(title)s” been settled?", title=found.title),
        _("It leaves the board; who still waits for your answer is told."),
        _("Yes, it is settled"),
    )


@bp.post("/suchen-bieten/<int:listing_id>/wiederaufnahme")
def reopen(listing_id: int) -> Response:
    listings.reopen_listing(*_asked(listing_id, "reopen"))
    return done(listing_id, _("It is on the board again."))


@bp.route("/suchen-bieten/<int:listing_id>/rueckzug", methods=ASK)
def withdraw(listing_id: int) -> Answer:
    by, found = _asked(listing_id, "withdraw")
    form = ConfirmForm()
    if form.validate_on_submit():
        listings.withdraw_listing(by, found)
        flash(_("It is off the board."), "success")
        return redirect(url_for("board.mine"), 303)
    return ask(
        found,
        form,
        _("Take “%(title)s” off the board?", title=found.title),
        _("Its page then says that it is gone. Who still waits for your answer is told."),
        _("Take it off the board"),
        "danger",
    )


@bp.post("/suchen-bieten/<int:listing_id>/freigabe")
def approve(listing_id: int) -> Response:
    by, found = _asked(listing_id, "approve")
    approval.approve_listing(by, found, version=_version_read(), trust=bool(request.form.get("trust")))
    flash(_("“%(title)s” is published.", title=found.title), "success")
    return redirect(safe_next(url_for("home.desk")), 303)


@bp.route("/suchen-bieten/<int:listing_id>/rueckgabe", methods=ASK)
def return_(listing_id: int) -> Answer:
    return _with_reason(
        listing_id,
        "return",
        approval.return_listing,
        (_("What should be changed?"), _("Give it back"), _("The organisation is asked to change it.")),
    )


@bp.route("/suchen-bieten/<int:listing_id>/ablehnung", methods=ASK)
def reject(listing_id: int) -> Answer:
    return _with_reason(
        listing_id,
        "reject",
        approval.reject_listing,
        (_("Why is it not published?"), _("Decline"), _("The entry is declined.")),
    )


@bp.route("/suchen-bieten/<int:listing_id>/entfernung", methods=ASK)
def remove(listing_id: int) -> Answer:
    return _with_reason(
        listing_id,
        "remove",
        approval.remove_listing,
        (_("Why is it taken off the board?"), _("Take it off the board"), _("It is off the board.")),
        _("The organisation reads this, and so does the whole network in the list of decisions."),
    )


@bp.post("/suchen-bieten/<int:listing_id>/wiederherstellung")
def restore(listing_id: int) -> Response:
    approval.restore_listing(*_asked(listing_id, "restore"), version=_version_read())
    return done(listing_id, _("It is as it was before it was removed."))


def _version_read() -> int:
    """The revision that was on the page with the button; none is no entry's."""
    return number_or_none(request.form.get("version")) or 0


def _with_reason(
    listing_id: int,
    name: str,
    deed: Callable[..., Listing],
    sentences: tuple[str, str, str],
    readers: str = "",
) -> Answer:
    """Ask for the reason, which the organisation gets by mail, then do it. `readers`: who else will read it."""
    by, found = _asked(listing_id, name)
    question, label, sentence = sentences
    form = OfficeForm(readers=readers)
    if request.method == "GET":
        form.open_at(number_or_none(request.args.get("version")) or found.revision, {})
    if form.validate_on_submit() and _is_done(form, deed, by, found):
        flash(sentence, "success")
        return redirect(safe_next(url_for("home.desk")), 303)
    about = _("“%(title)s” by %(name)s", title=found.title, name=found.organisation.name)
    return ask(found, form, question, about, label)


def _is_done(form: OfficeForm, deed: Callable[..., Listing], by: Acting, found: Listing) -> bool:
    if not form.reason.data:
        form.reason.errors = [_("Please give the reason: the organisation reads it.")]
        return False
    try:
        deed(by, found, form.reason.data[:500], version=form.version_number)
    except ChangedMeanwhile:
        form.ask_to_read_again(found.revision)
        return False
    return True
