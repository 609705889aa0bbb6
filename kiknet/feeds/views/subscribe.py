"""How to subscribe: choose, press the button for one's own device, or scan the code with the other one."""

from dataclasses import replace
from typing import Any

from flask import current_app, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from kiknet import i18n
from kiknet.calendar import labels
from kiknet.calendar.filter import Filter
from kiknet.feeds import feed
from kiknet.feeds.links import FeedLinks
from kiknet.feeds.views.blueprint import bp
from kiknet.organisations import choices
from kiknet.organisations.queries import listed_organisation_at
from kiknet.web import qr
from kiknet.web.public import public


@bp.get("/abonnieren")
@public
def subscribe() -> str:
    chosen, unknown = known(_chosen())
    page = url_for(".subscribe", **_arguments(chosen))
    return render_template(
        "feeds/subscribe.html",
        unknown=unknown,
        chips=[
            (words, url_for(".subscribe", **_arguments(chosen.without(key, value))))
            for key, value, words in labels.described(chosen)
        ],
        groups=labels.groups(chosen),
        organisations=choices.organisations(chosen.organisations),
        chosen=chosen,
        links=_links(chosen),
        code=qr.data_uri(_base_url() + page),
        calendar=url_for("calendar.index", **_arguments(chosen)),
        poster=url_for(".poster", **_arguments(chosen)),
        by_mail=url_for("subscriptions.sign_up", **_arguments(chosen)),
        atom=url_for(".atom", **_arguments(chosen)),
        snippet=url_for(".snippet", **_arguments(chosen)),
        language=i18n.chosen_in_address(),
    )


@bp.get("/abonnieren/plakat")
@public
def poster() -> str:
    """One sheet for the notice board: the code leads to the page above, where every phone finds its button."""
    chosen, _unknown = known(_chosen())
    page = url_for(".subscribe", **_arguments(chosen))
    return render_template(
        "feeds/poster.html",
        words=[words for _key, _value, words in labels.described(chosen)],
        code=qr.data_uri(_base_url() + page),
        address=_base_url() + url_for(".subscribe"),
        page=page,
    )


def _chosen() -> Filter:
    """The calendar's filter without its days: a subscription goes on."""
    return Filter.parse(request.args.items(multi=True)).without_days()


def known(chosen: Filter) -> tuple[Filter, list[str]]:
    """`chosen` with the organisations as they are called today, and the addresses there that lead to none."""
    found = {slug: listed_organisation_at(slug) for slug in chosen.organisations}
    slugs = sorted({organisation.slug for organisation in found.values() if organisation})
    unknown = [slug for slug, organisation in found.items() if organisation is None]
    return replace(chosen, organisations=tuple(slugs)), unknown


def _arguments(chosen: Filter) -> dict[str, Any]:
    return MultiDict(chosen.query()).to_dict(flat=False)


def _links(chosen: Filter) -> FeedLinks:
    network, words = current_app.extensions["kiknet"].network_name, feed.in_words(chosen)
    return FeedLinks(_base_url() + _feed_path(chosen), f"{network}: {words}" if words else network)


def _feed_path(chosen: Filter) -> str:
    """One organisation alone has a feed of its own, which follows it to a new name."""
    if len(chosen.organisations) == 1 and chosen.count == 1:
        return url_for(".organisation", slug=chosen.organisations[0])
    return url_for(".calendar", **_arguments(chosen))


def _base_url() -> str:
    base_url: str = current_app.extensions["kiknet"].base_url
    return base_url
