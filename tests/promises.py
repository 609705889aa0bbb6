"""What every HTML page keeps: one title, one h1, ids once, every field labelled, nothing inline, no other host."""

import re
from html.parser import HTMLParser

UNLABELLED = {"hidden", "submit", "button", "image", "reset"}
LOADING = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "use": "href"}
PLAIN_TAG = re.compile(r'<([a-z][a-z0-9]*)((?:\s+[a-z][a-z0-9-]*(?:="[^"&]*")?)*)\s*>')
PLAIN_ATTRIBUTE = re.compile(r'([a-z][a-z0-9-]*)(?:="([^"&]*)")?')
TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)")
EVENT = re.compile("on")
DOCTYPE = "<!doctype html>"


class Page(HTMLParser):
    """Collects what the promises are about."""

    def feed(self, html: str) -> None:
        """From tag to tag: the texts between them do not matter, and a tag as most are written is read at a glance.

        The others are read by the library, which takes a while; what is no tag (a comment), with all that follows.
        """
        self.rawdata, at = html, html.find("<")
        while at >= 0:
            tag = TAG.match(html, at)
            if tag:
                at = self._read(tag)
            elif html.startswith("</", at):
                if html[at + 2 : at + 7].lower() == "label":
                    self.handle_endtag("label")
            elif not html.startswith(DOCTYPE, at):
                self.clear_cdata_mode()
                self.rawdata = html[at:]
                return self.goahead(False)
            at = html.find("<", at + 1) if at >= 0 else at
        return None

    def _read(self, tag: re.Match[str]) -> int:
        """Gives where it ends, after a script where the script ends, or -1 if nothing comes after it."""
        html, name = tag.string, tag[1].lower()
        plain = PLAIN_TAG.match(html, tag.start())
        if plain:
            self.handle_starttag(name, PLAIN_ATTRIBUTE.findall(plain[2]) if plain[2] else [])
        end = plain.end() - 1 if plain else self.parse_starttag(tag.start()) - 1
        return html.find(f"</{name}", end) if name in self.CDATA_CONTENT_ELEMENTS else max(end, -1)

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
        if "style" in given or any(map(EVENT.match, given)):
            self.broken.append(f"<{tag}> carries inline style or script")
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/ld+json"):
            self.broken.append(f"inline <{tag}>")
        if tag == "img" and "alt" not in given:
            self.broken.append("a picture without alt")
        where = LOADING.get(tag, "")
        if where in given and re.match(r"(https?:)?//", given[where]) and not self._is_pointer(tag, given):
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
            self.labelled |= {given["for"]} if "for" in given else set()
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
