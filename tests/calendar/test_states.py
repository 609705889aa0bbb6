"""Every deed in every state by everybody: the whole table, written down once more and compared."""

from datetime import timedelta

import pytest
from drafts import draft

from kiknet.calendar import approval, policy, service
from kiknet.calendar.date_deeds import add_date
from kiknet.calendar.models import PUBLICATIONS, SCHEDULINGS
from kiknet.calendar.service import post_event
from kiknet.db import transaction
from kiknet.errors import NotAllowed

OWN = ("ana", "ben")
ALL = ("ana", "ben", "vera", "carla", "olga")
LIVE = ("draft", "submitted", "changes_requested", "published", "hidden")
ANY = SCHEDULINGS

ALLOWED = {
    "change": (OWN, LIVE, ANY),
    "publish": (OWN, ("draft", "changes_requested"), ANY),
    "cancel": (OWN, ("published", "hidden"), ("confirmed", "postponed")),
    "postpone": (OWN, ("published", "hidden"), ("confirmed",)),
    "take_back": (OWN, ("published", "hidden"), ("cancelled", "postponed")),
    "change_dates": (OWN, LIVE, ("planned", "confirmed", "postponed")),
    "withdraw": (OWN, (*LIVE, "rejected"), ANY),
    "invite": (OWN, LIVE, ANY),
    "approve": (("olga",), ("submitted",), ANY),
    "return": (("olga",), ("submitted",), ANY),
    "reject": (("olga",), ("submitted",), ANY),
    "hide": (("olga",), ("published",), ANY),
    "restore": (("olga",), ("hidden",), ANY),
}
DEEDS = {
    "change": lambda by, e: service.change_event(by, e, draft(scheduling=e.scheduling), e.revision),
    "publish": service.publish_event,
    "cancel": lambda by, e: service.cancel_event(by, e, "x"),
    "postpone": lambda by, e: service.postpone_event(by, e, "x"),
    "take_back": service.take_back_cancellation,
    "change_dates": lambda by, e: add_date(by, e, e.occurrences[-1].recurrence_id + timedelta(days=1)),
    "withdraw": service.withdraw_event,
    "approve": approval.approve_event,
    "return": lambda by, e: approval.return_event(by, e, "x"),
    "reject": lambda by, e: approval.reject_event(by, e, "x"),
    "hide": lambda by, e: approval.hide_event(by, e, "x"),
    "restore": approval.restore_event,
}
RESULT = {
    "cancel": ("scheduling", "cancelled"), "postpone": ("scheduling", "postponed"),
    "take_back": ("scheduling", "confirmed"), "publish": ("publication", "published"),
    "withdraw": ("publication", "withdrawn"), "approve": ("publication", "published"),
    "return": ("publication", "changes_requested"), "reject": ("publication", "rejected"),
    "hide": ("publication", "hidden"), "restore": ("publication", "published"),
}  # fmt: skip


def test_no_deed_is_forgotten():
    assert set(policy.RULES) == set(ALLOWED) == set(DEEDS) | {"invite"}


@pytest.mark.parametrize("deed", ALLOWED)
def test_who_may_do_it_and_when(cast, deed):
    event = post_event(cast.ana, draft())
    people, publications, schedulings = ALLOWED[deed]

    for publication in PUBLICATIONS:
        for scheduling in SCHEDULINGS:
            event.publication, event.scheduling = publication, scheduling
            for name in ALL:
                expected = name in people and publication in publications and scheduling in schedulings
                assert policy.may(getattr(cast, name), deed, event) == expected, (name, publication, scheduling)
            assert not policy.may(None, deed, event)


@pytest.mark.parametrize("deed", DEEDS)
def test_what_is_allowed_happens_and_nothing_else_does(cast, deed):
    event = post_event(cast.ana, draft())
    people, publications, schedulings = ALLOWED[deed]

    for publication in PUBLICATIONS:
        with transaction():
            event.publication, event.scheduling = publication, schedulings[0]
        outsider = cast.carla if "ana" in people else cast.ana
        with pytest.raises(NotAllowed):
            DEEDS[deed](outsider, event)
        if publication not in publications:
            with pytest.raises(NotAllowed):
                DEEDS[deed](getattr(cast, people[0]), event)
            assert event.publication == publication
            continue
        DEEDS[deed](getattr(cast, people[0]), event)
        if deed in RESULT:
            attribute, value = RESULT[deed]
            assert getattr(event, attribute) == value


@pytest.mark.parametrize(
    ("state", "seen_by"),
    [
        ({}, ("stranger", *ALL)),
        ({"visibility": "network"}, ALL),
        ({"scheduling": "planned"}, ALL),
        ({"starts_local": None, "ends_local": None}, ALL),
        ({"publication": "draft"}, ("ana", "ben", "vera", "olga")),
        ({"publication": "submitted"}, ("ana", "ben", "vera", "olga")),
        ({"publication": "hidden"}, ("ana", "ben", "vera", "olga")),
        ({"scheduling": "cancelled"}, ("stranger", *ALL)),
    ],
)
def test_who_sees_it(cast, state, seen_by):
    event = post_event(cast.ana, draft())
    with transaction():
        for name, value in state.items():
            setattr(event, name, value)

    people = {"stranger": None} | {name: getattr(cast, name) for name in ALL}
    assert [name for name, by in people.items() if policy.may_see(by, event)] == list(seen_by)
