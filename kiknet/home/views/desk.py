"""The office's desk: what waits for a decision."""

from flask import render_template

from kiknet.access import require
from kiknet.home import tasks
from kiknet.home.views.blueprint import bp
from kiknet.organisations import policy
from kiknet.organisations.session import acting
from kiknet.vocabulary import words


@bp.get("/buero/")
def desk() -> str:
    by = acting()
    require(policy.may_steer(by))
    return render_template("home/desk.html", waiting=tasks.waiting_for_the_office(by), kind_name=words.kind_name)
