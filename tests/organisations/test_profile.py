"""The Mill says who it is; two people who write at once lose nothing."""

import io

import pytest
from PIL import Image
from sqlalchemy import select

from kiknet.audit import AuditEntry
from kiknet.db import db, transaction
from kiknet.errors import ChangedMeanwhile, NotFound
from kiknet.organisations import queries
from kiknet.organisations.drafts import ContactDraft, ProfileDraft
from kiknet.organisations.models import FormerSlug, Organisation
from kiknet.organisations.service import profile as service

PATH = "/mein/organisation"
FORM = {"name": "The Mill", "kind": "meeting_place", "description": "Offen für alle."}


@pytest.fixture
def ana(browser, cast):
    return browser.as_(cast.ana)


@pytest.fixture
def adam(new_browser, cast):
    """A second admin of the Mill."""
    with transaction():
        queries.membership_of(cast.ben.user, cast.mill).role = "admin"
    return new_browser().as_(cast.ben)


def opened(browser):
    """The hidden fields of the form as somebody opens it."""
    text = browser.get(PATH).text
    return {name: _value_of(text, name) for name in ("version", "opened")}


def _value_of(text, name):
    return text.split(f'name="{name}"')[1].split('value="')[1].split('"')[0]


def mill():
    db.session.rollback()
    return db.session.scalars(select(Organisation).where(Organisation.slug.startswith("mill"))).one()


def change(cast, **changes):
    draft = ProfileDraft(**{"name": "The Mill", "kind": "meeting_place"} | changes)
    service.change_profile(cast.ana, cast.mill, draft, cast.mill.revision)


def test_everything_typed_is_stored(ana, cast):
    form = (
        FORM
        | opened(ana)
        | {
            "languages": ["de", "uk"],
            "audiences": ["women"],
            "fields": ["sprache-bildung"],
            "districts": ["40"],
            "contacts-0-kind": "website",
            "contacts-0-value": "mill.example.org",
            "contacts-0-is_public": "y",
            "contacts-1-kind": "phone",
            "contacts-1-value": "",
            "contacts-2-kind": "email",
            "contacts-2-value": "mill@example.org",
            "contacts-2-label": "Büro",
        }
    )

    assert ana.post(PATH, data=form).status_code == 303

    found = mill()
    assert (found.languages, found.audiences, found.fields) == (["de", "uk"], ["women"], ["sprache-bildung"])
    assert [(c.kind, c.value, c.label, c.is_public) for c in found.contacts] == [
        ("website", "https://mill.example.org", "", True),
        ("email", "mill@example.org", "Büro", False),
    ]
    assert found.search_text.startswith("the mill treffpunkt")
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.deed == "organisation.changed")).one()
    assert "Offen" not in str(entry.changes)
    assert "contacts" in entry.changes["changed"]


def test_the_form_shows_what_is_stored(ana, cast):
    change(cast, description="Wir nähen.", languages=["tr"], contacts=[ContactDraft("phone", "0831 1", "Büro", True)])

    page = ana.get(PATH).text

    assert "Wir nähen." in page
    assert 'value="tr" checked' in page
    assert 'value="0831 1"' in page


def test_more_contact_rows_come_without_losing_what_was_typed(ana, cast):
    answer = ana.post(PATH, data=FORM | {"contacts-0-kind": "phone", "contacts-0-value": "0831 1", "weitere": "1"})

    assert answer.status_code == 200
    assert answer.text.count('contact-row"') == 4
    assert "Offen für alle." in answer.text
    assert mill().description == ""


def test_bad_input_comes_back_with_its_reason(ana, cast):
    answer = ana.post(PATH, data=FORM | opened(ana) | {"name": "", "contacts-0-kind": "email", "contacts-0-value": "x"})

    assert answer.status_code == 422
    assert "Offen für alle." in answer.text
    assert "name@example.org" in answer.text
    assert mill().description == ""


def test_strangers_see_public_contacts_and_the_network_all(cast):
    change(cast, contacts=[ContactDraft("phone", "1", is_public=True), ContactDraft("phone", "2")])

    assert [c.value for c in queries.contacts_for(None, cast.mill)] == ["1"]
    assert [c.value for c in queries.contacts_for(cast.carla, cast.mill)] == ["1", "2"]


def test_a_new_name_has_a_new_address_and_the_old_one_leads_there(cast):
    change(cast, name="Mühle am Bach e.V.")
    change(cast, name="Mühle am Wehr")

    assert cast.mill.slug == "muehle-am-wehr"
    for old in ("mill", "muehle-am-bach-ev"):
        assert queries.organisation_by_slug(old) == (cast.mill, True)
    assert queries.organisation_by_slug("muehle-am-wehr") == (cast.mill, False)


def test_an_old_address_redirects_on_pages(browser, cast):
    change(cast, name="Mühle am Bach")

    answer = browser.get("/organisationen/mill/kontakt")

    assert (answer.status_code, answer.location) == (301, "/organisationen/muehle-am-bach/kontakt")


def test_going_back_to_an_old_name_takes_the_old_address_back(cast):
    change(cast, name="Mühle")
    change(cast, name="Mill")

    assert cast.mill.slug == "mill"
    assert db.session.scalars(select(FormerSlug.slug)).all() == ["muehle"]


def test_the_old_address_of_one_is_never_given_to_another(cast):
    change(cast, name="Mühle")

    assert queries.free_slug("Mill") == "mill-2"


def test_the_name_of_another_organisation_is_refused(ana, cast):
    answer = ana.post(PATH, data=FORM | opened(ana) | {"name": "the  LIBRARY"})

    assert answer.status_code == 422
    assert "schon eine andere Organisation" in answer.text


def test_a_wrong_address_is_not_found(cast):
    with pytest.raises(NotFound):
        queries.organisation_by_slug("nowhere")


def test_of_two_who_save_the_second_sees_both_texts_and_chooses(ana, adam, cast):
    first, second = opened(ana), opened(adam)
    ana.post(PATH, data=FORM | first | {"description": "Anas Text"})

    answer = adam.post(PATH, data=FORM | second | {"description": "Adams Text"})

    assert answer.status_code == 409
    assert "Anas Text" in answer.text
    assert "Adams Text" in answer.text
    assert mill().description == "Anas Text"
    fresh = {name: _value_of(answer.text, name) for name in ("version", "opened")}
    chosen = FORM | fresh | {"description": "Adams Text", "fassung-description": "yours"}
    assert adam.post(PATH, data=chosen).status_code == 303
    assert mill().description == "Adams Text"


def test_choosing_the_other_text_keeps_it(ana, adam, cast):
    first, second = opened(ana), opened(adam)
    ana.post(PATH, data=FORM | first | {"description": "Anas Text"})
    answer = adam.post(PATH, data=FORM | second | {"description": "Adams Text", "kind": "culture"})
    fresh = {name: _value_of(answer.text, name) for name in ("version", "opened")}

    adam.post(
        PATH,
        data=FORM | fresh | {"description": "Adams Text", "kind": "culture", "fassung-description": "theirs"},
    )

    assert (mill().description, mill().kind) == ("Anas Text", "culture")


def test_changes_to_different_fields_are_joined_without_asking(ana, adam, cast):
    first, second = opened(ana), opened(adam)
    ana.post(PATH, data=FORM | first | {"description": "Anas Text"})

    answer = adam.post(PATH, data=FORM | second | {"description": "", "languages": ["ar"]})

    assert answer.status_code == 409
    assert "zusammen" in answer.text
    assert "Anas Text" in answer.text
    assert 'value="ar" checked' in answer.text
    assert "fassung-" not in answer.text


def test_a_stale_version_never_overwrites(cast):
    old = cast.mill.revision
    change(cast, description="Neu")

    with pytest.raises(ChangedMeanwhile):
        service.change_profile(cast.ana, cast.mill, ProfileDraft("The Mill", "culture", "Alt"), old)
    assert mill().description == "Neu"


def _picture():
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    file.seek(0)
    return file


def test_a_logo_needs_words_and_can_go_again(ana, cast):
    without = ana.post(PATH, data=FORM | opened(ana) | {"logo": (_picture(), "logo.png")})
    assert without.status_code == 422
    assert "in einem Satz" in without.text
    assert mill().logo is None

    ana.post(PATH, data=FORM | opened(ana) | {"logo": (_picture(), "logo.png"), "logo_alt": "Ein Mühlrad"})
    assert mill().logo.alt == "Ein Mühlrad"
    ana.post(PATH, data=FORM | opened(ana) | {"logo_alt": "Ein altes Mühlrad"})
    assert mill().logo.alt == "Ein altes Mühlrad"
    ana.post(PATH, data=FORM | opened(ana) | {"without_logo": "y"})
    assert mill().logo is None


def test_what_is_no_picture_is_refused_beside_its_field(ana, cast):
    form = FORM | opened(ana) | {"logo": (io.BytesIO(b"<svg>"), "logo.svg"), "logo_alt": "Ein Rad"}

    answer = ana.post(PATH, data=form)

    assert answer.status_code == 422
    assert "nicht als Bild lesen" in answer.text
    assert "Offen für alle." in answer.text
