"""Tries are counted in the database, for all workers together."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from kiknet import clock
from kiknet.db import db
from kiknet.errors import TooOften
from kiknet.web import throttle
from kiknet.web.forms import ConfirmForm
from kiknet.web.throttle import Attempt

HOUR = timedelta(hours=1)


def test_the_fourth_of_three_tries_is_refused_with_the_time_to_wait(app):
    for _ in range(3):
        throttle.count("sign-in", "ana@example.org", 3, HOUR)

    with pytest.raises(TooOften) as refusal:
        throttle.count("sign-in", "Ana@example.org", 3, HOUR)
    assert 0 < refusal.value.seconds <= 3600
    throttle.count("sign-in", "ben@example.org", 3, HOUR)


def test_an_hour_later_one_may_try_again(app, monkeypatch):
    for _ in range(3):
        throttle.count("sign-in", "ana", 3, HOUR)
    later = clock.now() + HOUR
    monkeypatch.setattr(clock, "now", lambda: later)

    throttle.count("sign-in", "ana", 3, HOUR)


def test_no_try_is_lost_when_many_come_at_once(app):
    def attempt(_):
        with app.app_context():
            throttle.count("sign-in", "ana", 1000, HOUR)

    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(attempt, range(40)))

    assert sum(db.session.scalars(select(Attempt.count))) == 40


def test_who_tried_is_not_readable_in_the_table(app):
    throttle.count("sign-in", "ana@example.org", 3, HOUR)

    assert "ana" not in db.session.scalar(select(Attempt.key))


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (20, "Bitte warten Sie eine Minute"),
        (5400, "Bitte warten Sie 90 Minuten"),
        (5401, "in 2 Stunden"),
        (11_460, "in 4 Stunden"),
    ],
)
def test_people_are_told_how_long_in_words_they_think_in(app, seconds, told):
    with app.test_request_context("/", method="POST", headers={"Accept-Language": "de"}):
        form = ConfirmForm()
        form.show(TooOften(seconds))
        assert told in form.form_errors[0]
        assert form.status == 429
