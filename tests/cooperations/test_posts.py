"""What the people of a cooperation write to all of it."""

from uuid import uuid4

import pytest
from post import mails_to
from talks import notices_of, pdf, picture
from teamwork import put, together

from kiknet.cooperations import post_queries
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.service import posts
from kiknet.db import db, transaction
from kiknet.errors import NotAllowed, NotFound, Rejected
from kiknet.moderation import kinds
from kiknet.moderation import service as moderation


@pytest.fixture
def cafe(cast):
    return together(cast)


def heard(person):
    return [notice.title for notice in notices_of(person) if notice.kind == "cooperation_post"]


def test_all_in_it_hear_but_for_who_wrote_and_who_may_only_look(cast, cafe):
    posts.write(cast.ana, cafe, "Der Saal ist frei!")

    assert heard(cast.carla) == ["Neuer Beitrag von The Mill: Sprachcafé am Hang"]
    assert len(heard(cast.ben)) == 1
    assert heard(cast.ana) == heard(cast.vera) == []
    assert "Der Saal ist frei!" in mails_to("carla@example.org", "cooperation_post")[0].text


def test_who_has_muted_it_hears_no_more_and_colleagues_hear_as_before(cast, cafe):
    posts.mute(cast.ben, cafe, is_muted=True)
    posts.write(cast.carla, cafe, "Kuchen?")
    assert (heard(cast.ben), len(heard(cast.ana))) == ([], 1)
    posts.mute(cast.ben, cafe, is_muted=False)
    posts.write(cast.carla, cafe, "Oder Tee?")
    assert len(heard(cast.ben)) == 1


def test_what_others_wrote_is_new_until_it_is_read(cast, cafe):
    posts.write(cast.ana, cafe, "Eins")
    posts.write(cast.ben, cafe, "Zwei")
    assert [post_queries.unread_by(who.user, cafe) for who in (cast.ana, cast.ben, cast.carla)] == [1, 0, 2]
    posts.mark_read(cast.carla, cafe)
    assert [notice.read_at is not None for notice in notices_of(cast.carla)] == [True, True]
    assert post_queries.unread_by(cast.carla.user, cafe) == 0


def test_the_same_sent_twice_is_one_post(cast, cafe):
    key = uuid4()
    assert posts.write(cast.ana, cafe, "Hallo", key=key).id == posts.write(cast.ana, cafe, "Hallo", key=key).id
    assert len(heard(cast.carla)) == 1


def test_pictures_and_pdfs_come_along_and_nothing_empty(cast, cafe):
    posts.write(cast.ana, cafe, "", (picture(), pdf()))
    assert sorted(row.file.kind for row in post_queries.files_of(cafe)) == ["pdf", "webp"]
    with pytest.raises(Rejected):
        posts.write(cast.ana, cafe, " ")


def test_who_has_left_writes_and_reads_no_more(cast, cafe):
    post = posts.write(cast.carla, cafe, "Wir gehen.")
    put(cafe, cast.city_library, "left")
    with pytest.raises(NotAllowed):
        posts.write(cast.carla, cafe, "Noch etwas")
    with pytest.raises(NotAllowed):
        posts.mark_read(cast.carla, cafe)
    with pytest.raises(NotFound):
        post_queries.post_by_id(cast.carla, post.id)
    posts.write(cast.ana, cafe, "Schade.")
    assert heard(cast.carla) == []


def test_one_can_still_write_when_it_is_completed(cast, cafe):
    with transaction():
        cafe.state = "completed"
    assert posts.write(cast.carla, cafe, "Schön war es!").id
    with transaction():
        cafe.state = "archived"
    with pytest.raises(NotAllowed):
        posts.write(cast.carla, cafe, "Noch einmal?")


def test_the_office_reads_what_was_reported_hides_it_and_shows_it_again(cast, cafe):
    post = posts.write(cast.carla, cafe, "Unfug", (pdf(),))
    with pytest.raises(NotFound):
        post_queries.post_by_id(cast.olga, post.id)
    report = moderation.report(kinds.POST, post, reason="spam", text="", language="de")
    assert kinds.reported(cast.olga, report).text == "Unfug"

    posts.hide(cast.olga, post, "Das geht so nicht.")

    assert [row.is_hidden for row in post_queries.posts_of(cafe).posts] == [True]
    assert post_queries.files_of(cafe) == []
    with pytest.raises(NotFound):
        post_queries.file_in(cafe, post.files[0].file.name)
    assert "Das geht so nicht." in mails_to("carla@example.org", "message_moderated")[0].text
    posts.restore(cast.olga, post, "Ein Irrtum.")
    assert [row.is_hidden for row in post_queries.posts_of(cafe).posts] == [False]
    with pytest.raises(NotAllowed):
        posts.hide(cast.ana, post, "Darum")


def test_to_write_is_to_do_something_about_it(cast, cafe, at):
    at(2027, 3, 20, 12)
    posts.write(cast.carla, cafe, "Noch da?")
    db.session.rollback()
    assert db.session.get_one(Cooperation, cafe.id).touched_at.day == 20
