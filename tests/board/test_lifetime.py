"""Ninety days, two warnings, one button."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from listings import TUESDAYS, listed, wanted
from post import link_in, mails_to

from kiknet.board import lifetime, queries
from kiknet.board.availability import Availability, OnDate
from kiknet.board.service import listings, timely
from kiknet.db import db, transaction
from kiknet.errors import Rejected
from kiknet.matching.queries import entry_of
from kiknet.organisations.models import Membership

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(DAYS, st.integers(0, 400))
def test_warnings_come_fourteen_and_three_days_before_and_then_it_is_over(today, days):
    ends = today + timedelta(days=days)

    assert lifetime.warnings_due(ends, today) == (days <= 14) + (days <= 3)
    assert not lifetime.is_over(ends, today)
    assert lifetime.is_over(ends, ends + timedelta(days=1))


@pytest.mark.parametrize("state", ["draft", "submitted", "fulfilled", "withdrawn", "rejected", "removed"])
def test_time_ends_only_what_is_running(state):
    assert lifetime.state_on(state, date(2027, 1, 1), date(2028, 1, 1)) == state


def subjects(address, kind):
    return len(mails_to(address, kind))


def test_owners_are_warned_twice_and_told_at_the_end(cast, at):
    at(2027, 3, 1, 12)
    need = listed(cast.ana)
    said = []
    for day in range(92):
        at(*(date(2027, 3, 1) + timedelta(days=day)).timetuple()[:3], 6)
        for _time in range(2):  # a job that runs twice does no harm
            timely.expire()
            timely.warn()
        said.append((subjects("ana@example.org", "listing_ends_soon"), subjects("ben@example.org", "listing_expired")))

    assert [said[day][0] for day in (75, 76, 86, 87, 91)] == [0, 1, 1, 2, 2]
    assert [said[day][1] for day in (90, 91)] == [0, 1]
    db.session.expire_all()
    assert need.state == "expired"
    assert not mails_to("vera@example.org")


def test_keeping_it_longer_is_offered_only_where_that_gains_a_month(cast, at, browser):
    at(2027, 3, 1, 12)
    address = f"/suchen-bieten/{listed(cast.ana).id}"
    said = []
    for day in (date(2027, 3, 1), date(2027, 3, 30), date(2027, 3, 31)):
        at(day.year, day.month, day.day, 12)
        ana = browser.as_(cast.ana)
        said.append(["Weitere 90 Tage zeigen" in ana.get(page).text for page in (address, "/mein/suchen-bieten")])

    assert said == [[False, False], [False, False], [True, True]]


def test_one_button_from_the_mail_renews_it_without_signing_in(cast, at, browser):
    at(2027, 3, 1, 12)
    need = listed(cast.ana)
    at(2027, 5, 20, 12)
    timely.warn()
    path = link_in(mails_to("ben@example.org", "listing_ends_soon")[0])

    page = browser.get(path)
    assert page.status_code == 200
    db.session.expire_all()
    assert need.valid_until == date(2027, 5, 30)  # looking renews nothing

    assert "bleibt weitere 90 Tage" in browser.post(path).text
    assert need.valid_until == date(2027, 8, 18)
    assert browser.post(path).status_code == 410
    assert timely.warn() == 0


@pytest.mark.parametrize("seen", ["paused", "network"])
def test_whoever_renews_from_the_mail_reads_that_it_is_done_although_strangers_do_not_see_it(cast, at, browser, seen):
    at(2027, 3, 1, 12)
    need = listed(cast.ana, visibility="network" if seen == "network" else "public")
    if seen == "paused":
        listings.pause_listing(cast.ana, need)
    at(2027, 5, 20, 12)
    timely.warn()

    page = browser.post(link_in(mails_to("ben@example.org", "listing_ends_soon")[0]), follow_redirects=True)

    assert page.status_code == 200
    assert "18. August 2027" in page.text
    assert ("noch pausiert" in page.text) == (seen == "paused")


def test_what_has_expired_comes_back_with_the_same_button(cast, at, browser):
    at(2027, 3, 1, 12)
    need = listed(cast.ana)
    at(2027, 6, 1, 6)
    timely.expire()

    browser.post(link_in(mails_to("ana@example.org", "listing_expired")[0]))

    db.session.expire_all()
    assert need.state_now == "active"


def test_who_has_left_renews_nothing(cast, at, browser):
    at(2027, 3, 1, 12)
    need = listed(cast.ana)
    at(2027, 5, 20, 12)
    timely.warn()
    with transaction() as session:
        session.query(Membership).filter_by(user_id=cast.ben.user.id).one().state = "removed"

    assert browser.post(link_in(mails_to("ben@example.org", "listing_ends_soon")[0])).status_code == 404
    db.session.expire_all()
    assert need.valid_until == date(2027, 5, 30)


def test_what_was_withdrawn_has_nothing_to_renew(cast, at, browser):
    at(2027, 3, 1, 12)
    need = listed(cast.ana)
    at(2027, 5, 20, 12)
    timely.warn()
    listings.withdraw_listing(cast.ana, need)

    page = browser.post(link_in(mails_to("ana@example.org", "listing_ends_soon")[0]))
    assert page.status_code == 200
    db.session.expire_all()
    assert need.state == "withdrawn"


def test_a_renewed_listing_is_warned_about_anew(cast, at):
    at(2027, 3, 1, 12)
    need = listed(cast.ana)
    at(2027, 5, 28, 12)
    timely.warn()
    listings.renew_listing(cast.ana, need)
    at(2027, 8, 20, 12)

    assert timely.warn() == 1


def test_a_mail_keeps_the_entry_and_what_is_said_about_it_apart(cast, at):
    at(2027, 3, 1, 12)
    need = listed(cast.ana)
    at(2027, 5, 16, 12)
    timely.warn()

    assert f"{need.title}\n\nGilt er noch?" in mails_to("ben@example.org", "listing_ends_soon")[0].text


def on(*days):
    return Availability("dates", dates=tuple(OnDate(day) for day in days))


@given(DAYS, st.integers(0, 300))
def test_what_is_about_certain_days_ends_with_them_or_can_be_kept_for_a_month_more(today, days):
    last = today + timedelta(days=days)
    until = lifetime.lasts_until(today, last)

    assert until <= last
    assert until == last or last - until >= lifetime.GAIN


def test_a_feast_that_is_over_is_no_longer_looked_for(cast, at):
    at(2027, 3, 1, 12)
    need = listed(cast.ana, availability=on(date(2027, 3, 9), date(2027, 3, 12)))
    at(2027, 3, 12, 23)
    assert queries.latest(None, 5) == [need]

    at(2027, 3, 13, 6)
    timely.warn()
    timely.expire()

    assert queries.latest(None, 5) == []
    assert not mails_to("ana@example.org", "listing_ends_soon")
    (mail,) = mails_to("ana@example.org", "listing_expired")
    assert f"/mein/suchen-bieten/{need.id}/bearbeiten" in mail.text
    assert "verlaengern" not in mail.text


def test_only_other_dates_bring_back_what_ended_with_its_dates(cast, at, browser):
    at(2027, 3, 1, 12)
    need = listed(cast.ana, availability=on(date(2027, 3, 12)))
    at(2027, 6, 13, 6)
    timely.expire()
    ana, address = browser.as_(cast.ana), f"/mein/suchen-bieten/{need.id}/bearbeiten"
    page = ana.get(f"/suchen-bieten/{need.id}").text
    assert "Mit anderen Terminen ist der Eintrag wieder zu sehen." in page
    assert "Weitere 90 Tage zeigen" not in page
    assert ana.post(f"/suchen-bieten/{need.id}/verlaengerung").status_code == 403
    with pytest.raises(Rejected):
        listings.change_listing(cast.ana, need, wanted(availability=on(date(2027, 3, 12))), need.revision)
    assert "Speichern und wieder zeigen" in ana.get(address).text

    later = wanted(availability=on(date(2027, 3, 12), date(2027, 6, 19)))
    listings.change_listing(cast.ana, need, later, need.revision)

    assert (need.state_now, need.valid_until) == ("active", date(2027, 6, 19))


def test_another_date_moves_its_end_and_other_words_do_not(cast, at):
    at(2027, 3, 1, 12)
    need = listed(cast.ana)
    at(2027, 3, 11, 12)
    ends = []
    for when in (TUESDAYS, on(date(2027, 3, 20)), on(date(2027, 4, 3)), TUESDAYS):
        listings.change_listing(cast.ana, need, wanted(availability=when), need.revision)
        ends.append(need.valid_until)

    assert ends == [date(2027, 5, 30), date(2027, 3, 20), date(2027, 4, 3), date(2027, 6, 9)]


def test_a_date_that_has_passed_does_not_keep_ana_from_changing_a_word(cast, at, browser):
    at(2027, 3, 1, 12)
    need = listed(cast.ana, availability=on(date(2027, 3, 9), date(2027, 3, 12)))
    at(2027, 3, 10, 12)
    ana, address = browser.as_(cast.ana), f"/mein/suchen-bieten/{need.id}/bearbeiten"
    ana.get(address)
    given = {"direction": "need", "kind": "language_partner", "when": "dates", "date_0": "2027-03-09",
             "date_1": "2027-03-12", "version": str(need.revision)}  # fmt: skip

    assert ana.post(address, data=given | {"title": "Menschen zum Reden"}).status_code == 303
    new = ana.post(address, data=given | {"title": "Reden", "date_2": "2027-03-08", "version": str(need.revision)})
    assert new.status_code == 422


def test_what_ends_soon_with_its_dates_is_as_fresh_as_anything(cast, at):
    at(2027, 3, 1, 12)

    entry = entry_of(listed(cast.ana, availability=on(date(2027, 3, 4))))

    assert entry.valid_until is None
    assert entry_of(listed(cast.ana)).valid_until == date(2027, 5, 30)
