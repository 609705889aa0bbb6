"""Fetching from servers that are friendly, slow, endless, deceitful, or not there at all."""

import gzip
import ipaddress
import zlib
from datetime import timedelta
from time import monotonic, sleep

import pytest
from imports.servers import says, server

from kiknet.errors import Rejected
from kiknet.imports import addresses
from kiknet.imports.answers import Known
from kiknet.imports.fetching import Fetcher

CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def fetcher():
    return Fetcher(allows_loopback=True, deadline=1.0)


def refusal(fetcher, address):
    began = monotonic()
    with pytest.raises(Rejected) as caught:
        fetcher.fetch(address)
    assert monotonic() - began < 3
    return str(caught.value.reason)


def test_a_calendar_is_fetched_and_only_once(fetcher):
    heads = []

    def answer(connection, head):
        heads.append(head)
        if "If-None-Match" in head:
            connection.sendall(b"HTTP/1.1 304 Not Modified\r\n\r\n")
        else:
            says(CALENDAR, ETag='"1"', Last_Modified="Mon, 01 Mar 2027 12:00:00 GMT")(connection, head)

    with server(answer) as address:
        first = fetcher.fetch(address)
        second = fetcher.fetch(address, first.known)

    assert first.data == CALENDAR
    assert first.known == Known('"1"', "Mon, 01 Mar 2027 12:00:00 GMT")
    assert second.data is None
    assert second.known == first.known
    assert 'If-None-Match: "1"' in heads[1]
    assert "If-Modified-Since: Mon, 01 Mar 2027 12:00:00 GMT" in heads[1]


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [("gzip", gzip.compress(CALENDAR, mtime=0)), ("deflate", zlib.compress(CALENDAR)), ("identity", CALENDAR)],
)
def test_a_packed_answer_is_unpacked(fetcher, encoding, packed):
    with server(says(packed, Content_Encoding=encoding)) as address:
        assert fetcher.fetch(address).data == CALENDAR


def test_a_bomb_is_put_down_before_it_bursts(fetcher):
    bomb = gzip.compress(bytes(200 * 1024 * 1024), 9)

    with server(says(bomb, Content_Encoding="gzip")) as address:
        assert "5 MB" in refusal(Fetcher(allows_loopback=True), address)


def test_broken_packing_is_said(fetcher):
    with server(says(b"no gzip at all", Content_Encoding="gzip")) as address:
        assert "unpacked" in refusal(fetcher, address)
    with server(says(b"?", Content_Encoding="br")) as address:
        assert "cannot unpack" in refusal(fetcher, address)


def endless(connection, _head):
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"X" * 65536)


def one_byte_a_moment(connection, _head):
    for byte in b"HTTP/1.1 200 OK\r\n\r\n" + b"X" * 1000:
        connection.sendall(bytes([byte]))
        sleep(0.05)


def one_letter_of_a_header_a_moment(connection, _head):
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(1000):
        connection.sendall(b"X")
        sleep(0.05)


def says_nothing(connection, _head):
    sleep(1.5)


def continues_forever(connection, _head):
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")


def test_an_endless_answer_is_ended(fetcher):
    with server(endless) as address:
        assert "5 MB" in refusal(Fetcher(allows_loopback=True), address)


@pytest.mark.parametrize(
    "answer", [one_byte_a_moment, one_letter_of_a_header_a_moment, says_nothing, continues_forever]
)
def test_no_server_keeps_us_longer_than_the_deadline(fetcher, answer):
    with server(answer) as address:
        assert refusal(fetcher, address) == "The server took longer than 15 seconds."


def test_names_are_not_waited_for_longer_either():
    slow = Fetcher(allows_loopback=True, deadline=0.5, resolve=lambda _host, _port: sleep(2) or ["127.0.0.1"])

    assert refusal(slow, "https://langsam.example.org/") == "The server took longer than 15 seconds."


@pytest.mark.parametrize(
    ("status", "said"),
    [("404 Not Found", "no calendar"), ("410 Gone", "no calendar"), ("401 Unauthorized", "password"),
     ("500 Oops", "500"), ("204 No Content", "204")],
)  # fmt: skip
def test_refusals_are_told_in_a_sentence(fetcher, status, said):
    with server(says(b"", status)) as address:
        assert said in refusal(fetcher, address)


@pytest.mark.parametrize(
    ("header", "wait"), [("120", 120), ("Fri, 31 Dec 9999 23:59:59 GMT", 7 * 86400), ("soon", None)]
)
def test_a_busy_server_is_left_alone_as_long_as_it_asks(fetcher, header, wait):
    with server(says(b"", "503 Busy", Retry_After=header)) as address, pytest.raises(addresses.NotFetched) as caught:
        fetcher.fetch(address)

    assert caught.value.wait == (timedelta(seconds=wait) if wait else None)


def test_what_is_no_http_at_all_is_no_answer(fetcher):
    with server(lambda connection, _head: connection.sendall(b"220 mail.example.org ESMTP\r\n")) as address:
        assert "could not be reached" in refusal(fetcher, address)


# Into our own network: never


def test_redirects_are_followed_and_a_permanent_one_is_remembered(fetcher):
    with server(says(CALENDAR)) as goal, server(says(b"", "301 Moved", Location=goal)) as address:
        found = fetcher.fetch(address)

    assert (found.data, found.moved_to) == (CALENDAR, goal)


def test_a_circle_of_redirects_is_left(fetcher):
    with server(says(b"", "302 Found", Location="/kalender.ics")) as address:
        assert "five times" in refusal(fetcher, address)


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:8000/", "http://[::1]:8000/", "http://169.254.169.254/latest", "file:///etc/passwd"]
)
def test_a_redirect_into_our_network_is_refused(target):
    """The first hop looks public to us; the second is judged like the first."""
    with server(says(b"", "302 Found", Location=target)) as address:
        lets_in_once = Fetcher(resolve=lambda host, _port: [host.strip("[]")])
        lets_in_once._is_outside = lambda number, seen=[]: not seen and not seen.append(number)  # type: ignore[method-assign]
        said = refusal(lets_in_once, address)

    assert "private network" in said or "begins with https" in said


def test_loopback_is_refused_everywhere_but_in_tests():
    with server(says(CALENDAR)) as address:
        assert "private network" in refusal(Fetcher(), address)


def test_a_name_that_changes_its_mind_is_asked_once_and_taken_at_its_word():
    """DNS rebinding: public when judged, loopback when connected to. There is no second time to ask."""
    asked = []

    class TrustingExample(Fetcher):
        def _is_outside(self, number):
            return number == "203.0.113.1" or super()._is_outside(number)

    def rebinding(host, _port):
        asked.append(host)
        return ["203.0.113.1"] if len(asked) == 1 else ["127.0.0.1"]

    reached = []
    with server(lambda connection, head: reached.append(head)) as address:
        port = address.rpartition(":")[2]
        assert "private" not in refusal(
            TrustingExample(resolve=rebinding, deadline=0.5), f"http://rebind.example.org:{port}"
        )

    assert asked == ["rebind.example.org"]
    assert reached == []


def test_one_inner_number_among_many_is_enough_to_refuse():
    mixed = Fetcher(resolve=lambda _host, _port: ["93.184.216.34", "10.0.0.1"])

    assert "private network" in refusal(mixed, "https://example.org/")


INSIDE = """
127.0.0.1 127.1.2.3 0.0.0.0
10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 192.0.0.1 198.18.0.1
224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 192.0.2.1 198.51.100.1 203.0.113.1
:: ::1 fe80::1 fc00::1 fd12::1 ff02::1 fec0::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1
64:ff9b::7f00:1 64:ff9b:1::1 2002:7f00:1:: 2002:a00:1:: 2001:0:7f00:1::
"""


@pytest.mark.parametrize("number", INSIDE.split())
def test_numbers_that_are_not_of_the_open_internet(number):
    assert not addresses.is_public(ipaddress.ip_address(number))


@pytest.mark.parametrize(
    "number", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "2a01:4f8::1", "64:ff9b::808:808"]
)
def test_numbers_that_are(number):
    assert addresses.is_public(ipaddress.ip_address(number))


@pytest.mark.parametrize(
    "address",
    ["", "kalender.ics", "ftp://example.org/a.ics", "file:///etc/passwd", "https://", "https://user:pass@example.org/",
     "https://example.org:22/", "gopher://x", "https://example.org:99999/", "http://[::1", "javascript:alert(1)",
     "https://" + "a" * 3000, "https://a..b/", "https://example.org:25/"],
)  # fmt: skip
def test_addresses_nobody_should_ask(address):
    with pytest.raises(Rejected):
        addresses.checked(address)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [("webcal://example.org/a.ics", "https://example.org/a.ics"), (" https://example.org/a.ics#b ", "https://example.org/a.ics"),
     ("https://müller.example/ä b.ics", "https://xn--mller-kva.example/%C3%A4%20b.ics"),
     ("https://example.org/a\r\nHost: x", "https://example.org/aHost:%20x")],
)  # fmt: skip
def test_addresses_as_people_type_them(typed, asked):
    assert addresses.checked(typed) == asked
