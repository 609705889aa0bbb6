"""What somebody writes, and what must be true of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from uuid import UUID, uuid5

from kiknet import media
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.media import KeptFile

LONGEST_TEXT, LONGEST_SUBJECT = 5000, 160
MOST_FILES = 3


@dataclass(frozen=True)
class Upload:
    """A file somebody sends along: its bytes, and what it is called over there."""

    content: IO[bytes]
    title: str


@dataclass(frozen=True)
class MessageDraft:
    text: str
    uploads: tuple[Upload, ...] = ()

    def problems(self) -> Iterator[Rejected]:
        """Every reason why this cannot be sent."""
        if not self.text.strip() and not self.uploads:
            yield Rejected(_("Please write something."), "text")
        if len(self.text) > LONGEST_TEXT:
            yield Rejected(_("Up to %(number)s characters, please.", number=LONGEST_TEXT), "text")
        if len(self.uploads) > MOST_FILES:
            yield Rejected(_("Up to %(number)s files at once, please.", number=MOST_FILES), "files")

    def check(self) -> None:
        """Raise `Rejected` for the first of them."""
        for problem in self.problems():
            raise problem

    def keep_files(self, user_id: int) -> list[KeptFile]:
        """Before anything is held: making a picture smaller takes a while, and nobody shall wait for that."""
        return [media.keep_file(each.content, title=each.title, user_id=user_id) for each in self.uploads]

    def idempotency(self, key: UUID, place_id: int, author_id: int) -> str:
        """The same for the same words that the same person sends to the same place (a conversation) twice."""
        return str(uuid5(key, repr((place_id, author_id, self.text, [each.title for each in self.uploads]))))
