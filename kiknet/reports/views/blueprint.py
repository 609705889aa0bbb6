"""The blueprint all pages of this capability belong to, who may open them, and how figures are shown."""

from datetime import date, datetime
from typing import Any

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from kiknet.access import require
from kiknet.i18n import language
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting
from kiknet.reports import models, policy
from kiknet.reports.both import said
from kiknet.reports.gathering import Findings
from kiknet.reports.periods import Period

bp = Blueprint("reports", __name__)
MODELS = (models,)
Answer = Response | str | tuple[str, int]


def office() -> Acting:
    """Raises `NotAllowed` for everybody else."""
    by = acting()
    require(policy.may_count(by))
    return by


def period_of(findings: Findings, which: str = "period") -> Period:
    return Period(*(date.fromisoformat(findings[which][end]) for end in ("first", "last")))


def shown(findings: Findings, *, leads_on: bool) -> dict[str, Any]:
    """What the templates of figures need; with `leads_on` every number is a link to the list behind it."""

    def link(figure: str, period: dict[str, str] | None = None, **narrowed: Any) -> str:
        days = period or findings["period"]
        return url_for("reports.listed", key=figure, von=days["first"], bis=days["last"], **narrowed)

    return {
        "findings": findings,
        "period": period_of(findings),
        "before": period_of(findings, "before"),
        "as_of": datetime.fromisoformat(findings["as_of"]),
        "say": lambda words: said(words, language()),
        "iso": date.fromisoformat,
        "link": link if leads_on else None,
    }
