"""For coordinators: what waits for an answer; for admins: opening a pool and describing it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from kiknet.access import require
from kiknet.errors import ChangedMeanwhile, NotFound, Rejected
from kiknet.i18n import _
from kiknet.organisations.session import acting_for_organisation
from kiknet.pools import policy, queries, service
from kiknet.pools.forms import PoolForm, stored_values
from kiknet.pools.models import Pool
from kiknet.pools.views.blueprint import Page, bp
from kiknet.web import conflicts
from kiknet.web.pagination import page_number, paginate
from kiknet.web.templating import here


@bp.get("/mein/vermittlung")
def own() -> str:
    by = acting_for_organisation()
    pools = queries.pools_of(by.organisation_id)
    settled = paginate(queries.settled_for(pools), page_number())
    return render_template("pools/own.html", pools=pools, waiting=queries.waiting_for(pools), page=settled, here=here)


@bp.route("/mein/vermittlung/neu", methods=["GET", "POST"])
def new() -> Page:
    by = acting_for_organisation()
    require(policy.may_run(by), _("Admins of the organisation can open a pool."))
    form = PoolForm()
    if form.validate_on_submit():
        try:
            service.open_pool(by, form.draft())
        except Rejected as refusal:
            form.show(refusal)
        else:
            flash(_("From now on the network can ask your pool."), "success")
            return redirect(url_for(".own"), 303)
    return _page(form)


@bp.route("/mein/vermittlung/<int:pool_id>/bearbeiten", methods=["GET", "POST"])
def edit(pool_id: int) -> Page:
    by = acting_for_organisation()
    pool = queries.pool_by_id(pool_id)
    if not by.acts_for(pool.organisation_id):
        raise NotFound
    require(policy.may_change(by, pool))
    stored = stored_values(pool)
    form = PoolForm(data=None if request.method == "POST" else stored | {"kind": pool.kind})
    form.kind.data = pool.kind
    form.open_at(pool.revision, stored)
    if request.method == "GET":
        return _page(form, pool)
    conflicts.settle(form, stored)
    form.kind.data = pool.kind
    if not form.validate():
        return _page(form, pool)
    try:
        service.change_pool(by, pool, form.draft(), form.version_number)
    except ChangedMeanwhile:
        current = queries.pool_by_id(pool_id)
        differences = conflicts.join(form, stored_values(current), current.revision)
        return _page(form, current, differences=differences)[0], 409
    except Rejected as refusal:
        form.show(refusal)
        return _page(form, queries.pool_by_id(pool_id))
    flash(_("Saved."), "success")
    return redirect(url_for(".own"), 303)


def _page(form: PoolForm, pool: Pool | None = None, **more: Any) -> tuple[str, int]:
    return render_template("pools/edit.html", form=form, pool=pool, **more), form.status
