"""The versions of the concept, and taking over a catalogue: looked at first, then written."""

from flask import flash, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet.concept import catalogue, queries, service, taking
from kiknet.concept.catalogue import Catalogue
from kiknet.concept.forms import CatalogueForm
from kiknet.concept.taking import Outlook
from kiknet.concept.views.blueprint import Answer, bp, office
from kiknet.errors import ChangedMeanwhile, Rejected
from kiknet.i18n import _
from kiknet.vocabulary.queries import field_names

LOOKED = Catalogue | None


@bp.route("/buero/konzept", methods=["GET", "POST"])
def index() -> Answer:
    by, form = office(), CatalogueForm()
    if not form.validate_on_submit():
        return _page(form), form.status
    try:
        read = catalogue.read(_text(form), queries.field_keys())
        outlook = taking.look_ahead(form.name.data, read)
        if "take_over" not in request.form:
            return _looked_at(form, read, outlook)
        if read.problems:
            raise Rejected(_("Nothing was taken over: please correct the lines below first."), "file")
        service.take_over(by, form.name.data, read, credit=form.credit.data or "", seen=form.seen_number)
    except Rejected as refusal:
        form.show(refusal)
        return _page(form, *_as_far_as_known(form)), form.status
    except ChangedMeanwhile:
        form.form_errors.append(_("Somebody else has changed this version meanwhile. Please look once more."))
        return _looked_at(form, read, taking.look_ahead(form.name.data, read), 409)
    flash(_("The concept is taken over."), "success")
    version = queries.version_named(taking.checked_name(form.name.data))
    return redirect(url_for(".version", version_id=version.id if version else 0), 303)


@bp.post("/buero/konzept/<int:version_id>/gueltig")
def make_current(version_id: int) -> Response:
    version = queries.version_by_id(version_id)
    service.make_current(office(), version)
    flash(_("From now on the network goes by “%(name)s”.", name=version.name), "success")
    return redirect(url_for(".index"), 303)


def _text(form: CatalogueForm) -> str:
    """The file if one was chosen, otherwise what stands in the text field. Raises `Rejected`."""
    upload = form.file.data
    if isinstance(upload, FileStorage) and upload.filename:
        form.table.data = catalogue.text_of(upload.stream.read(catalogue.MOST_BYTES + 1))
    text: str = form.table.data or ""
    if not text.strip():
        raise Rejected(_("Please choose a file."), "file")
    return text.replace("\r\n", "\n")


def _as_far_as_known(form: CatalogueForm) -> tuple[LOOKED, Outlook | None]:
    """What can be said of a catalogue that was refused."""
    try:
        read = catalogue.read(form.table.data or "", queries.field_keys())
        return read, taking.look_ahead(form.name.data, read)
    except Rejected:
        return None, None


def _looked_at(form: CatalogueForm, read: Catalogue, outlook: Outlook, status: int = 0) -> tuple[str, int]:
    form.seen.data = str(outlook.seen)
    return _page(form, read, outlook), status or (422 if read.problems else 200)


def _page(form: CatalogueForm, read: LOOKED = None, outlook: Outlook | None = None) -> str:
    return render_template(
        "concept/index.html",
        form=form,
        read=read,
        outlook=outlook,
        versions=queries.versions(),
        field_names=field_names(),
    )
