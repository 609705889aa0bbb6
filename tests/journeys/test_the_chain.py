"""The chain: from a need on the board to the office's status report, with the network's own institutions.

The Ukrainian association looks for people to speak German with, the Altstadthaus has seniors. Three people are signed
in, somebody without an account reads the calendar on a phone, and somebody has subscribed. Nothing is typed twice.
"""

import re
from datetime import date, datetime, timedelta

import icalendar
import measures
import pytest
import recurring_ical_events
import rooms
from listings import offered
from playwright.sync_api import expect
from post import link_in, mails_to
from pyotp import TOTP
from sqlalchemy import select

from kiknet import clock
from kiknet.accounts import service as accounts
from kiknet.accounts.models import User
from kiknet.board.models import Listing
from kiknet.booking.models import Booking
from kiknet.calendar.models import Event
from kiknet.cooperations.models import Cooperation, Outcome
from kiknet.cooperations.service.outcomes import ask_for_outcomes
from kiknet.db import db, transaction
from kiknet.matching.models import Match
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Membership, Organisation
from kiknet.places.draft import PlaceDraft
from kiknet.seeds import reference

DESK = {"width": 1280, "height": 900}
NEED, OFFER = "Gesprächspartner zum Deutschüben gesucht", "Ältere könnten mit Lernenden reden"
HOUSES = ("ukrainischer-verein-kempten", "altstadthaus-kempten")
SECOND_TUESDAYS = [date(2027, 3, 9), date(2027, 4, 13), date(2027, 5, 11), date(2027, 6, 8)]
"""Over the change to summer time."""
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
def kempten(app, at):
    """Oksana, Ana, Olga; the Altstadthaus lends its hall and offers conversations on Tuesday afternoons.

    It is Monday, 11 January 2027.
    """
    at(2027, 1, 11, 10)
    reference.load()
    with transaction():
        oksana = _person("Oksana", _claimed("ukrainischer-verein-kempten"))
        ana = _person("Ana", _claimed("altstadthaus-kempten"))
        olga = _person("Olga", office_role="admin", totp_secret=SECRET)
    measures.taken_over(olga, table=CATALOGUE)
    rooms.offered(ana, title="Saal", place=PlaceDraft(name="Altstadthaus, Saal"))
    offered(
        ana, title=OFFER, topics=("Sprachcafé",), fields=("sprache-bildung",),
        text="Seniorinnen und Senioren sprechen gern mit Ihnen Deutsch, am Dienstagnachmittag.", district_number=None,
    )  # fmt: skip
    return oksana, ana, olga


def _signed_in(person, acting):
    person.opens("/anmelden").fills(email=acting.user.email, password=PASSWORD)
    person.page.get_by_role("button", name="Anmelden", exact=True).click()
    if acting.user.totp_secret:
        person.fills(code=TOTP(SECRET).at(clock.now())).page.locator("form.form button").last.click()
    person.page.wait_for_url("**/mein/")
    person.page.set_default_timeout(6000)
    return person


def _settles(person):
    """What the page asks for by itself while one types has been answered."""
    person.page.wait_for_timeout(900)
    person.page.wait_for_function("!document.querySelector('#raum').hasAttribute('aria-busy')")


def _hers(model):
    """The one there is."""
    db.session.rollback()
    return db.session.scalars(select(model)).one()


def _posts_the_need(oksana):
    """The Ukrainian association posts the need: practise German; speaks Ukrainian; Tuesdays."""
    oksana.opens("/mein/suchen-bieten/neu")
    oksana.page.locator("[name=titel]").first.fill(NEED)
    oksana.page.locator("main form button").first.click()
    oksana.fills(text="Unsere Mitglieder wollen Deutsch im Alltag sprechen, nicht nur im Kurs.")
    oksana.page.select_option("[name=lang_0]", "uk")
    oksana.page.select_option("[name=lang_1]", "de")
    for chosen in ("[name=when][value=weekly]", "[name=days_0][value='1']", "[name=part_0][value=afternoon]"):
        oksana.page.check(chosen)
    oksana.looks_around().presses("Veröffentlichen")
    db.session.rollback()
    need = db.session.scalars(select(Listing).where(Listing.title == NEED)).one()
    assert (need.kind, need.direction) == ("language_partner", "need")


def _sees_why(person, other):
    """Both see the match with its reasons: the language, and the day they have in common."""
    person.sees(other).sees("Die Sprache passt").sees("Beide haben am Dienstag").looks_around()


def _starts_the_cooperation(oksana, ana):
    """From it they start the cooperation "Sprachcafé"."""
    ana.goes_to(NEED).fills(message="Das passt gut: dienstags sind unsere Ältesten da.")
    ana.presses("Das passt").sees("unterwegs")
    oksana.page.reload()
    oksana.presses("Zusagen").sees("Kooperation beginnen").looks_around()
    oksana.presses("Kooperation beginnen").sees("machen Sie jetzt gemeinsam").looks_around()
    oksana.page.get_by_role("link", name="Ändern", exact=True).click()
    oksana.fills(title="Sprachcafé").presses("Speichern")
    expect(oksana.page.get_by_role("heading", level=1)).to_have_text("Sprachcafé")
    assert _hers(Match).state == "realised"
    assert mails_to("ana@example.org", "cooperation_begun")
    for person in (oksana, ana):
        person.opens(f"/kooperationen/{_hers(Cooperation).id}").sees("Ukrainischer Verein").sees("Altstadthaus Kempten")


def _plans_the_second_tuesday_of_each_month(oksana):
    oksana.goes_to("Veranstaltung eintragen")
    oksana.fills(title="Sprachcafé", first_day=SECOND_TUESDAYS[0].isoformat(), starts="15:00", ends="17:00")
    oksana.page.locator(".repeats summary").click()
    oksana.page.select_option("[name=repeats]", "monthly_weekday")
    oksana.fills(repeats_count="4")
    _settles(oksana)


def _asks_for_the_room_and_gets_it(oksana, ana):
    """They request the Altstadthaus's room, and get it."""
    oksana.page.get_by_text("Brauchen Sie einen Raum?").click()
    for button in ("Was ist dann frei?", "Diesen Raum nehmen"):
        _settles(oksana)
        oksana.page.get_by_role("button", name=button).first.click()
    _settles(oksana)
    oksana.sees("für Sie freigehalten").looks_around()
    oksana.page.locator("button[value=publish]").click()
    oksana.sees("Der Raum ist angefragt").looks_around()

    booking, event = _hers(Booking), _hers(Event)
    assert {booking.cooperation_id, event.cooperation_id} == {_hers(Cooperation).id}
    ana.opens(f"/kooperationen/{event.cooperation_id}").sees("Saal").looks_around()
    ana.opens(f"/buchungen/{booking.id}").presses("Zusagen").sees("Zugesagt")
    oksana.opens(f"/veranstaltungen/{event.id}").sees("Altstadthaus, Saal")


def _is_in_the_calendar_under_both(stranger, event):
    for house in HOUSES:
        stranger.opens(f"/kalender?organisation={house}&von={SECOND_TUESDAYS[0]}&bis={SECOND_TUESDAYS[-1]}")
        expect(stranger.page.get_by_role("link", name="Sprachcafé")).to_have_count(len(SECOND_TUESDAYS))
    stranger.opens(f"/veranstaltungen/{event.id}").sees("Ukrainischer Verein").sees("Altstadthaus Kempten")
    stranger.looks_around()
    assert stranger.cookies == []


def _is_in_the_feeds(app):
    """As a subscriber's phone reads them: each date at 15:00 in Kempten, also after the clocks have changed."""
    phone = app.test_client()
    addresses = ["/feeds/kalender.ics", *(f"/feeds/organisationen/{house}.ics" for house in HOUSES)]
    for address in addresses:
        feed = phone.get(address).text
        dates = recurring_ical_events.of(icalendar.Calendar.from_ical(feed)).between(
            datetime(2020, 1, 1), datetime(2040, 1, 1)
        )
        starts = sorted(date["DTSTART"].dt.replace(tzinfo=None) for date in dates)
        assert starts == [datetime(day.year, day.month, day.day, 15) for day in SECOND_TUESDAYS], address
        assert "Altstadthaus Kempten" in feed.replace("\r\n ", "")
        assert {str(date["SUMMARY"]) for date in dates} == {"Sprachcafé"}


def _serves_the_concept(oksana, olga, event):
    """Cooperation and event serve measure 2.4 of *Sprache und Bildung*; the choice of one is ticked for the other."""
    oksana.opens(f"/kooperationen/{event.cooperation_id}").goes_to("Wozu trägt es bei?").looks_around()
    oksana.page.get_by_label("Beim Kaffee Deutsch sprechen").check()
    oksana.presses("Speichern").sees("wartet auf das Netzwerkbüro")
    oksana.opens(f"/veranstaltungen/{event.id}").goes_to("Wozu trägt es bei?")
    expect(oksana.page.get_by_label("Beim Kaffee Deutsch sprechen")).to_be_checked()
    oksana.presses("Speichern")
    for _thing in range(2):
        olga.opens("/buero/").presses("Zählt")
    oksana.opens("/handlungsfelder/sprache-bildung").sees("Was gerade geschieht").sees("Sprachcafé").looks_around()


def _says_what_has_come_of_it(oksana):
    """The morning after the last date its lead gets a mail; its link leads to three fields."""
    (letter,) = mails_to("oksana@example.org", "outcome_asked")
    assert mails_to("ana@example.org", "outcome_asked") == []
    oksana.follows(link_in(letter))
    if "/anmelden" in oksana.page.url:
        oksana.fills(email="oksana@example.org", password=PASSWORD)
        oksana.page.get_by_role("button", name="Anmelden", exact=True).click()
    oksana.sees("Wie viele Menschen haben Sie erreicht?").looks_around()
    oksana.fills(people_reached="24", text="Vier Nachmittage, zuletzt kamen neun Ältere.", lessons="Mehr Kuchen.")
    oksana.presses("abschließen").sees("24 Menschen erreicht").looks_around()
    assert (_hers(Outcome).people_reached, _hers(Cooperation).state) == (24, "completed")


def _number(page, name):
    """What the table of figures says, and the link behind it."""
    row = page.locator("table.figures tr", has=page.get_by_role("rowheader", name=re.compile(f"^{name}")))
    return row.locator(".figures__number").first


def _finds_it_counted(olga):
    """The office's figures of the year, and the list behind each number."""
    olga.opens("/buero/berichte?von=2027-01-01&bis=2027-12-31").looks_around()
    for name, number in (
        ("Termine", "4"), ("Erreichte Menschen", "24"), ("Verwirklichte Treffer", "1"),
        ("Verliehene Räume", "4"),
    ):  # fmt: skip
        expect(_number(olga.page, name)).to_have_text(number)
    _is_under_measure(olga.page)
    _number(olga.page, "Erreichte Menschen").locator("a").click()
    olga.sees("Sprachcafé").looks_around()
    expect(olga.page.locator("main")).to_contain_text("24")
    olga.goes_to("Sprachcafé").sees("24 Menschen erreicht").sees("zuletzt kamen neun Ältere").looks_around()


def _is_under_measure(page):
    row = page.locator("tr", has_text="Offene Sprachtreffs und Sprachcafés").first
    expect(row).to_contain_text("2.4")
    assert [number.strip() for number in row.locator("td.numbers").all_inner_texts()] == ["4", "1", "1", "24"]


def _writes_the_report(olga, stranger):
    olga.opens("/buero/berichte/neu?von=2027-01-01&bis=2027-12-31")
    olga.fills(text="Aus einem Gesuch ist ein Sprachcafé geworden.").presses("Entwurf speichern").looks_around()
    olga.presses("Veröffentlichen")
    olga.page.locator("dialog").get_by_role("button", name="Veröffentlichen").click()
    olga.sees("Ab jetzt können ihn alle lesen")
    stranger.opens("/berichte").goes_to("2027")
    stranger.sees("Aus einem Gesuch ist ein Sprachcafé geworden.").looks_around()
    expect(_number(stranger.page, "Erreichte Menschen")).to_have_text("24")
    _is_under_measure(stranger.page)
    assert stranger.cookies == []


def test_from_a_need_to_the_report(app, at, kempten, visitor):
    people = zip(({"width": 390, "height": 780}, DESK, DESK), kempten, strict=True)
    oksana, ana, olga = (_signed_in(visitor(view), who) for view, who in people)
    stranger = visitor()

    _posts_the_need(oksana)
    _sees_why(oksana.sees("Das passt dazu"), OFFER)
    _sees_why(ana.opens("/mein/treffer"), NEED)
    _starts_the_cooperation(oksana, ana)
    _plans_the_second_tuesday_of_each_month(oksana)
    _asks_for_the_room_and_gets_it(oksana, ana)
    event = _hers(Event)
    _is_in_the_calendar_under_both(stranger, event)
    _is_in_the_feeds(app)
    _serves_the_concept(oksana, olga, event)
    oksana.opens(f"/kooperationen/{event.cooperation_id}").presses("Es geht los")

    last = SECOND_TUESDAYS[-1] + timedelta(days=1)
    at(last.year, last.month, last.day, 6)
    assert ask_for_outcomes() == 1

    _says_what_has_come_of_it(oksana)
    _signed_in(olga, kempten[2])
    _finds_it_counted(olga)
    _writes_the_report(olga, stranger)
