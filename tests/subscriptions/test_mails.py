"""Who is told what and when: once, in one mail, in their language."""

import threading
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from drafts import draft, open_draft
from post import mails_to
from sqlalchemy import func, select

from kiknet import postman
from kiknet.calendar import date_deeds
from kiknet.calendar.service import (
    cancel_event,
    change_event,
    post_event,
    postpone_event,
    take_back_cancellation,
    withdraw_event,
)
from kiknet.db import db
from kiknet.places.draft import PlaceDraft
from kiknet.subscriptions import known, mailing, service
from kiknet.subscriptions.models import Fitting, Subscription

LENA = "lena@example.org"


def news(address=LENA):
    """The mails with news for somebody, oldest first."""
    return mails_to(address, "subscription_news")[::-1]


def post(by, title="Sprachcafé", day=9, **more):
    starts = datetime(2027, 3, day, 15)
    return post_event(by, draft(title=title, starts_local=starts, ends_local=starts + timedelta(hours=2), **more))


def test_a_new_event_is_told_at_once_in_four_lines(cast, subscribe):
    subscribe("instant")
    event = post(cast.ana)

    assert mailing.tell_at_once() == 1
    assert mailing.tell_at_once() == 0

    told = news()[0]
    lines = (
        f"Sprachcafé\nDi., 9. März 2027, 15:00–17:00 Uhr\nMarket Square\nhttp://localhost/veranstaltungen/{event.id}\n"
    )
    assert told.subject == "Neu: Sprachcafé"
    assert lines in told.text
    assert f'href="http://localhost/veranstaltungen/{event.id}"' in told.html


def test_several_new_events_are_one_mail(cast, subscribe):
    subscribe("instant")
    for day in (20, 10, 15):
        post(cast.ana, f"Treffen am {day}.", day)

    mailing.tell_at_once()

    (told,) = news()
    assert told.subject == "3 neue Veranstaltungen"
    assert told.text.index("am 10.") < told.text.index("am 15.") < told.text.index("am 20.")


def test_what_was_there_before_one_subscribed_is_no_news(cast, subscribe, at):
    post(cast.ana, "Alt")
    mailing.tell_at_once()
    subscribe("instant")
    subscribe("daily", email="mia@example.org")

    mailing.tell_at_once()
    at(2027, 3, 2, 7)
    mailing.send_summaries()

    assert news() == news("mia@example.org") == []


@pytest.mark.parametrize("cadence", ["instant", "daily", "weekly"])
def test_a_cancelled_event_is_told_at_once_to_everybody(cast, subscribe, cadence):
    event = post(cast.ana)
    mailing.tell_at_once()
    subscribe(cadence)

    cancel_event(cast.ana, event, "Die Referentin ist krank.")
    assert mailing.tell_at_once() == 1
    assert mailing.tell_at_once() == 0

    (told,) = news()
    assert told.subject == "Abgesagt: Sprachcafé"
    assert "Die Referentin ist krank." in told.text


def test_a_moved_event_says_when_it_was(cast, subscribe):
    event = post(cast.ana)
    mailing.tell_at_once()
    subscribe("weekly")

    moved = draft(starts_local=datetime(2027, 3, 16, 18), ends_local=datetime(2027, 3, 16, 20))
    change_event(cast.ana, event, moved, event.revision)
    mailing.tell_at_once()

    (told,) = news()
    assert told.subject == "Neue Zeit: Sprachcafé"
    assert "Di., 16. März 2027, 18:00–20:00 Uhr" in told.text
    assert "Bisher: Di., 9. März 2027, 15:00–17:00 Uhr" in told.text


def test_a_new_place_says_where_it_was(cast, subscribe):
    event = post(cast.ana)
    mailing.tell_at_once()
    subscribe("daily")

    change_event(cast.ana, event, draft(place=PlaceDraft(name="The Hall")), event.revision)
    mailing.tell_at_once()

    (told,) = news()
    assert told.subject == "Neuer Ort: Sprachcafé"
    assert "The Hall" in told.text
    assert "Bisher: Market Square" in told.text


@pytest.mark.parametrize(
    ("deeds", "subject"),
    [
        ([lambda by, e: postpone_event(by, e, "Sturm")], "Verschoben: Sprachcafé"),
        ([lambda by, e: withdraw_event(by, e)], "Zurückgezogen: Sprachcafé"),
        (
            [lambda by, e: cancel_event(by, e, ""), lambda by, e: take_back_cancellation(by, e)],
            "Findet doch statt: Sprachcafé",
        ),
    ],
)
def test_every_change_of_state_has_its_word_and_several_at_once_are_one_entry(cast, subscribe, deeds, subject):
    event = post(cast.ana)
    mailing.tell_at_once()
    subscribe("instant")

    for deed in deeds:
        deed(cast.ana, event)
    mailing.tell_at_once()

    assert [told.subject for told in news()] == [subject]


def test_a_change_of_the_text_alone_is_no_mail(cast, subscribe):
    event = post(cast.ana)
    mailing.tell_at_once()
    subscribe("instant")

    change_event(cast.ana, event, draft(starts_local=event.starts_local, title="Sprachcafé neu"), event.revision)

    assert mailing.tell_at_once() == 0


def test_what_is_over_is_not_told(cast, subscribe, at):
    event = post(cast.ana)
    mailing.tell_at_once()
    subscribe("instant")
    at(2027, 3, 10, 12)

    cancel_event(cast.ana, event, "Zu spät")

    assert mailing.tell_at_once() == 0


def test_only_what_fits_the_filter_is_told(cast, subscribe):
    subscribe("instant", "stadtteil=thingers&kostenlos=1")
    subscribe("instant", "organisation=library", email="mia@example.org")
    subscribe("instant", "q=cafe", email="noor@example.org")
    post(cast.ana, "Im Saal", place=PlaceDraft(name="The Hall"), cost="free")
    post(cast.ana, "Im Saal für Geld", place=PlaceDraft(name="The Hall"), cost="paid")
    post(cast.carla, "Lesecafé")

    mailing.tell_at_once()

    assert [told.subject for told in news()] == ["Neu: Im Saal"]
    assert [told.subject for told in news("mia@example.org")] == ["Neu: Lesecafé"]
    assert [told.subject for told in news("noor@example.org")] == ["Neu: Lesecafé"]
    assert "Thingers · kostenlos" in news()[0].text


def test_plans_and_what_is_for_the_network_are_told_to_nobody_until_they_are_public(cast, subscribe):
    subscribe("instant")
    plan = post(cast.ana, "Plan", scheduling="planned")
    post(cast.ana, "Intern", visibility="network")
    post_event(cast.ana, open_draft(title="Irgendwann"))
    post_event(cast.ana, draft(title="Entwurf"), publish=False)
    assert mailing.tell_at_once() == 0

    change_event(cast.ana, plan, draft(title="Fest"), plan.revision)
    mailing.tell_at_once()

    assert [told.subject for told in news()] == ["Neu: Fest"]


def test_who_was_told_of_an_event_hears_when_it_moves_out_of_their_district(cast, subscribe):
    subscribe("instant", "stadtteil=thingers")
    subscribe("instant", "stadtteil=39", email="mia@example.org")
    event = post(cast.ana, place=PlaceDraft(name="The Hall"))
    mailing.tell_at_once()

    change_event(cast.ana, event, draft(starts_local=event.starts_local), event.revision)
    mailing.tell_at_once()

    told = news()[-1]
    assert told.subject == "Neuer Ort: Sprachcafé"
    assert "Market Square" in told.text
    assert "Bisher: The Hall" in told.text
    assert "Das passt nicht mehr zu dem, was Sie ausgewählt haben." in told.text
    assert "nicht mehr" not in news("mia@example.org")[-1].text

    cancel_event(cast.ana, event, "")
    assert mailing.tell_at_once() == 1  # it is no business of theirs any more
    assert len(news()) == 2


def test_who_subscribed_when_it_was_there_already_hears_of_it_too_and_others_do_not(cast, subscribe):
    event = post(cast.ana, cost="free")
    mailing.tell_at_once()
    subscribe("weekly", "kostenlos=1")
    subscribe("weekly", "feld=gesundheit-pflege", email="mia@example.org")

    paid = draft(starts_local=event.starts_local, cost="paid")
    change_event(cast.ana, event, paid, event.revision)
    assert mailing.tell_at_once() == 0
    change_event(
        cast.ana,
        event,
        replace(paid, starts_local=datetime(2027, 3, 10, 9), ends_local=datetime(2027, 3, 10, 10)),
        event.revision,
    )
    mailing.tell_at_once()

    assert [told.subject for told in news()] == ["Neue Zeit: Sprachcafé"]
    assert news("mia@example.org") == []


def test_a_date_of_a_series_that_moves_to_another_district_is_moved_and_not_called_off(cast, subscribe):
    subscribe("instant", "stadtteil=thingers")
    event = post(cast.ana, rule="FREQ=WEEKLY;COUNT=4", place=PlaceDraft(name="The Hall"))
    mailing.tell_at_once()

    elsewhere = date_deeds.DateDraft(
        starts_local=datetime(2027, 3, 17, 18),
        ends_local=datetime(2027, 3, 17, 19),
        place=PlaceDraft(name="Market Square"),
    )
    date_deeds.change_date(cast.ana, event, event.occurrences[1], elsewhere)
    mailing.tell_at_once()

    told = news()[-1]
    assert told.subject == "Neue Zeit: Sprachcafé, 17. März 2027"
    assert "Market Square" in told.text
    assert "nicht mehr zu dem" in told.text

    cancel_event(cast.ana, event, "")
    mailing.tell_at_once()
    assert news()[-1].subject == "Abgesagt: Sprachcafé"


def test_what_readers_know_of_is_forgotten_when_it_is_over_or_nobody_asks_any_more(cast, subscribe, at):
    subscribe("instant", "kostenlos=1")
    mia = subscribe("instant", "stadtteil=thingers", email="mia@example.org")
    post(cast.ana, place=PlaceDraft(name="The Hall"), cost="free")
    post(cast.ana, day=20, cost="free")
    mailing.tell_at_once()
    count = select(func.count()).select_from(Fitting)
    assert db.session.scalar(count) == 3

    service.end(mia)
    known.forget_old()
    assert db.session.scalar(count) == 2
    at(2027, 3, 15, 12)
    known.forget_old()
    assert db.session.scalar(count) == 1


def test_every_morning_comes_what_is_new_since_yesterday_and_nothing_when_nothing_is(cast, subscribe, at):
    subscribe("daily")
    post(cast.ana, "Erstes")
    post(cast.ana, "Zweites", 10)
    mailing.tell_at_once()
    assert mailing.send_summaries() == 0

    at(2027, 3, 2, 7)
    assert [mailing.send_summaries(), mailing.send_summaries()] == [1, 0]
    assert news()[0].subject == "2 neue Veranstaltungen"

    at(2027, 3, 3, 7)
    assert mailing.send_summaries() == 0
    post(cast.ana, "Drittes")
    mailing.tell_at_once()
    at(2027, 3, 4, 9)  # the worker was off at seven
    mailing.send_summaries()
    assert [told.subject for told in news()] == ["2 neue Veranstaltungen", "Neu: Drittes"]


def test_once_a_week_means_monday(cast, subscribe, at):
    subscribe("weekly")
    post(cast.ana, "Neu", 20)
    mailing.tell_at_once()

    at(2027, 3, 7, 12)
    assert mailing.send_summaries() == 0
    at(2027, 3, 8, 7)
    assert mailing.send_summaries() == 1


def test_a_summary_leaves_out_what_was_called_off_meanwhile(cast, subscribe, at):
    subscribe("daily")
    event = post(cast.ana, "Fällt aus")
    post(cast.ana, "Bleibt")
    mailing.tell_at_once()
    cancel_event(cast.ana, event, "")
    mailing.tell_at_once()

    at(2027, 3, 2, 7)
    mailing.send_summaries()

    assert [told.subject for told in news()] == ["Abgesagt: Fällt aus", "Neu: Bleibt"]


def test_each_reads_in_their_own_language(cast, subscribe):
    subscribe("instant", language="en")
    event = post(cast.ana)

    mailing.tell_at_once()

    (told,) = news()
    assert told.subject == "New: Sprachcafé"
    assert "Tue, 9 Mar 2027" in told.text
    assert f"/veranstaltungen/{event.id}?sprache=en" in told.text
    assert told.language == "en"


def test_a_crash_between_telling_and_noting_neither_loses_nor_repeats_a_mail(cast, subscribe, monkeypatch):
    subscribe("instant")
    post(cast.ana)
    whole = mailing._post

    def cut(letters):
        whole(letters)
        db.session.flush()
        raise SystemExit

    monkeypatch.setattr(mailing, "_post", cut)
    with pytest.raises(SystemExit):
        mailing.tell_at_once()
    assert news() == []
    monkeypatch.setattr(mailing, "_post", whole)

    mailing.tell_at_once()

    assert len(news()) == 1


def test_two_workers_tell_it_once(app, cast, subscribe):
    subscribe("instant")
    subscribe("daily", email="mia@example.org")
    event = post(cast.ana)
    mailing.tell_at_once()
    cancel_event(cast.ana, event, "")
    post(cast.ana, "Noch eins")
    starts, counts = threading.Barrier(2), []

    def work():
        with app.app_context():
            starts.wait()
            counts.append(mailing.tell_at_once())

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(counts)[0] == 0
    assert len(news()) == 2
    assert len(news("mia@example.org")) == 1


def test_a_mail_carries_the_headers_of_one_click_unsubscribing(cast, subscribe):
    subscription = subscribe("instant")
    post(cast.ana)
    mailing.tell_at_once()

    message = postman.build(news()[0], "kalender@example.org")

    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Unsubscribe"].startswith("<http://localhost/abonnieren/e-mail/")
    assert message["List-Unsubscribe"].endswith("/abbestellen>")
    assert subscription.seed in message["List-Unsubscribe"]
    assert message.is_multipart()


def test_who_unsubscribes_while_mails_are_written_gets_none(cast, subscribe, monkeypatch):
    subscription = subscribe("instant")
    subscribe("instant", email="mia@example.org")
    post(cast.ana)
    whole = mailing._post

    def unsubscribe_first(letters):
        service.end(db.session.get(Subscription, subscription.id))
        return whole(letters)

    monkeypatch.setattr(mailing, "_post", unsubscribe_first)

    assert mailing.tell_at_once() == 1
    assert news() == []


def test_a_hundred_new_events_are_one_readable_mail(cast, subscribe):
    subscribe("instant", "q=treffen")
    for number in range(55):
        post(cast.ana, f"Treffen {number}")

    mailing.tell_at_once()

    (told,) = news()
    assert told.subject == "55 neue Veranstaltungen"
    assert "5 weitere Einträge stehen im Kalender:\nhttp://localhost/kalender?q=treffen" in told.text


def test_telling_costs_the_same_for_one_subscriber_and_for_twenty(cast, subscribe, queries):
    subscribe("instant")
    post(cast.ana, "Eins")
    mailing.tell_at_once()
    post(cast.ana, "Zwei")
    with queries.counted() as counted:
        mailing.tell_at_once()
        one = len(counted)
    for number in range(20):
        subscribe("instant", email=f"reader{number}@example.org")
    post(cast.ana, "Drei")

    with queries.counted() as counted:
        assert mailing.tell_at_once() == 21

    assert len(counted) == one


def test_when_nothing_happened_nobody_is_looked_at(cast, subscribe, queries):
    subscribe("instant")
    mailing.tell_at_once()

    with queries.counted() as counted:
        mailing.tell_at_once()
        mailing.send_summaries()

    assert len(counted) <= 4
    assert not [statement for statement in counted if statement.startswith(("INSERT", "UPDATE"))]


def test_the_number_of_subscribers_of_an_address_is_free(cast, subscribe):
    subscribe("instant", "kostenlos=1")
    subscribe("daily", "organisation=mill")

    assert db.session.scalar(select(func.count(Subscription.id)).where(Subscription.email == LENA)) == 2


def weekly(by):
    """Five Tuesdays from the ninth of March on."""
    return post_event(by, draft(rule="FREQ=WEEKLY;COUNT=5"))


def row_on(event, *day):
    return next(row for row in event.occurrences if row.recurrence_id.date() == date(*day))


def test_a_new_series_is_one_entry_with_its_rule(cast, subscribe):
    subscribe("instant")
    event = weekly(cast.ana)

    mailing.tell_at_once()

    (told,) = news()
    assert "Di., 9. März 2027, 15:00–17:00 Uhr · jeden Dienstag" in told.text
    assert told.text.count("Sprachcafé") == 1
    assert f"http://localhost/veranstaltungen/{event.id}\n" in told.text


def test_one_cancelled_date_of_a_series_is_told_with_its_own_page(cast, subscribe):
    event = weekly(cast.ana)
    mailing.tell_at_once()
    subscribe("weekly")

    date_deeds.cancel_date(cast.ana, event, row_on(event, 2027, 3, 16), "Faschingsferien")
    mailing.tell_at_once()

    (told,) = news()
    assert told.subject == "Abgesagt: Sprachcafé, 16. März 2027"
    assert told.subject == "Abgesagt: Sprachcafé, 16. März 2027"
    assert "Di., 16. März 2027, 15:00–17:00 Uhr" in told.text
    assert "Faschingsferien" in told.text
    assert f"http://localhost/veranstaltungen/{event.id}/2027-03-16\n" in told.text


def test_one_moved_date_says_when_it_was(cast, subscribe):
    event = weekly(cast.ana)
    mailing.tell_at_once()
    subscribe("daily")

    row = row_on(event, 2027, 3, 16)
    given = replace(
        date_deeds.draft_of(event, row), starts_local=datetime(2027, 3, 17, 18), ends_local=datetime(2027, 3, 17, 20)
    )
    date_deeds.change_date(cast.ana, event, row, given)
    mailing.tell_at_once()

    (told,) = news()
    assert told.subject == "Neue Zeit: Sprachcafé, 17. März 2027"
    assert "Mi., 17. März 2027, 18:00–20:00 Uhr" in told.text
    assert "Bisher: Di., 16. März 2027, 15:00–17:00 Uhr" in told.text


def test_a_date_taken_out_of_a_series_is_told_and_so_is_one_put_in(cast, subscribe):
    event = weekly(cast.ana)
    mailing.tell_at_once()
    subscribe("instant")

    date_deeds.remove_date(cast.ana, event, row_on(event, 2027, 3, 23))
    mailing.tell_at_once()
    date_deeds.add_date(cast.ana, event, datetime(2027, 3, 25, 10))
    mailing.tell_at_once()

    removed, added = news()
    assert removed.subject == "Abgesagt: Sprachcafé, 23. März 2027"
    assert "Di., 23. März 2027, 15:00–17:00 Uhr" in removed.text
    assert added.subject == "Zusätzlicher Termin: Sprachcafé, 25. März 2027"
    assert "Do., 25. März 2027, 10:00–12:00 Uhr" in added.text


def test_a_series_called_off_is_one_entry(cast, subscribe):
    event = weekly(cast.ana)
    mailing.tell_at_once()
    subscribe("daily")

    cancel_event(cast.ana, event, "Kein Raum")
    mailing.tell_at_once()

    (told,) = news()
    assert told.subject == "Abgesagt: Sprachcafé"
    assert told.text.count("Sprachcafé") == 1


def test_what_is_called_off_stands_in_the_subject_before_what_is_new(cast, subscribe):
    event = post(cast.ana)
    mailing.tell_at_once()
    subscribe("instant")
    cancel_event(cast.ana, event, "")
    post(cast.ana, "Neu")
    post(cast.ana, "Auch neu")

    mailing.tell_at_once()

    assert news()[0].subject == "Abgesagt: Sprachcafé und 2 weitere Neuigkeiten"


def test_a_title_cannot_break_a_mail(cast, subscribe):
    subscribe("instant")
    post(cast.ana, "Fest <b>&amp;</b> =?utf-8?q?=0AX?=")

    mailing.tell_at_once()

    (told,) = news()
    assert "<b>" not in told.html
    message = postman.build(told, "kalender@example.org")
    assert "\n" not in message["Subject"]
    assert message["X"] is None
