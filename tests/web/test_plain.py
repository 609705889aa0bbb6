"""What people write in Markdown, as plain text that is still well set."""

import pytest

from kiknet.web.markdown import to_html
from kiknet.web.plain import to_text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("", ""),
        ("Ein *Fest* für **alle**.", "Ein Fest für alle."),
        ("# Titel\n\nAbsatz eins.\n\nAbsatz zwei.", "Titel\n\nAbsatz eins.\n\nAbsatz zwei."),
        ("eine Zeile\nnoch eine", "eine Zeile\nnoch eine"),
        ("Bringen Sie mit:\n\n- Tee\n- Kuchen\n  - ohne Nüsse\n- Tassen\n\nBis bald",
         "Bringen Sie mit:\n\n– Tee\n– Kuchen\n  – ohne Nüsse\n– Tassen\n\nBis bald"),
        ("1. erst\n2. dann", "1. erst\n2. dann"),
        ("[Hier](https://example.org/x) und www.example.org", "Hier (https://example.org/x) und www.example.org"),
        ("Mail: a@example.org", "Mail: a@example.org"),
        ("> Zitat\n\n```\nwie  es\n   steht\n```\n\n---\nEnde", "Zitat\n\nwie  es\n   steht\n\nEnde"),
        ("5 < 6 & 7 > 6", "5 < 6 & 7 > 6"),
        ("am 12. März", "am 12. März"),
    ],
)  # fmt: skip
def test_markdown_as_plain_text(markdown, text):
    assert to_text(to_html(markdown)) == text
