"""What people of a cooperation write to each other."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiknet import media
from kiknet.access import require
from kiknet.conversations.forms import WriteForm
from kiknet.cooperations import policy, post_queries
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.service import posts as service
from kiknet.cooperations.views.blueprint import Page, bp
from kiknet.cooperations.views.inside import inside
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.web.forms import ConfirmForm
from kiknet.web.requests import number_or_none

ADDRESS = "/kooperationen/<int:cooperation_id>/gespraech"


@bp.route(ADDRESS, methods=["GET", "POST"])
def posts(cooperation_id: int) -> Page:
    by, found = inside(cooperation_id)
    form = WriteForm()
    if request.method == "POST":
        require(policy.may(by, "write", found))
        if form.validate():
            try:
                service.write(by, found, form.text.data or "", form.uploads, key=form.idempotency_key)
            except Rejected as refusal:
                form.show(refusal)
            else:
                flash(_("Your post is there for all to read."), "success")
                return _back(cooperation_id, "schreiben")
    return _page(by, found, form)


def _page(by: Acting, found: Cooperation, form: WriteForm) -> Page:
    reader = post_queries.reader_of(by.user, found)
    page = render_template(
        "cooperations/posts.html",
        cooperation=found,
        stretch=post_queries.posts_of(found, number_or_none(request.args.get("vor"))),
        files=post_queries.files_of(found),
        read_until=reader.read_until if reader else 0,
        is_muted=reader is not None and reader.is_muted,
        form=form if policy.may(by, "write", found) else None,
        file_address=lambda name: url_for(".post_file", cooperation_id=found.id, name=name),
    )
    return page, form.status


def _back(cooperation_id: int, anchor: str | None = None) -> Page:
    return redirect(url_for(".posts", cooperation_id=cooperation_id, _anchor=anchor), 303)


@bp.get(f"{ADDRESS}/<name>")
def post_file(cooperation_id: int, name: str) -> Response:
    """A file, for those who are in only."""
    _by, found = inside(cooperation_id)
    return media.send_file(post_queries.file_in(found, name))


@bp.post(f"{ADDRESS}/gelesen")
def read_posts(cooperation_id: int) -> Page:
    by, found = inside(cooperation_id)
    ConfirmForm().validate()
    service.mark_read(by, found, number_or_none(request.form.get("until")))
    return _back(cooperation_id)


@bp.post(f"{ADDRESS}/stumm")
def mute_posts(cooperation_id: int) -> Page:
    by, found = inside(cooperation_id)
    ConfirmForm().validate()
    is_muted = request.form.get("muted") == "1"
    service.mute(by, found, is_muted=is_muted)
    if is_muted:
        flash(_("You hear no more of new posts here. Your colleagues hear as before."), "success")
    else:
        flash(_("You hear of new posts here again."), "success")
    return _back(cooperation_id)
