"""Matches and partners as pages show them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from flask import url_for
from markupsafe import Markup, escape

from kiknet.i18n import _, ngettext, quoted, unbroken
from kiknet.matching import partners, policy, sentences
from kiknet.matching.improving import SAME, open_here
from kiknet.matching.judge import TOLD_FROM, Reason
from kiknet.matching.models import Match
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.vocabulary import queries as vocabulary
from kiknet.vocabulary.words import audience_name, language_name


class Shown(NamedTuple):
    """One match from one side: what is ours, and what fits it. `improvements` are only what our listing could say."""

    match: Match
    ours: str
    ours_url: str
    title: str
    url: str
    organisation: Organisation
    is_need: bool
    reasons: list[str]
    missing: list[str]
    improvements: list[str]
    improve_url: str | None
    may_decide: bool
    is_ours_to_take_back: bool

    @property
    def is_good(self) -> bool:
        return self.match.score >= TOLD_FROM

    @property
    def is_new(self) -> bool:
        return self.match.state == "suggested"


def shown(by: Acting, match: Match) -> Shown:
    """From the side of the organisation `by` acts for."""
    need_url = url_for("board.listing", listing_id=match.need_id)
    if match.offer is not None:
        has, has_url = match.offer.title, url_for("board.listing", listing_id=match.offer_id)
    else:
        has = match.resource.title if match.resource else ""
        has_url = url_for("booking.resource", resource_id=match.resource_id)
    asks, gives = match.organisations
    is_ours = by.acts_for(asks.id)
    listing = match.need if is_ours else match.offer
    better = open_here(listing, (*match.missing, *match.improvements)) if listing else []
    said = {*better, *(old for old, new in SAME.items() if new in better)}
    may_decide = policy.may_decide(by, match)
    return Shown(
        match=match,
        ours=match.need.title if is_ours else has,
        ours_url=need_url if is_ours else has_url,
        title=has if is_ours else match.need.title,
        url=has_url if is_ours else need_url,
        organisation=gives if is_ours else asks,
        is_need=is_ours,
        reasons=[unbroken(said) for said in sentences.reasons(Reason(*reason) for reason in match.reasons)],
        missing=[str(sentences.MISSING[what]) for what in match.missing if what not in said],
        improvements=[str(sentences.IMPROVEMENTS[what]) for what in better],
        improve_url=url_for("board.edit", listing_id=listing.id) if listing and better and may_decide else None,
        may_decide=may_decide,
        is_ours_to_take_back=match.state == "dismissed" and match.dismissed_by_id == by.organisation_id,
    )


def all_shown(by: Acting, matches: Iterable[Match]) -> list[Shown]:
    return [shown(by, match) for match in matches]


def partner_reasons(partner: partners.Partner) -> list[str]:
    """Why an organisation suits, the weightiest first; entries are links to their pages."""
    ordered = sorted(partner.reasons, key=lambda reason: -reason.points)
    return [_PARTNER[reason.factor](dict(reason.params)) for reason in ordered]


def _listings(params: dict[str, Any]) -> str:
    (theirs, ours), *others = params["pairs"]
    sentence = Markup(_("“%(theirs)s” there fits your entry “%(ours)s”."))  # noqa: S704 - our own sentence
    first = sentence % {"theirs": _linked(*theirs), "ours": _linked(*ours)}
    more = ngettext("%(num)s more entry fits.", "%(num)s more entries fit.", len(others)) if others else ""
    return first + f" {more}" if more else first


def _linked(title: str, entry: str) -> Markup:
    kind, _colon, number = entry.partition(":")
    if kind not in _PAGES:
        return escape(title)
    endpoint, name = _PAGES[kind]
    values: dict[str, Any] = {name: int(number)}
    url = url_for(endpoint, **values)
    return Markup('<a href="{url}" dir="auto">{title}</a>').format(url=url, title=title)


_PAGES = {
    "listing": ("board.listing", "listing_id"),
    "resource": ("booking.resource", "resource_id"),
    "cooperation": ("cooperations.cooperation", "cooperation_id"),
}
"""By the kind of an entry, where it stands, and what its number is called there."""


def _offers(params: dict[str, Any]) -> str:
    one = Markup(_("“%(offer)s” for “%(need)s”"))  # noqa: S704 - our own words, as are those below
    pairs = [one % {"offer": _linked(*theirs), "need": _linked(*ours)} for theirs, ours in params["pairs"]]
    return Markup(_("They offer what is needed: %(pairs)s.")) % {"pairs": Markup(sentences.joined(pairs))}  # noqa: S704


def _together(params: dict[str, Any]) -> str:
    marks = Markup(quoted("%s"))  # noqa: S704 - our own words, as are those below
    titles = Markup(sentences.joined([marks % _linked(*done) for done in params["done"][:2]]))  # noqa: S704
    return Markup(_("You have worked together already: %(titles)s.")) % {"titles": titles}  # noqa: S704


def _fields(params: dict[str, Any]) -> str:
    names = vocabulary.field_names()
    return _("Both work on %(names)s.", names=sentences.joined([names.get(code, code) for code in params["codes"]]))


def _audiences(params: dict[str, Any]) -> str:
    names = sentences.joined([audience_name(code) for code in params["codes"]])
    return _("Both are there for the same people: %(names)s.", names=names)


def _languages(params: dict[str, Any]) -> str:
    names = sentences.joined([language_name(code) for code in params["codes"]])
    return _("Both speak %(names)s.", names=names)


def _districts(params: dict[str, Any]) -> str:
    names = vocabulary.district_names()
    return _("Both are in %(group)s.", group=sentences.joined([names.get(code, code) for code in params["codes"][:2]]))


_PARTNER = {
    "listings": _listings,
    "offers": _offers,
    "together": _together,
    "fields": _fields,
    "audience": _audiences,
    "language": _languages,
    "district": _districts,
}
