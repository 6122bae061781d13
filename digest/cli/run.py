"""digest run."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.issues import lost_lines, outcome_of
from digest.cli.log import Log, LogFormat, LogFormatOption, QuietOption
from digest.cli.options import CONFIG, ConfigOption
from digest.cli.output import WEEKLY, clock, in_words, now, say, titled
from digest.cli.proof import table
from digest.cli.sending import at_work, is_open, outcome, progress
from digest.errors import ConfigError, DigestError, TemporaryError

if TYPE_CHECKING:
    from digest.config import Settings
    from digest.pipeline.tick import Ran
    from digest.store import Store


BOUNCES_TIME = 60  # seconds for the mailbox of bounces; the rest of it waits for the next run


def run(
    again: Annotated[
        bool,
        typer.Option("--again", help="Send what is due although it counts as sent, after a restored backup."),
    ] = False,
    loop: Annotated[
        bool, typer.Option("--loop", help="Do so every --every seconds until it is stopped, as in a container.")
    ] = False,
    every: Annotated[int, typer.Option(metavar="SECONDS", min=1, help="The pause of --loop.")] = 600,
    env_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Set the variables of its KEY=VALUE lines first.", show_default=False),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what a run would not find here, and do nothing of it.")
    ] = False,
    quiet: QuietOption = False,
    log_format: LogFormatOption = None,
    config: ConfigOption = CONFIG,
) -> None:
    """Do what is due: read what came back, if [bounces] names a mailbox; collect, build, approve if so configured, and
    send; then so for the weekly newsletter, if there is one. For cron; run it as often as you like.

    Example: digest run --quiet --config /srv/morning/digest.toml
    """
    from digest.config import load, read_env_file

    if env_file:
        os.environ.update(read_env_file(env_file))
    if dry_run:
        _look(load(config), quiet)
        return
    if loop:
        _loop(config, quiet, log_format, every)
        return
    with Log(log_format, quiet) as log, _stoppable():
        code = pinged_tick(load(config), log, again=again)
        if code:
            raise typer.Exit(code)


def _look(settings: "Settings", quiet: bool) -> None:
    from digest.pipeline.preflight import preflight

    found = list(preflight(settings.daily or settings))
    for finding in found:
        mark = "warning: " if finding.level == "warning" else ""
        say(f"digest: {mark}{finding.text}", err=True)
    if any(finding.level == "error" for finding in found):
        raise typer.Exit(ConfigError.exit_code)
    if not quiet:
        say("A run finds all that it needs here. Nothing was collected or sent.")


def _loop(config: Path, quiet: bool, log_format: LogFormat | None, every: int) -> None:
    """Each tick reads the configuration anew and ends for itself; only being stopped ends them all."""
    from digest.config import load

    with _stoppable(), suppress(KeyboardInterrupt):
        while True:
            with Log(log_format, quiet) as log:
                try:
                    pinged_tick(load(config), log)
                except DigestError as error:
                    if isinstance(error.__context__, KeyboardInterrupt):
                        raise
                    log.fail(error)
            time.sleep(every)


def pinged_tick(settings: "Settings", log: Log, *, again: bool = False) -> int:
    """``tick``, and its start and its end told to the dead man's switch."""
    from digest.desk.telling import ping

    ping(settings.operator.ping, "start")
    code = 1
    try:
        code = tick(settings, log, again=again)
    except DigestError as error:
        code = error.exit_code
        raise
    finally:
        ping(settings.operator.ping, str(code) if code else "")
    return code


def tick(settings: "Settings", log: Log, *, again: bool = False) -> int:
    """Run once for each newsletter and say what came of it; the exit code where it is no error.

    One that fails does not keep the other from its readers: the worst error is raised after both.
    """
    _read_bounces(settings, log)
    rans: list[Ran] = []
    errors: list[DigestError] = []
    for each in settings.newsletters:
        try:
            ran, silence = _ran(each, log, again)
            rans.append(ran)
            errors += [silence] if silence else []
        except DigestError as error:
            if isinstance(error.__context__, KeyboardInterrupt):
                raise
            named = len(settings.newsletters) > 1
            errors.append(type(error)(f"{each.newsletter.name}: {error}") if named else error)
    _say_all(rans, log, idle=not errors)
    if errors:
        *others, worst = sorted(errors, key=lambda each: each.exit_code)
        for other in others:
            log.warn(str(other))
        raise worst
    return max((_code(ran) for ran in rans), default=0)


def _read_bounces(settings: "Settings", log: Log) -> None:
    """First, so that who asked to leave gets no mail of this run. Whatever keeps it from that keeps nobody else."""
    if not settings.bounces.mailbox:
        return
    from digest.cli.bounces import for_the_operator
    from digest.cli.output import opened
    from digest.desk.returns import returned_mails, take_back

    until = monotonic() + BOUNCES_TIME
    try:
        with opened(settings) as store:
            mails = takewhile(lambda _: monotonic() < until, returned_mails(settings, None))
            taken = take_back(settings, store, mails, now())
    except KeyboardInterrupt:
        raise TemporaryError("stopped before it was done: the next run goes on from there") from None
    except DigestError as error:
        log.warn(f"what came back could not be read: {error}")
        return
    for line in taken.stopped:
        log.say(line)
    for line in for_the_operator(taken):
        log.insist(line)


def _code(ran: "Ran") -> int:
    return 75 if ran.clock else 65 if ran.held else 3 if any(is_open(sent) for sent in ran.sent) else 0


def _ran(settings: "Settings", log: Log, again: bool) -> "tuple[Ran, DigestError | None]":
    """What one tick did, and why the operator could not be told of it: nobody else would hear, so that is an error."""
    from digest.pipeline.tick import tick

    try:
        with at_work(settings) as (store, journal), progress() as told:
            try:
                ran = tick(settings, store, journal, clock(), told, again=again)
            except DigestError:
                if silence := _untold(settings, store):
                    log.warn(str(silence))
                raise
            return ran, _untold(settings, store)
    except KeyboardInterrupt:
        raise TemporaryError("stopped before it was done: the next run goes on from there") from None
    except ConfigError as error:
        raise ConfigError(f"{error}. Nothing more goes out until then") from error
    except DigestError as error:
        if error.exit_code:
            raise type(error)(f"{error}. What is due stays due: the next run goes on from there") from error
        raise


def _untold(settings: "Settings", store: "Store") -> DigestError | None:
    """Tell the operator; why that could not be done."""
    from digest.desk.telling import tell_operator

    try:
        tell_operator(settings, store, now().astimezone(settings.schedule.zone))
    except DigestError as error:
        return type(error)(f"the operator could not be told: {error}")
    return None


def _say_all(rans: "list[Ran]", log: Log, *, idle: bool) -> None:
    for ran in rans:
        _say(ran, log)
    if idle and not any(ran.due or ran.sent for ran in rans):
        log.say(f"Nothing is due until {in_words(min(ran.slot for ran in rans))}.")


def _say(ran: "Ran", log: Log) -> None:
    from digest.pipeline.timekeeping import BEHIND

    if ran.clock:
        log.warn(ran.clock)
    if ran.built:
        log.say(outcome_of(ran.built), issue=ran.built.issue.number if ran.built.issue else None)
        for line in lost_lines(ran.built):
            log.warn(f"left out: {line}")
        for problem in ran.built.problems:
            log.warn(problem.message, source=problem.source)
    if ran.waiting and ran.held:
        for line in table(ran.waiting, ran.held):
            log.say(line, issue=ran.waiting.number)
        log.warn(f"held: {'. '.join(ran.ways_on)}", issue=ran.waiting.number)
    elif ran.waiting:
        number = f"{ran.waiting.number}{WEEKLY if ran.waiting.week else ''}"
        what = f"{titled(ran.waiting)} waits for approval: digest show {number}, then digest approve {number}."
        log.say(what, issue=ran.waiting.number)
    if ran.behind:
        log.warn(f"the issue for {in_words(ran.behind)} {BEHIND}")
    for sent in ran.sent:
        log.say(outcome(sent), issue=sent.issue.number)


@contextmanager
def _stoppable() -> Iterator[None]:
    """SIGTERM ends a run as Ctrl-C does: what was begun is written down first."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
