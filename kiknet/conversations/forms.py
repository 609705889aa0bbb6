"""Writing a message."""

from typing import Any
from uuid import UUID, uuid4

from werkzeug.datastructures import FileStorage
from wtforms import HiddenField, MultipleFileField, TextAreaField

from kiknet.conversations.draft import LONGEST_TEXT, MOST_FILES, Upload
from kiknet.i18n import _l
from kiknet.web.forms import Form, many_lines, single_line


class WriteForm(Form):
    text = TextAreaField(
        _l("Your message"), filters=[many_lines], render_kw={"rows": 5, "maxlength": LONGEST_TEXT, "dir": "auto"}
    )
    files = MultipleFileField(
        _l("Send pictures or PDFs along"),
        description=_l("Up to %(number)s files, together up to 8 MB.", number=MOST_FILES),
    )
    key = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text.flags.follows = self.files.flags.follows = True  # one of the two is needed
        if self.idempotency_key is None:
            self.key.data = str(uuid4())

    @property
    def uploads(self) -> tuple[Upload, ...]:
        """The files that were chosen; what is sent as a text in their place is none."""
        files = (file for file in self.files.data or () if isinstance(file, FileStorage) and file)
        return tuple(Upload(file.stream, single_line(file.filename) or "") for file in files)

    @property
    def idempotency_key(self) -> UUID | None:
        try:
            return UUID(self.key.data or "")
        except ValueError:
            return None
