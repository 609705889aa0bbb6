"""The second factor: codes of an authenticator app (TOTP, RFC 6238) and recovery codes."""

import hashlib
import hmac
import re
import secrets
from datetime import datetime

import pyotp

STEP = 30
TOLERANCE = 1
RECOVERY_CODES = 10
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_secret() -> str:
    return pyotp.random_base32()


def setup_address(secret: str, account: str, network: str) -> str:
    """What the QR code says: the otpauth:// address every authenticator app reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=network)


def matching_step(secret: str, code: str, at: datetime) -> int | None:
    """The number of the 30-second step whose code this is: now, one before or one after; else None."""
    totp, now = pyotp.TOTP(secret), int(at.timestamp()) // STEP
    steps = range(now - TOLERANCE, now + TOLERANCE + 1)
    fitting = [step for step in steps if hmac.compare_digest(totp.at(step * STEP).encode(), code.encode())]
    return fitting[0] if fitting else None


def bare(code: str) -> str:
    """A code as it is compared: without blanks and hyphens, lower case, digits of every script as 0 to 9."""
    return "".join(str(int(c)) if c.isdecimal() else c for c in re.sub(r"[\s-]+", "", code).casefold())


def new_recovery_codes() -> list[str]:
    """Ten codes like `k3f9-7qpm-x2wd`, without letters that look alike; 59 random bits each."""
    return [
        "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3)) for _ in range(RECOVERY_CODES)
    ]


def recovery_hash(user_id: int, code: str) -> str:
    """What is stored of a recovery code: bound to its person, so that equal codes never look alike."""
    return hashlib.sha256(f"{user_id}:{bare(code)}".encode()).hexdigest()
