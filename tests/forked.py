"""Processes of their own, as real as any and to be killed like any, that need not load kiknet anew one by one.

They are forked from a process that has loaded it and knows nothing else: no database, no test.
"""

import multiprocessing
import os
import sys
from subprocess import CompletedProcess

PATIENCE = 60
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["kiknet.app", "kiknet.cli", "flask_migrate"])


def command(folder, environment, *arguments):
    """`kiknet …` with just this environment; what it says is caught in files of `folder`."""
    said = [folder / name for name in ("stdout", "stderr")]
    process = PROCESSES.Process(target=_command, args=(environment, said, arguments))
    process.start()
    process.join(PATIENCE)
    return CompletedProcess(arguments, process.exitcode, *(path.read_text() for path in said))


def _command(environment, said, arguments):
    os.environ.clear()
    os.environ.update(environment)
    for path, stream in zip(said, (1, 2), strict=True):
        with path.open("w") as file:
            os.dup2(file.fileno(), stream)
    from kiknet import cli

    sys.argv = ["kiknet", *arguments]
    cli.main()
