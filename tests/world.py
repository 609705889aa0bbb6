"""One of everything: a network in which every address of the application leads somewhere."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import cast as our_cast
import cooperating
import listings
import rooms
import tables
import teamwork
from drafts import STARTS, draft
from flask import current_app
from measures import taken_over
from sqlalchemy import select
from talks import begin, photo, picture

from kiknet import clock, mail, media
from kiknet.accounts import email_change, links
from kiknet.accounts import service as accounts
from kiknet.accounts.models import UserSession
from kiknet.board.service import answers, timely
from kiknet.booking.service import requests, resources
from kiknet.calendar import date_deeds, organisers, service
from kiknet.calendar import measures as event_measures
from kiknet.calendar.filter import Filter
from kiknet.calendar.models import Event
from kiknet.concept import queries as concept_queries
from kiknet.concept import service as concept
from kiknet.conversations import queries as talk_queries
from kiknet.conversations import service as conversations
from kiknet.conversations.models import Message
from kiknet.cooperations.service.polls import close_poll
from kiknet.cooperations.service.posts import write as write_post
from kiknet.db import db, transaction
from kiknet.fold import fold
from kiknet.imports import service as imports
from kiknet.matching import lists as matches
from kiknet.matching import service as matching
from kiknet.moderation import kinds
from kiknet.moderation import service as moderation
from kiknet.notifications import links as notice_links
from kiknet.notifications.models import Notice
from kiknet.observances.service import OwnDraft
from kiknet.observances.service import add as add_observance
from kiknet.organisations import queries
from kiknet.organisations.drafts import ApplicationDraft
from kiknet.organisations.models import Organisation
from kiknet.organisations.service import applications, members
from kiknet.pools import service as pools
from kiknet.pools.draft import PoolDraft, RequestDraft
from kiknet.reports import service as reports
from kiknet.reports.service import ReportDraft
from kiknet.subscriptions import links as subscription_links
from kiknet.subscriptions import service as subscriptions
from kiknet.subscriptions.models import Subscription


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
    """The cast, and one of everything that can be asked for.

    To make all that takes longer than most tests with it. So it is made once, and for five minutes (no link in it ends
    earlier) put back as it was, rows and pictures.
    """
    if made and clock.now() - timedelta(minutes=5) < made[0].at <= clock.now():
        tables.put_back()
        for file, content in made[0].files.items():
            file.write_bytes(content)
    else:
        made[:] = [_make()]
        tables.keep()
    db.session.remove()
    return World(our_cast.again(), dict(made[0].ids))


@dataclass(frozen=True)
class Made:
    at: datetime
    ids: dict[str, Any]
    files: dict[Path, bytes]


made: list[Made] = []


def _make() -> Made:
    at, before = clock.now(), set(_files())
    ids = _enter_everything()
    return Made(at, ids, {file: file.read_bytes() for file in set(_files()) - before})


def _files() -> list[Path]:
    uploads: Path = current_app.extensions["kiknet"].uploads
    return [path for path in uploads.rglob("*") if path.is_file()]


def _enter_everything() -> dict[str, Any]:
    cast = our_cast.enter()
    _more_organisations()
    invitation = members.invite(cast.ana, cast.mill, "kaya@example.org", "editor")
    ids: dict[str, Any] = {
        "year": 2027, "month": "03", "slug": "mill", "deed": "sperre", "page": "imprint", "lang": "de",
        "day": DAY.date().isoformat(), "organisation_id": cast.city_library.id, "place_id": cast.square.id,
        "organisations.claim.slug": "choir", **_applications(cast),
        "invitation_id": invitation.id, "membership_id": queries.membership_of(cast.ben.user, cast.mill).id,
        "user_id": cast.carla.user.id, "accounts.reset_second_factor.user_id": _colleague(),
        "session_id": _session(cast),
        "mail_id": db.session.scalars(select(mail.OutboxMail.id)).first(), "key": "indexnow",
        "observance_id": _own_day(cast), "api.words.name": "fields",
        "media.file.name": _picture(), "web.asset.name": _asset(),
        "source_id": _source(cast), "notice_id": _notice(cast), **_talks(cast), **_pools(cast), **_events(cast),
        **_rooms(cast), **_listings(cast), **_matches(cast), **_reported(cast), **_tokens(),
        **cooperating.one_for_each_deed(cast), **_teamwork(cast),
    }  # fmt: skip
    return ids | _concept(cast, ids["event_id"]) | _status_reports(cast)


def _status_reports(cast: our_cast.Cast) -> dict[str, Any]:
    """A published one to read; a draft for each deed, and one to look at."""
    day = clock.today()
    drafts = {
        deed: reports.begin(cast.olga, ReportDraft(title="Entwurf", first=day, last=day)).id
        for deed in ("edit", "count_anew", "publish", "discard")
    }
    shown = reports.begin(cast.olga, ReportDraft(title="Bericht", first=day, last=day))
    reports.publish(cast.olga, shown, shown.revision)
    ids = {f"reports.{deed}.status_report_id": number for deed, number in drafts.items()}
    return ids | {"status_report_id": shown.id, "reports.listed.key": "termine"}


def _concept(cast: our_cast.Cast, event_id: int) -> dict[str, Any]:
    """Two versions; the Mill proposes that something serves a measure."""
    taken_over(cast.olga)
    newer = taken_over(cast.olga, name="2030")
    concept.make_current(cast.olga, newer)
    first = concept_queries.measures_of(newer.id)[0]
    event = db.session.get(Event, event_id)
    event_measures.choose(cast.ana, event, [first.id])
    return {
        "version_id": newer.id, "measure_id": first.id, "status_id": concept_queries.scale()[0][0].id,
        "link_id": event_measures.links_of(event)[0].id, "home.field.key": "sprache-bildung",
    }  # fmt: skip


def _reported(cast: our_cast.Cast) -> dict[str, Any]:
    event = service.post_event(cast.ana, draft(title="Gemeldet"))
    report = moderation.report(kinds.EVENT, event, reason="spam", text="", language="de")
    begin(cast.ana, cast.city_library, about=("events", 4), uploads=(picture(),))
    message = db.session.scalars(select(Message).order_by(Message.id.desc())).first()
    about_it = moderation.report(kinds.MESSAGE, message, reason="spam", text="", language="de")
    return {
        "report_id": report.id, "moderation.report.path": "veranstaltung", "target_id": event.id,
        "moderation.file.report_id": about_it.id, "moderation.file.name": message.files[0].file.name,
    }  # fmt: skip


NEEDS = {
    "edit": "published", "cancel": "published", "postpone": "published", "withdraw": "published", "hide": "published",
    "take_back": "cancelled", "publish": "draft", "approve": "submitted", "return_": "submitted",
    "reject": "submitted", "restore": "hidden", "organisers": "together", "ask_organiser": "together",
    "answer_organiser": "together", "remove_organiser": "together",
}  # fmt: skip
"""The state an event must be in for each deed; every deed gets an event of its own."""


def _events(cast: our_cast.Cast) -> dict[str, int]:
    """The event each deed of the calendar is done with, by `calendar.<deed>.event_id`; and one for everything else."""
    made = {
        deed: service.post_event(cast.ana, draft(title=deed), publish=state != "draft") for deed, state in NEEDS.items()
    }
    for deed, state in NEEDS.items():
        if state == "cancelled":
            service.cancel_event(cast.ana, made[deed], "Krank")
        if state == "together":
            organisers.ask(cast.ana, made[deed], cast.city_library)
    with transaction():
        for deed, state in NEEDS.items():
            if state in {"submitted", "hidden"}:
                made[deed].publication = state
    made |= {deed: _series(cast, deed) for deed in OF_DATES}
    everything_else = service.post_event(cast.ana, draft(title="Sprachcafé"))
    found = {f"calendar.{deed}.event_id": event.id for deed, event in made.items()}
    return found | {"feeds.date.event_id": made["date"].id, "event_id": everything_else.id}


OF_DATES = (
    "date",
    "dates",
    "which_dates",
    "cancel_date",
    "take_back_date",
    "change_date",
    "remove_date",
    "put_back_date",
    "add_date",
)
"""What is about the dates of a series; each has one of its own, and `DAY` is its second date."""

DAY = STARTS + timedelta(days=7)


def _series(cast: our_cast.Cast, deed: str) -> Event:
    removed = (DAY,) if deed == "put_back_date" else ()
    event = service.post_event(cast.ana, draft(title=deed, rule="FREQ=WEEKLY;BYDAY=TU;COUNT=4", removed=removed))
    if deed == "take_back_date":
        second = next(row for row in event.occurrences if row.recurrence_id == DAY)
        date_deeds.cancel_date(cast.ana, event, second, "Krank")
    return event


def _rooms(cast: our_cast.Cast) -> dict[str, Any]:
    """The Mill's hall, which the Library has asked for; one request each for answering and calling off."""
    hall = rooms.offered(cast.ana)
    several = [requests.request_booking(cast.carla, rooms.asked(hall, rooms.at(h, h + 1))) for h in (9, 11, 13, 15)]
    booking, answer, end, change = several
    return {
        "resource_id": hall.id, "booking.retire.resource_id": rooms.offered(cast.ana, title="Keller").id,
        "booking_id": booking.id, "booking.answer.booking_id": answer.id, "booking.end.booking_id": end.id,
        "booking.change.booking_id": change.id, "slot_id": booking.slots[0].id,
        "booking.change.slot_id": change.slots[0].id, "secret": resources.renew_feed(cast.ana, hall),
    }  # fmt: skip


ON_THE_BOARD = {
    "edit": "active", "fulfil": "active", "withdraw": "active", "pause": "active", "renew": "active", "show": "active",
    "remove": "active", "resume": "paused", "publish": "draft", "approve": "submitted", "return_": "submitted",
    "reject": "submitted", "restore": "removed", "reopen": "fulfilled",
}  # fmt: skip
"""The state a listing must be in for each deed; every deed gets a listing of its own."""


def _listings(cast: our_cast.Cast) -> dict[str, Any]:
    """What the Mill looks for, and the Library's answers: one for each deed with them. One ends soon."""
    made = {deed: listings.listed(cast.ana, title=deed) for deed in ON_THE_BOARD}
    answered = {deed: listings.listed(cast.ana, title=deed) for deed in ("accept", "decline", "take_back", "cooperate")}
    shown = {deed: answers.show_interest(cast.carla, need, "Gern") for deed, need in answered.items()}
    answers.accept(cast.ana, shown["cooperate"])
    with transaction():
        for deed, state in ON_THE_BOARD.items():
            made[deed].state, made[deed].state_before = state, "active" if state == "removed" else ""
        token = links.create(timely.PURPOSE, cast.ana.user, timedelta(hours=1), listing=made["renew"].id)
    found = {f"board.{deed}.listing_id": listing.id for deed, listing in made.items()}
    found |= {f"board.{deed}.interest_id": interest.id for deed, interest in shown.items()}
    return {**found, "listing_id": answered["accept"].id, "board.renew_from_mail.token": token}


def _matches(cast: our_cast.Cast) -> dict[str, int]:
    """The Library offers what the Mill looks for, and goes on to; one match was dismissed by the Mill."""
    needs = [listings.listed(cast.ana, title=title) for title in ("passt", "passt nicht")]
    listings.offered(cast.carla)
    (first,), (second,) = (matches.for_listing(need) for need in needs)
    matching.dismiss(cast.ana, second)
    return {"match_id": first.id, "matching.return_.match_id": second.id}


def _applications(cast: our_cast.Cast) -> dict[str, int]:
    """Ida has applied for the office to decide; Ana has, to look at it herself and to take it back."""
    ida = accounts.register("ida@example.org", "Ida")
    wanted = {
        "admit": ida,
        "decline": ida,
        "ask_for_changes": ida,
        "application": cast.ana.user,
        "take_back": cast.ana.user,
    }
    made = {
        deed: applications.apply(user, ApplicationDraft("Wir tanzen.", f"Tanzkreis {deed}", "culture"))
        for deed, user in wanted.items()
    }
    return {f"organisations.{deed}.application_id": application.id for deed, application in made.items()}


def _more_organisations() -> None:
    """The Garden takes part; nobody has claimed the choir."""
    kinds = {"garden": ("The Garden", "active"), "choir": ("Chor", "unclaimed")}
    with transaction() as session:
        for slug, (name, state) in kinds.items():
            session.add(Organisation(slug=slug, name=name, kind="culture", state=state, search_text=fold(name)))


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


def _own_day(cast: our_cast.Cast) -> int:
    day = date(2027, 9, 19)
    return add_observance(cast.olga, OwnDraft(name="Woche", about="Ein Fest.", first_day=day, last_day=day)).id


def _source(cast: our_cast.Cast) -> int:
    """A file Ana has brought and not decided about."""
    event = b"BEGIN:VEVENT\r\nSUMMARY:Tanz\r\nDTSTART:20270401T150000\r\nEND:VEVENT\r\n"
    return imports.bring_file(cast.ana, "tanz.ics", b"BEGIN:VCALENDAR\r\n" + event + b"END:VCALENDAR\r\n").id


def _talks(cast: our_cast.Cast) -> dict[str, Any]:
    """Ana has asked the Library about something, with a picture; one conversation each for closing and opening."""
    talks = [begin(cast.ana, cast.city_library, about=("events", n), uploads=(picture(),)) for n in (1, 2, 3)]
    conversations.close(cast.carla, talks[2])
    return {
        "conversation_id": talks[0].id, "conversations.close.conversation_id": talks[1].id,
        "conversations.reopen.conversation_id": talks[2].id,
        "conversations.file.name": talk_queries.messages_of(talks[0]).messages[0].files[0].file.name,
    }  # fmt: skip


def _pools(cast: our_cast.Cast) -> dict[str, int]:
    """The Library has asked the Mill's interpreters; one request each for an answer and for taking it back."""
    pool = pools.open_pool(cast.ana, PoolDraft("interpreters", ("uk",), ("school",)))
    day = clock.today() + timedelta(days=30)
    wish = RequestDraft("uk", "school", "normal", "ours", day, time(15), 60)
    asked = {deed: pools.ask(cast.carla, pool, wish).id for deed in ("one", "answer", "withdraw")}
    return {"pool_id": pool.id, **{f"pools.{deed}.request_id": number for deed, number in asked.items()}}


def _teamwork(cast: our_cast.Cast) -> dict[str, Any]:
    """The Mill leads something, the Library is in: a task, a date poll, what was written; one more of each to end."""
    both = teamwork.together(cast)
    tasks, polls = [teamwork.task(cast.ana, both) for _ in range(2)], [teamwork.poll(cast.ana, both) for _ in range(3)]
    close_poll(cast.ana, polls[2], None)
    post = write_post(cast.ana, both, "Hallo", (picture(),))
    pages = (
        "close_poll", "finish_task", "mute_posts", "new_poll", "offer_more", "poll", "post_file", "posts", "read_posts",
        "remove_task", "reopen_poll", "task", "tasks",
    )  # fmt: skip
    return {
        **{f"cooperations.{page}.cooperation_id": both.id for page in pages},
        "task_id": tasks[0].id, "cooperations.remove_task.task_id": tasks[1].id,
        "poll_id": polls[0].id, "cooperations.close_poll.poll_id": polls[1].id,
        "cooperations.reopen_poll.poll_id": polls[2].id, "cooperations.post_file.name": post.files[0].file.name,
    }  # fmt: skip


def _notice(cast: our_cast.Cast) -> int:
    """Something Ana was told."""
    with transaction() as session:
        row = Notice(user_id=cast.ana.user.id, kind="conversation_message", title="Neu", url="/mein/")
        session.add(row)
        session.flush()
    return row.id


def _picture() -> str:
    with transaction():
        return f"{media.keep_picture(photo(), alt='Eine Farbe').name}.webp"


def _asset() -> str:
    return str(next(iter(current_app.extensions["assets"])))


def _subscription(page: str) -> Subscription:
    """Somebody gets mails about what a word stands in, and may do one thing with it."""
    subscriptions.ask_to_confirm(f"{page}@example.org", "de", "daily", Filter(words=page))
    subscription = db.session.scalars(select(Subscription).order_by(Subscription.id.desc())).first()
    if page != "confirm":
        subscriptions.confirm(subscription)
    return subscription


def _tokens() -> dict[str, str]:
    """A fresh link of every kind: Lena asked for most, Nia applies, Kaya is invited."""
    hour = timedelta(hours=1)
    lena = accounts.register("lena@example.org", "Lena")
    asked = {"name": "Neu", "kind": "culture", "message": "Wir sind neu.", "organisation_id": None}
    applied = {"email": "neu@example.org", "display_name": "Nia", "language": "de", "draft": asked}
    with transaction():
        found = {
            "accounts.sign_in_link.token": links.create("sign-in", lena, next="/mein/"),
            "accounts.new_password.token": links.create("password", lena),
            "accounts.confirm_email.token": links.create(
                email_change.PURPOSE, lena, hour, side="old", email="lena@example.com", change="x"
            ),
            "accounts.set_up.token": links.create("first-office"),
            "notifications.unsubscribe.token": notice_links.unsubscribe_address(lena.id, "*").split("/")[-2],
            "organisations.confirm.token": links.create(applications.PURPOSE, None, hour, **applied),
        }
    found |= {
        f"subscriptions.{page}.token": subscription_links.token(_subscription(page), purpose)
        for page, purpose in (("confirm", "confirm"), ("manage", "manage"), ("end", "manage"))
    }
    invited = db.session.scalars(select(mail.OutboxMail).where(mail.OutboxMail.recipient == "kaya@example.org")).one()
    return found | {"organisations.join.token": re.search(r"/einladung/(\S+)", invited.text)[1]}
