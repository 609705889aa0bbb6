"""Who works for two organisations reads what the network reads, also before saying for which of them they act."""

from datetime import UTC, datetime

import pytest
from drafts import draft

from kiknet import clock
from kiknet.calendar.service import post_event
from kiknet.db import db, transaction
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Contact, Membership, Organisation


@pytest.fixture
def ben(cast, new_browser, monkeypatch):
    """He works for the Mill, looks around in the Choir, and has chosen neither."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 3, 9, 8, tzinfo=UTC))
    with transaction() as session:
        choir = Organisation(slug="choir", name="The Choir", kind="culture", state="active", search_text="choir")
        session.add(Membership(user=cast.ben.user, organisation=choir, role="viewer"))
    return new_browser().as_(Acting(cast.ben.user))


def test_he_reads_what_is_planned_and_what_is_for_the_network(cast, ben):
    times = {"starts_local": datetime(2027, 3, 10, 18), "ends_local": datetime(2027, 3, 10, 20)}
    quiet = post_event(cast.carla, draft(**times, title="Stilles Treffen", visibility="network"))
    plan = post_event(cast.carla, draft(**times, title="Plan im Mai", scheduling="planned"))
    with transaction():
        db.session.add(Contact(organisation_id=cast.city_library.id, kind="phone", value="0831 12345", is_public=False))

    for path, words in (
        (f"/veranstaltungen/{quiet.id}", "Stilles Treffen"),
        (f"/veranstaltungen/{plan.id}", "Plan im Mai"),
        ("/kalender", "Stilles Treffen"),
        ("/planung", "Plan im Mai"),
        ("/organisationen/library", "0831 12345"),
    ):
        page = ben.get(path)
        assert page.status_code == 200, path
        assert words in page.text, path
