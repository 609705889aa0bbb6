"""What the demo's organisations look for and offer (`demo/listings.toml`), made through the services."""

from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import select

from kiknet import clock
from kiknet.board.availability import WEEKDAYS, Availability, OnDate, Weekly
from kiknet.board.draft import ListingDraft, Spoken
from kiknet.board.kinds import DIRECTIONS, KINDS
from kiknet.board.lifetime import lasts_until
from kiknet.board.models import Listing
from kiknet.board.service import answers, listings
from kiknet.booking.models import Resource
from kiknet.db import db
from kiknet.organisations.acting import Acting
from kiknet.seeds import files, reference

NAMES = {"volunteers": "volunteer", "cooperation": "cooperation_partner"}
SAME = ("text", "quantity", "capacity", "visibility")
SEVERAL = ("features", "topics", "audiences", "fields")
CREDIT = "kiknet"

Cast = dict[str, Acting]


def write(cast: Cast) -> None:
    """Put everything on the board, some of it weeks ago, and let some of it be answered."""
    seeds = seeds_by_id()
    made = {row.title: row for row in (_post(cast[row["by"]], seeds[row["seed"]], row) for row in _script("listings"))}
    for row in _script("answers"):
        listing = made[row["to"]]
        interest = answers.show_interest(cast[row["by"]], listing, row["message"])
        if row.get("accepted"):
            answers.accept(next(by for by in cast.values() if by.acts_for(listing.organisation_id)), interest)


def seeds_by_id() -> dict[str, dict[str, str]]:
    """The rows of the reference data that are listings of this town, in our words."""
    known = [row for row in reference.rows("listings") if "Bergkamen" not in row["city"] and row["kind"] in DIRECTIONS]
    return {row["id"]: {**row, "direction": row["kind"], "kind": kind_of(row["category"])} for row in known}


def kind_of(category: str) -> str:
    """The category of a row of the reference data as a kind of ours."""
    kind = NAMES.get(category, category)
    return kind if kind in KINDS else "other"


def _script(part: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = files.script("listings")[part]
    return found


def _post(by: Acting, seed: dict[str, str], row: dict[str, Any]) -> Listing:
    said = {name: row.get(name, seed[name]) for name in ("direction", "kind", "title")}
    written = clock.today() - timedelta(days=row["ago"])
    given: dict[str, Any] = {name: row[name] for name in SAME if name in row}
    given |= {name: tuple(row.get(name, ())) for name in SEVERAL}
    draft = ListingDraft(
        **said,
        **given,
        languages=tuple(Spoken(*text.split()) for text in row.get("languages", ())),
        availability=_when(row),
        district_number=row.get("district"),
        resource=_resource(by, row["resource"]) if "resource" in row else None,
        valid_until=lasts_until(written),
        **_picture(by, row),
    )
    listing = listings.post_listing(by, draft)
    if listing.listed_at:
        listing.listed_at -= timedelta(days=row["ago"])
    return listing


def _picture(by: Acting, row: dict[str, Any]) -> dict[str, Any]:
    if "picture" not in row:
        return {}
    alt = files.alt(row["picture"])
    with files.picture(row["picture"]) as upload:
        picture = listings.keep_picture(by, upload, alt, CREDIT)
    return {"picture_id": picture.id, "picture_alt": alt, "picture_credit": CREDIT}


def _resource(by: Acting, title: str) -> int:
    found = select(Resource.id).where(Resource.owner_id == by.organisation_id, Resource.title == title)
    return db.session.scalars(found).one()


def _when(row: dict[str, Any]) -> Availability:
    if row.get("flexible"):
        return Availability("flexible")
    if "dates" in row:
        dates = [OnDate(_day(first), *times) for first, times in map(_read, row["dates"])]
        return Availability("dates", dates=tuple(dates))
    weekly = tuple(Weekly(WEEKDAYS.index(first), *times) for first, times in map(_read, row.get("weekly", ())))
    return Availability("weekly", weekly) if weekly else Availability()


def _day(after: str) -> date:
    return clock.today() + timedelta(days=int(after))


def _read(text: str) -> tuple[str, tuple[time, time]]:
    first, _blank, times = text.partition(" ")
    begins, _dash, ends = times.partition("-")
    return first, (time.fromisoformat(begins), time.fromisoformat(ends))
