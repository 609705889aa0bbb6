"""What a phone downloads on its first visit to a page: the page and everything it names."""

import re
import urllib.parse
from html.parser import HTMLParser

from client import Visitor

ACCEPTED = "gzip, deflate, br"
RELATIONS = {"stylesheet", "icon", "manifest", "preload", "modulepreload", "apple-touch-icon"}
IN_CSS = re.compile(r"""url\(["']?([^"')]+)|@import\s+["']([^"']+)""")


class _Named(HTMLParser):
    """The addresses a browser fetches because the page names them."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.has_icon = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and RELATIONS & set(given.get("rel", "").split()):
            self.has_icon |= "icon" in given["rel"].split()
            self.addresses.append(given["href"])
        elif tag in ("script", "img", "source", "iframe") and given.get("src"):
            self.addresses.append(given["src"])
        elif tag == "use" and not given.get("href", "#").startswith("#"):
            self.addresses.append(given["href"])


def first_visit(port: int, path: str) -> tuple[int, int]:
    """Requests, and bytes over the wire with headers, of a first visit to `path`."""
    visitor = Visitor(port)
    page = _Named()
    page.feed(visitor.get(path).text)
    addresses = page.addresses if page.has_icon else [*page.addresses, "/favicon.ico"]
    sizes = {path: visitor.get(path, Accept_Encoding=ACCEPTED).size}
    for address in addresses:
        full = urllib.parse.urldefrag(urllib.parse.urljoin(path, address)).url
        if urllib.parse.urlsplit(full).netloc:
            raise SystemExit(f"{path} fetches {full} from another host")
        if full in sizes or full.startswith("data:"):
            continue
        sizes[full] = visitor.get(full, Accept_Encoding=ACCEPTED).size
        if full.partition("?")[0].endswith(".css"):
            found = IN_CSS.findall(visitor.get(full).text)
            addresses += [urllib.parse.urljoin(full, a or b) for a, b in found]
    visitor.close()
    return len(sizes), sum(sizes.values())
