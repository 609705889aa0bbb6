"""What people are told of pools."""

from kiknet.i18n import _l
from kiknet.notifications.topics import Topic, register

GROUP = _l("Interpreters and volunteers")

register(
    Topic("pools.requests", GROUP, _l("Somebody asks your pool"), ("pool_requested", "pool_withdrawn")),
    Topic("pools.answers", GROUP, _l("A pool has answered you"), ("pool_answered",)),
)
