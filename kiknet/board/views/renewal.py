"""Renewing from a mail: the link opens a page, its button does it; mail scanners open links, and looking is no deed."""

from flask import flash, render_template, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet.accounts.links import LinkOver
from kiknet.board import policy
from kiknet.board.service import timely
from kiknet.board.views.blueprint import bp
from kiknet.i18n import _
from kiknet.web.forms import ConfirmForm
from kiknet.web.public import public


@bp.route("/suchen-bieten/verlaengern/<token>", methods=["GET", "POST"])
@public
def renew_from_mail(token: str) -> Response | str | tuple[str, int]:
    form = ConfirmForm()
    try:
        link, by, listing = timely.linked(token)
        may_renew = policy.may(by, "renew", listing)
        if may_renew and form.validate_on_submit():
            timely.renew_by_link(link, by, listing)
            flash(_("It stays another 90 days."), "success")
            return redirect(url_for("board.listing", listing_id=listing.id), 303)
    except LinkOver as refusal:
        return render_template("board/renewal_over.html", reason=refusal.reason), 410
    return render_template("board/renewal.html", listing=listing, form=form, may_renew=may_renew), form.status
