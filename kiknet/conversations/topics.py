"""What people are told of conversations."""

from kiknet.i18n import _l
from kiknet.notifications.topics import Topic, register

register(
    Topic("messages", _l("Messages"), _l("A new message from another organisation"), ("conversation_message",)),
    Topic("moderation", _l("The network office"), _l("The office hides something of yours"), ("message_moderated",)),
)
