"""How it stands between two who talk about a listing."""

from kiknet.board import queries, steps
from kiknet.board.models import Listing
from kiknet.conversations.models import Conversation
from kiknet.conversations.things import Standing, register_standing
from kiknet.organisations.acting import Acting


def _standing(by: Acting, conversation: Conversation) -> Standing | None:
    interest = queries.interest_between(conversation.about_id, (conversation.first_id, conversation.second_id))
    if interest is None:
        return None
    next_steps = steps.of(by, interest) if interest.is_accepted else []
    return Standing("board/_in_talk.html", {"interest": interest, "steps": next_steps})


register_standing(Listing.__tablename__, _standing)
