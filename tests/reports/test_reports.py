"""Olga counts, writes a report and publishes it; what is published stays, whatever happens to what it was about."""

import csv
import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Barrier

import pytest
from drafts import draft
from measures import taken_over
from sqlalchemy import select

from kiknet import clock
from kiknet.accounts.models import User
from kiknet.calendar import measures
from kiknet.calendar.service import cancel_event, change_event, post_event, postpone_event, withdraw_event
from kiknet.concept import links, queries
from kiknet.concept import service as concept
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.service.founding import found
from kiknet.db import db, transaction
from kiknet.errors import ChangedMeanwhile, NotAllowed, NotFound, Rejected
from kiknet.organisations.acting import Acting
from kiknet.organisations.service import office
from kiknet.reports import figures, service
from kiknet.reports import queries as reports
from kiknet.reports.gathering import gather
from kiknet.reports.models import StatusReport
from kiknet.reports.periods import Period
from kiknet.reports.service import ReportDraft
from kiknet.web.sheets import sheet

YEAR = {"von": "2027-01-01", "bis": "2027-12-31"}
FORM = {
    "title": "Das Jahr 2027",
    "first": "2027-01-01",
    "last": "2027-12-31",
    "text": "# Was gelang\n\nEs war **viel**.",
}


@pytest.fixture(autouse=True)
def _in_march(at):
    at(2027, 3, 1, 12)


@pytest.fixture
def cafe(cast, at):
    """Held on 9 March, at the Market Square, in Ukrainian too; it counts for a measure. It is the 20th now."""
    version = taken_over(cast.olga)
    event = post_event(cast.ana, draft(fields=("sprache-bildung",), spoken=("de", "uk"), audiences=("parents",)))
    first = queries.measures_of(version.id)[0]
    measures.choose(cast.ana, event, [first.id])
    links.decide(cast.olga, measures.links_of(event)[0], confirms=True)
    at(2027, 3, 20, 12)
    return event


def yearly(title="Das Jahr 2027"):
    return ReportDraft(title=title, first=date(2027, 1, 1), last=date(2027, 12, 31), text="Es war viel.")


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def number_of(html, key):
    """What stands at the link to the list behind a figure."""
    return re.search(rf'/zahlen/{key}\?von=2027-01-01&amp;bis=2027-12-31">([^<]+)<', html)[1]


def test_olga_reads_the_figures_and_each_number_leads_to_what_it_counts(cast, cafe, browser):
    olga = browser.as_(cast.olga)
    page = olga.get("/buero/berichte", query_string=YEAR).text

    assert number_of(page, "termine") == "1"
    assert "Jeder einzelne Termin, der im Zeitraum begonnen hat" in page
    for address in set(re.findall(r'href="(/buero/berichte/zahlen/[^"]+)"', page)):
        assert olga.get(address.replace("&amp;", "&")).status_code == 200, address
    by_district = olga.get("/buero/berichte/zahlen/termine", query_string=YEAR | {"stadtteil": "39"}).text
    assert "Sprachcafé" in by_district
    assert "Stadtteil: Reichsstadt" in by_district
    assert "Sprachcafé" not in olga.get("/buero/berichte/zahlen/termine", query_string=YEAR | {"stadtteil": "40"}).text


@pytest.mark.parametrize(
    ("key", "heads"), [("organisationen", ["Was", "Art der Organisation"]), ("termine", ["Was", "Wann", "Wer"])]
)
def test_a_list_names_what_stands_in_its_columns(cast, cafe, browser, key, heads):
    page = browser.as_(cast.olga).get(f"/buero/berichte/zahlen/{key}", query_string=YEAR).text
    assert re.findall(r'<th scope="col">([^<]+)', page) == heads


def test_a_measure_and_its_goal_lead_to_the_event_that_counts(cast, cafe, browser):
    olga = browser.as_(cast.olga)
    page = olga.get("/buero/berichte", query_string=YEAR).text
    assert "Zu einer der 4 Maßnahmen aus „2021“ ist etwas geschehen." in words(page)
    for key in ("ziel", "massnahme"):
        address = re.search(rf'href="(/buero/berichte/zahlen/termine\?[^"]*{key}=\d+[^"]*)"', page)[1]
        assert "Sprachcafé" in olga.get(address.replace("&amp;", "&")).text


def test_a_list_nobody_knows_is_not_found(cast, browser):
    olga = browser.as_(cast.olga)
    assert olga.get("/buero/berichte/zahlen/unsinn").status_code == 404
    assert olga.get("/buero/berichte/zahlen/termine?massnahme=999").status_code == 404
    assert olga.get("/buero/berichte/zahlen/termine?von=x&bis=2027-99-99").status_code == 200


def test_olga_writes_a_draft_looks_at_it_and_publishes_it_for_everybody(cast, cafe, browser, new_browser):
    olga, stranger = browser.as_(cast.olga), new_browser()
    begun = olga.post("/buero/berichte/neu", data=FORM)
    assert begun.status_code == 303
    draft_page = olga.get(begun.location).text
    assert "<h2>Was gelang</h2>" in draft_page
    assert stranger.get(begun.location).status_code == 404
    assert "Das Jahr 2027" not in stranger.get("/berichte").text

    version = re.search(r'name="version" value="(\d+)"', draft_page)[1]
    olga.post(
        f"{begun.location.replace('/berichte/', '/buero/berichte/')}/veroeffentlichung", data={"version": version}
    )

    assert "Das Jahr 2027" in stranger.get("/berichte").text
    page = stranger.get(begun.location).text
    assert "Es war <strong>viel</strong>." in page
    assert "/buero/" not in page.partition("<main")[2]


def test_a_published_report_never_changes(cast, cafe, browser, at):
    report = service.begin(cast.olga, yearly())
    service.publish(cast.olga, report, report.revision)
    address = f"/berichte/{report.id}"
    before, table = browser.get(address).text, browser.get(f"{address}/zahlen.csv").text
    assert "Offene Sprachtreffs" in before

    change_event(cast.ana, cafe, draft(title="Ganz anders", fields=("gesundheit-pflege",)), cafe.revision)
    withdraw_event(cast.ana, cafe)
    found(cast.ana, CooperationDraft(title="Fest"))
    newer = taken_over(cast.olga, name="2030", table="field_key,goal_no,goal_label_de,measure_no,measure_label_de\n"
                       "sprache-bildung,1,Neu,1.1,Ganz neu\n")  # fmt: skip
    concept.make_current(cast.olga, newer)
    with transaction():
        cast.mill.name = "Renamed"
    office.merge(cast.olga, cast.city_library, cast.mill)
    at(2028, 5, 5, 12)

    assert browser.get(address).text == before
    assert browser.get(f"{address}/zahlen.csv").text == table
    assert number_of_live(browser, cast) == "0"


def number_of_live(browser, cast):
    return number_of(browser.as_(cast.olga).get("/buero/berichte", query_string=YEAR).text, "termine")


def test_nobody_changes_what_is_published_but_a_newer_report_says_so(cast, browser):
    report = service.begin(cast.olga, yearly())
    service.publish(cast.olga, report, report.revision)
    for deed in (service.count_anew, service.publish, service.discard):
        with pytest.raises(NotAllowed):
            deed(cast.olga, report, report.revision)
    with pytest.raises(NotAllowed):
        service.change(cast.olga, report, yearly("Anders"), report.revision)
    assert browser.as_(cast.olga).get(f"/buero/berichte/{report.id}/bearbeiten").status_code == 403

    newer = service.begin(cast.olga, yearly("Berichtigt"))
    assert "Berichtigt" not in browser.get(f"/berichte/{report.id}").text
    service.publish(cast.olga, newer, newer.revision)
    assert "Zu diesem Zeitraum gibt es einen neueren Bericht." in browser.get(f"/berichte/{report.id}").text


def test_a_draft_keeps_its_figures_until_olga_counts_anew(cast, cafe):
    report = service.begin(cast.olga, yearly())
    assert _dates_in(report) == 1
    cancel_event(cast.ana, cafe, "Krank")
    service.change(cast.olga, report, yearly("Neuer Titel"), report.revision)
    assert _dates_in(report) == 1
    service.count_anew(cast.olga, report, report.revision)
    assert _dates_in(report) == 0


def test_with_another_period_a_draft_is_counted_anew(cast, cafe):
    report = service.begin(cast.olga, yearly())
    moved = ReportDraft(title="Februar", first=date(2027, 2, 1), last=date(2027, 2, 28))
    service.change(cast.olga, report, moved, report.revision)
    assert _dates_in(report) == 0
    assert report.findings["period"] == {"first": "2027-02-01", "last": "2027-02-28"}


def _dates_in(report):
    return next(each["number"] for each in report.findings["figures"] if each["key"] == "termine")


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"title": " "}, "title"), ({"last": date(2026, 1, 1)}, "last"), ({"text": "x" * 50_001}, "text"),
     ({"first": date(2028, 1, 1), "last": date(2028, 2, 1)}, "first"), ({"first": date(1927, 1, 1)}, "first"),
     ({"last": date(2727, 1, 1)}, "last")],
)  # fmt: skip
def test_a_draft_that_makes_no_sense_is_refused_beside_its_field(cast, changes, field):
    given = {"title": "2027", "first": date(2027, 1, 1), "last": date(2027, 12, 31)} | changes
    with pytest.raises(Rejected) as refused:
        service.begin(cast.olga, ReportDraft(**given))
    assert refused.value.field == field


def test_a_form_without_a_title_comes_back_with_everything_typed(cast, browser):
    answer = browser.as_(cast.olga).post("/buero/berichte/neu", data=FORM | {"title": ""})
    assert answer.status_code == 422
    assert "Es war **viel**." in answer.text


def test_the_same_form_sent_twice_is_one_report(cast, browser):
    olga = browser.as_(cast.olga)
    form = FORM | {"key": "6b0d9a34-52ac-4c39-9a0b-0f0a6a6f0c11"}
    assert olga.post("/buero/berichte/neu", data=form).location == olga.post("/buero/berichte/neu", data=form).location
    assert len(db.session.scalars(select(StatusReport)).all()) == 1


def test_who_saves_second_sees_both_texts(cast, browser):
    report = service.begin(cast.olga, yearly())
    olga = browser.as_(cast.olga)
    address = f"/buero/berichte/{report.id}/bearbeiten"
    opened = dict(re.findall(r'name="(version|opened)"[^>]*value="([^"]*)"', olga.get(address).text))
    assert opened["version"]
    service.change(cast.olga, report, yearly("Der andere Titel"), report.revision)

    answer = olga.post(address, data=FORM | opened | {"title": "Mein Titel"})

    assert answer.status_code == 409
    assert "Der andere Titel" in answer.text
    assert "Mein Titel" in answer.text


def test_what_is_published_is_what_was_looked_at(cast, browser):
    report = service.begin(cast.olga, yearly())
    looked_at = report.revision
    service.count_anew(cast.olga, report, report.revision)
    with pytest.raises(ChangedMeanwhile):
        service.publish(cast.olga, report, looked_at)
    answer = browser.as_(cast.olga).post(f"/buero/berichte/{report.id}/veroeffentlichung", data={"version": looked_at})
    assert "inzwischen geändert" in browser.get(answer.location).text
    assert not reports.report_by_id(cast.olga, report.id).is_published


def test_of_publishing_and_discarding_at_the_same_moment_one_happens(app, cast):
    report_id, version = (lambda row: (row.id, row.revision))(service.begin(cast.olga, yearly()))
    olga, barrier = cast.olga.user.id, Barrier(2)

    def do(deed):
        with app.app_context():
            by = Acting(db.session.get(User, olga))
            report = reports.report_by_id(by, report_id)
            barrier.wait()
            try:
                deed(by, report, version)
            except ChangedMeanwhile:
                return 0
            return 1

    for _round in range(5):
        with ThreadPoolExecutor(2) as pool:
            assert sum(pool.map(do, (service.publish, service.discard))) == 1
        db.session.expire_all()
        fresh = service.begin(cast.olga, yearly())
        report_id, version = fresh.id, fresh.revision


def test_only_the_office_counts_and_writes(cast):
    for by in (cast.ana, cast.vera, cast.carla):
        with pytest.raises(NotAllowed):
            service.begin(by, yearly())
    report = service.begin(cast.olga, yearly())
    for by in (cast.ana, None):
        with pytest.raises(NotFound):
            reports.report_by_id(by, report.id)


def table_of(answer):
    return list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff")), delimiter=";"))


def test_the_table_has_every_number_of_the_page(cast, cafe, browser):
    answer = browser.as_(cast.olga).get("/buero/berichte/zahlen.csv", query_string=YEAR)
    rows = table_of(answer)
    whole = {row["Kennzahl"]: row["Anzahl"] for row in rows if not row["Gegliedert nach"]}
    assert len(whole) == len(figures.FIGURES)
    assert whole["Termine"] == "1"
    languages = {
        row["Was"]: row["Anzahl"]
        for row in rows
        if row["Gegliedert nach"] == "Nach Sprache" and row["Kennzahl"] == "Termine"
    }
    assert languages == {"Deutsch": "1", "Ukrainisch": "1"}
    assert [row["Was"] for row in rows if row["Gegliedert nach"] == "Maßnahme" and row["Kennzahl"] == "Termine"] == [
        "1.1 Offene Sprachtreffs"
    ]


def test_a_spreadsheet_calculates_nothing_from_names(cast, cafe, browser):
    from kiknet.vocabulary.models import District
    from kiknet.vocabulary.queries import forget_words

    with transaction():
        db.session.get(District, 39).name = '=HYPERLINK("http://evil.example")'
    forget_words()
    text = browser.as_(cast.olga).get("/buero/berichte/zahlen.csv", query_string=YEAR).text
    assert "'=HYPERLINK" in text
    assert ";=HYPERLINK" not in text


@pytest.mark.parametrize("first", list("=+-@＝＋－＠\t\r\n"))
def test_nothing_a_name_can_begin_with_makes_a_formula_of_it(app, first):
    with app.test_request_context():
        text = sheet("x.csv", ["Was"], [[f"{first}1+1"]]).get_data(as_text=True)
    (cell,) = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1]
    assert cell == f"'{first}1+1"


@pytest.mark.parametrize("deed", [cancel_event, postpone_event])
def test_the_dates_a_series_had_before_it_was_called_or_put_off_count_everywhere(cast, browser, at, deed):
    version = taken_over(cast.olga)
    series = post_event(cast.ana, draft(rule="FREQ=WEEKLY;COUNT=9", fields=("sprache-bildung",)))
    measures.choose(cast.ana, series, [queries.measures_of(version.id)[0].id])
    links.decide(cast.olga, measures.links_of(series)[0], confirms=True)
    at(2027, 3, 20, 12)
    deed(cast.ana, series, "Wasserschaden")
    at(2027, 6, 1, 12)

    findings = gather(Period(date(2027, 1, 1), date(2027, 12, 31)), clock.now())
    assert findings["figures"][0]["number"] == 2
    assert findings["concept"]["goals"][0]["numbers"][0] == 2


def test_what_the_year_before_had_leads_to_its_list_and_months_to_come_are_left_out(cast, cafe, browser, at):
    at(2028, 3, 8, 12)
    olga = browser.as_(cast.olga)
    days = {"von": "2028-01-01", "bis": "2028-12-31"}
    page = olga.get("/buero/berichte", query_string=days).text
    assert "April" not in words(page)
    assert "/zahlen/termine?von=2027-03-01&amp;bis=2027-03-08" not in page
    at(2028, 3, 9, 12)
    page = olga.get("/buero/berichte", query_string=days).text
    assert '/zahlen/termine?von=2027-03-01&amp;bis=2027-03-09">1<' in page


def test_words_of_a_report_come_in_the_language_of_whoever_reads_it(cast, cafe, browser):
    report = service.begin(cast.olga, yearly())
    service.publish(cast.olga, report, report.revision)
    assert "Dates held" in browser.get(f"/berichte/{report.id}?sprache=en").text
    assert "Sprache und Bildung" in browser.get(f"/berichte/{report.id}").text
    assert "Language and education" in browser.get(f"/berichte/{report.id}?sprache=en").text


def test_figures_cost_the_same_number_of_queries_for_one_event_and_five(cast, browser, queries, at):
    olga = browser.as_(cast.olga)

    def cost(address):
        with queries.counted() as sent:
            assert olga.get(address, query_string=YEAR).status_code == 200
        return len(sent)

    def post(day):
        post_event(cast.ana, draft(starts_local=datetime(2027, 3, day, 15), ends_local=datetime(2027, 3, day, 17)))

    post(2)
    at(2027, 3, 20, 12)
    lists = [f"/buero/berichte/zahlen/{figure.key}" for figure in figures.FIGURES]
    cost("/buero/berichte")
    once = [cost(address) for address in ("/buero/berichte", *lists)]
    at(2027, 3, 1, 12)
    for day in range(3, 7):
        post(day)
        found(cast.ana, CooperationDraft(title=f"Fest {day}"))
    at(2027, 3, 20, 12)
    again = [cost(address) for address in ("/buero/berichte", *lists)]
    assert again[0] == once[0]
    assert max(again[1:]) <= 14
