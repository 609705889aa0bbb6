"""Several people, or one impatient one, at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

from drafts import draft
from sqlalchemy import func, select

from kiknet.accounts.models import User
from kiknet.calendar.models import Event
from kiknet.calendar.service import cancel_event, change_event, post_event
from kiknet.db import db
from kiknet.errors import ChangedMeanwhile, NotAllowed
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

AT_ONCE = 4


def crowd(app, cast, deed):
    """What each of several Anas gets who do `deed(by)` at the same moment, each with a database session of her own."""
    user_id, organisation_id, all_ready = cast.ana.user.id, cast.mill.id, Barrier(AT_ONCE)
    db.session.rollback()

    def do(number):
        with app.app_context():
            by = Acting(db.session.get(User, user_id), db.session.get(Organisation, organisation_id), "admin")
            all_ready.wait()
            try:
                return deed(by, number)
            except (ChangedMeanwhile, NotAllowed) as refusal:
                return type(refusal).__name__

    with ThreadPoolExecutor(AT_ONCE) as people:
        answers = list(people.map(do, range(AT_ONCE)))
    db.session.expire_all()
    return answers


def test_an_impatient_thumb_posts_once(app, cast):
    post_event(cast.ana, draft(title="The first of all"))
    key = uuid4()

    ids = crowd(app, cast, lambda by, _number: post_event(by, draft(), key=key).id)

    assert len(set(ids)) == 1
    assert db.session.scalar(select(func.count()).select_from(Event)) == 2


def test_of_many_who_save_at_once_one_is_kept_and_the_others_are_told(app, cast):
    event = post_event(cast.ana, draft())
    event_id, version = event.id, event.revision

    def save(by, number):
        change_event(by, db.session.get(Event, event_id), draft(title=f"Titel {number}"), version)
        return number

    answers = crowd(app, cast, save)

    (kept,) = [a for a in answers if isinstance(a, int)]
    assert answers.count("ChangedMeanwhile") == AT_ONCE - 1
    assert db.session.get(Event, event_id).title == f"Titel {kept}"


def test_cancelled_by_many_it_is_cancelled_once(app, cast):
    event_id = post_event(cast.ana, draft()).id

    def call_off(by, _number):
        cancel_event(by, db.session.get(Event, event_id), "Krank")
        return "cancelled"

    answers = crowd(app, cast, call_off)

    assert answers.count("cancelled") == 1
    assert db.session.get(Event, event_id).sequence == 1
