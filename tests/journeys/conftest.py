"""A real browser in front of a real server: what people see, on a phone and at a desk."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"width": 360, "height": 780}
DESK = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lies in this folder is a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("journey")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The address of a server that runs for this test, with CSRF protection as in life."""
    app.config["WTF_CSRF_ENABLED"] = True
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    app.config["WTF_CSRF_ENABLED"] = False


class Visitor:
    """Somebody with a browser. Every page they open is looked at: no errors, no other host, nobody locked out."""

    def __init__(self, chromium: Browser, site: str, viewport: dict[str, int], language: str = "de-DE") -> None:
        self.site = site
        self.context: BrowserContext = chromium.new_context(viewport=viewport, locale=language)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.troubles: list[str] = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("request", self._watch)

    def _listen(self, message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.troubles.append(message.text)

    def _watch(self, request: Any) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.troubles.append(f"asked another host: {request.url}")

    def opens(self, address: str) -> "Visitor":
        self.page.goto(address if address.startswith("http") else self.site + address)
        return self

    def follows(self, link_in_mail: str) -> "Visitor":
        """Opens a link as it stands in a mail, at the server of this test."""
        return self.opens(link_in_mail.replace("http://localhost", self.site))

    def presses(self, name: str) -> "Visitor":
        self.page.get_by_role("button", name=name, exact=False).first.click()
        return self

    def goes_to(self, name: str) -> "Visitor":
        self.page.get_by_role("link", name=name, exact=False).first.click()
        return self

    def fills(self, **fields: str) -> "Visitor":
        for name, value in fields.items():
            self.page.locator(f"[name='{name}']:visible").first.fill(value)
        return self

    def sees(self, text: str) -> "Visitor":
        self.page.get_by_text(text).first.wait_for(timeout=5000)
        return self

    @property
    def cookies(self) -> list[str]:
        return [str(cookie.get("name")) for cookie in self.context.cookies()]

    def looks_around(self) -> "Visitor":
        """Accessibility (axe), no sideways scrolling, no errors in the console."""
        found = Axe().run(self.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"
        width = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width[0] <= width[1], f"{self.page.url} scrolls sideways: {width}"
        assert self.troubles == [], self.page.url
        return self


@pytest.fixture
def visitor(chromium: Browser, site: str) -> Iterator[Any]:
    """Makes visitors: `visitor()` has a phone, `visitor(DESK)` sits at a desk."""
    visitors: list[Visitor] = []

    def enter(viewport: dict[str, int] = PHONE, language: str = "de-DE") -> Visitor:
        visitors.append(Visitor(chromium, site, viewport, language))
        return visitors[-1]

    yield enter
    for one in visitors:
        one.context.close()
        assert one.troubles == []
