"""What a feed prints in all its items is part of none of them: from the feed to the issue."""

import json
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
from commands import Run

from digest.collect.feeds import articles_of, parse_feed
from digest.compose.shared import own_text, own_words
from digest.models import Article

BEES = ("Why the bees left", "The last hive on the customs house roof is empty. Nobody knows where the swarm went.")
TAPS = ("A map of old taps", "Forty brass taps still stand in the streets of Pell. A plumber has drawn them all.")
BREAD = ("Bread at four", "The bakers of Quay Street begin in the dark. Their ovens are older than the bridge.")
CLOCK = ("The clock that stopped", "The town hall shows ten past two since Friday. A part must come from Jena.")
TOPICS = (BEES, TAPS, BREAD, CLOCK)

CHAPTERS = """{}

Support us on Patreon: https://patreon.example/harbour
Follow us on Instagram: https://pictures.example/harbour
Music by Kit Low.

0:00 Intro
1:2{} {}
9:00 Outro"""
ACAST = "Hosted on Acast. See acast.example/privacy for more information."
EPISODE = f"<p>{{}}</p><p>This episode was hosted by {{}} and produced by Rob Roe.</p><p>{ACAST}</p>"
PAYWALL = "{} Subscribe to continue reading. Already a subscriber? Log in. From £1 a week."
LETTER = """<p>You are reading issue 4{} of The Marl Letter, sent on {} November 2026.</p><p>{}</p>
<p>Buy me a coffee at ko-fi.example/marl if you like what you read.</p>"""
LINKED = """<table><tr><td> submitted by &#32; <a href="https://r.example/u/{0}"> /u/{0} </a> <br/> <span>
<a href="https://x.example">[link]</a></span> &#32; <span><a href="https://y.example">[comments]</a></span></td></tr></table>"""

FEEDS = {
    "Harbour TV": [
        (title, CHAPTERS.format(text, number, title.upper())) for number, (title, text) in enumerate(TOPICS)
    ],
    "The Harbour Podcast": [
        (f"Ep. 1{number}: {title}", EPISODE.format(text, host))
        for number, ((title, text), host) in enumerate(zip(TOPICS, ("Jo Day", "Al Fry", "Jo Day", "Kit Low"), strict=True))
    ],
    "The Courier": [(title, PAYWALL.format(text)) for title, text in TOPICS[:3]],
    "The Marl Letter": [
        (title, LETTER.format(number, number + 1, text)) for number, (title, text) in enumerate(TOPICS)
    ],
}  # fmt: skip


def rss(name: str, items: list[tuple[str, str]]) -> bytes:
    told = "".join(
        f"<item><title>{escape(title)}</title><link>https://x.example/{name.split()[-1]}/{number}?utm_source=rss</link>"
        f"<pubDate>Mon, 23 Nov 2026 0{number}:15:00 GMT</pubDate><description>{escape(html)}</description></item>"
        for number, (title, html) in enumerate(items)
    )
    return f'<rss version="2.0"><channel><title>{escape(name)}</title>{told}</channel></rss>'.encode()


def feed(name: str, items: list[tuple[str, str]]) -> list[Article]:
    found = articles_of(parse_feed(rss(name, items), "https://x.example/feed"))
    return [replace(article, source=name.casefold()) for article in found]


def own(articles: list[Article], earlier: list[Article] | None = None) -> list[str]:
    found = own_words(articles, earlier or [])
    assert [each.text for each in found] == [each.text for each in articles]
    return [own_text(each).replace("\n\n", " ") for each in found]


@pytest.mark.parametrize("name", FEEDS)
def test_what_unrelated_items_of_a_feed_share_is_none_of_their_own_words(name: str) -> None:
    articles = feed(name, FEEDS[name])
    chapters = [f" 1:2{n} {title.upper()}" if name == "Harbour TV" else "" for n, (title, _) in enumerate(TOPICS)]
    shown = [text + chapter for (_, text), chapter in zip(TOPICS, chapters, strict=True)][: len(articles)]
    assert own(articles) in (shown, [text for _, text in TOPICS][: len(articles)])


def test_two_items_are_enough_and_one_whose_feed_is_known_from_before() -> None:
    two = feed("The Marl Letter", FEEDS["The Marl Letter"][:2])
    assert [text.count("coffee") for text in own(two)] == [0, 0]
    *earlier, today = feed("The Marl Letter", FEEDS["The Marl Letter"])
    assert own([today], earlier) == [CLOCK[1]]
    assert own_words([today])[0] is today


def test_a_link_post_has_no_words_of_its_own_whoever_submitted_it() -> None:
    items = [
        (title, LINKED.format(user)) for (title, _), user in zip(TOPICS, ("bob", "ann99", "carl_x", "dee"), strict=True)
    ]
    assert own(feed("News", items)) == ["", "", "", ""]


def test_a_foot_that_follows_without_a_full_stop_is_cut_off() -> None:
    items = [(title, f"{text.split('.')[0]} {ACAST}") for title, text in TOPICS]
    assert own(feed("Pod", items)) == [text.split(".")[0] for _, text in TOPICS]


def test_items_on_one_event_keep_the_sentence_that_they_share() -> None:
    fire = "A fire broke out on the ferry Marl Star on Monday and killed two."
    items = [
        ("Ferry fire: what we know", f"{fire} The blaze began in the engine room of the Marl Star."),
        ("Ferry fire: captain questioned", f"{fire} Police questioned the captain of the Marl Star for three hours."),
        ("Ferry fire: smoke on deck", f"{fire} Passengers of the Marl Star saw smoke on deck before the alarm rang."),
    ]
    assert own(feed("Courier", items)) == [text for _, text in items]


def test_updates_of_one_report_and_a_round_up_of_others_keep_their_words() -> None:
    report = "The Marl Star sank on Monday. All forty aboard were saved by two boats. The owner said the ship was new."
    updates = [("UPDATE 1-Ferry sinks", report), ("UPDATE 2-Ferry sinks", f"{report} Divers will look for the wreck.")]
    assert own(feed("Wire", [*updates, BREAD])) == [*(text for _, text in updates), BREAD[1]]
    week = ("The week in Marl", " ".join(text for _, text in TOPICS))
    assert own(feed("Paper", [*TOPICS, week])) == [text for _, text in (*TOPICS, week)]


def test_the_figures_that_reports_open_with_are_news() -> None:
    items = [
        (
            "Miners lift shares",
            "The index closed 31 points higher at 7,410 on Monday. Copper rose after news from Chile.",
        ),
        ("Oil drags", "The index closed 12 points lower at 7,398 on Tuesday. Crude fell as tankers sailed again."),
        ("Banks gain", "The index closed 25 points higher at 7,423 on Wednesday. Lenders rose as rates held still."),
    ]
    assert own(feed("Markets", items)) == [text for _, text in items]


def test_an_issue_of_such_feeds_tells_each_thing_once_and_prints_nothing_that_they_share(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = [("", TAPS[1]), ("Photo", '<img src="https://x.example/fog.jpg">'), ("", "")]
    toml = """[newsletter]\nname = "N"\nfrom = "n@x.example"\nto = "me@x.example"\n[schedule]\ntimezone = "UTC"\n"""
    for name, items in {**FEEDS, "Notes": notes}.items():
        (tmp_path / f"{name}.rss").write_bytes(rss(name, items))
        toml += f'[[source]]\nname = "{name.split()[-1]}"\npath = "{name}.rss"\n'
    (tmp_path / "digest.toml").write_text(toml)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIGEST_NOW", "2026-11-23T07:05:00+00:00")
    assert run("build", "--date", "2026-11-23").code == 0
    issue = json.loads(run("show", "-f", "json").out)
    stories = [story for section in issue["sections"] for story in section["stories"]]
    told = {
        " ".join(sentence["text"] for sentence in story["sentences"]): sorted(
            (each["source"], each["title"]) for each in (story, *story["also"])
        )
        for story in stories
    }
    assert told == {
        text: sorted(
            [
                *((name, title) for name in ("Letter", "TV")),
                ("Podcast", f"Ep. 1{number}: {title}"),
                *([("Courier", title)] if number < 3 else []),
                *([("Notes", text.partition(". ")[0] + ".")] if number == 1 else []),
            ]
        )
        for number, (title, text) in enumerate(TOPICS)
    }
    assert {each["url"] for each in issue["left_out"] if "neither a headline" in each["reason"]} == {
        "https://x.example/Notes/1",
        "https://x.example/Notes/2",
    }
    assert "utm_" not in "".join(run("show", "-f", form).out for form in ("html", "text", "markdown", "json"))
