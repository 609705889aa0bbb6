"""Texts of other programs as people here would have typed them."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kiknet.imports import texts
from kiknet.web.markdown import to_html
from kiknet.web.plain import to_text


@pytest.mark.parametrize(
    ("text", "place", "note"),
    [
        ("Haus International", ("Haus International", "", "", ""), ""),
        ("Haus, Poststraße 22, 87439 Kempten", ("Haus", "Poststraße 22", "87439", "Kempten"), ""),
        ("Haus International, Poststr. 22, 87439 Kempten, Deutschland, Saal 2",
         ("Haus International", "Poststr. 22", "87439", "Kempten"), "Saal 2"),
        ("Poststraße 22, 87439 Kempten", ("Poststraße 22", "Poststraße 22", "87439", "Kempten"), ""),
        ("Market Square, Saal 2", ("Market Square", "", "", ""), "Saal 2"),
        ("Am Anger 3, 87435 Kempten (Allgäu)", ("Am Anger 3", "Am Anger 3", "87435", "Kempten (Allgäu)"), ""),
        ("Stadtpark\nam Brunnen", ("Stadtpark", "", "", ""), "am Brunnen"),
    ],
)  # fmt: skip
def test_a_place_on_one_line_is_taken_apart(text, place, note):
    found, said, online = texts.location(text)

    assert (found.name, found.street, found.postcode, found.city) == place
    assert (said, online) == (note, "")


@pytest.mark.parametrize(
    ("text", "note", "online"),
    [
        ("", "", ""),
        ("Online", "Online", ""),
        ("https://meet.example.org/abc", "", "https://meet.example.org/abc"),
        ("Zoom: https://zoom.example.org/j/1", "", "https://zoom.example.org/j/1"),
    ],
)
def test_what_takes_place_nowhere(text, note, online):
    assert texts.location(text) == (None, note, online)


def test_a_place_and_a_link():
    found, _note, online = texts.location("Bibliothek, https://meet.example.org/abc")

    assert (found.name, online) == ("Bibliothek", "https://meet.example.org/abc")


@pytest.mark.parametrize("title", ["ABGESAGT: Chor", "Cancelled: Chor", "VERSCHOBEN: Chor", "Abgesagt - Chor", "Chor"])
def test_the_word_before_the_title_is_the_states(title):
    assert texts.title(title) == "Chor"


def test_html_loses_its_tags_and_keeps_its_lines():
    said = texts.description(
        '<p>Hallo <b>Welt</b><br>Zeile zwei</p><script>alert(1)</script><a href="https://x.example/">hier</a>'
    )

    assert said == "Hallo Welt\nZeile zwei\n\nhier (https://x.example/)"


def test_a_link_stands_below_once():
    assert texts.description("Kommt!", "https://x.example/") == "Kommt!\n\nhttps://x.example/"
    assert texts.description("Kommt! https://x.example/", "https://x.example/") == "Kommt! https://x.example/"


PLAIN = st.text(st.sampled_from("xz *_`#>-+=[]()!&;\\~|1.\n<"), max_size=60)


@given(PLAIN)
@settings(max_examples=300, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_as_markdown_a_text_keeps_every_letter(text):
    """Signs may stand for list items and numbers; letters are never lost, and nothing becomes bold or a heading."""
    html = to_html(texts.description(text))
    letters = [c for c in to_text(html) if c in "xz"]

    assert letters == [c for c in text if c in "xz"]
    assert "<strong>" not in html
    assert "<em>" not in html
    assert "<h" not in html.replace("<hr", "")
