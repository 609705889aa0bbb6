"""Ana says what the Mill's event contributes to; Olga decides; only what she confirms counts."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from cast import OLGAS_SECRET
from drafts import draft
from measures import CATALOGUE, taken_over
from sqlalchemy import select

from kiknet import clock
from kiknet.accounts.models import User
from kiknet.calendar import measures
from kiknet.calendar.models import Event
from kiknet.calendar.service import cancel_event, change_event, post_event, take_back_cancellation, withdraw_event
from kiknet.concept import links, queries, service
from kiknet.concept.models import MeasureLink
from kiknet.db import db, transaction
from kiknet.errors import ChangedMeanwhile, NotAllowed, NotFound, Rejected
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Membership
from kiknet.organisations.service import office


@pytest.fixture(autouse=True)
def _on_the_first_of_march(at):
    at(2027, 3, 1, 12)


@pytest.fixture
def version(cast):
    return taken_over(cast.olga)


@pytest.fixture
def event(cast, version):
    return post_event(cast.ana, draft(title="Sprachcafé", summary="Bei Kaffee und Kuchen Deutsch sprechen."))


def numbers(version):
    return {measure.number: measure.id for measure in queries.measures_of(version.id)}


def proposed(cast, event, version, *wanted):
    measures.choose(cast.ana, event, [numbers(version)[number] for number in wanted])
    return measures.links_of(event)


def page_of(event):
    return f"/mein/veranstaltungen/{event.id}/massnahmen"


def test_ana_is_offered_what_fits_chooses_it_and_olga_confirms(app, cast, version, event):
    ana, olga = app.test_client().as_(cast.ana), app.test_client().as_(cast.olga)
    page = ana.get(page_of(event)).text
    assert "Beim Kaffee Deutsch sprechen" in page
    assert "Sport ohne Hürden" not in page
    assert page_of(event) in ana.get(f"/veranstaltungen/{event.id}").text

    chosen = ana.post(page_of(event), data={"measures": numbers(version)["1.1"]})

    assert chosen.status_code == 303
    assert links.counted(version.id) == {}
    desk = olga.get("/buero/").text
    assert "Beim Kaffee Deutsch sprechen" in desk
    (link,) = measures.links_of(event)
    assert olga.post(f"/buero/konzept/vorschlaege/{link.id}", data={"answer": "yes"}).status_code == 303
    assert links.counted(version.id) == {numbers(version)["1.1"]: 1}
    assert "Beim Kaffee Deutsch sprechen" not in olga.get("/buero/").text
    assert "bestätigt: zählt" in ana.get(page_of(event)).text


def test_ana_finds_others_with_words_of_her_own(app, cast, event):
    page = app.test_client().as_(cast.ana).get(page_of(event) + "?q=Sport").text

    assert "Sport ohne Hürden" in page


def test_what_olga_rejects_does_not_count_and_cannot_be_proposed_again(cast, version, event):
    (link,) = proposed(cast, event, version, "1.1")
    links.decide(cast.olga, link, confirms=False)

    proposed(cast, event, version, "1.1")

    assert [link.state for link in measures.links_of(event)] == ["rejected"]
    assert links.counted(version.id) == {}
    assert links.waiting() == []


def test_ana_takes_back_what_she_chose_even_when_it_was_confirmed(cast, version, event):
    first, _second = proposed(cast, event, version, "1.1", "1.2")
    links.decide(cast.olga, first, confirms=True)

    proposed(cast, event, version, "1.2")

    assert [(link.measure.number, link.state) for link in measures.links_of(event)] == [("1.2", "proposed")]


def test_more_than_five_are_too_many_and_so_are_measures_of_another_version(app, cast, event):
    more = "".join(f"gesundheit-pflege,3,Mehr,3.{number},Aufgabe {number},\n" for number in range(1, 7))
    version = taken_over(cast.olga, table=CATALOGUE + more)
    later = taken_over(cast.olga, name="2030")

    with pytest.raises(Rejected):
        proposed(cast, event, version, *(f"3.{number}" for number in range(1, 7)))
    with pytest.raises(Rejected):
        proposed(cast, event, later, "1.1")
    answer = app.test_client().as_(cast.ana).post(page_of(event), data={"measures": numbers(later)["1.1"]})
    assert (answer.status_code, "inzwischen geändert" in answer.text) == (422, True)
    assert measures.links_of(event) == []


@pytest.mark.parametrize(("who", "status"), [("ana", 200), ("ben", 200), ("vera", 403), ("carla", 403), ("olga", 403)])
def test_only_those_who_may_change_the_event_choose(app, cast, event, who, status):
    person = app.test_client().as_(getattr(cast, who))

    assert person.get(page_of(event)).status_code == status
    assert person.post(page_of(event), data={}).status_code == (303 if status == 200 else 403)


def test_only_the_office_decides_and_nobody_about_their_own(cast, version, event):
    (link,) = proposed(cast, event, version, "1.1")
    for person in (cast.ana, cast.vera, cast.carla):
        with pytest.raises(NotAllowed):
            links.decide(person, link, confirms=True)
    with transaction() as session:
        oleg = User(email="oleg@example.org", display_name="Oleg", office_role="office", totp_secret=OLGAS_SECRET)
        oleg.confirmed_at = clock.now()
        session.add_all([oleg, Membership(user=oleg, organisation=cast.mill, role="viewer")])
    with pytest.raises(NotAllowed):
        links.decide(Acting(oleg), link, confirms=True)

    links.decide(cast.olga, link, confirms=True)


def test_a_cancelled_or_withdrawn_event_neither_waits_nor_counts(cast, version, event):
    first, second = proposed(cast, event, version, "1.1", "1.2")
    links.decide(cast.olga, first, confirms=True)
    counted = {numbers(version)["1.1"]: 1}

    cancel_event(cast.ana, event, "Krank")
    assert (links.waiting(), links.counted(version.id)) == ([], {})
    take_back_cancellation(cast.ana, event)
    assert (len(links.waiting()), links.counted(version.id)) == (1, counted)
    withdraw_event(cast.ana, event)

    assert (links.waiting(), links.counted(version.id)) == ([], {})
    with pytest.raises(NotFound):
        links.decide(cast.olga, second, confirms=True)


def test_a_draft_does_not_bother_the_office_before_it_is_published(cast, version):
    event = post_event(cast.ana, draft(title="Sprachcafé"), publish=False)
    proposed(cast, event, version, "1.1")

    assert links.waiting() == []


def test_an_event_that_changes_keeps_its_measures(cast, version, event):
    proposed(cast, event, version, "1.1")

    change_event(cast.ana, event, draft(title="Sprachtreff"), event.revision)

    assert [w.thing.title for w in links.waiting()] == ["Sprachtreff"]


def test_when_the_mill_is_merged_into_the_library_carla_goes_on(cast, version, event):
    (link,) = proposed(cast, event, version, "1.1")
    measure = queries.measures_of(version.id)[0]
    draft_ = service.MeasureDraft(organisation_ids=[cast.mill.id, cast.city_library.id])
    service.describe(cast.olga, measure, draft_, measure.revision)

    office.merge(cast.olga, cast.mill, cast.city_library)

    db.session.expire_all()
    assert [w.thing.owner_name for w in links.waiting()] == ["The Library"]
    assert [o.name for o in measure.organisations] == ["The Library"]
    measures.choose(cast.carla, event, [])
    assert db.session.get(MeasureLink, link.id) is None


def test_what_counted_for_an_old_measure_counts_for_the_one_it_became(cast, version, event):
    (link,) = proposed(cast, event, version, "1.1")
    links.decide(cast.olga, link, confirms=True)
    later = taken_over(cast.olga, name="2030")
    assert links.counted(later.id) == {}

    chosen = {numbers(version)["1.1"]: numbers(later)["1.2"]}
    service.decide_successors(cast.olga, version, later, chosen, [])
    service.make_current(cast.olga, later)
    proposed(cast, event, later, "1.2")
    new = next(link for link in measures.links_of(event) if link.state == "proposed")
    links.decide(cast.olga, new, confirms=True)

    assert links.counted(later.id) == {numbers(later)["1.2"]: 1}, "the same event counts once"


def test_of_two_in_the_office_who_decide_at_once_one_is_told(app, cast, version, event):
    (link,) = proposed(cast, event, version, "1.1")
    link_id, olga_id, ready = link.id, cast.olga.user.id, Barrier(4)
    db.session.rollback()

    def decide(number):
        with app.app_context():
            by = Acting(db.session.get(User, olga_id))
            mine = links.link_by_id(link_id)
            ready.wait()
            try:
                links.decide(by, mine, confirms=number % 2 == 0)
            except ChangedMeanwhile:
                return None
            return "confirmed" if number % 2 == 0 else "rejected"

    with ThreadPoolExecutor(4) as people:
        answers = [answer for answer in people.map(decide, range(4)) if answer]

    db.session.expire_all()
    assert answers == [db.session.get(MeasureLink, link_id).state]


def test_of_two_who_choose_at_once_both_find_one_state(app, cast, version, event):
    wanted, event_id, ana = list(numbers(version).values())[:2], event.id, cast.ana
    user_id, organisation_id, ready = ana.user.id, cast.mill.id, Barrier(4)
    db.session.rollback()

    def choose(number):
        with app.app_context():
            by = Acting(db.session.get(User, user_id), db.session.get(type(cast.mill), organisation_id), "admin")
            mine = db.session.get(Event, event_id)
            ready.wait()
            measures.choose(by, mine, [wanted[number % 2]])

    with ThreadPoolExecutor(4) as people:
        list(people.map(choose, range(4)))

    db.session.expire_all()
    found = db.session.scalars(select(MeasureLink.measure_id)).all()
    assert len(found) == 1
    assert found[0] in wanted


def test_the_desk_costs_as_much_with_five_events_as_with_one(app, cast, version, queries):
    def one_more(number):
        made = post_event(cast.ana, draft(title=f"Sprachcafé {number}"))
        proposed(cast, made, version, "1.1", "1.2")

    olga = app.test_client().as_(cast.olga)
    one_more(1)
    olga.get("/buero/")
    with queries.counted():
        olga.get("/buero/")
    one = len(queries)
    for number in range(4):
        one_more(number)
    with queries.counted():
        assert "Sprachcafé 3" in olga.get("/buero/").text

    assert len(queries) == one
