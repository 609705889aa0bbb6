"""What Flask, SQLAlchemy Core, Jinja and SQLite cost before an application does anything.

The same kinds of pages as kiknet's with nothing behind them: no users, no rules, no languages. `/hello` costs what
the framework and the server cost. Served by the same gunicorn with the same settings as kiknet.
"""

import hashlib
import os
import random
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask, Response, redirect, render_template, request
from flask_sqlalchemy import SQLAlchemy
from jinja2 import DictLoader
from sqlalchemy import Column, Integer, MetaData, Table, Text, bindparam, insert, select

EVENTS = 20_000
BEGIN = datetime(2026, 1, 1)
WORDS = "Begegnung Chor Frauencafé Garten Kuchen Lernhilfe Musik Sprachcafé Tee Turnier".split()  # noqa: SIM905

PAGES = {
    "month.html": """<!doctype html><html lang="de"><title>{{ title }}</title><h1>{{ title }}</h1><table>
{% for week in weeks %}<tr>{% for day, events in week %}<td><h2>{{ day }}</h2><ul>
{% for event in events %}<li><a href="/event/{{ event.id }}">
<time datetime="{{ event.starts }}">{{ event.starts[11:16] }}</time> {{ event.title }}</a></li>{% endfor %}
</ul></td>{% endfor %}</tr>{% endfor %}</table></html>""",
    "list.html": """<!doctype html><html lang="de"><title>{{ title }}</title><h1>{{ title }}</h1><ol>
{% for event in events %}<li><a href="/event/{{ event.id }}">{{ event.starts }} {{ event.title }}</a></li>{% endfor %}
</ol></html>""",
    "event.html": """<!doctype html><html lang="de"><title>{{ event.title }}</title><h1>{{ event.title }}</h1>
<p>{{ event.starts }} – {{ event.ends }}</p><p>{{ event.description }}</p></html>""",
}

events = Table(
    "events",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("starts", Text, nullable=False, index=True),
    Column("ends", Text, nullable=False),
    Column("description", Text, nullable=False),
)
brief = select(events.c.id, events.c.title, events.c.starts).order_by(events.c.starts)
in_a_month = brief.where(events.c.starts >= bindparam("first"), events.c.starts < bindparam("after"))
from_now_on = brief.where(events.c.starts >= bindparam("first")).limit(50)
with_a_word = from_now_on.where(events.c.title.contains(bindparam("word")))
by_id = select(events).where(events.c.id == bindparam("id"))


def make_database(path: Path) -> None:
    """20,000 events over two years."""
    chance = random.Random(1)
    rows = []
    for number in range(1, EVENTS + 1):
        starts = BEGIN + timedelta(minutes=chance.randrange(730 * 24 * 60))
        title = f"{chance.choice(WORDS)} {chance.choice(WORDS)} {number}"
        text = " ".join(chance.choices(WORDS, k=100))
        rows.append((number, title, starts.isoformat(), (starts + timedelta(hours=2)).isoformat(), text))
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, title, starts, ends, description)")
    connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?)", rows)
    connection.execute("CREATE INDEX events_start ON events (starts)")
    connection.commit()
    connection.close()


def create_app() -> Flask:
    """FLOOR_DATABASE and FLOOR_FEED name files, FLOOR_ROWS says how many entries the month page shows."""
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{os.environ['FLOOR_DATABASE']}"
    app.jinja_loader = DictLoader(PAGES)
    db = SQLAlchemy(app)
    month_rows = in_a_month.limit(int(os.environ["FLOOR_ROWS"]))
    feed_text = Path(os.environ["FLOOR_FEED"]).read_bytes()
    feed_tag = f'"{hashlib.sha256(feed_text).hexdigest()[:24]}"'

    @app.get("/hello")
    def hello() -> str:
        return "hello, world\n"

    @app.get("/month")
    def month() -> str:
        rows = db.session.execute(month_rows, {"first": "2026-11-01", "after": "2026-12-01"}).all()
        days: dict[int, list[object]] = {day: [] for day in range(1, 36)}
        for row in rows:
            days[int(row.starts[8:10])].append(row)
        weeks = [[(day, days[day]) for day in range(first, first + 7)] for first in range(1, 36, 7)]
        return render_template("month.html", title="November", weeks=weeks)

    @app.get("/list")
    def list_() -> str:
        rows = db.session.execute(from_now_on, {"first": "2026-11-22"}).all()
        return render_template("list.html", title="Events", events=rows)

    @app.get("/search")
    def search() -> str:
        rows = db.session.execute(with_a_word, {"first": "2026-11-22", "word": request.args["q"]}).all()
        return render_template("list.html", title="Events", events=rows)

    @app.get("/event/<int:number>")
    def event(number: int) -> str:
        return render_template("event.html", event=db.session.execute(by_id, {"id": number}).one())

    @app.get("/feed")
    def feed() -> Response:
        if request.headers.get("If-None-Match") == feed_tag:
            return Response(status=304, headers={"ETag": feed_tag})
        return Response(feed_text, mimetype="text/calendar", headers={"ETag": feed_tag})

    @app.post("/event")
    def post() -> Response:
        new = {name: request.form[name] for name in ("title", "starts", "ends", "description")}
        db.session.execute(insert(events), new)
        db.session.commit()
        return redirect("/list", 303)

    return app
