"""The HTML page as a browser shows it: small and large, light and dark."""

import shutil
from collections.abc import Iterator
from typing import Any, Literal

import pytest

from digest.models import Issue

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

FINDINGS = """() => {
  const texts = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (node.data.trim() && node.parentElement.checkVisibility()) texts.push(node)
  }

  const numbers = colour => colour.match(/[\\d.]+/g).map(Number)
  const light = colour => {
    const [r, g, b] = numbers(colour).slice(0, 3)
      .map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const clear = colour => numbers(colour)[3] === 0
  const ground = element => {
    while (element && clear(getComputedStyle(element).backgroundColor)) element = element.parentElement
    return element ? getComputedStyle(element).backgroundColor : "rgb(255, 255, 255)"
  }
  const contrast = node => {
    const [a, b] = [light(getComputedStyle(node.parentElement).color), light(ground(node.parentElement))]
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
  }
  const boxes = node => {
    const range = document.createRange()
    range.selectNodeContents(node)
    return [...range.getClientRects()]
  }
  const say = node => node.data.trim().slice(0, 40)

  const blocks = [...document.querySelectorAll("h1, h2, h3, p, li, td.facts")].map(e => [e, e.getBoundingClientRect()])
  const apart = (a, b) => a.bottom <= b.top + 1 || b.bottom <= a.top + 1 || a.right <= b.left || b.right <= a.left
  const overlapping = blocks.flatMap(([e, a], i) => blocks.slice(i + 1)
    .filter(([f, b]) => !e.contains(f) && !apart(a, b)).map(([f]) => [e.innerText, f.innerText]))

  return {
    texts: texts.length,
    faint: texts.filter(n => contrast(n) < 4.5).map(n => [say(n), contrast(n).toFixed(2)]),
    outside: texts.filter(n => boxes(n).some(b => b.left < 0 || b.right > innerWidth)).map(say),
    clipped: [...document.querySelectorAll("td, h1, h2, h3, p, a")]
      .filter(e => getComputedStyle(e).display !== "inline" && e.scrollWidth > e.clientWidth + 1).map(e => e.innerText),
    overlapping,
    scrolls: document.documentElement.scrollWidth > innerWidth,
  }
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as start:
        browser = start.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.mark.parametrize("width", [320, 375, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_readable_and_asks_nobody_for_anything(
    browser: Any, handmade: Issue, width: int, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(handmade.renditions[0].body)
    findings = page.evaluate(FINDINGS)
    page.close()
    assert asked == []
    assert findings.pop("texts") > 50
    assert findings == {"faint": [], "outside": [], "clipped": [], "overlapping": [], "scrolls": False}


def test_headlines_are_a_readers_outline_of_the_page(browser: Any, handmade: Issue) -> None:
    page = browser.new_page()
    page.set_content(handmade.renditions[0].body)
    outline = page.eval_on_selector_all("h1, h2", "all => all.map(each => each.tagName + ' ' + each.innerText)")
    page.close()
    assert outline == [
        "H1 The Quay & Morning",
        "H2 Editor’s note",
        "H2 Top stories",
        "H2 World *and* <more>",
        "H2 In brief",
        "H2 Correction",
    ]
