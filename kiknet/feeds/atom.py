"""A feed of what is new, for feed readers and websites (RFC 4287): values in, bytes out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kiknet import __version__

if TYPE_CHECKING:  # loaded for the first reader of such a feed
    from xml.etree.ElementTree import Element

NAMESPACE = "http://www.w3.org/2005/Atom"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


@dataclass(frozen=True)
class Heading:
    """`source` is the feed's own address and its id, `page` shows the same to people."""

    title: str
    subtitle: str
    author: str
    source: str
    page: str
    language: str


@dataclass(frozen=True)
class Entry:
    """`html` is sanitised; `categories` are (term, name)."""

    id: str
    title: str
    url: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    categories: tuple[tuple[str, str], ...]
    html: str
    ical: str = ""


def text(heading: Heading, entries: Iterable[Entry], updated: datetime) -> bytes:
    """The document, in UTF-8."""
    from xml.etree import ElementTree

    feed = ElementTree.Element("feed", {"xmlns": NAMESPACE, "xml:lang": heading.language})
    _add(feed, "id", heading.source)
    _add(feed, "title", heading.title)
    _add(feed, "subtitle", heading.subtitle)
    _add(feed, "updated", _moment(updated))
    _add(_add(feed, "author"), "name", heading.author)
    _add(feed, "generator", "kiknet", version=__version__)
    _add(feed, "link", rel="self", type="application/atom+xml", href=heading.source)
    _add(feed, "link", rel="alternate", type="text/html", href=heading.page)
    for entry in entries:
        _add_entry(_add(feed, "entry"), entry)
    document: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return document


def _add_entry(element: "Element", entry: Entry) -> None:
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "updated", _moment(entry.updated))
    _add(element, "published", _moment(entry.published))
    for name in entry.authors:
        _add(_add(element, "author"), "name", name)
    for term, name in entry.categories:
        _add(element, "category", term=term, label=name)
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    if entry.ical:
        _add(element, "link", rel="related", type="text/calendar", href=entry.ical)
    _add(element, "content", entry.html, type="html")


def _add(parent: "Element", name: str, text: str = "", **attributes: str) -> "Element":
    clean = {key: _NOT_IN_XML.sub("", value) for key, value in attributes.items()}
    element = parent.makeelement(name, clean)
    parent.append(element)
    element.text = _NOT_IN_XML.sub("", text) or None
    return element


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
