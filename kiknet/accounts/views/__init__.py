"""Pages: importing this package registers them all."""

from kiknet.accounts.views import account, sign_in
from kiknet.accounts.views.blueprint import bp

__all__ = ["account", "bp", "sign_in"]
