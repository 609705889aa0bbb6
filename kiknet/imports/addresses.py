"""Which addresses may be asked at all: those of the open web, and numbers that belong to the open internet (pure)."""

import ipaddress
from datetime import timedelta
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from kiknet.errors import Rejected
from kiknet.i18n import _l

LONGEST_ADDRESS = 2000
SERVICES = range(1, 1024)
WEB = {80, 443}
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NotFetched(Rejected):
    """The server did not answer with a calendar; `wait` is how long it asks us to leave it alone."""

    def __init__(self, reason: Any, wait: timedelta | None = None) -> None:
        super().__init__(reason, "address")
        self.wait = wait


def checked(address: str) -> str:
    """`address` if it is one we may ask (http or https, webcal is https); raises `NotFetched` with a sentence."""
    address = address.strip()
    if address[:9].lower() == "webcal://" or address[:10].lower() == "webcals://":
        address = "https" + address[address.index(":") :]
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        host.encode("idna")
    except (ValueError, UnicodeError):
        raise NotFetched(_l("This is not an address we could ask.")) from None
    if parts.scheme not in {"http", "https"} or not host or len(address) > LONGEST_ADDRESS:
        raise NotFetched(_l("The address begins with https:// and leads to a calendar (.ics)."))
    if not address.isascii() or not address.isprintable() or " " in address:
        return checked(_in_ascii(parts))
    if parts.username is not None or parts.password is not None:
        raise NotFetched(
            _l("Addresses with a user name and a password are not asked. Use the calendar's secret address.")
        )
    if port is not None and port in SERVICES and port not in WEB:
        raise NotFetched(_l("Calendars are not found at this port (%(port)s).", port=port))
    return urlunsplit((parts.scheme, parts.netloc, parts.path, parts.query, ""))


def _in_ascii(parts: SplitResult) -> str:
    port = f":{parts.port}" if parts.port else ""
    host = (parts.hostname or "").encode("idna").decode()
    safe = "/%:@!$&'()*+,;=~-._?"
    address = f"{parts.scheme}://{host}{port}{quote(parts.path, safe=safe)}"
    return address + (f"?{quote(parts.query, safe=safe)}" if parts.query else "")


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether `address` is one of the open internet: nothing private, local, shared, reserved or wrapped in another."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if int(address) >> 32 == 0:  # IPv4-compatible, long gone (RFC 4291, 2.5.5.1)
            return False
        if address.is_site_local:
            return False
    return address.is_global and not (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )
