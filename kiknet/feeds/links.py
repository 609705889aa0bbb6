"""One feed, and the link each calendar program wants for subscribing to it (pure)."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

GOOGLE = "https://calendar.google.com/calendar/r"
OUTLOOK = "https://outlook.live.com/calendar/0/addfromweb"
OUTLOOK_AT_WORK = "https://outlook.office.com/calendar/0/addfromweb"


@dataclass(frozen=True)
class FeedLinks:
    """`address` is the feed's absolute https address; `name` is what a program may call it."""

    address: str
    name: str

    @property
    def webcal(self) -> str:
        """Opens the calendar of iPhone, iPad and Mac, and most programs on a computer; no cookie, no account."""
        parts = urlsplit(self.address)
        return f"webcal://{parts.netloc}{parts.path}" + (f"?{parts.query}" if parts.query else "")

    @property
    def google(self) -> str:
        """Google subscribes to what `cid` names, and only takes it with webcal as its scheme."""
        return f"{GOOGLE}?cid={quote(self.webcal, safe='')}"

    @property
    def outlook(self) -> str:
        return f"{OUTLOOK}?{self._named()}"

    @property
    def outlook_at_work(self) -> str:
        return f"{OUTLOOK_AT_WORK}?{self._named()}"

    def _named(self) -> str:
        return urlencode({"url": self.address, "name": self.name})
