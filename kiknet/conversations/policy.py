"""Who may do what with a conversation: plain yes or no."""

from kiknet.conversations.models import Conversation, Message
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation


def may_see(by: Acting, conversation: Conversation) -> bool:
    """Everybody who belongs to one of the two, while acting for it."""
    return conversation.is_between(by.organisation_id)


def may_start(by: Acting, organisation: Organisation) -> bool:
    """Whoever writes for an organisation, with another one that takes part."""
    return by.may_write and organisation.is_active and not by.acts_for(organisation.id)


def may_write(by: Acting, conversation: Conversation) -> bool:
    if not by.may_write or not may_see(by, conversation) or conversation.is_closed:
        return False
    return conversation.other(by.organisation_id).is_active


def may_close(by: Acting, conversation: Conversation) -> bool:
    return by.may_write and may_see(by, conversation) and not conversation.is_closed


def may_reopen(by: Acting, conversation: Conversation) -> bool:
    """Who has closed it: the other side had its say in being left alone."""
    return by.may_write and conversation.is_closed and by.acts_for(conversation.closed_by_id)


def may_see_reported(by: Acting) -> bool:
    """The office sees a message that was reported, and it alone; it reads no conversations."""
    return by.is_office


def may_hide(by: Acting, message: Message) -> bool:
    return by.is_office and not message.is_hidden


def may_restore(by: Acting, message: Message) -> bool:
    return by.is_office and message.is_hidden
