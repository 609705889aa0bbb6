"""The reader of pages finds every broken promise, however the tag is written that breaks it."""

import promises
import pytest

PAGE = """<!doctype html>
<html lang="de"><head><title>Titel</title><script src="/static/x.js?a=1&amp;b=2" defer></script>
<script type="application/ld+json">{"name": "a <b id='twice'> c"}</script></head>
<body><h1 id="once">Hallo</h1><label for="name">Name</label><input id="name" name="name" value="a &amp; b">
<label>Ja <input type="checkbox" name="yes"></label><br/><img src="/media/x.webp" alt="">
<form method="post" action="/x?a=1&amp;b=2"><input type="hidden" name="key"></form>%s</body></html>"""


def test_a_page_in_order_passes():
    promises.check(PAGE % "")
    promises.check(PAGE % "<!-- a comment --><p id='other'>Text</p>")


@pytest.mark.parametrize("before", ["", "<!-- a comment -->", "<p title='&amp;'>", "<script src='/a.js'></script>"])
@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ('<p style="color: red">', "inline style"),
        ("<p STYLE='color: red'>", "inline style"),
        ('<a href="/?a=1&amp;b=2" onclick="x()">', "inline style or script"),
        ("<style>p { color: red }</style>", "inline <style>"),
        ("<script>alert(1)</script>", "inline <script>"),
        ('<img src="/a.png">', "picture without alt"),
        ('<img src="https://example.org/a.png" alt="">', "loads https://example.org"),
        ('<script src="//example.org/a.js"></script>', "loads //example.org"),
        ("<h1>Noch eins</h1>", "2 h1 headings"),
        ('<p id="once">', "id 'once' 2 times"),
        ('<input name="town">', "'town' has no label"),
        ("<label>Ort</label><select name=town></select>", "'town' has no label"),
        ("<form><button>Los</button></form>", "a form without method"),
    ],
)
def test_a_broken_promise_is_found(before, broken, said):
    with pytest.raises(AssertionError, match=said):
        promises.check(PAGE % (before + broken))


def test_a_page_without_title_or_language_is_found():
    with pytest.raises(AssertionError, match="no title"):
        promises.check((PAGE % "").replace("title>", "b>"))
    with pytest.raises(AssertionError, match="no language"):
        promises.check((PAGE % "").replace(' lang="de"', ""))
