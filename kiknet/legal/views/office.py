"""Where the office writes the legal texts."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from kiknet.access import require
from kiknet.errors import ChangedMeanwhile, NotFound
from kiknet.i18n import LANGUAGES, _
from kiknet.legal import gaps, policy, queries, service
from kiknet.legal.forms import TextForm
from kiknet.legal.models import PAGES, LegalText
from kiknet.legal.views.blueprint import bp
from kiknet.organisations.session import acting


@bp.get("/buero/rechtstexte")
def texts() -> str:
    require(policy.may_write(acting()))
    return render_template("legal/texts.html", pages=PAGES, languages=LANGUAGES, texts=queries.texts(), gaps=gaps)


@bp.route("/buero/rechtstexte/<page>/<lang>", methods=["GET", "POST"])
def edit(page: str, lang: str) -> Answer | tuple[str, int]:
    by = acting()
    require(policy.may_write(by))
    if page not in PAGES or lang not in LANGUAGES:
        raise NotFound
    row = queries.legal_text(page, lang)
    form, theirs = _form(page, lang, row), None
    if form.validate_on_submit():
        try:
            service.write_text(by, page, lang, form.text.data or "", form.version_number)
        except ChangedMeanwhile:
            theirs = queries.legal_text(page, lang)
            form.version.data = str(theirs.revision if theirs else 0)
        else:
            _say_how_far(form.text.data or "")
            return redirect(url_for(".texts"), 303)
    shown = render_template("legal/edit.html", form=form, page=page, language=lang, languages=LANGUAGES, theirs=theirs)
    return shown, 409 if theirs else form.status


def _form(page: str, lang: str, row: LegalText | None) -> TextForm:
    """The stored text; where there is none yet, the German starting point."""
    text, version = (row.text, row.revision) if row else ("", 0)
    wants_skeleton = "vorlage" in request.args or (not text and lang == queries.COUNTS)
    return TextForm(data={"text": gaps.skeleton(page) if wants_skeleton else text, "version": version})


def _say_how_far(text: str) -> None:
    if gaps.count(text):
        flash(_("Saved. %(number)s gaps in [brackets …] are still to be filled.", number=gaps.count(text)), "warning")
    else:
        flash(_("Saved."), "success")
