"""The first person of the office makes their account, with the link that was printed on the server."""

from flask import render_template, url_for

from kiknet.accounts import links, queries, service, session
from kiknet.accounts.forms import SetUpOfficeForm
from kiknet.accounts.views.blueprint import bp
from kiknet.accounts.views.sign_in import Page
from kiknet.errors import NotFound, Rejected
from kiknet.web.public import always


@bp.route("/einrichten/<token>", methods=["GET", "POST"])
@always
def set_up(token: str) -> Page:
    if queries.office_exists():
        raise NotFound
    links.look("first-office", token)
    form = SetUpOfficeForm()
    if form.validate_on_submit():
        try:
            user = service.found_office(token, form.email.data, form.display_name.data, form.new_password.data)
        except Rejected as refusal:
            form.show(refusal)
        else:
            return session.let_in(user, url_for("home.desk"))
    return render_template("accounts/set_up.html", form=form), form.status
