"""Small deeds: read, mute, close, open again."""

from flask import flash, redirect, request, url_for

from kiknet.conversations import queries, service
from kiknet.conversations.models import Conversation
from kiknet.conversations.views.blueprint import Page, bp
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting
from kiknet.web.forms import ConfirmForm
from kiknet.web.requests import number_or_none


def _asked(conversation_id: int) -> tuple[Acting, Conversation]:
    by = acting()
    found = queries.conversation_by_id(by, conversation_id)
    ConfirmForm().validate()
    return by, found


def _back(conversation_id: int) -> Page:
    return redirect(url_for(".conversation", conversation_id=conversation_id), 303)


@bp.post("/mein/nachrichten/<int:conversation_id>/gelesen")
def read(conversation_id: int) -> Page:
    by, found = _asked(conversation_id)
    service.mark_read(by, found, number_or_none(request.form.get("until")))
    return _back(conversation_id)


@bp.post("/mein/nachrichten/<int:conversation_id>/stumm")
def mute(conversation_id: int) -> Page:
    by, found = _asked(conversation_id)
    is_muted = request.form.get("muted") == "1"
    service.mute(by, found, is_muted=is_muted)
    if is_muted:
        flash(_("You hear no more of new messages here. Your colleagues hear as before."), "success")
    else:
        flash(_("You hear of new messages here again."), "success")
    return _back(conversation_id)


@bp.post("/mein/nachrichten/<int:conversation_id>/schluss")
def close(conversation_id: int) -> Page:
    by, found = _asked(conversation_id)
    service.close(by, found)
    flash(_("The conversation is closed. Only you can open it again."), "success")
    return _back(conversation_id)


@bp.post("/mein/nachrichten/<int:conversation_id>/fortsetzung")
def reopen(conversation_id: int) -> Page:
    by, found = _asked(conversation_id)
    service.reopen(by, found)
    flash(_("The conversation is open again."), "success")
    return _back(conversation_id)
