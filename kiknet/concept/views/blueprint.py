"""The blueprint all pages of this capability belong to, and who may open them."""

from flask import Blueprint
from werkzeug.wrappers import Response

from kiknet.access import require
from kiknet.concept import policy
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting

bp = Blueprint("concept", __name__)
Answer = Response | str | tuple[str, int]


def office() -> Acting:
    """Raises `NotAllowed` for everybody else."""
    by = acting()
    require(policy.may_steer(by))
    return by
