"""The web pages as a browser shows them, and as a reader uses them."""

from collections.abc import Iterator
from dataclasses import replace
from secrets import token_hex
from typing import Any, Literal

import pytest
import test_page
from browsers import needs_browser
from served import Served, served

from digest.models import Issue, Rendition
from digest.subscribers import PLACEHOLDER

pytestmark = needs_browser

HOSTILE = """<!doctype html><title>As sent</title>
<meta http-equiv="refresh" content="0; url=/u/{token}">
<base href="https://evil.example/">
<link rel="stylesheet" href="/style.css">
<style>p {{ color: red }}</style>
<p id="mail" style="color: rgb(1, 2, 3)" onclick="document.title = 'onclick'">Text</p>
<script>document.title = "inline"</script>
<script src="/style.css"></script>
<img src="x" onerror="document.title = 'onerror'">
<svg onload="document.title = 'onload'"></svg>
<iframe srcdoc="<script>parent.document.title = 'frame'</script>"></iframe>
<a id="link" href="javascript:document.title = 'link'">Link</a>
<form action="{url}/u/{token}" method="post"><button>Send</button></form>"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, handmade: Issue) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("pages")) as site:
        for headline in range(len(handmade.stories)):
            stories = handmade.stories[headline:]
            section = replace(handmade.sections[0], stories=stories)
            site.put(replace(handmade, sections=(section,)), "sent")
        yield site


@pytest.fixture
def token(site: Served) -> str:
    return site.token(f"{token_hex(8)}@example.org")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_readable_and_ask_nobody_else_for_anything(
    browser: Any, site: Served, token: str, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(color_scheme=scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for path, texts in (("", 15), (f"u/{token}", 4), (f"u/{PLACEHOLDER}", 3), ("nothing/at/all", 3)):
        page.goto(f"{site.url}/{path}")
        for width in (320, 375, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            findings = page.evaluate(test_page.FINDINGS)
            assert findings.pop("texts") >= texts
            assert findings == {"faint": [], "outside": [], "clipped": [], "overlapping": [], "scrolls": False}
        assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("Georgia")
    page.close()
    assert [url for url in asked if not url.startswith((f"{site.url}/", "data:"))] == []
    assert [text for text in said if "404" not in text] == []


@pytest.mark.parametrize("script", [True, False])
def test_a_reader_leaves_by_pressing_the_button(browser: Any, site: Served, token: str, script: bool) -> None:
    context = browser.new_context(java_script_enabled=script, viewport={"width": 375, "height": 800})
    page = context.new_page()
    page.goto(f"{site.url}/u/{token}")
    button = page.get_by_role("button", name="Unsubscribe from The Quay & Morning")
    assert button.bounding_box()["height"] >= 44
    assert site.ending(token) == (None, None)
    button.click()
    assert page.get_by_role("heading").inner_text() == "You are unsubscribed from The Quay & Morning"
    assert site.ending(token)[1] == "unsubscribe page"
    page.goto(f"{site.url}/u/{token}")
    assert page.get_by_role("button").count() == 0
    page.get_by_role("link", name="The Quay & Morning").click()
    page.get_by_role("link", name="Harbour cranes go quiet").click()
    assert page.get_by_role("heading", level=1).inner_text() == "The Quay & Morning"
    context.close()


def test_an_issue_looks_on_the_web_as_it_does_in_the_mail(browser: Any, site: Served, handmade: Issue) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 800}, color_scheme="dark")
    number = site.put(handmade, "sent")
    page.goto(f"{site.url}/issues/{number}")
    on_the_web = page.screenshot(full_page=True)
    page.set_content(handmade.renditions[0].body)
    in_the_mail = page.screenshot(full_page=True)
    page.close()
    assert on_the_web == in_the_mail


def test_nothing_in_a_hostile_issue_runs_or_leads_away(browser: Any, site: Served, handmade: Issue, token: str) -> None:
    html = HOSTILE.format(url=site.url, token=token)
    number = site.put(replace(handmade, renditions=(Rendition("html", html),)), "sent")
    page = browser.new_page()
    answered: list[str] = []
    page.on("response", lambda response: answered.append(response.url))
    page.goto(f"{site.url}/issues/{number}")
    for what in ("p", "#link", "button"):
        page.click(what)
    page.wait_for_timeout(300)
    assert (page.title(), page.url) == ("As sent", f"{site.url}/issues/{number}")
    assert page.evaluate("getComputedStyle(document.getElementById('mail')).color") == "rgb(1, 2, 3)"
    page.close()
    assert answered == [f"{site.url}/issues/{number}"]
    assert site.ending(token) == (None, None)
