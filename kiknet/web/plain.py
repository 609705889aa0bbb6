"""Our own sanitised HTML as plain text, for calendar programs, mails and messengers."""

import re
from html.parser import HTMLParser

_BLOCKS = {"p", "h3", "h4", "h5", "h6", "pre", "blockquote", "hr"}
_LISTS = {"ul", "ol"}
_ITEM_BEGINS = re.compile(r"(– |\d+\. )$")


def to_text(html: str) -> str:
    """Paragraphs apart by an empty line, list items with a dash or number, links followed by their address."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text.strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self._counters: list[int | None] = []
        self._link = ("", 0)
        self._is_preformatted = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LISTS:
            self._break(1 if self._counters else 2)
            self._counters.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._break(1)
            self.text += "  " * (len(self._counters) - 1) + self._sign()
        elif tag == "br":
            self._break(1)
        elif tag == "a":
            self._link = (dict(attrs).get("href") or "", len(self.text))
        elif tag in _BLOCKS:
            self._break(2)
            self._is_preformatted = tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag in _LISTS:
            self._counters.pop()
        if tag in _BLOCKS or (tag in _LISTS and not self._counters):
            self._break(2)
        elif tag == "a":
            self._end_link()

    def handle_data(self, data: str) -> None:
        if not self._is_preformatted:
            data = re.sub(r"\s+", " ", data)
        self.text += data.lstrip() if self._is_at_line_start() else data

    def _break(self, lines: int) -> None:
        """End the line, with an empty one after it if `lines` is 2; a list item goes on where its sign stands."""
        if self.text and not _ITEM_BEGINS.search(self.text[-6:]):
            bare = self.text.rstrip(" ")
            self.text = bare + "\n" * (lines - (len(bare) - len(bare.rstrip("\n"))))

    def _sign(self) -> str:
        number = self._counters[-1] if self._counters else None
        if number is None:
            return "– "
        self._counters[-1] = number + 1
        return f"{number + 1}. "

    def _is_at_line_start(self) -> bool:
        return not self.text or self.text[-1] == "\n" or bool(_ITEM_BEGINS.search(self.text[-6:]))

    def _end_link(self) -> None:
        address, since = self._link
        bare = re.sub(r"^(mailto|tel):", "", address)
        if bare and self.text[since:].strip() not in bare:
            self.text += f" ({bare})"
