"""What is looked for and offered as entries of an Atom feed: what came last stands first."""

from datetime import date, datetime
from urllib.parse import urlsplit

from flask import current_app, url_for
from markupsafe import Markup, escape

from kiknet import clock, i18n
from kiknet.board import labels, shown
from kiknet.board.filter import Filter
from kiknet.board.models import Listing
from kiknet.board.queries import on_board
from kiknet.db import db
from kiknet.feeds import atom
from kiknet.feeds.memory import Whole
from kiknet.i18n import _
from kiknet.vocabulary.words import audience_name

MOST = 100


def board_news(chosen: Filter, today: date) -> Whole:
    """The Atom feed of a filter of the board, as it is now: what strangers may see."""
    listings: list[Listing] = list(db.session.scalars(on_board(None, chosen).limit(MOST)))
    newest = max((listing.changed_at for listing in listings), default=clock.midnight(today))
    base_url: str = current_app.extensions["kiknet"].base_url
    name = current_app.extensions["kiknet"].network_name
    told = ", ".join(label for _key, _value, label in labels.described(chosen))
    head = atom.Heading(
        title=f"{_('Wanted and offered')} – {name}",
        subtitle=told or _("What organisations look for and offer"),
        author=name,
        source=base_url + url_for("feeds.listings", **chosen.to_dict()),
        page=base_url + url_for("board.index", **chosen.to_dict()),
        language=i18n.language(),
    )
    return Whole.of(atom.text(head, [_entry(listing, base_url) for listing in listings], newest))


def _entry(listing: Listing, base_url: str) -> atom.Entry:
    return atom.Entry(
        id=_id(listing, base_url),
        title=f"{shown.direction(listing)}: {listing.title}",
        url=base_url + url_for("board.listing", listing_id=listing.id),
        published=listing.listed_at or listing.created_at,
        updated=listing.changed_at,
        authors=(listing.organisation.name,),
        categories=(
            (listing.direction, shown.direction(listing)),
            (listing.kind, shown.kind(listing)),
            *((code, audience_name(code)) for code in listing.audiences),
        ),
        html=_html(listing),
    )


def _id(listing: Listing, base_url: str) -> str:
    """A tag URI (RFC 4151): the same in every language and for every filter."""
    made: datetime = listing.created_at
    return f"tag:{urlsplit(base_url).hostname},{made.year}:suchen-bieten/{listing.id}"


def _html(listing: Listing) -> str:
    facts = (shown.languages(listing), shown.amount(listing), shown.times(listing), shown.district(listing))
    lines = [Markup("<p>{}</p>").format(" · ".join(fact for fact in facts if fact))] if any(facts) else []
    if listing.text:
        text = Markup("<br>").join(escape(line) for line in listing.text.splitlines())
        lines.append(Markup('<p dir="auto" lang="{}">{}</p>').format(listing.lang, text))
    return str(Markup("\n").join(lines))
