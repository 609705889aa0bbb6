"""Interests: "that suits us", yes, no, and taking it back."""

from collections.abc import Callable

from flask import flash, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet.access import require
from kiknet.board import policy, queries
from kiknet.board.forms import InterestForm, ReasonForm
from kiknet.board.models import Interest
from kiknet.board.service import answers, realising
from kiknet.board.views.blueprint import bp
from kiknet.board.views.browse import listing_page
from kiknet.board.views.deeds import Answer, ask
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting, acting_for_organisation
from kiknet.web.forms import safe_next
from kiknet.web.requests import number_or_none


@bp.route("/suchen-bieten/<int:listing_id>/interesse", methods=["GET", "POST"])
def show(listing_id: int) -> Answer:
    """GET is the listing's page, with what somebody had typed before they had to sign in or to choose for whom."""
    by = acting_for_organisation()
    found = queries.listing_by_id(by, listing_id)
    form = InterestForm()
    if request.method == "GET":
        return listing_page(by, found, form)
    first = queries.own_interest(by, found)
    require(policy.may_answer(by, found) or first is not None)
    form.validate()
    try:
        answers.show_interest(by, found, form.message.data or "", key=form.idempotency_key)
    except Rejected as refusal:
        form.show(refusal)
        return listing_page(by, queries.listing_by_id(by, listing_id), form), form.status
    return _back(listing_id, _("Your message is on its way. You will get a mail as soon as there is an answer."))


@bp.post("/suchen-bieten/interesse/<int:interest_id>/zusage")
def accept(interest_id: int) -> Response:
    by, interest = _asked(interest_id)
    require(policy.may_decide_interest(by, interest))
    return _settle(interest, lambda: answers.accept(by, interest), _("That is agreed. See below how it can go on."))


@bp.route("/suchen-bieten/interesse/<int:interest_id>/absage", methods=["GET", "POST"])
def decline(interest_id: int) -> Answer:
    by, interest = _asked(interest_id)
    require(policy.may_decide_interest(by, interest))
    form = ReasonForm()
    if form.validate_on_submit():
        reason = form.reason.data or ""
        return _settle(interest, lambda: answers.decline(by, interest, reason), _("They get a mail with your answer."))
    return ask(
        interest.listing,
        form,
        _("Say no to %(name)s?", name=interest.organisation.name),
        _("They get a mail with what you write here."),
        _("Say no"),
    )


@bp.post("/suchen-bieten/interesse/<int:interest_id>/ruecknahme")
def take_back(interest_id: int) -> Response:
    by, interest = _asked(interest_id)
    require(policy.has_asked(by, interest))
    return _settle(interest, lambda: answers.withdraw_interest(by, interest), _("Your answer is taken back."))


@bp.post("/suchen-bieten/interesse/<int:interest_id>/kooperation")
def cooperate(interest_id: int) -> Response:
    """Begin a cooperation of the two, with everything filled in that is known."""
    by, interest = _asked(interest_id)
    cooperation = realising.begin_cooperation(by, interest)
    flash(
        _("You do “%(title)s” together now. What is filled in you can change here.", title=cooperation.title), "success"
    )
    return redirect(url_for("cooperations.cooperation", cooperation_id=cooperation.id), 303)


@bp.post("/suchen-bieten/<int:listing_id>/einladung")
def invite(listing_id: int) -> Response:
    """Who has answered an open role is invited into its cooperation."""
    by = acting()
    listing = queries.listing_by_id(by, listing_id)
    try:
        realising.invite(by, listing, number_or_none(request.form.get("organisation")))
    except Rejected as refusal:
        flash(refusal.reason, "warning")
        return redirect(url_for("board.listing", listing_id=listing_id), 303)
    return _back(listing_id, _("They are invited, and hear of it at once."))


def _asked(interest_id: int) -> tuple[Acting, Interest]:
    by = acting()
    return by, queries.interest_by_id(by, interest_id)


def _settle(interest: Interest, deed: Callable[[], Interest], sentence: str) -> Response:
    listing_id = interest.listing_id
    try:
        deed()
    except Rejected as refusal:
        flash(refusal.reason, "warning")
        return redirect(_page_of(listing_id), 303)
    return _back(listing_id, sentence)


def _back(listing_id: int, sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(_page_of(listing_id), 303)


def _page_of(listing_id: int) -> str:
    """Where the two talk, if somebody decided there; else the listing."""
    return safe_next(url_for("board.listing", listing_id=listing_id))
