"""Forms of other sites are refused: by the token in ours, and over https by what the browser says of the sender too."""

from flask import g, request
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError


class Protection(CSRFProtect):  # type: ignore[misc]
    """The token, and the sender as far as it is told.

    The library asks over https for a Referer and for nothing else: who keeps that to themselves could never sign in,
    and what browsers tell with every form nowadays is not looked at.
    """

    def protect(self, apply_exemptions: bool = False) -> None:
        super().protect(apply_exemptions)
        if g.get("csrf_valid") and request.is_secure and not comes_from_us():
            raise CSRFError("The form comes from another site.")


def comes_from_us() -> bool:
    """By what browsers tell with every form (Fetch Metadata; Origin, RFC 6454; Referer); true if they tell nothing."""
    site, told = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin") or request.referrer
    if site:
        return site == "same-origin"
    return not told or told.partition("://")[2].partition("/")[0] == request.host
