"""The tasks of a cooperation, and mine in all of them."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from kiknet import clock
from kiknet.access import require
from kiknet.cooperations import due
from kiknet.cooperations import work_policy as policy
from kiknet.cooperations import work_queries as queries
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.service import tasks as service
from kiknet.cooperations.views.blueprint import Page, bp
from kiknet.cooperations.views.inside import inside
from kiknet.cooperations.work_forms import TaskForm, stored_values
from kiknet.cooperations.work_models import Task
from kiknet.errors import ChangedMeanwhile, Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting, memberships
from kiknet.web import conflicts
from kiknet.web.forms import ConfirmForm, safe_next

bp.add_app_template_filter(lambda day: due.urgency(day, clock.today()), "task_urgency")
ADDRESS = "/kooperationen/<int:cooperation_id>/aufgaben"


@bp.route(ADDRESS, methods=["GET", "POST"])
def tasks(cooperation_id: int) -> Page:
    by, found = inside(cooperation_id)
    form = TaskForm()
    form.offer(by, found)
    if request.method == "POST":
        require(policy.may_work(by, found))
        if form.validate() and _add(by, found, form):
            flash(_("Written down."), "success")
            return _back(cooperation_id)
    return _list(by, found, form)


def _add(by: Acting, found: Cooperation, form: TaskForm) -> bool:
    try:
        service.add_task(by, found, form.draft(), key=form.idempotency_key)
    except Rejected as refusal:
        form.show(refusal)
        return False
    return True


def _list(by: Acting, found: Cooperation, form: TaskForm) -> Page:
    page = render_template(
        "cooperations/tasks.html",
        cooperation=found,
        inside_ids={partner.organisation_id for partner in found.accepted},
        todo=queries.tasks_of(found),
        done=queries.tasks_of(found, done=True),
        form=form if policy.may_work(by, found) else None,
    )
    return page, form.status


def _back(cooperation_id: int) -> Page:
    return redirect(url_for(".tasks", cooperation_id=cooperation_id), 303)


@bp.route(f"{ADDRESS}/<int:task_id>", methods=["GET", "POST"])
def task(cooperation_id: int, task_id: int) -> Page:
    by, found = inside(cooperation_id)
    one = queries.task_in(found, task_id)
    require(policy.may_work(by, found))
    stored = stored_values(one)
    form = TaskForm(data=None if request.method == "POST" else stored)
    form.offer(by, found, one)
    form.open_at(one.revision, stored)
    if request.method == "GET":
        return _page(one, form)
    conflicts.settle(form, stored)
    if not form.validate():
        return _page(one, form)
    try:
        service.change_task(by, one, form.draft(), form.version_number)
    except ChangedMeanwhile:
        current = queries.task_in(found, task_id)
        form.offer(by, found, current)
        return _page(current, form, differences=conflicts.join(form, stored_values(current), current.revision))[0], 409
    except Rejected as refusal:
        form.show(refusal)
        return _page(queries.task_in(found, task_id), form)
    flash(_("Saved."), "success")
    return _back(cooperation_id)


def _page(one: Task, form: TaskForm, **more: Any) -> tuple[str, int]:
    page = render_template("cooperations/task.html", task=one, cooperation=one.cooperation, form=form, **more)
    return page, form.status


@bp.post(f"{ADDRESS}/<int:task_id>/erledigung")
def finish_task(cooperation_id: int, task_id: int) -> Page:
    """Done, or with `open=1` after all not."""
    by, found = inside(cooperation_id)
    one = queries.task_in(found, task_id)
    ConfirmForm().validate()
    is_done = request.form.get("open") != "1"
    service.finish_task(by, one, is_done=is_done)
    flash(_("Done, thank you.") if is_done else _("It is open again."), "success")
    return redirect(safe_next(url_for(".tasks", cooperation_id=cooperation_id)), 303)


@bp.post(f"{ADDRESS}/<int:task_id>/loeschung")
def remove_task(cooperation_id: int, task_id: int) -> Page:
    by, found = inside(cooperation_id)
    one = queries.task_in(found, task_id)
    ConfirmForm().validate()
    service.remove_task(by, one)
    flash(_("The task is removed."), "success")
    return _back(cooperation_id)


@bp.get("/mein/aufgaben")
def my_tasks() -> str:
    mine = [m.organisation_id for m in memberships() if m.role != "viewer"]
    return render_template("cooperations/my_tasks.html", tasks=queries.my_tasks(acting().user, mine))
