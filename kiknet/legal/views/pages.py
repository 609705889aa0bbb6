"""The legal pages, and the form for what is in somebody's way."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from kiknet.errors import Rejected
from kiknet.i18n import _, language
from kiknet.legal import gaps, queries, service
from kiknet.legal.forms import FeedbackForm
from kiknet.legal.views.blueprint import bp
from kiknet.web.public import always


@bp.get("/impressum")
@always
def imprint() -> str:
    return _page("imprint")


@bp.get("/datenschutz")
@always
def privacy() -> str:
    return _page("privacy")


@bp.get("/barrierefreiheit")
@always
def accessibility() -> str:
    return _page("accessibility")


def _page(page: str) -> str:
    row = queries.shown_text(page, language())
    is_finished = gaps.is_finished(row.text if row else None)
    return render_template("legal/page.html", page=page, row=row, is_finished=is_finished)


@bp.route("/barrierefreiheit/rueckmeldung", methods=["GET", "POST"])
@always
def feedback() -> Answer | tuple[str, int]:
    form = FeedbackForm()
    if form.validate_on_submit():
        try:
            _send(form)
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("Thank you. The office has received your message."), "success")
            return redirect(url_for(".accessibility"), 303)
    return render_template("legal/feedback.html", form=form), form.status


def _send(form: FeedbackForm) -> None:
    """A filled trap is a machine's doing: it is thanked like everybody else, and nothing happens."""
    if not form.website.data:
        about, address = form.about.data or "", form.address.data or ""
        service.send_feedback(form.message.data, address, about, request.remote_addr or "")
