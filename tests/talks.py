"""What people of our tests say to each other, and what they are told."""

import io
from typing import Any

from PIL import Image
from sqlalchemy import select

from kiknet.conversations import service
from kiknet.conversations.draft import Upload
from kiknet.conversations.models import Conversation
from kiknet.db import db
from kiknet.notifications.models import Notice
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation


def begin(by: Acting, other: Organisation, text: str = "Passt Dienstag?", **more: Any) -> Conversation:
    """Somebody writes to another organisation about an event."""
    given = {"about": ("events", 7), "url": "/veranstaltungen/7"}
    return service.start(by, other, "Sprachcafé", text=text, **given | more)


def notices_of(person: Acting) -> list[Notice]:
    """What somebody was told, oldest first."""
    db.session.rollback()
    return list(db.session.scalars(select(Notice).where(Notice.user_id == person.user.id).order_by(Notice.id)))


def photo() -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (20, 10), "olive").save(file, "PNG")
    file.seek(0)
    return file


def picture(title: str = "Garten.png") -> Upload:
    return Upload(photo(), title)


def pdf(title: str = "Plan.pdf") -> Upload:
    return Upload(io.BytesIO(b"%PDF-1.7\n%%EOF\n"), title)
