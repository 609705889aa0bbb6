"""Where I am signed in."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from kiknet.accounts import queries, service, session
from kiknet.accounts.devices import device_name
from kiknet.accounts.views.account import myself
from kiknet.accounts.views.blueprint import bp
from kiknet.i18n import _


@bp.get("/mein/konto/geraete")
def devices() -> str:
    return render_template(
        "accounts/devices.html",
        sessions=queries.open_sessions(myself()),
        here=session.current_session().id,
        device_name=device_name,
    )


@bp.post("/mein/konto/geraete/<int:session_id>/abmeldung")
def end_device(session_id: int) -> Answer:
    service.end_session(myself(), session_id)
    flash(_("This device is signed out."), "success")
    return redirect(url_for(".devices"), 303)


@bp.post("/mein/konto/geraete/abmeldung")
def end_other_devices() -> Answer:
    service.end_sessions(myself(), but=session.current_session())
    flash(_("All other devices are signed out."), "success")
    return redirect(url_for(".devices"), 303)
