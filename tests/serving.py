"""A server as `kiknet run` starts it, beside the tests and on their database."""

import os
import signal
import subprocess
import time
import urllib.request
from dataclasses import replace

from kiknet.supervisor import server_command


def start(settings, port):
    """gunicorn as `kiknet run` starts it, in a process group of its own."""
    environ = os.environ | {
        "KIKNET_ENV": "development",
        "KIKNET_INSTANCE": str(settings.instance),
        "KIKNET_DATABASE_URL": settings.database_url,
        "KIKNET_SECRET_KEY": settings.secret_key,
        "KIKNET_BASE_URL": f"http://127.0.0.1:{port}",
    }
    command = [*server_command(replace(settings, host="127.0.0.1", port=port)), "--log-level=critical"]
    server = subprocess.Popen(command, env=environ, start_new_session=True, stderr=subprocess.DEVNULL)
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
            return server
        except OSError:
            time.sleep(0.1)
    kill(server)
    raise RuntimeError("the server did not start")


def kill(server):
    """As hard as it gets: no worker can finish anything."""
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()
