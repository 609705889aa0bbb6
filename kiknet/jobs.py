"""What happens by itself and how often. huey runs the deeds; every deed can be repeated without harm.

The worker loads this; a server only does when a mail shall go out at once.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app
from huey import SqliteHuey, crontab
from huey.api import Huey

from kiknet import audit, installation, mail, media, postman
from kiknet.accounts import service as accounts
from kiknet.board.service import timely as board
from kiknet.booking.service import timely
from kiknet.calendar import horizon, room_following, telling, words
from kiknet.config import Settings
from kiknet.cooperations.service import archiving, outcomes, reminding
from kiknet.feeds import service as feeds
from kiknet.imports import work as imports
from kiknet.matching import renewing
from kiknet.matching import telling as matches
from kiknet.moderation import service as moderation
from kiknet.notifications import service as notices
from kiknet.notifications import summaries
from kiknet.search import service as search
from kiknet.subscriptions import known, mailing
from kiknet.subscriptions import service as subscriptions
from kiknet.web import parking, throttle

EVERY_MINUTE = {"minute": "*"}
EVERY_FIVE_MINUTES = {"minute": "*/5"}
EVERY_NIGHT = {"hour": "3", "minute": "17"}
EVERY_MORNING = {"hour": "5", "minute": "3"}


def rhythms(settings: Settings) -> list[tuple[Callable[[], Any], dict[str, str]]]:
    """Every deed with the minutes and hours at which it is done."""

    def give_sign_of_life() -> None:
        installation.note_worker(settings)

    def deliver_mail() -> None:
        """A few, and then once more at the end of the queue: whatever else is due does not wait for thousands."""
        if settings.smtp_url and postman.deliver_waiting(postman.smtp_sender(settings.smtp_url, settings.mail_from)):
            current_app.extensions["wake_the_postman"]()

    return [
        (deliver_mail, EVERY_MINUTE),
        (give_sign_of_life, EVERY_MINUTE),
        (telling.tell_about_changes, EVERY_MINUTE),
        (imports.work, EVERY_MINUTE),
        (search.refresh_index, EVERY_MINUTE),
        (matches.tell, EVERY_MINUTE),
        (renewing.renew_old, EVERY_MINUTE),
        (mailing.tell_at_once, EVERY_MINUTE),
        (mailing.send_summaries, EVERY_FIVE_MINUTES),
        (summaries.send_summaries, EVERY_FIVE_MINUTES),
        (words.refresh_stale, EVERY_FIVE_MINUTES),
        (feeds.refresh_texts, EVERY_FIVE_MINUTES),
        (timely.expire, EVERY_FIVE_MINUTES),
        (board.expire, EVERY_MORNING),
        (board.warn, EVERY_MORNING),
        (outcomes.ask_for_outcomes, EVERY_MORNING),
        (archiving.archive, EVERY_MORNING),
        (archiving.warn, EVERY_MORNING),
        (timely.remind, EVERY_MORNING),
        (timely.tell_the_houses, EVERY_MORNING),
        (reminding.remind_of_tasks, EVERY_MORNING),
        (reminding.remind_of_polls, EVERY_MORNING),
        (horizon.move_on, EVERY_NIGHT),
        (horizon.let_cancelled_go, EVERY_NIGHT),
        (room_following.ask_for_what_is_near, EVERY_NIGHT),
        (throttle.forget_old, EVERY_NIGHT),
        (parking.forget_old, EVERY_NIGHT),
        (audit.forget_old, EVERY_NIGHT),
        (mail.forget_sent, EVERY_NIGHT),
        (notices.forget_old, EVERY_NIGHT),
        (imports.forget_old, EVERY_NIGHT),
        (accounts.forget_old, EVERY_NIGHT),
        (media.forget_unused, EVERY_NIGHT),
        (search.mend_index, EVERY_NIGHT),
        (renewing.let_go, EVERY_NIGHT),
        (renewing.mend, EVERY_NIGHT),
        (subscriptions.forget_unconfirmed, EVERY_NIGHT),
        (known.forget_old, EVERY_NIGHT),
        (moderation.forget_old, EVERY_NIGHT),
    ]


def queue_of(app: Flask) -> Huey:
    """The queue with all deeds, made when it is first needed."""
    return _made(app)[0]


def wake_the_postman(app: Flask) -> None:
    """Let the worker look for waiting mails now."""
    _made(app)[1]()


def _made(app: Flask) -> tuple[Huey, Callable[[], Any]]:
    """The queue, and what asks it to deliver mail."""
    if "huey" not in app.extensions:
        settings: Settings = app.extensions["kiknet"]
        settings.instance.mkdir(parents=True, exist_ok=True)
        queue = SqliteHuey("kiknet", filename=str(settings.instance / "jobs.sqlite"), results=False)
        tasks = {deed.__name__: _add(queue, app, deed, rhythm) for deed, rhythm in rhythms(settings)}
        queue.on_startup(name="give_sign_of_life")(tasks["give_sign_of_life"].func)
        app.extensions["huey"] = queue, tasks["deliver_mail"]
    made: tuple[Huey, Callable[[], Any]] = app.extensions["huey"]
    return made


def _add(queue: Huey, app: Flask, deed: Callable[[], Any], rhythm: dict[str, str]) -> Any:
    def run() -> None:
        with app.app_context():
            deed()

    queue.periodic_task(crontab(**rhythm), name=f"{deed.__module__}.{deed.__name__} by the clock")(run)
    return queue.task(name=f"{deed.__module__}.{deed.__name__}")(run)
