"""A server loads what it needs to answer, and no more: every module costs each start and each process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.sqlite
SPARED = "alembic dateutil.rrule huey PIL smtplib sqlalchemy.dialects.postgresql xml.etree"

LOADED = """
import sys
import wsgi
print(*(name for name in sys.argv[1:] if name in sys.modules))
"""
TOLD = """
import wsgi
from kiknet.notifications.topics import all_topics
known = {topic.name for topic in all_topics()}
import kiknet.jobs
print(*({topic.name for topic in all_topics()} - known))
"""


def said_by_a_server(tmp_path, program, *arguments):
    plain = {name: value for name, value in os.environ.items() if not name.startswith("KIKNET_")}
    environment = {**plain, "KIKNET_INSTANCE": str(tmp_path), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout.strip()


def test_what_only_the_worker_or_another_database_needs_is_left_out(tmp_path):
    assert said_by_a_server(tmp_path, LOADED, *SPARED.split()) == ""


def test_people_can_choose_about_everything_the_worker_tells(tmp_path):
    assert said_by_a_server(tmp_path, TOLD) == ""
