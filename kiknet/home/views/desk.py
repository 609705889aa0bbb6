"""The office's desk: what waits for a decision."""

from flask import render_template

from kiknet.access import require
from kiknet.home import tasks
from kiknet.home.views.blueprint import bp
from kiknet.organisations import policy
from kiknet.organisations.session import acting
from kiknet.vocabulary import words
from kiknet.vocabulary.queries import field_names


@bp.get("/buero/")
def desk() -> str:
    by = acting()
    require(policy.may_steer(by))
    waiting = tasks.waiting_for_the_office(by)
    return render_template("home/desk.html", waiting=waiting, kind_name=words.kind_name, field_names=field_names)
