"""It says when it does not run by itself: status, metrics, log lines, the operator's mail and the dead man's switch."""

import json
import shutil
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from commands import Ran, Run

from digest.desk import telling
from digest.desk.status import Concern
from digest.errors import TemporaryError

SEEDS = Path(__file__).parent.parent / "seeds"
FEEDLESS = '[[source]]\nname = "The Sampleford Courier"\npath = "courier.rss"\nsection = "Town"\n'


@pytest.fixture
def newsletter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "n"
    shutil.copytree(SEEDS, folder)
    configure(folder, 'approve = "auto"')
    monkeypatch.chdir(folder)
    return folder


def configure(folder: Path, in_newsletter: str, more: str = "") -> None:
    text = (SEEDS / "digest.toml").read_text().replace("[schedule]", f"{in_newsletter}\n\n[schedule]")
    (folder / "digest.toml").write_text(text + f'\n[delivery]\ntransport = "eml"\n{more}')


@pytest.fixture
def at(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    def command(moment: object, *arguments: object) -> Ran:
        monkeypatch.setenv("DIGEST_NOW", f"2012-10-{moment}+01:00")
        return run(*arguments)

    return command


def test_a_newsletter_that_does_as_it_should_has_a_quiet_status(newsletter: Path, at: Run) -> None:
    fresh = at("10T06:00", "status")
    assert (fresh.code, fresh.out.splitlines()[:2]) == (
        0,
        ["last issue   none yet", "next issue   Wed 10 Oct 2012, 07:00"],
    )
    assert at("10T07:00", "status").out.splitlines()[1:3] == [
        "due now      Wed 10 Oct 2012, 07:00: the next run goes on with it",
        "next issue   Thu 11 Oct 2012, 07:00",
    ]
    at("10T07:05", "run")
    shown = at("10T09:00", "status")
    assert shown.code == 0
    assert shown.out.splitlines() == [
        "last issue   No. 1 for Wed 10 Oct 2012, 07:00, sent to the last reader Wed 10 Oct 2012, 07:05",
        "mail         1 sent",
        "next issue   Thu 11 Oct 2012, 07:00",
        "collected    17 articles in the last day",
        "subscribers  1",
        "last run     Wed 10 Oct 2012, 07:05: well",
        "sources      4 of 4 are fine",
    ]


def test_an_issue_that_did_not_go_is_late_after_an_hour_and_says_why(newsletter: Path, at: Run) -> None:
    at("10T07:05", "run")
    configure(newsletter, 'approve = "auto"')
    (newsletter / "digest.toml").write_text((newsletter / "digest.toml").read_text().replace('"eml"', '"smtp"\nhost = "127.0.0.1"\nport = 1'))  # fmt: skip
    (newsletter / "articles" / "new.md").write_text(
        "---\ntitle: New\ndate: 2012-10-11T05:00:00+01:00\n---\nThe council met on Thursday.\n"
    )
    assert at("11T07:05", "run").code == 75
    assert at("11T07:30", "status").code == 0
    late = at("11T09:00", "status")
    assert late.code == 65
    line = late.out.splitlines()[-1]
    assert line.startswith("! stuck: issue 2 still has 1 mail to send: 127.0.0.1:1: no connection")


def test_a_slot_for_which_no_run_came_is_late(newsletter: Path, at: Run) -> None:
    at("10T07:05", "run")
    late = at("11T08:10", "status")
    assert (late.code, late.out.splitlines()[-1]) == (
        65,
        "! late: the issue for Thu 2012-10-11 07:00 did not go out, 70 minutes late",
    )


def test_a_draft_that_waits_is_no_finding_at_first_and_late_after_an_hour(newsletter: Path, at: Run) -> None:
    configure(newsletter, 'approve = "manual"')
    at("10T07:00", "run")
    assert at("10T07:00", "status").out.splitlines()[-1] == "! waiting: issue 1 for Wed 07:00 waits for approval"
    early, late = at("10T07:30", "status", "--json"), at("10T08:30", "status", "--json")
    assert (early.code, late.code) == (0, 65)
    found = json.loads(late.out)
    assert found["draft"] == {"issue": 1, "slot": "2012-10-10T07:00:00+01:00", "status": "draft"}
    (waiting,) = found["concerns"]
    details = waiting.pop("details")
    assert waiting == {
        "cause": "waiting", "text": "issue 1 for Wed 07:00 has waited for approval for 90 minutes", "is_late": True
    }  # fmt: skip
    assert details[1] == "2. Quillara’s president loses by 312 votes and takes the bus home (Sample Wire)"
    assert details[10:] == [
        "and 5 more",
        "Read it: digest show 1. Change it: digest edit 1",
        "If it may go out: digest approve 1, and the next run sends it",
    ]


def test_a_slot_without_news_is_not_late(newsletter: Path, at: Run) -> None:
    at("10T07:05", "run")
    at("11T07:05", "run")
    assert at("11T12:00", "status").code == 0


def test_counts_as_prometheus_text(newsletter: Path, at: Run) -> None:
    at("10T07:05", "run")
    assert at("10T09:00", "metrics", "digest.prom").code == 0
    lines = (newsletter / "digest.prom").read_text().splitlines()
    assert 'digest_issues{newsletter="the-sampleford-morning",state="sent"} 1' in lines
    assert 'digest_mails{newsletter="the-sampleford-morning",state="sent"} 1' in lines
    assert 'digest_next_slot_seconds{newsletter="the-sampleford-morning"} 1349935200' in lines
    assert 'digest_last_run_exit_code{newsletter="the-sampleford-morning"} 0' in lines
    assert at("10T09:00", "metrics", "-").out.splitlines() == lines


def test_log_lines_name_issue_and_source_and_no_address(newsletter: Path, at: Run) -> None:
    (newsletter / "courier.rss").write_text("<html></html>")
    ran = at("10T07:05", "run", "--log-format", "json")
    assert (ran.code, ran.out) == (0, "")
    lines = [json.loads(line) for line in ran.err.splitlines()]
    assert [(line["level"], line.get("issue"), line.get("source")) for line in lines] == [
        ("info", 1, None),
        ("warning", None, "The Sampleford Courier"),
        ("info", 1, None),
    ]
    assert lines[-1]["message"] == "Issue 1: 1 sent."
    configure(newsletter, 'approve = "auto"\nslug = "x"', "path = 'nobody@example.org'\nprot = 1")
    broken = at("10T07:05", "run", "--log-format", "text")
    assert (broken.code, broken.out, broken.err.count("\n")) == (78, "", 1)
    assert "error exit_code=78" in broken.err and "'prot'" in broken.err


def test_an_address_in_a_message_is_masked_in_a_log_line(capsys: pytest.CaptureFixture[str]) -> None:
    from digest.cli.log import Log, LogFormat

    with Log(LogFormat.text, quiet=False) as log:
        log.warn("the relay refused ana.ruiz@example.org", issue=3)
    assert capsys.readouterr().err.endswith("warning issue=3 the relay refused …@example.org\n")


def test_quiet_prints_only_when_the_run_fails(newsletter: Path, at: Run) -> None:
    (newsletter / "courier.rss").write_text("<html></html>")
    assert at("10T07:05", "run", "--quiet") == (0, "", "")
    (newsletter / "digest.toml").write_text((newsletter / "digest.toml").read_text().replace('"eml"', '"maildir"\npath = "intro.md"'))  # fmt: skip
    (newsletter / "articles" / "new.md").write_text(
        "---\ntitle: New\ndate: 2012-10-11T05:00:00+01:00\n---\nThe council met on Thursday.\n"
    )
    failed = at("11T07:05", "run", "--quiet")
    assert failed.code in (75, 78)
    assert failed.err.startswith("digest: ") and failed.err.count("\n") == 1


def mails_to_operator(folder: Path) -> list[str]:
    found = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in (folder / "mail").glob("*.eml")]
    return sorted(mail["Subject"] for mail in found if mail["To"] == "desk@example.org")


def test_the_operator_is_told_once_a_day_by_cause(newsletter: Path, at: Run) -> None:
    configure(newsletter, 'approve = "manual"', '[operator]\nemail = "desk@example.org"\n')
    told = "[digest] The Sampleford Morning: issue 1 for Wed 07:00 has waited for approval for 5 minutes"
    for moment in ("10T07:05", "10T07:15", "10T15:00"):
        at(moment, "run")
    assert mails_to_operator(newsletter) == [told]
    at("11T07:06", "run")
    assert len(mails_to_operator(newsletter)) == 2


def test_a_channel_that_fails_is_tried_again_and_no_other_says_it_twice(
    newsletter: Path, at: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[list[str]] = []

    def chat(_: object, concerns: Sequence[Concern], now: datetime) -> None:
        heard.append([each.cause for each in concerns])
        if now.minute < 25:
            raise TemporaryError("the chat is down")

    configure(
        newsletter, 'approve = "manual"', '[operator]\nemail = "desk@example.org"\nping = "http://127.0.0.1:1/"\n'
    )
    monkeypatch.setitem(telling.CHANNELS, "ping", chat)
    ends = [at(f"10T07:{minute}", "run", "--quiet") for minute in ("05", "15", "25", "35")]
    assert [ran.code for ran in ends] == [75, 75, 0, 0]
    assert ends[0].err.splitlines()[-1].startswith("digest: the operator could not be told: the chat is down")
    assert heard == [["waiting"], ["waiting"], ["waiting"]]
    assert len(mails_to_operator(newsletter)) == 1


def test_where_the_relay_fails_the_operators_own_way_is_taken_and_where_there_is_none_the_run_says_so(
    newsletter: Path, at: Run
) -> None:
    """A draft waits, which is no failure of the run itself."""
    broken = '"smtp"\nhost = "127.0.0.1"\nport = 1\n'
    tell = newsletter / "tell"
    tell.write_text('#!/bin/sh\ncat > "$0.$1"\n')

    def configured(operator: str) -> None:
        configure(newsletter, 'approve = "manual"', f'[operator]\nemail = "Desk <desk@example.org>"\n{operator}')
        path = newsletter / "digest.toml"
        path.write_text(path.read_text().replace('"eml"', broken))

    configured("")
    failed = at("10T07:05", "run", "--quiet")
    assert failed.code == 75
    assert failed.err.splitlines()[-1].startswith("digest: the operator could not be told: 127.0.0.1:1: no connection")
    assert "goes out until" not in failed.err
    configured('command = "./tell"\n')
    assert "; and by command in [operator]: ./tell does not run" in at("10T07:06", "run", "--quiet").err
    tell.chmod(0o755)
    for moment in ("10T07:07", "10T07:17"):
        assert at(moment, "run", "--quiet") == (0, "", "")
    mail = message_from_bytes((newsletter / "tell.desk@example.org").read_bytes(), policy=policy.default)
    assert (mail["To"], mail["From"]) == ("desk@example.org", "The Sampleford Morning <morning@courier.example>")
    assert mail["Subject"].endswith("issue 1 for Wed 07:00 has waited for approval for 7 minutes")


class Pings(BaseHTTPRequestHandler):
    paths: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.paths.append(self.path)
        self.send_response(500 if "broken" in self.path else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def switch() -> Iterator[str]:
    Pings.paths = []
    server = HTTPServer(("127.0.0.1", 0), Pings)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/check"
    server.shutdown()
    server.server_close()


def test_the_dead_mans_switch_hears_start_success_and_the_exit_code_of_a_failure(
    newsletter: Path, at: Run, switch: str
) -> None:
    configure(newsletter, 'approve = "auto"', f'[operator]\nping = "{switch}"\n')
    assert at("10T07:05", "run").code == 0
    (newsletter / "digest.db-the-sampleford-morning.sent").write_text("{")
    assert at("10T07:15", "run").code == 78
    assert Pings.paths == ["/check/start", "/check", "/check/start", "/check/78"]
    configure(newsletter, 'approve = "auto"', f'[operator]\nping = "{switch}/broken"\n')
    (newsletter / "digest.db-the-sampleford-morning.sent").unlink()
    assert at("10T07:15", "run").code == 0
    configure(newsletter, 'approve = "auto"', '[operator]\nping = "http://127.0.0.1:1/"\n')
    assert at("10T07:15", "run").code == 0


def test_a_newsletter_made_today_is_late_for_nothing_before_it_and_for_all_after(newsletter: Path, at: Run) -> None:
    (newsletter / "digest.toml").unlink()
    made = at("12T20:00", "init", "--feed", "courier.rss", "--to", "me@example.org", "--timezone", "London")  # Friday
    assert made.code == 0, made.err
    for moment in ("12T20:10", "14T12:00", "15T07:50"):
        assert at(moment, "status").code == 0, moment
    missed = at("15T09:00", "status")
    assert (missed.code, missed.out.splitlines()[-1]) == (
        65,
        "! late: the issue for Mon 2012-10-15 07:00 did not go out, 2 hours late",
    )


def test_a_first_tick_after_its_slot_is_not_late_nor_is_the_draft_that_it_makes(newsletter: Path, at: Run) -> None:
    configure(newsletter, 'approve = "manual"', '[operator]\nemail = "desk@example.org"\n')
    assert at("10T11:00", "run").code == 0
    found = at("10T11:10", "status", "--json")
    assert found.code == 0
    assert [(it["cause"], it["is_late"]) for it in json.loads(found.out)["concerns"]] == [("waiting", False)]
    assert at("11T09:00", "status").code == 65


def test_status_repeats_what_is_still_to_do_until_an_issue_went_out_by_itself(newsletter: Path, at: Run) -> None:
    before = json.loads(at("10T06:00", "status", "--json").out)["checklist"]
    assert [(it["name"], it["is_done"]) for it in before] == [
        ("sources", True), ("sender", True), ("relay", True), ("schedule", False), ("approval", True),
    ]  # fmt: skip
    line = (
        "to do        schedule: nothing calls `digest run` by itself → digest schedule install; in a container: digest"
        " run --loop"
    )
    assert at("10T06:00", "status").out.splitlines()[-1] == line
    at("10T07:05", "run")
    assert "to do" not in at("10T07:10", "status").out
