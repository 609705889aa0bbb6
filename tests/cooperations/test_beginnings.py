"""A cooperation that begins from something that is there already: the form comes filled in."""

import pytest
from sqlalchemy import select

from kiknet.cooperations import beginnings
from kiknet.cooperations.beginnings import Beginning
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.models import Cooperation
from kiknet.db import db
from kiknet.errors import NotFound
from kiknet.organisations.models import Organisation


@pytest.fixture
def told(cast, monkeypatch):
    """Number 7 of a kind of our own: the Library has said yes to it."""
    done, library = [], cast.city_library.id

    def beginning(by, number):
        if number != 7:
            raise NotFound
        return Beginning(
            origin="match", draft=CooperationDraft(title="Sprachpartner", needs="Ein Raum"),
            with_=(db.session.get(Organisation, library),), have_agreed=True,
            because="Die Bibliothek hat zugesagt.", done=lambda _by, made: done.append(made.id),
        )  # fmt: skip

    monkeypatch.setitem(beginnings.KINDS, "promises", beginning)
    return done


def test_what_is_known_is_filled_in_and_both_plan_at_once(cast, browser, told):
    ana, address = browser.as_(cast.ana), "/mein/kooperationen/neu?aus=promises-7"
    page = ana.get(address).text
    assert 'value="Sprachpartner"' in page
    assert "Die Bibliothek hat zugesagt." in page
    assert "Von Anfang an dabei" in page

    ana.post(address, data={"title": "Sprachpartner", "visibility": "network"})
    made = db.session.scalars(select(Cooperation)).one()
    assert (made.state, made.origin, made.origin_kind, made.origin_id) == ("planning", "match", "promises", 7)
    assert [row.organisation.name for row in made.accepted] == ["The Mill", "The Library"]
    assert told == [made.id]


@pytest.mark.parametrize("aus", ["promises-8", "promises", "nothing-7", "promises-x"])
def test_what_is_not_there_is_not_found(cast, browser, told, aus):
    assert browser.as_(cast.ana).get(f"/mein/kooperationen/neu?aus={aus}").status_code == 404
