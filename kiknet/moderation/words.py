"""What people report, and what the office may answer."""

from kiknet.i18n import _l

REASONS = {
    "wrong": _l("It is not true, or out of date"),
    "insult": _l("It insults or stirs up hatred"),
    "private": _l("Private details, for example a phone number"),
    "spam": _l("Advertising or fraud"),
    "other": _l("Something else"),
}
ACTIONS = {
    "hide": _l("Take it off the pages"),
    "settle": _l("It was put right, or is not shown any more"),
    "dismiss": _l("Leave it as it is"),
}
ANSWERED = {"hide": "resolved", "settle": "resolved", "dismiss": "dismissed"}
"""The state a report comes to by each action."""
STATES = {
    "open": _l("New"),
    "in_review": _l("Being looked at"),
    "resolved": _l("Resolved"),
    "dismissed": _l("No action"),
}
