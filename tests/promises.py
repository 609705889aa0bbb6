"""What every HTML page keeps: one title, one h1, ids once, every field labelled, nothing inline, no other host."""

import re
from html.parser import HTMLParser

UNLABELLED = {"hidden", "submit", "button", "image", "reset"}
LOADING = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "use": "href"}
PLAIN_TAG = re.compile(r'<([a-z][a-z0-9]*)((?:\s+[a-z][a-z0-9-]*(?:="[^"&]*")?)*)\s*>')
PLAIN_END = re.compile(r"</([a-z][a-z0-9]*)>")
PLAIN_ATTRIBUTE = re.compile(r'([a-z][a-z0-9-]*)(?:="([^"&]*)")?')


class Page(HTMLParser):
    """Collects what the promises are about."""

    def parse_starttag(self, i: int) -> int:
        """The way most tags are written is read at a glance; everything else by the library, which takes a while."""
        plain = PLAIN_TAG.match(self.rawdata, i)
        if plain is None or plain[1] in self.CDATA_CONTENT_ELEMENTS:
            return super().parse_starttag(i)
        self.lasttag = plain[1]
        self.handle_starttag(plain[1], PLAIN_ATTRIBUTE.findall(plain[2]))
        return plain.end()

    def parse_endtag(self, i: int) -> int:
        plain = None if self.cdata_elem else PLAIN_END.match(self.rawdata, i)
        if plain is None:
            return super().parse_endtag(i)
        self.handle_endtag(plain[1])
        return plain.end()

    def updatepos(self, i: int, j: int) -> int:
        """Nobody asks for the line."""
        return j

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.fields: list[tuple[str, dict[str, str]]] = []
        self.headings: list[str] = []
        self.titles = self.in_label = 0
        self.broken: list[str] = []
        self.forms: list[dict[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        self._note(tag, given)
        if "style" in given or any(name.startswith("on") for name in given):
            self.broken.append(f"<{tag}> carries inline style or script")
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/ld+json"):
            self.broken.append(f"inline <{tag}>")
        if tag == "img" and "alt" not in given:
            self.broken.append("a picture without alt")
        where = LOADING.get(tag, "")
        if re.match(r"(https?:)?//", given.get(where, "")) and not self._is_pointer(tag, given):
            self.broken.append(f"<{tag}> loads {given[where]}")

    @staticmethod
    def _is_pointer(tag: str, given: dict[str, str]) -> bool:
        return tag == "link" and given.get("rel") in {"canonical", "alternate"}

    def _note(self, tag: str, given: dict[str, str]) -> None:
        if tag == "title":
            self.titles += 1
        elif tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.headings.append(tag)
        elif tag == "label":
            self.in_label += 1
            self.labelled.add(given.get("for", ""))
        elif tag in {"input", "select", "textarea"} and given.get("type") not in UNLABELLED:
            self.fields.append((tag, given | {"wrapped": "yes" if self.in_label else ""}))
        elif tag == "form":
            self.forms.append(given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self.in_label -= 1


KEPT: set[int] = set()
"""The pages that were found in order (their hashes): what a sweep is answered again and again is read once."""


def check(html: str) -> None:
    """Fail with all broken promises of this page."""
    if hash(html) in KEPT:
        return
    page = Page()
    page.feed(html)
    broken = list(page.broken)
    if page.titles < 1:
        broken.append("no title")
    if page.headings.count("h1") != 1:
        broken.append(f"{page.headings.count('h1')} h1 headings")
    broken += [f"id {i!r} {page.ids.count(i)} times" for i in sorted(set(page.ids)) if page.ids.count(i) > 1]
    broken += [
        f"{tag} {field.get('name')!r} has no label"
        for tag, field in page.fields
        if not field["wrapped"]
        and field.get("id", "") not in page.labelled
        and not field.get("aria-label")
        and not field.get("aria-labelledby")
    ]
    broken += [
        "a form without method"
        for form in page.forms
        if form.get("method", "").lower() not in {"get", "post", "dialog"}
    ]
    if not re.search(r"<html[^>]* lang=", html):
        broken.append("no language on <html>")
    assert not broken, "\n".join(broken)
    KEPT.add(hash(html))
