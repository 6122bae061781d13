"""digest status, metrics."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from digest.cli.issues import CONFIG
from digest.cli.output import ConfigOption, in_words, now, opened, plural, write_file

if TYPE_CHECKING:
    from digest.pipeline.watching import Status


def status(
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    config: ConfigOption = CONFIG,
) -> None:
    """Say how the newsletter stands: last and next issue, mail, sources; ends with 65 when something is late or stuck.

    Example: digest status --json
    """
    from digest.config import load
    from digest.pipeline import watching

    settings = load(config)
    with opened(settings) as store:
        found = watching.status(settings, store, now().astimezone(settings.schedule.zone))
    typer.echo(json.dumps(_as_data(found), ensure_ascii=False, indent=2) if as_json else "\n".join(_lines(found)))
    if any(concern.is_late for concern in found.concerns):
        raise typer.Exit(65)


def metrics(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it; - prints it.")],
    config: ConfigOption = CONFIG,
) -> None:
    """Write counts from the database as Prometheus text, for node_exporter's textfile collector.

    Example: digest metrics /var/lib/node_exporter/digest.prom
    """
    from digest.config import load
    from digest.pipeline import watching
    from digest.store import numbers

    settings = load(config)
    with opened(settings) as store:
        found = watching.status(settings, store, now().astimezone(settings.schedule.zone))
        with store.read() as conn:
            issues, mails = numbers.by_status(conn, settings.slug), numbers.mailed(conn, settings.slug)
    text = "".join(f"{line}\n" for line in _metrics(found, dict(issues), dict(mails)))
    if str(file) == "-":
        typer.echo(text, nl=False)
    else:
        write_file(file, text.encode())


def _lines(found: "Status") -> Iterator[str]:
    """A table of two columns, then the sources that are not fine, then what somebody must look at."""
    last, tick = found.last, found.tick
    if last:
        sent_at = found.last_sent_at and in_words(found.last_sent_at.astimezone(found.now.tzinfo))
        when = f", sent to the last reader {sent_at}" if sent_at else ""
        yield f"last issue   No. {last.number} for {in_words(last.slot)}{when}"
        yield f"mail         {_counted(found.lines)}"
    else:
        yield "last issue   none yet"
    yield f"next issue   {in_words(found.next_slot)}"
    if found.draft:
        yield f"draft        No. {found.draft.number} for {in_words(found.draft.slot)}, {found.draft.status}"
    yield f"collected    {plural(found.collected, 'article')} in the last day"
    yield f"subscribers  {found.subscribed}"
    if tick:
        outcome = "at work" if tick.exit_code is None else "well" if tick.exit_code == 0 else f"exit {tick.exit_code}"
        yield f"last run     {in_words(tick.began_at.astimezone(found.now.tzinfo))}: {outcome}"
    odd = [row for row in found.sources if row.state != "fine"]
    yield f"sources      {len(found.sources) - len(odd)} of {len(found.sources)} are fine"
    for row in odd:
        yield f"  {row.name}: {row.state}, {row.detail}"
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


def _metrics(found: "Status", issues: dict[str, int], mails: dict[str, int]) -> Iterator[str]:
    of = f'newsletter="{found.newsletter}"'
    last_sent = found.last_sent_at.timestamp() if found.last_sent_at else None
    tick = found.tick
    families: list[tuple[str, str, str, list[tuple[str, float | None]]]] = [
        ("issues", "gauge", "Issues by state.", [(f'state="{name}"', n) for name, n in sorted(issues.items())]),
        ("mails", "gauge", "Ledger lines by state.", [(f'state="{name}"', n) for name, n in sorted(mails.items())]),
        ("subscribers", "gauge", "Readers who are mailed.", [("", found.subscribed)]),
        ("articles_day", "gauge", "Articles first seen in the last day.", [("", found.collected)]),
        ("last_sent_seconds", "gauge", "When the last issue was sent to its last reader.", [("", last_sent)]),
        ("next_slot_seconds", "gauge", "When the next issue is due.", [("", found.next_slot.timestamp())]),
        ("last_run_seconds", "gauge", "When the last run began.", [("", tick.began_at.timestamp() if tick else None)]),
        ("last_run_exit_code", "gauge", "How it ended.", [("", tick.exit_code if tick else None)]),
        ("sources", "gauge", "Sources by how they do.", _by_state(found)),
        ("concerns", "gauge", "What somebody must look at.", [(f'cause="{it.cause}"', 1) for it in found.concerns]),
    ]
    for name, kind, text, samples in families:
        yield f"# HELP digest_{name} {text}"
        yield f"# TYPE digest_{name} {kind}"
        for label, value in samples:
            if value is not None:
                yield f"digest_{name}{{{of}{',' if label else ''}{label}}} {value:.15g}"


def _by_state(found: "Status") -> list[tuple[str, float | None]]:
    states = [row.state for row in found.sources]
    return [(f'state="{state}"', states.count(state)) for state in ("fine", "failing", "gone", "silent")]
