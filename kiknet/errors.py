"""What can go wrong, in words a person can read."""


class KiknetError(Exception):
    """Something expected: the person in front of the screen is told what happened."""


class NotFound(KiknetError):
    """There is no such thing, or none this person may know of (404)."""


class NotAllowed(KiknetError):
    """They may see it but not do this (403)."""


class Gone(KiknetError):
    """It was here and is over (410): taken back by its owner, unless `headline` and `reason` say otherwise."""

    def __init__(self, headline: str = "", reason: str = "") -> None:
        super().__init__(reason)
        self.headline = headline


class Rejected(KiknetError):
    """The request is understood, but a rule of the house forbids it (422).

    `field` names the form field the reason belongs to, if there is one.
    """

    def __init__(self, reason: str, field: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field


class TooOften(Rejected):
    """Too many attempts in too short a time (429); `seconds` until the next one may be made."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds


class ChangedMeanwhile(KiknetError):
    """Somebody else saved the same thing since this form was opened (409)."""
