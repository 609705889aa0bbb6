"""Pages: importing this package registers them all."""

from kiknet.notifications.views import choices, inbox
from kiknet.notifications.views.blueprint import bp
from kiknet.notifications.views.choices import unsubscribe

__all__ = ["bp", "choices", "inbox", "unsubscribe"]
