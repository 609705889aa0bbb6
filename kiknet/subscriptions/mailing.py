"""The mails: changes and new events at once, summaries in the morning.

What was told and the mails about it are rows of one transaction: nothing is told twice, and nothing is lost. Everything
is written before it begins, once for all who asked for the same.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from kiknet import clock, i18n, mail
from kiknet.calendar.filter import Filter
from kiknet.calendar.kept_models import EventChange
from kiknet.calendar.labels import described
from kiknet.db import db, transaction
from kiknet.notifications.rhythm import next_summary
from kiknet.subscriptions import entries, known, links, queries, service
from kiknet.subscriptions.models import EventNews, Subscription, ToldChange

KIND = "subscription_news"
OWN_PAGE = "--own-page--"
AT_ONCE = 500
Thing = TypeVar("Thing")


class Letter(NamedTuple):
    """One mail to one subscriber, written but not posted."""

    subscription: Subscription
    subject: str
    text: str
    html: str


def tell_at_once() -> int:
    """A job: tell everybody of cancelled and changed dates, and those who want it at once of new events.

    Returns how many mails were written.
    """
    noted, changes = queries.events_not_noted(), queries.changes_not_told()
    if not noted and not changes:
        return 0
    told = Round(set(noted), changes)
    for readers in _groups(queries.confirmed(), lambda s: s.query).values():
        told.write_to(readers)
    try:
        with transaction() as session:
            if noted:
                news = [{"event_id": number, "revision": revision} for number, revision in noted.items()]
                session.execute(insert(EventNews), news)
            if changes:
                session.execute(insert(ToldChange), [{"change_id": change.id} for change in changes])
            for query, event_ids in told.fitting.items():
                known.remember(query, event_ids, told.known)
            return _post(told.letters)
    except IntegrityError:  # somebody else has told it meanwhile
        return 0


def send_summaries() -> int:
    """A job: the new events since the last summary, to those for whom it is time; returns how many mails."""
    due, now = queries.summaries_due(), clock.now()
    if not due:
        return 0
    newest = queries.newest_news()
    letters = list(_summaries(due, newest))
    with transaction():
        claimed = set(_move_on(due, now, newest))
        return _post([letter for letter in letters if letter.subscription.id in claimed])


class Round:
    """What there is to tell at once, and the mails about it, written filter by filter (`write_to`) but not posted."""

    def __init__(self, noted: set[int], changes: Sequence[EventChange]) -> None:
        changed = {change.event_id for change in changes}
        self.noted, self.changes, self.concerned = noted, changes, noted | changed
        self.known = known.of(changed)
        self.every = entries.by_event(queries.dates_of(changed, Filter())) if changed else {}
        self.fitting: dict[str, set[int]] = {}
        self.letters: list[Letter] = []

    def write_to(self, readers: Sequence[Subscription]) -> None:
        """All of them have the same filter. They also hear of what they knew and what fits no more."""
        query = readers[0].query
        rows = entries.by_event(queries.dates_of(self.concerned, service.filter_of(readers[0])))
        knows = self.known.get(known.key(query), set())
        self.fitting[query] = set(rows)
        new = {number: dates for number, dates in rows.items() if number in self.noted and entries.dates_on(dates)}
        others = [change for change in self.changes if change.event_id not in new]
        for (language, is_instant), some in _groups(readers, lambda s: (s.language, s.cadence == "instant")).items():
            with i18n.as_(language):
                told_new = entries.new_entries(new) if is_instant else []
                changes = others if is_instant else self.changes
                told_changes = entries.changed_entries(changes, rows, self.every, knows)
            self.letters += _letters(some, query, told_new, told_changes)


def _summaries(due: Sequence[Subscription], newest: int) -> Iterator[Letter]:
    def asked(subscription: Subscription) -> Any:
        return subscription.query, subscription.seen_news

    for (query, seen), subscriptions in _groups(due, asked).items():
        rows = queries.new_dates(seen, newest, service.filter_of(subscriptions[0]))
        for language, readers in _groups(subscriptions, lambda s: s.language).items():
            with i18n.as_(language):
                told_new = entries.new_entries(entries.by_event(rows))
            yield from _letters(readers, query, told_new, [])


def _letters(
    readers: Sequence[Subscription], query: str, new: list[entries.Entry], changes: list[entries.Entry]
) -> Iterator[Letter]:
    """The same mail for all who asked for the same; only the link to one's own page differs."""
    if not new and not changes:
        return
    language = readers[0].language
    with i18n.as_(language):
        words = " · ".join(words for _key, _value, words in described(service.filter_of(readers[0])))
    told: dict[str, Any] = {
        "new": new[: entries.MOST],
        "changes": changes[: entries.MOST],
        "number": len(new) + len(changes),
    }
    left_out = told["number"] - len(told["new"]) - len(told["changes"])
    subject, text, html = mail.written(
        KIND, language, **told, left_out=left_out, words=words, query=query, own_page=OWN_PAGE
    )
    for subscription in readers:
        page = links.address(subscription, links.MANAGE)
        yield Letter(subscription, subject, text.replace(OWN_PAGE, page), html.replace(OWN_PAGE, page))


def _post(letters: Sequence[Letter]) -> int:
    """Into the running transaction; not to somebody who has unsubscribed while the mails were written."""
    count = 0
    for some in _portions(letters):
        ids = [letter.subscription.id for letter in some]
        there = select(Subscription.id).where(Subscription.id.in_(ids)).with_for_update(read=True)
        still = set(db.session.scalars(there))
        rows = [_row(letter) for letter in some if letter.subscription.id in still]
        mail.send_all_later(rows)
        count += len(rows)
    return count


def _row(letter: Letter) -> dict[str, Any]:
    return {
        "kind": KIND,
        "is_bulk": True,
        "recipient": letter.subscription.email,
        "language": letter.subscription.language,
        "subject": letter.subject,
        "text": letter.text,
        "html": letter.html,
        "unsubscribe_url": links.address(letter.subscription, links.MANAGE, "subscriptions.end"),
    }


def _move_on(due: Sequence[Subscription], now: datetime, newest: int) -> Iterator[int]:
    """Their next summary is another morning's; of two workers only one gets the ids."""
    for cadence, subscriptions in _groups(due, lambda s: s.cadence).items():
        told = {"next_at": next_summary(cadence, now), "seen_news": newest}
        for some in _portions(subscriptions):
            mine = update(Subscription).where(
                Subscription.id.in_([s.id for s in some]), Subscription.next_at <= now, Subscription.cadence == cadence
            )
            yield from db.session.execute(
                mine.values(told).returning(Subscription.id), execution_options={"synchronize_session": False}
            ).scalars()


def _portions(things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    return (things[start : start + AT_ONCE] for start in range(0, len(things), AT_ONCE))


def _groups(subscriptions: Sequence[Subscription], key: Any) -> dict[Any, list[Subscription]]:
    found: dict[Any, list[Subscription]] = defaultdict(list)
    for subscription in subscriptions:
        found[key(subscription)].append(subscription)
    return found
