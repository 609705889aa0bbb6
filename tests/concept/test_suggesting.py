"""Which measures fit something: from its words, its field and its audience."""

from hypothesis import given
from hypothesis import strategies as st

from kiknet.concept.suggesting import MOST, Measured, Wanted, alike, stems, suggest

CAFE = Measured(1, "sprache", (1,), "Offene Sprachtreffs in den Stadtteilen", "Beim Kaffee Deutsch sprechen")
PAIRS = Measured(2, "sprache", (2,), "Sprachpaare vermitteln")
SWIM = Measured(3, "gesundheit", (1,), "Schwimmen für Frauen")
SPORT = Measured(4, "gesundheit", (2,), "Sport ohne Hürden")
LOAN = Measured(5, "engagement", (1,), "Räume und Technik teilen", goal="Vereine helfen einander")
ALL = [CAFE, PAIRS, SWIM, SPORT, LOAN]


def test_a_language_cafe_fits_the_language_measures():
    assert suggest(Wanted("Sprachcafé", "Bei Kaffee und Kuchen Deutsch sprechen"), ALL) == [1, 2]


def test_the_field_decides_between_two_that_fit():
    swim_at_school = Measured(6, "sprache", (3,), "Schwimmen mit Worten")

    assert suggest(Wanted("Schwimmkurs", fields=("gesundheit",)), [swim_at_school, SWIM])[0] == 3
    assert suggest(Wanted("Schwimmkurs", fields=("sprache",)), [swim_at_school, SWIM])[0] == 6


def test_for_whom_something_is_counts_as_a_word():
    assert suggest(Wanted("Am Montag", audiences=("women",)), ALL) == [3]


def test_topics_and_the_goal_count_too():
    assert suggest(Wanted("Am Montag", topics=("Vereine",)), ALL) == [5]


def test_where_no_word_speaks_for_a_measure_it_is_not_suggested():
    assert suggest(Wanted("Blutspende", fields=("gesundheit",)), ALL) == []
    assert suggest(Wanted(""), ALL) == []


def test_of_many_alike_the_first_of_the_catalogue_come_first():
    many = [Measured(number, "sprache", (number,), "Sprachtreff") for number in range(9, 0, -1)]

    assert suggest(Wanted("Sprachtreff"), many) == [1, 2, 3, 4, 5]


def test_compounds_share_a_part_and_other_words_do_not():
    assert alike("sprachkurs", "sprachkurs") == 1
    assert alike("sprachcafe", "sprachkurs") == 0.5
    assert alike("sprach", "sprachkurs") == 0.8
    assert alike("schwimmkurs", "schwimm") == 0.8
    assert alike("tanz", "tanztee") == 0.0
    assert alike("stadt", "altstadthaus") == 0.0
    assert stems("Die Beratungen und die Beratung für euch") == ["berat"]


WORDS = st.lists(st.sampled_from(["Sprache", "Sport", "Frauen", "Räume", "Kaffee", "Tanz"]), max_size=5).map(" ".join)


@given(WORDS, WORDS, st.permutations(ALL))
def test_the_order_of_the_measures_does_not_matter_and_five_are_enough(title, text, measures):
    wanted = Wanted(title, text)

    assert suggest(wanted, measures) == suggest(wanted, ALL)
    assert len(suggest(wanted, ALL)) <= MOST


def test_a_long_text_about_much_does_not_drown_the_title():
    text = "Bei Kaffee reden wir über Schwimmen, Sport, Hürden, Räume, Technik und darüber, wie man sie teilt."

    assert suggest(Wanted("Sprachpaare gesucht", text), ALL)[0] == PAIRS.id
