"""What people do with organisations. `app.py` fills `on_merge` and `on_standing`, and uses `keep_admins`."""

from kiknet.organisations.service.members import keep_admins
from kiknet.organisations.service.office import on_merge, on_standing

__all__ = ["keep_admins", "on_merge", "on_standing"]
