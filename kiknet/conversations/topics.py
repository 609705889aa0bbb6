"""What people are told of conversations."""

from kiknet.i18n import _l
from kiknet.notifications.topics import Topic, register

register(Topic("messages", _l("Messages"), _l("A new message from another organisation"), ("conversation_message",)))
