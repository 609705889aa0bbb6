"""A mail about a series says of it what the pages say, whatever was done with single dates."""

import re
from datetime import date

from hypothesis import HealthCheck, given, settings
from post import mails_to
from series_deeds import BEGINS, DEEDS, EXAMPLES, RULES, nothing_is_on, play
from sqlalchemy import delete

from kiknet import clock
from kiknet.calendar import agenda, when
from kiknet.calendar.filter import Filter
from kiknet.db import transaction
from kiknet.mail import OutboxMail
from kiknet.subscriptions import mailing
from kiknet.subscriptions.models import EventNews, Subscription, ToldChange

LENA = "lena@example.org"
AHEAD = (date(2027, 3, 1), date(2030, 1, 1))


def nothing_was_told():
    nothing_is_on()
    with transaction() as session:
        for rows in (OutboxMail, ToldChange, EventNews, Subscription):
            session.execute(delete(rows))


def next_on_the_pages():
    """By event: when and where its next date is that takes place."""
    found = {}
    for row in agenda.entries_between(None, Filter(), *AHEAD, is_full=True):
        is_coming = clock.from_local(row.ends_local) > clock.now()
        if is_coming and row.scheduling != "cancelled":
            found.setdefault(row.id, (when.written_when(row), row.place_name))
    return found


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rule=RULES, begins=BEGINS, deeds=DEEDS)
def test_the_mail_names_the_next_date_that_takes_place(cast, subscribe, rule, begins, deeds):
    nothing_was_told()
    subscribe("instant")
    play(cast, rule, begins, deeds)

    mailing.tell_at_once()

    expected = next_on_the_pages()
    told = "".join(mail.text for mail in mails_to(LENA, "subscription_news"))
    for number, (day, place) in expected.items():
        entry = rf"^{re.escape(day)}( · .+)?\n{re.escape(place)}\nhttp://localhost/veranstaltungen/{number}$"
        assert re.search(entry, told, re.MULTILINE), told
