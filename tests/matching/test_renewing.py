"""After an update the worker judges anew what it knew: Ana looks for people to speak German with, Carla has some."""

from threading import Event, Thread

import pytest
from listings import listed, offered
from post import mails_to
from rooms import offered as room_offered
from sqlalchemy import select, update

from kiknet import revisions
from kiknet.board.models import Listing
from kiknet.board.service import listings
from kiknet.db import UNSEEN, db, transaction
from kiknet.matching import live, renewing, service, telling, version
from kiknet.matching.models import Match, MatchRound, MatchTerm


def only():
    db.session.rollback()
    return db.session.scalars(select(Match)).one()


def terms():
    return sorted(
        tuple(row) for row in db.session.execute(select(MatchTerm.source, MatchTerm.object_id, MatchTerm.term))
    )


def made_by_an_older_program(score=41):
    """As an earlier version would have left it: worse points and no reasons, found by a word only it knew."""
    renewing.renew_old()
    with transaction():
        db.session.get(MatchRound, renewing.ROW).version = "before"
        for match in db.session.scalars(select(Match)):
            match.score, match.reasons = score, []
        for term in db.session.scalars(select(MatchTerm)):
            if term.term.startswith("c:"):
                db.session.delete(term)
    db.session.rollback()


def told_mails():
    return [mail for mail in mails_to("ana@example.org") if mail.kind == "match_found"]


def test_after_an_update_everything_is_judged_anew_once(cast):
    listed(cast.ana)
    offered(cast.carla)
    room_offered(cast.carla)
    found_under, score = terms(), only().score
    made_by_an_older_program()
    assert terms() != found_under

    assert renewing.renew_old() == 3

    assert (terms(), only().score) == (found_under, score)
    assert only().reasons
    assert renewing.renew_old() == 0


def test_who_was_told_is_not_told_again_and_who_was_not_is(cast):
    listed(cast.ana)
    offered(cast.carla)
    telling.tell()
    made_by_an_older_program()
    renewing.renew_old()
    telling.tell()
    assert len(told_mails()) == 1

    offered(cast.carla, title="Senioren freuen sich auf Gespräche")
    made_by_an_older_program()
    with transaction():
        for match in db.session.scalars(select(Match).where(Match.told_at.is_(None))):
            match.is_to_tell = False
    renewing.renew_old()
    telling.tell()
    assert len(told_mails()) == 2


def test_what_was_dismissed_stays_dismissed(cast):
    listed(cast.ana)
    offered(cast.carla)
    service.dismiss(cast.carla, only(), "Wir haben dienstags doch zu.")
    made_by_an_older_program()

    renewing.renew_old()

    assert (only().state, only().reason) == ("dismissed", "Wir haben dienstags doch zu.")
    assert only().score >= 60


def test_what_fits_less_than_before_the_job_came_is_told_to_nobody(cast):
    listed(cast.ana)
    offered(cast.carla)
    with transaction():
        only().score = 45

    telling.tell()

    assert told_mails() == []


def test_a_part_at_a_time_and_after_a_crash_where_it_stopped(cast, monkeypatch):
    for _number in range(3):
        listed(cast.ana)
    made_by_an_older_program()
    renewed = []
    renew = live.renew

    def crash_at_the_second(thing):
        renewed.append(thing.id)
        if len(renewed) == 2:
            raise KeyboardInterrupt
        return renew(thing)

    monkeypatch.setattr(live, "renew", crash_at_the_second)
    assert renewing.renew_old(seconds=0) == 1
    with pytest.raises(KeyboardInterrupt):
        renewing.renew_old(seconds=0)
    assert renewing.renew_old() == 2

    first, second, third = sorted(set(renewed))
    assert renewed == [first, second, second, third]


UNREADABLE = [
    pytest.param([{"role": "speaks"}], id="cannot be read"),
    pytest.param([{"lang": ["de"], "role": "speaks"}], id="can be read and not be found by its words"),
]


def with_languages(listing, rows):
    """Past everything that reads or follows what people write."""
    with transaction() as session:
        session.execute(
            update(Listing).where(Listing.id == listing.id).values(languages=rows), execution_options=UNSEEN
        )
    db.session.expire_all()


def test_what_breaks_is_passed_over_and_tried_again_at_night(cast, caplog):
    live._say_broken.cache_clear()
    listed(cast.ana)
    broken = offered(cast.carla)
    fine = offered(cast.carla, title="Senioren freuen sich auf Gespräche")
    as_written = broken.languages
    made_by_an_older_program()
    with_languages(broken, [{"role": "speaks"}])

    assert renewing.renew_old() == 3
    assert renewing.renew_old() == 0

    scores = {match.offer_id: match.score for match in db.session.scalars(select(Match))}
    assert scores.pop(broken.id) == 41
    assert scores.pop(fine.id) >= 60
    assert renewing.mend() == 1
    (record,) = caplog.records
    assert record.getMessage().startswith(f"listing {broken.id} cannot be compared: KeyError at ")

    with_languages(broken, as_written)
    assert renewing.mend() == 1
    assert renewing.mend() == 0
    assert all(match.score >= 60 for match in db.session.scalars(select(Match)))


def test_nobody_is_kept_from_posting_by_what_somebody_else_has_written(cast):
    broken = offered(cast.carla)
    with_languages(broken, [{"role": "speaks"}])
    fine = offered(cast.carla, title="Senioren freuen sich auf Gespräche")

    listed(cast.ana)

    assert only().offer_id == fine.id


@pytest.mark.parametrize("rows", UNREADABLE)
def test_nobody_is_kept_from_withdrawing_what_cannot_be_compared(cast, rows):
    need = listed(cast.ana)
    offered(cast.carla)
    with_languages(need, rows)

    listings.withdraw_listing(cast.ana, need)

    assert (need.state, only().state) == ("withdrawn", "stale")


@pytest.mark.parametrize("rows", UNREADABLE)
def test_what_cannot_be_compared_is_saved_and_keeps_what_was_found(cast, rows):
    need = listed(cast.ana)
    offered(cast.carla)
    with_languages(need, rows)

    with transaction():
        need.text = "Noch ein Satz."

    db.session.expire_all()
    assert (need.text, only().state) == ("Noch ein Satz.", "suggested")
    assert ("listing", need.id) not in {term[:2] for term in terms()}


def test_another_update_begins_with_what_was_left_behind_longest():
    assert renewing.all_from([]) == [["listing", 0, None], ["resource", 0, None]]
    assert renewing.all_from([["listing", 7, None], ["resource", 0, None]]) == [
        ["listing", 7, None],
        ["resource", 0, None],
        ["listing", 0, 7],
    ]
    assert renewing.all_from([["resource", 4, None]]) == [
        ["resource", 4, None],
        ["listing", 0, None],
        ["resource", 0, 4],
    ]


def test_another_word_or_rule_is_another_version(tmp_path):
    matching, wording = folders = (tmp_path / "matching", tmp_path / "wording")
    for folder in folders:
        folder.mkdir()
    (matching / "concepts.txt").write_text("tea: tee chai")
    (matching / "judge.py").write_text("FLOOR = 0.35")
    versions = {version.of(folders)}
    assert {version.of(folders)} == versions

    for path, text in (
        (matching / "concepts.txt", "tea: tee chai çay"),
        (matching / "judge.py", "FLOOR = 0.4"),
        (wording / "language_names.txt", "uk: ukrain"),
    ):
        path.write_text(text)
        versions.add(version.of(folders))

    assert len(versions) == 4


def test_the_job_waits_for_who_changes_a_listing_and_reads_what_they_wrote(app, cast):
    listed(cast.ana)
    found = offered(cast.carla).id
    made_by_an_older_program()
    began, ended = Event(), Event()

    def work():
        with app.app_context():
            began.set()
            renewing.renew_old()
            ended.set()

    worker = Thread(target=work, daemon=True)
    with transaction():
        listing = db.session.get(Listing, found)
        listing.title = "Zitherspiel"
        revisions.stamp(listing)
        db.session.flush()
        worker.start()
        began.wait(10)
        has_waited = not ended.wait(0.3)
    worker.join(20)

    assert has_waited
    assert ended.is_set()
    assert ("listing", found, "w:zither") in terms()
