"""One field finds everything, best first, and never what one must not see."""

from datetime import datetime, timedelta

import pytest
from drafts import draft, open_draft
from listings import wanted
from sqlalchemy import delete, select, text

from kiknet import revisions
from kiknet.board.service.listings import post_listing
from kiknet.calendar import approval, date_deeds, horizon, words
from kiknet.calendar.kept_models import EventWords
from kiknet.calendar.service import cancel_event, change_event, post_event, withdraw_event
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.service import founding
from kiknet.db import db, is_sqlite, transaction
from kiknet.organisations.models import Organisation
from kiknet.search import queries, service
from kiknet.search.models import COMING_SIGN, SearchMark, SearchText


@pytest.fixture(autouse=True)
def it_is_march(at):
    """Everything below happens around the first of March 2027."""


def found(asked, by=None, **more):
    hits = queries.search(by, asked, **more)
    return [hit.title for hit in (*hits.current, *hits.past)]


def found_before_and_after_the_index_is_refreshed(asked, by=None):
    newer = found(asked, by)
    service.refresh_index()
    assert found(asked, by) == newer
    return newer


def post(by, title, day=9, month=3, **more):
    starts = datetime(2027, month, day, 15)
    return post_event(by, draft(title=title, starts_local=starts, ends_local=starts + timedelta(hours=2), **more))


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Neue Räume", "raeume"),
        ("Neue Räume", "Räume"),
        ("Neue Räume", "raum"),
        ("Raum für alle", "Räume"),
        ("Tag der offenen Tür", "Tage"),
        ("Deutschkurs für alle", "kurse"),
        ("Offenes Haus", "häuser"),
        ("Straßenfest", "STRASSENFEST"),
        ("Çocuk bayramı", "cocuk"),
        ("Cocuk Bayrami", "çocuk"),
        ("Чай и пироги", "чай"),
        ("لقاء النساء", "النساء"),
        ("Deutschkurs für alle", "kurs alle"),
        ("AG im Hof", "ag"),
        ("AG im Hof", "ho"),
        ("Saal 7", "7"),
        ("snake_case", "e_c"),
    ],
)
def test_words_are_found_however_they_are_spelled(cast, title, asked):
    post(cast.ana, title)
    post(cast.ana, "Something else entirely")

    assert found_before_and_after_the_index_is_refreshed(asked) == [title]


@pytest.mark.parametrize(
    "asked", ["kurs xylophon", "' OR 1=1 --", "100%kultur", "* NEAR", 'q"x', "%", "_", "k%x", "  "]
)
def test_all_words_must_be_there_and_none_is_a_command(cast, asked):
    post(cast.ana, "Deutschkurs")

    assert found_before_and_after_the_index_is_refreshed(asked) == []


def test_the_title_counts_more_than_the_text_and_whole_words_more_than_parts(cast):
    post(cast.ana, "Fest", 28, description="mit einem Kochkurs", summary="")
    post(cast.ana, "Abend", 27, description="ein Kursabend")
    post(cast.ana, "Deutschkurs", 26)
    post(cast.ana, "Kursleitung gesucht", 25)
    post(cast.ana, "Ein Kurs", 24)

    assert found_before_and_after_the_index_is_refreshed("kurs") == [
        "Ein Kurs",
        "Kursleitung gesucht",
        "Deutschkurs",
        "Abend",
        "Fest",
    ]


def test_of_equal_hits_organisations_come_first_then_the_soonest(cast):
    for day in (20, 10, 15):
        post(cast.ana, f"Mill am {day}.", day)
    post(cast.ana, "Library am 10.", 10)  # the Mill posts it, so it is in the text

    assert found_before_and_after_the_index_is_refreshed("mill") == [
        "The Mill",
        "Mill am 10.",
        "Mill am 15.",
        "Mill am 20.",
        "Library am 10.",
    ]


def test_what_is_over_comes_last_the_latest_first(cast, at):
    for day in (8, 9, 10, 20, 21):
        post(cast.ana, f"Tanz am {day}.", day)
    post(cast.ana, "Ein Abend", 22, description="Wir tanzen")
    at(2027, 3, 12, 12)

    expected = ["Tanz am 20.", "Tanz am 21.", "Ein Abend", "Tanz am 10.", "Tanz am 9.", "Tanz am 8."]
    assert found_before_and_after_the_index_is_refreshed("tanz") == expected
    hits = queries.search(None, "tanz")
    assert [hit.title for hit in hits.past] == expected[3:]
    assert hits.total == 6


def test_pages_follow_each_other_from_what_comes_to_what_is_over(cast, at, monkeypatch):
    for day in range(2, 12):
        post(cast.ana, f"Tanz am {day}.", day)
    at(2027, 3, 6, 12)
    monkeypatch.setattr(queries, "PER_PAGE", 4)
    service.refresh_index()

    pages = [queries.search(None, "tanz", page=number) for number in (1, 2, 3, 4)]

    titles = [hit.title for page in pages for hit in (*page.current, *page.past)]
    assert titles == [f"Tanz am {day}." for day in (*range(6, 12), *range(5, 1, -1))]
    assert [page.has_next for page in pages] == [True, True, False, False]
    assert not pages[3]


def test_what_has_a_date_and_what_has_none_are_found_by_the_same_words(cast, at):
    post(cast.ana, "Teehaus von früher", 8)
    at(2027, 3, 12, 12)
    post(cast.ana, "Teehaus", 20)
    post_event(cast.ana, open_draft(title="Teehaus irgendwann"))
    post_listing(cast.ana, wanted(title="Teehaus sucht Tassen"))

    assert found_before_and_after_the_index_is_refreshed("teehaus", cast.olga) == [
        "Teehaus sucht Tassen",
        "Teehaus irgendwann",
        "Teehaus",
        "Teehaus von früher",
    ]
    assert found("te", cast.olga) == found("teehaus", cast.olga)
    assert found("∞∞∞", cast.olga) == found("→→→", cast.olga) == []


def test_one_kind_alone(cast):
    post(cast.ana, "Mühle und Mill")

    assert found("mill", kind="organisation") == ["The Mill"]
    assert found("mill", kind="event") == ["Mühle und Mill"]


def test_strangers_find_what_is_public_and_the_network_its_plans_too(cast):
    post(cast.ana, "Fest für alle")
    post(cast.ana, "Fest unter uns", visibility="network")
    post(cast.ana, "Fest vielleicht", scheduling="planned")
    post_event(cast.ana, open_draft(title="Fest irgendwann", scheduling="planned"))
    post_event(cast.ana, draft(title="Fest im Entwurf"), publish=False)

    plans = {"Fest für alle", "Fest unter uns", "Fest vielleicht", "Fest irgendwann"}
    assert found_before_and_after_the_index_is_refreshed("fest") == ["Fest für alle"]
    for person in (cast.vera, cast.carla, cast.olga, cast.ana):
        assert set(found("fest", person)) == plans


def test_what_somebody_may_not_see_is_not_counted_nor_hinted_at(cast):
    founding.found(cast.ana, CooperationDraft(title="Kochkreis im Verborgenen"))
    founding.found(cast.ana, CooperationDraft(title="Kochkreis für alle", visibility="public"))
    for by, number in ((None, 1), (cast.carla, 2)):
        assert queries.search(by, "kochkreis").total == number
        assert queries.finds_anything(by, "verborgenen") is (by is cast.carla)


def test_what_is_hidden_or_withdrawn_is_gone_at_once_even_from_an_old_index(cast):
    hidden, withdrawn, cancelled = post(cast.ana, "Fest A"), post(cast.ana, "Fest B"), post(cast.ana, "Fest C")
    service.refresh_index()

    approval.hide_event(cast.olga, hidden, "Beschwerde")
    withdraw_event(cast.ana, withdrawn)
    cancel_event(cast.ana, cancelled, "Krank")

    assert found_before_and_after_the_index_is_refreshed("fest") == ["Fest C"]
    assert queries.search(None, "fest").current[0].statuses == ["cancelled"]
    assert db.session.scalars(select(SearchText.title).where(SearchText.kind == "event")).all() == ["fest c"]


def test_an_organisation_that_is_suspended_is_not_found(cast):
    service.refresh_index()
    with transaction():
        cast.city_library.state = "suspended"
        revisions.stamp(cast.city_library)

    assert found_before_and_after_the_index_is_refreshed("library") == []


def test_a_changed_event_is_found_by_its_new_words_only(cast):
    event = post(cast.ana, "Chorprobe")
    service.refresh_index()

    change_event(cast.ana, event, draft(title="Tanzabend"), event.revision)

    assert found_before_and_after_the_index_is_refreshed("chorprobe") == []
    assert found("tanzabend") == ["Tanzabend"]


def test_a_renamed_organisation_is_found_at_once_and_its_events_once_their_words_are_written(cast):
    post(cast.ana, "Treffen")
    service.refresh_index()
    with transaction():
        cast.mill.name, cast.mill.search_text = "Windmühle", "windmuhle"
        revisions.stamp(cast.mill)
    service.refresh_index()
    assert found("windmuehle") == ["Windmühle"]

    words.refresh_stale()

    assert found_before_and_after_the_index_is_refreshed("windmuehle") == ["Windmühle", "Treffen"]


def test_refreshing_copies_only_what_is_new(cast):
    post(cast.ana, "Eins")
    assert service.refresh_index() == 3  # with the two organisations
    assert service.refresh_index() == 0

    post(cast.ana, "Zwei")

    assert service.refresh_index() == 1


def test_refreshing_that_was_cut_off_goes_on_next_time(cast, monkeypatch):
    for number in range(3):
        post(cast.ana, f"Treffen {number}")
    monkeypatch.setattr(service, "AT_ONCE", 2)
    whole, copied = service._replace, []

    def cut(*arguments):
        copied.append(arguments)
        if len(copied) == 3:
            raise SystemExit
        whole(*arguments)

    monkeypatch.setattr(service, "_replace", cut)
    with pytest.raises(SystemExit):
        service.refresh_index()
    assert len(found("treffen")) == 3
    monkeypatch.setattr(service, "_replace", whole)

    service.refresh_index()

    assert len(found("treffen")) == 3
    assert db.session.scalar(select(SearchMark.revision).where(SearchMark.kind == "event")) == revisions.current()[0]


def test_every_night_the_index_is_held_against_what_there_is(cast):
    kept, lost = post(cast.ana, "Treffen eins"), post(cast.ana, "Treffen zwei")
    service.refresh_index()
    with transaction() as session:
        session.execute(delete(SearchText).where(SearchText.object_id == lost.id, SearchText.kind == "event"))
        session.execute(delete(EventWords).where(EventWords.event_id == kept.id))
    assert found("treffen") == ["Treffen eins"]

    words.refresh_stale()
    assert service.mend_index() == 2
    assert service.mend_index() == 0

    assert found("treffen") == ["Treffen eins", "Treffen zwei"]


def test_what_is_over_is_so_at_once_and_the_index_hears_of_it_at_night(cast, at):
    event = post(cast.ana, "Treffen")
    service.refresh_index()
    text_kept = select(SearchText.text).where(SearchText.kind == "event", SearchText.object_id == event.id)
    assert db.session.scalar(text_kept).startswith(COMING_SIGN)
    at(2027, 4, 1, 12)

    hits = queries.search(None, "treffen")
    assert (hits.current, [hit.title for hit in hits.past]) == ([], ["Treffen"])

    assert [service.mend_index(), service.mend_index()] == [1, 0]
    assert not db.session.scalar(text_kept).startswith(COMING_SIGN)
    assert queries.search(None, "treffen") == hits


@pytest.mark.sqlite
def test_trigrams_that_were_lost_are_made_anew(cast, at):
    post(cast.ana, "Treffen")
    service.refresh_index()
    with transaction() as session:
        session.execute(text("INSERT INTO search_index (search_index) VALUES ('delete-all')"))
    at(2027, 4, 1, 12)
    assert found("treffen") == []

    service.mend_index()

    assert found("treffen") == ["Treffen"]


def test_what_is_over_is_found_through_the_trigrams(cast, at):
    post(cast.ana, "Treffen im Garten")
    service.refresh_index()
    at(2027, 4, 1, 12)
    sql = "SELECT sql FROM sqlite_master WHERE name = 'search_index'"
    indexed = "SELECT indexdef FROM pg_indexes WHERE indexname = 'search_index'"

    assert ("trigram" if is_sqlite() else "trgm") in db.session.scalar(text(sql if is_sqlite() else indexed))
    assert found("treffen im") == ["Treffen im Garten"]


def test_looking_costs_the_same_for_one_hit_and_for_five(cast, queries):
    browser_words = "treffen"
    post(cast.ana, "Treffen")
    service.refresh_index()
    found(browser_words)
    with queries.counted() as counted:
        found(browser_words)
        one = len(counted)
    for number in range(4):
        post(cast.ana, f"Treffen {number}")

    with queries.counted() as counted:
        assert len(found(browser_words)) == 5

    assert len(counted) == one


def test_posting_writes_nothing_into_the_index(cast, queries):
    with queries.counted() as counted:
        post(cast.ana, "Treffen")

    assert not [statement for statement in counted if "search_texts" in statement or "search_index" in statement]


def test_twenty_words_are_enough(cast):
    post(cast.ana, "Treffen", description=" ".join(f"wort{n}" for n in range(25)))

    assert found_before_and_after_the_index_is_refreshed(" ".join(f"wort{n}" for n in range(25))) == ["Treffen"]


def test_many_organisations_with_the_same_name_keep_their_order(cast):
    with transaction() as session:
        made = [
            Organisation(slug=f"chor-{n}", name="Chor", kind="culture", state="active", search_text="chor kultur")
            for n in range(5)
        ]
        session.add_all(made)
        session.flush()
        revisions.stamp(*made)

    hits = queries.search(None, "chor")

    assert [hit.value for hit in hits.current] == [f"chor-{n}" for n in range(5)]


def test_a_series_is_one_hit_with_its_next_date_that_takes_place(cast, at):
    event = post(cast.ana, "Tanzkreis", rule="FREQ=WEEKLY;COUNT=5")
    row = next(row for row in event.occurrences if row.recurrence_id.day == 16)
    date_deeds.cancel_date(cast.ana, event, row, "Krank")
    service.refresh_index()
    at(2027, 3, 10, 12)

    (hit,) = queries.search(None, "tanzkreis").current

    assert hit.kicker.startswith("Di., 23. März 2027")
    assert "jeden Dienstag" in hit.meta[0]
    at(2027, 5, 1, 12)
    assert [hit.kicker[:15] for hit in queries.search(None, "tanzkreis").past] == ["Di., 6. Apr. 20"]


def test_a_series_that_grew_by_itself_stays_current(cast, at):
    post(cast.ana, "Tanzkreis", rule="FREQ=WEEKLY")
    service.refresh_index()
    assert service.mend_index() == 0
    at(2028, 3, 1, 12)

    horizon.move_on()
    assert service.mend_index() == 1
    at(2029, 12, 1, 12)

    assert [hit.title for hit in queries.search(None, "tanzkreis").current] == ["Tanzkreis"]
