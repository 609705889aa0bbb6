"""One of everything: a network in which every address of the application leads somewhere."""

import io
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import cast as our_cast
from drafts import draft
from PIL import Image
from sqlalchemy import select

from kiknet import clock, mail, media
from kiknet.accounts import email_change, links
from kiknet.accounts import service as accounts
from kiknet.accounts.models import UserSession
from kiknet.calendar import organisers, service
from kiknet.db import db, transaction
from kiknet.fold import fold
from kiknet.organisations import queries
from kiknet.organisations.drafts import ApplicationDraft
from kiknet.organisations.models import Organisation
from kiknet.organisations.service import applications, members


@dataclass(frozen=True)
class World:
    """`ids` holds what stands between the brackets of an address, by endpoint where endpoints differ, else by name."""

    cast: our_cast.Cast
    ids: dict[str, Any] = field(default_factory=dict)

    def path(self, rule: Any) -> str:
        """The address of a rule of the URL map, leading to something that is there."""
        return re.sub(r"<(?:[^:<>]*(?:\([^)]*\))?:)?(\w+)>", lambda m: str(self.value(rule.endpoint, m[1])), rule.rule)

    def value(self, endpoint: str, name: str) -> Any:
        return self.ids.get(f"{endpoint}.{name}", self.ids.get(name))


def build() -> World:
    """The cast, and one of everything that can be asked for."""
    cast = our_cast.enter()
    events = _events(cast)
    ida = accounts.register("ida@example.org", "Ida")
    application = applications.apply(ida, ApplicationDraft("Wir tanzen.", "Tanzkreis", "culture"))
    mine = applications.apply(cast.ana.user, ApplicationDraft("Auch das machen wir.", "Zweitverein", "culture"))
    invitation = members.invite(cast.ana, cast.mill, "kaya@example.org", "editor")
    ids: dict[str, Any] = {
        "year": 2027, "month": "03", "slug": "mill", "deed": "sperre", "page": "imprint", "lang": "de",
        "event_id": events["published"], "organisation_id": cast.library.id, "place_id": cast.square.id,
        "application_id": application.id, "organisations.application.application_id": mine.id,
        "organisations.take_back.application_id": mine.id, "organisations.claim.slug": _unclaimed(),
        "invitation_id": invitation.id, "membership_id": queries.membership_of(cast.ben.user, cast.mill).id,
        "user_id": cast.carla.user.id, "accounts.reset_second_factor.user_id": _colleague(), "session_id": _session(cast),
        "mail_id": db.session.scalars(select(mail.OutboxMail.id)).first(), "key": "indexnow",
        "media.file.name": _picture(), "web.asset.name": "kiknet.css", **_tokens(cast),
    }  # fmt: skip
    ids |= {f"calendar.{deed}.event_id": events[state] for deed, state in NEEDS.items()}
    return World(cast, ids)


NEEDS = {
    "take_back": "cancelled", "publish": "draft", "approve": "submitted", "return_": "submitted",
    "reject": "submitted", "restore": "hidden", "answer_organiser": "together",
}  # fmt: skip


def _events(cast: our_cast.Cast) -> dict[str, int]:
    made = {name: service.post_event(cast.ana, draft(title=name)) for name in ("published", "cancelled", "hidden")}
    made["draft"] = service.post_event(cast.ana, draft(title="draft"), publish=False)
    made["submitted"] = service.post_event(cast.ana, draft(title="submitted"))
    made["together"] = service.post_event(cast.ana, draft(title="together", starts_local=datetime(2027, 3, 9, 16)))
    service.cancel_event(cast.ana, made["cancelled"], "Krank")
    organisers.ask(cast.ana, made["together"], cast.library)
    organisers.ask(cast.ana, made["published"], cast.library)
    with transaction():
        made["hidden"].publication, made["submitted"].publication = "hidden", "submitted"
    return {name: event.id for name, event in made.items()}


def _unclaimed() -> str:
    with transaction() as session:
        session.add(
            Organisation(slug="choir", name="Chor", kind="culture", state="unclaimed", search_text=fold("Chor"))
        )
    return "choir"


def _colleague() -> int:
    """Oleg works in the office, too."""
    with transaction() as session:
        oleg = accounts.register("oleg@example.org", "Oleg")
        oleg.office_role, oleg.confirmed_at, oleg.totp_secret = "office", clock.now(), our_cast.OLGAS_SECRET
        session.flush()
    return oleg.id


def _session(cast: our_cast.Cast) -> int:
    """Ana's phone."""
    with transaction() as session:
        row = UserSession(user=cast.ana.user, token_hash="0" * 64, device="Firefox on Android")
        session.add(row)
        session.flush()
    return row.id


def _picture() -> str:
    file = io.BytesIO()
    Image.new("RGB", (20, 10), "olive").save(file, "PNG")
    file.seek(0)
    with transaction():
        return f"{media.keep_picture(file, alt='Eine Farbe').name}.webp"


def _tokens(cast: our_cast.Cast) -> dict[str, str]:
    """A fresh link of every kind; Kaya is invited, and has no account."""
    hour = timedelta(hours=1)
    asked = {"name": "Neu", "kind": "culture", "message": "Wir sind neu.", "organisation_id": None}
    applied = {"email": "neu@example.org", "display_name": "Nia", "language": "de", "draft": asked}
    with transaction():
        found = {
            "accounts.sign_in_link.token": links.create("sign-in", cast.vera.user, next="/mein/"),
            "accounts.new_password.token": links.create("password", cast.vera.user),
            "accounts.confirm_email.token": links.create(
                email_change.PURPOSE, cast.vera.user, hour, side="old", email="vera@example.com", change="x"
            ),
            "accounts.set_up.token": links.create("first-office"),
            "organisations.confirm.token": links.create(applications.PURPOSE, None, hour, **applied),
        }
    invited = db.session.scalars(select(mail.OutboxMail).where(mail.OutboxMail.recipient == "kaya@example.org")).one()
    return found | {"organisations.join.token": re.search(r"/einladung/(\S+)", invited.text)[1]}
