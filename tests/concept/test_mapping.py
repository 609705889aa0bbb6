"""What may have become of an old measure."""

from hypothesis import given
from hypothesis import strategies as st

from kiknet.concept.mapping import Item, guesses, left_over

OLD = [
    Item(1, "sprache", "1.1", "Offene Sprachtreffs in den Stadtteilen"),
    Item(2, "sprache", "1.2", "Sprachpaare vermitteln"),
    Item(3, "gesundheit", "1.1", "Schwimmen für Frauen"),
]
NEW = [
    Item(11, "sprache", "1.1", "Sprachpaare vermitteln und begleiten"),
    Item(12, "sprache", "1.3", "Offene Sprachtreffs in allen Stadtteilen"),
    Item(13, "teilhabe", "4.1", "Schwimmen für Frauen"),
    Item(14, "teilhabe", "4.2", "Tanz und Theater"),
]


def test_words_count_more_than_numbers_and_a_measure_may_move_to_another_field():
    assert guesses(OLD, NEW) == {1: 12, 2: 11, 3: 13}


def test_the_same_number_alone_is_no_reason():
    assert guesses([Item(1, "a", "1.1", "Schwimmen lernen")], [Item(2, "a", "1.1", "Dolmetschen beim Amt")]) == {}


def test_a_little_word_in_common_is_none_either():
    old = Item(1, "a", "2.2", "Hausaufgabenhilfe durch Freiwillige")

    assert guesses([old], [Item(2, "a", "2.2", "Lust aufs Mitmachen durch Anreize")]) == {}


def test_what_is_left_over_is_listed_on_both_sides():
    old, new = left_over(OLD, NEW, {1: 12, 2: None})

    assert [item.id for item in old] == [2, 3]
    assert [item.id for item in new] == [11, 13, 14]


ITEMS = st.lists(
    st.tuples(
        st.sampled_from("ab"), st.sampled_from("12"), st.sampled_from(["Sprache lernen", "Sport treiben", "Tanz"])
    )
)


@given(ITEMS, ITEMS)
def test_no_new_measure_is_suggested_twice(old, new):
    olds = [Item(number, *row) for number, row in enumerate(old)]
    news = [Item(100 + number, *row) for number, row in enumerate(new)]
    found = guesses(olds, news)

    assert len(set(found.values())) == len(found)
    assert guesses(olds[::-1], news[::-1]) == found
    assert all(any(n.title == o.title for n in news if n.id == found[o.id]) for o in olds if o.id in found)
