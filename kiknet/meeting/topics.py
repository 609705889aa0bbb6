"""What organisations are told of: the office has written something down for them."""

from kiknet.i18n import _l
from kiknet.notifications.topics import Topic, register

PAGES = {
    "cooperations": "/mein/kooperationen/{}/bearbeiten",
    "listings": "/mein/suchen-bieten/{}/bearbeiten",
    "events": "/mein/veranstaltungen/{}/bearbeiten",
}
"""Where an organisation completes what was written for it."""

register(
    Topic(
        "meeting_lines", _l("Cooperations"), _l("The office has written something down for us at a meeting"),
        ("written_at_meeting", "meeting_line_taken_back"),
    )
)  # fmt: skip
