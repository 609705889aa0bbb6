"""Asking for mails about what the address's filter lets through, and the button behind the mailed link."""

from datetime import timedelta

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from kiknet.calendar import labels
from kiknet.calendar.filter import Filter
from kiknet.errors import NotFound, Rejected
from kiknet.subscriptions import links, service
from kiknet.subscriptions.forms import SignUpForm
from kiknet.subscriptions.models import Subscription
from kiknet.subscriptions.views.blueprint import Page, bp
from kiknet.web import throttle
from kiknet.web.forms import ConfirmForm
from kiknet.web.public import always, public

PER_CLIENT, PER_ADDRESS = 20, 3
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@bp.route("/abonnieren/e-mail", methods=["GET", "POST"])
@public
def sign_up() -> Page:
    chosen = Filter.parse(request.args.items(multi=True)).without_days()
    form = SignUpForm()
    if form.validate_on_submit():
        try:
            _ask(form, chosen)
            return redirect(url_for(".sent"), 303)
        except Rejected as refusal:
            form.show(refusal)
    filters = MultiDict(chosen.query()).to_dict(flat=False)
    page = render_template(
        "subscriptions/sign_up.html",
        form=form,
        words=[words for _key, _value, words in labels.described(chosen)],
        elsewhere=url_for("feeds.subscribe", **filters),  # type: ignore[arg-type]
    )
    return page, form.status


def _ask(form: SignUpForm, chosen: Filter) -> None:
    """People leave the trap empty; machines are told the same, and nothing happens."""
    if not form.homepage.data:
        throttle.count("subscribe from", request.remote_addr or "", PER_CLIENT, HOUR)
        throttle.count("subscribe as", form.email.data, PER_ADDRESS, DAY)
        service.ask_to_confirm(form.email.data, form.language.data, form.cadence.data, chosen)


@bp.get("/abonnieren/e-mail/unterwegs")
@public
def sent() -> str:
    return render_template("subscriptions/sent.html", days=service.KEPT_UNCONFIRMED.days)


@bp.route("/abonnieren/e-mail/<token>/bestaetigen", methods=["GET", "POST"])
@always
def confirm(token: str) -> Page:
    """Opening the link changes nothing, for mail scanners open links; the button does."""
    subscription = _waiting(token)
    if subscription is None:
        return render_template("subscriptions/over.html"), 410
    if subscription.confirmed_at is not None:
        return redirect(url_for(".manage", token=links.token(subscription, links.MANAGE)), 303)
    form = ConfirmForm()
    if form.validate_on_submit():
        service.confirm(subscription)
        return redirect(url_for(".manage", token=links.token(subscription, links.MANAGE), neu=1), 303)
    words = [words for _key, _value, words in labels.described(service.filter_of(subscription))]
    return render_template("subscriptions/confirm.html", form=form, subscription=subscription, words=words), form.status


def _waiting(token: str) -> Subscription | None:
    try:
        subscription = links.subscription_behind(token, links.CONFIRM)
    except NotFound:
        return None
    return None if service.is_forgotten(subscription) else subscription
