"""Subscribing by mail without an account, changing one's mind, and leaving without a trace."""

import re
from datetime import timedelta

import pytest
from drafts import draft
from post import link_in, mails_to
from sqlalchemy import func, select

from kiknet import clock
from kiknet.calendar.service import post_event
from kiknet.db import db
from kiknet.mail import OutboxMail
from kiknet.subscriptions import links, mailing, service
from kiknet.subscriptions.models import Subscription

LENA = "lena@example.org"
ASKED = {"email": "Lena@Example.org", "cadence": "daily", "language": "de"}


def subscriptions():
    db.session.rollback()
    return db.session.scalars(select(Subscription).order_by(Subscription.id)).all()


def path_of(subscription, page=""):
    return f"/abonnieren/e-mail/{links.token(subscription, links.MANAGE)}{page}"


def test_the_page_about_subscribing_offers_mail_with_the_same_filter(browser, cast):
    text = browser.get("/abonnieren?stadtteil=thingers&kostenlos=1").text

    assert 'href="/abonnieren/e-mail?stadtteil=thingers&amp;kostenlos=1"' in text


def test_from_the_wish_to_the_first_mail(browser, cast):
    answer = browser.post("/abonnieren/e-mail?organisation=mill", data=ASKED)
    assert (answer.status_code, answer.location) == (303, "/abonnieren/e-mail/unterwegs")
    assert subscriptions()[0].confirmed_at is None
    post_event(cast.ana, draft())
    mailing.tell_at_once()
    assert [m.kind for m in mails_to(LENA)] == ["subscription_confirm"]

    link = link_in(mails_to(LENA)[0])
    page = browser.get(link)
    assert "The Mill" in page.text
    assert subscriptions()[0].confirmed_at is None
    answer = browser.post(link)
    assert answer.status_code == 303
    assert "Fertig" in browser.get(answer.location).text

    assert subscriptions()[0].confirmed_at
    assert (subscriptions()[0].email, subscriptions()[0].query) == (LENA, "organisation=mill")


def test_nothing_tells_whether_an_address_has_a_subscription(browser, cast, subscribe):
    subscribe("daily")
    browser.post("/abonnieren/e-mail", data=ASKED)
    browser.post("/abonnieren/e-mail", data=ASKED | {"email": "mia@example.org"})

    known, unknown = mails_to(LENA)[0], mails_to("mia@example.org")[0]
    without_link = [re.sub(r"http\S+", "", text) for text in (known.text, unknown.text)]
    assert known.subject == unknown.subject
    assert without_link[0] == without_link[1]


def test_confirming_again_for_the_same_events_replaces_the_older_one(browser, cast, subscribe):
    subscribe("daily")

    subscribe("weekly")

    assert [s.cadence for s in subscriptions()] == ["weekly"]


@pytest.mark.parametrize("wrong", [{"email": "lena"}, {"email": ""}, {"cadence": "hourly"}, {"language": "xx"}])
def test_a_wrong_wish_comes_back_with_everything_typed(browser, cast, wrong):
    answer = browser.post("/abonnieren/e-mail?kostenlos=1", data=ASKED | {"email": "typed@example.org"} | wrong)

    assert answer.status_code == 422
    assert (wrong.get("email") or "typed@example.org") in answer.text or not wrong.get("email", "x")
    assert subscriptions() == []


def test_machines_that_fill_every_field_are_told_the_same(browser, cast):
    answer = browser.post("/abonnieren/e-mail", data=ASKED | {"homepage": "https://spam.example"})

    assert answer.status_code == 303
    assert subscriptions() == []


def test_nobody_can_fill_a_mailbox_with_links(browser, cast):
    answers = [browser.post(f"/abonnieren/e-mail?q=wort{n}", data=ASKED).status_code for n in range(4)]

    assert answers == [303, 303, 303, 429]
    assert len(mails_to(LENA)) == 3


def test_an_address_nobody_confirms_is_forgotten(browser, cast, at):
    browser.post("/abonnieren/e-mail", data=ASKED)
    link = link_in(mails_to(LENA)[0])
    service.forget_unconfirmed()
    assert len(subscriptions()) == 1

    at(2027, 3, 4, 13)
    assert browser.get(link).status_code == 410
    assert browser.post(link).status_code == 410
    service.forget_unconfirmed()

    assert subscriptions() == []
    assert mails_to(LENA) == []


def test_one_changes_rhythm_language_and_filter_behind_the_link(browser, cast, subscribe):
    subscription = subscribe("daily")

    answer = browser.post(
        path_of(subscription), data={"cadence": "weekly", "language": "en", "stadtteil": "thingers", "q": "Tee"}
    )

    assert answer.status_code == 303
    (changed,) = subscriptions()
    assert (changed.cadence, changed.language, changed.query) == ("weekly", "en", "stadtteil=thingers&q=Tee")
    assert clock.to_local(changed.next_at).isoformat() == "2027-03-08T07:00:00"


def test_one_click_ends_it_without_cookie_or_token_and_leaves_nothing(app, browser, cast, subscribe):
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        subscription = subscribe("instant")
        post_event(cast.ana, draft())
        mailing.tell_at_once()
        assert len(mails_to(LENA)) == 2
        own_page = path_of(subscription)
        header = mails_to(LENA)[0].unsubscribe_url.removeprefix("http://localhost")

        answer = browser.post(header, data={"List-Unsubscribe": "One-Click"})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert subscriptions() == []
    assert db.session.scalar(select(func.count(OutboxMail.id)).where(OutboxMail.recipient == LENA)) == 0
    assert browser.post(header).status_code == 200
    assert browser.get(own_page).status_code == 410


def test_looking_at_the_unsubscribe_link_ends_nothing(browser, cast, subscribe):
    subscription = subscribe("instant")

    assert "Abbestellen" in browser.get(path_of(subscription, "/abbestellen")).text
    assert len(subscriptions()) == 1


def test_ending_one_of_two_keeps_the_other_with_its_mails(browser, cast, subscribe):
    one, _other = subscribe("instant", "kostenlos=1"), subscribe("instant")
    post_event(cast.ana, draft(cost="free"))
    assert mailing.tell_at_once() == 2

    browser.post(path_of(one, "/abbestellen"))

    assert [s.query for s in subscriptions()] == [""]
    assert len(mails_to(LENA, "subscription_news")) == 1


def test_links_cannot_be_made_from_what_is_stored(browser, cast, subscribe):
    subscription = subscribe("instant")
    service.ask_to_confirm("mia@example.org", "de", "daily", service.filter_of(subscription))
    waiting = subscriptions()[-1]

    for token in (subscription.seed, subscription.seed + "x" * 24, links.token(subscription, links.CONFIRM)[::-1]):
        assert browser.get(f"/abonnieren/e-mail/{token}").status_code == 410
    assert browser.get(f"/abonnieren/e-mail/{links.token(waiting, links.CONFIRM)}").status_code == 410
    assert browser.post(f"/abonnieren/e-mail/{links.token(waiting, links.MANAGE)}/abbestellen").status_code == 200
    assert len(subscriptions()) == 2


def test_an_old_confirmation_link_leads_to_ones_own_page(browser, cast, subscribe):
    subscription = subscribe("instant")

    answer = browser.get(f"/abonnieren/e-mail/{links.token(subscription, links.CONFIRM)}/bestaetigen")

    assert (answer.status_code, answer.location) == (303, path_of(subscription))


def test_no_address_stands_in_the_log(browser, cast, subscribe, caplog):
    caplog.set_level("DEBUG")
    browser.post("/abonnieren/e-mail?kostenlos=1", data=ASKED)
    (subscription,) = subscriptions()
    seed = subscription.seed
    service.confirm(subscription)
    post_event(cast.ana, draft())
    mailing.tell_at_once()
    browser.get(path_of(subscription))
    browser.post(path_of(subscription, "/abbestellen"))

    assert LENA not in caplog.text.casefold()
    assert seed not in caplog.text


def test_days_of_the_calendar_do_not_limit_a_subscription(browser, cast):
    browser.post("/abonnieren/e-mail?von=2027-03-01&bis=2027-03-05&kostenlos=1", data=ASKED)

    assert subscriptions()[0].query == "kostenlos=1"
    assert timedelta(days=3) == service.KEPT_UNCONFIRMED
