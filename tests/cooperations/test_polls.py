"""Date polls: dates are offered, organisations answer, one is chosen."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some
from talks import notices_of
from teamwork import at as day_at
from teamwork import poll, put, together

from kiknet.cooperations import lists, work_policy, work_queries
from kiknet.cooperations.poll_count import WrongRow, best, count, spans
from kiknet.cooperations.service import polls, reminding
from kiknet.cooperations.service.parting import hand_over
from kiknet.cooperations.words import deed_said
from kiknet.cooperations.work_draft import PollDraft
from kiknet.db import db, transaction
from kiknet.errors import NotAllowed, Rejected
from kiknet.i18n import written_day


@pytest.fixture
def cafe(cast):
    return together(cast)


def answers(asked):
    return [choice.answers for choice in work_queries.choices_of(asked)]


def test_ana_asks_and_the_library_answers(cast, cafe):
    asked = poll(cast.ana, cafe)
    first, second, third = asked.dates
    assert work_queries.missing_in(asked) == [cast.city_library]

    polls.answer_poll(cast.carla, asked, {first.id: "no", second.id: "yes", third.id: "maybe"})

    mill, library = cast.mill.id, cast.city_library.id
    assert answers(asked) == [{mill: "yes", library: said} for said in ("no", "yes", "maybe")]
    assert [choice.is_best for choice in work_queries.choices_of(asked)] == [False, True, False]
    assert work_queries.missing_in(asked) == []


def test_carla_changes_her_mind_and_the_last_word_counts(cast, cafe):
    asked = poll(cast.ana, cafe)
    first = asked.dates[0]
    polls.answer_poll(cast.carla, asked, {first.id: "yes"})
    polls.answer_poll(cast.carla, asked, {first.id: "no"})
    assert answers(asked)[0][cast.city_library.id] == "no"


def test_all_who_are_in_are_asked_and_hear_the_result_but_not_who_does_it(cast, cafe):
    asked = poll(cast.ana, cafe)
    polls.close_poll(cast.ana, asked, asked.dates[1].id)

    kinds = [notice.kind for notice in notices_of(cast.carla)]
    assert kinds[-2:] == ["cooperation_poll", "cooperation_poll_closed"]
    assert [notice.kind for notice in notices_of(cast.ben)][-2:] == ["cooperation_poll", "cooperation_poll_closed"]
    assert notices_of(cast.ana) == []


def test_the_lead_and_who_began_it_choose_the_date_and_nobody_else(cast, cafe):
    ours = poll(cast.ana, cafe)
    theirs = poll(cast.carla, cafe)
    assert work_policy.may_decide(cast.ben, ours)
    assert work_policy.may_decide(cast.ben, theirs)
    assert work_policy.may_decide(cast.carla, theirs)
    assert not work_policy.may_decide(cast.vera, ours)
    with pytest.raises(NotAllowed):
        polls.close_poll(cast.carla, ours, ours.dates[0].id)


def test_a_new_lead_goes_on_with_the_old_ones_poll(cast, cafe):
    asked = poll(cast.ana, cafe)
    hand_over(cast.ana, cafe, cast.city_library.id)
    assert polls.close_poll(cast.carla, asked, asked.dates[0].id).chosen == asked.dates[0]


def test_after_a_date_was_chosen_nobody_answers_until_it_is_open_again(cast, cafe):
    asked = poll(cast.ana, cafe)
    polls.close_poll(cast.ana, asked, None)
    assert (asked.is_closed, asked.chosen) == (True, None)
    with pytest.raises(Rejected):
        polls.answer_poll(cast.carla, asked, {asked.dates[0].id: "yes"})

    polls.reopen_poll(cast.ana, asked)
    polls.answer_poll(cast.carla, asked, {asked.dates[0].id: "yes"})
    assert work_queries.missing_in(asked) == []


def test_a_date_of_another_poll_cannot_be_chosen_or_answered(cast, cafe):
    asked, other = poll(cast.ana, cafe), poll(cast.ana, cafe)
    with pytest.raises(Rejected):
        polls.close_poll(cast.ana, asked, other.dates[0].id)
    with pytest.raises(Rejected):
        polls.answer_poll(cast.carla, asked, {other.dates[0].id: "yes"})


def test_who_has_left_is_not_counted_any_more(cast, cafe):
    asked = poll(cast.ana, cafe)
    polls.answer_poll(cast.carla, asked, {asked.dates[0].id: "no"})
    put(cafe, cast.city_library, "left")

    tally = work_queries.choices_of(asked)[0].tally
    assert (tally.yes, tally.no, tally.missing) == (1, 0, 0)


def test_the_same_form_sent_twice_is_one_poll_and_one_question(cast, cafe):
    key, dates = uuid4(), (day_at(7), day_at(8))
    first = poll(cast.ana, cafe, *dates, key=key)
    assert poll(cast.ana, cafe, *dates, key=key).id == first.id
    assert [notice.kind for notice in notices_of(cast.carla)].count("cooperation_poll") == 1


@pytest.mark.parametrize("dates", [(), (day_at(7),), (day_at(7), day_at(7)), (day_at(-2), day_at(7))])
def test_a_poll_needs_two_different_dates_to_come(cast, cafe, dates):
    with pytest.raises(Rejected):
        polls.begin_poll(cast.ana, cafe, PollDraft("Wann?", dates))


def waiting(person):
    found = work_queries.polls_waiting_for([person.organisation_id])
    return [asked.title for asked, _organisation in found]


def test_what_waits_for_our_answer_waits_until_somebody_of_us_answers(cast, cafe):
    asked = poll(cast.ana, cafe)
    assert (waiting(cast.carla), waiting(cast.ana)) == (["Wann öffnen wir?"], [])
    polls.answer_poll(cast.carla, asked, {asked.dates[0].id: "maybe"})
    assert waiting(cast.carla) == []


def test_nothing_waits_in_what_is_closed_called_off_or_left(cast, cafe):
    polls.close_poll(cast.ana, poll(cast.ana, cafe), None)
    assert waiting(cast.carla) == []
    poll(cast.ana, cafe)
    put(cafe, cast.city_library, "left")
    assert waiting(cast.carla) == []
    put(cafe, cast.city_library, "accepted")
    with transaction():
        cafe.state = "cancelled"
    assert waiting(cast.carla) == []


def test_after_three_days_those_who_said_nothing_are_asked_once_more(cast, cafe, at):
    at(2027, 3, 1, 12)
    poll(cast.ana, cafe)
    at(2027, 3, 3, 5)
    assert reminding.remind_of_polls() == 0
    at(2027, 3, 5, 5)
    assert (reminding.remind_of_polls(), reminding.remind_of_polls()) == (1, 0)
    assert [notice.title for notice in notices_of(cast.carla)][-1] == "Ihre Antwort fehlt noch: Wann öffnen wir?"
    assert notices_of(cast.ana) == []


def test_nobody_is_asked_any_more_when_all_dates_are_over(cast, cafe, at):
    at(2027, 3, 1, 12)
    poll(cast.ana, cafe, day_at(1), day_at(2))
    assert waiting(cast.carla) == ["Wann öffnen wir?"]
    at(2027, 3, 5, 5)
    assert (reminding.remind_of_polls(), waiting(cast.carla)) == (0, [])


def test_who_has_answered_has_no_news_of_it_any_more(cast, cafe):
    asked = poll(cast.ana, cafe)
    polls.answer_poll(cast.carla, asked, {asked.dates[0].id: "yes"})
    assert [notice.read_at is not None for notice in notices_of(cast.carla)] == [True]


NINTH = date(2027, 3, 9)


def test_a_time_nobody_typed_is_that_of_the_row_above():
    rows = [(NINTH, time(15), time(16, 30)), (None, None, None), (NINTH + timedelta(7), None, None)]
    rows += [(NINTH + timedelta(8), time(18), None), (NINTH + timedelta(9), None, time(20))]
    assert [(a.strftime("%d. %H:%M"), b.strftime("%H:%M")) for a, b in spans(rows)] == [
        ("09. 15:00", "16:30"), ("16. 15:00", "16:30"), ("17. 18:00", "19:30"), ("18. 18:00", "20:00"),
    ]  # fmt: skip


def test_the_first_row_lasts_two_hours_and_has_to_say_when_it_begins():
    assert spans([(NINTH, time(15), None)]) == [(datetime(2027, 3, 9, 15), datetime(2027, 3, 9, 17))]
    with pytest.raises(WrongRow) as wrong:
        spans([(None, None, None), (NINTH, None, time(16))])
    assert (wrong.value.number, wrong.value.problem) == (1, "starts")


def test_an_end_before_the_beginning_is_a_slip():
    with pytest.raises(WrongRow) as wrong:
        spans([(NINTH, time(15), time(14))])
    assert wrong.value.problem == "ends"


ANSWERS = some.dictionaries(some.integers(1, 9), some.sampled_from(("yes", "maybe", "no")))


@given(some.lists(ANSWERS, max_size=6), some.sets(some.integers(1, 9)))
def test_everybody_asked_is_counted_once_and_no_date_beats_the_best(dates, asked):
    tallies = [count(answers, asked) for answers in dates]

    assert all(tally.yes + tally.maybe + tally.no + tally.missing == len(asked) for tally in tallies)
    top = best(tallies)
    assert all(tallies[place].yes for place in top)
    assert all(other.worth <= tallies[place].worth for place in top for other in tallies)
    assert bool(top) == any(tally.worth[0] for tally in tallies)


def test_further_dates_are_asked_for_without_losing_an_answer(cast, cafe):
    asked = poll(cast.ana, cafe, day_at(7), day_at(8))
    polls.answer_poll(cast.carla, asked, {row.id: "no" for row in asked.dates})
    assert work_queries.missing_in(asked) == []

    polls.offer_more(cast.carla, asked, [day_at(9), day_at(8)])

    asked = work_queries.poll_in(cafe, asked.id)
    mill, library = cast.mill.id, cast.city_library.id
    assert answers(asked) == [{mill: "yes", library: "no"}] * 2 + [{library: "yes"}]
    assert work_queries.missing_in(asked) == [cast.mill]
    assert work_queries.polls_waiting_for([mill, library]) == [(asked, cast.mill)]
    assert [notice.kind for notice in notices_of(cast.ana)][-1:] == ["cooperation_poll_more"]

    polls.answer_poll(cast.ana, asked, {asked.dates[2].id: "maybe"})
    assert work_queries.missing_in(asked) == []
    assert work_queries.polls_waiting_for([mill, library]) == []


@pytest.mark.parametrize("dates", [(), (day_at(7),), (day_at(-1),), tuple(day_at(day) for day in range(10, 21))])
def test_what_is_offered_already_is_over_or_too_much_is_no_further_date(cast, cafe, dates):
    asked = poll(cast.ana, cafe, day_at(7), day_at(8))
    with pytest.raises(Rejected):
        polls.offer_more(cast.carla, asked, dates)
    assert len(work_queries.poll_in(cafe, asked.id).dates) == 2


def test_a_closed_poll_takes_no_further_dates_and_strangers_offer_none(cast, cafe):
    asked = poll(cast.ana, cafe)
    with pytest.raises(NotAllowed):
        polls.offer_more(cast.vera, asked, [day_at(10)])
    polls.close_poll(cast.ana, asked, None)
    with pytest.raises(Rejected):
        polls.offer_more(cast.ana, asked, [day_at(10)])


def test_carla_offers_further_dates_on_the_polls_page(cast, cafe, browser):
    asked = poll(cast.ana, cafe)
    address = f"/kooperationen/{cafe.id}/terminfindung/{asked.id}"
    browser.as_(cast.carla)
    assert "Weitere Termine vorschlagen" in browser.get(address).text

    day = day_at(20)[0].date().isoformat()
    refused = browser.post(f"{address}/termine", data={"day_0": day})
    assert refused.status_code == 422
    assert f'value="{day}"' in refused.text
    assert browser.post(f"{address}/termine", data={"day_0": day, "from_0": "15:00"}).status_code == 303

    assert len(work_queries.poll_in(cafe, asked.id).dates) == 4


def test_the_history_names_the_date_that_was_chosen(cast, cafe):
    asked = poll(cast.ana, cafe)
    polls.close_poll(cast.ana, asked, asked.dates[1].id)
    latest = db.session.scalars(lists.history(cafe)).first()
    assert written_day(asked.dates[1].starts_local.date()) in deed_said(latest)
