"""Mails lead somewhere: every address written into a template is one of our pages."""

import re
from pathlib import Path

import pytest
from werkzeug.exceptions import HTTPException

ADDRESS = re.compile(r'absolute\("([^"]+)"')
WRITTEN = sorted(
    (path.stem, re.sub(r"%[ds]", "1", address))
    for path in Path("templates/mail").glob("*.txt")
    for address in ADDRESS.findall(path.read_text())
)


@pytest.mark.parametrize(("kind", "address"), WRITTEN)
def test_every_address_in_a_mail_is_a_page(app, kind, address):
    try:
        endpoint, _values = app.url_map.bind("localhost").match(address)
    except HTTPException:
        pytest.fail(f"{kind} leads to {address}, which is nowhere")

    assert endpoint


def test_there_are_addresses_to_look_at():
    assert len(WRITTEN) >= 5
