"""Several people press at the same moment, each in a browser of their own: one wins, the others are told."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pyotp
import pytest
from cast import OLGAS_SECRET
from drafts import draft
from post import link_in, mails_to
from sqlalchemy import func, select
from tables import empty_every_table

from kiknet import clock
from kiknet.accounts import email_change, links
from kiknet.accounts import service as accounts
from kiknet.accounts.models import User, UserSession
from kiknet.calendar import organisers, service
from kiknet.calendar.models import Event, EventOrganiser
from kiknet.db import db, transaction
from kiknet.organisations import queries
from kiknet.organisations.acting import Acting
from kiknet.organisations.drafts import ApplicationDraft
from kiknet.organisations.models import Application, FormerSlug, Membership, Organisation
from kiknet.organisations.service import applications, members

GOOD = {"title": "Konzert", "first_day": "9.3.2027", "starts": "18:00", "place_name": "Market Square", "key": ""}


def at_once(*presses):
    """All the `presses` (functions) at the same moment; their answers, in order."""
    ready = Barrier(len(presses))

    def run(press):
        ready.wait()
        return press()

    db.session.rollback()
    with ThreadPoolExecutor(len(presses)) as crowd:
        return list(crowd.map(run, presses))


def codes(answers):
    return sorted(answer.status_code for answer in answers)


def post(browser, address, **data):
    return lambda: browser.post(address, data=data)


def number_of(model, *where):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model).where(*where))


def form_on(browser, address):
    """What the hidden fields of a page's form hold."""
    page = browser.get(address).text
    return dict(
        re.findall(r'<input id="[^"]*" name="(version|opened|key|acting_for)" type="hidden" value="([^"]*)"', page)
    )


@pytest.fixture
def rounds(app):
    """Races need more than one try to show."""
    import cast as our_cast

    def several(number=5):
        for _ in range(number):
            empty_every_table()
            yield our_cast.enter()

    return several


def test_of_two_who_save_the_same_event_one_sees_both_texts(rounds, new_browser):
    for cast in rounds():
        event = service.post_event(cast.ana, draft())
        address = f"/mein/veranstaltungen/{event.id}/bearbeiten"
        ana, ben = new_browser().as_(cast.ana), new_browser().as_(cast.ben)
        opened = form_on(ana, address)

        answers = at_once(
            post(ana, address, **GOOD | opened | {"title": "Ana war hier"}),
            post(ben, address, **GOOD | opened | {"title": "Ben war hier"}),
        )

        assert codes(answers) == [303, 409]
        second = next(answer.text for answer in answers if answer.status_code == 409)
        assert "Ana war hier" in second
        assert "Ben war hier" in second


def test_an_event_cancelled_by_two_is_cancelled_once(rounds, new_browser):
    for cast in rounds():
        event = service.post_event(cast.ana, draft())
        browsers = [new_browser().as_(who) for who in (cast.ana, cast.ben, cast.ana)]

        answers = at_once(*(post(b, f"/veranstaltungen/{event.id}/absage", reason="Krank") for b in browsers))

        assert codes(answers)[0] == 303
        assert set(codes(answers)) <= {303, 403, 409}  # who comes a moment later is told that it is cancelled
        db.session.expire_all()
        assert db.session.get(Event, event.id).sequence == 1


def test_the_same_form_sent_four_times_at_once_is_one_event(rounds, new_browser):
    for cast in rounds():
        key = str(uuid4())
        browsers = [new_browser().as_(cast.ana) for _ in range(4)]

        answers = at_once(*(post(b, "/mein/veranstaltungen/neu", **GOOD | {"key": key}) for b in browsers))

        assert codes(answers) == [303] * 4
        assert len({answer.location for answer in answers}) == 1
        assert number_of(Event) == 1


def test_new_places_and_events_of_many_at_once(rounds, new_browser):
    for cast in rounds(3):
        people = [cast.ana, cast.ben, cast.carla] * 2
        sent = [GOOD | {"title": f"Konzert {n}", "place_name": f"Neuer Saal {n}"} for n in range(6)]

        answers = at_once(
            *(
                post(new_browser().as_(who), "/mein/veranstaltungen/neu", **s)
                for who, s in zip(people, sent, strict=True)
            )
        )

        assert codes(answers) == [303] * 6
        assert number_of(Event) == 6


def test_the_office_decides_once(rounds, new_browser):
    for cast in rounds():
        with transaction():
            cast.mill.trust = "new"
        event = service.post_event(cast.ana, draft())
        browsers = [new_browser().as_(cast.olga) for _ in range(3)]

        answers = at_once(*(post(b, f"/veranstaltungen/{event.id}/freigabe", version=event.revision) for b in browsers))

        assert codes(answers)[0] == 303
        assert set(codes(answers)[1:]) <= {403, 409}
        assert len(mails_to("ana@example.org", "event_decided")) == 1


def test_an_organisation_asked_twice_at_once_is_asked_once(rounds, new_browser):
    for cast in rounds():
        event = service.post_event(cast.ana, draft())
        browsers = [new_browser().as_(who) for who in (cast.ana, cast.ben)]

        answers = at_once(
            *(post(b, f"/veranstaltungen/{event.id}/mitveranstalter", organiser="The Library") for b in browsers)
        )

        assert codes(answers) == [303, 422]
        assert number_of(EventOrganiser) == 1
        assert len(mails_to("carla@example.org", "organiser_asked")) == 1


def test_accepting_and_being_removed_at_once_breaks_nothing(rounds, new_browser):
    for cast in rounds():
        event = service.post_event(cast.ana, draft())
        organisers.ask(cast.ana, event, cast.city_library)
        address = f"/veranstaltungen/{event.id}/mitveranstalter"

        answers = at_once(
            post(new_browser().as_(cast.carla), f"{address}/antwort", answer="yes"),
            post(new_browser().as_(cast.carla), f"{address}/antwort", answer="yes"),
            post(new_browser().as_(cast.ana), f"{address}/{cast.city_library.id}/entfernen"),
        )

        assert set(codes(answers)) <= {303, 403, 404, 409}
        assert len(mails_to("ana@example.org", "organiser_answered")) <= 1


def test_an_invitation_accepted_twice_counts_once(rounds, new_browser):
    for cast in rounds():
        members.invite(cast.ana, cast.mill, "carla@example.org", "viewer")
        address = link_in(mails_to("carla@example.org")[0])

        answers = at_once(*(post(new_browser().as_(cast.carla), address) for _ in range(3)))

        assert codes(answers)[0] == 303
        assert set(codes(answers)[1:]) <= {410, 422}
        assert number_of(Membership, Membership.user_id == cast.carla.user.id) == 2


def test_a_new_person_who_presses_twice_gets_one_account(rounds, new_browser):
    for cast in rounds(3):
        members.invite(cast.ana, cast.mill, "kaya@example.org", "editor")
        address = link_in(mails_to("kaya@example.org")[0])
        form = {"display_name": "Kaya", "new_password": "vier Wörter die nirgends passen"}

        answers = at_once(*(post(new_browser(), address, **form) for _ in range(3)))

        assert codes(answers)[0] == 303
        assert max(codes(answers)) < 500
        assert number_of(User, User.email == "kaya@example.org") == 1
        kaya = db.session.scalar(select(User).where(User.email == "kaya@example.org"))
        assert number_of(Membership, Membership.user_id == kaya.id) == 1


def choir():
    with transaction() as session:
        found = Organisation(slug="choir", name="Chor", kind="culture", state="unclaimed", search_text="chor")
        session.add(found)
    return found


def test_somebody_who_claims_twice_at_once_claims_once(rounds, new_browser):
    for cast in rounds():
        choir()
        browsers = [new_browser().as_(cast.ana) for _ in range(3)]

        answers = at_once(*(post(b, "/organisationen/choir/uebernehmen", message="Ich bin dort.") for b in browsers))

        assert codes(answers) == [303, 422, 422]
        assert number_of(Application) == 1


def test_of_two_claims_admitted_at_once_one_wins(rounds, new_browser):
    for cast in rounds():
        claimed = ApplicationDraft("Ich bin dort.", organisation_id=choir().id)
        ids = [applications.apply(who.user, claimed).id for who in (cast.ana, cast.carla)]

        answers = at_once(*(post(new_browser().as_(cast.olga), f"/buero/antraege/{i}/zusage") for i in ids))

        assert codes(answers) == [303, 303]
        db.session.rollback()
        assert sorted(db.session.scalars(select(Application.state))) == ["admitted", "declined"]


def test_two_who_apply_under_the_same_name_get_two_addresses(rounds, new_browser):
    for cast in rounds():
        form = {"name": "Tanzkreis Halde", "kind": "culture", "message": "Wir tanzen."}
        people = (cast.ana, cast.ben, cast.carla)

        answers = at_once(*(post(new_browser().as_(who), "/mitmachen", **form) for who in people))

        assert codes(answers) == [303] * 3
        slugs = set(db.session.scalars(select(Organisation.slug).where(Organisation.state == "pending")))
        assert slugs == {"tanzkreis-halde", "tanzkreis-halde-2", "tanzkreis-halde-3"}


def test_two_organisations_renamed_alike_at_once_keep_two_addresses(rounds, new_browser):
    for cast in rounds():

        def rename(who):
            browser = new_browser().as_(who)
            opened = form_on(browser, "/mein/organisation")
            return post(browser, "/mein/organisation", **opened | {"name": "Haus der Begegnung", "kind": "culture"})

        answers = at_once(rename(cast.ana), rename(cast.carla))

        assert max(codes(answers)) < 500
        assert min(codes(answers)) == 303
        names = list(db.session.scalars(select(Organisation.name)))
        assert names.count("Haus der Begegnung") == 1
        assert number_of(FormerSlug) == 1


def test_the_last_two_admins_cannot_both_go(rounds, new_browser):
    for cast in rounds():
        with transaction():
            queries.membership_of(cast.ben.user, cast.mill).role = "admin"
        ana, ben = (queries.membership_of(who.user, cast.mill).id for who in (cast.ana, cast.ben))
        mill_id = cast.mill.id

        at_once(
            post(new_browser().as_(cast.ana), f"/mein/mitglieder/{ben}/ende"),
            post(new_browser().as_(cast.ben), f"/mein/mitglieder/{ana}/ende"),
            post(new_browser().as_(cast.ana), f"/mein/mitglieder/{ana}/rolle", role="viewer"),
        )

        db.session.rollback()
        assert queries.admins_of(db.session.get(Organisation, mill_id))


def test_the_last_two_who_direct_the_office_cannot_both_go(rounds, new_browser):
    for cast in rounds():
        with transaction():
            oleg = accounts.register("oleg@example.org", "Oleg")
            oleg.office_role, oleg.confirmed_at, oleg.totp_secret = "admin", clock.now(), OLGAS_SECRET
        olga_id, oleg_id = cast.olga.user.id, oleg.id
        answers = at_once(
            post(new_browser().as_(cast.olga), f"/buero/personen/{oleg_id}/aufgabe", role="none"),
            post(new_browser().as_(Acting(oleg)), f"/buero/personen/{olga_id}/aufgabe", role="none"),
        )

        assert codes(answers) == [303, 403]
        assert number_of(User, User.office_role == "admin") >= 1


def test_the_last_two_who_direct_the_office_cannot_both_leave(rounds, new_browser):
    for cast in rounds():
        with transaction():
            oleg = accounts.register("oleg@example.org", "Oleg")
            oleg.office_role, oleg.confirmed_at, oleg.totp_secret = "admin", clock.now(), OLGAS_SECRET
        browsers = [new_browser().as_(cast.olga), new_browser().as_(Acting(oleg))]

        assert codes(at_once(*(post(browser, "/mein/konto/loeschen") for browser in browsers))) == [303, 422]


def test_a_code_lets_in_once(rounds, new_browser):
    for cast in rounds():
        code = pyotp.TOTP(OLGAS_SECRET).now()
        with transaction():
            tokens = [links.create("sign-in", cast.olga.user, next="/mein/") for _ in range(4)]
        browsers = [new_browser() for _ in tokens]
        for browser, token in zip(browsers, tokens, strict=True):
            browser.post(f"/anmelden/link/{token}")

        answers = at_once(*(post(browser, "/anmelden/code", code=code) for browser in browsers))

        assert codes(answers) == [303, 422, 422, 422]
        assert number_of(UserSession) == 1


def test_a_recovery_code_lets_in_once(rounds, new_browser):
    from kiknet.accounts import second_factor

    for cast in rounds():
        with transaction():
            code = second_factor._new_codes(cast.olga.user)[0]
            tokens = [links.create("sign-in", cast.olga.user, next="/mein/") for _ in range(3)]
        browsers = [new_browser() for _ in tokens]
        for browser, token in zip(browsers, tokens, strict=True):
            browser.post(f"/anmelden/link/{token}")

        answers = at_once(*(post(browser, "/anmelden/code", code=code) for browser in browsers))

        assert codes(answers) == [303, 422, 422]


def test_a_link_lets_in_once(rounds, new_browser):
    for cast in rounds():
        token = links.create("sign-in", cast.ana.user, next="/mein/")

        answers = at_once(*(post(new_browser(), f"/anmelden/link/{token}") for _ in range(4)))

        assert codes(answers) == [303, 410, 410, 410]
        assert number_of(UserSession) == 1


def test_two_who_move_to_the_same_address_cannot_both_have_it(rounds, new_browser):
    for cast in rounds():
        tokens = []
        for who in (cast.ana, cast.carla):
            for side in ("old", "new"):
                tokens.append(
                    links.create(
                        email_change.PURPOSE,
                        who.user,
                        timedelta(hours=1),
                        side=side,
                        email="new@example.org",
                        change=who.user.email,
                    )
                )

        answers = at_once(*(post(new_browser(), f"/e-mail/{token}") for token in tokens))

        assert max(codes(answers)) < 500
        assert number_of(User, User.email == "new@example.org") == 1


def test_two_who_write_the_first_text_of_a_page(rounds, new_browser):
    for cast in rounds():
        texts = [{"text": f"Text {n}", "version": "0"} for n in range(2)]

        answers = at_once(*(post(new_browser().as_(cast.olga), "/buero/rechtstexte/imprint/de", **t) for t in texts))

        assert codes(answers) == [303, 409]
        second = next(answer.text for answer in answers if answer.status_code == 409)
        assert "Text 0" in second
        assert "Text 1" in second


def test_two_who_correct_the_same_place(rounds, new_browser):
    for cast in rounds():
        olga, address = new_browser().as_(cast.olga), f"/buero/orte/{cast.square.id}"
        opened = form_on(olga, address)
        form = {"wheelchair": "unknown", "district_number": "", "has_lift": "", "has_accessible_toilet": ""} | opened

        answers = at_once(
            *(
                post(new_browser().as_(cast.olga), address, **form | {"name": f"Platz {n}", "has_hearing_loop": ""})
                for n in "ab"
            )
        )

        assert codes(answers) == [303, 409]


def test_the_very_first_changes_of_a_network(app, new_browser, cast):
    from kiknet.revisions import Revision

    for _ in range(5):
        with transaction() as session:
            session.execute(Revision.__table__.delete())
        people = (cast.ana, cast.ben, cast.carla)
        sent = [GOOD | {"title": f"Konzert {uuid4()}", "place_name": ""} for _ in people]

        answers = at_once(
            *(
                post(new_browser().as_(who), "/mein/veranstaltungen/neu", **s)
                for who, s in zip(people, sent, strict=True)
            )
        )

        assert codes(answers) == [303] * 3
