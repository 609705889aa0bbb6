"""What happens by itself and how often. huey runs the deeds; every deed can be repeated."""

import logging
from typing import Any

from flask import Flask
from huey import SqliteHuey, crontab
from huey.api import Huey
from sqlalchemy import event
from sqlalchemy.orm import Session

from kiknet import audit, installation, mail
from kiknet.accounts import service as accounts
from kiknet.config import Settings
from kiknet.db import db
from kiknet.web import parking, throttle

log = logging.getLogger(__name__)


def init_app(app: Flask, settings: Settings) -> None:
    """Make the queue, and wake its worker whenever a transaction left a mail waiting."""
    queue = _queue(settings)
    deliver = _register(queue, app, settings)
    app.extensions["huey"] = queue

    @event.listens_for(db.session, "after_commit")
    def wake(session: Session) -> None:
        if session.info.pop("mail_waits", False) and not settings.testing:
            try:
                deliver()
            except Exception:
                log.warning("the worker could not be woken; it looks by itself within a minute")

    @event.listens_for(db.session, "before_flush")
    def notice(session: Session, _context: Any, _instances: Any) -> None:
        if any(isinstance(thing, mail.OutboxMail) for thing in session.new):
            session.info["mail_waits"] = True


def _queue(settings: Settings) -> Huey:
    settings.instance.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("kiknet", filename=str(settings.instance / "jobs.sqlite"), results=False)


def _register(queue: Huey, app: Flask, settings: Settings) -> Any:
    """Every deed with its rhythm. Returns the one that sends mail, to be called when there is some."""

    def inside(deed: Any) -> Any:
        def run() -> None:
            with app.app_context():
                deed()

        run.__name__ = deed.__name__
        return run

    def deliver_mail() -> None:
        if settings.smtp_url:
            mail.deliver_waiting(mail.smtp_sender(settings.smtp_url, settings.mail_from))

    def tidy() -> None:
        throttle.forget_old()
        parking.forget_old()
        audit.forget_old()
        accounts.forget_old()

    def give_sign_of_life() -> None:
        installation.note_worker(settings)

    queue.on_startup(name="give_sign_of_life")(give_sign_of_life)
    queue.periodic_task(crontab(minute="*"), name="give_sign_of_life_by_the_minute")(give_sign_of_life)
    queue.periodic_task(crontab(minute="*"), name="deliver_mail_by_the_minute")(inside(deliver_mail))
    queue.periodic_task(crontab(hour="3", minute="17"), name="tidy")(inside(tidy))
    return queue.task(name="deliver_mail")(inside(deliver_mail))


def deeds() -> dict[str, Any]:
    return {}
