"""Who suits us: organisations with reasons."""

from flask import render_template

from kiknet.cooperations.sections import Section, register
from kiknet.i18n import _l
from kiknet.matching import partner_queries
from kiknet.matching.shown import partner_reasons
from kiknet.matching.views.blueprint import bp
from kiknet.organisations.session import acting, acting_for_organisation, memberships

MOST = 12
register(Section("suits", _l("Who could join?"), "matching/_suits.html", partner_queries.could_join))


@bp.get("/wer-passt")
def who_fits() -> str:
    by = acting_for_organisation() if memberships() else acting()
    found = partner_queries.partners(by.organisation)[:MOST] if by.organisation is not None else []
    return render_template(
        "matching/partners.html",
        partners=[(organisation, partner, partner_reasons(partner)) for organisation, partner in found],
    )
