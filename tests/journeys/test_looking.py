"""Strangers look around, on a small phone and at a desk, and nothing is in their way."""

import pytest

READING = (
    "/",
    "/kalender",
    "/kalender?ansicht=monat",
    "/kalender?ansicht=woche",
    "/kalender?feld=sprache-bildung&q=nichts",
    "/organisationen",
    "/organisationen/mill",
    "/abonnieren",
    "/abonnieren?stadtteil=thingers&zielgruppe=women",
    "/abonnieren/plakat",
    "/einbetten?organisation=mill&farbe=%23ffcc00&hintergrund=%23224466",
    "/embed/kalender",
    "/embed/kalender?farbe=ffcc00&hintergrund=224466",
    "/api/v1/",
    "/impressum",
    "/barrierefreiheit",
    "/gibt-es-nicht",
    "/?sprache=en",
)
FORMS = ("/anmelden", "/passwort", "/mitmachen", "/organisationen/mill/kontakt", "/barrierefreiheit/rueckmeldung")
VIEWPORTS = {"phone": {"width": 320, "height": 640}, "desk": {"width": 1280, "height": 900}}


@pytest.mark.parametrize("viewport", VIEWPORTS.values(), ids=VIEWPORTS)
def test_reading_needs_no_cookie_and_shuts_nobody_out(cast, visitor, viewport):
    stranger = visitor(viewport)
    for address in READING:
        stranger.opens(address).looks_around()

    assert stranger.cookies == []


@pytest.mark.parametrize("viewport", VIEWPORTS.values(), ids=VIEWPORTS)
def test_forms_can_be_filled_in_by_everybody(cast, visitor, viewport):
    stranger = visitor(viewport)
    for address in FORMS:
        stranger.opens(address).looks_around()
