"""What somebody typed, before it is a cooperation. The rules here hold for forms, the wall and seeds alike."""

from dataclasses import dataclass
from datetime import date

from kiknet.errors import Rejected
from kiknet.i18n import _

LONGEST = {"title": 120, "summary": 5000, "needs": 500, "contribution": 500, "message": 2000, "reason": 500}


@dataclass(frozen=True, kw_only=True)
class CooperationDraft:
    """A cooperation to be. `starts_on` is its first day, if that is known."""

    title: str
    summary: str = ""
    needs: str = ""
    lang: str = "de"
    visibility: str = "network"
    starts_on: date | None = None
    district_number: int | None = None
    audiences: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    def check(self) -> None:
        """Raise `Rejected` for what is missing or too long."""
        if not self.title.strip():
            raise Rejected(_("Please give it a title."), "title")
        for name in ("title", "summary", "needs"):
            if len(getattr(self, name)) > LONGEST[name]:
                raise Rejected(_("Please keep this to %(most)s characters.", most=LONGEST[name]), name)
        if self.visibility not in {"public", "network"}:
            raise Rejected(_("Please choose who may see it."), "visibility")
