"""Pages: importing this package registers them all."""

from kiknet.subscriptions.views import own, sign_up
from kiknet.subscriptions.views.blueprint import bp
from kiknet.subscriptions.views.own import end

__all__ = ["bp", "end", "own", "sign_up"]
