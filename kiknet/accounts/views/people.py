"""The office looks after people: finds an account, resets a lost second factor, gives tasks in the office."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from kiknet.access import require
from kiknet.accounts import office, policy, queries, second_factor
from kiknet.accounts.forms import RoleForm
from kiknet.accounts.models import User
from kiknet.accounts.views.account import myself
from kiknet.accounts.views.blueprint import bp
from kiknet.accounts.views.sign_in import Page
from kiknet.i18n import _
from kiknet.web.forms import ConfirmForm
from kiknet.web.pagination import page_number, paginate


def _person(user_id: int) -> User:
    require(policy.may_look_after_people(myself()))
    return queries.user_by_id(user_id)


@bp.get("/buero/personen")
def people() -> str:
    require(policy.may_look_after_people(myself()))
    looked_for = request.args.get("q", "").strip()[:200]
    page = paginate(queries.people_found(looked_for), page_number())
    return render_template("accounts/people.html", page=page, looked_for=looked_for)


@bp.get("/buero/personen/<int:user_id>")
def person(user_id: int) -> str:
    user = _person(user_id)
    form = RoleForm(role=user.office_role)
    return render_template("accounts/person.html", user=user, by=myself(), form=form, policy=policy)


@bp.post("/buero/personen/<int:user_id>/aufgabe")
def office_role(user_id: int) -> Page:
    user, form = _person(user_id), RoleForm()
    if not form.validate_on_submit():
        return render_template("accounts/person.html", user=user, by=myself(), form=form, policy=policy), form.status
    office.give_role(myself(), user, form.role.data)
    flash(_("Saved. %(name)s is told by e-mail.", name=user.display_name), "success")
    return _to(user)


@bp.route("/buero/personen/<int:user_id>/zweiter-faktor", methods=["GET", "POST"])
def reset_second_factor(user_id: int) -> Page:
    user, form = _person(user_id), ConfirmForm()
    require(policy.may_reset_second_factor(myself(), user))
    if form.validate_on_submit():
        second_factor.reset_second_factor(myself(), user)
        flash(_("Done. You and %(name)s are told by e-mail.", name=user.display_name), "success")
        return _to(user)
    return render_template("accounts/reset_second_factor.html", user=user, form=form), form.status


def _to(user: User) -> Answer:
    return redirect(url_for(".person", user_id=user.id), 303)
