"""Bringing an installation up to date and deciding as what it runs: `kiknet prepare`, which `kiknet run` calls."""

from collections.abc import Callable

from flask import current_app
from flask_migrate import upgrade
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from kiknet.accounts import queries as people
from kiknet.accounts import service as accounts
from kiknet.accounts.models import User
from kiknet.accounts.passwords import DEMO_PASSWORD
from kiknet.calendar.models import Event
from kiknet.config import Misconfigured, Settings
from kiknet.db import db
from kiknet.feeds import service as feeds
from kiknet.search import service as search
from kiknet.seeds import network, reference
from kiknet.web import templating

Say = Callable[[str], None]


def prepare(settings: Settings, *, with_demo: bool, say: Say) -> str:
    """Migrate, compile templates, add reference data, build the demo on an empty database.

    Returns the environment to run with. Raises `Misconfigured`, with a sentence, where these settings and this
    database must not run together.
    """
    migrate()
    env = _decide(settings, with_demo)
    templating.compile_all(current_app.jinja_env)
    _add_reference_data(say)
    if feeds.has_old_texts():
        say("Writing the calendar's texts anew …")
        feeds.refresh_texts()
    if env == "demo":
        if _is_empty():
            say("Building the demo network …")
            network.build()
            search.refresh_index()
        _tell_sign_ins(say)
    elif not people.office_exists():
        say("Nobody works in the office yet. Who opens this link makes the first office account; it works for 7 days:")
        say(f"  {accounts.first_office_link()}")
    return env


def migrate() -> None:
    """Bring the database up to date. Raises `Misconfigured` when it does not answer."""
    try:
        upgrade()
    except OperationalError as trouble:
        raise Misconfigured(f"The database does not answer: {str(trouble.orig).strip()}") from None


def _decide(settings: Settings, with_demo: bool) -> str:
    """What is asked for, as long as the data fits it; otherwise what the data are."""
    has_demo, is_empty = network.exists(), _is_empty()
    if has_demo and settings.is_production:
        raise Misconfigured("This database holds demo data, whose passwords everybody knows. Production needs another.")
    if has_demo and not with_demo:
        raise Misconfigured(
            "This database holds the demo network. For an empty one set KIKNET_INSTANCE to a new folder."
        )
    if settings.is_env_given:
        if settings.is_demo and not (has_demo or (is_empty and with_demo)):
            raise Misconfigured("KIKNET_ENV=demo shows all mails to everybody, and this database has no demo data.")
        return settings.env
    return "demo" if has_demo or (is_empty and with_demo) else "development"


def _is_empty() -> bool:
    """Nobody has an account and nothing is posted; reference data does not count."""
    return db.session.scalar(select(User.id).limit(1)) is None and db.session.scalar(select(Event.id).limit(1)) is None


def _add_reference_data(say: Say) -> None:
    loaded = reference.load()
    if loaded.organisations:
        say(f"Added {loaded.organisations} listed organisations, {loaded.districts} districts, {loaded.fields} fields.")


def _tell_sign_ins(say: Say) -> None:
    say(f"\nThis is a demo. Everybody's password: {DEMO_PASSWORD}\n")
    for person in network.sign_ins():
        say(f"  {person.email:<26} {person.who}")
