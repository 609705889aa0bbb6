"""The foundations stand: pages answer, problems have pages, nothing is writable by a stranger."""

import pytest
from jinja2 import DictLoader, Environment

from kiknet.web import templating
from kiknet.web.markdown import to_html


def test_an_unknown_address_says_what_to_do(browser):
    answer = browser.get("/gibt-es-nicht")

    assert answer.status_code == 404
    assert "Hier ist nichts" in answer.text


def test_strangers_are_sent_to_the_sign_in_page_and_back(browser):
    answer = browser.get("/mein/veranstaltungen?seite=2")

    assert answer.status_code == 303
    assert answer.location == "/anmelden?next=/mein/veranstaltungen?seite%3D2"


def test_markdown_cannot_smuggle_anything_in():
    html = to_html(
        "# Hallo\n<script>alert(1)</script> [x](javascript:alert(1)) ![y](https://a.example/p.png) www.example.org"
    )

    assert "<h3>Hallo</h3>" in html
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert 'rel="nofollow noopener ugc"' in html


@pytest.mark.parametrize("trouble", ["gone", "never made"])
def test_pages_do_without_a_folder_for_what_templates_compile_to(tmp_path, trouble):
    folder = tmp_path / "file" / "compiled"
    if trouble == "never made":
        folder.parent.write_text("no folder")
    environment = Environment(
        loader=DictLoader({"x": "Guten Tag"}), bytecode_cache=templating._kept_in(folder), autoescape=True
    )
    if trouble == "gone":
        folder.rmdir()
    assert environment.get_template("x").render() == "Guten Tag"
