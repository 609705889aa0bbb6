"""How somebody wants to hear, and the way out below every mail."""

from flask import flash, redirect, render_template, request, url_for

from kiknet.accounts.models import User
from kiknet.db import db
from kiknet.i18n import _
from kiknet.notifications import choosing, links, queries
from kiknet.notifications.forms import form_for
from kiknet.notifications.topics import named, topics_for
from kiknet.notifications.views.blueprint import Page, bp
from kiknet.organisations.session import myself
from kiknet.web.public import always


@bp.route("/mein/hinweise/einstellungen", methods=["GET", "POST"])
def choices() -> Page:
    user = myself().user
    groups = topics_for(is_office=user.is_office)
    topics = [topic for _group, several in groups for topic in several]
    form = form_for(topics, queries.choices_of(user), queries.quiet_hours_of(user))
    if form.validate_on_submit():
        choosing.choose(user, form.choices, form.quiet)
        flash(_("Saved. This is how you hear from now on."), "success")
        return redirect(url_for(".choices"), 303)
    return render_template("notifications/choices.html", form=form, groups=groups), form.status


@bp.route("/hinweise/<token>/abbestellen", methods=["GET", "POST"])
@always
def unsubscribe(token: str) -> Page:
    """Mail programs send a POST without cookie or form token (RFC 8058); people get a page with a button."""
    user_id, name = links.behind(token)
    user, topic = db.session.get(User, user_id), named(name)
    is_done = user is None or (topic is None and name != links.EVERYTHING)
    if user is not None and not is_done and request.method == "POST":
        choosing.unsubscribe(user, name)
        is_done = True
    return render_template("notifications/unsubscribe.html", topic=topic, is_done=is_done)
