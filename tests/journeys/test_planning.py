"""Planning from a phone: what else is on shows while one types, and the others are asked in a minute."""

from datetime import datetime, time, timedelta

from drafts import draft
from post import mails_to

from kiknet import clock
from kiknet.accounts import service as accounts
from kiknet.calendar.service import post_event
from kiknet.db import transaction

PASSWORD = "zwölf Kirschbäume im Schnee"


def _library_reads(cast, day):
    starts = datetime.combine(day, time(17))
    post_event(cast.carla, draft(title="Lesung", starts_local=starts, ends_local=starts + timedelta(hours=2)))


def _signed_in(cast, visitor):
    with transaction():
        accounts.set_password(cast.ana.user, PASSWORD)
    ana = visitor().opens("/anmelden").fills(email=cast.ana.user.email, password=PASSWORD)
    ana.page.get_by_role("button", name="Anmelden", exact=True).click()
    ana.page.wait_for_url("**/mein/")
    return ana


def test_ana_sees_while_she_types_that_the_library_reads_there_and_asks_to_do_it_together(app, cast, visitor):
    day = clock.today() + timedelta(days=10)
    _library_reads(cast, day)
    ana = _signed_in(cast, visitor).opens("/mein/veranstaltungen/neu")

    ana.fills(title="Frauencafé", first_day=day.isoformat(), starts="16:00", ends="18:00", place_name="Market Square")
    ana.page.keyboard.press("Tab")
    ana.sees("Gleicher Ort, gleiche Zeit").looks_around()
    assert ana.page.locator("button[value=look]").is_hidden()

    ana.fills(starts="19:00", ends="20:00")
    ana.page.keyboard.press("Tab")
    ana.page.get_by_text("Gleicher Ort, gleiche Zeit").wait_for(state="detached")
    ana.fills(starts="16:00", ends="18:00")
    ana.page.keyboard.press("Tab")
    with ana.context.expect_page() as opened:
        ana.page.get_by_role("link", name="Gemeinsam machen?").click()
    letter = opened.value
    assert "wir planen „Frauencafé“" in letter.locator("[name=message]").input_value()
    letter.get_by_role("button", name="Nachricht senden").click()
    letter.get_by_text("Ihre Nachricht ist unterwegs").wait_for()

    assert "Frauencafé" in mails_to("carla@example.org", "contact_message")[0].text
    assert ana.page.locator("[name=title]").input_value() == "Frauencafé", "the form has stayed open"


def test_the_planning_list_and_the_feasts_can_be_read_by_everybody_who_plans(app, cast, visitor):
    day = clock.today() + timedelta(days=10)
    _library_reads(cast, day)
    starts = datetime.combine(day, time(16))
    post_event(cast.ana, draft(title="Frauencafé", starts_local=starts, ends_local=starts + timedelta(hours=2)))
    ana = _signed_in(cast, visitor)

    ana.opens("/planung").sees("1 Überschneidung").looks_around()
    ana.goes_to("Was ist an dem Tag noch los?").fills(first_day=day.isoformat(), place_name="Market Square")
    ana.presses("Nachsehen").sees("Gleicher Ort, gleicher Tag").looks_around()
    ana.opens("/kalender/2027/03?anlaesse=1").sees("Internationaler Frauentag").looks_around()
    ana.goes_to("Was bedeuten sie?").sees("Die nächsten zwölf Monate").looks_around()
