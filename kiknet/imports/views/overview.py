"""What an organisation takes over from elsewhere, and how to begin."""

from flask import Response, redirect, render_template, request, url_for

from kiknet import clock
from kiknet.access import require
from kiknet.errors import NotFound, Rejected
from kiknet.imports import policy, queries, service, table
from kiknet.imports.forms import AddressForm, FileForm
from kiknet.imports.problem import MOST_BYTES
from kiknet.imports.views.blueprint import Page, bp
from kiknet.organisations import policy as organisations_policy
from kiknet.organisations import queries as organisations
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting, acting_for_organisation


@bp.get("/mein/import")
def index() -> Page:
    by = acting_for_organisation()
    require(policy.may_import(by))
    return _page(by)


@bp.get("/buero/import/<slug>")
def for_organisation(slug: str) -> Page:
    """The office does it for an organisation that asked for it."""
    return _page(_office_for(slug))


@bp.post("/mein/import/datei")
def bring_file() -> Page:
    by, form = _who(), FileForm()
    if form.validate_on_submit():
        upload = form.file.data
        try:
            source = service.bring_file(by, upload.filename or "", upload.stream.read(MOST_BYTES + 1))
        except Rejected as refusal:
            form.show(refusal)
        else:
            return redirect(url_for(".source", source_id=source.id), 303)
    return _page(by, file_form=form), form.status


@bp.post("/mein/import/adresse")
def name_address() -> Page:
    by, form = _who(), AddressForm()
    require(policy.may_keep(by))
    if form.validate_on_submit():
        try:
            source = service.name_address(by, form.address.data)
        except Rejected as refusal:
            form.show(refusal)
        else:
            return redirect(url_for(".source", source_id=source.id), 303)
    return _page(by, address_form=form), form.status


@bp.get("/mein/import/vorlage.csv")
def template() -> Response:
    """The table to fill in."""
    answer = Response(table.template(clock.today()), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="veranstaltungen.csv"'
    return answer


def _who() -> Acting:
    """Who sends the form: for their organisation, or from the office for the one it names."""
    slug = request.form.get("fuer", "")
    by = _office_for(slug) if slug else acting_for_organisation()
    require(policy.may_import(by))
    return by


def _office_for(slug: str) -> Acting:
    by = acting()
    require(by.is_office)
    on_behalf = organisations_policy.on_behalf(by, organisations.organisation_in_any_state(slug))
    if on_behalf is None:
        raise NotFound
    return on_behalf


def _page(by: Acting, file_form: FileForm | None = None, address_form: AddressForm | None = None) -> str:
    if by.organisation is None:
        raise NotFound
    return render_template(
        "imports/index.html",
        organisation=by.organisation,
        sources=queries.sources_of(by.organisation),
        may_keep=policy.may_keep(by),
        is_on_behalf=organisations.membership_of(by.user, by.organisation) is None,
        file_form=file_form or FileForm(formdata=None),
        address_form=address_form or AddressForm(formdata=None),
    )
