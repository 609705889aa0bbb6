"""Beginning a conversation: only from a thing, whose page leads here. Without one there is the contact form."""

from flask import flash, redirect, render_template, request, url_for

from kiknet.access import require
from kiknet.conversations import policy, queries, service, things
from kiknet.conversations.forms import WriteForm
from kiknet.conversations.things import Thing
from kiknet.conversations.views.blueprint import Page, bp
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.organisations.session import acting_for_organisation


@bp.route("/mein/nachrichten/neu", methods=["GET", "POST"])
def begin() -> Page:
    by = acting_for_organisation()
    thing = things.find(by, request.args.get("ueber", ""))
    require(policy.may_start(by, thing.organisation), _("Editors and admins of another organisation can write here."))
    there = queries.conversation_about(by, thing.organisation, (thing.kind, thing.id))
    if there is not None and request.method == "GET":
        return redirect(url_for(".conversation", conversation_id=there.id), 303)
    form = WriteForm()
    if form.validate_on_submit():
        try:
            begun = service.start(
                by, thing.organisation, thing.title, about=(thing.kind, thing.id), url=thing.url,
                text=form.text.data or "", uploads=form.uploads, key=form.idempotency_key,
            )  # fmt: skip
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("Your message is sent."), "success")
            return redirect(url_for(".conversation", conversation_id=begun.id), 303)
    return _page(thing, form)


def _page(thing: Thing, form: WriteForm) -> Page:
    return render_template("conversations/begin.html", thing=thing, form=form), form.status
