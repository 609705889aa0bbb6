"""The search page."""

from collections.abc import Callable

from flask import render_template, request, url_for

from kiknet.i18n import _, chosen_in_address
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting_or_none
from kiknet.search import queries
from kiknet.search.found import Found
from kiknet.search.kinds import KINDS
from kiknet.search.views.blueprint import bp
from kiknet.web.addresses import numbered
from kiknet.web.forms import single_line
from kiknet.web.pagination import Page, page_number
from kiknet.web.public import public
from kiknet.web.templating import here

MOST_PAGES = 500
MOST_HINTS = 5


@bp.get("/suche")
@public
def search() -> str:
    by, asked = acting_or_none(), single_line(request.args.get("q", "")[: queries.LONGEST_TEXT]) or ""
    kind, number = queries.kind_by_value(request.args.get("art", "")), min(page_number(), MOST_PAGES)
    hits = queries.search(by, asked, kind.name if kind else "", number)
    return render_template(
        "search/search.html",
        asked=asked,
        hits=hits,
        address=_address(),
        kind=kind,
        language=chosen_in_address(),
        tabs=[(here(art=None, seite=None), _("Everything"), "", kind is None)]
        + [(here(art=k.value, seite=None), str(k.label), k.sign, k is kind) for k in KINDS],
        page=Page([], number, hits.has_next),
        here=here,
        hints=_hints(by, asked) if asked and not hits and number == 1 else [],
    )


def _address() -> Callable[[Found], str]:
    """The page of a hit. The router is asked once for each kind of page, not for each hit."""
    numbers: dict[str, Callable[[int], str]] = {}

    def address(found: Found) -> str:
        if not isinstance(found.value, int):
            return url_for(found.endpoint, **{found.key: found.value})
        if found.endpoint not in numbers:
            numbers[found.endpoint] = numbered(found.endpoint, found.key)
        return numbers[found.endpoint](found.value)

    return address


def _hints(by: Acting | None, asked: str) -> list[tuple[str, str]]:
    """The words that alone would find something, with the address of doing so."""
    typed = list(dict.fromkeys(asked.split()))[: 2 * MOST_HINTS]
    alone = (word for word in typed if len(typed) > 1 and queries.finds_anything(by, word))
    return [(word, here(q=word, art=None, seite=None)) for _number, word in zip(range(MOST_HINTS), alone, strict=False)]
