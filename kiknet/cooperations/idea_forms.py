"""What is typed for the wall: an idea in under a minute, and what one could contribute to it."""

from typing import Any
from uuid import UUID, uuid4

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired

from kiknet.cooperations.draft import LONGEST, CooperationDraft
from kiknet.i18n import _, _l
from kiknet.web.fields import RadioField
from kiknet.web.forms import Form, many_lines, single_line


class IdeaForm(Form):
    title = StringField(
        _l("Your idea in a few words"), [InputRequired(_l("Please give it a title."))], filters=[single_line],
        render_kw={"maxlength": LONGEST["title"]},
    )  # fmt: skip
    summary = TextAreaField(
        _l("What is it about?"), filters=[many_lines], description=_l("Two sentences are enough."),
        render_kw={"rows": 3, "maxlength": LONGEST["summary"]},
    )  # fmt: skip
    needs = StringField(
        _l("What do you need?"), filters=[single_line],
        description=_l("For example: a room, a referee, somebody who speaks Turkish."),
        render_kw={"maxlength": LONGEST["needs"]},
    )  # fmt: skip
    visibility = RadioField(_l("Who may see it?"), default="public")
    key = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visibility.flags.required = True
        self.visibility.choices = [("public", _("Everybody")), ("network", _("Only the network"))]
        if self.idempotency_key is None:
            self.key.data = str(uuid4())

    @property
    def idempotency_key(self) -> UUID | None:
        try:
            return UUID(self.key.data or "")
        except ValueError:
            return None

    def draft(self, lang: str) -> CooperationDraft:
        """What was typed, written in `lang`."""
        given: dict[str, Any] = {name: self[name].data or "" for name in ("title", "summary", "needs")}
        return CooperationDraft(**given, visibility=self.visibility.data or "network", lang=lang)


class JoinForm(Form):
    contribution = TextAreaField(
        _l("What could you contribute?"), filters=[many_lines],
        description=_l("For example: two helpers, a hall, tea for everybody. You can also say it later."),
        render_kw={"rows": 3, "maxlength": LONGEST["contribution"]},
    )  # fmt: skip
