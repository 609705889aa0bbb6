"""Ninety days, two warnings, one button."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from listings import listed
from post import link_in, mails_to

from kiknet.board import lifetime
from kiknet.board.service import listings, timely
from kiknet.db import db, transaction
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
