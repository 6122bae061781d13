"""An issue goes out by itself: the program mends what it can, leaves out what it cannot, and holds the rest for a person."""

import json
import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from commands import Ran, Run

from digest.collect import collect
from digest.models import Source

CONFIG = """
[newsletter]
name = "Harbour Morning"
from = "Harbour Morning <morning@harbour.example>"
{newsletter}

[schedule]
timezone = "UTC"
time = "07:00"

[delivery]
transport = "eml"

[operator]
email = "desk@harbour.example"
{more}
"""
ONE_READER = 'to = "reader@harbour.example"\napprove = "auto"'
A_LIST = 'approve = "auto"'
FERRY = (
    "The ferry to Long Spit sails again on Friday after nine weeks in dry dock at Port Ash. Its owner said that"
    " the new engine had been tried on two nights. Tickets cost what they cost last year, and bicycles travel free."
)
BRIDGE = (
    "The swing bridge at Customs Quay stays shut until March, the council of Port Ash decided on Monday. Divers found"
    " that four of its piles are worn through. A bus will run round the harbour every quarter of an hour."
)
FAIR = (
    "The summer fair moves to the meadow behind the station, its committee announced. Forty stalls have been let, and"
    " the brass band of Mill Lane plays on both evenings. Whoever bakes may enter the pie contest until Wednesday."
)
EELS = (
    "Eels are back in the Ash for the first time in thirty years, the river keepers reported. They counted two hundred"
    " young ones below the old weir. A ladder for them was built of brushwood in spring."
)


def item(title: str, url: str, text: str, day: str = "2026-03-02T05:00:00Z", **more: object) -> dict[str, object]:
    return {"id": f"{url}#{title[:40]}", "url": url, "title": title, "content_text": text, "date_published": day} | more


@pytest.fixture
def at(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    def command(moment: object, *arguments: object) -> Ran:
        monkeypatch.setenv("DIGEST_NOW", f"2026-03-{moment}Z")
        return run(*arguments)

    return command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def configure(folder: Path, newsletter: str, more: str = "", feeds: tuple[str, ...] = ("site", "planet")) -> None:
    tables = "".join(f'\n[[source]]\nname = "{name.title()}"\npath = "{name}.json"\n' for name in feeds)
    (folder / "digest.toml").write_text(CONFIG.format(newsletter=newsletter, more=more) + tables)


def feed(folder: Path, name: str, *items: dict[str, object], **more: object) -> None:
    body = {"version": "https://jsonfeed.org/version/1.1", "title": name.title(), "items": items} | more
    (folder / f"{name}.json").write_text(json.dumps(body))


def mails(folder: Path, to: str = "reader@harbour.example") -> list[EmailMessage]:
    found = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in sorted(folder.glob("mail/*"))]
    return [mail for mail in found if mail["To"] == to]


def data(run: Run, number: int = 1) -> Any:
    return json.loads(run("show", number, "--format", "json").out)


def titles(run: Run, number: int = 1) -> list[str]:
    return [story["title"] for section in data(run, number)["sections"] for story in section["stories"]]


def why(run: Run, number: int = 1) -> dict[str, str]:
    found = json.loads(run("why", number, "--json").out)
    return {each["title"]: each["reason"] for each in found if each["place"] is None}


def test_an_item_that_two_feeds_link_to_goes_out_and_is_not_named_beside_itself(
    folder: Path, at: Run, run: Run
) -> None:
    configure(folder, ONE_READER)
    url = "https://town.example/ferry"
    feed(folder, "site", item("The ferry sails again", url, FERRY))
    feed(folder, "planet", item("The ferry sails again (Town)", "http://www.town.example/ferry/?utm_source=p", FERRY))
    ran = at("02T07:05", "run")
    assert (ran.code, ran.err, len(mails(folder))) == (0, "", 1)
    for format in ("html", "text", "markdown"):
        assert "Also in" not in run("show", 1, "--format", format).out
    assert [story["also"] for section in data(run)["sections"] for story in section["stories"]] == [[]]
    assert run("proof").code == 0


def test_a_link_of_another_feed_under_other_words_gives_its_place_to_the_story_itself(
    folder: Path, at: Run, run: Run
) -> None:
    configure(folder, ONE_READER, "[issue]\nstories = 2\nbrief = 3", feeds=("site", "planet", "club"))
    url = "https://town.example/ferry"
    feed(
        folder,
        "site",
        item("The ferry sails again", url, FERRY),
        item("Bridge is shut", "https://town.example/b", BRIDGE),
    )
    feed(folder, "planet", item("Ask us anything about boats", f"{url}?fbclid=1", "Comments"), item("Eels", "https://eel.example/1", EELS))  # fmt: skip
    assert at("02T07:05", "run").code == 0
    printed = titles(run) + [each["title"] for each in data(run)["brief"]]
    assert sorted(printed) == ["Bridge is shut", "Eels", "The ferry sails again"]
    # The next day too: its link was told.
    feed(folder, "club", item("More about boats", f"{url}?ref=hn", "Comments and points", "2026-03-03T05:00:00Z"))
    feed(folder, "site", item("Fair", "https://town.example/fair", FAIR, "2026-03-03T05:00:00Z"))  # fmt: skip
    assert at("03T07:05", "run").code == 0
    assert why(run, 2)["More about boats"] == "its link was told in No. 1"


def test_of_two_stories_that_say_the_same_sentence_the_lower_one_is_left_out_with_its_reason(
    folder: Path, at: Run, run: Run
) -> None:
    configure(folder, ONE_READER)
    shared = "The council of Port Ash will meet on Thursday evening to vote on the budget for the whole harbour."
    feed(folder, "site", item("Bridge is shut", "https://town.example/bridge", f"{shared} {BRIDGE}"))
    feed(folder, "planet", item("Eels are back", "https://river.example/eels", shared, "2026-03-02T01:00:00Z"))
    assert at("02T07:05", "run").code == 0
    assert titles(run) == ["Bridge is shut"]
    assert len(mails(folder)) == 1
    assert re.match("says the same as|on the same event as|an excerpt of", why(run)["Eels are back"])


ENDLESS = "Harbour news without an end " * 4000


def roads(folder: Path) -> None:
    """An article with lines that do not end, on every road into the store."""
    names: Any = {"authors": [{"name": ENDLESS}], "tags": [ENDLESS]}
    feed(folder, "feed", item(ENDLESS, f"https://a.example/{'a' * 100_000}", FERRY, **names), title=ENDLESS)
    (folder / "feed.rss").write_text(
        f"<rss version='2.0'><channel><title>{ENDLESS}</title><item><title>{'x' * 100_000}</title><author>{ENDLESS}</author>"
        f"<category>{ENDLESS}</category><link>https://b.example/2</link><description>{FERRY}</description></item></channel></rss>"
    )
    (folder / "a.md").write_text(f"---\ntitle: {ENDLESS}\nauthor: {ENDLESS}\nsection: {ENDLESS}\n---\n{FERRY}")
    (folder / "b.html").write_text(
        f"<html><head><title>{ENDLESS}</title><meta name='author' content='{'Ana ' * 9000}'></head><body><article>"
        f"<h1>{ENDLESS}</h1><p>{FERRY}</p><p>{BRIDGE}</p></article></body></html>"
    )
    (folder / "c.txt").write_text(f"{ENDLESS}\n\n{FERRY}\n")


def test_a_line_without_end_is_cut_at_a_words_end_on_every_road(folder: Path) -> None:
    roads(folder)
    found = [
        article
        for name in ("feed.json", "feed.rss", "a.md", "b.html", "c.txt")
        for article in collect(
            [Source(name="x", location=name)], folder, UTC, datetime(2026, 11, 30, tzinfo=UTC)
        ).articles
    ]
    assert len(found) == 5 and all("Long Spit" in article.text for article in found)
    for article in found:
        assert 0 < len(article.title) <= 300 and len(article.url) <= 2048
        lines = [article.title, article.byline, article.site, article.section, *article.categories]
        cut_lines = [line for line in lines if line and line.startswith("Harbour")]
        assert [line for line in cut_lines if not re.fullmatch(r"(Harbour|news|without|an|end| )+…", line)] == []
        assert all(len(line) <= 200 for line in lines[1:] if line)
    assert found[1].title == "x" * 299 + "…"


def test_an_entry_with_a_headline_of_a_hundred_thousand_letters_keeps_no_issue_back(
    folder: Path, at: Run, run: Run
) -> None:
    configure(folder, ONE_READER)
    feed(folder, "site", item("The ferry sails again", "https://town.example/ferry", FERRY))
    feed(
        folder, "planet", item(ENDLESS, "https://a.example/1", BRIDGE), item("x" * 100_000, "https://a.example/2", EELS)
    )
    assert at("02T07:05", "run").code == 0
    assert len(titles(run)) == 3 and len(mails(folder)) == 1


PRIVATE = ("http://127.0.0.1:8100/wp", "https://printer/news", "http://[::1]/x", "http://10.0.0.7/a", "http://127.1/b", "http://2130706433/", "https://wiki.lan/p")  # fmt: skip


@pytest.mark.parametrize("url", PRIVATE)
def test_a_link_into_a_network_is_left_out_and_the_others_go_out_and_the_operator_is_told(
    folder: Path, at: Run, run: Run, url: str
) -> None:
    configure(folder, A_LIST, '[web]\npublic_url = "https://news.harbour.example"')
    run("subscribers", "add", "ana@harbour.example")
    feed(folder, "site", item("The ferry sails again", "https://town.example/ferry", FERRY))
    feed(folder, "planet", item("Router menu", url, BRIDGE), item("Ferry, seen from inside", url + "f", FERRY))
    ran = at("02T07:05", "run")
    assert (ran.code, len(mails(folder, "ana@harbour.example"))) == (0, 1)
    assert titles(run) == ["The ferry sails again"]
    reason = why(run)["Router menu"]
    assert re.fullmatch(r"its link leads to \S+, inside a private network", reason)
    (told,) = mails(folder, "desk@harbour.example")
    body = told.get_content()
    assert "2 articles" in told["Subject"] and reason in body.replace("\n      ", " ")
    assert at("02T07:15", "status").code == 0


def test_the_one_reader_of_a_network_may_follow_links_into_it_where_allow_says_so(
    folder: Path, at: Run, run: Run
) -> None:
    configure(folder, ONE_READER, '[fetch]\nallow = ["127.0.0.0/8", "printer"]')
    feed(folder, "site", item("The ferry sails again", "http://127.0.0.1:8100/ferry", FERRY))
    feed(folder, "planet", item("Bridge", "https://printer/bridge", BRIDGE), item("Eels", "http://10.0.0.7/", EELS))
    assert at("02T07:05", "run").code == 0
    assert sorted(titles(run)) == ["Bridge", "The ferry sails again"]
    proof = run("proof")
    assert proof.code == 0
    assert "warning  links        2 links lead into your own network, first" in proof.out


def test_what_a_person_must_decide_holds_the_issue_and_the_operator_gets_each_fault_once_with_what_to_do(
    folder: Path, at: Run, run: Run
) -> None:
    configure(folder, ONE_READER + '\nintro = "intro.md"', feeds=("site",))
    (folder / "intro.md").write_text("".join(f"[One](http://10.0.0.{n}/x) " for n in range(1, 16)))
    feed(folder, "site", item("The ferry sails again", "http://town.example/ferry", FERRY))
    ran = at("02T07:05", "run")
    assert (ran.code, mails(folder)) == (65, [])
    wrong = "15 links lead into a private network, first http://10.0.0.1/x"
    ways = (
        "Mend what is said above, and the next run goes on with it. See it: digest proof 1",
        "If it may go out as it is: digest approve 1, and the next run sends it",
    )
    assert f"error links {wrong} → take it out" in " ".join(ran.out.split())
    assert ran.err == f"digest: held: {'. '.join(ways)}\n"
    status = at("02T07:06", "status")
    assert status.out.splitlines()[-1] == f"! held: issue 1 is held by its proof: {wrong}"
    (told,) = mails(folder, "desk@harbour.example")
    assert told["Subject"] == f"[digest] Harbour Morning: issue 1 is held by its proof: {wrong}"
    mend = (
        "take it out of the intro or the template, or drop the story with `digest edit`; if you alone read this, name"
        " its host or network in allow under [fetch]"
    )
    assert told.get_content().replace("\r\n", "\n") == "\n".join(
        [
            f"- issue 1 is held by its proof: {wrong}",
            f"    error: {wrong}",
            f"      → {mend}",
            "    warning: the link “The ferry sails again” to http://town.example/ferry is not https",
            "      → use https where the site has it",
            *(f"    {way}" for way in ways),
            "",
            "More: digest status",
            "",
        ]
    )
    # Both ways on can be followed.
    assert "approved in spite of this: 15 links lead into a private network" in at("02T07:10", "approve", 1).err
    assert at("02T07:15", "run").code == 0
    assert len(mails(folder)) == 1


def test_what_keeps_an_issue_from_its_readers_and_is_mended_lets_it_go_out_with_the_next_run(
    folder: Path, at: Run, run: Run
) -> None:
    configure(folder, A_LIST, feeds=("site",))
    run("subscribers", "add", "ana@harbour.example")
    feed(folder, "site", item("The ferry sails again", "https://town.example/ferry", FERRY))
    refused = at("02T07:05", "run")
    assert refused.code == 78 and "goes to a list and has no way to unsubscribe: set public_url" in refused.err
    configure(folder, A_LIST, '[web]\npublic_url = "https://news.harbour.example"', feeds=("site",))
    assert at("02T07:15", "run").code == 0
    assert len(mails(folder, "ana@harbour.example")) == 1


def test_a_draft_of_before_its_slot_is_made_anew_with_its_window_when_it_is_due_and_an_edited_one_keeps_its_stories(
    folder: Path, at: Run, run: Run
) -> None:
    manual = 'approve = "manual"'
    configure(folder, manual, feeds=("site",))
    feed(folder, "site", item("Old news of the fair", "https://town.example/fair", FAIR, "2026-02-25T05:00:00Z"))
    at("01T18:00", "build", "--date", "2026-03-02", "--since", "7d")
    assert titles(run) == ["Old news of the fair"]
    configure(folder, manual, '[web]\npublic_url = "https://news.harbour.example"')
    run("subscribers", "add", "ana@harbour.example")
    feed(folder, "site", item("The ferry sails again", "https://town.example/ferry", FERRY))
    feed(folder, "planet", item("Eels are back", "https://river.example/eels", EELS))
    refused = at("01T19:00", "approve", 1)
    assert refused.code == 65
    assert "`digest build --date 2026-03-02 --since 2026-02-23T07:00:00+00:00`" in refused.err
    assert "3 stories" in at("02T07:05", "run").out
    three = ["Eels are back", "Old news of the fair", "The ferry sails again"]
    assert sorted(titles(run)) == three
    # From then on it is left alone, until somebody edits it and the settings change again.
    feed(folder, "planet", item("Bridge is shut", "https://town.example/bridge", BRIDGE))
    assert at("02T07:15", "run").out == "Issue 1 waits for approval: digest show 1, then digest approve 1.\n"
    (folder / "mine.toml").write_text(run("edit", "--print").out.replace('"Eels are back"', '"Eels, at last"'))
    assert at("02T07:20", "edit", "--file", "mine.toml").code == 0
    configure(folder, manual, '[web]\npublic_url = "https://elsewhere.harbour.example"', feeds=("planet",))
    at("02T07:25", "run")
    assert sorted(titles(run)) == three
    assert "Eels, at last" in run("show").out and "https://elsewhere.harbour.example/u/" in run("show").out
    assert at("02T07:30", "approve", 1).code == 0
    assert at("02T07:35", "run").code == 0
    assert len(mails(folder, "ana@harbour.example")) == 1


def test_after_weeks_without_an_issue_the_next_one_makes_up_for_a_week_and_says_what_fell_out(
    folder: Path, at: Run, run: Run
) -> None:
    entries = []
    for day, text, approve in ((1, FERRY, "auto"), (4, EELS, "manual"), (10, FAIR, "manual"), (17, BRIDGE, "auto")):
        configure(folder, ONE_READER.replace("auto", approve), feeds=("site",))
        entries.append(item(f"News of {day}", f"https://town.example/{day}", text, f"2026-03-{day:02d}T23:00:00Z"))
        feed(folder, "site", *entries)
        assert at(f"{day + 1:02d}T07:05", "run").code == 0
    assert len(mails(folder)) == 2
    assert [sorted(titles(run, number)) for number in (1, 2, 3, 4)] == [
        ["News of 1"], ["News of 4"], ["News of 10", "News of 4"], ["News of 17"],
    ]  # fmt: skip
    reason = "too old: no issue went out in time for it"
    assert why(run, 4) == {"News of 4": reason, "News of 10": reason}
    told = mails(folder, "desk@harbour.example")
    bodies = [body for mail in told if "issue 4" in (body := mail.get_content().replace("\r\n", "\n"))]
    assert bodies == [
        f"- issue 4 left out 2 articles, first “News of 10” (Site): {reason}\n"
        f"    News of 10 (Site): {reason}\n    News of 4 (Site): {reason}\n\nMore: digest status\n"
    ]
