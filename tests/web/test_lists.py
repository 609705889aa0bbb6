"""Lists with pages."""

from listings import listed


def test_past_the_end_of_a_list_is_its_beginning_and_not_an_empty_board(cast, browser):
    need = listed(cast.ana)

    page = browser.get("/suchen-bieten?seite=7").text

    assert need.title in page
    assert "Seite 7" not in page
