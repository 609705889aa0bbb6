"""Asking for mails, confirming the address, changing one's mind. Ending it deletes the address."""

from datetime import timedelta
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import delete, exists, select

from kiknet import clock, mail
from kiknet.calendar.filter import Filter
from kiknet.db import db, line_up, transaction
from kiknet.notifications.rhythm import next_summary
from kiknet.subscriptions import known, links, queries
from kiknet.subscriptions.models import Subscription

KEPT_UNCONFIRMED = timedelta(days=3)
MAILS = ("subscription_confirm", "subscription_news")


def filter_of(subscription: Subscription) -> Filter:
    return Filter.parse(parse_qsl(subscription.query))


def ask_to_confirm(email: str, language: str, cadence: str, chosen: Filter) -> None:
    """Somebody wants mails: the address gets a link, and nothing else until it was used.

    What happens is the same whether the address has a subscription or not.
    """
    with transaction() as session:
        subscription = Subscription(
            seed=links.new_seed(),
            email=email.strip().casefold(),
            language=language,
            query=urlencode(chosen.without_days().query()),
            cadence=cadence,
        )
        session.add(subscription)
        session.flush()
        mail.send_later(
            "subscription_confirm",
            subscription.email,
            language,
            address=links.address(subscription, links.CONFIRM),
            days=KEPT_UNCONFIRMED.days,
        )


def is_forgotten(subscription: Subscription) -> bool:
    """Whether it waited for its button for too long."""
    return subscription.confirmed_at is None and subscription.created_at < clock.now() - KEPT_UNCONFIRMED


def confirm(subscription: Subscription) -> None:
    """The address is theirs. An older subscription of it to the same events ends: this is the one they want now."""
    with transaction() as session:
        line_up(subscription)
        if subscription.confirmed_at is not None:
            return
        now = clock.now()
        subscription.confirmed_at, subscription.seen_news = now, queries.newest_news()
        subscription.next_at = next_summary(subscription.cadence, now)
        known.remember(subscription.query, queries.coming_events(filter_of(subscription)))
        session.execute(
            delete(Subscription).where(
                Subscription.email == subscription.email,
                Subscription.query == subscription.query,
                Subscription.id != subscription.id,
            )
        )


def change(subscription: Subscription, language: str, cadence: str, chosen: Filter) -> None:
    """Other events, another language or rhythm, from now on."""
    with transaction():
        line_up(subscription)
        if cadence != subscription.cadence:
            subscription.next_at = next_summary(cadence, clock.now())
            if subscription.cadence == "instant":
                subscription.seen_news = queries.newest_news()
        subscription.language, subscription.cadence = language, cadence
        subscription.query = urlencode(chosen.without_days().query())
        known.remember(subscription.query, queries.coming_events(chosen))


def end(subscription: Subscription) -> None:
    """Delete it, with the mails to it that wait or were kept as sent; the address is gone when it was the last one."""
    with transaction() as session:
        session.execute(delete(Subscription).where(Subscription.id == subscription.id))
        others = exists(select(Subscription.id).where(Subscription.email == subscription.email))
        if not session.scalar(select(others)):
            theirs = mail.OutboxMail.recipient == subscription.email
            session.execute(delete(mail.OutboxMail).where(theirs, mail.OutboxMail.kind.in_(MAILS)))
        else:
            unsubscribe = links.address(subscription, links.MANAGE, "subscriptions.end")
            session.execute(delete(mail.OutboxMail).where(mail.OutboxMail.unsubscribe_url == unsubscribe))
        db.session.expunge(subscription)


def forget_unconfirmed() -> None:
    """Delete addresses nobody has confirmed, and what was written to them."""
    long_ago = clock.now() - KEPT_UNCONFIRMED
    with transaction() as session:
        forgotten = session.scalars(
            select(Subscription).where(Subscription.confirmed_at.is_(None), Subscription.created_at < long_ago)
        ).all()
    for subscription in forgotten:
        end(subscription)
