"""What people are told of the work in their cooperations."""

from kiknet.i18n import _l
from kiknet.notifications.topics import Topic, register

GROUP = _l("Cooperations")

register(
    Topic(
        "cooperations.tasks", GROUP, _l("A task for you, or one that is due"),
        ("cooperation_task", "cooperation_task_due"),
    ),
    Topic(
        "cooperations.polls", GROUP, _l("A date is looked for, or has been chosen"),
        ("cooperation_poll", "cooperation_poll_more", "cooperation_poll_waits", "cooperation_poll_closed"),
    ),
    Topic("cooperations.posts", GROUP, _l("Somebody writes to all in a cooperation"), ("cooperation_post",)),
)  # fmt: skip
