"""digest build, show, list, approve, withdraw."""

import re
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.options import CONFIG, TEXT, ConfigOption, FormatOption, NumberArgument
from digest.cli.output import WEEKLY, in_words, issue_of, now, opened, plural, progress_bar, save_files, say
from digest.cli.why import edit_lines, lines, verdicts
from digest.render.formats import suffixes

if TYPE_CHECKING:
    from digest.config import Settings
    from digest.models import Issue
    from digest.pipeline.building import Built
    from digest.store import Store

FILES = ", ".join(suffixes().values())


def build(
    day: Annotated[
        str | None,
        typer.Option(
            "--date", metavar="YYYY-MM-DD", help="The day of the issue; today if left out.", show_default=False
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="WHEN",
            help="Begin the window here (2026-05-30, 2026-05-30T18:00, 36h, 3d) instead of at the last sent issue.",
            show_default=False,
        ),
    ] = None,
    explained: Annotated[
        bool, typer.Option("--explain", help="Then say of every article why it is in or out, as `digest why` does.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Make an edited draft anew too: its edits are lost, pinned stories stay.")
    ] = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Read the sources and make the draft of an issue. A draft that was edited stays as it is.

    Example: digest build --date 2026-05-31 --since 3d
    """
    from digest.config import load
    from digest.pipeline import building
    from digest.schedule import slot_on

    settings = load(config)
    zone = settings.schedule.zone
    when = _day(day) if day else now().astimezone(zone).date()
    start = _since(since, slot_on(when, settings.schedule.time, zone), zone) if since else None
    with opened(settings) as store, progress_bar("Summarising") as progress:
        built = building.build(settings, store, when, now().astimezone(zone), start, progress, force=force)
    print_built(built)
    if explained and built.issue:
        say("\n".join(line for each in verdicts(built.issue) for line in lines(each, with_parts=False)))
    if built.problems:
        raise typer.Exit(65)


def print_built(built: "Built") -> None:
    """What the build came to, and on standard error the edits it cost and what could not be read."""
    say(outcome_of(built))
    if built.shortened:
        say(f"Shortened, since Gmail cuts off what is beyond 102 KB: without {', '.join(built.shortened)}.")
    for line in lost_lines(built):
        say(f"digest: left out: {line}", err=True)
    for each in built.lost:
        say(f"digest: this edit is lost: {each.change}", err=True)
    for problem in built.problems:
        say(f"digest: source {problem.source!r}: {problem.message}", err=True)


def lost_lines(built: "Built") -> list[str]:
    """What the draft lacks by a fault that somebody should mend."""
    from digest.pipeline.holding import left_out_in_lines

    return [*left_out_in_lines(built.issue)] if built.issue and built.issue.status == "draft" else []


def outcome_of(built: "Built") -> str:
    issue = built.issue
    if issue is None:
        since = in_words(built.window.start)
        return f"Nothing new since {since} in {plural(built.collected, 'article')} collected: no issue made."
    if issue.status != "draft":
        return f"Issue {issue.number} for {in_words(issue.slot)} is {issue.status} already and stays as it is."
    if issue.edits:
        return f"Issue {issue.number} for {in_words(issue.slot)} was edited and stays as it is; --force makes it anew."
    stories = plural(len(issue.stories), "story") + (f", {len(issue.brief)} in brief" if issue.brief else "")
    return (
        f"Issue {issue.number} of {issue.name} for {in_words(issue.slot)}: {stories},"
        f" {len(issue.left_out)} left out. Read it: digest show {issue.number}{WEEKLY if issue.week else ''}"
    )


def show(
    number: NumberArgument = None,
    format: FormatOption = TEXT,
    save: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help=f"Write {FILES} and .eml there instead.", show_default=False),
    ] = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Print an issue.

    Example: digest show 12 --format html > issue.html
    """
    from digest.config import load

    settings = load(config)
    issue = issue_of(settings, number)
    if save:
        for path in save_files(issue, settings, save):
            say(str(path))
    else:
        say(issue.body(format), nl=False)
        for line in edit_lines(issue):
            say(line, err=True)


def list_issues(
    limit: Annotated[int, typer.Option(min=1, help="At most this many.")] = 20,
    config: ConfigOption = CONFIG,
) -> None:
    """List the issues, newest first: number, slot, state, stories.

    Example: digest list
    """
    from digest.config import load
    from digest.store import issues

    settings = load(config)
    with opened(settings) as store, store.read() as conn:
        found = issues.all_issues(conn, settings.slug, limit=limit)
    for issue in found:
        say(
            f"{issue.number:>5}  {in_words(issue.slot)}  {issue.status:<9}  {_contents(issue)}"
            f"{', edited' if issue.edits else ''}"
        )
    if not found:
        say(f"There is no issue yet: run `digest build{_of(settings)}`.")
    for weekly in settings.newsletters[1:]:
        say(f"Those of {weekly.newsletter.name}: digest list{WEEKLY}", err=True)


def _of(settings: "Settings") -> str:
    return WEEKLY if settings.daily else ""


def _contents(issue: "Issue") -> str:
    correction = bool(issue.corrections) and not issue.stories
    return plural(len(issue.corrections), "correction") if correction else plural(len(issue.stories), "story")


def approve(
    number: Annotated[
        int | None, typer.Argument(metavar="[N]", help="Its number; the newest draft if left out.", show_default=False)
    ] = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Freeze a draft, so that it can be sent. Approving twice changes nothing.

    Example: digest approve 12
    """
    from digest.config import load
    from digest.pipeline import approving
    from digest.pipeline.proofing import proof_issue

    settings = load(config)
    with opened(settings) as store:
        draft = _newest_draft(settings, store) if number is None else number
        issue = approving.approve(settings, store, draft, now().astimezone(settings.schedule.zone))
        against = [each for each in proof_issue(settings, store, issue) if each.severity == "error"]
    for each in against:
        say(f"digest: approved in spite of this: {each.what}", err=True)
    say(f"Issue {issue.number} for {in_words(issue.slot)} is {issue.status}, SHA-256 {issue.sha256[:12]}….")


def _newest_draft(settings: "Settings", store: "Store") -> int:
    from digest.errors import InputError
    from digest.store import issues

    with store.read() as conn:
        drafts = [issue for issue in issues.all_issues(conn, settings.slug) if issue.status == "draft"]
    if not drafts:
        raise InputError(f"no draft waits: see `digest list{_of(settings)}`, or make one: digest build{_of(settings)}")
    return max(drafts, key=lambda issue: issue.slot).number  # as `digest show` takes it


def withdraw(
    number: Annotated[int, typer.Argument(metavar="N", help="The issue's number.")],
    config: ConfigOption = CONFIG,
) -> None:
    """Take an issue back that has not gone out. Its articles are free for another; its number is not given again.

    Example: digest withdraw 12
    """
    from digest.config import load
    from digest.store import issues

    settings = load(config)
    with opened(settings) as store, store.write() as conn:
        issue = issues.withdraw(conn, settings.slug, number)
    say(f"Issue {issue.number} for {in_words(issue.slot)} is withdrawn. Make another: digest build{_of(settings)}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no date: write it like 2026-05-31", param_hint="--date") from error


def _since(text: str, slot: datetime, zone: tzinfo) -> datetime:
    """A moment, or a span before the slot."""
    if match := re.fullmatch(r"(\d{1,4})([hd])", text):
        hours = int(match.group(1)) * (24 if match.group(2) == "d" else 1)
        return slot - timedelta(hours=hours)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(
            f"{text!r}: write it like 2026-05-30, 2026-05-30T18:00, 36h or 3d", param_hint="--since"
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
