"""The demo's files: what happens in it (`demo/*.toml`), what its pages say, and its pictures."""

import tomllib
from functools import cache
from pathlib import Path
from typing import IO, Any

HERE = Path(__file__).resolve().parent


def script(name: str) -> dict[str, Any]:
    return tomllib.loads(text(f"{name}.toml"))


def text(name: str) -> str:
    return (HERE / "demo" / name).read_text(encoding="utf-8")


def picture(name: str) -> IO[bytes]:
    return (HERE / "pictures" / f"{name}.webp").open("rb")


def alt(name: str) -> str:
    """What a picture shows, for people who cannot see it."""
    return str(_alts()[name])


@cache
def _alts() -> dict[str, Any]:
    return tomllib.loads((HERE / "pictures" / "alt.toml").read_text(encoding="utf-8"))
