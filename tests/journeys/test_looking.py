"""A stranger looks around."""

import pytest


@pytest.mark.parametrize("address", ["/gibt-es-nicht"])
@pytest.mark.parametrize(
    "viewport", [{"width": 320, "height": 640}, {"width": 1280, "height": 900}], ids=["phone", "desk"]
)
def test_a_stranger_opens_public_pages(cast, visitor, address, viewport):
    stranger = visitor(viewport).opens(address).looks_around()

    assert stranger.cookies == []
