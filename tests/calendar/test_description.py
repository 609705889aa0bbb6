"""What stands in somebody's own calendar program, in words."""

import pytest
from drafts import draft

from kiknet import i18n
from kiknet.calendar import organisers
from kiknet.calendar.description import vevent_of
from kiknet.calendar.service import post_event
from kiknet.db import transaction
from kiknet.places.draft import PlaceDraft


def shown(event, language="de"):
    with i18n.as_(language):
        return vevent_of(event, "https://example.org", {"sprache-bildung": "Sprache und Bildung"})


def facts(event, language="de"):
    return shown(event, language).description.split("\n\n")[-2].split("\n")


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"is_women_only": True}, "Nur für Frauen"),
        ({"has_childcare": True}, "Mit Kinderbetreuung"),
        ({"spoken": ("uk", "de")}, "Sprachen: Deutsch, Ukrainisch"),
        ({"interpreted": ("ar",)}, "Es wird gedolmetscht: Arabisch"),
        ({"audiences": ("families",)}, "Für: Familien"),
        ({"cost": "free"}, "Kosten: Kostenlos"),
        ({"cost": "paid", "cost_note": "5 Euro"}, "Kosten: Es kostet etwas – 5 Euro"),
        ({"cost": "donation"}, "Kosten: Spenden sind willkommen"),
        ({"cost": "unknown", "cost_note": "je nach Kurs"}, "Kosten: je nach Kurs"),
        ({"registration": "url", "registration_url": "https://x.example.org/a"}, "Anmeldung: https://x.example.org/a"),
        ({"registration": "contact", "registration_note": ""}, "Bitte melden Sie sich vorher an."),
        ({"online_url": "https://meet.example.org/x"}, "Online: https://meet.example.org/x"),
        ({"accessibility_note": "Aufzug im Hof."}, "Barrierefreiheit: Aufzug im Hof"),
        (
            {"place": PlaceDraft(name="The Hall"), "accessibility_note": "Klingeln"},
            "Barrierefreiheit: mit dem Rollstuhl zugänglich. Klingeln",
        ),
    ],
)
def test_each_fact_is_a_line(cast, given, line):
    with transaction():
        event = post_event(cast.ana, draft())
        for name, value in given.items():
            setattr(event, name, cast.hall if name == "place" else value)

    assert line in facts(event)


def test_what_is_not_known_is_not_said(cast):
    event = post_event(cast.ana, draft(audiences=("everyone",)))

    assert facts(event) == ["Veranstaltet von: The Mill"]
    assert facts(event, "en") == ["Organised by: The Mill"]


def test_who_supports_it_is_named_apart(cast):
    event = post_event(cast.ana, draft(), partners=[cast.city_library])
    organisers.accept(cast.carla, event)
    with transaction():
        event.organisers[0].role = "supporter"

    assert facts(event) == ["Veranstaltet von: The Mill", "Unterstützt von: The Library"]


@pytest.mark.parametrize(
    ("given", "location"),
    [
        ({}, "Market Square"),
        ({"place_note": "am Brunnen"}, "Market Square, am Brunnen"),
        ({"place_id": None, "place_note": "wird noch gesagt"}, "wird noch gesagt"),
        ({"place_id": None, "online_url": "https://meet.example.org/x"}, "Online"),
        ({"place_id": None}, ""),
    ],
)
def test_where_it_is(cast, given, location):
    event = post_event(cast.ana, draft())
    with transaction():
        for name, value in given.items():
            setattr(event, name, value)

    assert shown(event).location == location


def test_a_place_on_the_map(cast):
    event = post_event(cast.ana, draft(place=PlaceDraft(name="The Hall")))
    assert shown(event).coordinates is None
    with transaction():
        cast.hall.latitude, cast.hall.longitude = 47.7, 10.3

    assert shown(event).coordinates == (47.7, 10.3)


def test_categories_are_fields_audiences_and_topics_each_once(cast):
    event = post_event(cast.ana, draft(fields=("sprache-bildung",), audiences=("women",), topics=("Frauen", "Kaffee")))

    assert shown(event).categories == ("Sprache und Bildung", "Frauen", "Kaffee")


def test_an_event_without_a_date_cannot_be_shown(cast):
    event = post_event(cast.ana, draft(starts_local=None, ends_local=None, is_date_open=True))

    with pytest.raises(ValueError, match="no date"):
        shown(event)
