"""What tests of e-mail subscriptions need: March 2027, and readers whose address is confirmed."""

from urllib.parse import parse_qsl

import pytest
from sqlalchemy import select

from kiknet.calendar.filter import Filter
from kiknet.db import db
from kiknet.subscriptions import service
from kiknet.subscriptions.models import Subscription


@pytest.fixture(autouse=True)
def it_is_march(at):
    """Monday, the first of March 2027, at noon."""


@pytest.fixture
def subscribe(app):
    """Lena (or `email`) asks and presses the button: `subscribe("weekly", "stadtteil=thingers")`."""

    def confirmed(cadence="instant", query="", email="lena@example.org", language="de"):
        service.ask_to_confirm(email, language, cadence, Filter.parse(parse_qsl(query)))
        subscription = db.session.scalars(select(Subscription).order_by(Subscription.id.desc())).first()
        service.confirm(subscription)
        return subscription

    return confirmed
