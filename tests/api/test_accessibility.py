"""What programs are told about getting in."""

from drafts import draft
from rooms import offered

from kiknet.calendar.service import change_event, post_event

WINDOW = "/occurrences?from=2027-03-01&to=2027-03-31"


def test_programs_get_what_is_known_of_the_room(cast, ask):
    upstairs = offered(cast.ana, mode="instant", wheelchair="no", accessibility_note="Eine Treppe führt hinauf.")
    event = post_event(cast.carla, draft(room_id=upstairs.id, place=None, accessibility_note="Wir helfen tragen."))

    whole, [date] = ask(f"/events/{event.id}"), ask(WINDOW)["items"]

    assert whole["location"]["wheelchair"] == "yes"
    assert whole["accessibility"] == date["accessibility"]
    assert whole["accessibility"] == {
        "wheelchair": "no",
        "lift": None,
        "accessible_toilet": None,
        "hearing_loop": None,
        "notes": ["Eine Treppe führt hinauf.", "Wir helfen tragen."],
    }


def test_while_the_room_is_not_certain_they_get_nothing_of_it(cast, ask):
    event = post_event(cast.ana, draft(accessibility_note="Wir helfen tragen."))
    waits = offered(cast.carla, wheelchair="no")
    change_event(cast.ana, event, draft(room_id=waits.id, place=None), event.revision)

    whole = ask(f"/events/{event.id}")

    assert (whole["status"], whole["accessibility"]["wheelchair"]) == ("tentative", "unknown")


def test_events_in_five_rooms_cost_as_many_queries_as_one(cast, ask, queries):
    def asked() -> int:
        ask(WINDOW)
        with queries.counted():
            ask(WINDOW)
        return len(queries)

    def post(name: str) -> None:
        room = offered(cast.ana, title=name, mode="instant")
        post_event(cast.carla, draft(title=name, room_id=room.id, place=None))

    post("Saal")
    one = asked()
    for number in range(4):
        post(f"Raum {number}")

    assert asked() == one
