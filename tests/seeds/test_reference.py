"""A new network knows its city: fields, districts and the bodies that may claim their entry."""

from sqlalchemy import select

from kiknet.db import db, transaction
from kiknet.organisations.models import FormerSlug, Organisation
from kiknet.seeds import reference
from kiknet.vocabulary.models import District, Field


def _organisation(slug):
    return db.session.scalar(select(Organisation).where(Organisation.slug == slug))


def test_a_new_network_knows_its_city(app):
    loaded = reference.load()

    assert loaded == reference.Loaded(fields=6, districts=47, organisations=122)
    assert {o.state for o in db.session.scalars(select(Organisation))} == {"unclaimed"}
    assert db.session.get(District, 40).group == "Thingers"
    assert db.session.get(Field, "sprache-bildung").name_in("uk") == "Мова та освіта"


def test_loading_twice_adds_nothing(app):
    reference.load()

    assert reference.load() == reference.Loaded(0, 0, 0)


def test_groups_of_people_and_functions_are_no_organisations(app):
    reference.load()

    assert _organisation("stadtrat") is None
    assert _organisation("ehrenamtlich-engagierte") is None
    assert _organisation("oberbuergermeister") is None


def test_kinds_are_ours_and_parents_are_found(app):
    reference.load()

    assert _organisation("rumaenisch-orthodoxe-gemeinde").kind == "religious_community"
    assert _organisation("kita-klecks").kind == _organisation("berufsschule-i").kind == "school_childcare"
    assert _organisation("vhs-kempten").kind == "education"
    assert _organisation("mimi-projekt").parent.slug == "haus-international"
    assert "gesundheit-pflege" in _organisation("mimi-projekt").fields


def test_what_people_changed_stays(app):
    reference.load()
    with transaction():
        renamed = _organisation("kita-klecks")
        renamed.slug, renamed.name = "klecks", "Klecks"
        db.session.add(FormerSlug(slug="kita-klecks", organisation_id=renamed.id))
        db.session.get(District, 40).group = "Im Norden"

    assert reference.load() == reference.Loaded(0, 0, 0)
    assert _organisation("kita-klecks") is None
    assert db.session.get(District, 40).group == "Im Norden"
