"""The counter: every shown change has its own number, in the order of the commits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from kiknet import revisions
from kiknet.db import db, transaction
from kiknet.organisations.models import Organisation


def test_each_change_takes_the_next_number(app, cast):
    before, _ = revisions.current()
    with transaction():
        revisions.stamp(cast.mill, cast.city_library)

    assert cast.mill.revision == cast.city_library.revision == before + 1
    assert revisions.current()[0] == before + 1


def test_eight_people_at_once_take_eight_numbers(app, cast):
    before, _ = revisions.current()
    organisation_id, ready = cast.mill.id, Barrier(8)
    db.session.rollback()

    def change(_):
        with app.app_context():
            ready.wait()
            with transaction():
                return revisions.stamp(db.session.get_one(Organisation, organisation_id))

    with ThreadPoolExecutor(8) as crowd:
        numbers = sorted(crowd.map(change, range(8)))

    assert numbers == list(range(before + 1, before + 9))
    assert revisions.current()[0] == before + 8
