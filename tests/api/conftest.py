"""Asking the API: whatever it answers must be what its own document says."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator, FormatChecker

BASE = "/api/v1"


class Asker:
    """`ask("/events?limit=2")` is the answer as Python values, held against the OpenAPI document."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser
        self.document = browser.get(f"{BASE}/openapi.json").json

    def __call__(self, path: str, status: int = 200, **headers: str) -> Any:
        answer = self.browser.get(BASE + path, headers=headers)
        assert answer.status_code == status, answer.text
        self.check(path, answer)
        return answer.json

    def check(self, path: str, answer: Any) -> None:
        described = self._operation(urlsplit(path).path)["responses"][str(answer.status_code)]["content"]
        assert list(described) == [answer.mimetype]
        self.validator(described[answer.mimetype]["schema"]["$ref"]).validate(answer.json)

    def validator(self, reference: str) -> Draft202012Validator:
        schema = self.document | {"$schema": Draft202012Validator.META_SCHEMA["$id"], "$ref": reference}
        return Draft202012Validator(schema, format_checker=FormatChecker())

    def all_pages(self, path: str) -> list[Any]:
        """The items of every page, going on from `next` to `next`."""
        found = self(path)
        items = found["items"]
        while found["next"]:
            found = self(found["next"].partition(BASE)[2])
            items += found["items"]
        return items

    def _operation(self, path: str) -> Any:
        paths = self.document["paths"]
        folder = path.rpartition("/")[0]
        return (paths.get(path) or next(p for p in paths.items() if p[0].startswith(f"{folder}/{{"))[1])["get"]


@pytest.fixture
def ask(browser: Any, cast: Any, at: Any) -> Asker:
    return Asker(browser)
