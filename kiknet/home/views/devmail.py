"""The mails of a network that sends none: readable here in the demo and while developing."""

from flask import current_app, render_template
from sqlalchemy import select

from kiknet.db import db
from kiknet.errors import NotFound
from kiknet.home.views.blueprint import bp
from kiknet.mail import OutboxMail
from kiknet.web.pagination import page_number, paginate
from kiknet.web.public import always


def _only_where_mails_stay() -> None:
    if not current_app.extensions["kiknet"].mails_stay_here:
        raise NotFound


@bp.get("/dev/mail")
@always
def dev_mail() -> str:
    _only_where_mails_stay()
    page = paginate(select(OutboxMail).order_by(OutboxMail.id.desc()), page_number())
    return render_template("home/dev_mail.html", page=page)


@bp.get("/dev/mail/<int:mail_id>")
@always
def dev_mail_message(mail_id: int) -> str:
    _only_where_mails_stay()
    row = db.session.get(OutboxMail, mail_id)
    if row is None:
        raise NotFound
    return render_template("home/dev_mail_message.html", mail=row)
