"""What somebody wrote into a form that could not be taken, for them to copy: nothing typed is lost."""

from flask import request

from kiknet.web.parking import NEVER_KEPT
from kiknet.web.protection import comes_from_us

REFUSED = frozenset({403, 404, 409, 410, 422, 429})


def texts(status: int) -> list[str]:
    """The texts of several words in the running POST, where it is refused with a page that has no form.

    Only what a page of ours has sent: nobody else shall put words on a page of ours.
    """
    if request.method != "POST" or status not in REFUSED or not comes_from_us():
        return []
    sent = (value.strip() for name, value in request.form.items(multi=True) if name not in NEVER_KEPT)
    return [text for text in dict.fromkeys(sent) if len(text.split()) > 1]
