"""Settings, read once from the environment. Nothing else reads `os.environ` (except `wsgi.py`)."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ENVIRONMENTS = ("demo", "development", "production")
MINIMUM_KEY_LENGTH = 32
OWN_MACHINE = ("localhost", "127.0.0.1", "[::1]")


class Misconfigured(Exception):
    """A setting is missing or wrong; the sentence says which and what helps."""


@dataclass(frozen=True)
class Settings:
    """Everything an operator can decide. `from_environment` explains each variable's name."""

    env: str = "development"
    is_env_given: bool = False
    instance: Path = Path("instance")
    database_url: str = ""
    secret_key: str = field(default="", repr=False)
    base_url: str = "http://127.0.0.1:8000"
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    trusted_hosts: tuple[str, ...] = ()
    proxies: int = 0
    network_name: str = "Netzwerk Kempten"
    upload_limit: int = 8 * 1024 * 1024
    allows_loopback_fetch: bool = False
    testing: bool = False

    @property
    def is_demo(self) -> bool:
        return self.env == "demo"

    @property
    def is_production(self) -> bool:
        return self.env == "production"

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def mails_stay_here(self) -> bool:
        """Nothing is sent: mails can be read at /dev/mail (in the demo, and while developing on one's own machine)."""
        return not self.smtp_url and (self.is_demo or (self.env == "development" and not self.is_https))

    @property
    def uploads(self) -> Path:
        return self.instance / "uploads"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read HOST, PORT and KIKNET_*; raise `Misconfigured` where a value cannot be used."""
        env = os.environ if environ is None else environ
        name = env.get("KIKNET_ENV") or "development"
        if name not in ENVIRONMENTS:
            raise Misconfigured(f"KIKNET_ENV is {name!r}; it can be {', '.join(ENVIRONMENTS)}.")
        instance = Path(env.get("KIKNET_INSTANCE", "instance")).absolute()
        host, port = env.get("HOST", "127.0.0.1"), _number(env, "PORT", 8000)
        base_url = env.get("KIKNET_BASE_URL", "").rstrip("/") or _guessed_base_url(name, host, port)
        settings = cls(
            env=name,
            is_env_given=bool(env.get("KIKNET_ENV")),
            instance=instance,
            database_url=_database_url(env, instance),
            secret_key=env.get("KIKNET_SECRET_KEY", "") or _kept_key(instance),
            base_url=base_url,
            host=host,
            port=port,
            workers=_number(env, "KIKNET_WORKERS", 2),
            smtp_url=env.get("KIKNET_SMTP_URL", ""),
            mail_from=env.get("KIKNET_MAIL_FROM", ""),
            trusted_hosts=_trusted_hosts(env, name, base_url),
            proxies=_number(env, "KIKNET_PROXIES", 0, least=0),
            network_name=env.get("KIKNET_NETWORK_NAME", "") or "Netzwerk Kempten",
            allows_loopback_fetch=env.get("KIKNET_ALLOW_LOOPBACK_FETCH", "") == "1",
        )
        settings.check()
        return settings

    def check(self) -> None:
        """Fail loudly, before the first request, where production would not be safe."""
        if len(self.secret_key) < MINIMUM_KEY_LENGTH or len(set(self.secret_key)) < 8:
            raise Misconfigured(
                f"KIKNET_SECRET_KEY can be guessed; use {MINIMUM_KEY_LENGTH} or more random characters."
            )
        parts = urlsplit(self.base_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise Misconfigured("KIKNET_BASE_URL must look like https://kalender.example.org.")
        if self.allows_loopback_fetch and self.is_production:
            raise Misconfigured("KIKNET_ALLOW_LOOPBACK_FETCH is for tests; in production nobody may ask this machine.")
        if self.smtp_url and not self.mail_from:
            raise Misconfigured("KIKNET_SMTP_URL needs KIKNET_MAIL_FROM, the address mails come from.")


def _number(env: Mapping[str, str], name: str, default: int, least: int = 1) -> int:
    try:
        value = int(env.get(name) or default)
    except ValueError:
        raise Misconfigured(f"{name} is {env[name]!r}; it must be a whole number.") from None
    if value < least:
        raise Misconfigured(f"{name} must be at least {least}.")
    return value


def _trusted_hosts(env: Mapping[str, str], name: str, base_url: str) -> tuple[str, ...]:
    """The names this server answers to; none: any. Whoever looks after it on its own machine is always answered."""
    named = [host.strip() for host in env.get("KIKNET_TRUSTED_HOSTS", "").split(",") if host.strip()]
    if not named and name == "production":
        named = [urlsplit(base_url).hostname or ""]
    return (*named, *OWN_MACHINE) if named else ()


def _database_url(env: Mapping[str, str], instance: Path) -> str:
    url = env.get("KIKNET_DATABASE_URL") or f"sqlite:///{instance / 'kiknet.sqlite'}"
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise Misconfigured("KIKNET_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://.")
    return url


def _guessed_base_url(env: str, host: str, port: int) -> str:
    if env == "production":
        raise Misconfigured(
            "KIKNET_BASE_URL is missing. Mails, feeds and QR codes need it: https://kalender.example.org"
        )
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound
    return f"http://{shown}:{port}"


def _kept_key(instance: Path) -> str:
    """The key in the instance folder, made on first use and readable by its owner only."""
    path = instance / "secret_key"
    try:
        if not path.exists():
            instance.mkdir(parents=True, exist_ok=True)
            _make_key(path)
        return path.read_text().strip()
    except OSError as trouble:
        raise Misconfigured(f"KIKNET_INSTANCE is {instance}, which cannot be used: {trouble.strerror}.") from None


def _make_key(path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was faster
        return
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
