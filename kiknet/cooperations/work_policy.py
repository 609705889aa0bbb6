"""Who may do what with tasks, date polls and posts of a cooperation: plain yes or no."""

from kiknet.cooperations import policy
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.work_models import DatePoll, Post
from kiknet.organisations.acting import Acting


def may_work(by: Acting, cooperation: Cooperation) -> bool:
    """Tasks belong to all who are in, and so do answers to a date poll: whoever writes for one of them."""
    return policy.may(by, "work", cooperation)


def may_decide(by: Acting, poll: DatePoll) -> bool:
    """Choose the date, or go on asking: the lead, and whoever has begun it."""
    if not may_work(by, poll.cooperation):
        return False
    lead = poll.cooperation.lead
    return poll.created_by_id == by.user.id or (lead is not None and by.acts_for(lead.organisation_id))


def may_write(by: Acting, cooperation: Cooperation) -> bool:
    return policy.may(by, "write", cooperation)


def may_see_reported(by: Acting) -> bool:
    """The office sees a post that was reported, and it alone; it reads nothing else of what is written inside."""
    return by.is_office


def may_hide(by: Acting, post: Post) -> bool:
    return by.is_office and not post.is_hidden


def may_restore(by: Acting, post: Post) -> bool:
    return by.is_office and post.is_hidden
