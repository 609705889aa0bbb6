"""A club shows the calendar on its own website: one line of code, its own colours, nobody is followed."""

import html
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from drafts import STARTS, draft
from hypothesis import given
from hypothesis import strategies as st

from kiknet.calendar.service import post_event
from kiknet.feeds import colours
from kiknet.feeds.colours import READABLE, Colours, contrast

FRAME, STYLE, PAGE = "/embed/kalender", "/embed/kalender.css", "/einbetten"
HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.fixture(autouse=True)
def _in_march(at):
    pass


def code_on(answer):
    return html.unescape(re.search(r'<textarea class="input snippet-code"[^>]*>(.*?)</textarea>', answer.text)[1])


def frame_in(code):
    return html.unescape(re.search(r'src="([^"]+)"', code)[1])


def policy(answer):
    rules = answer.headers["Content-Security-Policy"].split("; ")
    return {rule.partition(" ")[0]: rule.partition(" ")[2] for rule in rules}


def test_the_frame_lists_what_comes_and_leads_to_our_pages_in_new_tabs(browser, cast):
    event = post_event(cast.ana, draft(title="Chor"))

    answer = browser.get(FRAME)

    assert '<base target="_blank">' in answer.text
    assert f'<a href="/veranstaltungen/{event.id}" dir="auto">Chor</a>' in answer.text


def test_any_website_may_frame_it_and_nothing_else_of_ours(browser, app, cast):
    assert policy(browser.get(FRAME))["frame-ancestors"] == "*"
    assert policy(browser.get(FRAME))["script-src"] == "'none'"
    assert policy(browser.get(PAGE))["frame-src"] == "'self'"
    for path in ("/", "/kalender", "/abonnieren", PAGE, STYLE, "/feeds/kalender.atom", "/api/v1/", "/anmelden", "/nix"):
        assert policy(browser.get(path))["frame-ancestors"] == "'none'", path


def test_nobody_is_remembered_and_everybody_gets_the_same(browser, new_browser, cast):
    post_event(cast.ana, draft(title="Intern", visibility="network"))
    ana = new_browser().as_(cast.ana)

    for path in (FRAME, STYLE):
        strangers, hers = browser.get(path), ana.get(path)
        assert strangers.data == hers.data
        for answer in (strangers, hers):
            assert "Set-Cookie" not in answer.headers
            assert answer.headers["Cache-Control"].startswith("public, max-age=")
            assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Intern" not in ana.get(FRAME).text


def test_the_frame_narrows_as_the_calendar_does(browser, cast):
    post_event(cast.ana, draft(title="Chor", audiences=("women",)))
    post_event(cast.carla, draft(title="Lesung"))

    shown = browser.get(f"{FRAME}?zielgruppe=women&organisation=mill").text

    assert "Chor" in shown
    assert "Lesung" not in shown
    assert 'href="/kalender?organisation=mill&amp;zielgruppe=women"' in shown


def test_it_shows_as_many_as_asked_for(browser, cast):
    for number in range(12):
        starts = STARTS + timedelta(days=number)
        post_event(cast.ana, draft(title=f"Chor {number}", starts_local=starts, ends_local=starts + timedelta(hours=1)))

    def count(query):
        return browser.get(f"{FRAME}{query}").text.count('class="event"')

    assert (count(""), count("?anzahl=3"), count("?anzahl=0"), count("?anzahl=999")) == (10, 3, 1, 12)
    assert count("?anzahl=x") == count("?anzahl=-1") == 10


def test_what_has_not_changed_is_not_sent_again(browser, cast):
    etag = browser.get(FRAME).headers["ETag"]

    assert browser.get(FRAME, headers={"If-None-Match": etag}).status_code == 304
    post_event(cast.ana, draft())
    assert browser.get(FRAME, headers={"If-None-Match": etag}).status_code == 200


def test_the_frame_costs_the_same_for_one_and_for_five(browser, cast, queries):
    post_event(cast.ana, draft())
    browser.get(FRAME)
    with queries.counted() as counted:
        browser.get(FRAME)
        one = len(counted)
    for number in range(4):
        post_event(cast.ana, draft(title=f"Chor {number}"))

    with queries.counted() as counted:
        browser.get(FRAME)

    assert len(counted) == one


def test_an_english_frame_stays_english(browser, cast):
    post_event(cast.ana, draft())

    answer = browser.get(f"{FRAME}?sprache=en")

    assert 'lang="en"' in answer.text
    assert re.search(r'href="/veranstaltungen/\d+\?sprache=en"', answer.text)


# Colours


@given(ground=HEX, accent=st.one_of(HEX, st.just("")))
def test_whatever_colours_are_chosen_everything_can_be_read(ground, accent):
    found = colours.tokens(ground, accent)

    for name in ("ink", "ink-soft", "accent", "accent-strong"):
        assert contrast(found[name], ground) >= READABLE, name
    assert contrast(found["on-accent"], found["accent"]) >= READABLE
    assert contrast(found["ink"], found["today"]) >= READABLE
    assert found["paper"] == found["surface"] == ground


@given(HEX, HEX)
def test_a_colour_that_can_be_read_is_left_alone(colour, ground):
    if contrast(colour, ground) >= READABLE:
        assert colours.readable(colour, ground) == colour
    assert contrast(colour, ground) == contrast(ground, colour)


def test_contrast_is_what_wcag_says():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert round(contrast("#0b5668", "#fffdf8"), 1) == 8.1


@given(st.text(max_size=12))
def test_a_colour_is_hexadecimal_or_none(text):
    assert re.fullmatch(r"#[0-9a-f]{6}|", colours.read(text))


@pytest.mark.parametrize(("text", "colour"), [("#F0a", "#ff00aa"), ("ffcc00", "#ffcc00"), ("red", ""), ("#12345", "")])
def test_colours_as_people_write_them(text, colour):
    assert colours.read(text) == colour


HOSTILE = [
    "red;}*{display:none}", "url(//evil.example)", "}</style><script>alert(1)</script>", "#fff;background:url(x)",
    "#ffffff\n}", "%23ffffff", "-1", "ｆｆｆ", "#" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE)
def test_nothing_but_a_colour_gets_into_the_stylesheet(browser, cast, value):
    plain = browser.get(STYLE).text
    for key in ("farbe", "hintergrund", "licht"):
        assert browser.get(STYLE, query_string={key: value}).text == plain
        assert browser.get(FRAME, query_string={key: value}).text.count("evil") == 0
        assert browser.get(PAGE, query_string={key: value}).status_code == 200


def test_light_dark_or_as_the_device_is_set(browser, cast):
    assert "prefers-color-scheme" not in browser.get(STYLE).text
    assert "color-scheme: light" in browser.get(STYLE).text
    assert "color-scheme: dark" in browser.get(f"{STYLE}?licht=dunkel").text
    both = browser.get(f"{STYLE}?licht=auto&farbe=ffcc00").text
    assert both.index("color-scheme: light") < both.index("@media (prefers-color-scheme: dark)")
    assert "color-scheme: dark" in browser.get(f"{STYLE}?licht=hell&hintergrund=112233").text
    assert browser.get(STYLE).mimetype == "text/css"


def test_the_tokens_we_set_are_tokens_of_the_look():
    with open("static/css/tokens.css") as file:
        known = set(re.findall(r"--([a-z0-9-]+):", file.read()))

    assert set(colours.tokens("#ffffff", "")) <= known
    assert Colours().stylesheet().count("{") == Colours().stylesheet().count("}")


# The page that writes the line


def test_the_line_to_copy_is_the_frame_in_the_preview(browser, cast):
    post_event(cast.ana, draft(title="Chor", audiences=("women",)))
    choice = "zielgruppe=women&organisation=mill&farbe=%23aa0000&hintergrund=%23ffeecc&anzahl=5&hoehe=450&sprache=en"

    answer = browser.get(f"{PAGE}?{choice}")

    code = code_on(answer)
    address = urlsplit(frame_in(code))
    assert (address.scheme, address.netloc, address.path) == ("http", "localhost", FRAME)
    assert parse_qs(address.query) == {
        "zielgruppe": ["women"], "organisation": ["mill"], "farbe": ["aa0000"], "hintergrund": ["ffeecc"],
        "anzahl": ["5"], "sprache": ["en"],
    }  # fmt: skip
    assert 'height="450"' in code
    assert 'title="Calendar: ' in code
    assert html.escape(f"{address.path}?{address.query}") in answer.text
    shown = browser.get(f"{address.path}?{address.query}")
    assert "Chor" in shown.text
    style = html.unescape(re.search(r'href="(/embed/kalender\.css[^"]*)"', shown.text)[1])
    assert "--paper: #ffeecc" in browser.get(style).text


def test_the_usual_colours_a_form_sends_along_leave_a_short_line(browser, cast):
    form = "organisation=&farbe=%230b5668&hintergrund=%23fffdf8&licht=hell&anzahl=10&hoehe=600"

    code = code_on(browser.get(f"{PAGE}?{form}"))

    assert frame_in(code) == "http://localhost/embed/kalender"


def test_a_name_with_quotes_breaks_no_line(browser, cast):
    code = code_on(browser.get(PAGE, query_string={"q": '"><script>alert(1)</script>'}))

    assert code.count("<") == 2
    assert "<script" not in code


def test_an_organisation_finds_the_page_in_its_own_area(browser, cast):
    page = browser.as_(cast.ana).get("/mein/").text

    assert 'href="/einbetten?organisation=mill"' in page
    assert "The Mill" in code_on(browser.get("/einbetten?organisation=mill"))
    assert 'href="/einbetten?zielgruppe=women"' in browser.get("/abonnieren?zielgruppe=women").text


def test_an_unknown_organisation_is_left_out_of_the_line(browser, cast):
    answer = browser.get(f"{PAGE}?organisation=nobody")

    assert "Unter „nobody“ finden wir nichts" in answer.text
    assert frame_in(code_on(answer)) == "http://localhost/embed/kalender"
