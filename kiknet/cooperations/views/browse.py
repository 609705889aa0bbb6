"""Lists: everybody's cooperations with a filter, and one's own."""

from flask import render_template, request, url_for

from kiknet.cooperations import lists
from kiknet.cooperations.filter import STATES, Filter
from kiknet.cooperations.views.blueprint import bp
from kiknet.cooperations.words import state_name
from kiknet.i18n import chosen_in_address, quoted
from kiknet.organisations import choices
from kiknet.organisations.models import Organisation
from kiknet.organisations.session import acting_for_organisation, acting_or_none
from kiknet.vocabulary.queries import field_choices, field_names
from kiknet.vocabulary.words import audience_choices
from kiknet.web.pagination import page_number, paginate
from kiknet.web.public import public
from kiknet.web.templating import here

Chip = tuple[str, str]


@bp.get("/kooperationen")
@public
def index() -> str:
    by, chosen = acting_or_none(), Filter.parse(request.args.items(multi=True))
    language_asked = chosen_in_address()
    return render_template(
        "cooperations/index.html",
        page=paginate(lists.listed(by, chosen), page_number()),
        here=here,
        chosen=chosen,
        chips=_chips(chosen),
        groups=_groups(chosen),
        hidden={"sprache": language_asked} if language_asked else {},
        canonical=url_for(".index", **chosen.to_dict()),
        is_filtered=chosen != Filter(),
        field_names=field_names(),
    )


def _chips(chosen: Filter) -> list[Chip]:
    """What is filtered now, in words, each with the address without it."""
    asked = Organisation.slug.in_(chosen.organisations)
    names = {
        "stand": {word: state_name(state) for word, state in STATES.items()},
        "feld": field_names(),
        "stadtteil": dict(choices.districts(chosen.districts)),
        "zielgruppe": dict(audience_choices()),
        "organisation": dict(choices.named(asked)) if chosen.organisations else {},
        "q": {chosen.words: quoted(chosen.words)},
    }
    return [
        (names[key].get(value, value), url_for(".index", **chosen.without(key, value).to_dict()))
        for key, value in chosen.query()
    ]


def _groups(chosen: Filter) -> dict[str, list[choices.Ticked]]:
    """What can be ticked, by the key of the address."""
    states = [(word, state_name(state), state in chosen.states) for word, state in STATES.items()]
    return {
        "stand": states,
        "feld": [(key, name, key in chosen.fields) for key, name in field_choices()],
        "stadtteil": [(key, name, key in chosen.districts) for key, name in choices.districts(chosen.districts)],
        "zielgruppe": [(key, name, key in chosen.audiences) for key, name in audience_choices()],
    }


@bp.get("/mein/kooperationen")
def mine() -> str:
    by = acting_for_organisation()
    part = request.args.get("was", "")
    part = part if part in lists.OWN_PARTS else "open"
    return render_template(
        "cooperations/mine.html",
        page=paginate(lists.own(by, part), page_number()),
        here=here,
        part=part,
        waiting_cooperations=lists.waiting_for([by.organisation_id or 0]),
        field_names=field_names(),
    )
