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
    templating.compile_all(environment)

    assert environment.get_template("x").render() == "Guten Tag"


class Reading(Environment):
    """As a server has it after everything was compiled: it never compiles."""

    def _compile(self, source, filename):
        raise AssertionError(f"{filename} was not compiled before")


def templates_in(folder, kind=Environment, **sources):
    return kind(loader=DictLoader(sources), bytecode_cache=templating._kept_in(folder), autoescape=True)


def test_a_server_only_reads_what_was_compiled_before_it_started(tmp_path):
    templating.compile_all(templates_in(tmp_path, x="Guten Tag", y="Auf Wiedersehen"))

    assert templates_in(tmp_path, Reading, x="Guten Tag").get_template("x").render() == "Guten Tag"


def test_a_changed_template_is_compiled_anew(tmp_path):
    templating.compile_all(templates_in(tmp_path, x="Guten Tag"))
    templating.compile_all(templates_in(tmp_path, x="Grüß Gott"))

    assert templates_in(tmp_path, Reading, x="Grüß Gott").get_template("x").render() == "Grüß Gott"
    assert len(list(tmp_path.iterdir())) == 1


def test_what_another_version_compiled_is_not_kept(tmp_path):
    (tmp_path / "0123456789ab-of-another").write_bytes(b"j2")
    templating.compile_all(templates_in(tmp_path, x="Guten Tag"))

    assert [file.name for file in tmp_path.glob("*-of-another")] == []
