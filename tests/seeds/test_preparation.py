"""What an installation becomes: demo, development or production, by what is asked for and by what its data are."""

import os
import re
from dataclasses import replace

import forked
import pytest
from drafts import draft
from sqlalchemy import func, select, update

from kiknet import preparation
from kiknet.accounts.models import User
from kiknet.accounts.passwords import DEMO_PASSWORD
from kiknet.calendar import texts
from kiknet.calendar.kept_models import EventText
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.service import post_event
from kiknet.config import Misconfigured
from kiknet.db import db, transaction


@pytest.fixture
def prepare(settings):
    """Prepares as `kiknet run` does; returns the environment and what was said."""

    def prepared(*, env=None, with_demo=True):
        said = []
        asked = replace(settings, env=env or "development", is_env_given=env is not None)
        return preparation.prepare(asked, with_demo=with_demo, say=said.append), "\n".join(said)

    return prepared


def somebody(**given):
    with transaction() as session:
        session.add(User(email="dora@example.org", display_name="Dora", **given))


def test_an_empty_database_becomes_the_demo_and_its_sign_ins_are_printed(app, prepare):
    env, said = prepare()

    assert env == "demo"
    assert db.session.scalar(select(func.count(Occurrence.id))) > 200
    assert db.session.scalar(select(func.count(Event.id)).where(Event.rule != "")) > 10
    assert DEMO_PASSWORD in said
    assert "ana@example.org" in said


def test_no_server_has_to_compile_a_template(app, settings, prepare):
    prepare(with_demo=False)

    assert len(list((settings.instance / "compiled").iterdir())) >= len(app.jinja_env.list_templates())


def test_a_demo_stays_one_and_is_not_built_twice(app, prepare):
    somebody(is_demo=True)

    env, said = prepare()

    assert env == "demo"
    assert DEMO_PASSWORD in said
    assert db.session.scalar(select(func.count(User.id))) == 1


def test_without_the_demo_an_empty_network_prints_the_link_for_the_office(app, prepare, browser):
    env, said = prepare(with_demo=False)

    assert env == "development"
    assert db.session.scalar(select(func.count(User.id))) == 0
    link = re.search(r"http://localhost(/\S+)", said)[1]
    assert browser.get(link).status_code == 200


def test_the_link_is_printed_until_somebody_works_in_the_office(app, prepare):
    somebody()
    assert "http://localhost/" in prepare()[1]
    with transaction():
        db.session.scalars(select(User)).one().office_role = "admin"

    assert prepare() == ("development", "")


def test_a_network_with_people_is_never_turned_into_a_demo(app, prepare):
    somebody(office_role="admin")

    assert prepare()[0] == "development"
    with pytest.raises(Misconfigured, match="shows all mails to everybody"):
        prepare(env="demo")


def test_what_is_asked_for_is_what_it_becomes(app, prepare):
    assert prepare(env="development")[0] == "development"
    assert prepare(env="production")[0] == "production"


def test_the_demo_is_not_started_for_somebody_who_wants_none(app, prepare):
    somebody(is_demo=True)

    with pytest.raises(Misconfigured, match="KIKNET_INSTANCE"):
        prepare(with_demo=False)


def test_a_new_version_writes_the_texts_of_calendars_anew(cast, prepare):
    event = post_event(cast.ana, draft())
    with transaction() as session:
        session.execute(update(EventText).values(text="as it was", made_with="of old"))

    _env, said = prepare(with_demo=False)
    _env, said_again = prepare(with_demo=False)

    assert "texts anew" in said
    assert "texts anew" not in said_again
    assert (
        db.session.scalar(select(EventText.text).where(EventText.language == "de"))
        == texts.rendered([event.id], "de")[event.id]
    )


@pytest.fixture
def kiknet(tmp_path_factory):
    """`kiknet …` as a process of its own."""

    def run(instance, *arguments, **environment):
        plain = {name: value for name, value in os.environ.items() if not name.startswith("KIKNET_")}
        environment = {**plain, "KIKNET_INSTANCE": str(instance), **environment}
        return forked.command(tmp_path_factory.mktemp("said"), environment, *arguments)

    return run


@pytest.fixture
def instance(tmp_path, compiling_together):
    return compiling_together(tmp_path)


def test_production_refuses_demo_data(instance, kiknet):
    kiknet(instance, "prepare", "--no-demo")
    made = kiknet(instance, "demo", "--events", "3", "--organisations", "2")
    assert made.returncode == 0, made.stderr
    assert made.stdout == f"bench@example.org {DEMO_PASSWORD}\n"

    production = {"KIKNET_ENV": "production", "KIKNET_BASE_URL": "https://kalender.example.org"}
    for refused in (kiknet(instance, "run", PORT="1", **production), kiknet(instance, "prepare", **production)):
        assert refused.returncode == 2
    assert refused.stdout == ""
    assert refused.stderr.count("\n") == 1
    assert "demo data" in refused.stderr
    assert kiknet(instance, "demo", "--events", "3", "--seed", "2", **production).returncode == 2


def test_a_demo_of_any_size_needs_no_preparing_and_says_what_stands_in_its_way(instance, kiknet):
    sizes = ("demo", "--events", "3", "--organisations", "2")
    assert kiknet(instance, *sizes).returncode == 0

    again = kiknet(instance, *sizes)
    assert (again.returncode, again.stderr.count("\n")) == (2, 1)
    assert "--seed" in again.stderr


def test_a_real_network_is_not_filled_with_made_up_events(app, settings, kiknet):
    somebody()
    url = app.config["SQLALCHEMY_DATABASE_URI"]

    refused = kiknet(settings.instance, "demo", "--events", "3", KIKNET_DATABASE_URL=url)

    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "real network" in refused.stderr
    assert db.session.scalar(select(func.count(Event.id))) == 0


def test_production_refuses_a_key_that_can_be_guessed(tmp_path, kiknet):
    refused = kiknet(
        tmp_path, "prepare", KIKNET_ENV="production", KIKNET_BASE_URL="https://x.example", KIKNET_SECRET_KEY="a" * 40
    )

    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "KIKNET_SECRET_KEY" in refused.stderr


def test_the_last_line_is_the_environment(instance, kiknet):
    prepared = kiknet(instance, "prepare", "--no-demo")

    assert (prepared.returncode, prepared.stdout) == (0, "development\n")
    assert "122 listed organisations" in prepared.stderr
