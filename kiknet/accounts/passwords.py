"""Passwords: which are good enough, and how they are kept (argon2id, RFC 9106; strength after NIST SP 800-63B)."""

import re
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kiknet.i18n import _

DEMO_PASSWORD = "gemeinsam-in-kempten"  # noqa: S105 - everybody may know it, and production refuses demo data
SHORTEST, LONGEST = 12, 200
FEWEST_DIFFERENT = 5
RUNS = ("abcdefghijklmnopqrstuvwxyz", "0123456789", "qwertzuiopüasdfghjklöäyxcvbnm", "qwertyuiopasdfghjklzxcvbnm")
COMMON = frozenset(
    [
        "adminadmin",
        "adminadministrator",
        "administrator",
        "changemechangeme",
        "dasistmeinpasswort",
        "geheimgeheim",
        "hallohallo",
        "hallowelt",
        "ichliebedich",
        "iloveyou",
        "iloveyouforever",
        "integration",
        "internetinternet",
        "kemptenallgaeu",
        "kemptenallgäu",
        "letmeinletmein",
        "lassmichrein",
        "meinpasswort",
        "mypassword",
        "netzwerkkempten",
        "passwort",
        "passwortpasswort",
        "password",
        "passwordpassword",
        "qwertyqwerty",
        "schatzschatz",
        "sicherespasswort",
        "sonnenschein",
        "starwars",
        "supergeheim",
        "superman",
        "trustno",
        "willkommen",
        "willkommenwillkommen",
        "welcomewelcome",
        "correcthorsebatterystaple",
    ]
)
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(text: str) -> str:
    """The argon2id hash of `text` (normalised to NFKC, so that every keyboard types the same)."""
    return _hasher.hash(_normal(text))


def matches(password_hash: str | None, text: str) -> bool:
    """Whether `text` is the password. Takes the same time when there is no hash to compare with."""
    try:
        _hasher.verify(password_hash or _nobodys_hash(), _normal(text))
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with weaker settings than today's."""
    return _hasher.check_needs_rehash(password_hash)


def weakness(text: str, email: str, name: str) -> str | None:
    """Why `text` is no good password for this person, as a sentence that helps; None if it is good.

    Length counts, not digits or signs (NIST SP 800-63B, 3.1.1): what can be guessed from the person, from
    lists of common passwords or from the keyboard is refused.
    """
    plain = _normal(text).casefold()
    letters = re.sub(r"[\W\d_]+", "", plain)
    if len(plain) < SHORTEST:
        return _(
            "Please use at least %(number)s characters. Four or five words that do not belong together are easy to"
            " remember.",
            number=SHORTEST,
        )
    if len(plain) > LONGEST:
        return _("Please use at most %(number)s characters.", number=LONGEST)
    if _is_mostly(plain, email, name):
        return _("Your name or your e-mail address is too easy to guess. Please choose something else.")
    if (
        letters in COMMON
        or len(set(plain)) < FEWEST_DIFFERENT
        or _is_run(plain)
        or (len(letters) > 7 and _is_run(letters))
    ):
        return _("Many people use this password, so it is tried first. Please choose something of your own.")
    return None


def _is_mostly(plain: str, email: str, name: str) -> bool:
    """Whether hardly anything is left once the person's own name and address are taken away."""
    local, _at, domain = email.casefold().partition("@")
    known = [email.casefold(), local, domain, *name.casefold().split(), *re.split(r"[\W_]+", local)]
    rest = plain
    for part in sorted({part for part in known if len(part) > 2}, key=len, reverse=True):
        rest = rest.replace(part, "")
    return len(rest) < 6 and rest != plain


def _is_run(text: str) -> bool:
    """Whether `text` is a stretch of the alphabet, the digits or the keyboard, forwards or backwards."""
    return any(text in run + run or text in (run + run)[::-1] for run in RUNS)


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("nobody has this password")
