"""Pages: importing this package registers them all."""

from kiknet.accounts.views import account, devices, people, recover, second_factor, setup, sign_in
from kiknet.accounts.views.blueprint import bp

__all__ = ["account", "bp", "devices", "people", "recover", "second_factor", "setup", "sign_in"]
