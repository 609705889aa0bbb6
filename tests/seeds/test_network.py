"""The demo is lively and true: something is on, everything has words, and strangers see only what is theirs to see."""

import re
from datetime import date, timedelta

import promises
import pytest
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import func, select

from kiknet import clock, health
from kiknet.accounts.models import User
from kiknet.accounts.passwords import DEMO_PASSWORD
from kiknet.app import create_app
from kiknet.board.models import Listing
from kiknet.calendar.models import Event, EventOrganiser, Occurrence
from kiknet.config import Settings
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.states import STATES
from kiknet.cooperations.work_models import DatePoll
from kiknet.db import db
from kiknet.mail import OutboxMail
from kiknet.media import Picture
from kiknet.notifications.models import Notice
from kiknet.organisations.models import Application, Invitation, Membership, Organisation
from kiknet.pools.models import Pool, PoolRequest
from kiknet.seeds import files, network, programme, reference, repeating

ARABIC, CYRILLIC = re.compile("[\u0600-\u06ff]"), re.compile("[\u0400-\u04ff]")


class Visitor(FlaskClient):
    """Shares nothing with who came before."""

    def open(self, *args, **kwargs):
        with self.application.app_context():
            answer = super().open(*args, **kwargs)
        if answer.mimetype == "text/html" and answer.status_code == 200:
            promises.check(answer.text)
        return answer


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo network, built once in a database of its own; these tests only look."""
    folder = tmp_path_factory.mktemp("demo")
    app = create_app(
        Settings(
            env="demo",
            instance=folder,
            database_url=f"sqlite:///{folder / 'demo.sqlite'}",
            secret_key="a key for tests only, 32 characters or more",
            base_url="http://localhost",
            testing=True,
        )
    )
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = Visitor
    with app.app_context():
        upgrade()
        reference.load()
        network.build()
        yield app
        db.session.remove()
        db.engine.dispose()


def all_of(model):
    return list(db.session.scalars(select(model)))


def test_the_demo_is_built_on_both_databases(app):
    reference.load()
    network.build()

    assert network.exists()
    assert db.session.scalar(select(func.count(Occurrence.id))) > 500
    assert db.session.scalar(select(func.count(Event.id)).where(Event.rule != "")) >= 12


def test_every_event_has_words_and_every_picture_is_described(demo):
    assert all(len(event.description) > 100 for event in all_of(Event))
    assert all(picture.alt and picture.path for picture in all_of(Picture))
    assert sum(1 for event in all_of(Event) if event.picture_id) > 12


def test_there_is_something_on_every_week(demo):
    seen = (Event.publication == "published", Event.visibility == "public", Event.scheduling == "confirmed")
    starts = list(db.session.scalars(select(Occurrence.starts_at).join(Occurrence.event).where(*seen)))

    first = clock.midnight(clock.today())
    for week in range(5):
        begin = first + timedelta(weeks=week)
        assert len([s for s in starts if begin <= s < begin + timedelta(weeks=1)]) >= 8, week


@pytest.mark.parametrize("start", [date(2026, 1, 1) + timedelta(days=n) for n in range(0, 366, 13)])
def test_whenever_it_is_started_the_days_make_sense(start):
    for row in files.script("events")["events"]:
        if "open" in row:
            continue
        days = programme.days_of(row, start)
        assert len(days) >= 1
        assert all(programme.WEEKDAYS[day.weekday()] == row["day"] for _number, day in days)
        assert max(day for _number, day in days) >= start
        assert all(day <= start + timedelta(weeks=12) for _number, day in days)
        assert not [day for _number, day in days if (day.month, day.day) in repeating.HOLIDAYS]


def test_the_seeds_events_are_there_but_for_ideas_and_other_cities(demo):
    used = {row["seed"] for row in files.script("events")["events"] if "seed" in row}
    kempten = {row["id"] for row in reference.rows("events") if row["city"] != "Bergkamen" and row["status"] != "idea"}

    assert used == kempten
    titles = {event.title for event in all_of(Event)}
    assert {row["title"] for row in reference.rows("events") if row["id"] in kempten} <= titles


def test_what_the_seeds_plan_is_planned_or_its_date_is_open(demo):
    planned = {row["title"] for row in reference.rows("events") if row["status"] == "planned" and row["id"] < "E29"}

    for event in all_of(Event):
        if event.title in planned:
            assert event.scheduling == "planned" or event.has_open_date, event.title
    assert any(event.has_open_date for event in all_of(Event))


def test_strangers_see_nothing_planned_and_nothing_of_the_network(demo):
    stranger = demo.test_client()
    feed = stranger.get("/feeds/kalender.ics").text
    hidden = [event for event in all_of(Event) if not event.is_public]

    assert {event.scheduling for event in hidden} >= {"planned", "confirmed"}
    assert {event.visibility for event in hidden} == {"public", "network"}
    for event in hidden:
        assert stranger.get(f"/veranstaltungen/{event.id}").status_code == 404, event.title
        assert event.uid not in feed


def test_every_kind_of_event_is_there(demo):
    events = all_of(Event)

    assert {"cancelled", "postponed", "planned", "confirmed"} == {event.scheduling for event in events}
    assert {"published", "submitted", "draft"} == {event.publication for event in events}
    days = {event.ends_local - event.starts_local for event in events if event.is_all_day}
    assert {timedelta(days=1), timedelta(days=2)} <= days
    assert any(event.online_url for event in events)
    assert any(event.is_women_only and event.has_childcare for event in events)
    assert {"free", "donation", "paid"} <= {event.cost for event in events}
    assert {"accepted", "invited"} == set(db.session.scalars(select(EventOrganiser.state)))
    assert any(ARABIC.search(event.description) for event in events)
    assert any(CYRILLIC.search(event.description) for event in events)


def test_some_dates_of_its_series_are_different(demo):
    dates = [date for date in all_of(Occurrence) if date.event.is_series]

    assert {"scheduled", "moved", "cancelled"} == {date.state for date in dates}
    assert any(date.place for date in dates)
    assert any(date.note for date in dates)
    assert any(date.event.skips_holidays for date in dates)
    assert not [date for date in dates if repeating.is_holiday(date.recurrence_id.date())]


def test_everybody_who_is_printed_can_sign_in(demo):
    people = network.sign_ins()

    assert len(people) > 12
    for person in people:
        sent = {"email": person.email, "password": DEMO_PASSWORD}
        answer = demo.test_client().post("/anmelden", data=sent)
        assert (person.email, answer.status_code, answer.location) == (person.email, 303, "/mein/")


def test_everybody_is_made_up(demo):
    assert all(user.is_demo and user.email.endswith("@example.org") for user in all_of(User))
    assert all(" " not in user.display_name for user in all_of(User))


def test_people_differ_in_what_they_may_do(demo):
    by_person = {}
    for membership in all_of(Membership):
        by_person.setdefault(membership.user.display_name, []).append(membership.role)

    assert sorted(by_person["Leyla"]) == ["admin", "editor"]
    assert by_person["Vera"] == ["viewer"]
    assert "Olga" not in by_person


def test_a_dozen_organisations_take_part_and_the_rest_can_be_claimed(demo):
    states = [organisation.state for organisation in all_of(Organisation)]

    assert states.count("active") >= 12
    assert states.count("unclaimed") > 90


def test_something_waits_for_the_office_and_for_others(demo):
    open_ones = [a for a in all_of(Application) if a.state == "open"]

    assert sorted(a.is_claim for a in open_ones) == [False, True]
    assert len([event for event in all_of(Event) if event.publication == "submitted"]) == 1
    assert [i.email for i in all_of(Invitation) if i.accepted_at is None] == ["marko@example.org"]
    assert {"application_received", "member_invited", "organiser_asked"} <= {m.kind for m in all_of(OutboxMail)}


def test_the_legal_pages_say_that_this_is_a_demo(demo):
    for path in ("/impressum", "/datenschutz", "/barrierefreiheit"):
        assert "Das ist eine Demo." in demo.test_client().get(path).text


def test_the_demo_needs_no_care(demo):
    assert [line for line in health.findings() if line.startswith("!") and "worker" not in line] == []


def test_somebody_runs_a_pool_and_waits_for_nobodys_name(demo):
    (pool,) = all_of(Pool)
    states = {request.state for request in all_of(PoolRequest)}

    assert pool.organisation.slug == "haus-international"
    assert states == {"open", "yes", "no"}


def test_what_happened_long_ago_is_no_news(demo):
    notices = all_of(Notice)
    new = [notice for notice in notices if notice.is_new]

    assert 0 < len(new) < len(notices) / 2


def test_ideas_hang_on_the_wall_and_some_have_become_something(demo):
    with demo.app_context():
        made = {row.title: row for row in db.session.scalars(select(Cooperation))}
        assert {row.state for row in made.values()} == set(STATES) - {"archived"}
        tournament = made["Fußballturnier der Communitys"]
        assert tournament.lead.organisation.slug == "fc-tuerk-sport-kempten"
        assert sum(bool(partner.contribution) for partner in tournament.accepted) == 2
        referee = select(Listing.title).where(Listing.cooperation_id == tournament.id, Listing.kind == "volunteer")
        assert db.session.scalars(referee).one().startswith("Schiedsrichter")
        cafe = select(Event).where(Event.cooperation_id == made["Sprachcafé im Altstadthaus"].id)
        assert db.session.scalars(cafe).first() is not None
        assert made["Zweisprachig vorlesen"].outcome.people_reached == 185
    assert "Fußballturnier der Communitys" in demo.test_client().get("/kooperationen/wand").text


def test_the_tournament_is_told_of_the_childrens_festival_on_its_saturday(demo):
    mehmet = demo.test_client()
    mehmet.post("/anmelden", data={"email": "mehmet@example.org", "password": DEMO_PASSWORD})
    with demo.app_context():
        tournament = db.session.scalars(select(Cooperation).where(Cooperation.title.startswith("Fußballturnier"))).one()
        (poll,) = db.session.scalars(select(DatePoll).where(DatePoll.cooperation_id == tournament.id))
        best, day = poll.dates[0], poll.dates[0].starts_local.date().isoformat()

    form = mehmet.get(f"/mein/veranstaltungen/neu?kooperation={tournament.id}&am={day}&von=13:00&bis=15:00").text

    assert best.starts_local.weekday() == 5
    assert 'value="children" checked' in form
    assert 'value="families" checked' in form
    assert 'value="gesellschaftliche-teilhabe" checked' in form
    said = {"audiences": ["children", "families"], "first_day": day, "fields": "gesellschaftliche-teilhabe"}
    hints = mehmet.get("/planung/hinweise", query_string=said | {"starts": "13:00", "ends": "15:00"}).text
    assert "Kinderfest der Stadtteile" in hints
