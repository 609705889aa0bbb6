"""What people do with organisations. `app.py` fills `on_merge` and uses `keep_admins`."""

from kiknet.organisations.service.members import keep_admins
from kiknet.organisations.service.office import on_merge

__all__ = ["keep_admins", "on_merge"]
