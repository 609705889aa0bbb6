"""What somebody was told: the list, and the way to the thing itself."""

from flask import flash, redirect, render_template, request, url_for

from kiknet.i18n import _
from kiknet.notifications import queries, service
from kiknet.notifications.views.blueprint import Page, bp
from kiknet.organisations import session
from kiknet.organisations.session import memberships, myself
from kiknet.web.forms import ConfirmForm, safe_next
from kiknet.web.pagination import page_number, paginate
from kiknet.web.requests import number_or_none
from kiknet.web.templating import here


@bp.get("/mein/hinweise")
def inbox() -> str:
    organisation_id = _of_organisation(request.args.get("organisation"))
    only_new = request.args.get("was") != "alle"
    page = paginate(queries.inbox(myself().user, organisation_id, only_new=only_new), page_number())
    return render_template(
        "notifications/inbox.html", page=page, only_new=only_new, organisation_id=organisation_id, here=here
    )


def _of_organisation(given: str | None) -> int | None:
    """The organisation asked for, if it is one of theirs."""
    mine = {m.organisation_id for m in memberships()}
    number = number_or_none(given)
    return number if number in mine else None


@bp.post("/mein/hinweise/<int:notice_id>")
def open_(notice_id: int) -> Page:
    """On to what it is about, acting for the organisation it concerns; from now on it is not new."""
    by = myself()
    notice = queries.notice_of(by.user, notice_id)
    ConfirmForm().validate()
    url, organisation_id = notice.url, notice.organisation_id
    service.read(notice)
    if organisation_id is not None and not by.acts_for(organisation_id):
        session.choose(organisation_id)
    return redirect(url, 303)


@bp.post("/mein/hinweise/gesehen")
def seen() -> Page:
    """The page that was opened says so by itself (see `seen.js`), or by a button where nothing does that for people."""
    by = myself()
    ConfirmForm().validate()
    service.read_what_leads_to(by.user, request.form.get("weg", ""))
    return redirect(safe_next(url_for(".inbox")), 303)


@bp.post("/mein/hinweise/gelesen")
def read_all() -> Page:
    by = myself()
    ConfirmForm().validate()
    service.read_all(by.user, _of_organisation(request.form.get("organisation")))
    flash(_("Everything is marked as read."), "success")
    return redirect(url_for(".inbox"), 303)
