"""What an organisation talks about with others, and one conversation."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiknet import media
from kiknet.conversations import policy, queries, service, things
from kiknet.conversations.forms import WriteForm
from kiknet.conversations.models import Conversation
from kiknet.conversations.views.blueprint import Page, bp
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting, acting_for_organisation, memberships
from kiknet.web import unsent
from kiknet.web.pagination import page_number, paginate
from kiknet.web.requests import number_or_none
from kiknet.web.templating import here


@bp.get("/mein/nachrichten")
def index() -> str:
    by = acting_for_organisation()
    page = paginate(queries.conversations_of(by), page_number())
    readers = queries.readers(by.user, page.items)
    since = next(m.created_at for m in memberships() if m.organisation_id == by.organisation_id)
    return render_template("conversations/index.html", page=page, readers=readers, since=since, here=here)


@bp.route("/mein/nachrichten/<int:conversation_id>", methods=["GET", "POST"])
def conversation(conversation_id: int) -> Page:
    by = acting()
    found = queries.conversation_by_id(by, conversation_id)
    form = WriteForm()
    if not form.validate_on_submit():
        return _page(by, found, form)
    try:
        service.write(by, found, form.text.data or "", form.uploads, key=form.idempotency_key)
    except Rejected as refusal:
        form.show(refusal)
        return _page(by, queries.conversation_by_id(by, conversation_id), form)
    flash(_("Your message is sent."), "success")
    return redirect(url_for(".conversation", conversation_id=conversation_id, _anchor="schreiben"), 303)


def _page(by: Acting, found: Conversation, form: WriteForm) -> Page:
    stretch = queries.messages_of(found, number_or_none(request.args.get("vor")))
    reader = queries.readers(by.user, [found]).get(found.id)
    standing = things.standing(by, found)
    page = render_template(
        "conversations/conversation.html",
        conversation=found,
        other=found.other(by.organisation_id),
        stretch=stretch,
        read_until=reader.read_until if reader else 0,
        is_muted=reader is not None and reader.is_muted,
        form=form if policy.may_write(by, found) else None,
        texts=unsent.texts(form.status),
        file_address=lambda name: url_for(".file", conversation_id=found.id, name=name),
        standing=standing.template if standing else None,
        **(standing.context if standing else {}),
    )
    return page, form.status


@bp.get("/mein/nachrichten/<int:conversation_id>/<name>")
def file(conversation_id: int, name: str) -> Response:
    """A file, for the two organisations only."""
    return media.send_file(queries.file_in(acting(), conversation_id, name))
