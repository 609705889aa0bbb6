"""What a cooperation looks for and brings: open roles are needs on the board."""

from typing import Any

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from kiknet.board import policy, shown, suggest, words
from kiknet.board.draft import LONGEST
from kiknet.board.models import Listing
from kiknet.cooperations import policy as cooperations
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.parts import Item, Part
from kiknet.db import db
from kiknet.i18n import _, _l
from kiknet.organisations.acting import Acting

MOST_SHOWN = 50


def part() -> Part:
    return Part(
        name="listings",
        heading=_l("Wanted and offered"),
        empty=_l("Nothing is looked for at the moment."),
        add=_l("Look for something or somebody"),
        items=_items,
        adding="board.new",
    )


def role_values(cooperation: Cooperation, title: str = "") -> dict[str, Any]:
    """The form of an open role, filled in with what the cooperation says."""
    title = title or cooperation.needs.strip().partition("\n")[0]
    if not title or len(title) > LONGEST["title"]:
        title = _("Wanted for “%(title)s”", title=cooperation.title)[: LONGEST["title"]]
    about = _("For our cooperation “%(title)s”.", title=cooperation.title)
    guess = suggest.guess(title)
    return {
        "direction": "need",
        "kind": guess.kind or "volunteer",
        "title": title,
        "text": f"{about}\n\n{cooperation.summary}".strip()[: LONGEST["text"]],
        "topics": ", ".join(guess.topics),
        "fields": list(cooperation.fields),
        "audiences": list(cooperation.audiences),
        "district_number": str(cooperation.district_number or ""),
        "lang": cooperation.lang,
        "visibility": cooperation.visibility,
        "cooperation": str(cooperation.id),
    }


def _items(by: Acting | None, cooperation: Cooperation) -> list[Item]:
    """What this reader may see, and who is in what was on the board once; what is still looked for comes first."""
    found = (
        select(Listing)
        .where(Listing.cooperation_id == cooperation.id, Listing.state.not_in(("withdrawn", "removed", "rejected")))
        .options(joinedload(Listing.organisation), joinedload(Listing.fulfilled_with))
        .order_by(Listing.id.desc())
        .limit(MOST_SHOWN)
    )
    is_member = cooperations.is_member(by, cooperation)
    listings = [
        each for each in db.session.scalars(found) if (is_member and each.was_shown) or policy.may_see(by, each)
    ]
    return [_item(by, each) for each in sorted(listings, key=lambda each: not each.is_active)]


def _item(by: Acting | None, listing: Listing) -> Item:
    said = [shown.direction(listing), shown.kind(listing)]
    if listing.state_now == "fulfilled" and listing.fulfilled_with is not None:
        said.append(_("found: %(name)s", name=listing.fulfilled_with.name))
    elif not listing.is_active:
        said.append(str(words.STATE_NAMES[listing.state_now]))
    url = url_for("board.listing", listing_id=listing.id) if policy.may_see(by, listing) else ""
    return Item(listing.title, url, " · ".join(said), listing.organisation.name)
