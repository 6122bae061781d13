"""digest status, metrics."""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from digest.cli.options import CONFIG, ConfigOption
from digest.cli.output import in_words, now, opened, plural, say, say_json, write_file

if TYPE_CHECKING:
    from digest.config import Settings
    from digest.desk.checklist import Point
    from digest.desk.status import Status
    from digest.store import Store


def status(
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Say how the newsletter stands, and the weekly one: what is still to do before it goes out by itself, last and
    next issue, mail, sources; ends with 65 when something is late or stuck.

    Example: digest status --json
    """
    from digest.config import load

    settings = load(config)
    with opened(settings) as store:
        found = [status_of(each, store) for each in settings.newsletters]
    points = () if settings.daily else checked(settings, found[0])
    if as_json:
        data = _as_data(found[0]) | ({"weekly": _as_data(found[1])} if found[1:] else {})
        data["checklist"] = [point._asdict() for point in points]
        say_json(data)
    else:
        to_do = [f"to do        {it.name}: {it.what} → {it.mend}" for it in points if not it.is_done]
        told = [[*_lines(found[0], to_do)], *([*_lines(each, [])] for each in found[1:])]
        headed = ([each.name, *lines, ""] for each, lines in zip(found, told, strict=True))
        say("\n".join(told[0] if len(found) == 1 else [*chain(*headed)][:-1]))
    if any(concern.is_late for each in found for concern in each.concerns):
        raise typer.Exit(65)


def status_of(settings: "Settings", store: "Store") -> "Status":
    from digest.desk import status as desk

    return desk.status(settings, store, now().astimezone(settings.schedule.zone))


def checked(settings: "Settings", found: "Status") -> "tuple[Point, ...]":
    from digest.cli.schedule import callers
    from digest.desk.checklist import checklist

    return checklist(settings, found, is_called=bool(callers(settings)))


def metrics(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it; - prints it.")],
    config: ConfigOption = CONFIG,
) -> None:
    """Write counts from the database as Prometheus text, for node_exporter's textfile collector.

    Example: digest metrics /var/lib/node_exporter/digest.prom
    """
    from digest.config import load
    from digest.store import counts

    settings, counted = load(config), []
    with opened(settings) as store:
        for each in settings.newsletters:
            with store.read() as conn:
                issues, mails = counts.by_status(conn, each.slug), counts.mailed(conn, each.slug)
            counted.append((status_of(each, store), dict(issues), dict(mails)))
    text = "".join(f"{line}\n" for line in _metrics(counted))
    if str(file) == "-":
        say(text, nl=False)
    else:
        write_file(file, text.encode())


def _lines(found: "Status", to_do: list[str]) -> Iterator[str]:
    """A table of two columns, the sources that are not fine, what is still to do, what somebody must look at."""
    last, tick = found.last, found.tick
    if last:
        sent_at = found.last_sent_at and in_words(found.last_sent_at.astimezone(found.now.tzinfo))
        when = f", sent to the last reader {sent_at}" if sent_at else ""
        yield f"last issue   No. {last.number} for {in_words(last.slot)}{when}"
        yield f"mail         {_counted(found.lines)}"
    else:
        yield "last issue   none yet"
    if found.due:
        yield f"due now      {in_words(found.due)}: the next run goes on with it"
    yield f"next issue   {in_words(found.next_slot)}"
    if found.draft:
        yield f"draft        No. {found.draft.number} for {in_words(found.draft.slot)}, {found.draft.status}"
    if found.sources:
        yield f"collected    {plural(found.collected, 'article')} in the last day"
    yield f"subscribers  {found.subscribed}"
    if tick:
        outcome = "at work" if tick.exit_code is None else "well" if tick.exit_code == 0 else f"exit {tick.exit_code}"
        yield f"last run     {in_words(tick.began_at.astimezone(found.now.tzinfo))}: {outcome}"
    odd = [row for row in found.sources if row.state != "fine"]
    if found.sources:
        yield f"sources      {len(found.sources) - len(odd)} of {len(found.sources)} are fine"
    for row in odd:
        yield f"  {row.name}: {row.state}, {row.detail}"
    yield from to_do
    for concern in found.concerns:
        yield f"! {concern.cause}: {concern.text}"


def _counted(lines: Any) -> str:
    return ", ".join(f"{count} {state}" for state, count in sorted(lines.items())) or "none"


def _as_data(found: "Status") -> dict[str, Any]:
    last, draft, tick = found.last, found.draft, found.tick
    return {
        "newsletter": found.newsletter,
        "time": found.now.isoformat(),
        "last": last
        and {
            "issue": last.number,
            "slot": last.slot.isoformat(),
            "sent_at": found.last_sent_at and found.last_sent_at.isoformat(),
            "mail": dict(found.lines),
        },
        "draft": draft and {"issue": draft.number, "slot": draft.slot.isoformat(), "status": draft.status},
        "due": found.due and found.due.isoformat(),
        "next_slot": found.next_slot.isoformat(),
        "collected": found.collected,
        "subscribers": found.subscribed,
        "run": tick
        and {
            "began_at": tick.began_at.isoformat(),
            "ended_at": tick.ended_at and tick.ended_at.isoformat(),
            "exit_code": tick.exit_code,
            "outcome": tick.outcome,
        },
        "sources": [row._asdict() for row in found.sources],
        "concerns": [concern._asdict() for concern in found.concerns],
    }


Family = tuple[str, str, list[tuple[str, float | None]]]


def _metrics(counted: "Iterable[tuple[Status, dict[str, int], dict[str, int]]]") -> Iterator[str]:
    """The samples of all newsletters stand together below the name of what they count."""
    found = [(status.newsletter, _families(status, issues, mails)) for status, issues, mails in counted]
    for at, (name, text, _) in enumerate(found[0][1]):
        yield f"# HELP digest_{name} {text}"
        yield f"# TYPE digest_{name} gauge"
        for newsletter, families in found:
            for label, value in families[at][2]:
                if value is not None:
                    yield f'digest_{name}{{newsletter="{newsletter}"{"," if label else ""}{label}}} {value:.15g}'


def _families(found: "Status", issues: dict[str, int], mails: dict[str, int]) -> list[Family]:
    last_sent = found.last_sent_at.timestamp() if found.last_sent_at else None
    tick = found.tick
    return [
        ("issues", "Issues by state.", [(f'state="{name}"', n) for name, n in sorted(issues.items())]),
        ("mails", "Ledger lines by state.", [(f'state="{name}"', n) for name, n in sorted(mails.items())]),
        ("subscribers", "Readers who are mailed.", [("", found.subscribed)]),
        ("articles_day", "Articles first seen in the last day.", [("", found.collected if found.sources else None)]),
        ("last_sent_seconds", "When the last issue was sent to its last reader.", [("", last_sent)]),
        ("next_slot_seconds", "When the next issue is due.", [("", found.next_slot.timestamp())]),
        ("last_run_seconds", "When the last run began.", [("", tick.began_at.timestamp() if tick else None)]),
        ("last_run_exit_code", "How it ended.", [("", tick.exit_code if tick else None)]),
        ("sources", "Sources by how they do.", _by_state(found) if found.sources else []),
        ("concerns", "What somebody must look at.", [(f'cause="{it.cause}"', 1) for it in found.concerns]),
    ]


def _by_state(found: "Status") -> list[tuple[str, float | None]]:
    states = [row.state for row in found.sources]
    return [(f'state="{state}"', states.count(state)) for state in ("fine", "failing", "gone", "silent")]
