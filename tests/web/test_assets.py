"""Styles, behaviours and pictures: where they are served from, how big they are, and whether everybody can see them."""

import csv
import gzip
import re
from itertools import product
from pathlib import Path

import pytest

from kiknet.web.assets import gather

STATIC = Path("static")
STYLES = sorted(STATIC.rglob("*.css"))
BEHAVIOURS = sorted((STATIC / "js" / "behaviours").glob("*.js"))
PAGES = sorted(p for p in Path("templates").rglob("*.html") if "mail" not in p.parts)
TOKENS = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")

PHYSICAL = re.compile(
    r"(?<![\w-])((margin|padding|border|scroll-margin|scroll-padding)-(left|right|top|bottom)"
    r"|(left|right|top|bottom)\s*:|(text-align|float|clear)\s*:\s*(left|right)|border-(top|bottom)-(left|right)-radius)"
)
OUTSIDE = re.compile(r"https?://(?!www\.w3\.org/)([\w.-]+)")
PASSED_ON_TO = {"wa.me", "t.me"}  # where a share link leads; nothing is loaded from there


@pytest.fixture(scope="module")
def assets():
    return gather(STATIC)


# Serving


@pytest.mark.parametrize(
    "name", ["kiknet.css", "kiknet.js", "img/icons.svg", "img/logo.svg", "img/favicon.svg", "img/og.png"]
)
def test_what_has_a_hash_in_its_name_may_be_kept_for_ever(app, browser, assets, name):
    answer = browser.get(f"/static/{assets[name].address}")

    assert answer.status_code == 200
    assert answer.cache_control.public
    assert answer.cache_control.immutable
    assert answer.cache_control.max_age == 31_536_000
    assert "Set-Cookie" not in answer.headers


def test_who_has_it_already_is_sent_nothing(browser, assets):
    address = f"/static/{assets['kiknet.css'].address}"
    first = browser.get(address)
    again = browser.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert not first.headers["ETag"].startswith("W/")
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("name", ["kiknet.css", "kiknet.000000000000.css", "../pyproject.toml", "css/tokens.css"])
def test_nothing_else_is_served(browser, name):
    assert browser.get(f"/static/{name}").status_code == 404


def test_another_content_is_another_address(tmp_path):
    def address(text):
        (tmp_path / "css").mkdir(exist_ok=True)
        (tmp_path / "css" / "tokens.css").write_text(text)
        return gather(tmp_path)["kiknet.css"].address

    assert address("a {}") == address("a {}") != address("b {}")


def test_layers_are_joined_in_order(assets):
    text = assets["kiknet.css"].content.decode()
    order = [
        "@layer base, layout, components, utilities, print;",
        ".site-header{",
        ".button{",
        ".soft{",
        "@page{",
    ]

    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)


def test_a_first_visit_is_small(assets):
    def wire(name):
        return len(gzip.compress(assets[name].content, 6))

    assert wire("kiknet.css") <= 12_000
    assert wire("kiknet.js") <= 6_000
    assert wire("img/icons.svg") <= 4_000
    assert len(assets["img/og.png"].content) <= 60_000


def test_a_stranger_does_not_load_the_line_that_says_for_whom_one_writes(assets):
    assert b".acting__" not in assets["kiknet.css"].content
    assert b".acting__bar{" in assets["inside.css"].content


# What is in the files


@pytest.mark.parametrize("path", STYLES, ids=str)
def test_styles_are_layered_mirror_for_arabic_and_load_nothing(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)

    assert "@import" not in text
    assert "url(" not in text
    assert not PHYSICAL.search(text), PHYSICAL.search(text)
    assert re.fullmatch(r"(\s*(@layer [\w, ]+(\{\}|;)|@page \w+ \{\}))+\s*", _outermost(text))


def _outermost(text):
    """The text without what stands inside braces."""
    depth, kept = 0, ""
    for sign in text:
        depth -= sign == "}"
        kept += sign if depth == 0 else ""
        depth += sign == "{"
    return kept


@pytest.mark.parametrize("path", [*STYLES, *BEHAVIOURS, *sorted(STATIC.rglob("*.svg"))], ids=str)
def test_static_files_name_no_other_host(path):
    assert OUTSIDE.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_templates_name_no_other_host(path):
    assert set(OUTSIDE.findall(path.read_text(encoding="utf-8"))) <= PASSED_ON_TO


def test_every_behaviour_asked_for_exists():
    written = "".join(p.read_text(encoding="utf-8") for p in BEHAVIOURS)
    registered = set(re.findall(r'kiknet\.register\("([\w-]+)"', written))
    text = "".join(p.read_text(encoding="utf-8") for p in PAGES)
    asked = re.findall(r'data-behaviour(?:="|": ?")((?:[\w-]|\{%.*?%\}| )+)"', text)

    wanted = {name for names in asked for name in re.sub(r"\{%.*?%\}", " ", names).split()}
    assert wanted
    assert wanted <= registered


def test_every_sign_asked_for_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "img" / "icons.svg").read_text(encoding="utf-8")))
    text = "".join(p.read_text(encoding="utf-8") for p in PAGES)

    assert set(re.findall(r'\b(?:icon|fact)\("([\w-]+)"', text)) - drawn == set()
    assert set(re.findall(r'sign="([\w-]+)"', text)) - drawn == set()


# Who can see it


def _luminance(colour):
    def linear(part):
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(colour[i : i + 2]) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one, other):
    """WCAG 2.2, relative luminance and contrast ratio."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


COLOURS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in re.findall(
        r"--([\w-]+): var\(--light, (#[0-9a-f]{6})\) var\(--dark, (#[0-9a-f]{6})\);", TOKENS
    )
}
FIELDS = [f"field-{i}" for i in range(1, 7)]
GROUNDS = ["paper", "surface"]
READ = [
    *product(["ink", "ink-soft", "accent", "accent-strong"], [*GROUNDS, "sunken", "accent-tint"]),
    *product(["ink"], ["danger-tint", "warning-tint", "success-tint", "today"]),
    *product(["danger", "warning", "success", *FIELDS], GROUNDS),
    *[(kind, f"{kind}-tint") for kind in ("danger", "warning", "success")],
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-danger", "danger"),
    ("paper", "ink"),
]
DRAWN = product(["line-strong", "rule", "focus", "pin", "danger"], GROUNDS)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("least", "pairs"), [(4.5, READ), (3.0, list(DRAWN))], ids=["read", "drawn"])
def test_every_pair_of_colours_has_enough_contrast(theme, least, pairs):
    ratios = {(a, b): round(_contrast(COLOURS[a][theme], COLOURS[b][theme]), 2) for a, b in pairs}

    assert {pair: ratio for pair, ratio in ratios.items() if ratio < least} == {}


def test_a_colour_is_written_in_the_tokens_only():
    for path in STYLES:
        found = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text(encoding="utf-8")))
        allowed = {"#000", "#fff", "#999", "#1b2733"} if path.name != "tokens.css" else found
        assert found <= allowed, path


def test_each_field_of_action_has_a_colour_and_a_shape_of_its_own():
    found = re.findall(r'\[data-field="([\w-]+)"\] \{ --field: var\((--field-\d)\); --sign: (.+?); \}', TOKENS)
    with Path("kiknet/reference/fields.csv").open(encoding="utf-8") as file:
        keys = {row["key"] for row in csv.DictReader(file)}

    assert {key for key, _, _ in found} == keys
    assert len({colour for _, colour, _ in found}) == len({shape for _, _, shape in found}) == len(keys)


def test_only_who_has_signed_in_loads_the_styles_of_what_is_inside(cast, browser, new_browser):
    assert "/static/inside" not in new_browser().get("/").text
    assert "/static/inside" in browser.as_(cast.ana).get("/").text
    assert "/static/inside" in new_browser().get("/kooperationen/wand").text
