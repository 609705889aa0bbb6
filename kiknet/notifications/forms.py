"""How somebody wants to hear: a choice for each topic and channel, and the hours without mail."""

from typing import Any

from wtforms.validators import Optional

from kiknet.i18n import _, _l
from kiknet.notifications.choosing import Choices
from kiknet.notifications.models import QuietHours
from kiknet.notifications.rhythm import Quiet
from kiknet.notifications.topics import Topic
from kiknet.web.fields import ClockField, SelectField
from kiknet.web.forms import Form

MAIL = {"instant": _l("at once"), "daily": _l("mornings"), "weekly": _l("Mondays"), "never": _l("never")}
INBOX = {"instant": _l("yes"), "never": _l("no")}
CHANNEL_CADENCES = {"mail": MAIL, "inbox": INBOX}


class ChoicesForm(Form):
    all_mail = SelectField(
        _l("All mails about notices"),
        [Optional()],
        default="",
        description=_l("Sets every line below to the same when you save."),
    )
    begins = ClockField(_l("No mail from"), [Optional()], description=_l("For example 21:00"))
    ends = ClockField(_l("until"), [Optional()], description=_l("For example 07:00"))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        is_fine = bool(super().validate(*args, **kwargs))
        if is_fine and (self.begins.data is None) != (self.ends.data is None):
            missing = self.ends if self.ends.data is None else self.begins
            missing.errors = [_("Please give both times, or none.")]
            return False
        if is_fine and self.begins.data is not None and self.begins.data == self.ends.data:
            self.ends.errors = [_("Please give two different times.")]
            return False
        return is_fine

    @property
    def quiet(self) -> Quiet | None:
        if self.begins.data is None or self.ends.data is None:
            return None
        return Quiet(self.begins.data, self.ends.data)

    @property
    def choices(self) -> Choices:
        """What was chosen line by line, or for all mails at once."""
        return {
            (topic, channel): (channel == "mail" and self.all_mail.data) or field.data
            for name, field in self._fields.items()
            if "--" in name
            for topic, channel in [name.split("--")]
        }

    def choice(self, topic: Topic, channel: str) -> Any:
        return self[f"{topic.name}--{channel}"]


def form_for(topics: list[Topic], chosen: Choices, hours: QuietHours | None) -> ChoicesForm:
    """A form with a field for each of `topics` and channels, filled with what holds now."""

    class Ours(ChoicesForm):
        pass

    for topic in topics:
        labels = {"mail": _("%(topic)s: by mail", topic=topic.title), "inbox": _("%(topic)s: here", topic=topic.title)}
        begins = {"mail": topic.mail, "inbox": topic.inbox}
        for channel in CHANNEL_CADENCES:
            now = chosen.get((topic.name, channel), begins[channel])
            setattr(Ours, f"{topic.name}--{channel}", SelectField(labels[channel], default=now))
    form = Ours(data={"begins": hours.begins, "ends": hours.ends} if hours else {})
    form.all_mail.choices = [("", _("as chosen below")), *((key, str(name)) for key, name in MAIL.items())]
    for topic in topics:
        for channel, names in CHANNEL_CADENCES.items():
            form.choice(topic, channel).choices = [(key, str(name)) for key, name in names.items()]
    return form
