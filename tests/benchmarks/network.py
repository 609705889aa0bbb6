"""A demo network to measure: made by `kiknet demo`, seen and used as people do."""

import datetime
import itertools
import os
import re
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

from client import Answer, Visitor
from measure import Operation, Target
from servers import ROOT, Server

ORGANISATIONS = 85
ROOMS, BOOKINGS = 200, 50_000
BOARD = "/suchen-bieten"
COMMON = "und"
LIST, FEED, NEW = "/kalender?ansicht=liste", "/feeds/kalender.ics", "/mein/veranstaltungen/neu"
WISHES = "&personen=40&merkmal=kitchen&rollstuhl=ja&stadtteil=thingers"
OCCURRENCES, SERIES = "/api/v1/occurrences", 200
numbers = itertools.count(1)


class Network:
    """An instance folder with so many events, the same for everybody who measures."""

    def __init__(self, folder: Path, events: int) -> None:
        self.events = events
        self.environment = {"KIKNET_INSTANCE": str(folder)}
        self._kiknet("prepare", "--no-demo")
        size = [f"--organisations={ORGANISATIONS}", f"--events={events}", "--seed=1"]
        size += [f"--rooms={ROOMS}", f"--bookings={BOOKINGS}", f"--listings={events // 4}"]
        self.address, self.password = self._kiknet("demo", *size).split()

    def take_over(self, calendar: bytes, organisation: str) -> float:
        """Seconds that `kiknet import-ics` needs for a calendar."""
        file = Path(self.environment["KIKNET_INSTANCE"]) / "calendar.ics"
        file.write_bytes(calendar)
        started = time.perf_counter()
        self._kiknet("import-ics", f"--organisation={organisation}", "--json", str(file))
        return time.perf_counter() - started

    def _kiknet(self, *arguments: str) -> str:
        """What the command prints for other programs."""
        command = [sys.executable, "-m", "kiknet.cli", *arguments]
        environment = {**os.environ, **self.environment}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"kiknet {' '.join(arguments)} failed:\n{done.stderr}")
        return done.stdout

    def sign_in(self, port: int) -> Visitor:
        """Somebody who may post, signed in."""
        member = Visitor(port)
        fields = member.form("/anmelden", having="password")
        answer = member.post("/anmelden", fields | {"email": self.address, "password": self.password})
        if answer.status != 303:
            raise SystemExit(f"Signing in answered {answer.status}")
        return member


def foreign(calendar: bytes, most: int) -> bytes:
    """The first events of a calendar, as somebody else's."""
    end = b"END:VEVENT\r\n"
    parts = calendar.replace(b"\r\nUID:", b"\r\nUID:foreign-").split(end)
    return end.join(parts[: min(most, len(parts) - 1)]) + end + b"END:VCALENDAR\r\n"


def an_organisation(visitor: Visitor) -> str:
    """The slug of one that posts events."""
    return re.search(r'href="/organisationen/([^"?]+)"', visitor.get(entries(visitor, LIST)[0]).text)[1]


def next_month() -> str:
    """The month that the demo fills completely, at any time of the current one."""
    first = (datetime.datetime.now(datetime.UTC).date().replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
    return f"/kalender/{first:%Y/%m}"


def entries(visitor: Visitor, path: str) -> list[str]:
    """The addresses of the events that a page shows."""
    return sorted(set(re.findall(r'href="(/veranstaltungen/\d+)"', visitor.get(path).text)))


def operations(network: Network, server: Server) -> dict[str, Target]:
    """What is measured, in an order in which nothing disturbs what comes after it."""
    stranger, member = Visitor(server.port), network.sign_in(server.port)
    shown = entries(stranger, LIST)
    word = _a_word_from(stranger.get(shown[0]).text)
    one_field = re.search(r'name="feld"[^>]*value="([^"]+)"', stranger.get("/kalender").text)[1]
    compressed = {"Accept-Encoding": "gzip, deflate, br"}
    form = member.form(NEW, having="title")
    member.keeps_cookies = False  # "it is posted" would pile up in the session: nobody reads it here

    def new_event() -> dict[str, str]:
        return form | _an_event(next(numbers))

    def change() -> None:
        member.post(NEW, new_event())

    def with_series() -> None:
        """As many as a whole network has, once a week for a year, posted before the first request."""
        weekly = {"repeats": "weekly", "repeats_every": "1", "repeats_until": a_year_on}
        while len(series) < SERIES:
            series.append(member.post(NEW, new_event() | weekly))

    series: list[Answer] = []
    a_year_on = f"{datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=365)}"
    before = stranger.get(FEED).headers["etag"]
    change()
    known = {"If-None-Match": stranger.get(FEED).headers["etag"]}
    if known["If-None-Match"] == before:
        raise SystemExit("What was posted is not in the feed, so there is nothing to measure.")
    every = {
        "month": (stranger, Operation([next_month()])),
        "month, compressed": (stranger, Operation([next_month()], headers=compressed)),
        "list": (stranger, Operation([LIST])),
        "board": (stranger, Operation([BOARD])),
        "board, filtered": (stranger, Operation([f"{BOARD}?richtung=gesucht&kategorie=room&stadtteil=thingers"])),
        "event": (stranger, Operation(shown)),
        "text filter": (stranger, Operation([f"{LIST}&q={word}"])),
        "search": (stranger, Operation([f"/suche?q={word}"])),
        "search, in every text": (stranger, Operation([f"/suche?q={COMMON}"])),
        "feed": (stranger, Operation([FEED])),
        "feed, compressed": (stranger, Operation([FEED], headers=compressed)),
        "feed, filtered": (stranger, Operation([f"{FEED}?feld={one_field}"])),
        "feed, not modified": (stranger, Operation([FEED], headers=known, status=304)),
        "feed, after a change": (stranger, Operation([FEED], before=change)),
        "month, after a change": (stranger, Operation([next_month()], before=change)),
        "event, after a change": (stranger, Operation(shown, before=change)),
        "posting": (member, Operation([NEW], fields=new_event, status=303, leads_to="/veranstaltungen/")),
        "dates for programs": (stranger, Operation([OCCURRENCES])),
        "dates, not modified": (stranger, Operation([OCCURRENCES], headers={"If-None-Match": "*"}, status=304)),
        "finding a room": (stranger, Operation(on_other_days(WISHES))),
        "finding anything free": (stranger, Operation(on_other_days(""))),
        "feed with series": (stranger, Operation([FEED], before=with_series)),
    }
    return {name: Target(visitor, operation, server) for name, (visitor, operation) in every.items()}


def on_other_days(wishes: str) -> list[str]:
    """What is free from 14 to 18 h, each time on another day: what is worked out once may not help the next."""
    today = datetime.datetime.now(datetime.UTC).date()
    days = (today + datetime.timedelta(days=number) for number in range(7, 90))
    return [f"/raeume?tag={day}&von=14:00&bis=18:00{wishes}" for day in days]


def _a_word_from(page: str) -> str:
    """A longer word of an event's title, so that searching for it finds something."""
    title = re.search(r"<h1[^>]*>([^<]+)", page)[1]
    return urllib.parse.quote(max(re.findall(r"\w+", title), key=len))


def _an_event(number: int) -> dict[str, str]:
    """What somebody types into the short form."""
    day = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=30)
    return {"title": f"Tanzabend {number}", "first_day": f"{day}", "starts": "19:00", "place_name": "Altstadthaus"}
