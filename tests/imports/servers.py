"""Servers one would rather not meet, on this machine, for the length of a test."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread


@contextmanager
def server(answer: Callable[[socket.socket, str], None]) -> Iterator[str]:
    """Calls `answer` with each connection and the request's head; yields the address of the server."""
    stopped = Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        thread = Thread(target=_serve, args=(listening, answer, stopped))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/kalender.ics"
        finally:
            stopped.set()
            thread.join()


def _serve(listening: socket.socket, answer: Callable[[socket.socket, str], None], stopped: Event) -> None:
    while not stopped.is_set():
        try:
            connection, _peer = listening.accept()
        except TimeoutError:
            continue
        with connection:
            connection.settimeout(2)
            try:
                answer(connection, _head(connection))
            except OSError:  # the other side had enough
                continue


def _head(connection: socket.socket) -> str:
    data = b""
    while b"\r\n\r\n" not in data and (piece := connection.recv(4096)):
        data += piece
    return data.decode("latin-1")


def says(body: bytes, status: str = "200 OK", **headers: str) -> Callable[[socket.socket, str], None]:
    """A server that always answers this."""
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    head = "\r\n".join([*lines, f"Content-Length: {len(body)}", "Connection: close", "", ""]).encode()

    def answer(connection: socket.socket, _request: str) -> None:
        connection.sendall(head + body)

    return answer
