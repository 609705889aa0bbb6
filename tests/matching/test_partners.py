"""Who suits us, and who could join an idea: the Mill looks, the Library and others have something."""

import pytest
from cooperating import led
from flask import current_app
from listings import listed, offered
from markupsafe import Markup

from kiknet.db import transaction
from kiknet.matching.partner_queries import partners, partners_for
from kiknet.matching.partners import Fit, Side, answer, compare, rank
from kiknet.matching.shown import partner_reasons
from kiknet.organisations.models import Organisation

OURS = Side(id=1, fields=frozenset("abc"), audiences=frozenset({"women", "children"}), districts=frozenset({"40"}))


def names(found):
    return [organisation.name for organisation, _partner in found]


def another(name, **said):
    with transaction() as session:
        session.add(
            Organisation(name=name, slug=name.lower().replace(" ", "-"), kind="association", state="active", **said)
        )


def alike(organisation):
    """It works on what the Mill works on, for the same people."""
    with transaction():
        organisation.fields = ["sprache-bildung", "gesundheit"]
        organisation.audiences, organisation.districts = ["women", "children"], ["40"]
        organisation.languages = ["de", "uk", "tr"]


def test_who_has_what_we_look_for_comes_before_who_is_only_like_us(cast):
    alike(cast.mill)
    another(
        "Twins", fields=["sprache-bildung", "gesundheit"], audiences=["women", "children"], languages=["uk", "tr"],
        districts=["40"],
    )  # fmt: skip
    assert names(partners(cast.mill))[0] == "Twins"

    listed(cast.ana)
    offered(cast.carla)

    assert names(partners(cast.mill))[0] == "The Library"


def test_an_entry_that_fits_never_lowers_the_place():
    without, with_one = Side(id=2, fields=frozenset("abc")), Side(id=3, fields=frozenset("abc"))

    found = rank(OURS, [without, with_one], {3: [Fit(45, "x", "y")]}, {})

    assert [one.id for one in found] == [3, 2]


def test_who_has_worked_with_us_comes_first_of_two_alike(cast):
    another("Strangers")
    done = led(cast.ana, "Sommerfest", accepted=[cast.city_library])

    (organisation, partner), *others = partners(cast.mill)

    assert organisation.name == "The Library"
    assert not others
    (reason,) = reasons_shown(partner)
    assert Markup(reason).striptags() == "Sie haben schon zusammen etwas gemacht: „Sommerfest“."
    assert f'<a href="/kooperationen/{done.id}" dir="auto">Sommerfest</a>' in reason


@pytest.mark.parametrize("state", ["interested", "invited", "declined", "left"])
def test_who_was_only_asked_has_not_worked_with_us(cast, state):
    led(cast.ana, "Sommerfest", state="planning", **{state: [cast.city_library]})

    assert partners(cast.mill) == []


@pytest.mark.parametrize("state", ["idea", "cancelled", "archived"])
def test_what_came_to_nothing_does_not_count(cast, state):
    led(cast.ana, "Sommerfest", state=state, accepted=[cast.city_library])

    assert partners(cast.mill) == []


def test_points_stay_between_0_and_100_and_add_up():
    twin = Side(id=2, fields=OURS.fields, audiences=OURS.audiences, districts=OURS.districts)

    for one in (
        compare(OURS, twin, [Fit(100, "x", "y"), Fit(90, "x", "z")], [("a", ""), ("b", ""), ("c", "")]),
        answer(OURS, twin, [Fit(100, "x", "y")]),
    ):
        assert 0 <= one.score <= 100
        assert abs(sum(reason.points for reason in one.reasons) - one.score) <= 1


def cooperation(cast, needs, **others):
    found = led(cast.ana, "Herbstfest", **others)
    with transaction():
        found.needs = needs
    return found


def reasons_shown(partner):
    with current_app.test_request_context():
        return partner_reasons(partner)


def test_an_idea_finds_who_offers_what_it_needs(cast):
    idea = cooperation(cast, "ein Zelt, eine Tonanlage und gute Laune")
    given = offered(cast.carla, kind="equipment", title="Tonanlage mit Mischpult", text="", languages=())

    ((organisation, partner),) = partners_for(cast.ana, idea)

    assert organisation.name == "The Library"
    (reason,) = reasons_shown(partner)
    assert Markup(reason).striptags() == (
        "Dort gibt es, was gebraucht wird: „Tonanlage mit Mischpult“ für „eine Tonanlage“."
    )
    assert f'„<a href="/suchen-bieten/{given.id}" dir="auto">Tonanlage mit Mischpult</a>“ für „eine' in reason


def test_what_is_typed_in_an_idea_or_an_entry_is_never_markup_in_a_reason(cast):
    idea = cooperation(cast, "eine <b>Tonanlage</b>")
    offered(cast.carla, kind="equipment", title="Tonanlage <i>mit Mischpult</i>", text="", languages=())

    ((_organisation, partner),) = partners_for(cast.ana, idea)

    (reason,) = reasons_shown(partner)
    assert "&lt;b&gt;" in reason
    assert "<b>" not in reason
    assert "<i>" not in reason


def test_the_entries_that_fit_can_be_opened_from_the_reason(cast, new_browser):
    need, given = listed(cast.ana), offered(cast.carla)

    page = new_browser().as_(cast.ana).get("/wer-passt").text

    assert f'„<a href="/suchen-bieten/{given.id}" dir="auto">{given.title}</a>“' in page
    assert f'„<a href="/suchen-bieten/{need.id}" dir="auto">{need.title}</a>“' in page


def test_an_idea_finds_who_answers_its_needs_on_the_board(cast):
    idea = cooperation(cast, "")
    with transaction():
        listed(cast.ana).cooperation_id = idea.id
    offered(cast.carla)

    assert names(partners_for(cast.ana, idea)) == ["The Library"]


def test_an_idea_finds_who_works_on_the_same_for_the_same_people(cast):
    idea = cooperation(cast, "")
    with transaction():
        idea.fields, idea.audiences = ["sprache-bildung"], ["women"]
    assert partners_for(cast.ana, idea) == []
    alike(cast.city_library)

    assert names(partners_for(cast.ana, idea)) == ["The Library"]


@pytest.mark.parametrize("state", ["accepted", "invited", "interested", "declined", "left"])
def test_who_has_been_asked_already_is_not_suggested(cast, state):
    idea = cooperation(cast, "eine Tonanlage", **{state: [cast.city_library]})
    offered(cast.carla, kind="equipment", title="Tonanlage", text="", languages=())

    assert partners_for(cast.ana, idea) == []


def test_only_who_is_in_and_only_while_it_is_open_sees_suggestions(cast):
    idea = cooperation(cast, "eine Tonanlage")
    offered(cast.carla, kind="equipment", title="Tonanlage", text="", languages=())

    assert partners_for(None, idea) == []
    assert partners_for(cast.olga, idea) == []
    with transaction():
        idea.state = "completed"
    assert partners_for(cast.ana, idea) == []


def test_the_page_of_a_cooperation_suggests_whom_to_invite(cast, browser):
    idea = cooperation(cast, "eine Tonanlage")
    offered(cast.carla, kind="equipment", title="Tonanlage", text="", languages=())

    page = browser.as_(cast.ana).get(f"/kooperationen/{idea.id}").text

    assert "Wer könnte mitmachen?" in page
    assert "Dort gibt es, was gebraucht wird: „Tonanlage“ für „eine Tonanlage“." in Markup(page).striptags()
    assert page.index("Wer könnte mitmachen?") < page.index("Aufgaben</h2>")
    assert "Wer könnte mitmachen?" not in browser.as_(cast.carla).get(f"/kooperationen/{idea.id}").text
