"""What every HTML page keeps: one title, one h1, ids once, every field labelled, nothing inline, no other host."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser

UNLABELLED = {"hidden", "submit", "button", "image", "reset"}
LOADING = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src", "use": "href"}
HEADINGS, FIELDS = {"h1", "h2", "h3", "h4", "h5", "h6"}, {"input", "select", "textarea"}
COUNTED = {"title", "label", "form"} | HEADINGS | FIELDS
PLAIN_TAG = re.compile(r'<([a-z][a-z0-9]*)((?:\s+[a-z][a-z0-9-]*(?:="[^"&]*")?)*)\s*>')
PLAIN_ATTRIBUTE = re.compile(r'([a-z][a-z0-9-]*)(?:="([^"&]*)")?')
TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)")
EVENT = re.compile("on")
DOCTYPE = "<!doctype html>"
MOST_REMEMBERED = 500
"""Letters of a tag: longer ones hold what a test has typed, and seldom come back."""


@dataclass(frozen=True)
class Tag:
    """What a tag has to do with the promises."""

    name: str
    given: dict[str, str]
    broken: tuple[str, ...]

    @classmethod
    def of(cls, name: str, attributes: Sequence[tuple[str, str | None]]) -> "Tag":
        given = {key: value or "" for key, value in attributes}
        return cls(name, given, tuple(_broken(name, given)))

    @property
    def matters(self) -> bool:
        return bool(self.broken) or "id" in self.given or self.name in COUNTED


@cache
def _plain(tag: str) -> Tag | None:
    """The same few tags stand on every page; None for most, which promise nothing."""
    plain = PLAIN_TAG.match(tag)
    assert plain
    read = Tag.of(plain[1], PLAIN_ATTRIBUTE.findall(plain[2]))
    return read if read.matters else None


def _broken(tag: str, given: dict[str, str]) -> Iterator[str]:
    if "style" in given or any(map(EVENT.match, given)):
        yield f"<{tag}> carries inline style or script"
    if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/ld+json"):
        yield f"inline <{tag}>"
    if tag == "img" and "alt" not in given:
        yield "a picture without alt"
    where = LOADING.get(tag, "")
    if where in given and re.match(r"(https?:)?//", given[where]) and not _is_pointer(tag, given):
        yield f"<{tag}> loads {given[where]}"


def _is_pointer(tag: str, given: dict[str, str]) -> bool:
    return tag == "link" and given.get("rel") in {"canonical", "alternate"}


class Page(HTMLParser):
    """Collects what the promises are about."""

    def feed(self, html: str) -> None:
        """From tag to tag: the texts between them do not matter, and a tag as most are written is read at a glance.

        The others are read by the library, which takes a while; what is no tag (a comment), with all that follows.
        """
        self.rawdata, at = html, html.find("<")
        while at >= 0:
            plain = PLAIN_TAG.match(html, at)
            if plain:
                at = self._take(plain)
            elif html.startswith("</", at):
                if html[at + 2 : at + 7].lower() == "label":
                    self.handle_endtag("label")
            elif tag := TAG.match(html, at):
                at = self._after(tag[1].lower(), self.parse_starttag(at) - 1)
            elif not html.startswith(DOCTYPE, at):
                self.clear_cdata_mode()
                self.rawdata = html[at:]
                return self.goahead(False)
            at = html.find("<", at + 1) if at >= 0 else at
        return None

    def _take(self, plain: re.Match[str]) -> int:
        said = plain[0]
        tag = _plain(said) if len(said) < MOST_REMEMBERED else _plain.__wrapped__(said)
        if tag is not None:
            self._note(tag)
        return self._after(plain[1], plain.end() - 1)

    def _after(self, name: str, end: int) -> int:
        """Where a tag ends, a script where the script ends; -1 if nothing comes after it."""
        return self.rawdata.find(f"</{name}", end) if name in self.CDATA_CONTENT_ELEMENTS else max(end, -1)

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
        self._note(Tag.of(tag, attrs))

    def _note(self, tag: Tag) -> None:
        name, given = tag.name, tag.given
        self.broken += tag.broken
        if "id" in given:
            self.ids.append(given["id"])
        if name == "title":
            self.titles += 1
        elif name in HEADINGS:
            self.headings.append(name)
        elif name == "label":
            self.in_label += 1
            self.labelled |= {given["for"]} if "for" in given else set()
        elif name in FIELDS and given.get("type") not in UNLABELLED:
            self.fields.append((name, given | {"wrapped": "yes" if self.in_label else ""}))
        elif name == "form":
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
