"""Filters and globals every template has."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import jinja2
from flask import Flask, render_template, request, url_for
from jinja2 import FileSystemBytecodeCache, Template
from jinja2.bccache import Bucket
from markupsafe import Markup

from kiknet import clock, i18n
from kiknet.web.addresses import numbered
from kiknet.web.markdown import to_html


class Compiled(FileSystemBytecodeCache):
    """What templates compile to. Where it cannot be kept (disk full, folder gone, another user's), pages do without."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def forget_others(self) -> None:
        """What another version compiled: nobody would look for it again."""
        with suppress(OSError):
            for file in Path(self.directory).iterdir():
                if not file.name.startswith(self.pattern % ""):
                    file.unlink()


class Page(Template):
    """Every page imports components; what they need is the same each time, so it is not looked through again."""

    def _get_default_module(self, _context: Any = None) -> Any:
        return super()._get_default_module()


def init_app(app: Flask, network_name: str, base_url: str, compiled: Path) -> None:
    """`compiled` is the folder in which translated templates are kept from one start to the next."""
    app.jinja_env.template_class = Page
    app.jinja_env.bytecode_cache = _kept_in(compiled)
    app.jinja_env.autoescape = lambda name: app.select_jinja_autoescape(name) and not _is_raw(name)
    app.jinja_env.globals.update(
        url_for=address,
        network_name=network_name,
        base_url=base_url,
        language_links=language_links,
        here=here,
        numbered=numbered,
        absolute=lambda path: base_url + path,
        kept=_keeper(app),
    )
    app.jinja_env.filters.update(
        markdown=lambda text, top=3: Markup(to_html(text, top)),  # noqa: S704 - sanitised in to_html
        day=i18n.written_day,
        days=i18n.written_days,
        month_name=i18n.written_month,
        weekday=i18n.written_weekday,
        clock_time=i18n.written_time,
        times=i18n.on_pages(i18n.written_times),
        unbroken=i18n.unbroken,
        moment=i18n.on_pages(i18n.written_moment),
        local=clock.to_local,
        number=i18n.written_number,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.context_processor(_page)
    app.url_defaults(_carry_language)


def compile_all(templates: jinja2.Environment) -> None:
    """Every template, before a server starts: compiling leaves holes in the memory of each process that does it.

    Takes two seconds after an update, a tenth of one otherwise.
    """
    for name in templates.list_templates():
        templates.get_template(name)
    if isinstance(templates.bytecode_cache, Compiled):
        templates.bytecode_cache.forget_others()


def _kept_in(folder: Path) -> Compiled:
    """Jinja knows by itself when a template was changed; not when it would compile in another way, as decided here."""
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    way = hashlib.sha256(Path(__file__).read_bytes() + jinja2.__version__.encode()).hexdigest()[:12]
    return Compiled(str(folder), f"{way}-%s")


def _is_raw(name: str | None) -> bool:
    """Components that show hundreds of entries escape only what people typed, with `|e`.

    They are files of their own: Jinja's `autoescape` block keeps its state in a component's context, which all threads
    share.
    """
    return (name or "").endswith(".raw.html")


def _page() -> dict[str, Any]:
    return {"lang": i18n.language(), "text_dir": i18n.text_direction(), "today": clock.today()}


def _carry_language(endpoint: str, values: dict[str, Any]) -> None:
    """A language chosen in the address stays there: no cookie remembers it."""
    if "sprache" in values or endpoint in {"static", "web.asset", "media.file"}:
        return
    chosen = i18n.chosen_in_address() if request else None
    if chosen:
        values["sprache"] = chosen


def _keeper(app: Flask) -> Callable[..., Markup]:
    """Makes `kept(template, …)`: a part of the frame that is the same on every page of a language (and of `what`)."""

    @lru_cache(maxsize=100)
    def render(template: str, what: tuple[str, ...], _root: str, _language: str, _chosen: str | None) -> Markup:
        return Markup(render_template(template))  # noqa: S704 - a template's own output

    def kept(template: str, *what: str) -> Markup:
        make = render.__wrapped__ if app.jinja_env.auto_reload else render
        return make(template, what, request.script_root, i18n.language(), i18n.chosen_in_address())

    return kept


def address(endpoint: str, **values: Any) -> str:
    """`url_for` in templates: the frame's addresses without values are the same on every page of a language."""
    if values or endpoint.startswith("."):
        return url_for(endpoint, **values)
    return _plain_address(endpoint, request.script_root, i18n.chosen_in_address())


@lru_cache(maxsize=200)
def _plain_address(endpoint: str, _root: str, _language: str | None) -> str:
    return url_for(endpoint)


def language_links() -> list[tuple[str, str, str, bool]]:
    """(code, name, address of this page in it, is it this one) for every language of the interface."""
    rest = [(k, v) for k, v in request.args.items(multi=True) if k != "sprache"]
    now = i18n.language()
    return [
        (code, name, f"{_path()}?{urlencode([*rest, ('sprache', code)])}", code == now)
        for code, name in i18n.LANGUAGES.items()
    ]


def here(**changes: Any) -> str:
    """This page's address with some query keys changed; None removes a key."""
    args = request.args.to_dict(flat=False) | {k: [v] for k, v in changes.items() if v is not None}
    kept = {k: v for k, v in args.items() if k not in changes or changes[k] is not None}
    return f"{_path()}?{urlencode(kept, doseq=True)}".rstrip("?")


def _path() -> str:
    """The path of this page, as an address of this host even if somebody asked for "//elsewhere.example"."""
    return "/" + quote(request.path.lstrip("/"))
