"""One's own subscription, behind the link in every mail: change it, end it."""

from flask import flash, redirect, render_template, request, url_for

from kiknet.calendar import labels
from kiknet.calendar.filter import Filter
from kiknet.errors import NotFound
from kiknet.i18n import _
from kiknet.organisations import choices
from kiknet.subscriptions import links, service
from kiknet.subscriptions.forms import WishForm
from kiknet.subscriptions.models import Subscription
from kiknet.subscriptions.views.blueprint import Page, bp
from kiknet.web.public import always


@bp.route("/abonnieren/e-mail/<token>", methods=["GET", "POST"])
@always
def manage(token: str) -> Page:
    subscription = _own(token)
    if subscription is None:
        return render_template("subscriptions/over.html"), 410
    form = WishForm(cadence=subscription.cadence, language=subscription.language)
    if form.validate_on_submit():
        chosen = Filter.parse(request.form.items(multi=True))
        service.change(subscription, form.language.data, form.cadence.data, chosen)
        flash(_("Saved. This is what you get from now on."), "success")
        return redirect(url_for(".manage", token=token), 303)
    is_sent = request.method == "POST"
    chosen = Filter.parse(request.form.items(multi=True)) if is_sent else service.filter_of(subscription)
    page = render_template(
        "subscriptions/manage.html",
        form=form,
        subscription=subscription,
        token=token,
        chosen=chosen,
        sought=request.form.get("q", chosen.words),
        words=[words for _key, _value, words in labels.described(chosen)],
        groups=labels.groups(chosen),
        organisations=choices.organisations(chosen.organisations),
        is_new="neu" in request.args,
    )
    return page, form.status


@bp.route("/abonnieren/e-mail/<token>/abbestellen", methods=["GET", "POST"])
@always
def end(token: str) -> Page:
    """Mail programs send a POST without cookie or form token (RFC 8058); people get a page with a button."""
    subscription = _own(token)
    if subscription is not None and request.method != "POST":
        return render_template("subscriptions/end.html", token=token, subscription=subscription)
    if subscription is not None:
        service.end(subscription)
    return render_template("subscriptions/ended.html")


def _own(token: str) -> Subscription | None:
    try:
        subscription = links.subscription_behind(token, links.MANAGE)
    except NotFound:
        return None
    return subscription if subscription.confirmed_at else None
