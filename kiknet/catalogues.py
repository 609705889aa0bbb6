"""Translations: one catalogue per capability and language, joined into the file gettext reads."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loaded where they are needed: a server whose translations are joined reads and writes none
    from babel.messages.catalog import Catalog

FOLDER = Path(__file__).resolve().parent / "translations"


def compile_stale(folder: Path = FOLDER) -> list[str]:
    """Write `<language>/LC_MESSAGES/messages.mo` where a .po is newer; returns the languages written."""
    written = []
    for home in sorted(p for p in folder.iterdir() if p.is_dir() and any(p.glob("*.po"))):
        target = home / "LC_MESSAGES" / "messages.mo"
        newest = max(p.stat().st_mtime_ns for p in [home, *home.glob("*.po")])
        if not target.exists() or target.stat().st_mtime_ns < newest:
            _write(target, joined(home))
            written.append(home.name)
    return written


def _write(target: Path, catalogue: "Catalog") -> None:
    from babel.messages.mofile import write_mo

    target.parent.mkdir(exist_ok=True)
    fresh = target.with_suffix(f".{os.getpid()}")
    with fresh.open("wb") as file:
        write_mo(file, catalogue)
    fresh.replace(target)


def joined(home: Path) -> "Catalog":
    """All catalogues of one language as one. Two different translations of a message are a `ValueError`."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    whole = Catalog(locale=home.name)
    for path in sorted(home.glob("*.po")):
        with path.open("rb") as file:
            part = read_po(file, locale=home.name)
        for message in part:
            if not message.id or not message.string:
                continue
            known = whole.get(message.id, context=message.context)
            if known and known.string and known.string != message.string:
                raise ValueError(f"{path.name}: {message.id!r} is translated differently elsewhere")
            whole[message.id] = message
    return whole
