"""A table of measures: what is read, what is wrong, what it would change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiknet.concept import catalogue
from kiknet.concept.catalogue import Entry, compare, order, read
from kiknet.errors import Rejected

NAMES = ("sprache bildung", "sprache und bildung")
FIELDS = dict.fromkeys(NAMES, "sprache-bildung") | {"gesundheit pflege": "gesundheit-pflege"}
HEAD = "field_key,goal_no,goal_label_de,measure_no,measure_label_de\n"
ROW = "sprache-bildung,1,Alle lernen,1.1,Ein Sprachtreff\n"


def said(problem):
    return problem.line, str(problem.reason)


@pytest.fixture(autouse=True)
def in_german(app):
    with app.test_request_context("/"):
        yield


def test_a_row_is_a_measure_with_its_goal():
    found = read(HEAD + ROW, FIELDS)

    assert found.entries == (Entry("sprache-bildung", "1", "Alle lernen", "1.1", "Ein Sprachtreff"),)
    assert (found.problems, found.goals, found.fields) == ((), {("sprache-bildung", "1")}, {"sprache-bildung"})


def test_it_reads_what_excel_saves():
    text = "Handlungsfeld;Ziel Nr.;Ziel;Maßnahme Nr.;Maßnahme;In einfachen Worten\r\n"
    text += "Sprache und Bildung;1.;„Ü“ wie Übung;1.2.;Treffen;Kaffee trinken\r\n;;;;;\r\n"
    for data in (
        text.encode("utf-8-sig"),
        text.replace("„", '"').replace("“", '"').replace('"Ü"', "Ü").encode("cp1252"),
    ):
        (entry,) = read(catalogue.text_of(data), FIELDS).entries

        assert (entry.field, entry.goal_number, entry.number) == ("sprache-bildung", "1", "1.2")
        assert (entry.title, entry.plain) == ("Treffen", "Kaffee trinken")
        assert "Ü" in entry.goal


@pytest.mark.parametrize(("row", "reason"), [
    ("kultur,1,Ziel,1.1,Treff", "Es gibt kein Handlungsfeld „kultur“."),
    ("sprache-bildung,1,Ziel,1.1,", "Hier ist die Spalte „Maßnahme“ leer."),
    ("sprache-bildung,eins,Ziel,1.1,Treff", "„eins“ ist keine Nummer wie 3 oder 3.2."),
    ("sprache-bildung,1,Ziel,1.1,Treff", "In Zeile 2 heißt dieses Ziel „Alle lernen“."),
    ("sprache-bildung,1,Alle lernen,1.1,Treff", "Diese Nummer steht schon in Zeile 2."),
    ("sprache-bildung,2,Ziel,2.1," + "x" * 301, "Länger als 300 Zeichen: „Maßnahme“."),
    ("sprache-bildung", "Hier ist die Spalte „Nummer des Ziels“ leer."),
])  # fmt: skip
def test_a_wrong_line_is_named_with_the_reason_and_the_others_are_read(row, reason):
    found = read(HEAD + ROW + row + "\nsprache-bildung,1,Alle lernen,1.9,Noch einer\n", FIELDS)

    assert [said(problem) for problem in found.problems] == [(3, reason)]
    assert [entry.number for entry in found.entries] == ["1.1", "1.9"]


@pytest.mark.parametrize(
    "text", ["", "\n", "Titel;Datum\nTanz;1.1.2027\n", "PK\x03\x04", HEAD.replace("goal_no,", "") + ROW]
)
def test_what_is_no_table_of_measures_is_refused_with_the_columns_that_are_missing(text):
    with pytest.raises(Rejected, match="fehlen diese Spalten"):
        read(text, FIELDS)


def test_numbers_restart_in_every_field_and_may_have_gaps():
    rows = ROW + ROW.replace("sprache-bildung", "gesundheit-pflege") + ROW.replace("1.1", "1.4")

    found = read(HEAD + rows, FIELDS)

    assert [entry.key for entry in found.entries] == [
        ("sprache-bildung", "1.1"), ("gesundheit-pflege", "1.1"), ("sprache-bildung", "1.4"),
    ]  # fmt: skip


def test_a_file_that_is_far_too_large_is_refused():
    with pytest.raises(Rejected):
        catalogue.text_of(b"x" * (catalogue.MOST_BYTES + 1))
    with pytest.raises(Rejected):
        read(HEAD + ROW * (catalogue.MOST_ROWS + 1), FIELDS)


def test_people_count_two_before_ten():
    assert sorted(["10.1", "2", "6.5", "6.3", "6.10", "2.1", "2.1a"], key=order) == [
        "2", "2.1", "2.1a", "6.3", "6.5", "6.10", "10.1",
    ]  # fmt: skip


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text):
    for given_text in (text, HEAD + text):
        try:
            found = read(given_text, FIELDS)
        except Rejected:
            continue
        assert len({entry.key for entry in found.entries}) == len(found.entries)


ENTRIES = st.lists(
    st.builds(
        Entry, st.sampled_from("ab"), st.sampled_from("12"), st.just("Ziel"),
        st.sampled_from("1234"), st.sampled_from("xyz"),
    ),
    unique_by=lambda entry: entry.key,
)  # fmt: skip


@given(ENTRIES, ENTRIES)
def test_what_is_compared_adds_up(old, new):
    found = compare(old, new)

    assert len(found.new) + len(found.changed) + found.unchanged == len(new)
    assert len(found.gone) + len(found.changed) + found.unchanged == len(old)
    assert all(was.key == now.key and was != now for was, now in found.changed)
    assert compare(new, new).are_none


def test_plain_words_of_the_office_are_no_difference_to_a_table_without_them():
    entry = Entry("a", "1", "Ziel", "1.1", "Treff", "Kaffee")

    assert compare([entry], [Entry("a", "1", "Ziel", "1.1", "Treff")]).are_none
    assert not compare([entry], [Entry("a", "1", "Ziel", "1.1", "Treff", "Tee")]).are_none
