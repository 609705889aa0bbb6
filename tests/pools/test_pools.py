"""A pool is asked with words from lists; its coordinators answer, and the numbers go into the report."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from post import mails_to
from sqlalchemy import inspect, select
from talks import notices_of

from kiknet import clock
from kiknet.db import db, transaction
from kiknet.errors import ChangedMeanwhile, NotAllowed, NotFound, Rejected, TooOften
from kiknet.organisations.models import Organisation
from kiknet.pools import counter, queries, service
from kiknet.pools.counter import Asked
from kiknet.pools.draft import PoolDraft, RequestDraft
from kiknet.pools.forms import RequestForm
from kiknet.pools.merging import move_pools
from kiknet.pools.models import PoolRequest
from kiknet.web import throttle

DRAFT = PoolDraft("interpreters", ("uk", "ar"), ("authority", "school"), "Bitte drei Tage vorher fragen.")


def wish(**changes):
    given = {
        "language": "uk", "topic": "school", "urgency": "soon", "where": "school", "minutes": 60,
        "day": clock.today() + timedelta(days=3), "starts": time(15), "district": 40,
    }  # fmt: skip
    return RequestDraft(**given | changes)


@pytest.fixture
def pool(cast):
    return service.open_pool(cast.carla, DRAFT)


@pytest.fixture
def asked(cast, pool):
    return service.ask(cast.ben, pool, wish())


def test_ben_asks_carlas_pool_and_she_is_told_in_words_from_lists(cast, asked):
    (notice,) = notices_of(cast.carla)
    assert notice.title == "The Mill fragt bei Ihrem Pool an: Ukrainisch"
    (mail,) = mails_to("carla@example.org", "pool_requested")
    for words in ("Ukrainisch, Schule und Kita", "15:00 Uhr (1 Stunde)", "Thingers – Nord", "Diese Woche"):
        assert words in mail.text
    assert "Diese Woche" in mail.text.splitlines()
    assert "Ben" not in mail.text


def test_a_yes_tells_the_mill_whom_to_talk_to(cast, asked):
    service.answer(cast.carla, asked)

    assert asked.state == "yes"
    assert notices_of(cast.ben)[0].title == "Es kommt jemand: Ukrainisch"


def test_a_no_says_why(cast, asked):
    service.answer(cast.carla, asked, "nobody_free")

    assert (asked.state, asked.reason) == ("no", "nobody_free")
    assert "Zu dieser Zeit ist niemand frei" in mails_to("ben@example.org", "pool_answered")[0].text


def test_what_is_settled_is_not_answered_again(cast, asked):
    service.answer(cast.carla, asked)

    with pytest.raises(Rejected):
        service.answer(cast.carla, asked, "nobody_free")


def test_plans_change_also_after_a_yes(cast, asked):
    service.answer(cast.carla, asked)
    service.withdraw(cast.ana, asked)

    assert asked.state == "withdrawn"
    assert mails_to("carla@example.org", "pool_withdrawn")
    with pytest.raises(Rejected):
        service.withdraw(cast.ana, asked)


def test_a_reason_is_one_of_those_there_are(cast, asked):
    with pytest.raises(Rejected):
        service.answer(cast.carla, asked, "Die Familie M. kennen wir schon")


def test_only_admins_open_a_pool_and_one_of_each_kind(cast, pool):
    with pytest.raises(NotAllowed):
        service.open_pool(cast.ben, DRAFT)
    with pytest.raises(Rejected) as refusal:
        service.open_pool(cast.carla, DRAFT)
    assert refusal.value.field == "kind"
    service.open_pool(cast.carla, replace(DRAFT, kind="volunteers"))


def test_of_two_who_change_a_pool_the_second_is_told(cast, pool):
    version = pool.revision
    service.change_pool(cast.carla, pool, replace(DRAFT, languages=("uk",)), version)

    with pytest.raises(ChangedMeanwhile):
        service.change_pool(cast.carla, pool, DRAFT, version)


def test_viewers_do_not_ask_and_others_do_not_see(cast, pool, asked):
    with pytest.raises(NotAllowed):
        service.ask(cast.vera, pool, wish())
    assert queries.request_by_id(cast.vera, asked.id) == asked
    with pytest.raises(NotFound):
        queries.request_by_id(cast.olga, asked.id)
    with pytest.raises(NotAllowed):
        service.answer(cast.ben, asked)


def test_a_closed_pool_cannot_be_asked(cast, pool):
    service.change_pool(cast.carla, pool, replace(DRAFT, is_open=False), pool.revision)

    assert queries.open_pools() == []
    with pytest.raises(NotAllowed):
        service.ask(cast.ben, pool, wish())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("language", "tr"), ("topic", "housing"), ("urgency", "x"), ("where", "x"), ("minutes", 7),
        ("day", date(2020, 1, 1)), ("day", date(2099, 1, 1)),
    ],
)  # fmt: skip
def test_what_is_not_on_the_lists_is_refused_beside_its_field(cast, pool, field, value):
    with pytest.raises(Rejected) as refusal:
        service.ask(cast.ben, pool, wish(**{field: value}))

    assert refusal.value.field == field


def test_the_same_request_sent_twice_is_one(cast, pool):
    key = uuid4()

    first, second = (service.ask(cast.ben, pool, wish(), key=key) for _ in range(2))

    assert first.id == second.id
    assert len(notices_of(cast.carla)) == 1


def test_who_asks_without_end_is_slowed_down(cast, pool):
    for _ in range(service.MOST_ASKED):
        throttle.count("pool", str(cast.ben.user.id), service.MOST_ASKED, service.DAY)

    with pytest.raises(TooOften):
        service.ask(cast.ben, pool, wish())


def test_nowhere_in_a_request_is_there_room_for_a_story(app):
    texts = [c for c in inspect(PoolRequest).columns if getattr(c.type, "length", 1) is None or "Text" in str(c.type)]
    assert [c.name for c in texts if c.type.python_type is str] == []
    with app.test_request_context():
        typed = {field.type for field in RequestForm()} & {"StringField", "TextAreaField"}
    assert typed == set()


def test_a_request_nobody_answers_is_over_with_its_day(cast, pool, at):
    at(2027, 3, 1, 12)
    asked = service.ask(cast.ben, pool, wish(day=date(2027, 3, 2)))
    assert queries.waiting_for([pool]) == [asked]

    at(2027, 3, 3, 0, 1)

    assert asked.state_now == "over"
    assert queries.waiting_for([pool]) == []
    with pytest.raises(Rejected):
        service.answer(cast.carla, asked)


def test_the_counter_says_how_many_by_month_and_language(cast, pool, at):
    at(2027, 3, 31, 23, 30)
    service.answer(cast.carla, service.ask(cast.ben, pool, wish()))
    service.ask(cast.ben, pool, wish())
    at(2027, 4, 1, 0, 30)
    service.answer(cast.carla, service.ask(cast.ben, pool, wish(language="ar")), "nobody_free")

    lines = counter.count(queries.counted(pool))

    assert [(f"{line.month:%Y-%m}", line.language, line.asked, line.yes, line.no, line.open) for line in lines] == [
        ("2027-04", "ar", 1, 0, 1, 0),
        ("2027-03", "uk", 2, 1, 0, 1),
    ]


ASKED = st.builds(
    Asked,
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.sampled_from(["uk", "ar", "tr"]),
    st.sampled_from(["open", "yes", "no", "withdrawn"]),
)


@given(st.lists(ASKED))
def test_every_request_is_counted_once(requests):
    lines = counter.count(requests)

    assert sum(line.asked for line in lines) == len(requests)
    assert sum(line.yes for line in lines) == sum(request.state == "yes" for request in requests)
    assert len({(line.month, line.language) for line in lines}) == len(lines)
    assert all(line.open >= 0 for line in lines)


def test_two_pools_of_organisations_that_become_one_become_one(cast, pool, asked):
    service.open_pool(cast.ana, replace(DRAFT, languages=("tr",)))

    with transaction():
        move_pools(cast.city_library, cast.mill)

    (stays,) = queries.pools_of(cast.mill.id)
    assert stays.languages == ["ar", "tr", "uk"]
    assert db.session.scalars(select(PoolRequest.pool_id)).one() == stays.id
    assert queries.pools_of(cast.city_library.id) == []
    assert db.session.get(Organisation, cast.city_library.id)


def test_nobody_is_asked_for_this_morning_in_the_afternoon(cast, pool, at):
    at(2027, 3, 9, 15, 0)

    with pytest.raises(Rejected) as refusal:
        service.ask(cast.ben, pool, wish(day=date(2027, 3, 9), starts=time(9)))

    assert refusal.value.field == "starts"
    assert service.ask(cast.ben, pool, wish(day=date(2027, 3, 9), starts=time(14, 45))).state == "open"


def test_what_took_place_is_not_withdrawn(cast, pool, at):
    at(2027, 3, 9, 8, 0)
    asked = service.ask(cast.ben, pool, wish(day=date(2027, 3, 9)))
    service.answer(cast.carla, asked)
    at(2027, 3, 10, 8, 0)

    with pytest.raises(Rejected):
        service.withdraw(cast.ben, asked)

    assert asked.state == "yes"
