"""Pictures: re-encoded, without their metadata, small enough; anything else is refused with a reason."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from kiknet import clock, media
from kiknet.db import transaction
from kiknet.errors import Rejected


def photo(size=(3000, 2000), kind="JPEG", **options):
    file = io.BytesIO()
    Image.new("RGB", size, "olive").save(file, kind, **options)
    return io.BytesIO(file.getvalue())


def keep(upload):
    with transaction():
        return media.keep_picture(upload, alt="Ein Fest")


def test_a_photo_is_made_smaller_and_forgets_where_it_was_taken(app, settings):
    where = Image.Exif()
    where[0x8825] = {1: "N", 2: (47.0, 43.0, 0.0)}

    picture = keep(photo(exif=where))

    with Image.open(settings.uploads / f"{picture.name}.webp") as kept:
        assert kept.size == (1600, 1067) == (picture.width, picture.height)
        assert not kept.getexif()
    with Image.open(settings.uploads / f"{picture.name}-klein.webp") as small:
        assert small.width == 480


def test_a_stored_picture_is_served_for_ever_and_to_everybody(app, browser):
    answer = browser.get(keep(photo()).path)

    assert answer.mimetype == "image/webp"
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"\xff\xd8\xff\xe0 broken", b"%PDF-1.7"],
)
def test_what_is_no_picture_is_refused_beside_its_field(app, data):
    with pytest.raises(Rejected) as refusal:
        keep(io.BytesIO(data))

    assert refusal.value.field == "picture"


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked(app):
    with pytest.raises(Rejected, match="Bildpunkte"):
        keep(photo((9000, 6000), "PNG"))


def test_a_file_that_is_too_large_is_refused(app):
    with pytest.raises(Rejected):
        keep(io.BytesIO(b"x" * (9 * 1024 * 1024)))


@pytest.mark.parametrize("name", ["../secret_key", "..%2fsecret_key", "x.txt", "nobody.webp"])
def test_nothing_but_pictures_leaves_the_folder(app, browser, name):
    assert browser.get(f"/medien/{name}").status_code == 404


def test_a_picture_nobody_uses_is_gone_a_day_later(app, cast, settings, monkeypatch):
    used, unused_name = keep(photo()), keep(photo()).name
    with transaction():
        cast.mill.logo = used
    later = clock.now() + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert media.forget_unused() == 1
    assert (settings.uploads / f"{used.name}.webp").exists()
    assert not (settings.uploads / f"{unused_name}.webp").exists()


def test_a_photo_taken_sideways_stands_upright(app, settings):
    sideways = Image.Exif()
    sideways[0x0112] = 6

    picture = keep(photo(size=(4000, 3000), exif=sideways))

    assert (picture.width, picture.height) == (1600, 2133)
