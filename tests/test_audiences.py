"""Whoever says "everyone" has named all."""

import pytest
from drafts import draft
from hypothesis import given
from hypothesis import strategies as some
from listings import listed

from kiknet.calendar.service import post_event
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.service.founding import found
from kiknet.db import db, transaction
from kiknet.vocabulary.words import AUDIENCES, EVERYONE, without_rest


@given(some.lists(some.sampled_from(sorted(AUDIENCES)), unique=True))
def test_nothing_stands_beside_everyone_and_without_it_all_stay(chosen):
    assert without_rest(chosen) == ([EVERYONE] if EVERYONE in chosen else chosen)


@pytest.mark.parametrize("make", [
    lambda by, chosen: post_event(by, draft(audiences=chosen)),
    lambda by, chosen: listed(by, audiences=chosen),
    lambda by, chosen: found(by, CooperationDraft(title="Fest", audiences=chosen)),
])  # fmt: skip
def test_whatever_is_for_everyone_is_for_nobody_besides(cast, make):
    stored = make(cast.ana, ("newcomers", EVERYONE))
    db.session.expire_all()
    assert stored.audiences == [EVERYONE]
    assert sorted(make(cast.ana, ("women", "newcomers")).audiences) == ["newcomers", "women"]


def test_an_organisation_that_is_there_for_everyone_says_just_that(cast, browser):
    with transaction():
        cast.mill.audiences = [EVERYONE, "women"]
    assert cast.mill.audiences == [EVERYONE]
