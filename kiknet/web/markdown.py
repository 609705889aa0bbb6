"""What people write, as safe HTML: Markdown without raw HTML or images, sanitised once more."""

import re
from functools import cache
from typing import Any

TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "a",
    "blockquote",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "code",
    "pre",
    "hr",
}
_HEADING = re.compile(r"<(/?)h([1-6])>")


@cache
def _renderer() -> Any:
    from markdown_it import MarkdownIt  # only pages that save text need it: keeps start-up short

    return MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True}).enable("linkify").disable("image")


def to_html(text: str | None, top: int = 3) -> str:
    """CommonMark `text` as HTML with a short list of tags; headings begin at h`top`, links carry rel=nofollow."""
    if not text:
        return ""
    import nh3  # see above

    shifted = _HEADING.sub(lambda m: f"<{m[1]}h{min(int(m[2]) + top - 1, 6)}>", _renderer().render(text))
    return nh3.clean(
        shifted,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="nofollow noopener ugc",
    )
