"""Links to sentences: what they say, and where a real browser goes with them."""

import threading
from collections.abc import Iterator
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from browsers import needs_browser

from digest.models import Article, Sentence
from digest.render.fragments import place
from digest.text.sentences import sentences

TRAM = (
    "The council voted late on Sunday to build a tram, after nine hours, two adjournments and one fainting fit.\n\n"
    "The council voted late on Sunday to build a tram — again, as the clerk had lost the first count of the votes.\n\n"
    "“Well-meant, but: 50% & rising,” said Ana.\n\n"
    "It rained. It rained. It rained."
)


def article(text: str, title: str = "A tram", url: str = "https://quay.example/tram") -> Article:
    return Article(url=url, title=title, text=text)


def link(of: Article, words: str, nth: int = 1) -> str:
    start = -1
    for _ in range(nth):
        start = of.text.index(words, start + 1)
    return place(of, Sentence(words, start, start + len(words))).removeprefix("https://quay.example/tram")


def test_a_sentence_is_found_by_its_first_four_words_and_its_last_three() -> None:
    first, second = TRAM.split("\n\n")[:2]
    assert link(article(TRAM), first) == "#:~:text=The%20council%20voted%20late,one%20fainting%20fit"
    assert link(article(TRAM), second) == (
        "#:~:text=The%20council%20voted%20late%20on%20Sunday%20to%20build%20a%20tram%20%E2%80%94%20again,of%20the%20votes"
    )


def test_a_short_sentence_is_written_whole_with_what_means_something_in_a_fragment_encoded() -> None:
    assert link(article(TRAM), "“Well-meant, but: 50% & rising,” said Ana.") == (
        "#:~:text=Well%2Dmeant%2C%20but%3A%2050%25%20%26%20rising%2C%E2%80%9D%20said%20Ana"
    )


def test_a_sentence_that_stood_there_before_is_known_by_what_goes_before_it() -> None:
    assert link(article(TRAM), "It rained.", 1) == "#:~:text=It%20rained"
    assert link(article(TRAM), "It rained.", 3) == "#:~:text=rained.%20It%20rained.-,It%20rained"


def test_where_no_spaces_end_a_word_a_clause_does() -> None:
    text = "市议会周日深夜通过了电车线路，结束了争论。工程将于明年四月开始。"
    assert link(article(text), "工程将于明年四月开始。") == (
        "#:~:text=%E5%B7%A5%E7%A8%8B%E5%B0%86%E4%BA%8E%E6%98%8E%E5%B9%B4%E5%9B%9B%E6%9C%88%E5%BC%80%E5%A7%8B"
    )


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("https://quay.example/t#top", "https://quay.example/t#top:~:text=It%20rained"),
        ("mailto:desk@quay.example", "mailto:desk@quay.example"),
        ("javascript:alert(1)", ""),
        ("notes/tram.md", ""),
    ],
)
def test_a_fragment_goes_behind_the_articles_own_and_only_where_there_is_a_page(url: str, printed: str) -> None:
    assert place(article("It rained.", url=url), Sentence("It rained.", 0, 10)) == printed


def test_what_the_text_does_not_hold_is_linked_to_the_whole_article() -> None:
    assert place(article(""), Sentence("It rained.", 0, 10)) == "https://quay.example/tram"
    assert place(article("It … — rained."), Sentence("… —", 3, 6)) == "https://quay.example/tram"


PAGES = {
    "english": (
        "A tram at last",
        [
            TRAM.split("\n\n")[0],
            "“We have argued for longer than it takes to build it,” said Mirela Costin, the mayor. Nobody disagreed. "
            "The line will cost 140 million and run, it is said, from the harbour’s old gate to the university.",
            TRAM.split("\n\n")[1],
            "The mayor’s office declined to comment. The line will cost 140 million and a good deal of patience.",
            "It rained. It rained. It rained. “It rained,” he said. “It rained,” she said.",
        ],
    ),
    "german": (
        "Der Rat stimmt zu",
        [
            "Der Rat hat am Sonntag für die Straßenbahn gestimmt. „Das ist gut“, sagte die Bürgermeisterin am Abend.",
            "Der Rat hat am Sonntag für die Straßenbahn gestimmt, so die Verwaltung, und zwar mit 31 zu 14 Stimmen.",
        ],
    ),
    "arabic": (
        "المجلس يوافق",
        [
            "وافق المجلس على بناء خط الترام بعد عامين من الجدل الطويل في المدينة.",
            "سيبدأ العمل في أبريل، كما قال رئيس البلدية.",
        ],
    ),
    "chinese": (
        "市议会批准港口有轨电车",
        [
            "市议会周日深夜以三十一票对十四票通过了从老港口到大学的有轨电车线路，结束了一场比两任市长还要长久的争论。",
            "工程将于明年四月开始，首批电车预计在二〇二九年秋天运行。",
        ],
    ),
    "japanese": (
        "市議会、路面電車を承認",
        ["市議会は日曜深夜、旧港と大学を結ぶ路面電車の建設を31対14で可決した。工事は来年四月に始まる。"],
    ),
}

FAR = "<p>Advertisement.</p><div style='height: 3000px'></div>"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The articles as a newspaper would print them: every paragraph a long way down."""
    folder = tmp_path_factory.mktemp("articles")
    for name, (title, paragraphs) in PAGES.items():
        body = FAR.join(
            f"<p>{escape(paragraph).replace('for the', '<a href=x>for</a> <b>the</b>').replace(' ', '  ', 3)}</p>"
            for paragraph in paragraphs
        )
        page = f"<!doctype html><meta charset=utf-8><title>{title}</title><h1>{title}</h1>{FAR}{body}{FAR}"
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


@needs_browser
@pytest.mark.parametrize("name", PAGES)
def test_a_browser_scrolls_to_every_sentence(browser: Any, site: str, name: str) -> None:
    title, paragraphs = PAGES[name]
    told = article("\n\n".join(paragraphs), title, f"{site}/{name}.html")
    page = browser.new_page(viewport={"width": 800, "height": 600})
    for start, end in sentences(told.text):
        words = told.text[start:end]
        page.goto("about:blank")
        page.goto(place(told, Sentence(words, start, end)))
        paragraph = told.text[:start].count("\n\n")
        page.wait_for_function("scrollY > 0", timeout=5000)
        box = page.locator("h1 ~ p:not(:has-text('Advertisement.'))").nth(paragraph).bounding_box()
        assert 0 <= box["y"] < 600, words
    page.close()
