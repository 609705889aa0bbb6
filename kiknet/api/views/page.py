"""The page on which people read how to ask."""

import re
from typing import Any

from flask import current_app, render_template
from markupsafe import Markup, escape

from kiknet import i18n
from kiknet.api import queries
from kiknet.api.document import ADDRESSES, BASE, openapi
from kiknet.api.views.blueprint import bp
from kiknet.web.public import public

_BACKTICKS = re.compile("`([^`]+)`")
SHOWN = ("Occurrence", "Event", "Organisation", "Place", "Problem")


@bp.get("/")
@public
def index() -> str:
    settings = current_app.extensions["kiknet"]
    document = openapi(settings.base_url, settings.network_name, i18n.language())
    return render_template(
        "api/index.html",
        document=document,
        addresses=ADDRESSES.values(),
        base=BASE,
        examples=queries.examples(),
        schemas={name: document["components"]["schemas"][name] for name in SHOWN},
        kind=kind,
    )


@bp.app_template_filter()
def code(text: str) -> Markup:
    """A sentence of ours, with what stands between backticks as code."""
    return Markup(_BACKTICKS.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped just now


def kind(schema: dict[str, Any]) -> str:
    """A JSON Schema in a few words: "date-time | null"."""
    if "anyOf" in schema:
        return " | ".join(kind(one) for one in schema["anyOf"])
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "enum" in schema:
        return " | ".join(schema["enum"])
    types: list[str] = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if types[0] == "array":
        return f"[{kind(schema['items'])}]"
    return " | ".join([schema.get("format", types[0]), *types[1:]])
