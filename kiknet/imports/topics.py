"""What people are told of calendars that are taken over."""

from kiknet.i18n import _l
from kiknet.notifications.topics import Topic, register

register(
    Topic("imports", _l("Events"), _l("Trouble with a calendar we take over"), ("import_failed", "import_by_office")),
)
