"""Renewing from a mail: the link opens a page, its button does it; mail scanners open links, and looking is no deed."""

from flask import render_template

from kiknet.accounts.links import LinkOver
from kiknet.board import policy
from kiknet.board.service import timely
from kiknet.board.views.blueprint import bp
from kiknet.web.forms import ConfirmForm
from kiknet.web.public import public


@bp.route("/suchen-bieten/verlaengern/<token>", methods=["GET", "POST"])
@public
def renew_from_mail(token: str) -> str | tuple[str, int]:
    form = ConfirmForm()
    try:
        link, by, listing = timely.linked(token)
        may_renew = policy.may(by, "renew", listing)
        if may_renew and form.validate_on_submit():
            timely.renew_by_link(link, by, listing)
            return render_template("board/renewed.html", listing=listing)
    except LinkOver as refusal:
        return render_template("board/renewal_over.html", reason=refusal.reason), 410
    return render_template("board/renewal.html", listing=listing, form=form, may_renew=may_renew), form.status
