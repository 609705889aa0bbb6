"""Photos of what is lent: what may be sent, and that a photo refused changes nothing."""

import io
import re

import pytest
import rooms
from PIL import Image
from sqlalchemy import func, select

from kiknet.booking.models import Resource
from kiknet.booking.service import resources
from kiknet.booking.service.resources import MOST_PICTURES, Photo
from kiknet.db import db
from kiknet.errors import Rejected

HALL = {
    "title": "Großer Saal", "kind": "room", "place_name": "The Hall", "quantity": "1", "wheelchair": "yes",
    "mode": "request", "visibility": "public",
}  # fmt: skip


def photo(size=(800, 600), kind="JPEG", name="saal.jpg"):
    file = io.BytesIO()
    Image.new("RGB", size, "olive").save(file, kind)
    return io.BytesIO(file.getvalue()), name


def send(browser, address, picture, alt="Ein heller Saal mit Bühne", **more):
    return browser.post(address, data=HALL | {"picture": picture, "picture_alt": alt} | more)


def only():
    db.session.rollback()
    return db.session.scalars(select(Resource)).one()


def version_of(page):
    return re.search(r'name="version"[^>]*value="(\d+)"', page)[1]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_room_is_shown_with_its_photo_and_what_it_shows(cast, browser, new_browser, kind):
    answer = send(browser.as_(cast.ana), "/mein/raeume/neu", photo(kind=kind))

    assert answer.status_code == 303
    (row,) = only().pictures
    page = new_browser().get(answer.location).text
    assert f'src="{row.picture.path}" alt="Ein heller Saal mit Bühne"' in page
    assert 'width="800" height="600"' in page


@pytest.mark.parametrize(
    ("picture", "alt", "reason"),
    [
        (lambda: photo(), "", "einem Satz"),
        (lambda: photo(), "x" * 301, "öchstens 300 Zeichen"),
        (lambda: (io.BytesIO(b"%PDF-1.7 not a picture"), "saal.jpg"), "Saal", "nicht als Bild lesen"),
        (
            lambda: (io.BytesIO(b"<svg/>"), "saal.svg"),
            "Saal",
            "nicht als Bild lesen",
        ),
        (lambda: photo((9000, 6000), "PNG"), "Saal", "Bildpunkte"),
    ],
    ids=["no words", "too many words", "no picture", "drawing", "too many pixels"],
)
def test_a_photo_refused_leaves_no_half_a_room_behind(cast, browser, picture, alt, reason):
    answer = send(browser.as_(cast.ana), "/mein/raeume/neu", picture(), alt)

    assert answer.status_code == 422
    assert reason in answer.text
    assert "Großer Saal" in answer.text
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Resource)) == 0


def test_a_photo_of_more_than_eight_megabytes_is_refused(cast):
    with pytest.raises(Rejected, match="8 MB"):
        resources.offer(cast.ana, rooms.HALL, Photo(io.BytesIO(b"\xff" * 8_500_000), "Saal"))

    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Resource)) == 0


def test_a_photo_refused_changes_nothing_of_what_is_there(cast, browser):
    ana = browser.as_(cast.ana)
    send(ana, "/mein/raeume/neu", photo())
    address = f"/mein/raeume/{only().id}/bearbeiten"
    sent = {"title": "Kleiner Saal", "version": version_of(ana.get(address).text)}

    assert send(ana, address, photo(), alt="", **sent).status_code == 422

    assert (only().title, len(only().pictures)) == ("Großer Saal", 1)
    assert send(ana, address, photo(), **sent).status_code == 303
    assert (only().title, len(only().pictures)) == ("Kleiner Saal", 2)


def test_photos_are_taken_away_again(cast, browser):
    ana = browser.as_(cast.ana)
    send(ana, "/mein/raeume/neu", photo())
    address = f"/mein/raeume/{only().id}/bearbeiten"
    (row,) = only().pictures

    answer = ana.post(
        address, data=HALL | {"version": version_of(ana.get(address).text), "removed": [str(row.picture_id)]}
    )

    assert answer.status_code == 303
    assert only().pictures == []


def test_eight_photos_are_enough(cast, browser):
    ana = browser.as_(cast.ana)
    send(ana, "/mein/raeume/neu", photo((40, 30)))
    address = f"/mein/raeume/{only().id}/bearbeiten"
    for _number in range(MOST_PICTURES - 1):
        assert send(ana, address, photo((40, 30)), version=version_of(ana.get(address).text)).status_code == 303

    answer = send(ana, address, photo((40, 30)), version=version_of(ana.get(address).text))

    assert answer.status_code == 422
    assert "höchstens 8 Fotos" in answer.text
    assert len(only().pictures) == MOST_PICTURES
