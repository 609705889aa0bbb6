"""Pictures: checked, re-encoded without their metadata, stored under random names, served for ever.

And files that are for some people only: never served from here, but by whoever knows who may see them.
"""

import io
import secrets
import shutil
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

from flask import Blueprint, Response, current_app, send_from_directory
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import Column, ColumnElement, ForeignKey, String, delete, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from kiknet import clock
from kiknet.config import Settings
from kiknet.db import Base, Timestamped, db, transaction
from kiknet.errors import NotFound, Rejected
from kiknet.i18n import _
from kiknet.web.public import public

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = 50_000_000
ENOUGH = 3200
WIDTHS = {"": 1600, "-klein": 480}

bp = Blueprint("media", __name__)


class Picture(Timestamped, Base):
    """A stored picture. `name` is random; the files are <name>.webp and <name>-klein.webp in the uploads folder."""

    __tablename__ = "pictures"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    alt: Mapped[str] = mapped_column(String(300), default="")
    credit: Mapped[str] = mapped_column(String(160), default="")
    width: Mapped[int]
    height: Mapped[int]
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    @property
    def path(self) -> str:
        return f"/medien/{self.name}.webp"

    @property
    def small_path(self) -> str:
        return f"/medien/{self.name}-klein.webp"


class KeptFile(Timestamped, Base):
    """A picture or a PDF for some people only. `title` is what it was called where it came from."""

    __tablename__ = "kept_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))
    size: Mapped[int]
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    @property
    def is_picture(self) -> bool:
        return self.kind == "webp"

    @property
    def shown_name(self) -> str:
        """What it is called here: the ending says what it is, not what somebody called it."""
        return f"{Path(self.title).stem}.{self.kind}"

    @property
    def file_name(self) -> str:
        return f"{self.name}.{self.kind}"


def keep_picture(
    upload: IO[bytes], *, alt: str, credit: str = "", user_id: int | None = None, field: str = "picture"
) -> Picture:
    """Check and re-encode `upload`, write its files, add its row to the running transaction.

    Raises `Rejected` (beside `field`) when it is no picture we can read, or has too many pixels.
    A file whose row is rolled back is removed by the cleaning job.
    """
    folder: Path = _settings().uploads
    folder.mkdir(parents=True, exist_ok=True)
    name = secrets.token_urlsafe(15)
    width, height = _write_sizes(_data(upload, field), folder, name, field)
    picture = Picture(name=name, alt=alt, credit=credit, width=width, height=height, uploaded_by_id=user_id)
    db.session.add(picture)
    db.session.flush()
    return picture


def describe(picture_id: int, holder: Any, *, alt: str, credit: str) -> Picture:
    """Inside a deed: the picture of `holder` with these words. What a picture shows is said where it is shown: if
    something else shows it with other words, `holder` gets a copy. Raises `Rejected` when it is gone.
    """
    picture = db.session.get(Picture, picture_id)
    if picture is None:  # uploaded long ago and never used
        raise Rejected(_("Please choose the picture once more."), "picture")
    if (alt, credit) != (picture.alt, picture.credit) and _is_used_elsewhere(picture, holder):
        return _copy(picture, alt, credit)
    picture.alt, picture.credit = alt, credit
    return picture


def _is_used_elsewhere(picture: Picture, holder: Any) -> bool:
    with db.session.no_autoflush:
        return any(
            db.session.scalar(select(column).where(column == picture.id, *_but(holder, column)).limit(1))
            for column in _keepers(Picture)
        )


def _but(holder: Any, column: Column[Any]) -> list[ColumnElement[bool]]:
    is_its_own = column.table is holder.__table__ and holder.id is not None
    return [column.table.c.id != holder.id] if is_its_own else []


def _copy(picture: Picture, alt: str, credit: str) -> Picture:
    folder, name = _settings().uploads, secrets.token_urlsafe(15)
    for suffix in WIDTHS:
        shutil.copyfile(folder / f"{picture.name}{suffix}.webp", folder / f"{name}{suffix}.webp")
    size = {"width": picture.width, "height": picture.height}
    copy = Picture(name=name, alt=alt, credit=credit, uploaded_by_id=picture.uploaded_by_id, **size)
    db.session.add(copy)
    return copy


def keep_file(upload: IO[bytes], *, title: str, user_id: int | None = None, field: str = "files") -> KeptFile:
    """A file of a few people, before anything is held: pictures are re-encoded, PDFs are kept as they are, the rest is

    refused. The row comes into the database with what shows it; a file without one is removed by the cleaning job.
    """
    folder = _closed_folder()
    folder.mkdir(parents=True, exist_ok=True)
    data, name = _data(upload, field), secrets.token_urlsafe(15)
    kind = "pdf" if data.startswith(b"%PDF-") else "webp"
    if kind == "pdf":
        (folder / f"{name}.pdf").write_bytes(data)
    else:
        _write_sizes(data, folder, name, field)
    size = (folder / f"{name}.{kind}").stat().st_size
    return KeptFile(name=name, title=title[:120] or name, kind=kind, size=size, uploaded_by_id=user_id)


def send_file(kept: KeptFile) -> Response:
    """The answer with a file, for a view that knows who may see it: pictures are shown, PDFs are downloaded."""
    kinds = {"webp": "image/webp", "pdf": "application/pdf"}
    answer = send_from_directory(
        _closed_folder(), kept.file_name, mimetype=kinds[kept.kind], as_attachment=not kept.is_picture,
        download_name=kept.shown_name, etag=False, conditional=False,
    )  # fmt: skip
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _closed_folder() -> Path:
    return _settings().uploads / "privat"


def _settings() -> Settings:
    settings: Settings = current_app.extensions["kiknet"]
    return settings


def _data(upload: IO[bytes], field: str) -> bytes:
    limit = _settings().upload_limit
    data = upload.read(limit + 1)
    if len(data) > limit:
        raise Rejected(_("The file is too large: up to 8 MB, please."), field=field)
    return data


def _write_sizes(data: bytes, folder: Path, name: str, field: str) -> tuple[int, int]:
    from PIL import Image, ImageOps  # only uploads need it: keeps start-up short and memory small

    unreadable = Rejected(
        _("This file cannot be read as a picture. JPEG, PNG, WebP and GIF work; an iPhone photo works as JPEG."),
        field=field,
    )
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Rejected(_("The picture has too many pixels. Please make it smaller first."), field=field)
            mode = "RGBA" if _is_see_through(opened) else "RGB"
            picture = opened if opened.mode == mode else opened.convert(mode)
            picture.thumbnail((ENOUGH, ENOUGH))  # before anything else copies it: large ones take hundreds of megabytes
            picture = ImageOps.exif_transpose(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as trouble:
        raise unreadable from trouble
    size = (0, 0)
    for suffix, width in WIDTHS.items():
        copy = picture.copy()
        copy.thumbnail((width, width * 2))
        copy.save(folder / f"{name}{suffix}.webp", "WEBP", quality=80, method=4)
        size = size if any(size) else copy.size
    return size


def _is_see_through(picture: object) -> bool:
    return getattr(picture, "mode", "") in {"RGBA", "LA", "PA"} or "transparency" in getattr(picture, "info", {})


def sign(picture_id: int | None) -> str:
    """A stored picture as a form carries it along; the signature keeps others' pictures out."""
    return str(_signer().dumps(picture_id)) if picture_id else ""


def signed(text: str | None) -> int | None:
    """The picture a form was really given; None for anything else."""
    try:
        return int(_signer().loads(text)) if text else None
    except (BadSignature, ValueError, TypeError):
        return None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="picture of a form")


def forget_unused() -> int:
    """Remove pictures and files no row points to, and what has no row, a day after they came; returns how many rows."""
    gone = _forget(Picture, _settings().uploads)
    return gone + _forget(KeptFile, _closed_folder())


def _forget(model: type[Picture] | type[KeptFile], folder: Path) -> int:
    yesterday = clock.now() - timedelta(days=1)
    unused = ~or_(*(select(c).where(c == model.id).exists() for c in _keepers(model)))
    with transaction() as session:
        gone = session.execute(delete(model).where(model.created_at < yesterday, unused)).rowcount  # type: ignore[attr-defined]
    known = set(db.session.scalars(select(model.name)))
    for path in (p for p in folder.glob("*") if p.suffix in {".webp", ".pdf"}):
        is_old = path.stat().st_mtime < yesterday.timestamp()
        if is_old and path.stem.removesuffix("-klein") not in known:
            path.unlink(missing_ok=True)
    return int(gone)


def _keepers(model: type[Picture] | type[KeptFile]) -> list[Column[Any]]:
    return [c for table in db.metadata.tables.values() for c in table.columns if _points_to(c, model)]


def _points_to(column: Column[Any], model: type[Picture] | type[KeptFile]) -> bool:
    return any(key.target_fullname == f"{model.__tablename__}.id" for key in column.foreign_keys)


@bp.get("/medien/<name>")
@public
def file(name: str) -> Response:
    if not name.endswith(".webp"):
        raise NotFound
    answer = send_from_directory(_settings().uploads, name, mimetype="image/webp")
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
