"""A volunteer puts the calendar onto the club's website, in the club's colours."""

from datetime import datetime, time, timedelta

import pytest
from drafts import draft

from kiknet import clock
from kiknet.calendar.service import cancel_event, post_event

NARROW = {"width": 280, "height": 600}


@pytest.fixture
def programme(cast):
    """Something of every kind on the next days."""
    tomorrow = datetime.combine(clock.today() + timedelta(days=1), time(15))
    when = {"starts_local": tomorrow, "ends_local": tomorrow + timedelta(hours=2)}
    post_event(cast.ana, draft(title="Chor", cost="free", spoken=("de", "tr"), fields=("sprache-bildung",), **when))
    post_event(
        cast.ana, draft(title="Donaudampfschifffahrtsgesellschaftsversammlung", fields=("gesundheit-pflege",), **when)
    )
    cancel_event(cast.ana, post_event(cast.ana, draft(title="Fest", **when)), "Es regnet")


@pytest.mark.parametrize(
    "look",
    ["", "licht=dunkel", "farbe=ffcc00", "farbe=ffcc00&hintergrund=224466", "farbe=00ff00&hintergrund=808080"],
)
def test_a_narrow_frame_can_be_read_in_any_colours(programme, visitor, look):
    guest = visitor(NARROW)

    guest.opens(f"/embed/kalender?{look}").sees("Chor").looks_around()

    assert guest.cookies == []


def test_from_choosing_to_the_line_to_copy(programme, visitor):
    volunteer = visitor({"width": 1200, "height": 900})
    volunteer.opens("/abonnieren").goes_to("Auf die eigene Website")
    volunteer.page.get_by_label("Eine Organisation").select_option("mill")
    volunteer.fills(farbe="#aa0000", hintergrund="#ffeecc", anzahl="2").presses("Vorschau zeigen")

    frame = volunteer.page.frame_locator("iframe")
    frame.get_by_text("Chor").wait_for(timeout=5000)
    ground = frame.locator("html").evaluate("element => getComputedStyle(element).backgroundColor")
    assert ground == "rgb(255, 238, 204)"
    code = volunteer.page.get_by_label("Die Zeile für Ihre Website").input_value()
    assert "/embed/kalender?organisation=mill&amp;farbe=aa0000&amp;hintergrund=ffeecc&amp;anzahl=2" in code
    with volunteer.context.expect_page() as opened:
        frame.get_by_role("link", name="Chor").click()
    assert "/veranstaltungen/" in opened.value.url
    volunteer.looks_around()
