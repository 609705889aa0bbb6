"""A PostgreSQL that lives as long as one test run, and needs nobody's permission."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

SPEED_BEFORE_SAFETY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"


def programs() -> Path | None:
    """The folder with PostgreSQL's server programs: on the PATH, else Debian's newest."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda bin: float(bin.parent.name))
    folders = [*map(Path, os.get_exec_path()), *reversed(debian)]
    return next((each for each in folders if (each / "initdb").exists() and (each / "pg_ctl").exists()), None)


@contextlib.contextmanager
def cluster(programs: Path, settings: str = "") -> Iterator[str]:
    """Starts an empty PostgreSQL on a socket of its own and gives its address; afterwards it is gone.

    `settings` are more of its options ("-c name=value").
    """
    folder = Path(tempfile.mkdtemp(prefix="kiknet-postgres-"))
    owner = _unprivileged()
    data = folder / "data"

    def call(program: str, *arguments: str, check: bool = True) -> None:
        command = [str(programs / program), f"--pgdata={data}", *arguments]
        quiet = subprocess.DEVNULL
        errors = None if check else quiet
        subprocess.run(
            command,
            check=check,
            cwd=folder,
            stdout=quiet,
            stderr=errors,
            user=owner,
            group=owner,
            extra_groups=[],
        )

    try:
        if owner:
            shutil.chown(folder, owner)
        call("initdb", "--username=kiknet", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' {SPEED_BEFORE_SAFETY} {settings}"
        call("pg_ctl", "start", "--wait", f"--log={folder / 'log'}", f"--options={options}")
        yield f"postgresql+psycopg://kiknet@/postgres?host={folder}"
    finally:
        call("pg_ctl", "stop", "--wait", "--mode=immediate", check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> int | None:
    """PostgreSQL refuses to be root, so root lets somebody else run it."""
    if os.geteuid() != 0:
        return None
    import pwd

    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_uid
    raise OSError("PostgreSQL does not run as root, and there is no user postgres or nobody.")
