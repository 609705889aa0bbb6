"""The inbox, the choice how to hear, and the way out below every mail."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from post import mails_to
from sqlalchemy import select
from talks import begin, notices_of

from kiknet.accounts.models import User
from kiknet.db import db, transaction
from kiknet.notifications import choosing, links, queries
from kiknet.notifications.models import NoticeChoice
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Membership, Organisation


@pytest.fixture
def told(cast):
    """Carla has been told of a message of Ana's."""
    begin(cast.ana, cast.city_library)
    (notice,) = notices_of(cast.carla)
    return notice


def garden_of(cast):
    with transaction() as session:
        garden = Organisation(slug="garden", name="The Garden", kind="culture", state="active", trust="trusted")
        session.add_all([garden, Membership(user=cast.carla.user, organisation=garden, role="editor")])
    return garden


def test_the_inbox_says_what_is_new_and_leads_to_it(cast, told, browser):
    carla = browser.as_(cast.carla)
    assert "Neue Nachricht von The Mill: Sprachcafé" in carla.get("/mein/hinweise").text

    answer = carla.post(f"/mein/hinweise/{told.id}")

    assert (answer.status_code, answer.location) == (303, told.url)
    assert "Nichts Neues." in carla.get("/mein/hinweise").text
    assert "Sprachcafé" in carla.get("/mein/hinweise?was=alle").text


def test_looking_at_the_inbox_leaves_everything_new(cast, told, browser):
    carla = browser.as_(cast.carla)
    carla.get("/mein/hinweise")

    assert "1 neuer Hinweis" in carla.get("/mein/hinweise").text


def test_opening_a_notice_one_acts_for_the_organisation_it_concerns(cast, told, browser):
    carla = browser.as_(Acting(cast.carla.user, garden_of(cast), "editor"))

    carla.post(f"/mein/hinweise/{told.id}")

    assert carla.get(told.url).status_code == 200


def test_one_inbox_for_all_ones_organisations_can_be_narrowed_to_one(cast, told, browser):
    garden = garden_of(cast)
    begin(cast.ana, garden, about=("events", 8))
    carla = browser.as_(cast.carla)

    def shown(address):
        return carla.get(address).text.count('class="note note--new"')

    assert shown("/mein/hinweise") == 2
    assert shown(f"/mein/hinweise?organisation={garden.id}") == 1
    carla.post("/mein/hinweise/gelesen", data={"organisation": garden.id})
    assert shown("/mein/hinweise") == 1
    carla.post("/mein/hinweise/gelesen")
    assert shown("/mein/hinweise") == 0


def test_nobody_opens_somebody_elses_notices(cast, told, browser):
    assert browser.as_(cast.ana).post(f"/mein/hinweise/{told.id}").status_code == 404
    assert notices_of(cast.carla)[0].is_new


def test_carla_chooses_mornings_and_quiet_nights(cast, browser):
    carla = browser.as_(cast.carla)
    chosen = {"messages--mail": "daily", "messages--inbox": "instant", "begins": "21:00", "ends": "7:00"}

    answer = carla.post("/mein/hinweise/einstellungen", data=chosen)

    assert answer.status_code == 303
    assert queries.choices_of(cast.carla.user)["messages", "mail"] == "daily"
    hours = queries.quiet_hours_of(cast.carla.user)
    assert (f"{hours.begins:%H:%M}", f"{hours.ends:%H:%M}") == ("21:00", "07:00")
    page = carla.get("/mein/hinweise/einstellungen").text
    assert 'selected value="daily"' in page
    assert "21:00" in page
    carla.post("/mein/hinweise/einstellungen", data=chosen | {"begins": "", "ends": ""})
    db.session.expire_all()
    assert queries.quiet_hours_of(cast.carla.user) is None


def test_all_mails_at_once_and_what_is_shown_here_stays(cast, browser):
    carla = browser.as_(cast.carla)

    carla.post("/mein/hinweise/einstellungen", data={"messages--mail": "instant", "all_mail": "weekly"})

    chosen = queries.choices_of(cast.carla.user)
    assert {cadence for (_topic, channel), cadence in chosen.items() if channel == "mail"} == {"weekly"}
    assert chosen["messages", "inbox"] == "instant"
    carla.post("/mein/hinweise/einstellungen", data={"messages--mail": "daily"})
    db.session.expire_all()
    assert queries.choices_of(cast.carla.user)["messages", "mail"] == "daily"


@pytest.mark.parametrize(
    "wrong",
    [
        {"messages--mail": "hourly"},
        {"begins": "21:00"},
        {"begins": "spät", "ends": "früh"},
        {"begins": "22:00", "ends": "22:00"},
    ],
)
def test_what_cannot_be_comes_back(cast, browser, wrong):
    assert browser.as_(cast.carla).post("/mein/hinweise/einstellungen", data=wrong).status_code == 422


def test_topics_of_the_office_are_shown_to_the_office_only(cast, new_browser):
    address = "/mein/hinweise/einstellungen"
    assert "Neue Veranstaltungen zur Prüfung" in new_browser().as_(cast.olga).get(address).text
    assert "Neue Veranstaltungen zur Prüfung" not in new_browser().as_(cast.carla).get(address).text


def unsubscribe_path(mail):
    return mail.unsubscribe_url.removeprefix("http://localhost")


def test_a_mail_program_ends_the_mails_with_one_post_and_without_a_cookie(app, cast, told, browser):
    (mail,) = mails_to("carla@example.org", "conversation_message")
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = browser.post(unsubscribe_path(mail), data={"List-Unsubscribe": "One-Click"})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    begin(cast.ana, cast.city_library, "Noch eine Frage", about=("events", 9))
    assert len(mails_to("carla@example.org", "conversation_message")) == 1
    assert len(notices_of(cast.carla)) == 2


def test_looking_at_the_link_changes_nothing(cast, told, browser):
    (mail,) = mails_to("carla@example.org", "conversation_message")

    page = browser.get(unsubscribe_path(mail))

    assert "Eine neue Nachricht von einer anderen Organisation" in page.text
    browser.head(unsubscribe_path(mail))
    assert db.session.scalars(select(NoticeChoice)).all() == []


def test_a_link_somebody_made_up_leads_nowhere(cast, told, browser):
    path = unsubscribe_path(mails_to("carla@example.org", "conversation_message")[0])
    real = path.split("/")[2]

    for made_up in ("x", real[:-1], real[:-4] + "AAAA", links.unsubscribe_address(1, "*").split("/")[-2][5:]):
        assert browser.post(f"/hinweise/{made_up}/abbestellen").status_code == 404
    assert db.session.scalars(select(NoticeChoice)).all() == []


def test_the_link_of_a_summary_ends_all_mails_about_notices(cast, browser):
    browser.post(f"/hinweise/{links.unsubscribe_address(cast.carla.user.id, '*').split('/')[-2]}/abbestellen")

    chosen = queries.choices_of(cast.carla.user)
    assert chosen["messages", "mail"] == "never"
    assert set(chosen.values()) == {"never"}
    assert ("messages", "inbox") not in chosen


def test_the_inbox_costs_the_same_for_one_and_for_five(cast, told, browser, queries):
    carla = browser.as_(cast.carla)

    def cost():
        carla.get("/mein/hinweise")
        with queries.counted() as sent:
            carla.get("/mein/hinweise")
        return len(sent)

    one = cost()
    for number in range(4):
        begin(cast.ana, cast.city_library, about=("events", 20 + number))

    assert cost() == one


@pytest.mark.parametrize("person", ["ana", "ben", "carla", "vera"])
def test_a_mail_program_that_asks_twice_at_once_is_heard(app, cast, person):
    user_id, ready = getattr(cast, person).user.id, Barrier(4)
    db.session.rollback()

    def ask(_number):
        with app.app_context():
            user = db.session.get(User, user_id)
            ready.wait()
            choosing.unsubscribe(user, links.EVERYTHING)

    with ThreadPoolExecutor(4) as programs:
        list(programs.map(ask, range(4)))

    chosen = queries.choices_of(db.session.get(User, user_id))
    assert chosen
    assert set(chosen.values()) == {"never"}
