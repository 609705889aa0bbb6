"""What the states, roles and deeds of cooperations are called, and what one says is still missing."""

from datetime import datetime
from typing import Any

from kiknet.cooperations.models import Cooperation, CooperationEntry
from kiknet.i18n import _, _l, written_day

STATE_NAMES = {
    "idea": _l("Idea"),
    "seeking": _l("Looks for partners"),
    "planning": _l("Being planned"),
    "active": _l("Under way"),
    "completed": _l("Completed"),
    "cancelled": _l("Called off"),
    "archived": _l("Put away"),
}
WAY = ("idea", "seeking", "planning", "active", "completed")
"""The states of a cooperation to which nothing bad happens, in their order."""

ROLE_NAMES = {"lead": _l("leads it"), "partner": _l("takes part"), "supporter": _l("supports it")}
ROLE_CHOICES = {"partner": _l("as a partner: does it with us"), "supporter": _l("as a supporter: helps with something")}
MISSING = {
    "partners": _l("Still missing: a second organisation."),
    "date": _l("Still missing: a date. An event, or the day on which it begins."),
    "outcome": _l("Still missing: what has come of it. Three short fields, it takes a minute."),
}
TO = {
    "idea": _l("Make it an idea again"),
    "seeking": _l("Look for partners"),
    "planning": _l("Begin to plan"),
    "active": _l("It begins"),
    "completed": _l("Complete it"),
    "cancelled": _l("Call it off"),
}
BACK = {"planning": _l("Back to planning"), "active": _l("Open it again")}
MOVED = {
    "idea": _l("It is an idea again."),
    "seeking": _l("The network sees that you look for partners."),
    "planning": _l("Now it is being planned."),
    "active": _l("It is under way. All the best!"),
    "completed": _l("It is completed. Thank you, and well done!"),
    "cancelled": _l("It is called off. Everybody in it is told."),
}
SAID: dict[str, Any] = {
    "found": _l("has begun this"),
    "join": _l("would join"),
    "take_back": _l("would rather not join after all"),
    "keep": _l("says that it is still current"),
    "archive": _l("For half a year nobody has done anything about it: it rests."),
    "change": _l("has changed the description"),
    "invite": _l("has invited %(organisation)s"),
    "take_back_invitation": _l("has taken the invitation of %(organisation)s back"),
    "accept_invitation": _l("has accepted the invitation"),
    "decline_invitation": _l("has declined the invitation"),
    "accept_interest": _l("has accepted %(organisation)s"),
    "decline_interest": _l("has declined %(organisation)s"),
    "set_role": _l("has changed the role of %(organisation)s"),
    "say_contribution": _l("has said what it brings"),
    "leave": _l("has left"),
    "remove_partner": _l("has ended the cooperation with %(organisation)s"),
    "hand_over": _l("has handed the lead over to %(organisation)s"),
    "appoint": _l("has given the lead to %(organisation)s"),
    "task_add": _l("has written down a task: %(title)s"),
    "task_change": _l("has changed a task: %(title)s"),
    "task_finish": _l("has done a task: %(title)s"),
    "task_reopen": _l("has opened a task again: %(title)s"),
    "task_remove": _l("has removed a task: %(title)s"),
    "poll_begin": _l("looks for a date: %(title)s"),
    "poll_more": _l("has offered further dates: %(title)s"),
    "poll_close": _l("has chosen a date: %(date)s (%(title)s)"),
    "poll_end": _l("has closed the search for a date: %(title)s"),
    "poll_reopen": _l("has opened the search for a date again: %(title)s"),
    "link_event": _l("has posted an event: %(title)s"),
    "link_listing": _l("has put this on the board: %(title)s"),
    "link_booking": _l("has asked for: %(title)s"),
    "write_outcome": _l("has written down what has come of it"),
    "hide": _l("has hidden this"),
    "restore": _l("has shown this again"),
}
"""What a line of the history says of a deed; it may name what was `said`. Whoever adds a deed adds its sentence."""


def state_name(state: str) -> str:
    return str(STATE_NAMES[state])


def role_name(role: str) -> str:
    return str(ROLE_NAMES[role])


def move_name(before: str, after: str) -> str:
    """The words on the button that moves a cooperation from one state to another."""
    is_back = (before, after) in {("active", "planning"), ("completed", "active")}
    return str(BACK[after] if is_back else TO[after])


def deed_said(entry: CooperationEntry) -> str:
    """A line of the history, without who did it: "has invited The Library"."""
    if entry.deed == "move":
        return _("has moved it: %(state)s", state=state_name(entry.said.get("state", "idea")))
    sentence, said = SAID.get(entry.deed), entry.said
    if "date" in said:
        said = said | {"date": written_day(datetime.fromisoformat(said["date"]).date())}
    return str(sentence) % said if sentence else entry.deed


def next_step(cooperation: Cooperation, lacks: str) -> str:
    """One sentence on where it stands, for everybody who reads its page; `lacks` is what its next state needs."""
    if cooperation.state == "idea" and lacks:
        return _("Somebody has an idea and looks for others who join. Nothing is decided yet.")
    if cooperation.state == "seeking" and lacks:
        return _("The idea has somebody who leads it. Others can still join.")
    if cooperation.state in {"idea", "seeking"}:
        return _("At least two organisations are in: the planning can begin.")
    if cooperation.state == "planning" and lacks != "partners":
        return _("The organisations agree on a date, a room, and who brings what.")
    if cooperation.state == "active":
        return _("It takes place. After the last date the lead writes down what has come of it.")
    return ""
