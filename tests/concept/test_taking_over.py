"""Olga takes over the concept, from her desk or somebody on the command line; everybody reads it."""

import pytest
from measures import CATALOGUE, HEAD, taken_over, whole
from sqlalchemy import func, select

from kiknet.cli_concept import import_concept
from kiknet.concept import catalogue, queries, service, taking
from kiknet.concept.models import ConceptVersion, Goal, Measure, MeasureLink
from kiknet.db import db, transaction
from kiknet.errors import ChangedMeanwhile, NotAllowed, Rejected
from kiknet.vocabulary.queries import forget_words


def number_of(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_olga_looks_first_and_then_takes_over(app, cast, browser):
    olga = app.test_client().as_(cast.olga)
    form = {"name": "2021", "credit": "Stadt Kempten (Allgäu)", "table": CATALOGUE}

    looked = olga.post("/buero/konzept", data=form | {"look": "1"})

    assert looked.status_code == 200
    assert "Neu: 4 · geändert: 0 · wie bisher: 0 · weggefallen: 0" in looked.text
    assert number_of(Measure) == 0
    taken = olga.post("/buero/konzept", data=form | {"seen": "0", "take_over": "1"})
    assert taken.status_code == 303
    assert "Offene Sprachtreffs" in olga.get(taken.location).text
    page = browser.get("/handlungsfelder/sprache-bildung").text
    assert "Beim Kaffee Deutsch sprechen" in page
    assert "Stadt Kempten (Allgäu)" in page


def test_wrong_lines_are_listed_and_nothing_is_taken_over(app, cast):
    olga = app.test_client().as_(cast.olga)
    table = CATALOGUE + "kultur,1,Ziel,9.9,Tanz,\n"

    for button in ("look", "take_over"):
        answer = olga.post("/buero/konzept", data={"name": "2021", "table": table, button: "1"})

        assert answer.status_code == 422
        assert "Es gibt kein Handlungsfeld „kultur“." in answer.text
        assert "Zeile 6:" in answer.text
        assert "weggefallen" not in answer.text, "what a wrong line says is not gone"
        assert "Offene Sprachtreffs" in answer.text, "what was sent is still there to be corrected"
    assert number_of(ConceptVersion) == 0


def test_the_same_table_again_changes_nothing_and_a_new_one_says_what(cast):
    version = taken_over(cast.olga)
    again = taking.look_ahead("2021", catalogue.read(CATALOGUE, queries.field_keys()))
    changed = CATALOGUE.replace("Sprachpaare vermitteln", "Sprachpaare finden").replace(",1.3,", ",1.5,")

    assert again.differences.are_none
    outlook = service.take_over(
        cast.olga, "2021", catalogue.read(changed, queries.field_keys()), credit="", seen=version.revision
    )

    found = outlook.differences
    assert [entry.number for entry in found.new] == ["1.5"]
    assert [(was.title, now.title) for was, now in found.changed] == [("Sprachpaare vermitteln", "Sprachpaare finden")]
    assert [entry.number for entry in found.gone] == ["1.3"]
    assert [m.number for m in queries.measures_of(version.id, "sprache-bildung")] == ["1.1", "1.2", "1.5"]
    assert version.credit == "Stadt Kempten (Allgäu), 2021"


def test_what_is_gone_keeps_its_links_and_comes_back_with_them(cast):
    version = taken_over(cast.olga)
    measure = queries.measures_of(version.id)[2]
    with transaction() as session:
        session.add(MeasureLink(measure_id=measure.id, kind="event", thing_id=1, state="confirmed"))
    shorter = CATALOGUE.replace("sprache-bildung,1,Deutsch lernt man überall,1.3,Kurse mit Betreuung,\n", "")
    for table in (shorter, CATALOGUE):
        taken_over(cast.olga, table=table)
        assert measure.is_gone is (table == shorter)

    assert number_of(MeasureLink) == 1


def test_whoever_looked_at_an_older_state_is_told(app, cast):
    version = taken_over(cast.olga)
    seen = version.revision
    taken_over(cast.olga, table=CATALOGUE.replace("Sport", "Spiel"))

    with pytest.raises(ChangedMeanwhile):
        taken_over(cast.olga, seen=seen)
    db.session.rollback()
    answer = app.test_client().as_(cast.olga).post(
        "/buero/konzept", data={"name": "2021", "table": CATALOGUE, "seen": seen, "take_over": "1"}
    )  # fmt: skip
    assert answer.status_code == 409
    assert "inzwischen geändert" in answer.text


def test_the_first_version_is_current_and_olga_changes_that(app, cast, browser):
    first = taken_over(cast.olga)
    later = CATALOGUE.replace("Beim Kaffee Deutsch sprechen", "Zusammen reden")
    second = taken_over(cast.olga, name="2030", table=later)
    page = "/handlungsfelder/sprache-bildung"
    assert (first.is_current, second.is_current) == (True, False)
    assert "Beim Kaffee" in browser.get(page).text

    app.test_client().as_(cast.olga).post(f"/buero/konzept/{second.id}/gueltig")

    db.session.expire_all()
    assert (first.is_current, second.is_current) == (False, True)
    assert "Zusammen reden" in browser.get(page).text


def test_only_the_office_takes_over_the_concept(cast):
    read = catalogue.read(CATALOGUE, queries.field_keys())
    for person in (cast.ana, cast.vera, cast.carla):
        with pytest.raises(NotAllowed):
            service.take_over(person, "2021", read, credit="", seen=0)
    version = taken_over(cast.olga)
    with pytest.raises(NotAllowed):
        service.make_current(cast.ana, version)


def test_a_catalogue_without_a_measure_is_refused(cast):
    with pytest.raises(Rejected):
        taken_over(cast.olga, table=HEAD)


def test_a_concept_as_large_as_the_citys_comes_whole(cast, tmp_path, app):
    fields, table = whole()
    with transaction() as session:
        session.add_all(fields)
    forget_words()
    file = tmp_path / "measures.csv"
    file.write_text(table, encoding="utf-8")

    def kiknet(*words):
        return app.test_cli_runner().invoke(import_concept, ["--version", "2021", str(file), *words])

    dry = kiknet("--dry-run")
    assert "Would be: 144 new, 0 changed, 0 as before, 0 gone (6 fields, 43 goals, 144 measures)." in dry.output
    assert number_of(Measure) == 0
    assert kiknet().exit_code == 0
    db.session.expire_all()
    assert (number_of(Goal), number_of(Measure)) == (43, 144)
    assert "0 new, 0 changed, 144 as before, 0 gone" in kiknet().output


def test_the_command_line_names_wrong_lines_and_takes_over_nothing(cast, tmp_path, app):
    file = tmp_path / "measures.csv"
    file.write_text(CATALOGUE + "kultur,1,Ziel,9.9,Tanz,\n", encoding="utf-8")

    answer = app.test_cli_runner().invoke(import_concept, ["--version", "2021", str(file)])

    assert answer.exit_code == 1
    assert "line 6: There is no field of action “kultur”." in answer.output
    assert number_of(ConceptVersion) == 0
