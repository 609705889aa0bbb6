"""Looking: the list with its filter, and one listing."""

from functools import lru_cache

from flask import render_template, request, url_for
from markupsafe import Markup

from kiknet.board import labels, policy, queries, shown, steps
from kiknet.board.filter import Filter
from kiknet.board.forms import InterestForm
from kiknet.board.models import Listing
from kiknet.board.views.blueprint import bp
from kiknet.cooperations import linking
from kiknet.i18n import chosen_in_address, language
from kiknet.organisations import choices
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting_or_none, memberships
from kiknet.vocabulary import queries as vocabulary
from kiknet.web.hints import hints
from kiknet.web.pagination import page_number, paginate
from kiknet.web.public import public
from kiknet.web.templating import here


@bp.get("/suchen-bieten")
@public
def index() -> str:
    by, chosen = acting_or_none(), Filter.parse(request.args.items(multi=True))
    page = paginate(queries.on_board(by, chosen), page_number())
    language_asked = chosen_in_address()
    return render_template(
        "board/index.html",
        page=page,
        chosen=chosen,
        here=here,
        directions=[
            (address_of(chosen.towards(each)), each, chosen.direction == each) for each in ("", "need", "offer")
        ],
        chips=[(label, address_of(chosen.without(key, value))) for key, value, label in labels.described(chosen)],
        choices=_choices(chosen, language(), vocabulary.this_minute()),
        hidden={"sprache": language_asked} if language_asked else {},
        canonical=address_of(chosen),
        atom=url_for("feeds.listings", **chosen.to_dict()),
    )


def address_of(chosen: Filter) -> str:
    return url_for("board.index", **chosen.to_dict())


@lru_cache(maxsize=32)
def _choices(chosen: Filter, _language: str, _minute: int) -> Markup:
    """The fields of the filter's form. They are the same for everybody and change rarely, so they are kept a while."""
    groups, organisations = labels.groups(chosen), choices.organisations(chosen.organisations)
    html = render_template("board/_choices.html", chosen=chosen, groups=groups, organisations=organisations)
    return Markup(html)  # noqa: S704 - a template's own output


def forget_choices() -> None:
    """Read them anew for the next page, after organisations or words were changed."""
    _choices.cache_clear()


@bp.get("/suchen-bieten/<int:listing_id>")
@public
def listing(listing_id: int) -> str:
    by = acting_or_none()
    return listing_page(by, queries.listing_by_id(by, listing_id), InterestForm(formdata=None))


def _may_answer(by: Acting | None, found: Listing) -> bool:
    """Also who belongs to several organisations and has chosen none yet: the form asks for which of them."""
    if by is None or by.organisation is not None:
        return policy.may_answer(by, found)
    return any(policy.may_answer(Acting(by.user, m.organisation, m.role), found) for m in memberships())


def listing_page(by: Acting | None, found: Listing, form: InterestForm) -> str:
    """What a stranger, the network, who has answered and who is answered see of it."""
    is_own = by is not None and by.acts_for(found.organisation_id)
    interest = queries.own_interest(by, found) if by and by.organisation and not is_own else None
    interests = queries.interests_in(found) if by and is_own else []
    return render_template(
        "board/listing.html",
        **shown.page(found),
        form=form,
        is_own=is_own,
        hints=hints(found.title, found.text) if is_own else [],
        may_answer=_may_answer(by, found) and (interest is None or not interest.is_alive),
        interest=interest,
        interests=interests,
        next_steps={each.id: steps.of(by, each) for each in [*interests, interest] if by and each and each.is_accepted},
        cooperation=linking.shown(by, found.cooperation_id),
        steps_after=steps.after(by, found),
        contacts=[c for c in found.organisation.contacts if c.is_public or by is not None],
    )
