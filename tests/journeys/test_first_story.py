"""The first story, from a phone at a bus stop to somebody else's calendar; with three people and a subscriber."""

from datetime import datetime, timedelta

import icalendar
import recurring_ical_events
from post import link_in, mails_to
from pyotp import TOTP

from kiknet import clock
from kiknet.accounts import service as accounts
from kiknet.db import transaction

DESK = {"width": 1280, "height": 900}
PASSWORD = "zwölf Kirschbäume im Schnee"


def _signed_in(person, email, password):
    person.opens("/anmelden").fills(email=email, password=password)
    person.page.get_by_role("button", name="Anmelden", exact=True).click()
    return person


def _feed(app, path="/feeds/kalender.ics"):
    """The dates a calendar program shows after reading the feed."""
    text = app.test_client().get(path).text
    calendar = icalendar.Calendar.from_ical(text)
    return text, recurring_ical_events.of(calendar).between(datetime(2020, 1, 1), datetime(2040, 1, 1))


def test_an_association_applies_posts_and_is_on_somebodys_phone(app, cast, visitor):
    with transaction():
        accounts.set_password(cast.olga.user, PASSWORD)
    day = clock.today() + timedelta(days=10)

    dilek = visitor().opens("/").looks_around().opens("/mitmachen").looks_around()
    dilek.fills(
        name="Kochtreff Halde",
        message="Wir kochen jeden Freitag zusammen.",
        display_name="Dilek",
        email="dilek@example.org",
    )
    dilek.page.select_option("[name=kind]", "culture")
    dilek.page.locator("form.form button").last.click()
    dilek.sees("Postfach").follows(link_in(mails_to("dilek@example.org")[0])).looks_around()
    dilek.fills(new_password=PASSWORD)
    dilek.page.locator("form.form button").last.click()
    dilek.sees("Ihr Antrag liegt beim Netzwerkbüro").looks_around()

    olga = _signed_in(visitor(DESK), cast.olga.user.email, PASSWORD)
    olga.fills(code=TOTP(cast.olga.user.totp_secret).now()).page.locator("form.form button").last.click()
    olga.opens("/buero/").looks_around().presses("Zulassen")
    olga.sees("Nichts wartet")

    dilek.opens("/mein/veranstaltungen/neu").looks_around()
    dilek.fills(
        title="Offene Küche", first_day=day.isoformat(), starts="18:00", ends="20:30", place_name="Market Square"
    )
    dilek.page.get_by_label("Familien", exact=True).check()
    dilek.page.locator("button[value=publish]").click()
    dilek.sees("Offene Küche").looks_around()
    assert "Offene Küche" not in _feed(app)[0]

    stranger = visitor(DESK).opens("/kalender").looks_around()
    assert "Offene Küche" not in stranger.page.content()
    olga.opens("/buero/").presses("Freigeben")

    stranger.opens("/kalender").sees("Offene Küche").goes_to("Offene Küche").looks_around()
    stranger.opens("/abonnieren").looks_around()
    assert stranger.cookies == []
    _text, dates = _feed(app)
    assert [str(date["SUMMARY"]) for date in dates] == ["Offene Küche"]
    assert dates[0]["DTSTART"].dt.replace(tzinfo=None) == datetime(day.year, day.month, day.day, 18)

    dilek.opens("/mein/veranstaltungen").goes_to("Offene Küche").goes_to("Absagen").looks_around()
    dilek.fills(reason="Die Köchin ist krank.")
    dilek.page.locator("form.form button").last.click()
    stranger.opens("/kalender").sees("Abgesagt")
    text, dates = _feed(app)
    assert "STATUS:CANCELLED" in text
    assert str(dates[0]["SUMMARY"]).startswith("ABGESAGT")
