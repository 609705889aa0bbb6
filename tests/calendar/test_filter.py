"""One filter, one address: what people choose survives being a link."""

from datetime import date
from urllib.parse import parse_qsl, urlencode

from hypothesis import given
from hypothesis import strategies as st

from kiknet.calendar.filter import KEYS, Filter
from kiknet.web.filters import MOST_LETTERS, MOST_VALUES

VALUES = st.one_of(
    st.text(max_size=120),
    st.sampled_from(["tr", "women", "thingers", "40", "1", "ja", "2027-03-09", "2027-02-30", "Räume", "a\nb"]),
    st.dates().map(str),
    st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True),
)
PAIRS = st.lists(st.tuples(st.one_of(st.sampled_from(KEYS), st.text(max_size=10)), VALUES), max_size=40)


@given(PAIRS)
def test_a_filter_survives_being_written_and_read(pairs):
    chosen = Filter.parse(pairs)

    assert Filter.parse(chosen.query()) == chosen
    assert Filter.parse(parse_qsl(urlencode(chosen.query()))) == chosen


@given(PAIRS, st.randoms())
def test_equal_filters_have_one_text_however_they_were_typed(pairs, chance):
    codes = [(k, v) for k, v in pairs if k not in {"q", "von", "bis"}][:MOST_VALUES]
    shuffled = [*codes, *codes]
    chance.shuffle(shuffled)

    assert Filter.parse(shuffled).query() == Filter.parse(codes).query()


@given(PAIRS)
def test_every_condition_can_be_taken_off_alone(pairs):
    chosen = Filter.parse(pairs)

    for key, value in chosen.query():
        assert chosen.without(key, value).query() == [p for p in chosen.query() if p != (key, value)]
    assert chosen.without("feld", "not-chosen-here!") == chosen
    assert chosen.is_empty == (chosen.count == 0)


def test_what_is_unknown_or_malformed_is_passed_over():
    odd = [
        ("von", "2027-02-30"),
        ("bis", "0001-01-01"),
        ("gesprochen", "tr'; --"),
        ("q", "!? …"),
        ("x", "y"),
        ("feld", ""),
    ]

    assert Filter.parse(odd) == Filter()
    assert Filter.parse([*odd, ("gesprochen", "tr")]) == Filter(spoken=("tr",))


def test_values_are_limited_in_number_and_length():
    assert len(Filter.parse([("feld", f"f{n}") for n in range(150)]).fields) == MOST_VALUES
    assert Filter.parse([("organisation", "a" * 81)]).organisations == ()
    assert len(Filter.parse([("q", "wort " * 500)]).words) <= MOST_LETTERS


def test_days_are_put_in_order():
    turned = Filter.parse([("von", "2027-03-31"), ("bis", "2027-03-01")])

    assert (turned.first, turned.last) == (date(2027, 3, 1), date(2027, 3, 31))
    assert turned.without_days() == Filter()


def test_the_text_of_a_full_filter():
    pairs = [
        ("q", " Kaffee  &  Kuchen "), ("rollstuhl", "on"), ("kostenlos", "ja"), ("gesprochen", "uk"),
        ("gesprochen", "tr"), ("zielgruppe", "women"), ("stadtteil", "thingers"), ("stadtteil", "39"),
        ("feld", "sprache-bildung"), ("organisation", "mill"), ("bis", "2027-03-31"),
    ]  # fmt: skip

    assert urlencode(Filter.parse(pairs).query()) == (
        "bis=2027-03-31&organisation=mill&feld=sprache-bildung&stadtteil=39&stadtteil=thingers&zielgruppe=women"
        "&gesprochen=tr&gesprochen=uk&kostenlos=1&rollstuhl=1&q=Kaffee+%26+Kuchen"
    )
    assert Filter.parse(pairs).count == 11
