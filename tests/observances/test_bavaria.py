"""Which days are free in Bavaria."""

from datetime import date, timedelta

from kiknet.i18n import as_
from kiknet.observances import almanac
from kiknet.observances.bavaria import free_days, known_until, public_holidays, school_holidays


def test_everybody_in_kempten_is_off_on_these_days_of_2027():
    assert [f"{day:%d.%m.}" for day in sorted(public_holidays(2027))] == [
        "01.01.", "06.01.", "26.03.", "29.03.", "01.05.", "06.05.", "17.05.", "27.05.", "15.08.", "03.10.", "01.11.",
        "25.12.", "26.12.",
    ]  # fmt: skip


def test_the_school_year_2026_27_has_the_holidays_the_ministry_published():
    days = sorted({*school_holidays(2026), *school_holidays(2027)})
    stretches = [(day, _last(days, day)) for day in days if day - timedelta(days=1) not in days]
    assert [f"{first:%d.%m.%y}–{last:%d.%m.%y}" for first, last in stretches if first > date(2026, 8, 1)][:7] == [
        "03.08.26–14.09.26", "02.11.26–06.11.26", "24.12.26–08.01.27", "08.02.27–12.02.27", "22.03.27–02.04.27",
        "18.05.27–28.05.27", "02.08.27–13.09.27",
    ]  # fmt: skip


def test_a_course_that_skips_free_days_skips_both_kinds_and_nothing_outside_the_days_asked_for():
    free = free_days(date(2026, 12, 23), date(2027, 1, 31))
    assert date(2026, 12, 23) not in free
    assert {date(2026, 12, 24), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 6), date(2027, 1, 8)} <= free
    assert date(2027, 1, 9) not in free
    assert free_days(date(2027, 1, 6), date(2027, 1, 6)) == {date(2027, 1, 6)}
    assert free_days(date(2027, 1, 7), date(2027, 1, 6)) == set()


def test_what_is_not_published_yet_is_not_guessed():
    assert known_until() >= date(2029, 9, 10)
    after = known_until() + timedelta(days=1)
    assert free_days(after, date(after.year, 12, 31)) == {day for day in public_holidays(after.year) if day >= after}
    assert date(2060, 12, 25) in free_days(date(2060, 1, 1), date(2060, 12, 31))


def _last(days: list[date], day: date) -> date:
    while day + timedelta(days=1) in days:
        day += timedelta(days=1)
    return day


def test_every_free_day_has_a_name_people_know(app):
    names = almanac.free_names(date(2026, 9, 1), date(2028, 8, 31))

    assert set(names) == free_days(date(2026, 9, 1), date(2028, 8, 31))
    assert "" not in names.values()
    assert names[date(2027, 2, 9)] == "Frühjahrsferien"
    assert names[date(2026, 12, 25)] == "Weihnachten"
    with as_("en"):
        assert almanac.free_names(date(2027, 2, 9), date(2027, 2, 9)) == {date(2027, 2, 9): "Spring holidays"}
