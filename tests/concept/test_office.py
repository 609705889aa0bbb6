"""What the office says about a measure, its scale, and what became of old measures."""

import re

import pytest
from measures import CATALOGUE, taken_over

from kiknet.concept import queries, service
from kiknet.concept.models import Measure
from kiknet.concept.service import MeasureDraft
from kiknet.db import db, transaction
from kiknet.errors import ChangedMeanwhile, NotAllowed, Rejected
from kiknet.organisations.models import Organisation


@pytest.fixture
def version(cast):
    return taken_over(cast.olga)


@pytest.fixture
def measure(version):
    return queries.measures_of(version.id)[0]


@pytest.fixture
def olga(app, cast):
    return app.test_client().as_(cast.olga)


def steps():
    return [step.name for step, _count in queries.scale()]


def test_olga_says_how_far_a_measure_is_and_who_takes_care_of_it(cast, olga, version, measure):
    address, (step, _count) = f"/buero/konzept/massnahmen/{measure.id}", queries.scale()[2]
    assert "Offene Sprachtreffs" in olga.get(address).text
    typed = {
        "plain": "Reden und Kuchen essen", "step": step.id, "note": "Seit März.",
        "organisations": [cast.mill.id, cast.city_library.id], "version": measure.revision,
    }  # fmt: skip

    assert olga.post(address, data=typed).status_code == 303

    page = olga.get(f"/buero/konzept/{version.id}").text
    assert "Reden und Kuchen essen" in page
    assert "Läuft" in page
    assert "The Library, The Mill" in page
    with pytest.raises(ChangedMeanwhile):
        service.describe(cast.olga, measure, MeasureDraft(), 0)
    db.session.rollback()
    assert olga.post(address, data=typed | {"version": 0, "note": "Anders"}).status_code == 409


def test_the_note_is_for_the_office_alone(cast, measure, browser, app):
    service.describe(cast.olga, measure, MeasureDraft(note="Streng geheim"), measure.revision)

    for reader in (browser, app.test_client().as_(cast.ana)):
        assert "Streng geheim" not in reader.get("/handlungsfelder/sprache-bildung").text


def test_the_scale_is_the_offices_own(cast, olga, version, measure):
    assert steps() == ["Noch nicht begonnen", "Begonnen", "Läuft", "Umgesetzt", "Ruht"]
    begun = queries.scale()[1][0]

    assert olga.post("/buero/konzept/skala", data={"name": "Aufgegeben"}).status_code == 303
    assert (
        olga.post(f"/buero/konzept/skala/{begun.id}", data={"name": "Angefangen", "position": "9"}).status_code == 303
    )

    assert steps() == ["Noch nicht begonnen", "Läuft", "Umgesetzt", "Ruht", "Aufgegeben", "Angefangen"]
    assert olga.post("/buero/konzept/skala", data={"name": "läuft"}).status_code == 422
    assert olga.post("/buero/konzept/skala", data={"name": " "}).status_code == 422


def test_a_step_measures_stand_on_stays(cast, version, measure):
    step = queries.scale()[0][0]
    service.describe(cast.olga, measure, MeasureDraft(status_id=step.id), measure.revision)

    with pytest.raises(Rejected):
        service.remove_status(cast.olga, step)
    db.session.rollback()
    service.describe(cast.olga, measure, MeasureDraft(), measure.revision)
    service.remove_status(cast.olga, step)

    assert steps() == ["Begonnen", "Läuft", "Umgesetzt", "Ruht"]
    assert [step.position for step, _count in queries.scale()] == [1, 2, 3, 4]


def test_only_the_office_does_any_of_this(cast, version, measure):
    step = queries.scale()[0][0]
    for deed in (
        lambda: service.describe(cast.ana, measure, MeasureDraft(), measure.revision),
        lambda: service.add_status(cast.ana, "Neu"),
        lambda: service.change_status(cast.ana, step, "Neu", 1),
        lambda: service.remove_status(cast.ana, step),
        lambda: service.decide_successors(cast.ana, version, version, {}, []),
    ):
        with pytest.raises(NotAllowed):
            deed()


def chosen_on(page, measure_id):
    select = re.search(rf'<select[^>]*name="zu-{measure_id}">(.*?)</select>', page, re.S)[1]
    return re.search(r'value="([^"]*)" selected', select)[1] if "selected" in select else ""


def test_olga_says_what_became_of_the_old_measures(cast, olga, version):
    moved = CATALOGUE.replace("1.1,Offene Sprachtreffs,", "1.9,Offene Sprachtreffs überall,").replace(
        "1.3,Kurse mit Betreuung", "1.3,Etwas Neues"
    )
    later = taken_over(cast.olga, name="2030", table=moved)
    old = {m.number: m for m in queries.measures_of(version.id)}
    new = {m.number: m for m in queries.measures_of(later.id)}
    service.describe(
        cast.olga, old["1.1"], MeasureDraft(note="Läuft gut", organisation_ids=[cast.mill.id]), old["1.1"].revision
    )
    address = f"/buero/konzept/{later.id}/zuordnung?von={version.id}"

    page = olga.get(address).text
    assert chosen_on(page, old["1.1"].id) == str(new["1.9"].id), "suggested by its words"
    assert chosen_on(page, old["1.3"].id) == ""
    said = {f"zu-{old['1.1'].id}": new["1.9"].id, f"zu-{old['1.3'].id}": "nichts"}
    answer = olga.post(address, data={"von": version.id, "feld": "sprache-bildung"} | said)

    assert answer.status_code == 303
    assert queries.decided_successors(version.id, later.id) == {old["1.1"].id: new["1.9"].id, old["1.3"].id: None}
    page = olga.get(address).text
    assert chosen_on(page, old["1.3"].id) == "nichts"
    left = page.split("Was übrig bleibt")[1]
    assert "Kurse mit Betreuung" in left
    assert "Etwas Neues" in left
    assert "Sprachtreffs" not in left
    db.session.expire_all()
    assert (new["1.9"].note, [o.name for o in new["1.9"].organisations]) == ("Läuft gut", ["The Mill"])


def test_measures_of_other_versions_are_refused(cast, version):
    later = taken_over(cast.olga, name="2030")
    old, new = queries.measures_of(version.id)[0], queries.measures_of(later.id)[0]

    for chosen in ({new.id: new.id}, {old.id: old.id}, {old.id: 99999}):
        with pytest.raises(Rejected):
            service.decide_successors(cast.olga, version, later, chosen, [])
        db.session.rollback()


def test_the_pages_of_the_office_cost_the_same_with_few_measures_and_with_many(app, cast, version, olga, queries):
    def cost(*addresses):
        numbers = []
        for address in addresses:
            olga.get(address)
            with queries.counted():
                assert olga.get(address).status_code == 200
            numbers.append(len(queries))
        return numbers

    pages = ("/buero/konzept", f"/buero/konzept/{version.id}", "/buero/konzept/skala")
    one = cost(*pages)
    more = "".join(f"sprache-bildung,5,Mehr,5.{number},Aufgabe {number},\n" for number in range(1, 6))
    taken_over(cast.olga, table=CATALOGUE + more)
    with transaction() as session:
        mill = session.get(Organisation, cast.mill.id)
        for row in session.query(Measure):
            row.organisations = [mill]

    assert cost(*pages) == one
