"""Writing: a new listing, changing one, the list of one's own."""

from datetime import timedelta
from typing import Any

from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet import media
from kiknet.access import require
from kiknet.board import kinds, policy, queries, suggest
from kiknet.board.cooperating import role_values
from kiknet.board.draft import Spoken
from kiknet.board.filter import DIRECTIONS, WORDS
from kiknet.board.forms import ListingForm, stored_values
from kiknet.board.language_fields import values_of_languages
from kiknet.board.models import Listing
from kiknet.board.service import listings
from kiknet.board.views.blueprint import bp
from kiknet.board.words import CHOICES, KIND_NAMES, roles_of
from kiknet.cooperations import linking
from kiknet.errors import ChangedMeanwhile, Rejected
from kiknet.i18n import _, written_day
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting_for_organisation
from kiknet.web import conflicts, throttle
from kiknet.web.forms import single_line
from kiknet.web.hints import hints, unread
from kiknet.web.requests import number_or_none

Answer = Response | str | tuple[str, int]
MOST_A_DAY = 40, timedelta(days=1)
LOOK = "look"
"""The button that takes over another kind: nothing is stored, nothing typed is lost."""


@bp.get("/mein/suchen-bieten")
def mine() -> str:
    by = acting_for_organisation()
    part = request.args.get("was", "")
    part = part if part in queries.OWN_PARTS else "active"
    found = queries.own_listings(by, part)
    waiting = queries.open_interests([by.organisation_id or 0])
    return render_template("board/mine.html", listings=found, part=part, waiting=waiting)


@bp.route("/mein/suchen-bieten/neu", methods=["GET", "POST"])
def new() -> Answer:
    """First a few words or a kind; then the form with what this kind is asked."""
    by = acting_for_organisation()
    if request.method == "GET":
        require(policy.may_post(by), _("Editors and admins of the organisation can write here."))
        begun = _for_cooperation(by) or _begun()
        if begun is None and "geparkt" not in request.args:
            return render_template("board/begin.html", directions=CHOICES, kinds=KIND_NAMES, words=WORDS)
        return _new_page(by, _form(by, begun))
    form = _form(by)
    if request.form.get("then") == LOOK:
        _keep_upload(by, form)
        return _new_page(by, form)
    found = _post(by, form)
    if found is None:
        return _new_page(by, form)
    flash(_posted(found), "success")
    return redirect(url_for("board.listing", listing_id=found.id), 303)


def _begun() -> dict[str, Any] | None:
    """What the address puts into the form: a kind that was chosen, or what the words seem to mean."""
    title = (single_line(request.args.get("titel")) or "")[:120]
    direction = DIRECTIONS.get(request.args.get("richtung", ""), "")
    kind = request.args.get("kategorie", "")
    kind = kind if kind in kinds.KINDS else ""
    if not title and not (direction and kind):
        return None
    guess = suggest.guess(title)
    direction, kind = direction or guess.direction, kind or guess.kind or "other"
    role, _label = roles_of(direction, kind)[0]
    return {
        "title": title,
        "direction": direction,
        "kind": kind,
        "capacity": guess.persons,
        "quantity": guess.pieces,
        "audiences": list(guess.audiences),
        "topics": ", ".join(guess.topics),
        **values_of_languages(tuple(Spoken(code, role) for code in guess.languages)),
        **({"when": "weekly", "days_0": [str(day) for day in guess.days], "part_0": guess.part} if guess.days else {}),
    }


def _for_cooperation(by: Acting) -> dict[str, Any] | None:
    """An open role: a need that says what its cooperation says already."""
    cooperation = linking.asked_for(by, number_or_none(request.args.get("kooperation")))
    return role_values(cooperation, single_line(request.args.get("titel")) or "") if cooperation else None


def _form(by: Acting, data: dict[str, Any] | None = None) -> ListingForm:
    return ListingForm(data=data, resources=queries.own_resources(by, set(kinds.LENT.values())))


def _new_page(by: Acting, form: ListingForm) -> tuple[str, int]:
    return _form_page("board/new.html", by, form), form.status if request.form.get("then") != LOOK else 200


def _form_page(template: str, by: Acting, form: ListingForm, **more: Any) -> str:
    listing = more.get("listing")
    form.cooperation.choices += linking.choices(by, listing.cooperation_id if listing else None)
    return render_template(
        template,
        form=form,
        asked=kinds.asked(form.direction.data or "", form.kind.data or ""),
        asked_by_kind={f"{d} {k}": kinds.asked(d, k) for d in kinds.DIRECTIONS for k in kinds.KINDS},
        picture=queries.picture(form.picture_id),
        publishes_directly=policy.publishes_directly(by),
        **more,
    )


def _post(by: Acting, form: ListingForm) -> Listing | None:
    draft = _read(by, form)
    if not policy.may_post(by):
        form.form_errors.append(_("You may not write for this organisation. Please choose another one."))
    form.hints = [] if draft is None or form.errors else _hints_first(form)
    if draft is None or form.errors or form.hints:
        return None
    publish = request.form.get("then") != "draft"
    try:
        throttle.count("listing", str(by.organisation_id), *MOST_A_DAY)
        return listings.post_listing(by, draft, publish=publish, key=form.idempotency_key)
    except Rejected as refusal:
        form.show(refusal)
        return None


def _read(by: Acting, form: ListingForm) -> Any:
    """The draft; None when something is wrong. An upload is stored first: a refused form does not lose it."""
    trouble = _keep_upload(by, form)
    draft = form.read()
    if trouble:
        form.show(trouble)
    return None if form.errors else draft


def _keep_upload(by: Acting, form: ListingForm) -> Rejected | None:
    upload = form.picture.data
    if not upload or not getattr(upload, "filename", "") or not policy.may_post(by):
        return None
    try:
        picture = listings.keep_picture(by, upload.stream, form.picture_alt.data or "", form.picture_credit.data or "")
    except Rejected as refusal:
        return refusal
    form.kept_picture.data = media.sign(picture.id)
    return None


def _hints_first(form: ListingForm, stored: Listing | None = None) -> list[str]:
    """What everybody would see, said once before it is shown; what is shown already or kept as a draft says nothing."""
    found = hints(form.title.data or "", form.text.data or "")
    is_known = stored is not None and stored.was_shown and found == hints(stored.title, stored.text)
    return [] if is_known or request.form.get("then") in {"draft", "save"} else unread(request.form, found)


@bp.post("/mein/suchen-bieten/hinweise")
def look_at_text() -> str:
    """The hints for a text that is being written, as a part of its form."""
    acting_for_organisation()
    found = hints(request.form.get("title", ""), request.form.get("text", ""))
    return render_template("board/hints.html", found=found)


def _posted(found: Listing) -> str:
    if found.state == "draft":
        return _("Your draft is kept. Only your organisation sees it.")
    if found.state == "submitted":
        return _("Thank you! The office looks at your first entries before they show; you will get a mail.")
    return _("It is on the board now, until %(day)s.", day=written_day(found.valid_until, "long"))


@bp.route("/mein/suchen-bieten/<int:listing_id>/bearbeiten", methods=["GET", "POST"])
def edit(listing_id: int) -> Answer:
    by = acting_for_organisation()
    found = queries.listing_by_id(by, listing_id)
    require(policy.may(by, "change", found))
    stored = stored_values(found)
    form = _form(by, None if request.method == "POST" else stored)
    form.known_days = frozenset(part.day for part in found.when.dates)
    form.open_at(found.revision, stored)
    if request.method == "GET":
        return _form_page("board/edit.html", by, form, listing=found)
    conflicts.settle(form, stored)
    if request.form.get("then") == LOOK:
        _keep_upload(by, form)
        return _form_page("board/edit.html", by, form, listing=found)
    try:
        changed = _change(by, found, form)
    except ChangedMeanwhile:
        differences = conflicts.join(form, stored_values(found), found.revision)
        return _form_page("board/edit.html", by, form, listing=found, differences=differences), 409
    if changed is None:
        return _form_page("board/edit.html", by, form, listing=found), form.status
    flash(_("Your changes are saved."), "success")
    return redirect(url_for("board.listing", listing_id=listing_id), 303)


def _change(by: Acting, found: Listing, form: ListingForm) -> Listing | None:
    draft = _read(by, form)
    form.hints = [] if draft is None else _hints_first(form, found)
    if draft is None or form.hints:
        return None
    publish = request.form.get("then") == "publish"
    try:
        return listings.change_listing(by, found, draft, form.version_number, publish=publish)
    except Rejected as refusal:
        form.show(refusal)
        return None
