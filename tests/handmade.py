"""One issue that holds every difficulty."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from digest.models import PLACEHOLDER, Article, Correction, Issue, LeftOut, Section, Sentence, Story, Summary, Window


def handmade_issue() -> Issue:
    slot = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    return Issue(
        newsletter="morning",
        name="The Quay & Morning",
        number=12,
        slot=slot,
        timezone="Europe/London",
        language="en",
        window=Window(slot - timedelta(days=3), slot),
        tagline="What happened, in five minutes",
        intro=INTRO,
        unsubscribe=f"https://quay.example/u/{PLACEHOLDER}",
        sections=(
            Section(
                "Top stories",
                (replace(tram(slot), note="We asked the <council> for a *map*."), hostile(slot), long_headline(slot)),
            ),
            Section("World *and* <more>", (arabic(slot), chinese(slot))),
            Section("In brief", (headline_only(), undated_file())),
        ),
        corrections=(Correction(11, slot - timedelta(days=3), "The *tram* costs 90 million,\nnot <b>19</b>."),),
        left_out=(LeftOut("https://quay.example/old", "Old news", "The Quay", "printed in No. 11"),),
    )


INTRO = """\
Good morning. The tram, **at last**: see our [timeline](https://quay.example/tram?from=2024&to=2026).

- one <script>alert(1)</script> thing
- another [thing](javascript:alert(1))

> We will be back tomorrow.
"""


def story(article: Article, *sentences: str, also: tuple[Article, ...] = ()) -> Story:
    places = [(sentence, article.text.index(sentence)) for sentence in sentences]
    return Story(article, Summary(tuple(Sentence(text, at, at + len(text)) for text, at in places)), also)


def tram(slot: datetime) -> Story:
    first = "The council voted 31 to 14 late on Sunday to build a tram line from the old harbour to the university."
    last = "“We have argued about this line for longer than it will take to build it,” said Mirela Costin."
    article = Article(
        url="https://quay.example/tram?a=1&b=2",
        title="Council approves the harbour tram",
        text=f"{first}\n\n{'It was a long night. ' * 120}\n\n{last}",
        published_at=slot - timedelta(minutes=78),
        byline="Ana Ruiz",
        source="The Quay",
        language="en",
    )
    also = (
        Article(url="https://gazette.example/tram", title="Tram approved", text="", source="Coast Gazette"),
        Article(url="https://gazette.example/more", title="More on the tram", text="", source="Coast Gazette"),
        Article(url="notes/tram.md", title="Tram", text="", source="Our notes"),
        Article(url="https://www.nord.example/tram", title="Trikken", text=""),
    )
    return story(article, first, last, also=also)


def hostile(slot: datetime) -> Story:
    sentences = (
        "1. It's <b>not</b> a list & not a link: http://evil.example.\x1b[31m",
        "- Nor *this*, nor `that`, nor #5.",
    )
    article = Article(
        url="javascript:alert(1)",
        title='<script>alert(1)</script> & [x](javascript:alert(1)) "quoted"\r\nBcc: everyone@example.org',
        text="\n\n".join(sentences),
        published_at=slot - timedelta(days=1),
        byline="<i>Mallory</i> | _M_",
        source="[Evil](https://evil.example)",
    )
    return story(article, *sentences)


def long_headline(slot: datetime) -> Story:
    words = "A headline of two hundred characters with a word that no line of a telephone can hold: "
    title = (
        words + "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft, again and " * 2
    )[:200]
    text = "It is long, and yet it is printed whole."
    article = Article(
        url="https://quay.example/long",
        title=title,
        text=text,
        published_at=slot - timedelta(hours=30),
        byline="A, B and C",
        source="The Quay",
        language="en",
    )
    return story(article, text)


def arabic(slot: datetime) -> Story:
    text = "وافق المجلس على بناء خط الترام بعد عامين من الجدل. سيبدأ العمل في أبريل."
    article = Article(
        url="https://sahifa.example/tram",
        title="المجلس يوافق على ترام الميناء",
        text=text,
        published_at=slot - timedelta(hours=2),
        byline="ليلى حداد",
        source="صحيفة الميناء",
        language="ar",
    )
    return story(article, "وافق المجلس على بناء خط الترام بعد عامين من الجدل.", "سيبدأ العمل في أبريل.")


def chinese(slot: datetime) -> Story:
    text = (
        "市议会周日深夜以三十一票对十四票通过了从老港口到大学的有轨电车线路，"
        "结束了一场比两任市长还要长久的争论。"
        "工程将于明年四月开始，首批电车预计在二〇二九年秋天运行。"
    )
    article = Article(
        url="https://ribao.example/dianche",
        title="市议会批准港口有轨电车",
        text=text * 12,
        published_at=slot - timedelta(hours=4),
        source="港口日报",
        language="zh-Hans",
    )
    return story(article, *(f"{sentence}。" for sentence in text.split("。")[:2]))


def headline_only() -> Story:
    article = Article(url="https://quay.example/cranes", title="Harbour cranes go quiet", text="", source="The Quay")
    return Story(article, Summary(()))


def undated_file() -> Story:
    text = "The eels are back."
    return story(Article(url="file:///srv/notes/eels.md", title="A note on eels", text=text, source="Our notes"), text)
