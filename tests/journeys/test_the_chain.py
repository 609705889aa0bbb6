"""The chain: from a need on the board to what the office counts, with the network's own institutions.

The Ukrainian association looks for people to speak German with, the Altstadthaus has seniors. Three people are signed
in, and somebody without an account reads the calendar on a phone.
"""

from datetime import datetime, timedelta

import icalendar
import measures
import pytest
import recurring_ical_events
import rooms
from listings import offered
from post import mails_to
from pyotp import TOTP
from sqlalchemy import select

from kiknet import clock
from kiknet.accounts import service as accounts
from kiknet.accounts.models import User
from kiknet.booking.models import Booking
from kiknet.calendar.models import Event
from kiknet.concept import links
from kiknet.cooperations.models import Cooperation
from kiknet.db import db, transaction
from kiknet.matching.models import Match
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Membership, Organisation
from kiknet.places.draft import PlaceDraft
from kiknet.seeds import reference

DESK = {"width": 1280, "height": 900}
PASSWORD = "zwölf Kirschbäume im Schnee"
SECRET = "KRUGS4ZANFZSA3TPOQQGCIDT"
CATALOGUE = (
    measures.HEAD
    + """\
sprache-bildung,2,Deutsch lernt man miteinander,2.3,Kurse mit Kinderbetreuung,
sprache-bildung,2,Deutsch lernt man miteinander,2.4,Offene Sprachtreffs und Sprachcafés,Beim Kaffee Deutsch sprechen
gesundheit-pflege,1,Bewegung verbindet,1.1,Sport ohne Hürden,
"""
)


def _person(name, organisation=None, **more):
    user = User(email=f"{name.lower()}@example.org", display_name=name, confirmed_at=clock.now(), **more)
    db.session.add(user)
    db.session.flush()
    accounts.set_password(user, PASSWORD)
    if organisation is None:
        return Acting(user)
    db.session.add(Membership(user=user, organisation=organisation, role="admin"))
    return Acting(user, organisation, "admin")


def _claimed(slug):
    found = db.session.scalar(select(Organisation).where(Organisation.slug == slug))
    found.state, found.trust = "active", "trusted"
    return found


@pytest.fixture
def kempten(app):
    """Oksana, Ana, Olga; the Altstadthaus lends its hall and offers conversations on Tuesday afternoons."""
    reference.load()
    with transaction():
        oksana = _person("Oksana", _claimed("ukrainischer-verein-kempten"))
        ana = _person("Ana", _claimed("altstadthaus-kempten"))
        olga = _person("Olga", office_role="admin", totp_secret=SECRET)
    measures.taken_over(olga, table=CATALOGUE)
    rooms.offered(ana, title="Saal", place=PlaceDraft(name="Altstadthaus, Saal"))
    offered(
        ana, title="Ältere könnten mit Lernenden reden", topics=("Sprachcafé",), fields=("sprache-bildung",),
        text="Seniorinnen und Senioren sprechen gern mit Ihnen Deutsch, am Dienstagnachmittag.", district_number=None,
    )  # fmt: skip
    return oksana, ana, olga


def _signed_in(person, acting):
    person.opens("/anmelden").fills(email=acting.user.email, password=PASSWORD)
    person.page.get_by_role("button", name="Anmelden", exact=True).click()
    if acting.user.totp_secret:
        person.fills(code=TOTP(SECRET).now()).page.locator("form.form button").last.click()
    person.page.wait_for_url("**/mein/")
    person.page.set_default_timeout(6000)
    return person


def _settles(person):
    """What the page asks for by itself while one types has been answered."""
    person.page.wait_for_timeout(900)
    person.page.wait_for_function("!document.querySelector('#raum').hasAttribute('aria-busy')")


def _second_tuesday():
    """Of the second month to come."""
    day = clock.today().replace(day=1)
    for _month in range(2):
        day = (day + timedelta(days=32)).replace(day=1)
    return day + timedelta(days=(1 - day.weekday()) % 7 + 7)


def _looks_for_people_to_talk_to(oksana):
    oksana.opens("/mein/suchen-bieten/neu")
    oksana.page.locator("[name=titel]").first.fill("Gesprächspartner zum Deutschüben gesucht")
    oksana.page.locator("main form button").first.click()
    oksana.fills(text="Unsere Mitglieder wollen Deutsch im Alltag sprechen, nicht nur im Kurs.")
    oksana.page.select_option("[name=lang_0]", "uk")
    oksana.page.select_option("[name=lang_1]", "de")
    for chosen in ("[name=when][value=weekly]", "[name=days_0][value='1']", "[name=part_0][value=afternoon]"):
        oksana.page.check(chosen)
    oksana.looks_around().presses("Veröffentlichen")
    oksana.sees("Das passt dazu").looks_around()


def test_from_a_need_to_what_is_counted(app, kempten, visitor):
    people = kempten
    oksana, ana, olga = (
        _signed_in(visitor(view), who)
        for view, who in zip(({"width": 390, "height": 780}, DESK, DESK), people, strict=True)
    )
    _looks_for_people_to_talk_to(oksana)
    oksana.sees("Ältere könnten mit Lernenden reden")
    ana.opens("/mein/treffer").sees("Gesprächspartner zum Deutschüben").sees("Beide").looks_around()

    ana.goes_to("Gesprächspartner zum Deutschüben").fills(message="Das passt gut: dienstags sind unsere Ältesten da.")
    ana.presses("Das passt").sees("unterwegs")
    oksana.page.reload()
    oksana.presses("Zusagen").sees("Kooperation beginnen").looks_around()
    oksana.presses("Kooperation beginnen").sees("machen Sie jetzt gemeinsam").looks_around()
    cooperation = db.session.scalars(select(Cooperation)).one()
    assert db.session.scalars(select(Match)).one().state == "realised"
    assert mails_to("ana@example.org", "cooperation_begun")

    first = _second_tuesday()
    oksana.goes_to("Veranstaltung eintragen")
    oksana.fills(title="Sprachcafé", first_day=first.isoformat(), starts="15:00", ends="17:00")
    oksana.page.locator(".repeats summary").click()
    oksana.page.select_option("[name=repeats]", "monthly_weekday")
    oksana.fills(repeats_count="4")
    oksana.page.get_by_text("Brauchen Sie einen Raum?").click()
    for button in ("Was ist dann frei?", "Diesen Raum nehmen"):
        _settles(oksana)
        oksana.page.get_by_role("button", name=button).first.click()
    _settles(oksana)
    oksana.sees("für Sie freigehalten").looks_around()
    oksana.page.locator("button[value=publish]").click()
    oksana.sees("Der Raum ist angefragt").looks_around()

    booking, event = db.session.scalars(select(Booking)).one(), db.session.scalars(select(Event)).one()
    assert {booking.cooperation_id, event.cooperation_id} == {cooperation.id}
    ana.opens(f"/kooperationen/{cooperation.id}").sees("Saal").looks_around()
    ana.opens(f"/buchungen/{booking.id}").presses("Zusagen")
    ana.sees("Zugesagt")

    stranger = visitor().opens(f"/veranstaltungen/{event.id}").looks_around()
    stranger.sees("Ukrainischer Verein").sees("Altstadthaus Kempten")
    assert stranger.cookies == []
    text = app.test_client().get("/feeds/kalender.ics").text
    dates = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(
        datetime(2020, 1, 1), datetime(2040, 1, 1)
    )
    assert [date["DTSTART"].dt.hour for date in dates] == [15] * 4
    assert {(date["DTSTART"].dt.weekday(), (date["DTSTART"].dt.day - 1) // 7) for date in dates} == {(1, 1)}
    assert "Altstadthaus Kempten" in text.replace("\r\n ", "")

    oksana.opens(f"/kooperationen/{cooperation.id}").goes_to("Wozu trägt es bei?").looks_around()
    oksana.page.get_by_label("Beim Kaffee Deutsch sprechen").check()
    oksana.presses("Speichern").sees("wartet auf das Netzwerkbüro")
    olga.opens("/buero/").presses("Zählt")
    oksana.opens("/handlungsfelder/sprache-bildung").sees("Was gerade geschieht").looks_around()
    version_id = links.links_of("cooperation", cooperation.id)[0].measure.version_id
    assert list(links.counted(version_id).values()) == [1]
