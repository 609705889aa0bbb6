"""One calendar from elsewhere: what it would change, yes or no, and how it is going."""

from collections.abc import Callable
from datetime import datetime, time

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from kiknet.access import require
from kiknet.errors import Rejected, TooOften
from kiknet.i18n import _, written_day, written_moment
from kiknet.imports import policy, queries, service, work
from kiknet.imports.models import Source
from kiknet.imports.views.blueprint import Page, bp
from kiknet.organisations import policy as organisations
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting

FEW = 50


@bp.get("/mein/import/<int:source_id>")
def source(source_id: int) -> Page:
    by, found = _asked(source_id)
    return render_template(
        "imports/source.html",
        source=found,
        may_decide=policy.may_keep(by) if found.is_address else policy.may_import(by),
        when=_when,
    )


@bp.post("/mein/import/<int:source_id>/uebernahme")
def confirm(source_id: int) -> Response:
    """A few events are taken over at once; of many the worker takes care."""
    by, found = _asked(source_id)
    _try(found, lambda: service.confirm(by, found), "")
    counts = found.report.get("counts", {})
    if found.state == "confirmed" and sum(counts.get(kind, 0) for kind in ("new", "changed", "gone")) <= FEW:
        work.claim_and_do(found.id)
    return _to(found)


@bp.post("/mein/import/<int:source_id>/abruf")
def fetch(source_id: int) -> Response:
    by, found = _asked(source_id)
    _try(found, lambda: service.fetch_now(by, found), _("We fetch it within a minute."))
    return _to(found)


@bp.post("/mein/import/<int:source_id>/ende")
def stop(source_id: int) -> Response:
    by, found = _asked(source_id)
    service.stop(by, found)
    flash(_("Ended. What was taken over stays in your calendar."), "success")
    return redirect(_overview(by, found), 303)


def _when(starts: str) -> str:
    at = datetime.fromisoformat(starts)
    return written_moment(at) if at.time() != time.min else written_day(at, "short")


def _asked(source_id: int) -> tuple[Acting, Source]:
    """Who asks, acting for the source's organisation; the office does it on behalf."""
    by = acting()
    found = queries.source_by_id(by, source_id)
    if not by.acts_for(found.organisation_id):
        by = organisations.on_behalf(by, found.organisation) or by
    require(policy.may_import(by))
    return by, found


def _try(found: Source, deed: Callable[[], None], sentence: str) -> None:
    try:
        deed()
    except TooOften:
        flash(_("That was often enough for now. Please wait an hour."), "warning")
    except Rejected as refusal:
        flash(refusal.reason, "warning")
    else:
        if sentence:
            flash(sentence, "success")


def _to(found: Source) -> Response:
    return redirect(url_for(".source", source_id=found.id), 303)


def _overview(by: Acting, found: Source) -> str:
    if acting().acts_for(found.organisation_id):
        return url_for(".index")
    return url_for(".for_organisation", slug=found.organisation.slug)
