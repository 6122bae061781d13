"""A weekly newsletter of the week's leads beside the daily one: one configuration, one database, one tick."""

import contextlib
import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from commands import Ran, Run
from deliver.relay import Mailroom, serving
from served import NOW, served

from digest.cli import main
from digest.config import load
from digest.models import Issue, Look
from digest.pipeline.proofing import proof_issue
from digest.proof import holds
from digest.store import issues, open_store
from digest.store.subscribers import enrol
from digest.web import Newsletter

WEEKLY = ("-c", "digest.toml#weekly")
DAYS = ("2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06")  # from a Monday
CONFIG = """
[newsletter]
name = "The Morning"
from = "The Morning <morning@example.org>"
approve = "auto"

[weekly]
name = "The Week"
day = "sat"
time = "08:00"

[schedule]
timezone = "Europe/London"
time = "07:00"

[delivery]
host = "127.0.0.1"
port = {port}
security = "none"
retry_for = 0
connections = 1

[web]
public_url = "https://news.example.org"

[[source]]
name = "Desk"
path = "news"
section = "News"

[[source]]
name = "Town Desk"
path = "town"
section = "Town"
"""


@dataclass
class Slow(Mailroom):
    """Takes its time over each mail."""

    pause: float = 0
    order: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        reply = await Mailroom.handle_DATA(self, server, session, envelope)
        self.order.append(envelope.rcpt_tos[0])
        time.sleep(self.pause)
        return reply


@pytest.fixture
def room() -> Slow:
    return Slow()


@pytest.fixture
def newsletter(tmp_path: Path, room: Slow, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Two lists: Ana reads both, Ben the daily one and Eva the weekly one."""
    folder = tmp_path / "n"
    for name in ("news", "town"):
        (folder / name).mkdir(parents=True)
    monkeypatch.chdir(folder)
    with serving(room) as port:
        (folder / "digest.toml").write_text(CONFIG.format(port=port))
        yield folder


@pytest.fixture(scope="module")
def a_week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a newsroom, and its mails, after its five daily issues."""
    folder = tmp_path_factory.mktemp("week") / "n"
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()):
        for name in ("news", "town"):
            (folder / name).mkdir(parents=True)
        patch.chdir(folder)
        room = Slow()
        with serving(room) as port:
            (folder / "digest.toml").write_text(CONFIG.format(port=port))
            command = in_process(patch)
            subscribe(command)

            def at(moment: str, *arguments: object) -> Ran:
                patch.setenv("DIGEST_NOW", f"{moment}+00:00")
                return command(*arguments)

            live(folder, at)
        assert mails(room) == {("ana", "The Morning"): 5, ("ben", "The Morning"): 5}
    return folder


@pytest.fixture
def week(a_week: Path, newsletter: Path) -> Path:
    """A copy of it, whose mail goes to this test's relay."""
    config = (newsletter / "digest.toml").read_text()
    shutil.copytree(a_week, newsletter, dirs_exist_ok=True)
    (newsletter / "digest.toml").write_text(config)
    return newsletter


def in_process(patch: pytest.MonkeyPatch) -> Run:
    def command(*arguments: object) -> Ran:
        patch.setattr(sys, "argv", ["digest", *map(str, arguments)])
        with contextlib.suppress(SystemExit):
            main()
        return Ran(0, "", "")

    return command


@pytest.fixture
def at(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    def command(moment: str, *arguments: object) -> Ran:
        monkeypatch.setenv("DIGEST_NOW", f"{moment}+00:00")
        return run(*arguments)

    return command


def subscribe(run: Run) -> None:
    for name in ("ana", "ben"):
        run("subscribers", "add", f"{name}@example.org")
    for name in ("ana", "eva"):
        run("subscribers", "add", f"{name}@example.org", *WEEKLY)


def sentence(dice: random.Random, own: list[str]) -> str:
    word = "".join(dice.choices("bdfgklmnprstvz", k=1)) + "".join(dice.choices("aeiou", k=4))
    return (
        f"The {own[0]} of {own[1].capitalize()} brought {own[2]} and {word} to the {own[3]} near {own[4].capitalize()}."
    )


def words(dice: random.Random, count: int) -> list[str]:
    return ["".join(dice.choice("bdfgklmnprstvz") + dice.choice("aeiou") for _ in range(3)) for _ in range(count)]


def story(seed: int, length: int = 6) -> list[str]:
    dice = random.Random(seed)
    own = words(dice, 12)
    return [sentence(dice, dice.sample(own, 5)) for _ in range(length)]


def publish(folder: Path, name: str, title: str, moment: str, sentences: list[str]) -> None:
    slug = re.sub(r"\W+", "-", title.lower())
    text = "\n\n".join(sentences)
    head = f"title: {title}\nurl: https://desk.example/{slug}\ndate: {moment}+00:00"
    (folder / name / f"{slug}.md").write_text(f"---\n{head}\n---\n{text}\n")


def publish_day(folder: Path, number: int) -> None:
    """A long piece, which leads News, a short one behind it, and one of Town."""
    day = DAYS[number]
    publish(folder, "news", f"Lead {number}", f"{day}T05:00:00", story(number, 14))
    publish(folder, "news", f"Second {number}", f"{day}T04:00:00", story(100 + number, 2))
    publish(folder, "town", f"Town {number}", f"{day}T03:00:00", story(200 + number, 4))


def live(folder: Path, at: Run, days: tuple[int, ...] = (0, 1, 2, 3, 4)) -> None:
    """A week of daily issues; on the other days nothing runs."""
    for number in range(5):
        publish_day(folder, number)
        if number in days:
            assert at(f"{DAYS[number]}T07:05", "run").code == 0


def issue(which: str, number: int | None = None) -> Issue:
    store = open_store("digest.db")
    with store.read() as conn:
        found = issues.get(conn, which, number)
    store.close()
    assert found is not None
    return found


def titles(found: Issue) -> dict[str, list[str]]:
    return {section.title: sorted(each.title for each in section.stories) for section in found.sections}


def mails(room: Mailroom) -> Counter[tuple[str, str]]:
    """How many each reader got, by the newsletter's name in the subject."""
    read = ((mail.recipient, message_from_bytes(mail.body, policy=policy.default)["Subject"]) for mail in room.mails)
    return Counter((to.split("@")[0], re.split(r",| No\. ", subject)[0]) for to, subject in read)


def test_a_week_of_daily_issues_and_then_the_weekly_one_with_their_leads_word_for_word(
    week: Path, at: Run, run: Run, room: Slow
) -> None:
    assert at("2026-03-07T07:59", "run").out == "Nothing is due until Sat 7 Mar 2026, 08:00.\n"
    assert at("2026-03-07T08:05", "run").out == (
        "Issue 1 of The Week for Sat 7 Mar 2026, 08:00: 10 stories, 0 left out. Read it: digest show 1 -c digest.toml#weekly\n"
        "Issue 1 of The Week: 2 sent.\n"
    )
    weekly = issue("the-week")
    assert (weekly.slot.isoformat(), weekly.status, weekly.week) == (
        "2026-03-07T08:00:00+00:00", "sent", (1, 2, 3, 4, 5)
    )  # fmt: skip
    assert titles(weekly) == {
        "News": [f"Lead {number}" for number in range(5)],
        "Town": [f"Town {number}" for number in range(5)],
    }
    for told in weekly.stories:
        assert told.daily is not None
        daily = issue("the-morning", told.daily.number)
        printed = next(each for each in daily.stories if each.title == told.title)
        assert (told.summary, told.article, told.also) == (printed.summary, printed.article, printed.also)
        assert (told.daily.slot, told.daily.name) == (daily.slot, "The Morning")
        assert told.daily.url == f"https://news.example.org/issues/{daily.number}"
        for rendition in weekly.renditions:
            assert all(sentence.text in rendition.body for sentence in told.summary.sentences)
    text = weekly.body("text")
    assert "From The Morning, No. 1 of March 2" in text
    assert "https://news.example.org/the-week/issues/1" in text
    assert mails(room) == {("ana", "The Week"): 1, ("eva", "The Week"): 1}
    for moment in ("2026-03-07T08:15", "2026-03-08T20:00"):
        assert at(moment, "run").out == "Nothing is due until Mon 9 Mar 2026, 07:00.\n"


def test_the_weekly_issue_uses_up_nothing_of_the_daily_one(week: Path, at: Run, run: Run) -> None:
    before = dump()
    at("2026-03-07T08:05", "run")
    assert dump() == before
    publish(week, "news", "Monday again", "2026-03-09T05:00:00", story(77, 8))
    assert at("2026-03-09T07:05", "run").out.startswith("Issue 6 of The Morning for Mon 9 Mar 2026, 07:00: 1 story")


def dump() -> list[tuple[Any, ...]]:
    """What the daily week remembers: its articles, what is printed of them, what was told."""
    store = open_store("digest.db")
    with store.read() as conn:
        rows = [
            tuple(row)
            for query in (
                "SELECT * FROM articles ORDER BY id",
                "SELECT * FROM issue_articles ORDER BY 1, 2",
                "SELECT t.* FROM told t JOIN issues i ON i.id = t.issue_id JOIN newsletters n ON n.id = i.newsletter_id"
                " WHERE n.slug = 'the-morning' ORDER BY 1, 2",
            )
            for row in conn.exec_driver_sql(query)
        ]
    store.close()
    return rows


def test_a_day_that_failed_is_told_by_the_next_and_a_week_that_failed_too(newsletter: Path, at: Run, run: Run) -> None:
    subscribe(run)
    live(newsletter, at, days=(0, 1, 3, 4))
    publish(newsletter, "news", "Next", "2026-03-09T05:00:00", story(78, 8))
    assert at("2026-03-09T07:05", "run").code == 0  # for the first time since Friday: its Saturday is too late
    assert run("list", *WEEKLY).out == "There is no issue yet: run `digest build -c digest.toml#weekly`.\n"
    assert at("2026-03-14T08:05", "run").out.endswith("Issue 1 of The Week: 2 sent.\n")
    weekly = issue("the-week")
    # The first looks a week back; from then on each begins where the last that was sent ended.
    assert titles(weekly) == {"News": ["Next"]}
    for number, day in enumerate(("2026-03-16", "2026-03-23")):
        publish(newsletter, "news", f"After {number}", f"{day}T05:00:00", story(80 + number, 8))
        at(f"{day}T07:05", "run")
    at("2026-03-28T08:05", "run")
    assert titles(issue("the-week")) == {"News": ["After 0", "After 1"]}


def test_a_daily_issue_that_goes_out_after_its_week_was_told_is_in_the_next(
    newsletter: Path, at: Run, run: Run
) -> None:
    subscribe(run)
    live(newsletter, at, days=(0, 1, 2, 3))
    configure(newsletter, 'approve = "auto"', 'approve = "manual"')
    at(f"{DAYS[4]}T07:05", "run")
    configure(newsletter, 'name = "The Week"', 'name = "The Week"\napprove = "auto"')
    assert at("2026-03-07T08:05", "run").out.endswith("Issue 1 of The Week: 2 sent.\n")
    assert issue("the-week").week == (1, 2, 3, 4)
    at("2026-03-07T09:00", "approve", 5)
    at("2026-03-07T09:00", "send", 5)
    at("2026-03-14T08:05", "run")
    assert (issue("the-week").number, issue("the-week").week) == (2, (5,))
    assert titles(issue("the-week")) == {"News": ["Lead 4"], "Town": ["Town 4"]}


def configure(folder: Path, old: str, new: str) -> None:
    path = folder / "digest.toml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))


def test_what_went_on_is_told_once_as_the_newest_issue_told_it_and_withdrawn_issues_are_not(
    newsletter: Path, at: Run, run: Run
) -> None:
    subscribe(run)
    dice = random.Random(7)
    own = words(dice, 14)
    first = [sentence(dice, dice.sample(own, 5)) for _ in range(14)]
    new = [f"The {own[0]} of {own[1]} {' '.join(words(dice, 9))} and the council agreed." for _ in range(2)]
    title = f"{own[0].capitalize()} {own[1]} in {own[2].capitalize()} {own[3]}"
    publish(newsletter, "news", title, "2026-03-02T05:00:00", first)
    at("2026-03-02T07:05", "run")
    publish(newsletter, "news", f"{title} goes on", "2026-03-05T05:00:00", [*new, *first[:4]])
    at("2026-03-05T07:05", "run")
    (update,) = issue("the-morning", 2).stories
    assert update.update and update.update.number == 1
    publish(newsletter, "town", "Withdrawn", "2026-03-06T05:00:00", story(9))
    at("2026-03-06T06:00", "build", "--date", "2026-03-06")
    at("2026-03-06T06:01", "approve", 3)
    at("2026-03-06T06:02", "withdraw", 3)
    at("2026-03-07T08:05", "run")
    weekly = issue("the-week")
    assert [(each.title, each.summary, each.update) for each in weekly.stories] == [
        (f"{title} goes on", update.summary, update.update)
    ]
    assert [(each.title, each.reason) for each in weekly.left_out] == [(title, "went on in No. 2")]
    assert weekly.week == (1, 2)


def test_corrections_of_the_weeks_issues_are_printed_with_their_newsletters_name_once(
    week: Path, at: Run, run: Run
) -> None:
    run("correct", 2, "The council met on Tuesday.")
    at("2026-03-07T08:05", "run")
    weekly = issue("the-week")
    assert [(each.number, each.name, each.text) for each in weekly.corrections] == [
        (2, "The Morning", "The council met on Tuesday.")
    ]
    text = run("show", *WEEKLY).out
    assert "The Morning, No. 2 of March 3: The council met on Tuesday." in text
    publish(week, "news", "Monday", "2026-03-09T05:00:00", story(77, 8))
    at("2026-03-09T07:05", "run")
    assert [each.number for each in issue("the-morning").corrections] == [2]  # the daily readers are told too
    run("correct", 5, "It was Friday.")
    run("correct", 1, "The Week was wrong.", *WEEKLY)
    at("2026-03-14T08:05", "run")
    assert [(each.name, each.number, each.text) for each in issue("the-week").corrections] == [
        ("The Morning", 5, "It was Friday."),
        ("", 1, "The Week was wrong."),
    ]


def test_a_weekly_sending_that_was_killed_goes_on_and_mails_nobody_twice(
    newsletter: Path, at: Run, run: Run, room: Slow
) -> None:
    live(newsletter, at, days=())
    run("subscribers", "add", "daily@example.org")
    at(f"{DAYS[4]}T07:05", "run")
    readers = [f"reader{number}@example.org" for number in range(12)]
    (newsletter / "list.csv").write_text("\n".join(["address", *readers]))
    run("subscribers", "import", "list.csv", *WEEKLY)
    room.pause = 0.15
    command = [sys.executable, "-m", "digest", "run"]
    environment = os.environ | {"DIGEST_NOW": "2026-03-07T08:05+00:00"}
    sending = subprocess.Popen(command, env=environment, start_new_session=True)
    deadline = time.monotonic() + 20
    while len([to for to in room.order if to in readers]) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    sending.send_signal(signal.SIGKILL)
    sending.wait()
    room.pause = 0
    done = at("2026-03-07T08:15", "run")
    got = Counter(to for to in room.order if to in readers)
    assert set(got.values()) == {1}
    states = json.loads(at("2026-03-07T09:00", "status", "--json").out)["weekly"]["last"]["mail"]
    assert states["sent"] + states.get("unknown", 0) == 12
    assert len(got) >= states["sent"] >= 11, done
    assert Counter(to for to in room.order if to == "daily@example.org") == {"daily@example.org": 1}


def test_readers_of_the_daily_one_get_the_weekly_one_too_if_so_configured_and_who_left_it_stays_out(
    week: Path, at: Run, run: Run, room: Slow
) -> None:
    configure(week, 'day = "sat"', 'day = "sat"\nreaders = "same"')
    assert "subscribers  3" in run("status", *WEEKLY).out
    at("2026-03-07T08:05", "run")
    run("subscribers", "remove", "ana@example.org", *WEEKLY)
    assert run("subscribers", "remove", "ben@example.org").out == "b…@example.org left The Morning and The Week.\n"
    run("subscribers", "add", "new@example.org")
    publish(week, "news", "Monday", "2026-03-09T05:00:00", story(77, 8))
    at("2026-03-09T07:05", "run")
    at("2026-03-09T07:05", "build", "--date", "2026-03-14", *WEEKLY)
    at("2026-03-09T07:05", "approve", 2, *WEEKLY)
    assert "in 2 mails" in at("2026-03-09T07:05", "send", "--dry-run", *WEEKLY).out
    at("2026-03-14T08:05", "run")
    assert mails(room) == {
        ("ana", "The Week"): 1,
        ("ben", "The Week"): 1,
        ("eva", "The Week"): 2,
        ("new", "The Week"): 1,
        ("ana", "The Morning"): 1,
        ("new", "The Morning"): 1,
    }


def press(url: str, body: bytes) -> str:
    with urlopen(Request(url, data=body, method="POST")) as answer:
        return str(answer.read().decode())


def get(url: str) -> str:
    with urlopen(url) as answer:
        return str(answer.read().decode())


def test_the_page_of_one_leaves_only_that_one_unless_the_reader_presses_the_other_button(
    tmp_path: Path, handmade: Issue
) -> None:
    week = Newsletter("the-week", "The Week", "en", Look())
    with served(tmp_path, "The Morning", others=(week,)) as site:
        mine = {name: (site.token(f"{name}@example.org"), site.token(f"{name}@example.org", "the-week")) for name in ("a", "b", "c")}  # fmt: skip
        page = get(f"{site.url}/u/{mine['a'][0]}")
        assert re.findall(r"<button[^>]*>([^<]*)<", page) == [
            "Unsubscribe from The Morning", "Unsubscribe from The Morning + The Week"
        ]  # fmt: skip
        left = press(f"{site.url}/u/{mine['a'][0]}", b"List-Unsubscribe=One-Click")
        assert re.findall(r"<button[^>]*>([^<]*)<", left) == ["Unsubscribe from The Week"]
        press(f"{site.url}/the-week/u/{mine['b'][1]}", b"")
        press(f"{site.url}/u/{mine['c'][0]}", b"every=1")
        assert running(site) == {("a", "the-week"), ("b", "morning")}
        for token in mine["a"]:  # each below its own address only
            assert sum(answers(f"{site.url}{below}/u/{token}") for below in ("", "/the-week")) == 1
        site.put(handmade, "sent")
        assert "The Week</a>" in get(f"{site.url}/") and 'href="the-week/"' in get(f"{site.url}/")
        assert 'href="../"' in get(f"{site.url}/the-week") and "The Quay" not in get(f"{site.url}/the-week/")


def test_the_page_of_the_daily_one_leaves_the_weekly_one_that_came_with_it_and_says_so(tmp_path: Path) -> None:
    week = Newsletter("the-week", "The Week", "en", Look())
    with served(tmp_path, "The Morning", others=(week,)) as site:
        tokens = [site.token(f"{name}@example.org") for name in ("a", "b")]
        with site.store.write() as conn:
            enrol(conn, "the-week", "morning", "reads it", NOW)
        page = get(f"{site.url}/u/{tokens[0]}")
        assert re.findall(r"<button[^>]*>([^<]*)<", page) == ["Unsubscribe from The Morning + The Week"]
        press(f"{site.url}/u/{tokens[0]}", b"List-Unsubscribe=One-Click")
        press(f"{site.url}/u/{tokens[1]}", b"")
        assert running(site) == set()


def answers(url: str) -> bool:
    try:
        get(url)
    except OSError:
        return False
    return True


def running(site: Any) -> set[tuple[str, str]]:
    query = (
        "SELECT p.address, n.slug FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id"
        " JOIN newsletters n ON n.id = s.newsletter_id WHERE s.ended_at IS NULL"
    )
    with site.store.read() as conn:
        return {(row[0].split("@")[0], row[1]) for row in conn.exec_driver_sql(query)}


def test_mail_to_the_address_for_leaving_leaves_the_newsletter_that_its_token_names(
    week: Path, at: Run, run: Run, room: Slow
) -> None:
    configure(week, 'approve = "auto"', 'approve = "auto"\nunsubscribe_mailto = "leave@example.org"')
    at("2026-03-07T08:05", "run")
    ours = next(mail for mail in reversed(room.mails) if mail.recipient == "ana@example.org")
    links = message_from_bytes(ours.body, policy=policy.default)["List-Unsubscribe"]
    subject = re.search(r"subject=([^>]+)", links)
    assert subject and "/the-week/u/" in links
    (week / "box").write_text("")
    mail = f"From: ana@example.org\nTo: leave@example.org\nSubject: {subject[1].replace('%20', ' ')}\n\nPlease.\n"
    (week / "box").write_text(f"From ana@example.org Sat Mar  7 09:00:00 2026\n{mail}\n")
    assert "has left" in run("bounces", "box").out
    assert (states(run), states(run, *WEEKLY)) == (["ana", "ben"], ["eva"])
    plain = "From: ben@example.org\nTo: leave@example.org\nSubject: stop\n\nPlease.\n"
    plain = f"Authentication-Results: mx.example.org; dkim=pass header.d=example.org\n{plain}"
    (week / "box").write_text(f"From ben@example.org Sat Mar  7 09:00:00 2026\n{plain}\n")
    run("bounces", "box")
    assert (states(run), states(run, *WEEKLY)) == (["ana"], ["eva"])


def states(run: Run, *which: str) -> list[str]:
    return [line.split("@")[0] for line in run("subscribers", "list", *which).out.splitlines()]


def test_operators_see_both_newsletters(week: Path, at: Run, run: Run) -> None:
    at("2026-03-07T08:05", "run")
    shown = at("2026-03-07T09:00", "status")
    assert (shown.code, [line for line in shown.out.splitlines() if line.startswith(("The ", "last i", "subs"))]) == (
        0,
        [
            "The Morning",
            "last issue   No. 5 for Fri 6 Mar 2026, 07:00, sent to the last reader Fri 6 Mar 2026, 07:05",
            "subscribers  2",
            "The Week",
            "last issue   No. 1 for Sat 7 Mar 2026, 08:00, sent to the last reader Sat 7 Mar 2026, 08:05",
            "subscribers  2",
        ],
    )
    lines = at("2026-03-07T09:00", "metrics", "-").out.splitlines()
    assert [line for line in lines if line.startswith(("digest_issues", "# TYPE digest_issues"))] == [
        "# TYPE digest_issues gauge",
        'digest_issues{newsletter="the-morning",state="sent"} 5',
        'digest_issues{newsletter="the-week",state="sent"} 1',
    ]
    listed = run("list")
    assert (len(listed.out.splitlines()), listed.err) == (5, "Those of The Week: digest list -c digest.toml#weekly\n")
    assert run("list", *WEEKLY).out == "    1  Sat 7 Mar 2026, 08:00  sent       10 stories\n"
    assert run("show", *WEEKLY).out.startswith("The Week\n")
    assert run("proof", *WEEKLY).out.endswith("Issue 1, 10 stories: nothing to mend.\n")
    assert run("deliveries", "--state", "sent", *WEEKLY).out.count("sent") == 2
    assert "leads the issue" in run("why", *WEEKLY).out or "in News" in run("why", *WEEKLY).out
    shown = at("2026-03-07T09:00", "schedule", "show")
    assert shown.out.splitlines()[:5] == [
        f"{day} Mar 2026, 07:00" for day in ("Mon 9", "Tue 10", "Wed 11", "Thu 12", "Fri 13")
    ]
    at("2026-03-10T09:00", "schedule", "show")
    assert "Sat 14 Mar 2026, 08:00  The Week" in at("2026-03-10T09:00", "schedule", "show").out
    assert "run --quiet --config" in run("schedule", "install", "--cron", "--dry-run", *WEEKLY).out
    assert "#weekly" not in run("schedule", "install", "--cron", "--dry-run", *WEEKLY).out
    assert "The Morning and The Week" in run("schedule", "install", "--systemd", "--dry-run").out
    assert "the next issue of The Week is due 2026-03-14 08:00" in at("2026-03-07T09:00", "doctor").out
    assert run("config", "check").out == "digest.toml: The Morning and The Week, 2 sources: nothing to mend.\n"
    assert run("export", "out").code == 0
    assert (week / "out/the-week/issues/00001.html").exists()
    assert run("site", "www", "--url", "https://example.org/w", *WEEKLY).out.startswith("1 issue in www")


def test_one_newsletter_that_fails_does_not_keep_the_other_from_its_readers(
    week: Path, at: Run, run: Run, room: Slow
) -> None:
    (week / "digest.db-the-morning.sent").write_text("damaged")
    assert at("2026-03-07T07:30", "run").out == ""  # that the weekly one is not due yet is no news beside a failure
    ran = at("2026-03-07T08:05", "run")
    assert ran.code == 78 and "The Morning: " in ran.err
    assert "Issue 1 of The Week: 2 sent." in ran.out
    assert mails(room)[("eva", "The Week")] == 1


def test_pruning_leaves_the_weekly_issue_as_it_is(week: Path, at: Run, run: Run) -> None:
    at("2026-03-07T08:05", "run")
    before = issue("the-week")
    configure(week, "[web]", '[keep]\narticles = "1d"\ndeliveries = "1d"\n\n[web]')
    for number in range(5):
        for path in (week / "news", week / "town"):
            for file in path.glob(f"*-{number}.md"):
                file.unlink()
    assert at("2026-06-01T12:00", "prune").out.startswith("Emptied 15 articles, counted and removed 12 delivery lines")
    assert issue("the-week") == before
    assert mailed(run) == {"sent": 2}
    settings = load(Path("digest.toml#weekly"))
    store = open_store(settings.database_url)
    assert not holds(proof_issue(settings, store, before))
    store.close()
    assert at("2026-06-01T12:00", "build", "--date", "2026-03-14", *WEEKLY).out.startswith("Nothing new since")


def mailed(run: Run) -> dict[str, int]:
    found: dict[str, int] = json.loads(run("status", "--json", *WEEKLY).out)["last"]["mail"]
    return found


def test_counts_are_the_weeklys_own_and_say_what_had_no_room(week: Path, at: Run, run: Run) -> None:
    configure(week, 'day = "sat"', 'day = "sat"\nleads = 2\nper_section = 3\nstories = 5')
    at("2026-03-07T08:05", "run")
    weekly = issue("the-week")
    assert {title: len(found) for title, found in titles(weekly).items()} == {"News": 3, "Town": 2}
    assert Counter(each.reason for each in weekly.left_out) == {
        "over the 3 stories of its section": 2,
        "over the 5 stories of an issue": 8,
    }
    assert all(title.startswith("Lead") for title in titles(weekly)["News"])


def test_a_draft_of_the_week_is_edited_as_any_other_and_a_second_one_repeats_nothing(
    week: Path, at: Run, run: Run
) -> None:
    at("2026-03-07T07:30", "build", *WEEKLY)
    text = run("edit", "--print", *WEEKLY).out
    (week / "edited.toml").write_text(text.replace('headline = "Lead 2"', 'headline = "Better"'))
    assert run("edit", "--file", "edited.toml", *WEEKLY).out.endswith("digest show 1 -c digest.toml#weekly\n")
    at("2026-03-07T07:31", "approve", 1, *WEEKLY)
    assert at("2026-03-08T07:31", "build", *WEEKLY).out.startswith("Nothing new since")
    run("withdraw", 1, *WEEKLY)
    at("2026-03-07T07:32", "build", *WEEKLY)
    at("2026-03-08T07:31", "build", *WEEKLY)
    at("2026-03-08T07:32", "approve", 2, *WEEKLY)
    refused = at("2026-03-08T07:33", "approve", 3, *WEEKLY)
    assert refused.code == 65 and "issue 3 would repeat what issue 2 tells" in refused.err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "The Week"', 'name = "The Morning"', "[weekly] is known as 'the-morning', which is taken"),
        ('day = "sat"', 'dya = "sat"', "unknown key 'dya' in [weekly]: did you mean 'day'?"),
        ('day = "sat"', 'day = "sun"\nreaders = "same"\nto = "me@example.org"', "it goes to `to` alone"),
        ('day = "sat"', 'day = "saturday"', "'day' in [weekly]"),
    ],
)
def test_a_mistake_in_the_table_is_told_with_its_place(
    newsletter: Path, run: Run, old: str, new: str, said: str
) -> None:
    configure(newsletter, old, new)
    checked = run("config", "check")
    assert checked.code == 78 and said in checked.out
    assert re.match(r"digest\.toml:\d+:\d+: ", checked.out)


def test_a_newsletter_that_is_not_there_is_told_in_one_line(newsletter: Path, run: Run) -> None:
    path = newsletter / "digest.toml"
    path.write_text(re.sub(r"\[weekly\][^\[]*", "", path.read_text()))
    ran = run("list", *WEEKLY)
    assert (ran.code, ran.err) == (
        78,
        "digest: digest.toml#weekly: there is no newsletter 'weekly': add the table [weekly], and name it digest.toml#weekly\n",
    )
