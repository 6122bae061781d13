"""The HTML page as a browser shows it: small and large, light and dark."""

from base64 import b64decode
from dataclasses import replace
from functools import partial
from typing import Any, Literal

import pytest
from browsers import needs_browser
from full import PICTURE, full_issue

from digest.models import Issue, Look, Theme
from digest.render import render_issue

pytestmark = needs_browser

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

  const blocks = [...document.querySelectorAll("h1, h2, h3, p, li, td.facts, td.brief, td.button, img")].map(e => [e, e.getBoundingClientRect()])
  const apart = (a, b) => a.bottom <= b.top + 1 || b.bottom <= a.top + 1 || a.right <= b.left || b.right <= a.left
  const overlapping = blocks.flatMap(([e, a], i) => blocks.slice(i + 1)
    .filter(([f, b]) => !e.contains(f) && !apart(a, b)).map(([f]) => [e.innerText, f.innerText]))

  return {
    texts: texts.length,
    faint: texts.filter(n => contrast(n) < 4.5).map(n => [say(n), contrast(n).toFixed(2)]),
    outside: texts.filter(n => boxes(n).some(b => b.left < 0 || b.right > innerWidth)).map(say),
    clipped: [...document.querySelectorAll("td, h1, h2, h3, p, a, img")]
      .filter(e => getComputedStyle(e).display !== "inline" && e.scrollWidth > e.clientWidth + 1).map(e => e.innerText),
    overlapping,
    scrolls: document.documentElement.scrollWidth > innerWidth,
  }
}"""


PHOTO = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR4nGM4ceLEmTNnABFMBCr3U6sEAAAAAElFTkSuQmCC")


def fulfill(photo: bytes, route: Any) -> None:
    route.fulfill(body=photo, content_type="image/png")


def states(handmade: Issue) -> dict[str, Issue]:
    full = full_issue(handmade)
    long = replace(handmade.sections[0], stories=handmade.sections[0].stories[2:])
    turned = replace(full, language="ar", sections=full.sections[1:], intro="")
    return {
        "handmade": handmade,
        "full": full,
        "link": replace(full, look=Look(images="link")),
        "a long headline first": replace(full, sections=(long,)),
        "right to left": turned,
        "Chinese first": replace(full, language="zh-Hans", sections=(replace(full.sections[1], stories=full.sections[1].stories[1:]),)),
        "branded": replace(full, look=Look(accent="#0b5fff", ink="#0f1f3d", ground="#eef2f8", logo=PICTURE, logo_width=560)),
        "one story": replace(full, intro="", brief=(), actions=(), sections=(replace(long, stories=full.stories[:1]),)),
        "nothing": replace(full, intro="", brief=(), actions=(), sections=()),
    }  # fmt: skip


@pytest.mark.parametrize("theme", ["classic", "plain"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_of_the_page_is_readable_and_asks_nobody_for_more_than_its_pictures(
    browser: Any, handmade: Issue, theme: Theme, scheme: Literal["light", "dark"]
) -> None:
    shown = {
        name: render_issue(replace(issue, look=replace(issue.look, theme=theme)))[0].body
        for name, issue in states(handmade).items()
    }
    asked: set[str] = set()
    for photo, widths in ((PHOTO, (320, 375, 1280)), (b"", (320,))):  # a picture, and none
        page = browser.new_page(color_scheme=scheme)
        page.on("request", lambda request: asked.add(request.url))
        page.route("**/*", partial(fulfill, photo))
        for name, html in shown.items():
            page.set_content(html)
            for width in widths:
                page.set_viewport_size({"width": width, "height": 800})
                findings = page.evaluate(FINDINGS)
                assert findings.pop("texts") > 5
                fine = {"faint": [], "outside": [], "clipped": [], "overlapping": [], "scrolls": False}
                assert findings == fine, (name, width, bool(photo))
        page.close()
    assert asked == {PICTURE}


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
