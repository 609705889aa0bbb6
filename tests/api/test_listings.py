"""Listings are what the document says, on every page of their list."""

from listings import listed, offered

from kiknet.board.availability import Availability


def test_listings_are_what_the_document_says(ask, cast):
    listed(cast.ana)
    offered(cast.carla, kind="furniture", quantity=20, capacity=None)
    listed(cast.ana, kind="other", availability=Availability("flexible"), district_number=None)

    items = ask.all_pages("/listings?limit=1")

    assert len(items) == 3
    assert all(ask(f"/listings/{item['id']}") == item for item in items)
    assert "room" in [word["key"] for word in ask("/categories")["items"]]
