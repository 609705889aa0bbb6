"""Who has signed in is not of the network for that alone: they have applied, or were removed.

Of the network is whoever belongs to an organisation, also before they have said for which of several they act.
"""

from datetime import UTC, datetime

import pytest
from drafts import draft
from listings import listed
from rooms import asked, at, offered

from kiknet import clock
from kiknet.booking.service.requests import request_booking
from kiknet.calendar.service import post_event
from kiknet.db import db, transaction
from kiknet.organisations import queries as organisations
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Contact, Membership, Organisation

SECRETS = ("Stilles Treffen", "Plan im Mai", "Stille Suche", "Kammer", "0831 12345", "wir.example/raum")


@pytest.fixture(autouse=True)
def on_a_tuesday_in_march(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 3, 9, 8, tzinfo=UTC))


@pytest.fixture
def addresses(cast):
    """Where something stands that only the network may read, and what that is."""
    times = {"starts_local": datetime(2027, 3, 10, 18), "ends_local": datetime(2027, 3, 10, 20)}
    quiet = post_event(cast.ana, draft(**times, title="Stilles Treffen", visibility="network"))
    plan = post_event(cast.ana, draft(**times, title="Plan im Mai", scheduling="planned"))
    online = post_event(
        cast.ana, draft(**times, title="Im Netz", online_url="https://wir.example/raum", online_is_public=False)
    )
    need = listed(cast.ana, title="Stille Suche", visibility="network")
    chamber = offered(cast.ana, title="Kammer", visibility="network")
    hall = offered(cast.ana, mode="instant")
    request_booking(cast.carla, asked(hall, at(days=1)))
    with transaction():
        db.session.add(Contact(organisation_id=cast.mill.id, kind="phone", value="0831 12345", is_public=False))
    return {
        "closed": [
            f"/veranstaltungen/{quiet.id}", f"/veranstaltungen/{quiet.id}.ics", f"/veranstaltungen/{plan.id}",
            f"/suchen-bieten/{need.id}", f"/raeume/{chamber.id}",
        ],
        "open": [
            "/", "/kalender", "/kalender?ansicht=monat", "/kalender?ansicht=woche", "/suche?q=still", "/suche?q=kammer",
            "/suchen-bieten", "/raeume", "/organisationen/mill",
            f"/veranstaltungen/{online.id}",
        ],
        "room": f"/raeume/{hall.id}?woche=2027-W10",
    }  # fmt: skip


def test_who_was_removed_sees_what_strangers_see(cast, addresses, new_browser):
    ben = new_browser().as_(cast.ben)
    assert {ben.get(path).status_code for path in addresses["closed"]} == {200}
    assert ben.get("/planung").status_code == 200
    assert "The Library" in ben.get(addresses["room"]).text
    with transaction():
        organisations.membership_of(cast.ben.user, cast.mill).state = "removed"

    assert {ben.get(path).status_code for path in addresses["closed"]} == {404}
    assert ben.get("/planung").status_code == 403
    assert "The Library" not in ben.get(addresses["room"]).text
    for path in addresses["open"]:
        page = ben.get(path)
        assert page.status_code == 200
        assert not [secret for secret in SECRETS if secret in page.text], path


def test_who_has_not_chosen_between_two_organisations_reads_what_the_network_reads(cast, addresses, new_browser):
    with transaction() as session:
        choir = Organisation(slug="choir", name="The Choir", kind="culture", state="active", search_text="choir")
        session.add(Membership(user=cast.ben.user, organisation=choir, role="viewer"))
    ben = new_browser().as_(Acting(cast.ben.user))

    for path in ("/planung", "/kooperationen", *addresses["closed"], *addresses["open"]):
        assert ben.get(path).status_code == 200, path
    for path, secret in (
        ("/kalender", "Stilles Treffen"),
        ("/planung", "Plan im Mai"),
        ("/organisationen/mill", "0831 12345"),
    ):
        assert secret in ben.get(path).text
