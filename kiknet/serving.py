"""Gunicorn whose workers share what they have loaded, while nobody else holds it.

With `--preload` the process that watches loads the application, too, and keeps for itself a copy of every page of
memory its workers have written to: a fifth of a server's memory, for nothing. Here the workers come from a process
that loads the application, forks and ends; the one that watches adopts them (prctl(2), PR_SET_CHILD_SUBREAPER). A
worker that has to be replaced comes in the same way while the others go on answering. Elsewhere than on Linux this is
gunicorn with `--preload`.
"""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

from gunicorn.app.wsgiapp import WSGIApplication
from gunicorn.arbiter import Arbiter
from gunicorn.errors import HaltServer

PR_SET_CHILD_SUBREAPER = 36
IS_LINUX = sys.platform.startswith("linux")


class Server(WSGIApplication):  # type: ignore[misc]  # gunicorn is untyped
    """The command line of gunicorn, with a watcher of our own."""

    def load_config(self) -> None:
        super().load_config()
        self.cfg.set("preload_app", not IS_LINUX)

    def run(self) -> None:
        Watcher(self).run()


class Watcher(Arbiter):  # type: ignore[misc]
    """Starts workers that share memory with each other, and not with it."""

    def spawn_workers(self) -> None:
        if not (IS_LINUX and _adopts_orphans()):
            super().spawn_workers()
            return
        workers = [self._next_worker() for _ in range(self.num_workers - len(self.WORKERS))]
        source, sink = os.pipe()
        loader = os.fork()
        if loader == 0:
            os.close(source)
            self._load_and_fork(workers, sink)
        os.close(sink)
        with os.fdopen(source) as lines:
            pids = [int(line) for line in lines]
        status = os.waitstatus_to_exitcode(os.waitpid(loader, 0)[1])
        for worker, pid in zip(workers, pids, strict=False):
            worker.pid, self.WORKERS[pid] = pid, worker
        if status:
            raise HaltServer("The application could not be loaded.", self.APP_LOAD_ERROR)

    def _next_worker(self) -> Any:
        self.worker_age += 1
        make: Any = self.worker_class
        return make(self.worker_age, self.pid, self.LISTENERS, self.app, self.timeout / 2, self.cfg, self.log)

    def _load_and_fork(self, workers: list[Any], sink: int) -> None:
        """What the loader does: load, fork, tell who was born, end. Only its children come back from here."""
        loader = os.getpid()
        try:
            self.app.wsgi()
            for each in self.SIGNALS:  # a worker that is only beginning ends at once when asked to
                signal.signal(each, signal.SIG_DFL)
            self.cfg.set("post_fork", _after_the_end_of(loader, sink))
            self.worker_class = lambda *_given: workers.pop(0)
            while workers:
                os.write(sink, b"%d\n" % self.spawn_worker())
        except BaseException:
            if os.getpid() != loader:
                raise
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)


def _adopts_orphans() -> bool:
    """Whether the kernel lets this process; a sandbox may refuse, then each worker loads for itself."""
    return ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0


def _after_the_end_of(loader: int, sink: int) -> Callable[[Any, Any], None]:
    """A worker ends when its parent is not the one that watches, so it begins when it is."""

    def wait(_watcher: Any, _worker: Any) -> None:
        os.close(sink)
        while os.getppid() == loader:
            time.sleep(0.001)

    return wait


if __name__ == "__main__":
    Server("%(prog)s [OPTIONS] [APP_MODULE]").run()
