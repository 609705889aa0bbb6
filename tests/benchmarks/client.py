"""A visitor with one kept-open connection, who costs the machine next to nothing.

Reading an answer with the standard library's client takes as long as a small page takes the server, and would
make every ratio look better than it is; so this one reads the bytes itself.
"""

import html
import socket
import urllib.parse
from html.parser import HTMLParser
from typing import NamedTuple

HOST = "127.0.0.1"  # never anybody else's server
TIMEOUT = 60


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes
    size: int
    """Bytes over the wire, headers included."""

    @property
    def text(self) -> str:
        return self.body.decode()


class Visitor:
    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.port = port
        self.cookies = dict(cookies or {})
        self.keeps_cookies = True
        self._socket: socket.socket | None = None
        self._unread = b""

    def get(self, path: str, **headers: str) -> Answer:
        return self.send(self.request("GET", path, headers))

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        return self.send(self.request("POST", path, fields=fields))

    def request(
        self, method: str, path: str, headers: dict[str, str] | None = None, fields: dict[str, str] | None = None
    ) -> bytes:
        """The bytes of a request; making them is not part of what is measured."""
        lines = {"Host": f"{HOST}:{self.port}", "User-Agent": "benchmark", "Accept": "*/*"}
        if self.cookies:
            lines["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = b""
        if fields is not None:
            body = urllib.parse.urlencode(fields).encode()
            lines |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
        lines |= {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        head = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in lines.items())]
        return "\r\n".join([*head, "", ""]).encode() + body

    def send(self, request: bytes) -> Answer:
        """One exchange; connects again if the server has closed the connection meanwhile."""
        if self._socket is not None:
            try:
                return self._exchange(request)
            except ConnectionError:
                self.close()
        self._socket = socket.create_connection((HOST, self.port), TIMEOUT)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._exchange(request)

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
        self._socket, self._unread = None, b""

    def _exchange(self, request: bytes) -> Answer:
        assert self._socket is not None
        self._socket.sendall(request)
        head = self._until(b"\r\n\r\n")
        status_line, *lines = head.decode("latin-1").split("\r\n")
        status, headers = int(status_line.split(" ")[1]), {}
        for name, _, value in (line.partition(": ") for line in lines):
            headers[name.lower()] = value
            if name.lower() == "set-cookie" and self.keeps_cookies:
                self._keep(value)
        body = b"" if status in (204, 304) else self._body(headers)
        if headers.get("connection") == "close":
            self.close()
        return Answer(status, headers, body, len(head) + 4 + len(body))

    def _keep(self, cookie: str) -> None:
        name, _, value = cookie.partition(";")[0].partition("=")
        self.cookies[name] = value

    def _body(self, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding") != "chunked":
            return self._take(int(headers["content-length"]))
        chunks = []
        while size := int(self._until(b"\r\n"), 16):
            chunks.append(self._take(size))
            self._take(2)
        self._take(2)
        return b"".join(chunks)

    def _until(self, mark: bytes) -> bytes:
        while (end := self._unread.find(mark)) < 0:
            self._unread += self._receive()
        taken, self._unread = self._unread[:end], self._unread[end + len(mark) :]
        return taken

    def _take(self, count: int) -> bytes:
        parts, missing = [self._unread], count - len(self._unread)
        while missing > 0:
            parts.append(self._receive())
            missing -= len(parts[-1])
        everything = b"".join(parts)
        self._unread = everything[count:]
        return everything[:count]

    def _receive(self) -> bytes:
        assert self._socket is not None
        data = self._socket.recv(1 << 18)
        if not data:
            raise ConnectionResetError("the server closed the connection")
        return data

    def form(self, path: str, having: str) -> dict[str, str]:
        """What a browser would send if the form with the field `having` were submitted as it is."""
        reader = _Forms()
        reader.feed(self.get(path).text)
        return next(fields for fields in reader.forms if having in fields)


class _Forms(HTMLParser):
    """The fields of a page's forms as they stand, one dictionary a form."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self._select = self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.forms.append({})
        elif not self.forms:
            return
        elif tag == "select":
            self._select = name if "multiple" not in given else ""
        elif tag == "option" and self._select:
            if "selected" in given or self._select not in self.forms[-1]:
                self.forms[-1][self._select] = given.get("value", "")
        elif tag == "textarea":
            self.forms[-1][name], self._text = "", name
        elif tag == "input" and name and self._is_sent(given):
            self.forms[-1][name] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._text:
            self.forms[-1][self._text] += html.unescape(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._text = ""

    @staticmethod
    def _is_sent(given: dict[str, str]) -> bool:
        kind = given.get("type", "text")
        return kind not in ("submit", "button", "file") and (kind not in ("checkbox", "radio") or "checked" in given)
