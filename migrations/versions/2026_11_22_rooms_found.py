"""Rooms and things to borrow are found by the search; those there are get their words here."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "rooms_found"
down_revision = "coming"

GERMAN = str.maketrans(
    {"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "a", "œ": "o"}
)
ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None})
KINDS = {
    "room": "Raum Room", "furniture": "Möbel Furniture", "equipment": "Technik und Geräte Equipment",
    "vehicle": "Fahrzeug Vehicle",
}  # fmt: skip
FEATURES = {
    "kitchen": "Küche", "projector": "Beamer", "screen": "Leinwand", "piano": "Klavier", "stage": "Bühne",
    "sound": "Tonanlage", "wifi": "WLAN", "garden": "Garten", "play_corner": "Spielecke", "parking": "Parkplätze",
    "dishes": "Geschirr", "dark": "Verdunkelung", "prayer": "Raum der Stille",
}  # fmt: skip
ROWS = """
    SELECT resources.id, resources.title, resources.kind, resources.features, resources.description,
           places.name, places.street, districts.name AS district, districts.group_name AS part
    FROM resources
    LEFT JOIN places ON places.id = resources.place_id
    LEFT JOIN districts ON districts.number = places.district_number
"""


def upgrade() -> None:
    op.add_column("resources", sa.Column("folded", sa.Text(), server_default="", nullable=False))
    op.create_index("ix_resources_revision", "resources", ["revision"])
    connection = op.get_bind()
    store = sa.text("UPDATE resources SET folded = :folded WHERE id = :id")
    for row in connection.execute(sa.text(ROWS)).all():
        connection.execute(store, {"id": row.id, "folded": _fold(" ".join(_words(row)))})


def downgrade() -> None:
    op.execute("DELETE FROM search_marks WHERE kind = 'resource'")
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "INSERT INTO search_index (search_index, rowid, text)"
            " SELECT 'delete', id, text FROM search_texts WHERE kind = 'resource'"
        )
    op.execute("DELETE FROM search_texts WHERE kind = 'resource'")
    op.drop_index("ix_resources_revision", table_name="resources")
    with op.batch_alter_table("resources") as batch:
        batch.drop_column("folded")


def _words(row: Any) -> Iterator[str]:
    yield row.title
    yield KINDS[row.kind]
    for code in (row.features or "").strip("|").split("|"):
        yield f"{FEATURES.get(code, '')} {code.replace('_', ' ')}"
    yield from (text or "" for text in (row.description, row.name, row.street, row.district, row.part))


def _fold(text: str) -> str:
    """As words are compared: lower case, without accents, umlauts and their spellings alike."""
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(GERMAN).translate(ARABIC)
    bare = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    apart = re.sub(r"[^\w]+", " ", bare.translate(GERMAN))
    return re.sub(r"(?<![aeou])([aou])e+", r"\1", apart).strip()
