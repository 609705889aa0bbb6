"""Who may do what: every page and every deed, for everybody."""

import pytest

from kiknet.organisations import queries
from kiknet.organisations.acting import Acting
from kiknet.organisations.drafts import ApplicationDraft
from kiknet.organisations.models import Organisation
from kiknet.organisations.service import applications, members

WHO = ("stranger", "vera", "ben", "ana", "carla", "olga")
SIGN_IN, YES, NO, NONE = 303, 200, 403, 404
SEEN = (YES,) * 6
SIGNED_IN = (SIGN_IN, YES, YES, YES, YES, YES)
BELONGING = (SIGN_IN, YES, YES, YES, YES, NO)
OFFICE = (SIGN_IN, NO, NO, NO, NO, YES)

PAGES = {
    "/organisationen": SEEN,
    "/mitmachen": SEEN,
    "/mitmachen/unterwegs": SEEN,
    "/organisationen/mill/uebernehmen": SEEN,
    "/organisationen/mill/kontakt": SEEN,
    "/mein/": SIGNED_IN,
    "/mein/auftreten": SIGNED_IN,
    "/mein/mitglieder": BELONGING,
    "/mein/organisation": BELONGING,
    "/mein/mitglieder/{ben}/ende": (SIGN_IN, NO, YES, YES, NONE, NO),
    "/mein/antraege/{application}": (SIGN_IN, NONE, NONE, NONE, NONE, NONE),
    "/buero/": OFFICE,
    "/buero/organisationen": OFFICE,
    "/buero/organisationen/mill": OFFICE,
    "/buero/organisationen/mill/sperre": OFFICE,
    "/buero/organisationen/mill/archiv": OFFICE,
    "/buero/antraege/{application}/absage": OFFICE,
    "/buero/antraege/{application}/rueckfrage": OFFICE,
}

DONE = 303
ADMIN_ONLY = ("/anmelden", NO, NO, DONE, NONE, NO)
DEEDS = {
    "/mein/mitglieder": ("/anmelden", NO, NO, DONE, DONE, NO),
    "/mein/organisation": ("/anmelden", NO, NO, DONE, DONE, NO),
    "/mein/mitglieder/{vera}/rolle": ADMIN_ONLY,
    "/mein/mitglieder/{ben}/ende": ("/anmelden", NO, DONE, DONE, NONE, NO),
    "/mein/mitglieder/einladungen/{invitation}/erneut": ADMIN_ONLY,
    "/mein/mitglieder/einladungen/{invitation}/ruecknahme": ADMIN_ONLY,
    "/buero/antraege/{application}/zusage": ("/anmelden", NO, NO, NO, NO, DONE),
    "/buero/antraege/{application}/absage": ("/anmelden", NO, NO, NO, NO, DONE),
    "/buero/antraege/{application}/rueckfrage": ("/anmelden", NO, NO, NO, NO, DONE),
    "/buero/organisationen/mill/sperre": ("/anmelden", NO, NO, NO, NO, DONE),
    "/buero/organisationen/mill/archiv": ("/anmelden", NO, NO, NO, NO, DONE),
    "/buero/organisationen/mill/vertrauen": ("/anmelden", NO, NO, NO, NO, DONE),
    "/buero/organisationen/mill/zusammenlegung": ("/anmelden", NO, NO, NO, NO, DONE),
}
FORM = {
    "email": "dilek@example.org",
    "role": "viewer",
    "reason": "Darum.",
    "name": "The Mill",
    "kind": "culture",
    "target": "library",
}


@pytest.fixture
def stage(cast):
    """Ida, who belongs to nobody, has applied; the Mill has invited Kaya."""
    from kiknet.accounts import service as accounts

    ida = accounts.register("ida@example.org", "Ida")
    application = applications.apply(ida, ApplicationDraft("Wir tanzen.", "Tanzkreis", "culture"))
    invitation = members.invite(cast.ana, cast.mill, "kaya@example.org", "editor")
    return {
        "application": application.id,
        "invitation": invitation.id,
        "ben": queries.membership_of(cast.ben.user, cast.mill).id,
        "vera": queries.membership_of(cast.vera.user, cast.mill).id,
    }


def _as(browser, cast, who):
    return browser if who == "stranger" else browser.as_(getattr(cast, who))


@pytest.mark.parametrize("who", WHO)
def test_who_may_open_which_page(new_browser, cast, stage, who):
    browser = _as(new_browser(), cast, who)

    found = {path: browser.get(path.format(**stage)).status_code for path in PAGES}

    assert found == {path: expected[WHO.index(who)] for path, expected in PAGES.items()}


@pytest.mark.parametrize("path", DEEDS)
@pytest.mark.parametrize("who", WHO)
def test_who_may_do_what(new_browser, cast, stage, who, path):
    browser, expected = _as(new_browser(), cast, who), DEEDS[path][WHO.index(who)]
    form = FORM | ({"name": "The Library"} if who == "carla" else {})
    if path == "/mein/organisation":
        form["version"] = str((cast.city_library if who == "carla" else cast.mill).revision)

    answer = browser.post(path.format(**stage), data=form)

    if expected == "/anmelden":
        assert answer.location.startswith("/anmelden")
    else:
        assert answer.status_code == expected
        assert not (answer.location or "").startswith("/anmelden")


@pytest.mark.parametrize("state", ["pending", "changes_requested", "suspended", "archived", "rejected"])
def test_what_is_not_listed_is_not_there(browser, cast, state):
    from kiknet.db import transaction

    with transaction():
        cast.mill.state = state

    for path in ("/organisationen/mill/kontakt", "/organisationen/mill/uebernehmen"):
        assert browser.get(path).status_code == 404
        assert browser.post(path, data=FORM).status_code == 404
    assert "The Mill" not in browser.get("/organisationen").text


def test_the_people_of_a_suspended_organisation_read_why_and_write_nothing(browser, cast):
    from kiknet.db import transaction

    with transaction():
        cast.mill.state, cast.mill.state_reason = "suspended", "Bitte melden Sie sich."
    ana = browser.as_(cast.ana)

    assert "Bitte melden Sie sich." in ana.get("/mein/organisation").text
    assert "Bitte melden Sie sich." in ana.get("/mein/").text
    assert ana.post("/mein/organisation", data=FORM).status_code == 403
    assert ana.post("/mein/mitglieder", data=FORM).status_code == 403


def test_editors_of_a_suspended_organisation_may_not_write():
    suspended = Organisation(id=1, state="suspended")

    assert not Acting(None, suspended, "editor").may_write
    assert Acting(None, Organisation(id=1, state="active"), "editor").may_write
