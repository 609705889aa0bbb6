"""For which organisation somebody acts: the choice in the header, and the page that asks."""

from flask import make_response, render_template, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet.errors import NotAllowed
from kiknet.organisations import session
from kiknet.organisations.session import acting
from kiknet.organisations.views.blueprint import bp
from kiknet.web.forms import safe_next
from kiknet.web.requests import whole_number


@bp.route("/mein/auftreten", methods=["GET", "POST"])
def act_for() -> Response | str:
    """GET asks; POST remembers the choice in this browser and goes back to where the person was."""
    back = safe_next(url_for("home.mine"))
    if request.method == "GET":
        return render_template("organisations/act_for.html", back=back)
    if not session.choose(request.form.get("acting_for", 0, type=whole_number)):
        raise NotAllowed
    return redirect(back, 303)


def open_as(status: int) -> Response | None:
    """Somebody follows a link that is meant for another of their organisations: offer to act for that one."""
    other = session.sees_this_page_as()
    if other is None:
        return None
    here = request.full_path.rstrip("?")
    page = render_template("organisations/open_as.html", by=acting(), other=other.organisation, here=here)
    return make_response(page, status)
