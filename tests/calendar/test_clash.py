"""The rule for clash hints, against one that looks at every minute."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from kiknet.calendar.clash import LEVELS, Neighbours, Plan, Reason, Slot, alike, hint_between, hints, telling

DAY = datetime(2027, 3, 9, tzinfo=UTC)
STEP = timedelta(minutes=30)


def slot(start, length, **more):
    """So many half hours after midnight, so many long."""
    starts, ends = DAY + start * STEP, DAY + (start + length) * STEP
    days = {"first_day": starts.date(), "last_day": (ends - STEP).date()}
    return Slot(starts_at=starts, ends_at=ends, **(days | more))


some = st.sets(st.sampled_from("abc"), max_size=2).map(frozenset)
slots = st.builds(
    slot,
    st.integers(0, 100),
    st.integers(1, 12),
    event_id=st.integers(1, 6),
    place_ids=st.sets(st.integers(1, 2), max_size=1).map(frozenset),
    room_id=st.sampled_from([None, None, 1, 2]),
    district=st.sampled_from([None, 40, 41]),
    languages=some,
    audiences=some,
    topics=some,
    has_hours=st.sampled_from([True, True, False]),
)


def minutes(one):
    """Every half hour it takes."""
    count = (one.ends_at - one.starts_at) // STEP
    return {one.starts_at + n * STEP for n in range(count)}


def expected(one, two):
    """The rule as the issue says it, by looking at every half hour and every value."""
    if one.event_id == two.event_id:
        return None
    is_same_time = bool(minutes(one) & minutes(two))
    around = {m + n * STEP for m in minutes(one) for n in range(-4, 5)}
    is_near = bool(around & minutes(two)) or any(abs(a - b) == 5 * STEP for a in minutes(one) for b in minutes(two))
    is_alike = any(a in two.audiences for a in one.audiences) or any(t in two.topics for t in one.topics)
    is_close = (one.district is not None and one.district == two.district) or any(
        language in two.languages for language in one.languages
    )
    days_of = [{m.date() for m in minutes(s)} for s in (one, two)]
    shares_a_place = any(p in two.place_ids for p in one.place_ids)
    rooms = {one.room_id, two.room_id}
    has_two_rooms = None not in rooms and len(rooms) == 2
    is_there = (shares_a_place and not has_two_rooms) or (None not in rooms and len(rooms) == 1)
    top = "hard" if is_there and is_same_time else None
    top = top or ("strong" if is_alike and is_close and is_near else None)
    if top:
        return top if one.has_hours else "note"
    if shares_a_place and has_two_rooms and is_same_time and one.has_hours:
        return "note"
    return "note" if days_of[0] & days_of[1] and any(t in two.topics for t in one.topics) else None


@given(slots, slots)
@example(slot(30, 2, event_id=1, place_ids=frozenset({1})), slot(32, 2, event_id=2, place_ids=frozenset({1})))
@example(
    slot(20, 2, event_id=1, audiences=frozenset("a"), district=40),
    slot(26, 2, event_id=2, audiences=frozenset("a"), district=40),
)
def test_two_dates_are_judged_as_by_looking_at_every_minute(one, two):
    found = hint_between(one, two)

    assert (found.level if found else None) == expected(one, two)


@given(slots, slots)
def test_it_is_the_same_from_both_sides(one, two):
    there, back = hint_between(one, two), hint_between(two, one)

    assert (there is None) == (back is None)
    if there and one.has_hours == two.has_hours:
        assert (there.level, there.reasons) == (back.level, back.reasons)


@given(slots, st.lists(slots, max_size=8))
def test_the_weightiest_come_first_and_nobody_is_named_twice(wanted, others):
    found = hints(wanted, others)

    ranks = [LEVELS.index(hint.level) for hint in found]
    assert ranks == sorted(ranks)
    assert len(found) == sum(hint_between(wanted, other) is not None for other in others)
    assert all(hint.reasons for hint in found)


@given(slots, st.lists(st.one_of(slots, st.builds(slot, st.integers(-2000, 100), st.integers(1, 2000))), max_size=8))
def test_looking_at_the_neighbours_is_enough(wanted, others):
    assert hints(wanted, Neighbours(others).of(wanted)) == hints(wanted, others)


def test_the_reasons_are_named():
    mill = slot(30, 4, event_id=1, audiences=frozenset({"women"}), languages=frozenset({"ar", "tr"}), district=40)
    library = slot(32, 4, event_id=2, audiences=frozenset({"women"}), languages=frozenset({"ar"}), district=40)

    assert hint_between(mill, library).reasons == (
        Reason("audience", "women"), Reason("district", "40"), Reason("language", "ar"),
    )  # fmt: skip


def test_two_rooms_of_a_house_are_next_door_and_one_room_is_the_same_place():
    house = frozenset({1})
    hall, cafe = slot(20, 4, place_ids=house, room_id=1), slot(22, 4, place_ids=house, room_id=2)
    somewhere = slot(22, 4, place_ids=house)

    assert hint_between(hall, cafe) == ("note", cafe, (Reason("house"),))
    assert hint_between(hall, somewhere) == ("hard", somewhere, (Reason("place"),))
    assert hint_between(hall, slot(22, 4, room_id=1)).level == "hard"
    assert hint_between(hall, slot(24, 4, place_ids=house, room_id=2)) is None


def test_what_everybody_has_in_common_says_nothing():
    assert telling("audiences", ["everyone", "women"]) == {"women"}
    assert telling("languages", ["de", "uk"]) == {"uk"}


def test_a_place_is_free_again_the_moment_the_other_ends():
    hall = frozenset({1})
    assert hint_between(slot(30, 2, event_id=1, place_ids=hall), slot(32, 2, event_id=2, place_ids=hall)) is None
    assert (
        hint_between(slot(30, 3, event_id=1, place_ids=hall), slot(32, 2, event_id=2, place_ids=hall)).level == "hard"
    )


def test_over_midnight_counts_for_both_days():
    dance = slot(44, 8, event_id=1, topics=frozenset("a"))
    breakfast = slot(64, 4, event_id=2, topics=frozenset("a"))

    assert dance.last_day == date(2027, 3, 10)
    assert hint_between(dance, breakfast).level == "note"


plans = st.builds(
    Plan, event_id=st.integers(1, 6), district=st.sampled_from([None, 40, 41]), languages=some, audiences=some,
    topics=some,
)  # fmt: skip


@given(plans, plans)
def test_plans_are_alike_that_share_topic_or_guests_and_one_thing_more(one, two):
    same = {kind: getattr(one, kind) & getattr(two, kind) for kind in ("audiences", "topics", "languages")}
    is_near = one.district is not None and one.district == two.district
    number = sum(map(len, same.values())) + is_near
    is_alike = one.event_id != two.event_id and bool(same["audiences"] | same["topics"]) and number >= 2

    assert len(alike(one, two)) == (number if is_alike else 0)
    assert alike(one, two) == alike(two, one)
